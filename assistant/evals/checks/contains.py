"""promptfoo's `contains` family and `starts-with`, over the answer's text as it stands; `i…` compares lower case."""

from __future__ import annotations

from collections.abc import Callable

from assistant.evals.checks import literals
from assistant.evals.checks.javascript import as_text, listed
from assistant.evals.checks.kind import Kind, Subject, told
from assistant.evals.faults import shortened
from assistant.evals.model import Verdict


def _contains(*, fold: bool, every: bool) -> Callable[[Subject], Verdict]:
    def run(subject: Subject) -> Verdict:
        sought = _sought(subject.check.value, split=not every or subject.check.type.endswith("-all"))
        text = _folded(subject.answer.text, fold)
        there = [item for item in sought if _folded(item, fold) in text]
        missing = [item for item in sought if item not in there]
        if missing and (every or not there):
            return told(False, f"{_quoted(missing)} {'do' if len(missing) > 1 else 'does'} not stand in the answer")
        return told(True, f"{_quoted(there)} {'stand' if len(there) > 1 else 'stands'} in the answer")

    return run


def _starts_with(subject: Subject) -> Verdict:
    value, text = str(subject.check.value), subject.answer.text
    starts = text.startswith(value)
    begins = shortened(text[: len(value) + 40])
    return told(starts, f"the answer begins “{begins}”, {'' if starts else 'not '}with “{shortened(value)}”")


def _sought(value: object, *, split: bool) -> list[str]:
    if isinstance(value, str) and split:
        return listed(value)
    return [as_text(item) for item in (value if isinstance(value, list) else [value])]


def _folded(text: str, fold: bool) -> str:
    return text.lower() if fold else text


def _quoted(items: list[str]) -> str:
    return shortened(", ".join(f"“{item}”" for item in items), 300)


KINDS = {
    "contains": Kind(_contains(fold=False, every=True), literals.text_or_number),
    "icontains": Kind(_contains(fold=True, every=True), literals.text_or_number),
    "contains-all": Kind(_contains(fold=False, every=True), literals.texts),
    "contains-any": Kind(_contains(fold=False, every=False), literals.texts),
    "icontains-all": Kind(_contains(fold=True, every=True), literals.texts),
    "icontains-any": Kind(_contains(fold=True, every=False), literals.texts),
    "starts-with": Kind(_starts_with, literals.text),
}
