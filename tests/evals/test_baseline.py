"""A run against an earlier one, with figures worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InvalidBaseline
from assistant.evals.baseline import compared, read_baseline
from assistant.evals.outcome import Comparison, Row
from tests.evals.run_parts import case, measure, turn

Json = dict[str, Any]
ROW = Row("correctness", "Correctness", "share", "higher", None, 2, 0.9, None, None, 0)


def run_of(*cases: Json, correctness: float | None = 0.5, finished: bool = True, **more: Any) -> Json:
    header = {"finished": finished, "git_commit": "abc", "engine": "extractive", "started": "2026-11-20T08:00:00Z"}
    metrics = [
        {"name": "correctness", "kind": None, "value": correctness},
        {"name": "correctness", "kind": "fact", "value": 0.1},
    ]
    return {"schema": 1, "run": header, "metrics": metrics, "cases": list(cases), **more}


def measured(id: str, *values: float | None, status: str = "passed") -> Json:
    return case(id, id, status, turns=[turn(measures={"correctness": measure(v, "")}) for v in values])


def written(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "baseline.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return path


def against(tmp_path: Path, before: list[Json], after: list[Json], *, whole: bool = True) -> Comparison:
    return compared(read_baseline(written(tmp_path, run_of(*before))), after, [ROW], whole=whole)


def test_cases_are_better_worse_new_or_gone_by_their_status(tmp_path: Path) -> None:
    changes = {
        ("failed", "passed"): "better",
        ("known", "mended"): "better",
        ("error", "passed"): "better",
        ("passed", "failed"): "worse",
        ("mended", "error"): "worse",
        ("passed", "known"): "worse",
        ("passed", "mended"): None,
        ("failed", "error"): None,
        ("unscored", "failed"): None,
        ("passed", "unscored"): None,
    }
    before = [case(f"{a}-{b}", "", a) for a, b in changes]
    after = [case(f"{a}-{b}", "", b) for a, b in changes]
    found = against(tmp_path, [*before, case("old", "")], [case("young", ""), *after])
    for kind in ("better", "worse"):
        assert getattr(found, kind) == tuple(f"{a}-{b}" for (a, b), change in changes.items() if change == kind)
    assert (found.new, found.gone) == (("young",), ("old",))
    # 3 better, 3 worse: as likely as not.
    assert found.p == 1.0
    assert found.baseline == {"git_commit": "abc", "engine": "extractive", "started": "2026-11-20T08:00:00Z"}


def test_mcnemars_test_is_on_the_cases_that_changed(tmp_path: Path) -> None:
    before = [case(str(n), "", "failed") for n in range(6)]
    found = against(tmp_path, before, [case(str(n), "", "passed") for n in range(6)])
    # Six of six in one direction: 2 / 2**6.
    assert found.p == 2 / 64


def test_a_metric_is_compared_over_the_cases_that_both_runs_measured(tmp_path: Path) -> None:
    before = [measured("a", 0.0, 1.0), measured("b", 1.0), measured("c", None), measured("gone", 0.0)]
    after = [measured("a", 1.0, 1.0), measured("b", 1.0), measured("c", 1.0), measured("new", 0.0)]
    found = against(tmp_path, before, after).metrics[0]
    assert (found.before, found.after) == (0.5, 0.9)
    # a: from the mean of 0 and 1 to 1; b: unchanged; c, gone, new: not measured by both.
    assert found.difference == 0.25
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0.25 <= found.high
    # One difference that is not zero: either sign is as far from zero.
    assert found.p == 1.0


def test_what_is_no_mean_has_no_difference(tmp_path: Path) -> None:
    baseline = read_baseline(written(tmp_path, run_of(measured("a", 1.0))))
    row = replace(ROW, name="latency_p50", unit="ms")
    found = compared(baseline, [measured("a", 0.0)], [row, replace(row, kind="fact")]).metrics
    assert len(found) == 1
    assert (found[0].before, found[0].after, found[0].difference, found[0].p) == (None, 0.9, None, None)


def test_a_part_of_the_cases_says_nothing_of_those_that_are_gone(tmp_path: Path) -> None:
    assert against(tmp_path, [case("a", ""), case("b", "")], [case("a", "")], whole=False).gone == ()


def test_of_the_earlier_cases_only_statuses_and_values_are_kept(tmp_path: Path) -> None:
    baseline = read_baseline(written(tmp_path, run_of(measured("a", 0.25, 0.75, status="failed"))))
    assert baseline.statuses == {"a": "failed"}
    assert baseline.values == {"a": {"correctness": 0.5}}
    assert baseline.metrics == {"correctness": 0.5}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a run of prep eval"),
        ('{"hello": 1}', "is not a run of prep eval"),
        (run_of(schema=2), "is of schema 2, this version reads 1"),
        (run_of(schema="1"), "is of schema '1'"),
        (run_of(finished=False), "was stopped"),
        (run_of(cases=[{"id": "a"}]), "lacks what a run has"),
        (run_of(cases=3), "lacks what a run has"),
        (run_of(cases=["a"]), "lacks what a run has"),
        ({"schema": 1}, "lacks what a run has"),
        (run_of(run=None), "lacks what a run has"),
        (run_of(case("a", "", turns=None)), "lacks what a run has"),
    ],
)
def test_what_is_no_finished_run_of_this_schema_is_refused(tmp_path: Path, content: object, says: str) -> None:
    with pytest.raises(InvalidBaseline, match=says) as raised:
        read_baseline(written(tmp_path, content))
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidBaseline, match="cannot read the baseline"):
        read_baseline(tmp_path / "nothing.json")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidBaseline, match="is not JSON"):
        read_baseline(tmp_path / "bytes")
