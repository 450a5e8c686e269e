"""Where quotes stand in a posting's text: which stretches to show, and which quotes cover each run of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain import Span

_SNAP = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote's place: the citation's number and its span."""

    n: int
    span: Span


@dataclass(frozen=True, slots=True)
class Run:
    """Text under one and the same set of quotes: `ns` are their numbers, ascending; none where no quote covers it."""

    text: str
    ns: tuple[int, ...]


def windows(text: str, spans: Sequence[Span], around: int) -> list[Span]:
    """The stretches of `text` that lie within `around` characters of a span, in order and without overlap.

    Each begins and ends at a line break where one is near. Without spans: the beginning of the text.
    """
    wanted = sorted(spans) or [Span(0, 0)]
    merged: list[Span] = []
    for span in wanted:
        start, end = _line_start(text, span.start - around), _line_end(text, span.end + around)
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def runs(text: str, marks: Sequence[Mark], window: Span) -> list[Run]:
    """`window` of `text`, cut wherever a quote begins or ends; the runs' texts joined are exactly the window's text."""
    inside = [mark for mark in marks if mark.span.overlaps(window)]
    begins: dict[int, list[int]] = {window.start: []}
    ends: dict[int, list[int]] = {window.end: []}
    for mark in inside:
        begins.setdefault(max(mark.span.start, window.start), []).append(mark.n)
        ends.setdefault(min(mark.span.end, window.end), []).append(mark.n)
    found, over = [], Counter[int]()
    for start, end in pairwise(sorted(begins.keys() | ends.keys())):
        over.update(begins.get(start, ()))
        over.subtract(ends.get(start, ()))
        # One number may have several spans here. Few are open at a time, however many there are in all.
        over = +over
        found.append(Run(text[start:end], tuple(sorted(over))))
    return found


def _line_start(text: str, at: int) -> int:
    """`at`, or the beginning of its line if that is near; 0 at the least."""
    if at <= 0:
        return 0
    found = text.rfind("\n", max(0, at - _SNAP), at)
    return at if found < 0 else found + 1


def _line_end(text: str, at: int) -> int:
    """`at`, or the end of its line if that is near; the text's length at the most."""
    if at >= len(text):
        return len(text)
    found = text.find("\n", at, at + _SNAP)
    return at if found < 0 else found
