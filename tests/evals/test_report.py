"""The HTML report of a run: one file, safe to open, readable by a person who did not write the cases."""

from __future__ import annotations

import tracemalloc
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from assistant.evals.report import render
from tests.evals.html_page import Page, page_of, run_of
from tests.evals.run_parts import Json, answer, case, check, hit, measure, turn
from tests.evals.sample_run import sample_run

CSP = "Content-Security-Policy"
HOSTILE = "<script>attack()</script></style><img src=x onerror=attack()>\"'\x00\x1b\x7f\u202e\u2066\ud800&amp;{x}{{y}}"


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(sample_run())


# ---- one file, safe to open


def test_the_page_needs_nothing_but_itself(page: Page) -> None:
    addresses = [value for _, have in page.elements for key, value in have.items() if key in ("src", "href", "action")]
    assert addresses
    assert all((address or "").startswith("#") for address in addresses)
    assert {tag for tag, _ in page.elements}.isdisjoint({"link", "img", "iframe", "object", "base", "form"})
    assert "url(" not in page.raw["style"][0].replace("url(#", "")
    assert "@import" not in page.raw["style"][0]


def test_its_policy_lets_in_its_own_style_and_script_and_nothing_else(page: Page) -> None:
    (style,), (script,) = page.raw["style"], page.raw["script"]
    (policy,) = (have["content"] or "" for _, have in page.elements if have.get("http-equiv") == CSP)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'{_hash(style)}'"
    assert rules["script-src"] == f"'{_hash(script)}'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_nothing_in_it_needs_what_the_policy_forbids(page: Page) -> None:
    for tag, have in page.elements:
        assert not [key for key in have if key == "style" or key.startswith("on")], (tag, have)


def test_every_link_leads_to_a_place_in_the_page(page: Page) -> None:
    ids = [have["id"] for _, have in page.elements if have.get("id")]
    assert len(ids) == len(set(ids))
    assert {(have["href"] or "")[1:] for have in page.every("a")} <= set(ids)


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


# ---- whatever a posting or an answer holds


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all texts in a run."""
    if isinstance(value, str):
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from leaves(inner, (*path, key))


def poisoned(value: Any, path: tuple[Any, ...], text: str) -> Any:
    """`value` with `text` at the path."""
    if not path:
        return text
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = poisoned(value[path[0]], path[1:], text)
    return copy


def small_run() -> Json:
    """A run that has every field once."""
    whole = turn(history=["before"], roles=["a-role"], checks=_every_check())
    whole["answer"] = {**whole["answer"], "degraded": "no key", "ask_the_recruiter": ["what pay?"]}
    run = run_of(
        case("one", "it pays", "failed", error="broke", known_failure="why", turns=[whole, turn("and then?")]),
        case("two", "known", "known", known_failure="why"),
        case("three", "passes"),
        gates=sample_run()["gates"],
        metrics=sample_run()["metrics"][:2],
        comparison={**sample_run()["comparison"], "worse": ["one"], "new": ["three"]},
    )
    run["run"].update(model="a model", judge="a judge", where="a", finished=False)
    flips = [{"id": "one", "statuses": ["passed", "failed"]}]
    ranges = [{"name": "correctness", "min": 0.5, "median": 0.6, "max": 0.7, "deviation": 0.1}]
    return {**run, "stopped": "the key ran out", "spread": {"runs": 3, "failed": 1, "metrics": ranges, "flips": flips}}


def _every_check() -> list[Json]:
    values: dict[str, Any] = {
        "facts": [["a"], ["b", "c"]], "cites": ["a"], "cites-role": {"all": ["a"]}, "rounds": ["a"], "judge": "fair?",
        "retrieves": {"k": 8, "spans": [{"role": "a", "quote": "b"}]}, "abstains": ["a"], "contains": "a",
        "icontains-all": ["a"], "equals": {"a": "b"}, "regex": "a", "is-json": {"type": "object"}, "odd": {"a": ["b"]},
        "not-starts-with": "a", "latency": None,
    }  # fmt: skip
    return [check(kind, value, passed) for kind, value in values.items() for passed in (True, False, None)]


def field_of(path: tuple[Any, ...]) -> str:
    """A path without positions in lists: all texts of one meaning are of one field."""
    return ".".join(part for part in path if isinstance(part, str))


@pytest.mark.parametrize("field", sorted({field_of(path) for path in leaves(small_run())}))
def test_no_text_of_a_run_becomes_markup_or_hides(field: str) -> None:
    for path in leaves(small_run()):
        if field_of(path) == field:
            _harmless(page_of(poisoned(small_run(), path, HOSTILE)))


def test_no_name_in_a_run_becomes_markup_either() -> None:
    run = small_run()
    run["run"]["settings"] = {HOSTILE: HOSTILE}
    run["cases"][0]["turns"][0]["measures"] = {HOSTILE: measure(None, HOSTILE)}
    _harmless(page_of(run))


@pytest.mark.parametrize("field", ["rank", "score", "start", "end"])
def test_numbers_that_are_texts_do_no_harm(field: str) -> None:
    run = run_of(case("a", "b", "failed", turns=[turn(evidence=[{**hit(1, "text"), field: HOSTILE}])]))
    run["cases"][0]["turns"][0]["answer"]["citations"][0].update(start=HOSTILE, end=HOSTILE, n=HOSTILE)
    _harmless(page_of(run))


def _harmless(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (1, 1, 0)
    assert not any(key.startswith("on") for _, have in page.elements for key in have)
    assert not set(page.source) & set("\x00\x1b\x7f\u202e\u2066\ud800")
    page.source.encode("utf-8")


def test_what_cannot_be_seen_is_named() -> None:
    words = page_of(
        run_of(case("a", "An \x1b[31m escape, a \u202eturned word, a \u200bgap, half a \ud83d pair"))
    ).words()
    assert "An ␛[31m escape, a ‹U+202E›turned word, a ‹U+200B›gap, half a � pair" in words


# ---- as large as a run may be


def test_the_same_run_gives_the_same_page() -> None:
    assert list(render(sample_run())) == list(render(sample_run()))


def test_cases_can_be_handed_over_apart_and_are_read_once() -> None:
    run = sample_run()
    cases = iter(run.pop("cases"))
    assert "".join(render(run, cases)) == "".join(render(sample_run()))
    assert next(cases, None) is None


def test_memory_does_not_grow_with_the_cases() -> None:
    """Ten times the cases, several times what may wait in memory: the peak stays where it was."""

    def peak(n: int) -> int:
        tracemalloc.start()
        for _ in render(run_of(), (case(f"c{i}", "long " * 4000, turns=[]) for i in range(n))):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(3000) < 1.5 * peak(300)


# ---- what it says at the top


def test_a_stranger_learns_what_was_asked_how_much_was_right_and_what_is_wrong(page: Page) -> None:
    words = page.words()
    assert "5 of 40 cases failed, 1 gate missed" in words
    assert page.raw["title"] == ["5 of 40 cases failed, 1 gate missed: eval report"]
    assert "40 questions about saved job postings, in 40 cases of evals/facts.yaml, evals/process.yaml" in words
    assert "the extractive engine, which generates nothing and answers with quotes" in words
    assert "32 of 40 cases came out right (80%)." in words
    assert "2 failed as known" in words
    assert "1 could not be judged." in words
    wrong = words[words.index("What is wrong") : words.index("Totals")]
    assert "A role that has been taken away is not answered for: No role “tailspin-intern” is in the library" in wrong
    assert wrong.index("Contoso’s search job") < wrong.index("Litware’s interview steps")


@pytest.mark.parametrize(
    ("statuses", "headline"),
    [
        ([], "No case was run"),
        (["passed"], "The one case passed"),
        (["passed", "mended"], "All 2 cases passed"),
        (["passed", "known"], "No new failure in 2 cases"),
        (["passed", "unscored"], "No new failure in 2 cases"),
        (["passed", "failed", "error"], "2 of 3 cases failed"),
    ],
)
def test_the_heading_says_how_it_went(statuses: list[str], headline: str) -> None:
    cases = [case(f"c{n}", "a case", status) for n, status in enumerate(statuses)]
    assert page_of(run_of(*cases)).raw["title"] == [f"{headline}: eval report"]


def test_what_did_not_happen_is_not_mentioned() -> None:
    words = page_of(run_of(case("a", "b"))).words()
    for said in (
        "failed as known",
        "could not be judged",
        "had been marked",
        "What is wrong",
        "did not finish",
        "earlier run",
    ):
        assert said not in words


def test_what_is_wrong_is_told_with_the_question() -> None:
    asked = case("a", "Pay", "failed", turns=[turn("What pay?", checks=[check("facts", ["x"], False, reason="no x")])])
    assert "What is wrong Pay, asked What pay?: no x" in page_of(run_of(asked)).words()
    assert "What is wrong What pay?: no x" in page_of(run_of({**asked, "description": "What pay?"})).words()


def test_many_failures_are_counted_beyond_the_first_five() -> None:
    failed = [case(f"c{n}", "a case", "failed", turns=[turn(checks=[check("facts", ["x"], False)])]) for n in range(8)]
    words = page_of(run_of(*failed)).words()
    assert "and 3 more" in words
    assert "The checks that failed most: facts (8 answers)." in words


def test_a_run_that_was_stopped_says_so() -> None:
    run = run_of(case("a", "b"), stopped="the key ran out")
    run["run"].update(finished=False)
    assert "This run did not finish. What follows is its part. It was stopped: the key ran out." in page_of(run).words()


def test_a_model_is_named_where_one_answered() -> None:
    run = run_of(case("a", "b"))
    run["run"].update(engine="llm", model="small-1")
    assert "was put to the llm engine with the chat model small-1" in page_of(run).words()


def test_how_to_repeat_the_run_is_all_there(page: Page) -> None:
    words = page.words()
    record = words[words.index("How it was run") :]
    for said in ("3f9c1d2, with changes that are not committed", "20 November 2026, 08:43 UTC", "c0ffee12",
                 "Setting: dense share 0.5", "Prompt: judge 9b1f0c44", "Python 3.11.2"):  # fmt: skip
        assert said in record


# ---- the cases in order


def test_what_needs_a_look_comes_first_and_open_and_the_rest_is_folded(page: Page) -> None:
    cases = page.every("details", class_="case")
    statuses = [have["data-status"] for have in cases]
    order = ["failed", "error", "unscored", "mended", "known", "passed"]
    assert statuses == sorted(statuses, key=lambda status: order.index(status or ""))
    assert {have["data-status"] for have in cases if "open" in have} == {"failed", "error"}


def test_only_the_first_of_many_failures_stand_open() -> None:
    many = page_of(run_of(*(case(f"c{n}", "a case", "failed") for n in range(30))))
    assert ["open" in have for have in many.every("details", class_="case")] == [True] * 25 + [False] * 5


def test_a_run_without_failures_says_that_too() -> None:
    assert "Failing cases: 0 No case failed." in page_of(run_of(case("a", "b"))).words()


def test_a_status_of_a_later_version_is_shown_as_undecided() -> None:
    words = page_of(run_of(case("a", "b", "flaky"))).words()
    assert "Cases without a verdict: 1" in words
    assert "? flaky b" in words


def test_odd_ids_do_not_break_anchors() -> None:
    page = page_of(run_of(case('a b"c', "x", "failed"), case("ä", "y", "failed"), case("plain-1", "z", "failed")))
    assert [have["id"] for have in page.every("details", class_="case")] == ["nth-1", "nth-2", "case-plain-1"]


def test_an_answer_given_by_another_engine_says_so() -> None:
    said = answer("q", "text", [])
    words = page_of(run_of(case("a", "b", turns=[turn(answer={**said, "degraded": "no key is set"})]))).words()
    assert "Another engine answered than was asked for: no key is set" in words
