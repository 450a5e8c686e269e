"""Many turns' values of a metric as one number with its interval."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evals.metrics.base import Metric
from assistant.evals.statistics import bootstrap_interval, total


@dataclass(frozen=True, slots=True)
class Total:
    """A metric over `n` turns that define it; `undefined` more do not. `value` and its bootstrap interval `low` to
    `high` are None where none does; they are never NaN."""

    n: int
    undefined: int
    value: float | None
    low: float | None
    high: float | None


def aggregate(metric: Metric, values: Iterable[float | None], *, undefined: int = 0) -> Total:
    """The values summed up as the metric says, with a 95% interval.

    `undefined` counts turns that are not among `values`; a None, a NaN and an infinity among them count there, too.
    Holds eight bytes a value; give the values in the same order to get the same interval to the last digit.
    """
    kept = array("d")
    for value in values:
        if value is None or not math.isfinite(value):
            undefined += 1
        else:
            kept.append(value)
    low, high = bootstrap_interval(kept, summary=metric.summary) or (None, None)
    return Total(len(kept), undefined, total(metric.summary, kept), low, high)
