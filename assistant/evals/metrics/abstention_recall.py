"""Abstention recall: of the questions that nothing answers, how many were declined."""

from __future__ import annotations

from assistant.evals.metrics.base import Metric, undefined
from assistant.evals.metrics.expectation import expected
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """1 where the product abstained as expected, 0 where it answered instead; not defined where no abstention is."""
    if expected(turn) != "abstention":
        return undefined("no abstention is expected")
    right = seen.answer.status == "abstained"
    return Measure(float(right), "the product abstained, as it should" if right else "the product answered instead")


METRIC = Metric("abstention_recall", "Abstention recall", "share", "higher", "mean", measure)
