"""One case, conducted: its turns asked in order, each answer checked and measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Hit
from assistant.errors import AssistantError
from assistant.evals.checks import check
from assistant.evals.gold import relevant_chunks
from assistant.evals.metrics import METRICS, needs_k
from assistant.evals.model import Case, CaseResult, Measure, Seen, Status, System, Turn, TurnResult, Verdict

if TYPE_CHECKING:
    from assistant.evals.judge import Judge

# Hits that are kept with every turn, so that a person sees what the answer could have been made of.
SHOWN = 8
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """What a turn could have been answered from: the first hits, and the ids of the chunks that its first `retrieves`
    wants found (None where it has none)."""

    hits: tuple[Hit, ...]
    gold: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Conducted:
    """A case as it went, and what there was to each of its turns."""

    result: CaseResult
    shown: tuple[Shown, ...]


def conduct(case: Case, system: System, *, engine: str | None = None, judge: Judge | None = None) -> Conducted:
    """Asks the case's turns, each in the light of those before, and judges the answers.

    Never raises for what the product or a check does: the case is then an "error" that says so, with the turns before.
    """
    done: list[TurnResult] = []
    shown: list[Shown] = []
    history = list(case.history)
    for turn in case.turns:
        try:
            seen = _see(turn, case, system, history, engine)
            judged, gold = _judged(turn, seen, system, judge), _gold(turn, system)
        except Exception as error:
            return Conducted(CaseResult(case, "error", tuple(done), _said(error)), tuple(shown))
        done.append(judged)
        shown.append(Shown(seen.hits, gold))
        history.append(turn.question)
    verdicts = [verdict for turn in done for verdict in turn.verdicts]
    return Conducted(CaseResult(case, status_of(verdicts, case.known_failure), tuple(done)), tuple(shown))


def status_of(verdicts: Sequence[Verdict], known_failure: str | None) -> Status:
    """What became of a case whose turns were all answered."""
    if any(verdict.passed is False for verdict in verdicts):
        return "known" if known_failure else "failed"
    if any(verdict.passed is None for verdict in verdicts):
        return "unscored"
    return "mended" if known_failure else "passed"


def _see(turn: Turn, case: Case, system: System, history: Sequence[str], engine: str | None) -> Seen:
    """The answer first: what it costs is not to be paid by what the search has warmed up."""
    answer = system.ask(turn.question, roles=case.roles, history=history, engine=engine)
    k = max(SHOWN, needs_k(turn))
    hits = tuple(system.search(turn.question, roles=case.roles, history=history, k=k))
    return Seen(answer, hits, case.roles)


def _judged(turn: Turn, seen: Seen, system: System, judge: Judge | None) -> TurnResult:
    verdicts = tuple(check(one, turn, seen, system, judge) for one in turn.checks)
    measures: Mapping[str, Measure] = {metric.name: metric.measure(turn, seen, system) for metric in METRICS}
    return TurnResult(turn.question, seen.answer, verdicts, measures)


def _gold(turn: Turn, system: System) -> tuple[str, ...] | None:
    wanted = next((check for check in turn.checks if check.type == "retrieves"), None)
    return None if wanted is None else tuple(sorted(relevant_chunks(wanted.value, system, wanted.where)))


def _said(error: Exception) -> str:
    """An error as one line."""
    text = str(error) if isinstance(error, AssistantError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:_LONGEST_ERROR]
