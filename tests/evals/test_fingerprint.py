"""Two runs of the same input have the same marks, on any machine; of another input, others."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.evals import fingerprint
from assistant.index.library import Library
from assistant.index.testing import HashEmbeddings

POSTINGS = {
    "a.txt": "Title: Beekeeper\n\nRequirements\n- Patience with bees, every day of the year\n",
    "b.txt": "Title: Lighthouse Keeper\n\nRequirements\n- No fear of heights or of storms at all\n",
}
TWO = """Acme

Title: Beekeeper

About the role
You keep bees.

Requirements
- Patience with bees, every day of the year

Birch

Title: Lighthouse Keeper

About the role
You keep the light.

Requirements
- No fear of heights or of storms at all
"""


def folder(path: Path, **changed: str) -> Path:
    path.mkdir(parents=True)
    for name, text in POSTINGS.items():
        (path / name).write_text(changed.get(name[0], text))
    return path


def library_mark(home: Path, postings: Path, *, order: int = 1, chunk_size: int = 600, model: str = "hash") -> str:
    with Library(home, HashEmbeddings(model=model), chunk_size=chunk_size) as library:
        for path in sorted(postings.iterdir())[::order]:
            assert library.ingest([path]).failed == ()
        return fingerprint.of_library(library.catalog)


def test_a_library_of_the_same_postings_has_the_same_mark_wherever_and_in_whatever_order(tmp_path: Path) -> None:
    one = library_mark(tmp_path / "home-1", folder(tmp_path / "one"))
    assert library_mark(tmp_path / "home-2", folder(tmp_path / "elsewhere" / "two"), order=-1) == one


def test_other_postings_chunks_or_vectors_give_another_mark(tmp_path: Path) -> None:
    same = folder(tmp_path / "one")
    marks = [
        library_mark(tmp_path / "1", same),
        library_mark(tmp_path / "2", folder(tmp_path / "other", b="Title: Diver\n\nRequirements\n- Can dive deep\n")),
        library_mark(tmp_path / "3", same, chunk_size=300),
        library_mark(tmp_path / "4", same, model="another"),
    ]
    assert len(set(marks)) == 4


def test_a_library_without_one_of_the_roles_has_another_mark(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(TWO)
    with Library(tmp_path / "home", HashEmbeddings()) as library:
        library.ingest([tmp_path / "two.txt"])
        before = fingerprint.of_library(library.catalog)
        library.remove(library.catalog.list_roles()[0].id)
        assert library.catalog.counts().postings == 1
        assert fingerprint.of_library(library.catalog) != before


def test_an_empty_library_has_a_mark(tmp_path: Path) -> None:
    with Library(tmp_path, HashEmbeddings()) as library:
        assert len(fingerprint.of_library(library.catalog)) == 32


def test_a_folder_is_known_by_names_and_contents_of_its_visible_files(tmp_path: Path) -> None:
    one = folder(tmp_path / "one")
    mark = fingerprint.of_folder(one)
    two = folder(tmp_path / "two")
    (two / ".hidden").write_text("x")
    (two / ".cache").mkdir()
    (two / ".cache" / "c.txt").write_text("x")
    assert fingerprint.of_folder(two) == mark
    (two / "a.txt").rename(two / "c.txt")
    assert fingerprint.of_folder(two) != mark
    assert fingerprint.of_folder(folder(tmp_path / "three", a="changed")) != mark


def test_texts_are_kept_apart() -> None:
    assert fingerprint.of_texts(["ab", "c"]) != fingerprint.of_texts(["a", "bc"])
    assert fingerprint.of_texts(["\ud800"])


def test_the_order_of_keys_does_not_count() -> None:
    assert fingerprint.of_value({"a": 1, "b": [2]}) == fingerprint.of_value({"b": [2], "a": 1})
    assert fingerprint.of_value({"a": 1}) != fingerprint.of_value({"a": 2})


def test_the_programs_own_mark_changes_with_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("reading", "web"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "code.py").write_text("a = 1")
    (tmp_path / "notes.txt").write_text("nothing")
    monkeypatch.setattr(fingerprint, "_PACKAGE", tmp_path)
    whole, reading = fingerprint.of_code(), fingerprint.of_code("reading")
    (tmp_path / "notes.txt").write_text("something")
    assert (fingerprint.of_code(), fingerprint.of_code("reading")) == (whole, reading)
    (tmp_path / "web" / "code.py").write_text("a = 2")
    assert fingerprint.of_code() != whole
    assert fingerprint.of_code("reading") == reading
    (tmp_path / "reading" / "code.py").write_text("a = 2")
    assert fingerprint.of_code("reading") != reading


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_commit_is_that_of_the_cases_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "a.yaml").write_text("tests: []")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    head = git(tmp_path, "rev-parse", "HEAD")
    assert fingerprint.commit_of(cases) == fingerprint.Commit(head, False)
    (cases / "new.yaml").write_text("not part of the repository yet")
    assert fingerprint.commit_of(cases) == fingerprint.Commit(head, False)
    (cases / "a.yaml").write_text("tests: [1]")
    assert fingerprint.commit_of(cases) == fingerprint.Commit(head, True)


def test_outside_a_repository_or_without_git_there_is_no_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fingerprint.commit_of(tmp_path) == fingerprint.Commit(None, None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fingerprint.commit_of(tmp_path) == fingerprint.Commit(None, None)
