"""Sentences as spans: the unit that is quoted where a line holds more than one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading.lines import lines

# A full stop ends a sentence when space and a capital, digit, quote or bracket follow; CJK stops need no space.
# The sign itself comes first: the search leaps from one to the next.
_END = re.compile(r"[.!?。！？](?:(?<=[。！？])\s*(?=\S)|(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-ÖØ-ÞＡ-Ｚ]))")
# What stands before a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no|nos|dr|mr|mrs|ms|prof|sr|jr|inc|ltd|corp|st|dept|est|fig|min|max"
    r"|u\.s|u\.k|ph\.d|m\.sc|b\.sc|b\.s|m\.s|a\.m|p\.m|bzw|z\.b)|\b[A-Z])\.$",
    re.IGNORECASE,
)


def sentences(text: str, span: Span | None = None) -> Iterator[Span]:
    """The sentences of `text` within `span`, in order; a line break always ends one. Spans have no outer space."""
    for line in lines(text, span):
        yield from split_line(text, line.span)


def unmarked(text: str, span: Span | None = None) -> Iterator[Span]:
    """The same without bullets and heading marks: what is quoted."""
    for line in lines(text, span):
        yield from split_line(text, Span(line.span.end - len(line.body), line.span.end))


def split_line(text: str, span: Span) -> Iterator[Span]:
    """The sentences of one line."""
    at = span.start
    for start, end in _bounds(span.of(text)):
        yield Span(at + start, at + end)


# More than one step of the reading takes a line apart.
@lru_cache(maxsize=4096)
def _bounds(line: str) -> tuple[tuple[int, int], ...]:
    found, start = [], 0
    for match in _END.finditer(line):
        if _ABBREVIATION.search(line, max(start, match.start() - 7), match.start() + 1) or _in_a_date(line, match):
            continue
        found.append((start, match.start() + 1 + _closers(match.group()[1:])))
        start = match.end()
    if start < len(line):
        found.append((start, len(line)))
    return tuple(found)


def _in_a_date(line: str, stop: re.Match[str]) -> bool:
    """Whether a full stop stands between the day and the month."""
    return line[stop.start() - 1 : stop.start()].isdigit() and _behind_a_day().match(line, stop.start()) is not None


@cache
def _behind_a_day() -> re.Pattern[str]:
    return re.compile(load("typed")["behind_a_day"])


def _closers(gap: str) -> int:
    return len(gap) - len(gap.lstrip("\"'”’)]"))
