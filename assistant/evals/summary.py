"""Many cases summed up: how many passed, each metric over all and over each kind, the gates. Reads results one by one.

What grows with the cases is a number of eight bytes, and two marks, for each value of a metric.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.evals.metrics import METRICS, Metric, aggregate
from assistant.evals.outcome import Gate, Named, Row, Totals
from assistant.evals.statistics import total

Json = Mapping[str, Any]
# Cases that a terminal names.
_NAMED = 20


@dataclass(slots=True)
class _Values:
    """A metric's values, each with the numbers of its kind and of its file."""

    values: array[float] = field(default_factory=lambda: array("d"))
    kinds: array[int] = field(default_factory=lambda: array("H"))
    files: array[int] = field(default_factory=lambda: array("H"))

    def of(self, marks: array[int], wanted: int) -> array[float]:
        return array("d", (v for v, mark in zip(self.values, marks, strict=True) if mark == wanted))


class Summary:
    """What `add` was given, summed up."""

    def __init__(self) -> None:
        self.totals: Counter[str] = Counter()
        self.named: list[Named] = []
        self.mended: list[Named] = []
        self.files: dict[str, Counter[str]] = {}
        self._kinds: dict[str, int] = {}
        self._turns: Counter[str | None] = Counter()
        self._values: dict[str, _Values] = {metric.name: _Values() for metric in METRICS}

    def add(self, case: Json) -> None:
        """Counts one case in. Cases must come in the order of the files, which intervals depend on."""
        status = case["status"]
        self.totals[status] += 1
        by_file = self.files.setdefault(case["file"], Counter())
        by_file[status] += 1
        kind = self._kinds.setdefault(case["kind"], len(self._kinds))
        file = list(self.files).index(case["file"])
        for turn in case["turns"]:
            self._turns.update((None, case["kind"]))
            self._measure(turn["measures"], kind, file)
        if status in ("failed", "error") and len(self.named) < _NAMED:
            self.named.append(named(case))
        if status == "mended" and len(self.mended) < _NAMED:
            self.mended.append(named(case))

    def counts(self) -> Totals:
        """How many cases there were of each status."""
        return Totals(cases=self.totals.total(), **self.totals)

    def rows(self) -> tuple[Row, ...]:
        """Each metric over all cases, then over each kind by name."""
        kinds: list[str | None] = [None, *sorted(self._kinds)]
        return tuple(self._row(metric, kind) for kind in kinds for metric in METRICS)

    def value(self, name: str) -> float | None:
        """A metric over all cases, by its name."""
        metric = next(metric for metric in METRICS if metric.name == name)
        return total(metric.summary, self._values[name].values)

    def gates(self, wanted: Mapping[str, Mapping[str, float]]) -> tuple[Gate, ...]:
        """The gates of each file (by its name), over the file's own cases."""
        return tuple(
            self._gate(file, name, bound) for file, gates in wanted.items() for name, bound in sorted(gates.items())
        )

    def _measure(self, measures: Json, kind: int, file: int) -> None:
        for name, found in self._values.items():
            value = measures.get(name, {}).get("value")
            if value is not None:
                found.values.append(value)
                found.kinds.append(kind)
                found.files.append(file)

    def _row(self, metric: Metric, kind: str | None) -> Row:
        found = self._values[metric.name]
        values = found.values if kind is None else found.of(found.kinds, self._kinds[kind])
        whole = aggregate(metric, values, undefined=self._turns[kind] - len(values))
        return Row(metric.name, metric.title, metric.unit, metric.better, kind, **asdict(whole))

    def _gate(self, file: str, name: str, bound: float) -> Gate:
        metric = next(metric for metric in METRICS if metric.name == name)
        found = self._values[name]
        at = list(self.files).index(file) if file in self.files else -1
        value = total(metric.summary, found.of(found.files, at))
        passed = value is not None and (value >= bound if metric.better == "higher" else value <= bound)
        return Gate(name, bound, value, passed, file)


def summed(cases: Iterable[Json]) -> Summary:
    """The summary of these cases."""
    summary = Summary()
    for case in cases:
        summary.add(case)
    return summary


def named(case: Json) -> Named:
    """A case as a person is told of it, with the first reason for its status."""
    where = f"{case['file']}:{case['line']}"
    return Named(case["id"], case["description"] or case["id"], case["kind"], case["status"], where, reason(case))


def reason(case: Json) -> str:
    """Why a case has its status, in a sentence: its error, or the first check that failed or has no verdict."""
    if case["error"]:
        return str(case["error"])
    checks = [(at, check) for at, turn in enumerate(case["turns"], 1) for check in turn["checks"]]
    for verdict in (False, None):
        for at, check in checks:
            if check["passed"] is verdict:
                turn = f"turn {at}, " if len(case["turns"]) > 1 else ""
                return f"{turn}{check['type']}: {check['reason']}"
    return str(case["known_failure"] or "")
