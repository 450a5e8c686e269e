"""Questions and what "right" means for them: over the sample postings, and over the real ones where they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.app import Assistant, Settings, build
from assistant.domain import Answer
from tests.conftest import ROOT

Case = dict[str, Any]
CASES: list[Case] = yaml.safe_load((ROOT / "tests" / "gold" / "corpus_questions.yaml").read_text("utf-8"))["cases"]
REAL: list[Case] = yaml.safe_load((ROOT / "tests" / "gold" / "real_questions.yaml").read_text("utf-8"))["cases"]
# What the first version does not get right, each with the reason; a case that starts to pass must leave this list.
KNOWN_FAILURES: dict[str, str] = {}


def faults(case: Case, answer: Answer) -> list[str]:
    """What is wrong with an answer; empty for a right one."""
    if case.get("abstain"):
        wrong = [] if answer.status == "abstained" else ["answered what no posting says"]
        return wrong + (["cites"] if answer.citations else [])
    missing = [f"lacks {group}" for group in case["must"] if not any(re.search(p, answer.text, re.I) for p in group)]
    quotes = [c.quote for c in answer.citations]
    if case.get("quote") and not any(re.search(p, q, re.I) for p in case["quote"] for q in quotes):
        missing.append("no citation fits")
    missing += [f"says {p}" for p in case.get("not", ()) if re.search(p, answer.text)]
    strangers = {c.company for c in answer.citations} - set(case["only"]) if "only" in case else set()
    missing += [f"cites {name}" for name in strangers]
    return missing + ([] if answer.status == "answered" else ["abstained"])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["q"][:70])
def test_a_question_over_the_sample_postings(case: Case, assistant: Assistant, request: pytest.FixtureRequest) -> None:
    if case["q"] in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAILURES[case["q"]], strict=True))
    answer = assistant.ask(case["q"], history=case.get("history") or ())
    assert faults(case, answer) == [], answer.text
    for citation in answer.citations:
        text = assistant.posting(assistant.role(citation.role).posting_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert f"[{citation.n}]" in answer.text


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    built = build(Settings(home=tmp_path_factory.mktemp("real")))
    built.ingest([shared / "postings"])
    yield built
    built.close()


@pytest.mark.shared
@pytest.mark.parametrize("case", REAL, ids=lambda c: c["q"][:70])
def test_a_question_over_the_real_postings(case: Case, real: Assistant, request: pytest.FixtureRequest) -> None:
    if case["q"] in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAILURES[case["q"]], strict=True))
    answer = real.ask(case["q"], history=case.get("history") or ())
    assert faults(case, answer) == [], answer.text


@pytest.mark.shared
def test_the_example_questions_over_the_real_postings(shared: Path, real: Assistant) -> None:
    cases: list[Case] = yaml.safe_load((shared / "gold" / "questions.yaml").read_text("utf-8"))["cases"]
    answers = [(case, real.ask(case["q"], history=case.get("history") or ())) for case in cases]
    wrong = [(case["q"], faults(case, answer)) for case, answer in answers if faults(case, answer)]
    assert not wrong
    invented = [case["q"] for case, answer in answers if case.get("abstain") and answer.status == "answered"]
    assert not invented
