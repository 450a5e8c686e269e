"""The library tab over HTTP: who may change a shared library, and what becomes of what is sent to it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.attacking import many_users, signed_in
from tests.web.serving import Served
from tests.web.test_attacks_users import event, outcome, raise_event

pytestmark = pytest.mark.xdist_group("served")
POSTING = """Glimmer Robotics
Senior Perception Engineer

Salary: EUR 70,000 - 85,000 per year

Requirements
- 5+ years of C++
- Experience with ROS 2
"""
ROLE = "glimmer-robotics-senior-perception-engineer"
_STEP, _READ = 0, 1
CHANGES: dict[str, dict[str, str]] = {
    "remove": {"which": "glimmer.txt"},
    "remove-role": {"which": ROLE},
    "rename": {"part": ROLE, "title": "Plumber", "company": "Bob"},
    "state": {"part": ROLE, "fact": "team", "quotes": "Experience with ROS 2"},
    "not-stated": {"part": ROLE, "fact": "salary"},
    "split": {"part": ROLE, "words": "Requirements"},
    "merge": {"part": ROLE},
    "undo": {"which": "p"},
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    with many_users(tmp_path_factory.mktemp("users"), f"--real={home}") as served:
        with signed_in(served, "ann") as client:
            assert "Read: 1 role in 1 file." in said(client, "fills", _READ, uploads=[sent(client, "glimmer.txt")])
        yield served


def sent(client: httpx.Client, name: str, content: bytes = POSTING.encode()) -> str:
    return str(client.post("/prep-upload", params={"name": name}, content=content).json()["id"])


def said(client: httpx.Client, session: str, kind: int = _STEP, **wanted: Any) -> str:
    """What the tab says to a step, or to a reading."""
    raised = raise_event(client, session, event(client, "library", kind), [None] * 4, wanted)
    assert raised.status_code == 200, raised.text
    return outcome(client, session)


@pytest.mark.parametrize("act", CHANGES)
def test_who_may_only_read_changes_nothing(bob: httpx.Client, act: str) -> None:
    assert "nly an administrator can change the shared library" in said(bob, f"bob{act}", act=act, **CHANGES[act])
    there = said(bob, f"bobsees{act}", act="open", which=ROLE)
    assert "Senior Perception Engineer" in there
    assert "EUR 70,000" in there


def test_who_may_only_read_is_offered_no_change(bob: httpx.Client) -> None:
    listed = said(bob, "boblists", act="show")
    assert "Glimmer Robotics" in listed
    assert "the person who runs this app adds and corrects postings" in listed
    opened = said(bob, "bobopens", act="open", which=ROLE)
    for act in ("data-library-form=", "remove", "reread"):
        assert act not in listed.replace('data-library-form=\\"search\\"', "")
        assert act not in opened


def test_who_may_only_read_adds_nothing(bob: httpx.Client) -> None:
    refused = said(bob, "bobreads", _READ, uploads=[sent(bob, "bobs.txt", b"Plumber at Pipes\nSalary: 1 GBP a year")])
    assert "nly an administrator can change the shared library" in refused
    assert "Pipes" not in said(bob, "bobfinds", act="search", words="pipes")


def test_another_users_file_is_not_read(ann: httpx.Client, bob: httpx.Client) -> None:
    bobs = sent(bob, "bobs.txt", b"Plumber at Pipes\nSalary: 1 GBP a year")
    assert "Paste the text of a posting" in said(ann, "annreads", _READ, uploads=[bobs])


def test_a_file_that_unpacks_to_too_much_is_a_sentence(ann: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 210_000_000)
    heard = said(ann, "annbomb", _READ, uploads=[sent(ann, "bomb.docx", packed.getvalue())])
    assert "Not read: bomb.docx unpacks to" in heard


def test_what_was_pasted_of_odd_letters_is_read_or_refused_in_a_sentence(ann: httpx.Client) -> None:
    none = sent(ann, "🚀.txt", "🚀🚀🚀".encode())
    assert "holds no text" in said(ann, "annrocket", _READ, uploads=[none])
    arabic = sent(ann, "nile.txt", "مطلوب مهندس برمجيات\n\nالمتطلبات\n- خبرة خمس سنوات في بايثون\n".encode())
    assert "Read: 1 role in 1 file." in said(ann, "annarabic", _READ, uploads=[arabic])


@pytest.mark.parametrize("wanted", [None, [], "x", {"act": 7}, {"act": "open", "which": "../../etc/passwd"}])
def test_anything_may_be_sent(ann: httpx.Client, wanted: object, tmp_path: Path) -> None:
    session = f"annodd{abs(hash(str(wanted)))}"
    assert raise_event(ann, session, event(ann, "library", _STEP), [None] * 4, wanted).status_code == 200
    heard = outcome(ann, session)
    assert "library-page" in heard
    assert "Traceback" not in heard
