"""What a run came to, as values: what the terminal prints, and the JSON's head."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Statuses of a case that passed, and of one that did not; "unscored" is neither.
GOOD = frozenset({"passed", "mended"})
BAD = frozenset({"failed", "known", "error"})


@dataclass(frozen=True, slots=True)
class Totals:
    """How many cases there were, and what became of them."""

    cases: int = 0
    passed: int = 0
    failed: int = 0
    known: int = 0
    mended: int = 0
    unscored: int = 0
    error: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One metric over all cases (`kind` None) or over those of a kind.

    `value` is None where no turn defines it; `low` and `high` bound it with 95 % confidence where that can be said. `n`
    turns define it, `undefined` do not.
    """

    name: str
    title: str
    unit: str
    better: str
    kind: str | None
    n: int
    value: float | None
    low: float | None
    high: float | None
    undefined: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound that a case file sets on a metric of its own cases: at least `minimum` or, of a metric of which less is
    better, at most. `value` None (nothing defines the metric) does not pass."""

    metric: str
    minimum: float
    value: float | None
    passed: bool
    file: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric before and after. `difference` is the mean over the cases that both runs measured, which `low`, `high`
    and `p` (a sign-flip test) are about; all None for metrics that are no means."""

    name: str
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run against an earlier one, by case ids. `p` is McNemar's exact test on `better` and `worse`."""

    baseline: dict[str, object]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    p: float | None
    metrics: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """How a metric's total differs between repeated runs; `deviation` is the standard deviation of the sample."""

    name: str
    min: float
    median: float
    max: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that came out differently in repeated runs, with its status in each."""

    id: str
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """How repeated runs differ. `failed` counts the runs in which a case failed or died, or a gate was missed."""

    runs: int
    failed: int
    metrics: tuple[Range, ...]
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A case to be named to a person, with the reason for its status."""

    id: str
    description: str
    kind: str
    status: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `header` is the JSON's "run". `named` are the first cases that failed or died, `mended` the
    first whose mark as a known failure has to go. `stopped` says why the run ended early, None where it did not.
    `resumed` cases were done by an earlier, interrupted run; `written` are the reports, `kept` the
    records that were not removed."""

    header: dict[str, object]
    totals: Totals
    rows: tuple[Row, ...]
    gates: tuple[Gate, ...] = ()
    named: tuple[Named, ...] = ()
    mended: tuple[Named, ...] = ()
    comparison: Comparison | None = None
    spread: Spread | None = None
    stopped: str | None = None
    resumed: int = 0
    written: tuple[str, ...] = ()
    kept: tuple[Path, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether nothing failed that was not known to, every gate is passed, and nothing got worse."""
        cases = not (self.totals.failed or self.totals.error or self.stopped)
        gates = all(gate.passed for gate in self.gates)
        worse = self.comparison is not None and bool(self.comparison.worse)
        repeated = self.spread is not None and bool(self.spread.failed)
        return cases and gates and not worse and not repeated
