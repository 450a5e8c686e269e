"""What can be checked of an answer: a small file for each family of checks, and one function that runs any of them."""

from __future__ import annotations

from assistant.evals.checks.kind import BadValue, Kind, Subject, Undecidable, inverted
from assistant.evals.checks.registry import KINDS
from assistant.evals.judge import Judge
from assistant.evals.model import Check, Seen, System, Turn, Verdict

__all__ = ["KINDS", "BadValue", "Judge", "Kind", "check"]


def check(check: Check, turn: Turn, seen: Seen, system: System, judge: Judge | None = None) -> Verdict:
    """What the check says of what was seen at the turn; `not-` turns passed and score round.

    A check that cannot come to an end (its pattern explodes, an abstention is broken) has failed either way. The check
    must be one that `read_cases` lets through. Raises InvalidCases for gold or roles that the library does not have.
    """
    try:
        verdict = KINDS[check.type].run(Subject(check, turn, seen, system, judge))
    except Undecidable as error:
        return Verdict(False, 0.0, str(error))
    return inverted(verdict) if check.negated else verdict
