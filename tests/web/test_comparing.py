"""Roles side by side: every cell is cited or says that nothing is stated, and what agrees is told from what differs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.answer.beside import beside
from assistant.domain import Role
from assistant.matrix import Matrix, Row
from assistant.web.comparing import MOST, bar_html, key_of, matrix_html, sources_of
from assistant.web.panel import panel_html
from tests.web.library import CONTOSO, FABRIKAM, NORTHWIND, POSTINGS, ROLES, XINGHE
from tests.web.test_cards import words
from tests.web.test_panel import quoted

BY_ID = {posting.id: posting for posting in POSTINGS}


def matrix_of(*roles: Role) -> Matrix:
    return beside(roles, lambda id: BY_ID[id].text)


def page_of(*roles: Role, language: str = "en") -> str:
    return matrix_html(matrix_of(*roles), BY_ID, language)


def row_of(page: str, name: str) -> str:
    return next(row for row in re.findall(r"<tr.*?</tr>", page, re.S) if f'<th scope="row">{name}' in row)


def test_every_quote_of_every_cell_opens_its_words() -> None:
    matrix = matrix_of(*ROLES)
    page = matrix_html(matrix, BY_ID, "en")
    panel = panel_html(sources_of(matrix, BY_ID), key="k", chosen=1, numbered=False)
    expected = [
        span.of(BY_ID[role.posting_id].text)
        for row in matrix.rows
        for role, cell in zip(matrix.roles, row.cells, strict=True)
        for span in cell
    ]
    cited = [int(n) for n in re.findall(r'data-cite="(\d+)"', page)]
    assert cited == list(range(1, len(expected) + 1))
    assert len(expected) > 10
    assert [quoted(panel, n) for n in cited] == expected
    assert all(source.misplaced == () for source in sources_of(matrix, BY_ID))


def test_two_roles_of_one_posting_are_one_source() -> None:
    twin = replace(NORTHWIND, id="twin", title="Another")
    matrix = matrix_of(NORTHWIND, twin)
    (source,) = sources_of(matrix, BY_ID)
    assert {citation.role for citation in source.citations} == {NORTHWIND.id, "twin"}
    assert 'class="alike"' in row_of(page_of(NORTHWIND, twin), "Salary")
    assert "the same in all" in words(row_of(page_of(NORTHWIND, twin), "Salary"))


def test_a_cell_that_states_nothing_says_so() -> None:
    page = page_of(NORTHWIND, XINGHE)
    assert words(row_of(page, "Work mode")) == "Work mode stated by 1 of 2 hybrid, 3 days in the office ○ not stated"
    assert words(row_of(page, "Salary")).startswith("Salary different $285,000 - $340,000 a year 薪资")
    assert "None of them states: employment type, seniority, degree, visa, deadline, start date, team." in words(page)


def test_requirements_that_one_does_not_have_are_not_asked_for() -> None:
    row = Row("topic", "SQL", ((NORTHWIND.span,), ()))
    page = matrix_html(Matrix((NORTHWIND, XINGHE), (row,)), BY_ID, "en")
    assert "asked for by 1 of 2" in words(page)
    assert "○ not asked for" in words(page)
    both = matrix_html(Matrix((NORTHWIND, XINGHE), (replace(row, cells=((NORTHWIND.span,),) * 2),)), BY_ID, "en")
    assert 'class="alike"' in both
    assert "asked for by all" in words(both)


def test_a_role_can_be_taken_away_while_two_are_left() -> None:
    assert "data-compare=" not in page_of(NORTHWIND, XINGHE)
    page = page_of(NORTHWIND, XINGHE, FABRIKAM)
    assert f'data-compare="{key_of([XINGHE.id, FABRIKAM.id])}"' in page
    assert f'data-ask="{key_of([NORTHWIND.id, XINGHE.id, FABRIKAM.id])}"' in page


def test_markup_in_a_posting_is_text() -> None:
    page = page_of(CONTOSO, NORTHWIND)
    for tag in ("<script", "<img", "<b>"):
        assert tag not in page


@pytest.mark.parametrize(("language", "said"), [("en", "not stated"), ("zh", "未说明")])
def test_it_is_said_in_the_visitors_language(language: str, said: str) -> None:
    assert said in words(page_of(NORTHWIND, XINGHE, language=language))


def test_the_bar_tells_the_script_what_to_say() -> None:
    assert f'data-most="{MOST}"' in bar_html("en")
    assert 'data-many="{n} roles ticked"' in bar_html("en")
    assert " hidden" in bar_html("zh")
