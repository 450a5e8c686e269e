"""What a kind of check is made of: what value and threshold it takes in a case file, and how it judges an answer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain import Answer
from assistant.evals.faults import spoken
from assistant.evals.judge import Judge
from assistant.evals.model import Check, Seen, System, Turn, Verdict

# Shares are quotients: 0.8 of 5 is 4, whatever the last bit says.
ROUNDING = 1e-9


class BadValue(Exception):
    """A value that a kind of check does not take. `path` leads to the part that is wrong (keys and indexes)."""

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


class Undecidable(Exception):
    """A check that cannot come to an end. It has failed, negated or not; the message says why."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is asked about: itself, the turn it is of, what was seen there, the product, the judge if any."""

    check: Check
    turn: Turn
    seen: Seen
    system: System
    judge: Judge | None = None

    @property
    def answer(self) -> Answer:
        """The answer that was seen."""
        return self.seen.answer

    @property
    def threshold(self) -> float:
        """The check's threshold, 1 where it has none."""
        return 1.0 if self.check.threshold is None else self.check.threshold


@dataclass(frozen=True, slots=True)
class Threshold:
    """The threshold of a kind: from `low` (itself only if `at_low`) to `high`, in `unit`."""

    low: float
    high: float
    unit: str
    at_low: bool = False
    required: bool = True

    def mistake(self, value: object) -> str | None:
        """What is wrong with a threshold, None where nothing is."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            quoted = isinstance(value, str) and value.replace(".", "", 1).isdigit()
            return f"it is {spoken(value)}" + ("; take away the quotes" if quoted else "")
        inside = self.low <= value <= self.high if self.at_low else self.low < value <= self.high
        return None if inside and math.isfinite(value) else f"it is {spoken(value)}"

    def __str__(self) -> str:
        if self.high == math.inf:
            return f"{self.unit}, {'at least' if self.at_low else 'more than'} {self.low:g}"
        return f"{self.unit} above {self.low:g} and up to {self.high:g}"


SHARE = Threshold(0, 1, "a share")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check. `accept` raises BadValue for a value that `run` could not use. `run` gives the verdict of the
    check as if it were not negated. `threshold` is None where the kind takes none."""

    run: Callable[[Subject], Verdict]
    accept: Callable[[object], None]
    threshold: Threshold | None = None


def told(passed: bool, reason: str) -> Verdict:
    """A verdict without shades: score 1 or 0. `reason` states what is the case, not what should be."""
    return Verdict(passed, 1.0 if passed else 0.0, reason)


def measured(score: float, threshold: float, reason: str) -> Verdict:
    """A verdict by a share that must reach the threshold."""
    return Verdict(score >= threshold - ROUNDING, score, reason)


def inverted(verdict: Verdict) -> Verdict:
    """The verdict of the same check with `not-` before it; what is open stays open."""
    if verdict.passed is None or verdict.score is None:
        return verdict
    return Verdict(not verdict.passed, 1.0 - verdict.score, verdict.reason)
