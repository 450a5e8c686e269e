"""Damage is seen, named with its remedy, and mended from the catalog."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete

from assistant.errors import LibraryError
from assistant.index import records, schema
from assistant.index.library import Library
from tests.index.conftest import Open
from tests.index.doubles import assert_consistent, posting

Damage = Callable[[Path], None]


def _truncate(pattern: str) -> Damage:
    return lambda home: [os.truncate(path, path.stat().st_size // 2) for path in home.rglob(pattern)] and None


def _scramble(pattern: str) -> Damage:
    return lambda home: [path.write_bytes(os.urandom(path.stat().st_size)) for path in home.rglob(pattern)] and None


def _delete(pattern: str) -> Damage:
    return lambda home: [shutil.rmtree(p) if p.is_dir() else p.unlink() for p in home.glob(pattern)] and None


DAMAGES = {
    "vectors are gone": ("vectors", _delete("vectors")),
    "the graph is gone": ("vectors", _delete("vectors/*/*-*")),
    "the graph is cut off": ("vectors", _truncate("data_level0.bin")),
    "the graph's lengths are cut off": ("vectors", _truncate("length.bin")),
    "the graph is scrambled": ("vectors", _scramble("data_level0.bin")),
    "the graph's names are cut off": ("vectors", _truncate("index_metadata.pickle")),
    "Chroma's database is scrambled": ("vectors", _scramble("chroma.sqlite3")),
    "words are gone": ("words", _delete("words")),
    "words' list is cut off": ("words", _truncate("meta.json")),
    "words are scrambled": ("words", _scramble("*.term")),
    "words' names are gone": ("words", _delete("words/*/*/*.store")),
}


@pytest.fixture
def filled(open_library: Open, files: Path) -> Library:
    for number in range(30):
        (files / f"{number}.txt").write_text(posting(f"Acme: Engineer {number}"))
    library = open_library()
    library.ingest([files])
    return library


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_mended(name: str, filled: Library, home: Path, open_library: Open) -> None:
    where, damage = DAMAGES[name]
    filled.close()
    damage(home)
    library = open_library()

    problems = library.check().problems
    assert {problem.where for problem in problems} == {where}

    library.repair()
    assert len(library.search_dense("engineer", limit=99)) == len(library.search_lexical("engineer", limit=99)) == 90
    assert_consistent(library)


@pytest.mark.parametrize("name", [name for name in DAMAGES if "scrambled" not in name])
def test_searching_a_damaged_library_names_the_repair(
    name: str, filled: Library, home: Path, open_library: Open
) -> None:
    filled.close()
    DAMAGES[name][1](home)
    with pytest.raises(LibraryError, match="run: prep doctor --repair"):
        open_library().search_dense("engineer", limit=9)


def test_each_kind_of_difference_is_seen(filled: Library) -> None:
    catalog = filled.catalog
    chunk = catalog.chunks_of_roles(["acme-engineer-3"])[0]
    with catalog.engine.begin() as connection:
        connection.execute(delete(schema.chunks).where(schema.chunks.c.id == chunk.id))
    said = [problem.what for problem in filled.check().problems]
    assert said == [
        "the vectors has 1 entries that the catalog has not",
        "the word index has 1 entries that the catalog has not",
    ]
    filled.repair()
    assert_consistent(filled)

    with catalog.engine.begin() as connection:
        records.begin(connection, ["0" * 32])
    assert [problem.where for problem in filled.check().problems] == ["journal"]
    filled.repair()
    assert_consistent(filled)


def test_a_word_index_of_another_version_is_made_anew(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.close()
    monkeypatch.setattr("assistant.index.stores.FORMAT", "99")
    with pytest.raises(LibraryError, match=r"another version of this program; run: prep doctor --repair"):
        filled.search_lexical("engineer", limit=9)
    filled.repair()
    assert_consistent(filled)


@pytest.mark.parametrize("damage", [_truncate("catalog.sqlite3"), _scramble("catalog.sqlite3")])
def test_a_damaged_catalog_is_not_mended_but_said(
    damage: Damage, filled: Library, home: Path, open_library: Open
) -> None:
    filled.close()
    damage(home)
    with pytest.raises(LibraryError, match=r"catalog .*ingest your files again"):
        open_library().repair()


def test_a_repair_of_what_is_whole_changes_nothing(filled: Library) -> None:
    generation = filled.catalog.generation()
    assert filled.repair().ok
    assert filled.catalog.generation() == generation
