"""The metrics as a whole: their names, that each says why where it has no value, how many turns become one number."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Usage
from assistant.evals.metrics import METRICS, Metric, aggregate, expected, needs_k
from assistant.evals.model import Check, Seen, Turn
from tests.evals.small import ACME, SMALL, abstained, answered, cite

BY_NAME = {metric.name: metric for metric in METRICS}
NOTHING = Turn("How much?", ())


def check(kind: str, value: object = None, threshold: float | None = None) -> Check:
    """A check by the name that a case file gives it."""
    return Check(kind.removeprefix("not-"), value, threshold, kind.startswith("not-"))


def turn(*kinds: str) -> Turn:
    """A turn with checks of those kinds, their values left out."""
    return Turn("How much?", tuple(check(kind) for kind in kinds))


def test_the_metrics_are_those_that_were_promised_in_the_order_of_reports() -> None:
    assert list(BY_NAME) == [
        "correctness", "abstention_precision", "abstention_recall", "over_refusal", "citation_precision",
        "citation_recall", "groundedness", "recall_at_k", "mrr", "ndcg_at_k", "leakage", "latency_p50", "latency_p95",
        "latency_p99", "tokens", "cost",
    ]  # fmt: skip


def test_less_is_better_of_refusals_leaks_time_and_money_only() -> None:
    lower = {"over_refusal", "leakage", "latency_p50", "latency_p95", "latency_p99", "tokens", "cost"}
    assert {metric.name for metric in METRICS if metric.better == "lower"} == lower


def test_shares_are_means_times_are_percentiles_and_what_is_spent_is_added_up() -> None:
    assert {metric.summary for metric in METRICS if metric.unit == "share"} == {"mean"}
    assert [BY_NAME[f"latency_{p}"].summary for p in ("p50", "p95", "p99")] == ["p50", "p95", "p99"]
    assert {BY_NAME[name].summary for name in ("tokens", "cost")} == {"sum"}


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_every_metric_says_why_where_it_has_no_value(metric: Metric) -> None:
    for seen in (Seen(answered("", seconds=math.nan)), Seen(abstained())):
        measure = metric.measure(NOTHING, seen, SMALL)
        assert measure.reason
        assert measure.value is None or metric.name.startswith("latency")


def test_the_time_is_that_of_the_answer_in_milliseconds() -> None:
    assert BY_NAME["latency_p95"].measure(NOTHING, Seen(answered("", seconds=0.25)), SMALL).value == 250.0
    assert BY_NAME["latency_p95"].measure(NOTHING, Seen(answered("", seconds=-1.0)), SMALL).value is None


def spent(cost: float | None) -> Seen:
    """A chat model's answer of that cost."""
    return Seen(replace(answered("Yes."), usage=Usage(900, 100, cost)))


def test_tokens_and_cost_are_the_chat_models() -> None:
    assert BY_NAME["tokens"].measure(NOTHING, spent(0.02), SMALL).value == 1000.0
    assert BY_NAME["cost"].measure(NOTHING, spent(0.02), SMALL).value == 0.02
    assert BY_NAME["cost"].measure(NOTHING, spent(None), SMALL).reason == "the model's price is not known"
    assert BY_NAME["cost"].measure(NOTHING, spent(math.nan), SMALL).value is None
    assert BY_NAME["tokens"].measure(NOTHING, Seen(answered("Yes.")), SMALL).reason == "no chat model was asked"


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ((), None),
        (("latency", "judge", "retrieves"), None),
        (("not-icontains", "not-facts"), None),
        (("abstains",), "abstention"),
        (("abstains", "icontains"), "abstention"),
        (("answers",), "answer"),
        (("not-abstains",), "answer"),
        (("not-answers",), None),
        (("facts",), "answer"),
        (("grounded",), "answer"),
        (("cites-role",), "answer"),
        (("regex", "latency"), "answer"),
    ],
)
def test_what_a_turn_expects_is_told_by_its_checks(kinds: tuple[str, ...], wanted: str | None) -> None:
    assert expected(turn(*kinds)) == wanted


def test_as_many_hits_are_needed_as_the_deepest_check_looks_at() -> None:
    spans = [{"role": ACME, "quote": "You know Rust."}]
    assert needs_k(NOTHING) == 0
    assert needs_k(Turn("?", (check("retrieves", {"spans": spans}, 0.5),))) == 8
    several = tuple(check("retrieves", {"k": k, "spans": spans}, 0.5) for k in (3, 20, 5))
    assert needs_k(Turn("?", several)) == 20


def test_values_become_one_with_an_interval_and_a_count_of_those_that_are_not_defined() -> None:
    found = aggregate(BY_NAME["groundedness"], [1.0, None, 0.5, 1.0, 0.5], undefined=2)
    assert (found.n, found.undefined, found.value) == (4, 3, 0.75)
    assert found.low is not None
    assert found.high is not None
    assert 0.5 <= found.low < 0.75 < found.high <= 1.0


def test_no_value_at_all_is_said_and_no_number() -> None:
    found = aggregate(BY_NAME["cost"], [], undefined=3)
    assert (found.n, found.undefined, found.value, found.low, found.high) == (0, 3, None, None, None)


def test_costs_are_added_up_and_times_are_taken_at_their_percentile() -> None:
    assert aggregate(BY_NAME["cost"], [0.1] * 10).value == 1.0
    assert aggregate(BY_NAME["latency_p50"], [10.0, 30.0, 20.0]).value == 20.0
    assert aggregate(BY_NAME["latency_p95"], array("d", range(101))).value == 95.0


def test_values_may_come_one_by_one() -> None:
    def stream() -> Iterator[float]:
        yield from (1.0, 0.0)

    assert aggregate(BY_NAME["mrr"], stream()).value == 0.5


@settings(max_examples=60)
@given(
    st.sampled_from(METRICS),
    st.lists(st.none() | st.floats(allow_nan=True, allow_infinity=True), max_size=12),
    st.integers(0, 5),
)
def test_a_total_is_never_nan(metric: Metric, values: list[float | None], more: int) -> None:
    bounded = [v if v is None or not math.isfinite(v) else math.remainder(v, 1000.0) for v in values]
    found = aggregate(metric, bounded, undefined=more)
    assert found.n + found.undefined == len(values) + more
    numbers = (found.value, found.low, found.high)
    assert all(x is None for x in numbers) if not found.n else all(x is not None and math.isfinite(x) for x in numbers)


def test_metrics_look_at_the_posting_and_not_at_what_a_citation_says_of_itself() -> None:
    honest = Seen(answered("“You know Rust.” [1]", cite(ACME, "You know Rust.")))
    liar = Seen(answered("“You know COBOL.” [1]", cite(ACME, "You know Rust.", quote="You know COBOL.")))
    for name in ("groundedness", "citation_precision"):
        assert BY_NAME[name].measure(NOTHING, honest, SMALL).value == 1.0
        assert BY_NAME[name].measure(NOTHING, liar, SMALL).value == 0.0
