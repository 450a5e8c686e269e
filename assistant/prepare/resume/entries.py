"""The dated entries of a résumé (jobs, studies, projects) and the degrees that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Literal, cast

from assistant.domain import Span
from assistant.knowledge import load
from assistant.preparation import Experience, Schooling
from assistant.prepare.resume.dates import Stretch, stretches
from assistant.prepare.resume.layout import Row
from assistant.reading.typed import degree_of

Kind = Literal["work", "education", "project"]
_KINDS = ("work", "education", "project")
# A heading of an entry has its dates within so many lines of its first one.
_ABOVE = 2


def experiences(rows: Sequence[Row], today: date) -> tuple[Experience, ...]:
    """The entries in text order. An entry goes from its first line to the next entry or section heading."""
    dated = [(i, s) for i, row in enumerate(rows) if (s := _dates(row, today))]
    starts = _starts(rows, [i for i, _ in dated])
    out = []
    for (at, stretch), start in zip(dated, starts, strict=True):
        end = _end(rows, at, starts)
        span = Span(rows[start].span.start, rows[end - 1].span.end)
        out.append(
            Experience(
                _kind(rows[start : at + 1]), rows[start].span, span, stretch.first, stretch.last, stretch.current
            )
        )
    return tuple(out)


def schooling(rows: Sequence[Row]) -> tuple[Schooling, ...]:
    """The degrees that the candidate has or is about to have, in text order."""
    return tuple(_degrees(rows))


def _dates(row: Row, today: date) -> Stretch | None:
    """The time that a line gives its entry; a list item inside a job gives none."""
    if row.heading or row.kind not in (*_KINDS, "top") or (row.bullet and row.kind == "work"):
        return None
    return next(stretches(row.words, today), None)


def _starts(rows: Sequence[Row], dated: Sequence[int]) -> list[int]:
    """For each dated line the first line of its entry: itself, or a heading line or two above it."""
    out: list[int] = []
    for at in dated:
        start, floor = at, out[-1] + 1 if out else 0
        while start > floor and at - start < _ABOVE and _leads(rows[start - 1], rows[start]):
            start -= 1
        out.append(max(start, (dated[len(out) - 1] + 1) if out else 0))
    return out


def _leads(above: Row, below: Row) -> bool:
    """Whether a line is the upper part of the heading whose lower part is `below`."""
    if above.bullet or above.heading or below.bullet or above.kind != below.kind:
        return False
    return above.marked if below.gap else not below.marked


def _end(rows: Sequence[Row], at: int, starts: Sequence[int]) -> int:
    end = at + 1
    while end < len(rows) and not rows[end].heading and end not in starts:
        end += 1
    return end


def _kind(head: Sequence[Row]) -> Kind:
    words = " ".join(row.words for row in head)
    kind = head[0].kind
    if kind in _KINDS:
        return cast("Kind", kind)
    return "education" if degree_of(words) and not _never().search(words) else "work"


def _degrees(rows: Sequence[Row]) -> Iterator[Schooling]:
    for i, row in enumerate(rows):
        degree = None if row.heading or _never().search(row.words) else degree_of(row.words)
        if degree is None or (row.kind not in ("education", "top", "other") and row.kind != "work"):
            continue
        # In jobs and summaries only what is plainly a degree of one's own counts: "PhD in …", not "worked with PhDs".
        if row.kind == "education" or re.search(r"\b(?:in|of)\s+[A-Z]", row.words):
            near = row.words + (" " + rows[i + 1].words if i + 1 < len(rows) and not rows[i + 1].bullet else "")
            level = degree.others[0] if degree.others else degree.minimum
            yield Schooling(level, row.span, not _unfinished().search(near))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(load("resume")["no_degree"], re.IGNORECASE)


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(load("resume")["unfinished"], re.IGNORECASE)
