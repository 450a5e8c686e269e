"""Attacks by files: kinds that are none of ours, kinds that lie, sizes, names, archives that unpack to gigabytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.app import build, read_settings
from assistant.errors import UnreadableFile
from assistant.web.stash import Refused, Stash, check, shown
from tests.web.serving import Served

pytestmark = pytest.mark.xdist_group("served")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
WINDOWS, LINUX, SHELL = b"MZ\x90\x00\x03\x00", b"\x7fELF\x02\x01", b"#!/bin/sh\nrm -rf ~\n"


@pytest.fixture
def visitor(open_app: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=open_app.url, timeout=60) as client:
        yield client


def send(client: httpx.Client, name: str, content: bytes) -> httpx.Response:
    return client.post("/prep-upload", params={"name": name}, content=content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.svg", SVG, "not taken"),
        ("a.exe", WINDOWS, "not taken"),
        ("a.sh", SHELL, "not taken"),
        ("a.js", b"alert(1)", "not taken"),
        ("a.zip", b"PK\x03\x04", "not taken"),
        ("a", b"text", "not taken"),
        ("a.pdf.exe", b"%PDF-1.7", "not taken"),
        ("a.txt", SVG, "drawing"),
        ("a.html", SVG, "drawing"),
        ("a.txt", HTML, "not what its name says"),
        ("a.txt", b"\xef\xbb\xbf  <!-- x --> <HTML>", "not what its name says"),
        ("a.pdf", HTML, "not what its name says"),
        ("a.pdf", b"plain text", "not what its name says"),
        ("a.docx", b"plain text", "not what its name says"),
        ("a.txt", b"\x89PNG\r\n", "not what its name says"),
        ("a.txt", b"a\x00b", "not what its name says"),
        ("a.txt", WINDOWS, "a program"),
        ("a.pdf", LINUX, "a program"),
        ("a.md", SHELL, "a program"),
        ("a.txt", b" \n\t", "empty"),
    ],
)
def test_what_is_no_document_or_lies_about_its_kind_is_refused(
    visitor: httpx.Client, name: str, content: bytes, said: str
) -> None:
    reply = send(visitor, name, content)
    assert reply.status_code == 415
    assert said in reply.json()["error"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"MZ Wallace is hiring"),
        ("a.txt", "Zażółć".encode("utf-16")),
        ("page.html", HTML),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.docx", b"PK\x03\x04"),
        ("职位.md", "# 工程师".encode()),
    ],
)
def test_documents_are_taken(visitor: httpx.Client, name: str, content: bytes) -> None:
    reply = send(visitor, name, content)
    assert reply.status_code == 200
    assert reply.json()["name"] == name


def test_an_oversize_file_is_refused_before_it_is_read(visitor: httpx.Client) -> None:
    assert send(visitor, "a.txt", b"x" * (10 * 2**20 + 1)).status_code == 413
    pieces = (b"x" * 1000 for _ in range(3))
    assert visitor.post("/prep-upload?name=a.txt", content=pieces).status_code == 411


def test_files_are_sent_with_post_and_read_by_nobody(visitor: httpx.Client) -> None:
    assert visitor.get("/prep-upload?name=a.txt").status_code == 405
    assert visitor.post("/gradio_api/upload", files={"files": b"x"}).status_code == 404


def test_a_foreign_page_sends_no_file(visitor: httpx.Client) -> None:
    reply = visitor.post("/prep-upload?name=a.txt", content=b"x", headers={"origin": "https://evil.example"})
    assert reply.status_code == 403


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\evil.txt", "evil.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("resume\u202efdp.txt", "resumefdp.txt"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        (".txt", "file.txt"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_a_name_is_a_name_and_no_path(visitor: httpx.Client, name: str, plain: str) -> None:
    assert shown(name) == plain
    assert send(visitor, name, b"text").json()["name"] == plain


def test_a_file_lies_under_a_random_name_in_a_private_folder() -> None:
    stash = Stash()
    try:
        path = stash.begin("ann", "../../resume.txt")
        path.write_bytes(b"text")
        key = stash.keep("ann", "../../resume.txt", path)
        assert path.parent.stat().st_mode & 0o077 == 0
        assert "resume" not in path.name
        assert stash.take("bob", [key]) == []
        assert [upload.name for upload in stash.take("ann", [key, key])] == ["resume.txt"]
        assert stash.take("ann", [key]) == []
    finally:
        stash.close()
    assert not path.exists()


def test_a_visitor_cannot_fill_the_disk() -> None:
    now = [0.0]
    stash = Stash(clock=lambda: now[0])
    paths = []
    for _ in range(100):
        paths.append(stash.begin("ann", "a.txt"))
        paths[-1].write_bytes(b"text")
        stash.keep("ann", "a.txt", paths[-1])
    with pytest.raises(Refused, match="100 of your files"):
        stash.begin("ann", "a.txt")
    stash.begin("bob", "a.txt")
    now[0] += 31 * 60
    stash.begin("ann", "a.txt")
    assert not any(path.exists() for path in paths)
    stash.close()


def bomb() -> bytes:
    """A small Word file that unpacks to two gigabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(b" " * 2**25)
    return packed.getvalue()


def test_a_zip_bomb_is_refused_by_its_reader_and_nothing_is_kept(tmp_path: Path) -> None:
    content = bomb()
    assert len(content) < 10 * 2**20
    check(".docx", content[:4096], "bomb.docx")
    file = tmp_path / "bomb.docx"
    file.write_bytes(content)
    assistant = build(read_settings(home=tmp_path / "home"))
    with pytest.raises(UnreadableFile, match="bomb"):
        assistant.planner.save_resume("ann", file, "bomb.docx")
    assert assistant.records.kinds("ann") == {}
    [failure] = assistant.ingest([file]).failed
    assert "bomb.docx" in failure.source
    assistant.close()
