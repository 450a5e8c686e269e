"""A check in the report: what was expected, what was seen, why; in words, whatever its type."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.evals.checks import KINDS
from tests.evals.html_page import page_of, run_of
from tests.evals.run_parts import answer, case, check, hit, turn


def shown(*checks: dict[str, Any], status: str = "failed", **more: Any) -> str:
    """The words of a page with one case of one turn that has these checks."""
    return page_of(run_of(case("a", "a case", status, turns=[turn(checks=list(checks), **more)]))).words()


@pytest.mark.parametrize(
    ("kind", "value", "threshold", "words"),
    [
        ("answers", None, None, "It gives an answer."),
        ("abstains", None, None, "It says that the postings do not say."),
        ("abstains", ["no leave", "not state"], None, "do not say, in words that match no leave or not state."),
        (
            "facts",
            [["117,?000"], ["233,?900", "234K"]],
            None,
            "The answer says all of these: 117,?000 233,?900 or 234K",
        ),
        ("facts", [["a"], ["b"]], 0.5, "The answer says at least 50% of these: a b"),
        ("cites", ["117,000", "117K"], None, "It cites a passage of a posting that matches 117,000 or 117K."),
        ("cites-role", "zoom", None, "Every citation is of zoom, and there is at least one."),
        ("cites-role", ["zoom", "xai"], None, "Every citation is of zoom or xai, and there is at least one."),
        ("cites-role", {"all": ["zoom", "xai"]}, None, "Each of these roles is cited, and no other: zoom xai"),
        ("grounded", None, 1.0, "All of the answer’s statements are borne out by what they cite."),
        ("grounded", None, 0.9, "At least 90% of the answer’s statements are borne out by what they cite."),
        (
            "retrieves",
            {"k": 5, "spans": [{"role": "zoom", "quote": "117,000"}]},
            0.8,
            "Among the first 5 passages found are at least 80% of these: zoom: 117,000",
        ),
        ("rounds", ["call", "coding"], None, "The answer gives these steps in this order: call coding"),
        ("judge", "Is it fair?", 0.7, "A chat model that judges the answer gives at least 70% to: Is it fair?"),
        ("latency", None, 500, "It takes no longer than 500 ms."),
        ("cost", None, 0.01, "It costs no more than $0.0100."),
        ("contains", "Rust", None, "The answer holds Rust, in these very letters."),
        ("icontains", "rust", None, "The answer holds rust."),
        ("contains-all", ["a", "b"], None, "The answer holds each of these, in these very letters: a b"),
        ("icontains-all", ["a", "b"], None, "The answer holds each of these: a b"),
        ("contains-any", ["a", "b"], None, "The answer holds a or b, in these very letters."),
        ("icontains-any", ["a", "b"], None, "The answer holds a or b."),
        ("starts-with", "Yes", None, "The answer begins with Yes."),
        ("equals", [1, 2], None, "The answer is [1, 2] and nothing else."),
        ("regex", "a+b", None, "The answer matches the pattern a+b."),
        ("is-json", None, None, "The answer is JSON."),
        ("is-json", {"type": "object"}, None, 'The answer is JSON by the schema {"type": "object"}.'),
        ("of-tomorrow", {"a": 1}, 3, 'The check holds for {"a": 1}, with a threshold of 3'),
        ("of-tomorrow", None, None, "The check holds"),
    ],
)
def test_what_was_expected_is_a_sentence(kind: str, value: Any, threshold: float | None, words: str) -> None:
    said = shown(check(kind, value, False, threshold=threshold))
    assert words in said[said.index("Expected") : said.index("Seen")]


def test_every_type_that_a_case_file_may_hold_has_its_own_words() -> None:
    for kind in KINDS:
        assert "The check holds" not in shown(check(kind, [["x"]], False)), kind


def test_what_must_not_be_is_said_so() -> None:
    assert "not-contains Expected Not this: The answer holds dogs" in shown(check("not-contains", "dogs", False))


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("answers", answer("q", "none", [], "abstained"), "It said that the postings do not say."),
        ("abstains", answer("q", "five", []), "It answered."),
        ("cites", answer("q", "five", []), "No citation."),
        ("cites", answer("q", "five", ["a", "b"]), "2 citations, listed under the answer."),
        ("cites-role", answer("q", "five", ["a", "b"]), "Cited: northwind-search-engineer."),
        ("cites-role", answer("q", "five", []), "No citation."),
        ("retrieves", answer("q", "five", []), "2 passages found, listed under Evidence."),
        ("latency", answer("q", "five", [], seconds=0.052), "It took 52 ms."),
        ("facts", answer("q", "five\nor so", []), "five or so"),
        ("not-contains", answer("q", "**x** " * 200, []), "x " * 59 + "x …"),
        ("facts", answer("q", " ", []), "An empty answer."),
    ],
)
def test_what_was_seen_is_told_from_the_turn(kind: str, given: dict[str, Any], words: str) -> None:
    said = shown(check(kind, ["x"], False, score=0.0), answer=given, evidence=[hit(1, "a"), hit(2, "b")])
    assert f"Seen {words} Why" in said


@pytest.mark.parametrize(("score", "words"), [(0.667, "Score: 66.7%."), (0.0, None), (1.0, None), (None, None)])
def test_a_score_is_shown_where_it_says_more_than_the_verdict(score: float | None, words: str | None) -> None:
    said = shown(check("facts", ["x"], False, score=score))
    assert (words in said) if words else ("Score:" not in said)


def test_failed_checks_come_first_then_the_undecided_and_the_rest_is_folded() -> None:
    checks = [check("answers"), check("judge", "fair?", None), check("facts", ["x"], False, reason="no x in it")]
    said = shown(*checks)
    assert "Checks: 1 of 3 failed, 1 of 3 without a verdict" in said
    assert said.index("✕ Failed facts") < said.index("? No verdict judge") < said.index("1 check holds ✓ Holds answers")
    assert "Why no x in it" in said


@pytest.mark.parametrize(("n", "words"), [(0, "Checks: none"), (1, "Checks: it holds"), (3, "Checks: all 3 hold")])
def test_where_everything_holds_nothing_is_folded(n: int, words: str) -> None:
    said = shown(*[check("answers")] * n, status="passed")
    assert words in said
    assert "checks hold" not in said


def test_the_reason_stands_in_the_folded_line_of_a_case() -> None:
    checks = [check("facts", ["x"], False, reason="no x"), check("cites", ["y"], False, reason="no y")]
    assert "✕ Failed a case How much does Northwind pay? no x (1 more check failed)" in shown(*checks)
    assert "? No verdict a case How much does Northwind pay? no judge" in shown(
        check("judge", "fair?", None, reason="no judge"), status="unscored"
    )


def test_a_known_failure_shows_why_it_is_known_and_a_mended_one_what_was_marked() -> None:
    known = case("a", "leave", "known", known_failure="other words", turns=[turn(checks=[check("facts", [], False)])])
    said = page_of(run_of(known, case("b", "date", "mended", known_failure="dates in prose"))).words()
    assert "~ Known failure leave How much does Northwind pay? other words" in said
    assert "Marked as a known failure: other words" in said
    assert "↑ Mended date How much does Northwind pay? Marked: dates in prose" in said


def test_a_case_without_an_answer_says_what_broke() -> None:
    said = page_of(run_of(case("a", "a case", "error", error="the model is gone", turns=[]))).words()
    assert "! No answer a case the model is gone" in said
    assert "No answer: the model is gone" in said
