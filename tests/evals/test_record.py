"""The record on disk: what is in it after a kill, in which order it is read, who may read it."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import RunBusy
from assistant.evals.record import Record, encoded


def result(id: str, status: str = "passed") -> dict[str, Any]:
    return {"id": id, "status": status}


def ids(record: Record) -> list[str]:
    return [case["id"] for case in record.cases()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "key.jsonl"


def test_results_come_back_in_the_order_of_the_cases_not_of_their_arrival(path: Path) -> None:
    with Record(path) as record:
        for at in (3, 0, 2, 1):
            record.add(at, result(str(at)))
        assert ids(record) == ["0", "1", "2", "3"]
        assert [at in record for at in (-1, 0, 3, 4, "0")] == [False, True, True, False, False]


def test_it_can_be_read_in_the_middle_and_written_on(path: Path) -> None:
    with Record(path) as record:
        record.add(0, result("a"))
        reading = record.cases()
        assert next(reading)["id"] == "a"
        record.add(1, result("b"))
        assert ids(record) == ["a", "b"]
        assert ids(record) == ["a", "b"]


def test_what_was_added_is_there_when_it_is_opened_again(path: Path) -> None:
    with Record(path) as record:
        assert record.found == 0
        record.add(1, result("b"))
    with Record(path) as record:
        assert (record.found, record.held) == (1, 1)
        record.add(0, result("a"))
        assert (record.found, record.held) == (1, 2)
        assert ids(record) == ["a", "b"]


@pytest.mark.parametrize("torn", ['{"at":1,"ca', '{"at":1,"case":{"id":"b","status":"passed"}}', "\x00\x00"])
def test_a_line_that_was_torn_by_a_kill_is_dropped(path: Path, torn: str) -> None:
    with Record(path) as record:
        record.add(0, result("a"))
    path.write_text(path.read_text() + torn)
    with Record(path) as record:
        assert ids(record) == ["a"]
        record.add(1, result("c"))
        assert ids(record) == ["a", "c"]
    assert [json.loads(line)["at"] for line in path.read_text().splitlines()] == [0, 1]


@pytest.mark.parametrize(
    "line", ["[]", '{"at":-1,"case":{"status":"passed"}}', '{"at":true,"case":{}}', "nonsense", ""]
)
def test_a_line_that_is_no_result_is_passed_over(path: Path, line: str) -> None:
    with Record(path) as record:
        record.add(0, result("a"))
    path.write_text(line + "\n" + path.read_text())
    with Record(path) as record:
        assert ids(record) == ["a"]


def test_cases_that_died_are_to_be_run_again_and_their_later_result_counts(path: Path) -> None:
    with Record(path) as record:
        record.add(0, result("a", "error"))
        record.add(1, result("b"))
        assert ids(record) == ["a", "b"]
    with Record(path) as record:
        assert 0 not in record
        record.add(0, result("a"))
    with Record(path) as record:
        assert [case["status"] for case in record.cases()] == ["passed", "passed"]


def test_fresh_forgets(path: Path) -> None:
    with Record(path) as record:
        record.add(0, result("a"))
    with Record(path, fresh=True) as record:
        assert (record.found, ids(record)) == (0, [])


def test_it_is_its_owners_alone(path: Path) -> None:
    with Record(path):
        assert oct(path.stat().st_mode & 0o777) == "0o600"
        assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_nobody_else_may_open_it_meanwhile(path: Path) -> None:
    with Record(path), pytest.raises(RunBusy, match="another process"):
        Record(path)
    Record(path).close()


def test_removing_leaves_nothing(path: Path) -> None:
    record = Record(path)
    record.add(0, result("a"))
    record.remove()
    assert list(path.parent.iterdir()) == []


def test_threads_may_add_at_the_same_time(path: Path) -> None:
    with Record(path) as record:
        threads = [
            threading.Thread(
                target=lambda start=start: [record.add(at, result(str(at))) for at in range(start, 200, 4)]
            )
            for start in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert ids(record) == [str(at) for at in range(200)]


def test_lines_are_json_in_utf_8_whatever_the_text_holds() -> None:
    line = encoded({"text": "五\u2028\ud800\n"})
    assert line.count(b"\n") == 1
    assert json.loads(line)["text"] == "五\u2028\ud800\n"
    with pytest.raises(ValueError, match="JSON"):
        encoded(float("nan"))
