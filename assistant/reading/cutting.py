"""Cuts a line into parts that belong to sections of their own: at the edges of boilerplate, or between sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain import Span
from assistant.reading.lines import Line
from assistant.reading.sentences import split_line

Boilerplate = Sequence[tuple[str, Span]]


def cut(text: str, line: Line, boilerplate: Boilerplate) -> Iterator[Line]:
    """The line, in parts where boilerplate begins or ends within it: a legal sentence at a paragraph's end."""
    inside = [s for _, s in boilerplate if s.overlaps(line.span) and not s.contains(line.span)]
    cuts = sorted({at for s in inside for at in (s.start, s.end) if line.span.start < at < line.span.end})
    if not cuts:
        yield line
        return
    start, gap = line.span.start, line.gap
    for end in (*cuts, line.span.end):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        if words.strip():
            bullet = line.bullet and start == line.span.start
            yield Line(Span(left, left + len(words.strip())), words.strip(), gap, bullet)
            gap = 0
        start = end


def sentences_of(line: Line) -> Iterator[Line]:
    """The sentences of a paragraph as lines."""
    for number, part in enumerate(split_line(line.text, Span(0, len(line.text)))):
        at = line.span.start + part.start
        yield Line(Span(at, at + part.end - part.start), part.of(line.text), 0 if number else line.gap, False)
