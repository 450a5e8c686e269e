"""The interview process as a posting states it: ordered rounds, nothing filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Round, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.reading.lines import lines
from assistant.reading.sentences import split_line

_NAME = re.compile(r"^([^:.–—(]{3,80})[:.–—(]")


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("cues")["process"][name], re.IGNORECASE)


def states_process(sentence: str) -> bool:
    """Whether a sentence outside a process section says something about how interviews go."""
    return bool(_cue("states").search(sentence))


def rounds(text: str, parts: Sequence[Section]) -> tuple[Round, ...]:
    """The rounds that the process sections among `parts` state, in order; empty where there is none."""
    spans = [s for part in parts if part.kind is SectionKind.PROCESS for s in _steps(text, part)]
    return tuple(_round(number, span, span.of(text)) for number, span in enumerate(spans, 1))


def remarks(text: str, parts: Sequence[Section]) -> tuple[Span, ...]:
    """What the process sections say besides the rounds ("within one week", "via Google Meet"), in order."""
    steps = {r.span for r in rounds(text, parts)}
    return tuple(
        span
        for part in parts
        if part.kind is SectionKind.PROCESS
        for span, _ in _statements(text, part)
        if span not in steps
    )


def _statements(text: str, part: Section) -> Iterator[tuple[Span, bool]]:
    """Each statement of a section's body, and whether it is an item of a list rather than a sentence of prose."""
    for line in lines(text, part.span):
        if line.span == part.heading:
            continue
        item = Span(line.span.end - len(line.body), line.span.end)
        found = list(split_line(text, item))
        if line.bullet or len(found) == 1 or _NAME.match(line.body):
            yield item, line.bullet or not line.body.endswith((".", "!", "?")) or bool(_NAME.match(line.body[:60]))
        else:
            yield from ((span, False) for span in found)


def _steps(text: str, part: Section) -> Iterator[Span]:
    for span, listed in _statements(text, part):
        words = span.of(text)
        if words.endswith(":") or _cue("remark").search(words):
            continue
        if listed or _cue("step").search(words):
            yield span


def _round(order: int, span: Span, words: str) -> Round:
    name = _NAME.match(words)
    minutes = _cue("minutes").search(words)
    return Round(
        order=order,
        name=name.group(1).strip() if name else words.rstrip("."),
        span=span,
        minutes=int(minutes.group(1)) if minutes else None,
        detail=words if name else None,
    )
