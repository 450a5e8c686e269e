"""A turn in the report: what was asked, the answer as text to read, what it cites, what the search found."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.evals.report.markup import Html, clipped, html, joined, visible
from assistant.evals.report.prose import prose
from tests.evals.html_page import Page, page_of, run_of
from tests.evals.run_parts import answer, case, hit, measure, turn


def page(*turns: dict[str, Any], status: str = "failed") -> Page:
    """A page with one case of these turns."""
    return page_of(run_of(case("a", "a case", status, turns=list(turns))))


# ---- text that goes into a page


def test_text_is_escaped_unless_it_is_html_already() -> None:
    assert html("<p>{a}{b}</p>", a="<i>", b=Html("<b>")) == "<p>&lt;i&gt;<b></p>"
    assert html("{a}", a=None) == ""
    assert html("{a}", a=["<", Html("<br>")]) == "&lt;<br>"
    assert html('"{a}"', a="'\"") == '"&#x27;&quot;"'
    assert joined(["<", Html("<br>")], ", ") == "&lt;, <br>"


def test_what_is_filled_in_is_no_pattern() -> None:
    assert html("{a}", a="{b}") == "{b}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a␍b"),
        ("\x00\x1f", "␀␟"),
        ("\x7f\x85", "‹U+007F›‹U+0085›"),
        ("\u202e\u2066\u200f", "‹U+202E›‹U+2066›‹U+200F›"),
        ("\U000e0041", "‹U+E0041›"),
        ("👩\u200d🔬 नमस\u200cते", "👩\u200d🔬 नमस\u200cते"),
        ("\udc80", "\ufffd"),
    ],
)
def test_characters_that_hide_or_move_others_are_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_long_text_is_cut_with_a_note() -> None:
    assert clipped("abc", 3) == "abc"
    assert clipped("a" * 1500, 10) == "a" * 10 + " … (1,490 more characters)"


# ---- an answer


def test_lists_tables_and_emphasis_are_shown_as_such() -> None:
    shown = prose("**Pay**:\n\n1. one\n   - two\n\n| a | b |\n|---|---|\n| c | d |")
    for part in ("<strong>Pay</strong>", "<ol>", "<li>two</li>", "<th>a</th>", "<td>d</td>", 'tabindex="0"'):
        assert part in shown


def test_the_empty_corner_of_a_table_is_no_heading() -> None:
    assert prose("| | a |\n|---|---|\n| b | c |").count("<th>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x>",
        "![a](https://example.org/a.png)",
        "[a](javascript:b)",
        "<https://example.org>",
        "[a]: https://e.org",
    ],
)
def test_nothing_in_an_answer_loads_or_leads_away(text: str) -> None:
    found = Page(prose(text))
    assert [tag for tag, _ in found.elements] in (["p"], [])
    assert found.text.strip() == text


def test_a_marker_leads_to_its_citation_and_one_without_a_citation_is_struck() -> None:
    shown = prose("yes [1] no [2]", {1}, "case-a-1")
    assert '<a class="cite" href="#case-a-1-1" aria-label="Citation [1]">[1]</a>' in shown
    assert '<span class="nowhere" title="The answer has no such citation">[2]</span>' in shown


def test_headings_of_an_answer_stand_below_those_of_the_page() -> None:
    assert prose("# a") == "<h5>a</h5>\n"
    assert prose("### a") == "<h6>a</h6>\n"


def test_an_answer_of_absurd_length_is_shown_as_it_is() -> None:
    assert prose("*a* " * 20_000).startswith("<pre>*a* *a*")


# ---- what it rests on


def test_a_citation_shows_its_quote_and_where_that_stands() -> None:
    words = page(turn()).words()
    assert "Base pay: $185,000 to $240,000 a year. Northwind: Search Engineer, notes/northwind.txt, characters" in words


def test_of_two_citations_with_one_number_the_first_is_linked() -> None:
    given = answer("q", "a [1]", ["first", "second"])
    given["citations"][1]["n"] = 1
    found = page(turn(answer=given))
    assert len([have for _, have in found.elements if have.get("id") == "case-a-1-1"]) == 1
    assert "first" in found.words()


def test_evidence_has_its_section_and_score_and_says_what_is_cited_from_it() -> None:
    far = {**hit(2, "elsewhere", section="team"), "score": "odd"}
    words = page(turn(evidence=[hit(1, "Base pay: $185,000"), far])).words()
    assert "Evidence: 2 passages that the search found, best first" in words
    assert "northwind-search-engineer, section compensation, score 0.970, cited as [1] Base pay" in words
    assert "section team, score unknown elsewhere" in words


def test_a_hit_of_another_role_is_not_taken_for_cited() -> None:
    words = page(turn(evidence=[hit(1, "Base pay: $185,000", role="contoso")])).words()
    assert "cited as" not in words


def test_passing_cases_show_the_beginning_of_long_passages_failing_ones_more() -> None:
    long = turn(evidence=[hit(1, "word " * 100)])
    assert "(340 more characters)" in page(long, status="passed").words()
    assert "more characters)" not in page(long).words()


# ---- what was asked


def test_earlier_questions_that_are_not_turns_are_listed_once() -> None:
    words = page(turn("one", history=["zero"]), turn("two", history=["zero", "one"])).words()
    assert "Question 1 of 2 Asked before zero Question one" in words
    assert "Question 2 of 2 Asked before zero Question two" in words


def test_roles_that_were_asked_alone_are_named() -> None:
    assert "Asked only of: a-role; b-role" in page(turn(roles=["a-role", "b-role"])).words()


def test_an_abstention_is_told_from_an_answer_and_offers_its_question() -> None:
    words = page(turn(answer=answer("any leave?", "The posting does not say.", [], "abstained"))).words()
    assert "Answer it said that the postings do not say The posting does not say." in words
    assert "To ask the recruiter: any leave?" in words


def test_measures_are_told_with_title_unit_and_reason() -> None:
    one = turn(measures={"correctness": measure(0.5, "1 of 2"), "odd": measure(None, "no gold")})
    row = {
        "name": "correctness",
        "title": "Correct",
        "unit": "share",
        "kind": None,
        "value": 0.5,
        "n": 1,
        "undefined": 0,
    }
    words = page_of(run_of(case("a", "b", turns=[one]), metrics=[row])).words()
    assert "Measures: 2 metrics" in words
    assert "Correct 50% 1 of 2 odd not defined here no gold" in words
