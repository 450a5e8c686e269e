"""Roles side by side: every cell is cited, silence is said, and what is alike is told from what is not."""

from __future__ import annotations

import pytest

from assistant.app import Assistant, build, read_settings
from assistant.domain import FACT_NAMES
from assistant.errors import UnknownRole, UsageError


def posting(title: str, pay: str, mode: str) -> str:
    return (
        f"Northwind AI\n{title}\n\nAbout the role\nYou will train models and measure what they learn.\n\n"
        f"Requirements\n- 5+ years of Python\n- Experience with distributed training\n\n{mode}{pay}"
    )


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("postings")
    (folder / "one.txt").write_text(
        posting("Research Engineer", "Salary: $185,000 - $240,000 a year.\n", "Work mode: remote\n")
    )
    (folder / "two.txt").write_text(posting("Data Engineer", "", "This role is fully remote.\n"))
    found = build(read_settings(home=folder / "home"))
    found.ingest([folder / "one.txt", folder / "two.txt"])
    return found


def test_cells_are_the_words_of_the_postings_and_empty_where_nothing_is_stated(assistant: Assistant) -> None:
    ids = [role.id for role in assistant.roles()]
    matrix = assistant.matrix(ids)
    texts = [assistant.posting(role.posting_id).text for role in matrix.roles]
    rows = {row.name: row for row in matrix.rows if row.kind == "fact"}
    quoted = [[span.of(text) for span in cell] for cell, text in zip(rows["salary"].cells, texts, strict=True)]
    assert sorted(map(len, quoted)) == [0, 1]
    assert "$185,000 - $240,000" in (quoted[0] or quoted[1])[0]
    assert rows["salary"].stated == 1
    assert not rows["salary"].alike


def test_the_same_in_other_words_is_alike(assistant: Assistant) -> None:
    matrix = assistant.matrix([role.id for role in assistant.roles()])
    rows = {row.name: row for row in matrix.rows if row.kind == "fact"}
    assert rows["work_mode"].alike
    assert rows["years"].alike
    assert any(row.kind == "topic" and row.stated == 2 for row in matrix.rows)


def test_every_fact_is_a_row_or_said_to_be_stated_by_none(assistant: Assistant) -> None:
    matrix = assistant.matrix([role.id for role in assistant.roles()])
    assert {row.name for row in matrix.rows if row.kind == "fact"} | set(matrix.silent) == set(FACT_NAMES)
    assert "visa" in matrix.silent


def test_comparing_takes_two_roles_that_are_there(assistant: Assistant) -> None:
    [one, _] = assistant.roles()
    with pytest.raises(UsageError, match="at least two"):
        assistant.matrix([one.id, one.id])
    with pytest.raises(UnknownRole):
        assistant.matrix([one.id, "nowhere"])
