"""Latency: how long answers took, as percentiles over all turns."""

from __future__ import annotations

import math

from assistant.evals.metrics.base import Metric, Summary, undefined
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """The answer's wall time in milliseconds. Not defined where it is no time."""
    seconds = seen.answer.seconds
    if not math.isfinite(seconds) or seconds < 0:
        return undefined("the answer's time is not known")
    return Measure(seconds * 1000, "from question to answer")


def _percentile(summary: Summary, title: str) -> Metric:
    return Metric(f"latency_{summary}", title, "ms", "lower", summary, measure)


METRICS = (
    _percentile("p50", "Latency, median"),
    _percentile("p95", "Latency, 95th percentile"),
    _percentile("p99", "Latency, 99th percentile"),
)
