"""What a metric is: a name, a way to measure one turn, a way to sum many turns up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.evals.model import Measure, Seen, System, Turn

Summary = Literal["mean", "p50", "p95", "p99", "sum"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One number that a run reports. `unit` is "share" (in [0, 1]), "ms", "tokens" or "USD"; `better` says which way
    is. `measure` gives a turn's value, or None with the reason for which it is not defined there; `summary` is how the
    defined values of many turns become one."""

    name: str
    title: str
    unit: str
    better: Literal["higher", "lower"]
    summary: Summary
    measure: Callable[[Turn, Seen, System], Measure]


def undefined(reason: str) -> Measure:
    """No value. Reasons are few and without figures, so that a report can count them."""
    return Measure(None, reason)


def ratio(part: float, whole: int, reason: str) -> Measure:
    """`part` of `whole`, which is not 0."""
    return Measure(part / whole, reason)
