"""Abstention precision: of the abstentions, how many were right."""

from __future__ import annotations

from assistant.evals.metrics.base import Metric, undefined
from assistant.evals.metrics.expectation import expected
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """1 for an abstention that was expected, 0 for one where an answer was; not defined for answers."""
    if seen.answer.status != "abstained":
        return undefined("the product answered")
    wanted = expected(turn)
    if wanted is None:
        return undefined("no check says whether an answer or an abstention is expected")
    right = wanted == "abstention"
    return Measure(float(right), "the product abstained, " + ("as it should" if right else "where it should answer"))


METRIC = Metric("abstention_precision", "Abstention precision", "share", "higher", "mean", measure)
