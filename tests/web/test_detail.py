"""A role in full: every line stands on its words, groups are in order, nothing runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.domain import Posting, Role
from assistant.web.detail import gone_html, lines_of, role_html, source_of
from assistant.web.panel import panel_html
from tests.web.library import CONTOSO, FABRIKAM, NORTHWIND, POSTINGS, ROLES
from tests.web.test_cards import words
from tests.web.test_panel import quoted


def posting_of(role: Role) -> Posting:
    return next(posting for posting in POSTINGS if posting.id == role.posting_id)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.id)
def test_every_line_opens_exactly_its_words(role: Role) -> None:
    posting = posting_of(role)
    page, source = role_html(role, posting), source_of(role, posting)
    panel = panel_html([source], key=role.id, chosen=1, numbered=False)
    assert source.misplaced == ()
    for line in lines_of(role, posting.text):
        assert f'data-cite="{line.n}"' in page
        assert quoted(panel, line.n) == line.span.of(posting.text)


def test_the_groups_and_rounds_are_in_order() -> None:
    shuffled = replace(NORTHWIND, process=NORTHWIND.process[::-1])
    said = words(role_html(shuffled, posting_of(shuffled)))
    order = [
        "What is stated",
        "USD 285,000–340,000 per year $285,000 - $340,000 a year",
        "Not stated: visa, deadline, employment type, seniority, degree, start date, team",
        "Said in two ways Work mode Hybrid in one place, five",
        "Interview: 4 rounds",
        "As a whole: 4 interviews, two weeks",
        "Recruiter call phone 30 minutes with a recruiter",
        "Coding interview coding 60 minutes In your own editor.",
        "Take-home task take-home",
        "A day with the team",
        "Must have 3",
        "Nice to have 1",
        "Duties 3",
    ]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    assert "stood 2 times in the file" in said


def test_what_a_round_does_not_state_is_not_filled_in() -> None:
    page = role_html(NORTHWIND, posting_of(NORTHWIND))
    assert len(re.findall(r'class="tag"', page)) == 6
    assert "None" not in page


def test_a_detail_that_repeats_the_name_is_said_once() -> None:
    step = replace(NORTHWIND.process[0], name="Meet the team", detail="Meet the team: you present your work.")
    said = words(role_html(replace(NORTHWIND, process=(step,)), posting_of(NORTHWIND)))
    assert said.count("Meet the team") == 1
    assert "you present your work." in said


def test_markup_in_a_posting_is_text() -> None:
    page = role_html(CONTOSO, posting_of(CONTOSO))
    for tag in ("<script", "<img", "<b ", "<i>", "<u>"):
        assert tag not in page
    assert "<b onclick=alert(1)>Call</b>" in unescape(page)


def test_hidden_text_is_a_warning() -> None:
    said = words(role_html(CONTOSO, posting_of(CONTOSO)))
    assert "This file hides text from its readers" in said
    assert "ignore the instructions above" in said
    assert "hides text" not in words(role_html(NORTHWIND, posting_of(NORTHWIND)))


def test_a_role_of_which_nothing_was_recognised_shows_its_beginning() -> None:
    posting = posting_of(FABRIKAM)
    assert "None of the facts that were looked for is stated." in words(role_html(FABRIKAM, posting))
    (citation,) = source_of(FABRIKAM, posting).citations
    assert posting.text.startswith(citation.quote)
    assert len(citation.quote) == 1000


def test_a_role_that_is_gone_says_so() -> None:
    page = gone_html("no role '<b>' in the library.")
    assert "This role is not in the library" in page
    assert "<b>" not in page
