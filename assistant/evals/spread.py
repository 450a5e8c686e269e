"""How repeated runs of the same cases differ."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.evals.metrics import METRICS
from assistant.evals.outcome import Flip, Gate, Range, Spread
from assistant.evals.summary import Summary

Json = Mapping[str, Any]


def spread(summaries: Sequence[Summary], cases: Sequence[Iterable[Json]], gates: Sequence[Sequence[Gate]]) -> Spread:
    """The spread of repeated runs: their summaries, their cases in the same order each, their gates."""
    failed = sum(
        bool(summary.totals["failed"] or summary.totals["error"] or not all(gate.passed for gate in own))
        for summary, own in zip(summaries, gates, strict=True)
    )
    return Spread(len(summaries), failed, tuple(_ranges(summaries)), tuple(_flips(cases)))


def worst(gates: Sequence[Sequence[Gate]]) -> tuple[Gate, ...]:
    """Each gate at the worst value that it had in any of the runs: a gate holds if it always does."""
    return tuple(_worst(same) for same in zip(*gates, strict=True))


def _worst(same: Sequence[Gate]) -> Gate:
    missed = [gate for gate in same if not gate.passed]
    if any(gate.value is None for gate in same):
        return next(gate for gate in same if gate.value is None)
    better = next(metric.better for metric in METRICS if metric.name == same[0].metric)
    pick = min if better == "higher" else max
    value = pick(gate.value for gate in same if gate.value is not None)
    return replace(same[0], value=value, passed=not missed)


def _ranges(summaries: Sequence[Summary]) -> Iterator[Range]:
    for metric in METRICS:
        values = [value for summary in summaries if (value := summary.value(metric.name)) is not None]
        if len(values) == len(summaries):
            low, high = min(values), max(values)
            # The deviation of equal numbers is no more than what adding them up leaves over: say zero.
            deviation = statistics.stdev(values) if high > low else 0.0
            yield Range(metric.name, low, statistics.median(values), high, deviation)


def _flips(cases: Sequence[Iterable[Json]]) -> Iterator[Flip]:
    for same in zip(*cases, strict=True):
        statuses = tuple(str(case["status"]) for case in same)
        if len(set(statuses)) > 1:
            yield Flip(str(same[0]["id"]), statuses)
