"""The report's numbers: how they are written and drawn, in totals, by type, against gates and an earlier run."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.evals.metrics import METRICS
from assistant.evals.report import charts, words
from assistant.evals.report.figures import counted, duration, figure, moment, number, percent, probability
from assistant.evals.report.tally import Tally, buckets
from tests.evals.html_page import page_of, run_of
from tests.evals.run_parts import Json, answer, case, change, measure, turn
from tests.evals.sample_run import sample_run


def row(name: str = "correctness", value: float | None = 0.9, **more: Any) -> Json:
    """A metric over all cases."""
    found = {"name": name, "title": name.title(), "unit": "share", "better": "higher", "kind": None, "n": 10}
    return {**found, "value": value, "low": 0.8, "high": 1.0, "undefined": 0, **more}


def said(*cases: Json, **more: Any) -> str:
    return page_of(run_of(*(cases or [case("a", "b")]), **more)).words()


# ---- as text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (1, "100%"), (0.5, "50%"), (0.912, "91.2%"), (0.9999, "99.9%"), (0.0001, "under 0.1%"), (1.5, "150%")],
)
def test_a_share_is_all_or_nothing_only_where_it_is(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.25, "share", "25%"),
        (38.4, "ms", "38 ms"),
        (3.21, "ms", "3.2 ms"),
        (1500, "ms", "1.5 s"),
        (1234, "tokens", "1,234 tokens"),
        (0.0123, "USD", "$0.0123"),
        (12.5, "USD", "$12.50"),
        (0.333, "of tomorrow", "0.33"),
        (None, "share", "not defined here"),
        (float("nan"), "share", "not defined here"),
        (float("inf"), "ms", "not defined here"),
        ("much", "USD", "not defined here"),
        (True, "share", "not defined here"),
    ],
)
def test_a_value_has_its_unit_and_what_is_no_number_is_not_defined(value: Any, unit: str, text: str) -> None:
    assert figure(value, unit) == text
    assert (number(value) is None) == (text == "not defined here")


def test_counts_times_and_probabilities() -> None:
    assert (counted(1, "case"), counted(1200, "case"), counted(2, "try", "tries")) == (
        "1 case",
        "1,200 cases",
        "2 tries",
    )
    assert (duration(999), duration(61_000)) == ("999 ms", "61.0 s")
    assert (probability(0.0004), probability(0.0312)) == ("p < 0.001", "p = 0.031")
    assert moment("2026-11-20T08:43:00Z") == "20 November 2026, 08:43 UTC"
    assert moment("soon") == "soon"


# ---- as drawings


def numbers(drawing: str, kind: str, name: str) -> list[float]:
    """The attribute `name` of the drawing's shapes of a class."""
    return [float(value) for value in re.findall(rf'class="{kind}"[^>]* {name}="([\d.]+)%?"', drawing)]


def test_an_interval_is_drawn_to_scale() -> None:
    drawn = charts.interval(0.5, 0.25, 0.75, 1.0, mark=1.0)
    assert numbers(drawn, "dot", "cx") == [80]
    assert numbers(drawn, "band", "x") == [40]
    assert numbers(drawn, "band", "width") == [80]
    assert numbers(drawn, "gate", "x") == [159.25]
    assert 'aria-hidden="true"' in drawn


def test_what_lies_off_the_scale_stays_in_the_drawing() -> None:
    assert numbers(charts.interval(7, None, None, 1.0), "dot", "cx") == [156]
    assert numbers(charts.interval(0.5, -1, 7, 1.0), "band", "width") == [160]
    assert numbers(charts.interval(0, 0, 0, 0), "dot", "cx") == [4]


def test_a_change_is_drawn_beside_the_middle() -> None:
    assert numbers(charts.change(-0.1, -0.2, 0.0), "dot", "cx") == [40]
    assert numbers(charts.change(0.1, None, None), "dot", "cx") == [156]
    assert numbers(charts.change(0.1, 0.05, 0.1), "gate", "x") == [79.25]


def test_counts_are_stacked_in_proportion_and_none_is_not_drawn() -> None:
    drawn = charts.stacked([("passed", 3), ("known", 0), ("failed", 1)], 4)
    assert numbers(drawn, "part passed", "width") == [75]
    assert numbers(drawn, "part failed", "x") == [75]
    assert "known" not in drawn
    assert charts.stacked([("passed", 0)], 0).count("<rect") == 0


# ---- metrics


def test_a_metric_is_told_with_its_meaning_interval_and_base() -> None:
    text = said(metrics=[row(n=38, undefined=3)])
    assert "Correctness Of what the cases expect" in text
    assert "90% 80% to 100% 38 answers; not defined here for 3" in text


def test_every_metric_of_the_product_has_a_sentence() -> None:
    assert {metric.name for metric in METRICS} <= set(words.METRICS)


def test_undefined_is_said_with_the_commonest_reason_and_all_reasons_are_listed() -> None:
    turns = [turn(measures={"mrr": measure(None, why)}) for why in ("no gold", "no search", "no search")]
    turns.append(turn(measures={"mrr": measure(0.5, "second place")}))
    text = said(case("a", "b", turns=turns), metrics=[row("mrr", None, n=0, low=None, high=None, undefined=3)])
    assert "not defined here no search 0 answers" in text
    assert "Why a metric is not defined for some answers Mrr 2 answers: no search 1 answer: no gold By type" in text
    assert "nan" not in text.lower().split()


def test_metrics_by_type_stand_in_one_table() -> None:
    rows = [row(), row(kind="fact", value=0.7, n=6), row(kind="list", value=None, n=0)]
    text = said(metrics=rows)
    assert "Every metric for every type of case fact list Correctness 70% of 6 not defined here" in text


def test_a_share_is_drawn_against_all_of_it() -> None:
    assert numbers(page_of(run_of(case("a", "b"), metrics=[row(value=0.5)])).source, "dot", "cx") == [80]


def test_units_other_than_shares_are_drawn_to_the_largest_of_their_unit() -> None:
    slow, quick = (
        row(f"latency_{name}", at, unit="ms", low=None, high=None) for name, at in (("p99", 400), ("p50", 100))
    )
    source = page_of(run_of(case("a", "b"), metrics=[slow, quick])).source
    assert numbers(source, "dot", "cx") == [156, 40]


# ---- types and times


def test_each_type_has_a_bar_and_its_numbers() -> None:
    cases = [case("a", "x"), case("b", "x", "failed"), case("c", "x", "known", kind="list", known_failure="y")]
    text = said(*cases)
    assert "fact 1 of 2 (50%); 1 failed list 0 of 1 (0%); 1 known to fail" in text


def test_times_fall_into_steps_of_one_two_five() -> None:
    assert buckets([]) == []
    assert buckets([0.0, 1.0, 1.5, 45.0]) == [
        (0.0, 1.0, 2), (1.0, 2.0, 1), (2.0, 5.0, 0), (5.0, 10.0, 0), (10.0, 20.0, 0), (20.0, 50.0, 1),
    ]  # fmt: skip


def test_the_times_are_told_by_the_runs_own_percentiles() -> None:
    slow = turn(answer=answer("q", "text", [], seconds=1.25))
    percentiles = [row("latency_p50", 38, unit="ms"), row("latency_p95", 1250, unit="ms")]
    text = said(case("a", "b", turns=[turn(), slow]), metrics=percentiles)
    assert "Half came within 38 ms, 19 of 20 came within 1.2 s; the slowest took 1.2 s." in text
    assert "The slowest took 38 ms." in said()
    assert "How long answers took" not in said(case("a", "b", turns=[]))


# ---- gates


def test_a_gate_says_what_was_asked_what_is_and_whether_it_is_met() -> None:
    gates = [
        {"metric": "correctness", "minimum": 0.95, "value": 0.9, "passed": False, "file": "a.yaml"},
        {"metric": "mrr", "minimum": 0.5, "value": None, "passed": False, "file": "b.yaml"},
        {"metric": "leakage", "minimum": 0.1, "value": 0.0, "passed": True},
    ]
    text = said(gates=gates, metrics=[row(), row("mrr"), row("leakage", better="lower")])
    assert "All 1 case passed" not in text
    assert "The one case passed, 2 gates missed" in text
    assert "2 of 3 gates missed" in text
    assert "Correctness at least 95% 90% ✕ Missed a.yaml" in text
    assert "Mrr at least 50% not defined here ✕ Missed b.yaml" in text
    assert "Leakage at most 10% 0% ✓ Met all files" in text


def test_without_gates_nothing_is_said_of_them() -> None:
    assert "gate" not in said().lower()


# ---- against an earlier run


def compared(**more: Any) -> Json:
    found = {"baseline": {"git_commit": "abc", "engine": "extractive", "started": "2026-11-18T17:02:00Z"}, "p": 1.0}
    return {**found, "better": [], "worse": [], "new": [], "gone": [], "metrics": [], **more}


def test_cases_that_changed_are_linked_with_their_status_now() -> None:
    cases = [case("a", "got well"), case("b", "fell ill", "failed"), case("c", "came")]
    page = page_of(run_of(*cases, comparison=compared(better=["a"], worse=["b"], new=["c"], gone=["d"], p=0.01)))
    text = page.words()
    assert "1 case got better and 1 case got worse; more than chance explains (paired test, p = 0.010)." in text
    assert "Worse: right before, wrong now: 1 case ✕ Failed fell ill" in text
    assert "Better: wrong before, right now: 1 case ✓ Passed got well" in text
    assert "In the earlier run only: 1 case d" in text
    assert "The earlier run is that of 18 November 2026, 17:02 UTC (extractive, abc)." in text
    assert {"#case-a", "#case-b", "#case-c"} <= {have["href"] for have in page.every("a")}
    assert "right before, wrong now" in text[text.index("Failing cases") :]


def test_long_lists_of_changed_cases_are_cut() -> None:
    cases = [case(f"c{n}", f"number {n}") for n in range(60)]
    assert "number 49 and 10 more" in said(*cases, comparison=compared(new=[f"c{n}" for n in range(60)])).replace(
        "✓ Passed ", ""
    )


def test_a_comparison_without_changes_says_so() -> None:
    assert "no case got better or worse" in said(comparison=compared())


@pytest.mark.parametrize(
    ("one", "better", "verdict"),
    [
        (
            change("m", 0.8, 0.9, 0.1, 0.05, 0.15, 0.01),
            "higher",
            "▲ +10 points, better +5 points to +15 points; p = 0.010",
        ),
        (change("m", 0.8, 0.9, 0.1, 0.05, 0.15, 0.01), "lower", "▲ +10 points, worse"),
        (change("m", 0.9, 0.8, -0.1, -0.2, 0.01, 0.3), "higher", "▼ −10 points, may be chance −20 points to +1 points"),
        (change("m", 0.9, 0.9, 0.0, 0.0, 0.0, 1.0), "higher", "= the same"),
        (change("m", 0.9, 0.8), "higher", "not tested"),
    ],
)
def test_a_change_is_called_better_or_worse_only_where_chance_is_unlikely(one: Json, better: str, verdict: str) -> None:
    text = said(metrics=[row("m", better=better)], comparison=compared(metrics=[one]))
    assert f"{percent(one['before'])} before, {percent(one['after'])} now {verdict}" in text


def test_a_metric_that_neither_run_has_is_left_out() -> None:
    assert "before and after" not in said(comparison=compared(metrics=[change("cost", None, None)]))


# ---- repeated runs


def test_repeated_runs_show_their_spread_and_what_came_out_differently() -> None:
    spread = {
        "runs": 3,
        "failed": 1,
        "metrics": [{"name": "correctness", "min": 0.5, "median": 0.6, "max": 0.7, "deviation": 0.1}],
        "flips": [{"id": "a", "statuses": ["passed", "failed", "passed"]}],
    }
    text = said(metrics=[row()], spread=spread)
    assert "The cases were run 3 times; 1 run failed as a whole." in text
    assert "Correctness 50% 60% 70% 10%" in text
    assert "a ✓ Passed ✕ Failed ✓ Passed" in text


# ---- the count itself


def test_the_tally_keeps_no_more_than_it_needs() -> None:
    tally = Tally(frozenset({"wanted"}))
    for n in range(20):
        tally.add(case("wanted" if n == 7 else f"c{n}", "x", "failed"), f"at-{n}")
    assert [named.anchor for named in tally.wrong] == [f"at-{n}" for n in range(5)]
    assert {key: named.anchor for key, named in tally.named.items()} == {"wanted": "at-7"}


def test_the_sample_has_every_status_and_adds_up() -> None:
    run = sample_run()
    totals = {status: sum(one["status"] == status for one in run["cases"]) for status in words.OUTCOMES}
    assert min(totals.values()) >= 1
    assert sum(totals.values()) == 40
    assert totals["failed"] + totals["error"] == 5
