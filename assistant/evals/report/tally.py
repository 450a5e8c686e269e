"""What is counted over all cases while they go by once. It grows with the kinds of things counted, not with the cases
(but for eight bytes for each answer's time, and the names of those cases that a comparison lists)."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.evals.report.figures import counted, number
from assistant.evals.report.words import WRONG

Json = Mapping[str, Any]
_REASONS = 50  # Different reasons that are counted apart, for each metric.


@dataclass(frozen=True, slots=True)
class Named:
    """A case as other places of the report refer to it: its anchor in the page, its description, first question (empty
    where none was asked), status and reason."""

    anchor: str
    description: str
    question: str
    status: str
    reason: str


@dataclass(slots=True)
class Tally:
    """Counts over the cases that `add` was given. `wanted` are the ids whose names are to be kept."""

    wanted: frozenset[str] = frozenset()
    keep_wrong: int = 5
    by_status: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missed: Counter[str] = field(default_factory=Counter)
    undefined: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    milliseconds: array[float] = field(default_factory=lambda: array("d"))
    questions: int = 0
    named: dict[str, Named] = field(default_factory=dict)
    wrong: list[Named] = field(default_factory=list)

    def add(self, case: Json, anchor: str) -> None:
        """Counts one case, which stands in the page at `anchor`."""
        status, turns = str(case.get("status")), case.get("turns") or ()
        self.by_status[status] += 1
        self.by_kind[str(case.get("kind") or "other")][status] += 1
        self.questions += len(turns)
        for turn in turns:
            self._add_turn(turn, status)
        description = str(case.get("description") or case.get("id"))
        self._keep(case, Named(anchor, description, question(case), status, reason(case)))

    def count(self, statuses: Iterable[str]) -> int:
        """How many cases came out in one of these ways."""
        return sum(self.by_status[status] for status in statuses)

    def _keep(self, case: Json, named: Named) -> None:
        if named.status in WRONG and len(self.wrong) < self.keep_wrong:
            self.wrong.append(named)
        if case.get("id") in self.wanted:
            self.named[str(case["id"])] = named

    def _add_turn(self, turn: Json, status: str) -> None:
        if status in WRONG:
            self.missed.update({str(check.get("type")) for check in failing(turn)})
        seconds = number((turn.get("answer") or {}).get("seconds"))
        if seconds is not None:
            self.milliseconds.append(seconds * 1000)
        for name, measure in (turn.get("measures") or {}).items():
            reasons = self.undefined[str(name)]
            why = str(measure.get("reason") or "no reason was given")
            if number(measure.get("value")) is None and (why in reasons or len(reasons) < _REASONS):
                reasons[why] += 1


def failing(turn: Json) -> list[Json]:
    """The turn's checks that do not hold."""
    return [check for check in turn.get("checks") or () if check.get("passed") is False]


def question(case: Json) -> str:
    """The case's first question, empty where none was asked or where it only repeats the description."""
    first = next((str(turn.get("question") or "") for turn in case.get("turns") or ()), "")
    return "" if first == case.get("description") else first


def reason(case: Json) -> str:
    """Why the case has its status, in one sentence: its error, the first failed check, the first without a verdict."""
    if case.get("error"):
        return str(case["error"])
    checks = [check for turn in case.get("turns") or () for check in turn.get("checks") or ()]
    for verdict, said in ((False, "failed"), (None, "undecided")):
        found = [check for check in checks if check.get("passed", True) is verdict]
        if found:
            others = f" ({counted(len(found) - 1, 'more check')} {said})" if len(found) > 1 else ""
            return f"{found[0].get('reason') or found[0].get('type')}{others}"
    return ""


def buckets(milliseconds: Iterable[float]) -> list[tuple[float, float, int]]:
    """How many times lie in (low, high] of the steps 1, 2, 5, 10, 20, …, from the first that holds any to the last."""
    counts: Counter[int] = Counter()
    for time in milliseconds:
        counts[_step(time)] += 1
    if not counts:
        return []
    first, last = min(counts), max(counts)
    return [(_edge(step - 1) if step else 0.0, _edge(step), counts[step]) for step in range(first, last + 1)]


def _step(time: float) -> int:
    step = 0
    while time > _edge(step):
        step += 1
    return step


def _edge(step: int) -> float:
    return float((1, 2, 5)[step % 3] * 10 ** (step // 3))
