"""FSRS's memory model over many cards at once: arrays in, arrays out.

The formulas are those of FSRS-6 as the package `fsrs` has them (`Scheduler`, default parameters), with whole days as it
counts them; a test holds that both agree. Stability is the number of days after which recall has fallen to 0.9.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@cache
def parameters() -> tuple[float, ...]:
    """The 21 default parameters of FSRS-6."""
    from fsrs.scheduler import DEFAULT_PARAMETERS

    return tuple(DEFAULT_PARAMETERS)


def recall(days: Array | float, stability: Array) -> Array:
    """The predicted recall so many days after the last review."""
    import numpy as np

    decay = -parameters()[20]
    factor = 0.9 ** (1 / decay) - 1
    found: Array = (1 + factor * np.maximum(days, 0) / stability) ** decay
    return found


def after_success(stability: Array, difficulty: Array, recalled: Array) -> Array:
    """The stability after a review on a later day that was "good", at which the recall was `recalled`."""
    import numpy as np

    w = parameters()
    grown = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (np.exp((1 - recalled) * w[10]) - 1)
    found: Array = stability * (1 + grown)
    return found


def after_failure(stability: Array, difficulty: Array, recalled: Array) -> Array:
    """The stability after a review on a later day that was "again"."""
    import numpy as np

    w = parameters()
    long_term = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp((1 - recalled) * w[14])
    found: Array = np.maximum(np.minimum(long_term, stability / np.exp(w[17] * w[18])), 0.001)
    return found


def same_day(stability: Array, grade: int) -> Array:
    """The stability after another review on the same day, graded 1 (again) to 4 (easy)."""
    import numpy as np

    w = parameters()
    change = np.exp(w[17] * (grade - 3 + w[18])) * stability ** -w[19]
    found: Array = np.maximum(stability * (np.maximum(change, 1.0) if grade > 1 else change), 0.001)
    return found


def harder(difficulty: Array, grade: int) -> Array:
    """The difficulty after a review of that grade."""
    import numpy as np

    w = parameters()
    easiest = w[4] - np.exp(w[5] * 3) + 1
    moved = difficulty - w[6] * (grade - 3) * (10 - difficulty) / 9
    found: Array = np.clip(w[7] * easiest + (1 - w[7]) * moved, 1.0, 10.0)
    return found


def first(grade: int) -> tuple[float, float]:
    """Stability and difficulty after the first review, of that grade."""
    from math import exp

    w = parameters()
    return max(w[grade - 1], 0.001), min(10.0, max(1.0, w[4] - exp(w[5] * (grade - 1)) + 1))
