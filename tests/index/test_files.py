"""Finding files: what is taken, what is refused and why, and what it is called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.domain import Failure
from assistant.index.files import find, printable
from assistant.index.library import Library
from tests.index.doubles import assert_consistent, posting


def names(*paths: Path) -> list[str]:
    return [file.names[0] for file in find(paths)[0]]


def failures(*paths: Path) -> list[Failure]:
    return find(paths)[1]


def test_folders_are_searched_in_order_and_hidden_files_passed_over(files: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "~$open.docx", "sub/c.txt", ".git/config"):
        (files / name).parent.mkdir(exist_ok=True)
        (files / name).write_text("x")
    assert names(files) == ["postings/a.txt", "postings/b.txt", "postings/sub/c.txt"]
    assert names(files / "a.txt", files) == ["a.txt", "postings/b.txt", "postings/sub/c.txt"]
    assert names(files / ".hidden") == [".hidden"], "asked for by name it is taken"


def test_a_relative_folder_has_its_own_name(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (files / "a.txt").write_text("x")
    monkeypatch.chdir(files)
    assert names(Path(".")) == ["postings/a.txt"]


def test_what_is_not_there_is_a_failure(files: Path) -> None:
    [failure] = failures(files / "nothing.txt")
    assert failure.source.endswith("nothing.txt")
    assert "check the path" in failure.error


def test_links_that_lead_out_are_refused_and_loops_end(files: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("x")
    (files / "a.txt").write_text("x")
    (files / "out.txt").symlink_to(outside)
    (files / "up").symlink_to(tmp_path)
    (files / "loop").symlink_to(files)
    (files / "inside.txt").symlink_to(files / "a.txt")
    (files / "broken.txt").symlink_to(files / "gone.txt")

    assert names(files) == ["postings/a.txt"]
    refused = {failure.source: failure.error for failure in failures(files)}
    assert refused.keys() == {"postings/out.txt", "postings/up", "postings/broken.txt"}
    assert "leads out of the folder" in refused["postings/out.txt"]
    assert "leads nowhere" in refused["postings/broken.txt"]
    assert names(files / "out.txt") == ["secret.txt"], "a link given by name is what it leads to"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(files: Path) -> None:
    os.mkfifo(files / "pipe")
    assert names(files) == []
    assert "neither a file nor a folder" in failures(files / "pipe")[0].error


def test_names_are_shown_in_printable_characters() -> None:
    assert printable("a\nb\x1b[31m\u202e é 中") == "a\\nb\\x1b[31m\\u202e é 中"
    assert printable("bad\udcff") == "bad\\udcff"


def test_a_file_with_a_strange_name_goes_in_and_out(library: Library, files: Path) -> None:
    try:
        (files / "line\nbreak\udcff.txt").write_text(posting("Acme: Nurse"))
    except OSError:
        pytest.skip("this file system refuses such names")
    library.ingest([files])
    [source] = library.catalog.sources()
    assert source.name == "postings/line\\nbreak\\udcff.txt"
    library.remove(source.name)
    assert_consistent(library)


def test_unreadable_kinds_are_named_only_where_asked_for(library: Library, files: Path) -> None:
    (files / "photo.xyz").write_text("x")
    assert library.ingest([files]).failed == ()
    [failure] = library.ingest([files / "photo.xyz"]).failed
    assert "no loader" in failure.error


def test_files_of_the_same_name_are_told_apart(library: Library, files: Path) -> None:
    for folder in ("one", "two"):
        (files / folder).mkdir()
        (files / folder / "notes.txt").write_text(posting(f"{folder.title()}: Nurse"))
    library.ingest([files / "one" / "notes.txt", files / "two" / "notes.txt"])
    assert [source.name for source in library.catalog.sources()] == ["notes.txt", "two/notes.txt"]
    library.ingest([files / "two" / "notes.txt"])
    assert [source.name for source in library.catalog.sources()] == ["notes.txt", "two/notes.txt"]
    assert_consistent(library)
