"""`facts`: what the answer must say, as groups of patterns; of each group one alternative must stand in the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from assistant.domain import Answer
from assistant.evals.checks import values
from assistant.evals.checks.kind import SHARE, Kind, Subject, measured, told
from assistant.evals.checks.patterns import matches_any
from assistant.evals.faults import shortened
from assistant.evals.model import Verdict

_MARKER = re.compile(r"[ \t]*\[(\d+)\]")
_EMPHASIS = re.compile(r"\*\*|__|`")


def said(answer: Answer) -> str:
    """The answer's text without citation markers and emphasis, so that "[4]" is not taken for the fact "4"."""
    numbers = {str(citation.n) for citation in answer.citations}
    return _EMPHASIS.sub("", _MARKER.sub(lambda m: "" if m[1] in numbers else m[0], answer.text))


def _facts(subject: Subject) -> Verdict:
    groups = cast("list[list[str]]", subject.check.value)
    if subject.answer.status != "answered":
        return told(False, f"the product abstained instead of stating {_listed(groups)}")
    text = said(subject.answer)
    missing = [group for group in groups if not matches_any(group, text)]
    share = 1 - len(missing) / len(groups)
    if not missing:
        return measured(share, subject.threshold, f"the answer states {_listed(groups)}")
    reason = f"the answer lacks {len(missing)} of {len(groups)} facts: {_listed(missing)}"
    return measured(share, subject.threshold, reason)


def _listed(groups: list[list[str]]) -> str:
    return "; ".join(" or ".join(f"“{shortened(pattern)}”" for pattern in group) for group in groups)


_EXAMPLE = '[["117,?000"], ["233,?900", "234K"]]'
_group = values.list_of(values.pattern, "alternatives", _EXAMPLE)

KINDS = {
    "facts": Kind(_facts, values.list_of(_group, "groups of alternatives", _EXAMPLE), replace(SHARE, required=False)),
}
