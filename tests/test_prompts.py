"""Prompts as files: two parts, every variable given, none unknown."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant import prompts
from assistant.errors import InvalidPrompt
from assistant.prompts import load_prompt, prompts_folder

TEXT = "You judge.\nIt costs $$5.\n---\nThe $thing is ${kind}.\n---\nReally?\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "verdict.md").write_text(TEXT)
    return tmp_path


def test_a_file_is_the_system_part_a_line_of_dashes_and_the_user_part(folder: Path) -> None:
    prompt = load_prompt("verdict", folder)
    assert prompt.system == "You judge.\nIt costs $$5."
    assert prompt.user == "The $thing is ${kind}.\n---\nReally?"
    assert prompt.variables == {"thing", "kind"}


def test_filling_puts_values_in_and_reads_nothing_into_them(folder: Path) -> None:
    filled = load_prompt("verdict", folder).fill(thing="$kind", kind="$$")
    assert filled == ("You judge.\nIt costs $5.", "The $kind is $$.\n---\nReally?")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"thing": "x"}, "lacks a value for kind; it takes kind, thing"),
        ({}, "lacks a value for kind, thing;"),
        ({"thing": "x", "kind": "y", "sort": "z"}, "has no place for sort;"),
        ({"thing": "x", "sort": "z"}, "lacks a value for kind and has no place for sort;"),
    ],
)
def test_a_value_too_few_or_too_many_is_named(folder: Path, values: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidPrompt) as caught:
        load_prompt("verdict", folder).fill(**values)
    assert said in str(caught.value)


def test_the_hash_is_of_the_text_and_the_same_on_every_system(folder: Path) -> None:
    prompt = load_prompt("verdict", folder)
    assert prompt.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "verdict.md").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert load_prompt("verdict", folder) == prompt
    (folder / "verdict.md").write_text(TEXT + "!")
    assert load_prompt("verdict", folder).sha256 != prompt.sha256


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no parts", "needs a system part, a line with only `---`, and a user part"),
        ("---\nuser", "needs a system part"),
        ("system\n---\n \n", "needs a system part"),
        ("system --- user", "needs a system part"),
        ("costs $5\n---\nuser", "write `$$` for a dollar sign"),
    ],
)
def test_a_file_that_is_no_prompt(folder: Path, text: str, said: str) -> None:
    (folder / "verdict.md").write_text(text)
    with pytest.raises(InvalidPrompt) as caught:
        load_prompt("verdict", folder)
    assert said in str(caught.value)


def test_a_file_in_another_encoding(folder: Path) -> None:
    (folder / "verdict.md").write_bytes(b"caf\xe9\n---\nx")
    with pytest.raises(InvalidPrompt, match="is not UTF-8"):
        load_prompt("verdict", folder)


def test_no_name_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "inside").mkdir()
    with pytest.raises(InvalidPrompt, match=r"no prompt '\.\./verdict' in the folder 'inside'; there are: none"):
        load_prompt("../verdict", folder / "inside")


@pytest.mark.parametrize("name", ["verdct", "", "VERDICT"])
def test_a_prompt_that_is_not_there_names_those_that_are(folder: Path, name: str) -> None:
    with pytest.raises(InvalidPrompt, match=r"; there are: verdict$"):
        load_prompt(name, folder)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidPrompt, match="the folder 'gone' is missing beside the package"):
        load_prompt("judge", tmp_path / "gone")


@pytest.mark.parametrize("path", sorted(prompts_folder().glob("*.md")), ids=lambda p: p.stem)
def test_every_shipped_prompt_can_be_filled(path: Path) -> None:
    prompt = load_prompt(path.stem)
    system, user = prompt.fill(**dict.fromkeys(prompt.variables, "VALUE"))
    assert system
    assert "VALUE" in user


def test_the_shipped_folder_stands_beside_the_package() -> None:
    assert prompts_folder().parent == Path(prompts.__file__).parents[1]
