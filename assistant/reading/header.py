"""The facts that the header lines of a posting state: "Company · City, Country · Full-time", part by part."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Fact, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.block import Block, block_of, is_sentence
from assistant.reading.chips import CHIPS
from assistant.reading.kinds import is_unit
from assistant.reading.lines import Line
from assistant.reading.names import ordinary_words
from assistant.reading.parts import Part
from assistant.reading.slots import answers_no, slots

_SEPARATOR = re.compile(r"\s+[·|•]\s+|\t+")
_LONGEST = 160
# A header shows itself by this many parts of known kinds.
_TYPED = 2
# How many lines may stand above the header.
_ABOVE = 4


def header_parts(line: Line) -> list[Span]:
    """The parts of a line that separators keep apart; one span, the whole line, where there is no separator."""
    if len(line.text) > _LONGEST or line.bullet:
        return [line.span]
    spans, start = [], 0
    for match in _SEPARATOR.finditer(line.text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(line.text)))
    return [Span(line.span.start + a, line.span.start + b) for a, b in spans if a < b]


def places(text: str, head: Sequence[Line]) -> Iterator[Fact]:
    """What header lines state: places, the way of working, the type of employment, the level, the team."""
    # What stands above may be a sentence for several roles.
    first = next((i for i, line in enumerate(head[:_ABOVE]) if not is_sentence(line)), 0)
    yield from of_block(block_of(text, head[first:]))


def of_block(block: Block) -> Iterator[Fact]:
    """The facts that a header states, if it shows itself as one."""
    typed = [p for p in block.parts if p.is_a("place", "title", *CHIPS)]
    if len(typed) < _TYPED and not (typed and block.company):
        # What a form asks for is stated, whatever stands beside it.
        yield from (fact for p in typed if p.at for fact in _stated(block, p))
        return
    for part, below in itertools.zip_longest(block.parts, block.parts[1:]):
        if not _is_label(part, below):
            yield from _stated(block, part)


def _is_label(part: Part, below: Part | None) -> bool:
    """Whether a part is the label of a form's next line ("Contract" over "Permanent")."""
    if below is None or below.line != part.line + 1:
        return False
    over = bool(part.kinds & below.kinds) or answers_no(below.text)
    return over and any(part.text.casefold() in slots()[kind].labels for kind in part.kinds.intersection(CHIPS))


def _stated(block: Block, part: Part) -> Iterator[Fact]:
    for kind in CHIPS:
        if part.is_a(kind):
            yield Fact(kind, part.text, part.span)
    if part.is_a("place") or _is_unknown_place(block, part):
        yield Fact("location", part.text, part.span)
    if part is block.title:
        level = _level().search(part.text)
        if level:
            yield Fact("seniority", level.group(), part.span)
    if block.title and (part.is_a("team") or (part is not block.company and is_unit(part.text))):
        yield Fact("team", part.text, part.span)


def _is_unknown_place(block: Block, part: Part) -> bool:
    """Whether a name is a place, since its line holds a way of working or a type of employment."""
    if not part.is_a("name") or part is block.company or part.at:
        return False
    line = [p for p in block.parts if p.line == part.line]
    if line[0] is part or block.company is None or not any(p.is_a("work_mode", "employment_type") for p in line):
        return False
    if any(w.casefold() in ordinary_words() for w in part.text.split()):
        return False
    visa = slots()["visa"].pattern
    # "Hybrid | VISA": what is offered, and no place.
    return not (visa and visa.search(part.text))


@cache
def _level() -> re.Pattern[str]:
    return compiled(load("header")["level"])
