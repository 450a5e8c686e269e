"""promptfoo's `regex`: a JavaScript pattern without flags, so letters' case counts and `^` is the start of the text."""

from __future__ import annotations

import re

from assistant.evals.checks import literals
from assistant.evals.checks.javascript import pattern
from assistant.evals.checks.kind import Kind, Subject, told
from assistant.evals.checks.patterns import ASCII, compiled, found
from assistant.evals.faults import shortened
from assistant.evals.model import Verdict


def _regex(subject: Subject) -> Verdict:
    value = str(subject.check.value)
    place = found(_compiled(value), subject.answer.text)
    if place is None:
        return told(False, f"nothing in the answer matches “{shortened(value)}”")
    return told(True, f"“{shortened(subject.answer.text[slice(*place)])}” matches “{shortened(value)}”")


def _compiled(value: str) -> re.Pattern[str]:
    return compiled(pattern(value), ASCII)


def _accept(value: object) -> None:
    literals.text(value)
    _compiled(str(value))


KINDS = {"regex": Kind(_regex, _accept)}
