"""The header lines of a posting: "Company · City, Country · Full-time", parts that separators keep apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Fact, Span
from assistant.knowledge import load
from assistant.reading.companies import has_title_word
from assistant.reading.lines import Line
from assistant.reading.slots import slots

_SEPARATOR = re.compile(r"\s+[·|•]\s+|\t+")
_LONGEST = 160
# "Seattle, WA", "Berlin, Germany; London, United Kingdom": capitalised words, each place after a comma.
_PLACE = re.compile(r"[A-ZÀ-Þ][^\d@:!?]*")
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")


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
    """The places that header lines name: a part with a comma, or one beside a way of working or type of employment."""
    for line in head:
        parts = header_parts(line)
        if len(parts) < 2:
            continue
        known = [bool(_known().search(span.of(text))) for span in parts]
        for number, span in enumerate(parts):
            words = _ASIDE.sub("", span.of(text))
            if _is_place(words) and ("," in words or (number > 0 and any(known) and not known[number])):
                yield Fact("location", span.of(text), span)


def _is_place(words: str) -> bool:
    bare = words.strip()
    ordinary = bare.casefold() in _departments()
    return bool(_PLACE.fullmatch(bare)) and len(bare.split()) <= 10 and not has_title_word(bare) and not ordinary


@cache
def _departments() -> frozenset[str]:
    return frozenset(map(str, load("words")["departments"]))


@cache
def _known() -> re.Pattern[str]:
    """What a header's part says besides a place: the way of working, the type of employment."""
    known = (slots()[name].pattern for name in ("work_mode", "employment_type"))
    return re.compile("|".join(p.pattern for p in known if p), re.IGNORECASE)
