"""A run against an earlier one: what got better, what got worse, and whether the difference could be chance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import InvalidBaseline
from assistant.evals.document import SCHEMA
from assistant.evals.metrics import METRICS
from assistant.evals.outcome import BAD, GOOD, Comparison, Difference, Row
from assistant.evals.statistics import bootstrap_interval, mcnemar_exact, sign_flip_test

Json = dict[str, Any]
_MEANS = tuple(metric.name for metric in METRICS if metric.summary == "mean")
# Of an earlier run's cases, only these keys are kept in memory.
_HEAVY = frozenset({"answer", "evidence", "checks", "history", "roles"})


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier run: its header, its metrics over all cases, each case's status, and each case's values of metrics
    (the mean over its turns)."""

    header: Mapping[str, object]
    metrics: Mapping[str, float | None]
    statuses: Mapping[str, str]
    values: Mapping[str, Mapping[str, float]]


@dataclass(slots=True)
class Compared:
    """Takes the cases of a run one by one, in their order, and sets them against a baseline."""

    baseline: Baseline
    better: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    differences: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in _MEANS})

    def add(self, case: Json) -> None:
        """Compares one case."""
        before, after = self.baseline.statuses.get(case["id"]), case["status"]
        if before is None:
            self.new.append(case["id"])
            return
        self.seen.add(case["id"])
        if before in BAD and after in GOOD:
            self.better.append(case["id"])
        elif before in GOOD and after in BAD:
            self.worse.append(case["id"])
        was, now = self.baseline.values[case["id"]], case_values(case)
        for name, differences in self.differences.items():
            if name in was and name in now:
                differences.append(now[name] - was[name])

    def result(self, rows: Sequence[Row], *, whole: bool = True) -> Comparison:
        """The comparison; `rows` are this run's metrics. One that is not `whole` says nothing of cases gone."""
        gone = [id for id in self.baseline.statuses if id not in self.seen] if whole else []
        p = mcnemar_exact(len(self.better), len(self.worse))
        header = {name: self.baseline.header.get(name) for name in ("git_commit", "engine", "started")}
        metrics = tuple(self._difference(row) for row in rows if row.kind is None)
        better, worse, new = tuple(self.better), tuple(self.worse), tuple(self.new)
        return Comparison(header, better, worse, new, tuple(gone), p, metrics)

    def _difference(self, row: Row) -> Difference:
        values = self.differences.get(row.name, [])
        before = self.baseline.metrics.get(row.name)
        if not values:
            return Difference(row.name, before, row.value, None, None, None, None)
        low, high = bootstrap_interval(values) or (None, None)
        mean = sum(values) / len(values)
        return Difference(row.name, before, row.value, mean, low, high, sign_flip_test(values))


def compared(baseline: Baseline, cases: Iterable[Json], rows: Sequence[Row], *, whole: bool = True) -> Comparison:
    """These cases, with their metrics' rows, against the baseline. `whole` as in `Compared.result`."""
    comparing = Compared(baseline)
    for case in cases:
        comparing.add(case)
    return comparing.result(rows, whole=whole)


def read_baseline(path: Path) -> Baseline:
    """The run that `prep eval --json` wrote to `path`.

    Of its cases only statuses and values stay in memory. Raises InvalidBaseline for a file that cannot be read, is of
    another schema, or of a run that was stopped before its end.
    """
    try:
        with path.open(encoding="utf-8") as file:
            found = json.load(file, object_hook=_light)
    except OSError as error:
        raise InvalidBaseline(f"cannot read the baseline {path}: {error.strerror}; name an earlier --json") from error
    except (ValueError, RecursionError) as error:
        raise InvalidBaseline(f"the baseline {path} is not JSON: {error}; name an earlier run's --json") from error
    return _checked(path, found)


def _light(found: Json) -> Json:
    """An object of the JSON without what comparing does not read. (Only turns have "measures".)"""
    return {key: value for key, value in found.items() if key not in _HEAVY} if "measures" in found else found


def _checked(path: Path, found: object) -> Baseline:
    if not isinstance(found, dict) or "schema" not in found:
        raise InvalidBaseline(f"the baseline {path} is not a run of prep eval; name an earlier run's --json")
    if found["schema"] != SCHEMA:
        raise InvalidBaseline(
            f"the baseline {path} is of schema {found['schema']!r}, this version reads {SCHEMA}; run it again"
        )
    try:
        if not found["run"]["finished"]:
            raise InvalidBaseline(f"the baseline {path} is of a run that was stopped; run it to its end first")
        metrics = {row["name"]: row["value"] for row in found["metrics"] if row["kind"] is None}
        statuses = {case["id"]: case["status"] for case in found["cases"]}
        return Baseline(found["run"], metrics, statuses, {case["id"]: case_values(case) for case in found["cases"]})
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidBaseline(f"the baseline {path} lacks what a run has ({error}); name an earlier --json") from error


def case_values(case: Json) -> dict[str, float]:
    """A case's values of the metrics that are means: each the mean over the turns that define it."""
    found: dict[str, float] = {}
    for name in _MEANS:
        values = [v for turn in case["turns"] if (v := turn["measures"].get(name, {}).get("value")) is not None]
        if values:
            found[name] = sum(values) / len(values)
    return found
