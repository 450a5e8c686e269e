"""Intervals and tests for the numbers of a run. The same input and seed give the same output on every machine.

Random numbers are the raw output of PCG64, a stream that numpy keeps the same from version to version, and are turned
into indexes and signs here, since numpy promises nothing for its own ways of doing so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    # From samples, one a row, to the statistic of each.
    Statistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]

# Up to as many non-zero differences all patterns of signs are gone through: 4,096.
EXACT = 12
_PATTERNS = 10_000
# Numbers drawn at a time: what bounds the memory.
_DRAWN = 1 << 20
# Two sums that differ by less than this share of the largest possible one are equal: they differ by rounding.
_ROUNDING = 1e-12


def bootstrap_interval(
    values: Sequence[float], seed: int = 0, n: int = 2000, level: float = 0.95, summary: str = "mean"
) -> tuple[float, float] | None:
    """The percentile bootstrap interval of the values' mean, or another `summary` ("sum", "p95"); None without values.

    Of `n` samples with replacement, each as large as `values`, the k-th smallest and k-th largest statistic, where
    k = floor((n + 1)(1 - level) / 2): Efron & Tibshirani, An Introduction to the Bootstrap (1993), section 13.3. It
    has no width for one value, or for equal ones: that says nothing of how sure they are, so show how many there were.
    The order of `values` matters to the last digits; give it always the same.
    """
    if not 0 < level < 1 or n < 1:
        raise ValueError(f"an interval needs a level between 0 and 1 and samples, got {level} and {n}")
    if not len(values):
        return None
    if min(values) == max(values):
        same = total(summary, values)
        return None if same is None else (same, same)
    import numpy as np

    given = np.asarray(values, dtype=np.float64)
    found = np.sort(np.concatenate([_statistic(summary)(given[at]) for at in _indexes(len(given), n, seed)]))
    k = max(1, math.floor((n + 1) * (1 - level) / 2))
    return _rounded(found[k - 1]), _rounded(found[n - k])


def total(summary: str, values: Sequence[float]) -> float | None:
    """The one number for many: their "mean", their "sum", or a percentile, "p95"; None without values.

    A percentile lies between its two nearest values, in proportion: place (n - 1)p of the ordered values, counted from
    0 (Hyndman & Fan 1996, type 7, numpy's "linear").
    """
    if not len(values):
        return None
    if summary == "sum":
        return math.fsum(values)
    if summary == "mean":
        return math.fsum(values) / len(values)
    ordered, place = sorted(values), (len(values) - 1) * int(summary.removeprefix("p")) / 100
    below = min(int(place), len(ordered) - 1)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def mcnemar_exact(b: int, c: int) -> float:
    """The two-sided p of `b` cases that got better and `c` that got worse, if either way were as likely: the exact
    binomial form of McNemar's test (1947). 1 where nothing changed."""
    if b < 0 or c < 0:
        raise ValueError(f"counts of cases are not negative, got {b} and {c}")
    term = tail = 1
    for i in range(min(b, c)):
        term = term * (b + c - i) // (i + 1)
        tail += term
    return min(1.0, float(2 * tail / 2 ** (b + c)))


def sign_flip_test(differences: Sequence[float], seed: int = 0) -> float:
    """The two-sided p of a mean difference between paired values, if each difference were as likely to be of the other
    sign: the share of patterns of signs whose sum is as far from 0 as the observed one (Fisher's randomisation test).

    Exact for up to 12 differences that are not 0; above that from 10,000 random patterns, the observed one counted
    among them, so that p is never 0 (Phipson & Smyth 2010). 1 without differences.
    """
    import numpy as np

    given = np.asarray([d for d in differences if d != 0], dtype=np.float64)
    if not len(given):
        return 1.0
    given /= np.abs(given).max()
    least = abs(float(given.sum())) - _ROUNDING * float(np.abs(given).sum())
    exact = len(given) <= EXACT
    patterns = _all_signs(len(given)) if exact else _signs(len(given), _PATTERNS, seed)
    as_far = sum(int(np.count_nonzero(np.abs(signs @ given) >= least)) for signs in patterns)
    return as_far / 2 ** len(given) if exact else (as_far + 1) / (_PATTERNS + 1)


def _rounded(value: np.float64) -> float:
    """Twelve digits: the last ones depend on the order in which a processor adds."""
    return float(f"{value:.12g}")


def _statistic(summary: str) -> Statistic:
    import numpy as np

    if summary == "mean":
        return lambda rows: rows.mean(axis=1)
    if summary == "sum":
        return lambda rows: rows.sum(axis=1)
    return lambda rows: np.percentile(rows, int(summary.removeprefix("p")), axis=1)


def _indexes(size: int, samples: int, seed: int) -> Iterator[NDArray[np.intp]]:
    """`samples` rows of `size` indexes below `size`, some rows at a time."""
    import numpy as np

    source = np.random.PCG64(seed)
    for rows in _portions(size, samples):
        raw = _raw(source, rows * size)
        # The upper 32 bits, scaled: the same for every numpy, and off by less than one in 2**32 / size.
        yield ((raw >> np.uint64(32)) * np.uint64(size) >> np.uint64(32)).astype(np.intp).reshape(rows, size)


def _signs(size: int, patterns: int, seed: int) -> Iterator[NDArray[np.float64]]:
    import numpy as np

    source = np.random.PCG64(seed)
    for rows in _portions(size, patterns):
        upper = _raw(source, rows * size) >> np.uint64(63)
        yield upper.astype(np.float64).reshape(rows, size) * 2 - 1


def _all_signs(size: int) -> Iterator[NDArray[np.float64]]:
    import numpy as np

    numbers = np.arange(2**size)[:, None]
    yield ((numbers >> np.arange(size)) & 1).astype(np.float64) * 2 - 1


def _portions(size: int, rows: int) -> Iterator[int]:
    """`rows`, in portions that hold about as many numbers as are drawn at a time."""
    most = max(1, _DRAWN // size)
    while rows > 0:
        yield min(rows, most)
        rows -= most


def _raw(source: Any, count: int) -> NDArray[np.uint64]:
    raw: NDArray[np.uint64] = source.random_raw(count)
    return raw
