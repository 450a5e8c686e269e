"""A user's own data: kept apart from everyone else's, changed by one at a time, gone when deleted."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import RecordChanged, RecordsUnusable
from assistant.records import Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path / "home")
    yield opened
    opened.close()


def test_a_record_comes_back_as_it_was_put(records: Records) -> None:
    put = records.put("ann", "plan", "p1", {"title": "naïve 面试", "days": [1, 2]}, rank=3.5)
    assert records.get("ann", "plan", "p1") == put
    assert (put.version, put.rank) == (1, 3.5)
    assert records.get("ann", "plan", "p2") is None


def test_users_never_see_each_other(records: Records) -> None:
    records.put("ann", "plan", "p1", {"of": "ann"})
    assert records.get("bob", "plan", "p1") is None
    assert records.listed("bob", "plan") == []
    assert records.everything("bob") == {}
    records.put("bob", "plan", "p1", {"of": "bob"})
    assert records.forget("bob") == 1
    assert records.everything("ann") == {"plan": [{"of": "ann"}]}


def test_records_are_listed_by_rank(records: Records) -> None:
    records.put_all("ann", "card", [("b", {}, 2.0), ("a", {}, 3.0), ("c", {}, 1.0)])
    assert [r.key for r in records.listed("ann", "card")] == ["c", "b", "a"]
    assert [r.key for r in records.listed("ann", "card", rank_to=2.0)] == ["c", "b"]
    assert [r.key for r in records.listed("ann", "card", limit=1)] == ["c"]


def test_a_scan_gives_what_the_list_gives(records: Records) -> None:
    records.put_all("ann", "card", [("b", {"n": 'naïve, "quoted"'}, 2.0), ("a", {"n": [1]}, 3.0)])
    records.put("bob", "card", "z", {"of": "bob"})
    assert records.scan("ann", "card") == [("a", {"n": [1]}), ("b", {"n": 'naïve, "quoted"'})]
    assert records.scan("ann", "plan") == []


def test_a_change_made_elsewhere_is_not_overwritten(records: Records) -> None:
    seen = records.put("ann", "interview", "i", {"answers": 0}, expected=0)
    records.put("ann", "interview", "i", {"answers": 1}, expected=seen.version)
    with pytest.raises(RecordChanged, match="changed elsewhere"):
        records.put("ann", "interview", "i", {"answers": 9}, expected=seen.version)
    found = records.get("ann", "interview", "i")
    assert found is not None
    assert found.body == {"answers": 1}


def test_many_records_are_written_all_or_none(records: Records) -> None:
    with pytest.raises(TypeError):
        records.put_all("ann", "card", [("a", {}, 0.0), ("b", {"bad": object()}, 0.0)])
    assert records.listed("ann", "card") == []


def test_threads_count_up_together(records: Records) -> None:
    def count() -> None:
        for _ in range(10):
            while True:
                now = records.get("ann", "n", "n")
                try:
                    body = {"n": (now.body["n"] if now else 0) + 1}
                    records.put("ann", "n", "n", body, expected=now.version if now else 0)
                    break
                except RecordChanged:
                    continue

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = records.get("ann", "n", "n")
    assert found is not None
    assert found.body == {"n": 40}


def test_what_is_deleted_is_gone_from_the_disk_and_no_one_else_may_read_it(records: Records, tmp_path: Path) -> None:
    home = tmp_path / "home"
    records.put("ann", "resume", "r", {"text": "SECRET-PHONE-5550199" * 50})
    assert stat.S_IMODE((home / "records.sqlite3").stat().st_mode) == 0o600
    records.forget("ann")
    assert all(b"SECRET-PHONE" not in file.read_bytes() for file in home.iterdir())


def test_a_broken_database_is_said_in_a_sentence_without_its_contents(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite3").write_bytes(b"not a database " * 100)
    with pytest.raises(RecordsUnusable, match="cannot be read or written") as caught:
        Records(tmp_path).put("ann", "resume", "r", {"text": "SECRET"})
    assert "SECRET" not in str(caught.value)
