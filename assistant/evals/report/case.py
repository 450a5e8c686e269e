"""One case as a piece of HTML: what was asked, what was said with what it cites, and what the checks make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.evals.report.evidence import citations_html, evidence_html, numbered
from assistant.evals.report.judged import checks_html
from assistant.evals.report.markup import Html, clipped, html, joined, piece
from assistant.evals.report.measures import measures_html
from assistant.evals.report.prose import prose
from assistant.evals.report.tally import question, reason
from assistant.evals.report.words import SAID, badge

Json = Mapping[str, Any]
# Characters of a quote or passage; fewer in a case that passed, where nobody looks for a cause.
_LONGEST, _BRIEF = 2_000, 160


def case_html(case: Json, anchor: str, metrics: Mapping[str, Json], *, opened: bool = False, against: str = "") -> Html:
    """The case with all its turns, folded unless `opened`. `metrics` are the run's by name; `against` says how the case
    stands against the baseline."""
    status, turns = str(case.get("status")), case.get("turns") or ()
    place = f"{case.get('file')}:{case.get('line')}" if case.get("file") else None
    return piece(
        "case",
        status=status,
        anchor=anchor,
        open=Html(" open" if opened else ""),
        badge=badge(status),
        description=case.get("description") or case.get("id"),
        asked=_asked(case),
        because=_because(case, status),
        kind=case.get("kind") or "other",
        id=case.get("id"),
        where=place and html(", <code>{place}</code>", place=place),
        against=against and html(", <strong>{against}</strong>", against=against),
        notes=_notes(case),
        turns=(_turn(turn, n, turns, anchor, metrics, brief=status == "passed") for n, turn in enumerate(turns, 1)),
    )


def _asked(case: Json) -> Html | None:
    """The first question, for a case that is folded."""
    asked = question(case)
    return html('<q class="asked" dir="auto">{asked}</q>', asked=clipped(asked, 160)) if asked else None


def _because(case: Json, status: str) -> Html | None:
    """One line under the title of a case that a reader will not want to open first."""
    mark = case.get("known_failure")
    why = {"passed": None, "known": mark, "mended": f"Marked: {mark}"}.get(status, reason(case))
    return html('<span class="because" dir="auto">{why}</span>', why=clipped(str(why), 300)) if why else None


def _notes(case: Json) -> Iterator[Html]:
    for title, key in (("No answer", "error"), ("Marked as a known failure", "known_failure")):
        if case.get(key):
            yield html(
                '<p class="note" dir="auto"><strong>{title}:</strong> {text}</p>', title=title, text=str(case[key])
            )


def _turn(turn: Json, n: int, turns: Sequence[Json], case: str, metrics: Mapping[str, Json], *, brief: bool) -> Html:
    answer, longest = turn.get("answer") or {}, _BRIEF if brief else _LONGEST
    anchor, cited = f"{case}-{n}", numbered(answer)
    earlier = [one.get("question") for one in turns[: n - 1]]
    status = str(answer.get("status"))
    return piece(
        "turn",
        nth=html('<p class="nth">Question {n} of {all}</p>', n=n, all=len(turns)) if len(turns) > 1 else None,
        before=_before([question for question in turn.get("history") or () if question not in earlier]),
        question=turn.get("question"),
        roles=_listed("Asked only of", turn.get("roles")),
        said=SAID.get(status, status),
        answer=prose(str(answer.get("text") or ""), cited, anchor),
        degraded=_listed("Another engine answered than was asked for", answer.get("degraded")),
        recruiter=_listed("To ask the recruiter", answer.get("ask_the_recruiter")),
        citations=citations_html(cited, anchor, longest),
        checks=checks_html(turn),
        evidence=evidence_html(turn, cited, longest),
        measures=measures_html(turn, metrics),
    )


def _before(questions: Sequence[str]) -> Html | None:
    """Earlier questions that are not turns of the case, and so stand nowhere else."""
    if not questions:
        return None
    items = joined(html('<li dir="auto">{question}</li>', question=question) for question in questions)
    return html("<h4>Asked before</h4><ol>{items}</ol>", items=items)


def _listed(title: str, values: Any) -> Html | None:
    shown = [values] if isinstance(values, str) else list(values or ())
    if not shown:
        return None
    words = joined((html("<bdi>{value}</bdi>", value=str(value)) for value in shown), "; ")
    return html('<p class="aside"><strong>{title}:</strong> {words}</p>', title=title, words=words)
