"""Over-refusal: of the questions that can be answered, how many were declined."""

from __future__ import annotations

from assistant.evals.metrics.base import Metric, undefined
from assistant.evals.metrics.expectation import expected
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """1 where the product abstained though an answer is expected, 0 where it answered; else not defined."""
    if expected(turn) != "answer":
        return undefined("no answer is expected")
    refused = seen.answer.status == "abstained"
    return Measure(float(refused), "the product abstained instead" if refused else "the product answered")


METRIC = Metric("over_refusal", "Over-refusal", "share", "lower", "mean", measure)
