"""How people write and save postings: emphasis, numbers in front of items, words that a line's end cut in two."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Document, Role
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

EMPHASISED = """**Data Engineer**
Tidewell Ltd

**What you will do**
1. **Build** pipelines in *Python*
2. Look after the warehouse and our *own* tools

***Requirements***
(1) 3+ years of **SQL**
(2) You know what 2*3*4 is
(3) Footnotes* are no emphasis, and neither are stars* alone
"""
WRAPPED = """Data Engineer
Tidewell Ltd

We are Tidewell, and we keep the tides of the North Sea in one coun-
try wide table that ships, ports and people who go for a walk at low
tide look at every day. We are twenty people, and we like our long-
term plans to be written down where everybody can read them at once.

Requirements
- Experience with data engineering and with databases that are larg-
er than one machine, which you have looked after for three years
- A plan for the long term, written so that others can follow it too
"""


def read(text: str) -> tuple[Role, str]:
    posting = normalize(Document("tidewell.txt", text))
    (role,) = read_roles(posting)
    return role, posting.text


def items(role: Role, text: str, kind: str) -> list[str]:
    return [r.span.of(text) for r in role.requirements if r.kind == kind]


def test_emphasis_is_taken_off_words_and_shows_headings() -> None:
    role, text = read(EMPHASISED)
    assert role.title == "Data Engineer"
    assert items(role, text, "duty") == ["Build pipelines in Python", "Look after the warehouse and our own tools"]
    assert items(role, text, "must") == [
        "3+ years of SQL",
        "You know what 2*3*4 is",
        "Footnotes* are no emphasis, and neither are stars* alone",
    ]


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "({}) ", "{}.  "])
def test_numbers_in_front_of_items_are_no_part_of_them(form: str) -> None:
    duties = ["Build pipelines", "Answer the questions of ships", "Write down what 3 tides have in common"]
    listed = "\n".join(f"{form.format(n)}{duty}" for n, duty in enumerate(duties, 1))
    role, text = read(f"Data Engineer\nTidewell Ltd\n\nWhat you will do\n{listed}\n")
    assert items(role, text, "duty") == duties


def test_numbered_rounds_are_rounds_in_their_order() -> None:
    listed = "1. Phone call with a recruiter\n2. Take-home task\n10. Day on site"
    role, _ = read(f"Data Engineer\nTidewell Ltd\n\nInterview process\n{listed}\n")
    assert [r.name for r in role.process] == ["Phone call with a recruiter", "Take-home task", "Day on site"]


def test_a_year_or_a_version_at_a_lines_start_is_no_number_of_an_item() -> None:
    role, text = read("Data Engineer\nTidewell Ltd\n\nRequirements\n3 years of Python\n2026 graduates are welcome\n")
    assert items(role, text, "must") == ["3 years of Python", "2026 graduates are welcome"]


def test_words_that_a_lines_end_cut_are_whole_again(tmp_path: Path) -> None:
    path = tmp_path / "tidewell.txt"
    path.write_text(WRAPPED, "utf-8")
    (document,) = load(path, path.name)
    assert isinstance(document, Document)
    role, text = read(document.text)
    assert "in one country wide table" in text
    # "long" and "term" are words of this text: the hyphen between them belongs there.
    assert "our long-term plans" in text
    assert items(role, text, "must") == [
        "Experience with data engineering and with databases that are larger than one machine, which you have looked "
        "after for three years",
        "A plan for the long term, written so that others can follow it too",
    ]
