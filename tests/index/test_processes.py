"""Several processes on one library: any number read, one writes at a time, and all see what was written."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.errors import LibraryBusy
from tests.index.child import start
from tests.index.conftest import Open
from tests.index.doubles import assert_consistent, posting


def test_two_ingest_at_once_while_a_third_reads(home: Path, tmp_path: Path, open_library: Open) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        for number in range(40):
            (folder / f"{number}.txt").write_text(posting(f"{folder.name.title()} {number}: Rust Engineer"))
    first = tmp_path / "first.txt"
    first.write_text(posting("Zeroth: Rust Engineer"))
    open_library().ingest([first])

    reader = start(home, "search", tmp_path / "stop", "rust engineer")
    writers = [start(home, "ingest", folder) for folder in folders]
    ends = [process.communicate(timeout=120) for process in writers]
    (tmp_path / "stop").touch()
    ends.append(reader.communicate(timeout=120))

    assert [process.returncode for process in (*writers, reader)] == [0, 0, 0], ends
    seen = ast.literal_eval(ends[2][0])
    for search in ("search_dense", "search_lexical"):
        numbers = {number for name, number in seen if name == search}
        assert numbers <= {3, 123, 243}, "a reader sees whole batches only"
        assert 243 in numbers
    library = open_library()
    assert library.catalog.counts().roles == 81
    assert_consistent(library)


def test_an_open_library_sees_what_another_process_writes(home: Path, files: Path, open_library: Open) -> None:
    library = open_library()
    for number in range(2):
        (files / f"{number}.txt").write_text(posting(f"Acme: Engineer {number}"))
        assert start(home, "ingest", files).wait(timeout=60) == 0
        assert len(library.search_dense("engineer", limit=50)) == 3 * (number + 1)
        assert len(library.search_lexical("engineer", limit=50)) == 3 * (number + 1)
    assert start(home, "remove", "postings/0.txt").wait(timeout=60) == 0
    assert len(library.search_dense("engineer", limit=50)) == len(library.search_lexical("engineer", limit=50)) == 3


def test_two_libraries_in_one_process_share_a_folder(files: Path, open_library: Open) -> None:
    one, other = open_library(), open_library()
    (files / "a.txt").write_text(posting("Acme: Engineer"))
    one.ingest([files])
    assert len(other.search_dense("engineer", limit=50)) == 3
    one.close()
    assert len(other.search_dense("engineer", limit=50)) == 3
    other.remove("acme-engineer")
    assert one.search_dense("engineer", limit=50) == []
    assert_consistent(one)


def test_who_waits_too_long_for_the_lock_is_told_why(home: Path, files: Path, open_library: Open) -> None:
    (files / "a.txt").write_text(posting("Acme: Engineer"))
    open_library().ingest([files])
    (files / "b.txt").write_text(posting("Birch: Engineer"))
    library = open_library(lock_timeout=0.2)

    with FileLock(home / "write.lock"):
        with pytest.raises(LibraryBusy, match=r"write\.lock.*run the same command again"):
            library.ingest([files])
        assert len(library.search_dense("engineer", limit=50)) == 3, "readers do not wait"

    library.ingest([files])
    assert_consistent(library)
