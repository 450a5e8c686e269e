"""The must-haves, nice-to-haves and duties of a role: one item a line, or a sentence where a line holds several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.domain import Requirement, Section, SectionKind, Span
from assistant.reading import money
from assistant.reading.lines import lines
from assistant.reading.orders import without_orders
from assistant.reading.sentences import split_line
from assistant.reading.topics import topics_of
from assistant.reading.typed import years_of

Kind = Literal["must", "nice", "duty"]
_KINDS: dict[SectionKind, Kind] = {
    SectionKind.MUST: "must",
    SectionKind.NICE: "nice",
    SectionKind.RESPONSIBILITIES: "duty",
}
# Shorter than this is a label or a leftover; longer than this is a paragraph, taken sentence by sentence.
_SHORTEST, _LONGEST = 8, 400


def requirements(text: str, parts: Sequence[Section]) -> tuple[Requirement, ...]:
    """The items of the list sections among `parts`, in text order, without bullets or headings, with their topics."""
    return tuple(
        Requirement(_KINDS[part.kind], span, topics_of(span.of(text)), years_of(span.of(text)))
        for part in parts
        if part.kind in _KINDS
        for span in _items(text, part)
    )


def _items(text: str, part: Section) -> Iterator[Span]:
    for line in without_orders(text, lines(text, part.span)):
        if line.span == part.heading or (line.head and line.text.endswith(":")) or money.is_bare(line.body):
            continue
        item = Span(line.span.end - len(line.body), line.span.end)
        if len(line.body) > _LONGEST:
            yield from (s for s in split_line(text, item) if s.end - s.start >= _SHORTEST)
        elif len(line.body) >= _SHORTEST or (len(line.body) > 1 and topics_of(line.body)):
            yield item
