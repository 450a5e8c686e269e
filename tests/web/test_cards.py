"""The list of roles: what is stated and what not, counts, the empty states, nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from assistant.domain import FACT_NAMES
from assistant.web.cards import card_html, count_text, filters_html, link, list_html, unstated_html
from assistant.web.filters import Filters
from tests.web.library import CONTOSO, FABRIKAM, NORTHWIND, ROLES, many


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_card_says_what_is_stated_and_what_is_not() -> None:
    said = words(card_html(NORTHWIND))
    for part in (
        "Northwind AI Research Engineer, Code Post-Training",
        "Salary USD 285,000–340,000 per year",
        "Work mode hybrid, 3 office days",
        "Experience 5+ years",
        "Interview process 4 rounds",
        "Tech stack Python, PyTorch",
        "Not stated: visa, deadline, employment type, seniority and 3 more",
        "3 must-haves, 1 nice-to-have, 3 duties · northwind-research-engineer.txt · stood 2 times",
    ):
        assert part in said
    assert "Picked in Chat" not in said


def test_a_card_says_that_the_role_is_picked() -> None:
    assert "Picked in Chat" in words(card_html(NORTHWIND, picked=True))


def test_markup_in_a_posting_is_text() -> None:
    page = list_html(ROLES, Filters()) + filters_html(ROLES, Filters(text='"><script>'))
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert CONTOSO.title in words(page)


def test_a_role_that_states_nothing_has_no_chips() -> None:
    page = card_html(replace(FABRIKAM, company=None))
    assert 'class="stated"' not in page
    assert "No company named Operations Lead Not stated: salary, interview process" in words(page)


def test_a_role_that_states_everything_misses_nothing() -> None:
    assert unstated_html(FACT_NAMES) == ""
    assert words(unstated_html(FACT_NAMES[:-1])) == "Not stated: team"


def test_counts() -> None:
    assert count_text(12, 26) == "12 of 26 roles"
    assert count_text(26, 26) == "26 roles"
    assert count_text(1, 1) == "1 role"
    assert count_text(3, 2000, more=True) == "3 of the first 2,000 roles"


def test_an_empty_library_says_what_to_do() -> None:
    assert "prep ingest FOLDER" in words(list_html([], Filters()))
    assert filters_html([], Filters()) == ""


def test_filters_that_nothing_passes_can_be_cleared() -> None:
    page = list_html(ROLES, Filters(text="nothing like it"))
    assert "0 of 4 roles" in words(page)
    assert "data-clear-filters" in page
    assert "data-clear-filters" not in list_html(ROLES, Filters())


def test_a_big_library_is_drawn_a_hundred_at_a_time() -> None:
    roles = many(500)
    page = list_html(roles, Filters())
    assert page.count('class="card"') == 100
    assert "Show 100 more of 400" in words(page)
    assert 'data-show-more="200"' in page
    assert list_html(roles, Filters(shown=450)).count('class="card"') == 450
    assert "Show 50 more of 50" in words(list_html(roles, Filters(shown=450)))
    assert "data-show-more" not in list_html(roles, Filters(shown=500))


def test_the_controls_offer_what_the_library_has() -> None:
    page = filters_html(ROLES, Filters(company="Fabrikam", states=frozenset({"salary"}), mode="remote"))
    assert '<option value="Fabrikam" selected>Fabrikam (1)</option>' in page
    assert '<option value="remote" selected>Remote (1)</option>' in page
    assert 'value="salary" checked' in page
    assert 'value="visa"' not in page


def test_a_link_holds_any_id() -> None:
    assert link("a&b=\"ü'") == "?role=a%26b%3D%22%C3%BC%27"
