"""The whole page, in pieces. Cases go by once: each is counted and drawn as it comes, and waits in a temporary file
until what stands above it (which depends on them all) is written. So memory does not grow with the run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from assistant.evals.report import breakdown, comparison, measures, overall, summary
from assistant.evals.report.case import case_html
from assistant.evals.report.frame import frame
from assistant.evals.report.markup import Html, html, joined, piece
from assistant.evals.report.tally import Tally
from assistant.evals.report.words import OUTCOMES, RIGHT, WRONG

Json = Mapping[str, Any]
# Failing cases that stand open at once; further ones are a click away, with their reason in sight.
_OPEN = 25
_IN_MEMORY = 4_000_000  # Bytes of a group of cases before it goes to disk.
_PIECE = 65_536
_PLAIN_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,79}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Group:
    """Cases that stand together: their place in the page, their title, what is said where there are none (if that is
    worth saying)."""

    anchor: str
    title: str
    statuses: tuple[str, ...]
    nothing: str | None = None


_GROUPS = (
    _Group("failing", "Failing cases", WRONG, "No case failed."),
    _Group("unscored", "Cases without a verdict", ("unscored",)),
    _Group("mended", "Known failures that pass now", ("mended",)),
    _Group("known", "Known failures", ("known",)),
    _Group("passed", "Passing cases", ("passed",), "No case passed."),
)


def render(run: Json, cases: Iterable[Json] | None = None) -> Iterator[str]:
    """The run as one HTML file that needs nothing else, in pieces to be written one after the other, as UTF-8.

    `run` is the JSON of a run; `cases` are its cases where it does not hold them itself, read once, in their order. The
    same input gives the same page.
    """
    with ExitStack() as stack:
        drawn: dict[str, IO[str]] = {
            group.anchor: stack.enter_context(SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline=""))
            for group in _GROUPS
        }
        tally = _draw(run, cases if cases is not None else run.get("cases") or (), drawn)
        before, after = frame(summary.headline(tally, run.get("gates") or ()))
        yield before
        yield _top(run, tally)
        for group in _GROUPS:
            yield from _cases(group, tally, drawn[group.anchor])
        yield overall.record(run)
        yield after


def _draw(run: Json, cases: Iterable[Json], drawn: Mapping[str, IO[str]]) -> Tally:
    """Counts every case and writes it to the file of its group."""
    compared = run.get("comparison")
    tally, against = Tally(comparison.wanted(compared)), comparison.standing(compared)
    metrics = {str(m.get("name")): m for m in run.get("metrics") or ()}
    for n, case in enumerate(cases, 1):
        status, id_ = str(case.get("status")), str(case.get("id"))
        anchor = f"case-{id_}" if _PLAIN_ID.fullmatch(id_) else f"nth-{n}"
        tally.add(case, anchor)
        opened = status in WRONG and tally.count(WRONG) <= _OPEN
        drawn[_group(status)].write(case_html(case, anchor, metrics, opened=opened, against=against.get(id_, "")))
    return tally


def _group(status: str) -> str:
    return next((group.anchor for group in _GROUPS if status in group.statuses), "unscored")


def _top(run: Json, tally: Tally) -> Html:
    metrics, gates = run.get("metrics") or (), run.get("gates") or ()
    table = measures.totals(metrics, tally) if metrics else None
    return joined(
        [
            html('<header><p class="kicker">Eval report</p><h1>{title}</h1>', title=summary.headline(tally, gates)),
            *summary.lead(run, tally),
            html("</header>"),
            overall.totals(tally),
            overall.gates(gates, metrics),
            comparison.section(run.get("comparison"), metrics, tally),
            piece("section", id="metrics", title="Metrics", inside=table) if table else None,
            breakdown.types(tally, measures.by_kind(metrics)),
            breakdown.times(tally, metrics),
            overall.spread(run),
            _tools(tally),
        ]
    )


def _tools(tally: Tally) -> Html | None:
    """The filter: statuses by style alone, words by the page's script (hidden where that does not run)."""
    box = '<label><input type="checkbox" id="show-{status}" checked> {word} ({n})</label>'
    boxes = joined(
        html(box, status=status, word=outcome.word, n=f"{tally.by_status[status]:,}")
        for status, outcome in OUTCOMES.items()
        if tally.by_status[status]
    )
    return piece("tools", boxes=boxes) if boxes else None


def _cases(group: _Group, tally: Tally, drawn: IO[str]) -> Iterator[str]:
    n = sum(count for status, count in tally.by_status.items() if _group(status) == group.anchor)
    if not n and group.nothing is None:
        return
    pattern = '<section class="group" id="{anchor}"><h2>{title}: {n}</h2><p>{said}</p>\n'
    yield html(pattern, anchor=group.anchor, title=group.title, n=f"{n:,}", said=_said(group) if n else group.nothing)
    drawn.seek(0)
    while read := drawn.read(_PIECE):
        yield read
    yield '<p class="unmatched" hidden>The filter hides all of these.</p></section>\n'


def _said(group: _Group) -> str:
    meanings = [f"{OUTCOMES[status].word}: {OUTCOMES[status].meaning}." for status in group.statuses]
    fold = " Open one to see what was asked and said." if group.statuses[0] in (*RIGHT, "known") else ""
    return " ".join(meanings) + fold
