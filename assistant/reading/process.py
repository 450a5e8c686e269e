"""The interview process as a posting states it: ordered rounds, nothing filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Round, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.reading.lines import lines
from assistant.reading.sentences import split_line

_NAME = re.compile(r"^([^:.–—(|]{3,80})[:.–—(|]")

# An item that begins with its name: "System design: …", "Coding (60 minutes)", a table's row.
_NAMED = re.compile(r"^[^:.–—|]{3,60}(?::\s|\s[–—|]\s)")


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
        if span not in steps and not _is_row(span.of(text))
    )


def _statements(text: str, part: Section) -> Iterator[tuple[Span, bool]]:
    """Each statement of a section's body, and whether it is an item of a list rather than a sentence of prose."""
    for line in lines(text, part.span):
        if line.span == part.heading:
            continue
        item = Span(line.span.end - len(line.body), line.span.end)
        found = list(split_line(text, item))
        named = bool(_NAMED.match(line.body))
        if line.bullet or len(found) == 1 or named:
            yield item, line.bullet or named or not line.body.endswith((".", "!", "?"))
        else:
            yield from ((span, False) for span in found)


def _steps(text: str, part: Section) -> Iterator[Span]:
    in_table = False
    for span, listed in _statements(text, part):
        words = span.of(text)
        header = _is_row(words) and not in_table and not _cue("step").search(words)
        in_table = _is_row(words)
        if header or words.endswith(":") or _cue("remark").search(words):
            continue
        if listed or _cue("step").search(words):
            yield span


def _is_row(words: str) -> bool:
    """Whether a line is a table's row, as the loaders write it."""
    return " | " in words


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
