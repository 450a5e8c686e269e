"""A process killed at any step leaves a library that reads as before, and the next write makes it right."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from assistant.index.library import Library
from tests.index.child import run
from tests.index.conftest import Open
from tests.index.doubles import assert_consistent, posting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills a process with SIGKILL, which Windows has not")

STEPS = (
    "assistant.index.embedder/Embedder:documents:after:1",
    "assistant.index.database:create_tables:before:1",
    "assistant.index.database:create_tables:after:1",
    "assistant.index.records:begin:after:1",  # the journal's transaction, not yet committed
    "assistant.index.snapshots:copy:before:1",
    "assistant.index.snapshots:copy:after:1",
    "assistant.index.vectors/VectorIndex:delete_postings:after:1",
    "assistant.index.vectors/VectorIndex:upsert:before:1",
    "assistant.index.vectors/VectorIndex:upsert:after:1",
    "assistant.index.snapshots:seal:after:1",
    "assistant.index.lexical:_write:before:1",
    "assistant.index.lexical:_write:after:1",  # chunks are committed, roles are not
    "assistant.index.lexical:_write:after:2",
    "assistant.index.records:remove_postings:after:1",
    "assistant.index.records:add_entries:after:1",
    "assistant.index.records:settle:after:2",  # the last statement, not yet committed
    "assistant.index.snapshots:discard:before:2",
)


def roles(library: Library) -> set[str]:
    return {role.id for role in library.catalog.list_roles()}


def searched(library: Library) -> set[str]:
    """The roles that searches lead to; chunks that the catalog has not are left out, as every reader leaves them."""
    ids = [id for search in (library.search_dense, library.search_lexical) for id, _ in search("work", limit=99)]
    return {chunk.role_id for chunk in library.catalog.chunks(ids)}


@pytest.mark.parametrize("step", [s for s in STEPS if "copy" not in s and "delete_postings" not in s])
def test_killed_in_the_first_ingest(step: str, home: Path, files: Path, open_library: Open) -> None:
    (files / "a.txt").write_text(posting("Acme: Rust Engineer", "Acme: Go Engineer"))

    assert run(home, "ingest", files, kill=step) == -signal.SIGKILL

    library = open_library()
    assert searched(library) == roles(library)
    library.ingest([files])
    assert roles(library) == searched(library) == {"acme-rust-engineer", "acme-go-engineer"}
    assert_consistent(library)


@pytest.mark.parametrize("step", [step for step in STEPS if "create_tables" not in step])
def test_killed_while_a_file_changes(step: str, home: Path, files: Path, open_library: Open) -> None:
    (files / "a.txt").write_text(posting("Acme: Rust Engineer"))
    (files / "b.txt").write_text(posting("Birch: Data Scientist"))
    before = open_library()
    before.ingest([files])
    (files / "a.txt").write_text(posting("Acme: Rust Engineer", "Acme: Go Engineer"))
    (files / "c.txt").write_text(posting("Cedar: Nurse"))

    assert run(home, "ingest", files, kill=step) == -signal.SIGKILL

    old = {"acme-rust-engineer", "birch-data-scientist"}
    new = {*old, "acme-go-engineer", "cedar-nurse"}
    for library in (before, open_library()):
        assert roles(library) in (old, new)
        assert searched(library) <= roles(library)
    library.ingest([files])
    assert roles(library) == searched(library) == searched(before) == new
    assert_consistent(library)


@pytest.mark.parametrize("step", [step for step in STEPS if "lexical" in step or "begin" in step or "seal" in step])
def test_killed_while_a_file_is_removed(step: str, home: Path, files: Path, open_library: Open) -> None:
    (files / "a.txt").write_text(posting("Acme: Rust Engineer"))
    (files / "b.txt").write_text(posting("Birch: Data Scientist"))
    library = open_library()
    library.ingest([files])

    assert run(home, "remove", "postings/a.txt", kill=step) == -signal.SIGKILL

    library.repair()
    assert roles(library) == searched(library) == {"acme-rust-engineer", "birch-data-scientist"}
    assert_consistent(library)
