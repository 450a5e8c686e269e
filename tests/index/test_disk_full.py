"""A full disk: said as such, and nothing that was stored before is lost."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import StorageFull
from assistant.index.library import Library
from assistant.index.storage import is_full, writing_to
from assistant.index.testing import HashEmbeddings
from tests.index.child import start
from tests.index.conftest import Open
from tests.index.doubles import LineReader, assert_consistent, posting

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's limit on the size of files")


def _write(files: Path, numbers: range) -> None:
    for number in numbers:
        (files / f"{number}.txt").write_text(posting(f"Acme: Engineer {number}"))


# The catalog hits the first limit, the copy of the vectors the second, what is added to them the third.
@pytest.mark.parametrize("largest", [4_000, 200_000, 500_000])
def test_what_was_stored_stays_and_the_rest_follows_when_there_is_space(
    largest: int, home: Path, files: Path, open_library: Open
) -> None:
    _write(files, range(20))
    with open_library() as before:
        before.ingest([files])
    _write(files, range(20, 500))

    process = start(home, "ingest", files, largest=largest)
    said, errors = process.communicate(timeout=120)

    assert process.returncode == 3, errors
    assert said.startswith("StorageFull"), said
    library = open_library()
    assert len(library.search_dense("engineer", limit=9999)) == 60
    assert len(library.search_lexical("engineer", limit=9999)) == 60
    assert library.ingest([files]).roles == 480
    assert_consistent(library)


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("lexical.LexicalIndex.replace", ValueError("An IO error occurred: 'No space left on device (os error 28)'")),
        ("records.add_entries", RuntimeError("(sqlite3.OperationalError) database or disk is full")),
        ("snapshots.seal", OSError(errno.ENOSPC, "No space left on device")),
    ],
)
def test_a_disk_that_is_full_at_a_later_step(
    step: str, error: Exception, library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise error

    _write(files, range(3))
    library.ingest([files])
    _write(files, range(3, 6))
    with monkeypatch.context() as full:
        full.setattr(f"assistant.index.{step}", fail)
        with pytest.raises(StorageFull):
            library.ingest([files])
    assert library.catalog.counts().roles == 3
    assert len(library.search_dense("engineer", limit=99)) == 9
    assert library.ingest([files]).roles == 3
    assert_consistent(library)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path, files: Path) -> None:
    _write(files, range(20))
    with Library(small_disk / "home", HashEmbeddings(), reader=LineReader().reader()) as library:
        library.ingest([files])
        _write(files, range(20, 1500))
        with pytest.raises(StorageFull, match=r"Free some space and run the same command again"):
            library.ingest([files])
        assert len(library.search_dense("engineer", limit=9999)) == 60
        library.remove("acme-engineer-3")
        assert len(library.search_dense("engineer", limit=9999)) == 57, "room can be made by removing"
        assert_consistent(library)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Quota exceeded"),
        RuntimeError("(sqlite3.OperationalError) database or disk is full"),
        ValueError("An IO error occurred: 'No space left on device (os error 28)'"),
    ],
)
def test_every_library_s_own_words_for_it_are_known(error: Exception) -> None:
    assert is_full(error)
    with pytest.raises(StorageFull, match="disk is full"), writing_to(Path("home")):
        raise error


def test_other_errors_pass(tmp_path: Path) -> None:
    with pytest.raises(KeyError), writing_to(tmp_path):
        raise KeyError("x")
