"""Cost: what the chat model's answers cost, in all."""

from __future__ import annotations

import math

from assistant.evals.metrics.base import Metric, undefined
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """The answer's cost in USD. Not defined where no chat model was asked or its price is not known."""
    usage = seen.answer.usage
    if usage is None:
        return undefined("no chat model was asked")
    if usage.cost is None or not math.isfinite(usage.cost):
        return undefined("the model's price is not known")
    return Measure(usage.cost, "by the model's price")


METRIC = Metric("cost", "Cost", "USD", "lower", "sum", measure)
