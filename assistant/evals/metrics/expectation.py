"""What a turn expects of the product: an answer, an abstention, or neither by name."""

from __future__ import annotations

from typing import Literal

from assistant.evals.model import Check, Turn

# Checks of what an answer says; with any of these, not negated, an answer is expected.
CONTENT = frozenset(
    {"facts", "rounds", "contains", "icontains", "contains-all", "icontains-all", "contains-any", "icontains-any"}
    | {"starts-with", "equals", "regex", "is-json"}
)
_OF_ANSWERS = CONTENT | {"cites", "cites-role", "grounded"}


def expected(turn: Turn) -> Literal["answer", "abstention"] | None:
    """An abstention where a check `abstains` says so, whatever else is checked of its words; an answer where a check
    `answers` or `not-abstains`, or one of an answer's content or citations, is there; None where no check tells."""
    if any(check.type == "abstains" and not check.negated for check in turn.checks):
        return "abstention"
    return "answer" if any(map(_wants_answer, turn.checks)) else None


def content_checks(turn: Turn) -> list[Check]:
    """The checks of what the answer says and does not say."""
    return [check for check in turn.checks if check.type in CONTENT]


def _wants_answer(check: Check) -> bool:
    if check.type == "abstains":
        return check.negated
    return not check.negated and (check.type == "answers" or check.type in _OF_ANSWERS)
