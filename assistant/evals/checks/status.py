"""`answers` and `abstains`: whether the product answered or declined, and whether it declined properly."""

from __future__ import annotations

from typing import cast

from assistant.evals.checks import values
from assistant.evals.checks.kind import Kind, Subject, Undecidable, told
from assistant.evals.checks.patterns import matches_any
from assistant.evals.faults import shortened
from assistant.evals.model import Verdict


def _answers(subject: Subject) -> Verdict:
    if subject.answer.status == "answered":
        return told(True, "the product answered")
    return told(False, f"the product abstained instead of answering: “{shortened(subject.answer.text)}”")


def _abstains(subject: Subject) -> Verdict:
    """Half an abstention fails `abstains` and `not-abstains` alike: it is broken, whichever was expected."""
    answer = subject.answer
    if answer.status != "abstained":
        return told(False, f"the product answered instead of abstaining: “{shortened(answer.text)}”")
    if answer.citations:
        quote = shortened(answer.citations[0].quote)
        raise Undecidable(f"the product abstained, yet cites “{quote}”")
    if not any(question.strip() for question in answer.ask_the_recruiter):
        raise Undecidable("the product abstained, yet puts no question to the recruiter")
    patterns = cast("list[str]", subject.check.value or [])
    if patterns and not matches_any(patterns, answer.text):
        sought = " or ".join(f"“{pattern}”" for pattern in patterns)
        return told(False, f"the product abstained, but not with the words {sought}: “{shortened(answer.text)}”")
    return told(True, "the product abstained and says what to ask the recruiter")


def _patterns_or_nothing(value: object) -> None:
    if value is not None:
        values.list_of(values.pattern, "patterns of which one is in the text", '["does not say"]')(value)


KINDS = {
    "answers": Kind(_answers, values.nothing),
    "abstains": Kind(_abstains, _patterns_or_nothing),
}
