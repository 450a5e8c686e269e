"""Intervals and tests against values worked out by hand, by going through all cases, and by scipy."""

from __future__ import annotations

import itertools
import math
import statistics as stdlib
from array import array

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assistant.evals.statistics import bootstrap_interval, mcnemar_exact, sign_flip_test, total

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_nothing_has_no_interval() -> None:
    assert bootstrap_interval([]) is None
    assert bootstrap_interval(array("d")) is None


@pytest.mark.parametrize("values", [[0.7], [1.0] * 120, [0.0, 0.0]])
def test_equal_values_have_an_interval_without_width(values: list[float]) -> None:
    assert bootstrap_interval(values) == (values[0], values[0])


def test_the_interval_is_that_of_all_samples_there_can_be() -> None:
    values = [0.0, 0.5, 1.0, 1.0]
    means = sorted(stdlib.fmean(sample) for sample in itertools.product(values, repeat=4))
    low, high = bootstrap_interval(values, n=20_000) or (0, 0)
    assert low == pytest.approx(means[math.floor(0.025 * len(means))])
    assert high == pytest.approx(means[-1 - math.floor(0.025 * len(means))])


def test_the_interval_agrees_with_scipys() -> None:
    values = np.random.default_rng(7).normal(0.7, 0.2, 80)
    low, high = bootstrap_interval(list(values), n=20_000) or (0, 0)
    theirs = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="percentile", rng=1).confidence_interval
    assert low == pytest.approx(theirs.low, abs=0.002)
    assert high == pytest.approx(theirs.high, abs=0.002)


def test_the_interval_is_the_same_every_time_and_on_every_machine() -> None:
    values = [i % 7 / 7 for i in range(50)]
    assert bootstrap_interval(values) == bootstrap_interval(array("d", values)) == (0.342857142857, 0.5)
    assert bootstrap_interval(values, seed=1) != bootstrap_interval(values)


def test_the_ends_are_the_fiftieth_of_two_thousand_samples_from_either_end() -> None:
    # E&T: k = floor((2000 + 1) * 0.025) = 50; one value of a hundred differs, so means are Poisson-like counts / 100.
    low, high = bootstrap_interval([0.0] * 99 + [1.0]) or (0, 0)
    assert (low, high) == (0.0, 0.03)


def test_a_wider_level_gives_a_wider_interval() -> None:
    values = [i / 30 for i in range(30)]
    narrow, wide = (bootstrap_interval(values, level=level) or (0, 0) for level in (0.5, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize(("level", "n"), [(0, 10), (1, 10), (0.95, 0)])
def test_a_level_or_number_of_samples_that_makes_no_sense_is_refused(level: float, n: int) -> None:
    with pytest.raises(ValueError, match="interval"):
        bootstrap_interval([0.1, 0.2], level=level, n=n)


@settings(max_examples=25)
@given(SHARES, st.sampled_from(["mean", "sum", "p50", "p95", "p99"]))
def test_an_interval_lies_within_what_samples_can_give(values: list[float], summary: str) -> None:
    low, high = bootstrap_interval(values, n=200, summary=summary) or (math.nan, math.nan)
    size = len(values) if summary == "sum" else 1
    assert min(values) * size - 1e-9 <= low <= high <= max(values) * size + 1e-9


def test_ten_thousand_values_are_sampled_in_bounded_memory() -> None:
    low, high = bootstrap_interval(array("d", (i % 2 for i in range(10_000)))) or (0, 0)
    assert 0.48 < low < 0.5 < high < 0.52


def test_many_values_become_one() -> None:
    assert total("mean", []) is None
    assert total("mean", [1.0, 0.0, 0.5]) == 0.5
    assert total("sum", [0.1] * 10) == 1.0
    assert total("p50", [3.0, 1.0, 2.0]) == 2.0
    assert total("p95", [10.0, 20.0]) == 19.5


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.sampled_from([50, 95, 99]))
def test_percentiles_are_numpys_linear_ones(values: list[float], percent: int) -> None:
    assert total(f"p{percent}", values) == pytest.approx(float(np.percentile(values, percent)), rel=1e-9, abs=1e-9)


def test_mcnemar_by_hand() -> None:
    assert mcnemar_exact(0, 0) == 1.0
    assert mcnemar_exact(1, 0) == 1.0
    assert mcnemar_exact(5, 0) == 2 / 32
    assert mcnemar_exact(0, 6) == 2 / 64
    assert mcnemar_exact(8, 2) == 2 * (1 + 10 + 45) / 1024


@given(st.integers(0, 400), st.integers(0, 400))
def test_mcnemar_agrees_with_scipys_binomial_test(b: int, c: int) -> None:
    theirs = stats.binomtest(b, b + c, 0.5).pvalue if b + c else 1.0
    assert mcnemar_exact(b, c) == mcnemar_exact(c, b) == pytest.approx(theirs, rel=1e-9)


def test_mcnemar_does_not_run_over_with_many_cases() -> None:
    assert mcnemar_exact(5_000, 5_200) == pytest.approx(stats.binomtest(5_000, 10_200, 0.5).pvalue, rel=1e-9)
    with pytest.raises(ValueError, match="negative"):
        mcnemar_exact(-1, 2)


def test_sign_flips_by_hand() -> None:
    assert sign_flip_test([]) == sign_flip_test([0.0, 0.0]) == 1.0
    assert sign_flip_test([0.5]) == 1.0
    # Of the 8 patterns only +++ and --- are as far from 0.
    assert sign_flip_test([1.0, 2.0, 3.0]) == 2 / 8
    # 6 of the 8 sums of ±1 ±1 ±2 … : 4, 2, 2, 0 and their negatives; the observed one is 2.
    assert sign_flip_test([1.0, -1.0, 2.0]) == 6 / 8


def test_differences_of_nothing_change_nothing() -> None:
    assert sign_flip_test([0.0, 1.0, 2.0, 0.0, 3.0]) == sign_flip_test([1.0, 2.0, 3.0])


@settings(max_examples=50)
@given(st.lists(st.integers(-10, 10), min_size=1, max_size=12))
def test_up_to_twelve_differences_go_through_every_pattern(differences: list[int]) -> None:
    signs = list(itertools.product((1, -1), repeat=len(differences)))
    sums = [abs(sum(s * d for s, d in zip(pattern, differences, strict=True))) for pattern in signs]
    expected = sum(s >= abs(sum(differences)) for s in sums) / len(signs)
    # Tenths, whose sums round in binary, must count as equal where they are.
    assert sign_flip_test([d / 10 for d in differences]) == pytest.approx(expected, abs=1e-12)


def test_sign_flips_agree_with_scipys_permutation_test() -> None:
    differences = [0.3, -0.1, 0.2, 0.5, 0.05, -0.2, 0.4, 0.1]
    theirs = stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert sign_flip_test(differences) == pytest.approx(theirs.pvalue)


def test_more_differences_are_sampled_with_a_seed_and_p_is_never_nought() -> None:
    mixed = [0.1, -0.08] * 20 + [0.2] * 4
    assert sign_flip_test(mixed) == sign_flip_test(mixed)
    exact = stats.permutation_test((mixed,), np.mean, permutation_type="samples", n_resamples=100_000, rng=3).pvalue
    assert sign_flip_test(mixed) == pytest.approx(exact, abs=0.02)
    assert sign_flip_test([0.5] * 60) == 1 / 10_001
