"""What opens a role besides a section's heading: a paragraph that introduces a team or a person, a header block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.domain import SectionKind, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder
from assistant.reading.block import Block, resolved
from assistant.reading.chips import CHIPS
from assistant.reading.lines import Heading, Line
from assistant.reading.names import has_title_word
from assistant.reading.parts import Part, parts_of
from assistant.reading.titles import without_number

BODY = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.STACK)
# A header block has so many lines at the most, and none of them is longer.
_LINES, _LONG, _SHORT = 5, 130, 70
# What stands below a header, before the next one: lines of text, so many characters in all.
_BELOW, _TEXT_LINE, _TEXT = 30, 30, 90
_STRONG_PARTS = 3
_CHIPS = frozenset({"place", "pay", "work_mode", "employment_type"})
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_SEPARATED = re.compile(r"\s(?:[|·•/@–—-]|at)\s|\t")


@cache
def _openers() -> tuple[tuple[str, Finder, tuple[str, ...]], ...]:
    """The patterns of openings with their hints (few: one line at a time needs no sieve)."""
    cues = load("cues")
    hints = cues["hints"]["openers"]
    return tuple((kind, Finder(p), tuple(hints[kind])) for kind, p in cues["openers"].items())


def opener_of(line: Line) -> str | None:
    """The kind of opening paragraph ("team", "person") that the line is, if it is one."""
    return None if len(line.text) < 40 or line.bullet else _opener(line.text)


@lru_cache(maxsize=4096)
def _opener(text: str) -> str | None:
    folded = f" {text.casefold()}"
    for kind, pattern, hints in _openers():
        if any(hint in folded for hint in hints) and pattern.search(text):
            return kind
    return None


def header_at(text: str, read: Sequence[Line], headings: Sequence[Heading | None], number: int) -> Block | None:
    """The header block of a role that begins at line `number` of `read`, if one does and a role's text follows it.

    One line of several parts ("Acme | Data Engineer | Berlin"), or a few lines of one part each, of which one is the
    title, and one a place or the company.
    """
    block = _in_one_line(text, read, number) or _in_lines(text, read, headings, number)
    if block is None or block.title is None:
        return None
    below = list(_below(read, headings, number + block.lines))
    told_of = {kind for p in block.parts for kind in p.kinds & _CHIPS}
    numbered = without_number(block.title.text) != block.title.text
    # A form's label may begin what it holds ("Must: 3 years of …").
    formal = len(told_of) > 1 or numbered
    duties = any(h is not None and h.kind in BODY and (formal or not h.inline) for _, h in below)
    stated = bool(told_of) or numbered
    if len(told_of) > 1 and block.lines > 1:
        duties = duties or sum(len(line.text) for line, _ in below if len(line.text) >= _TEXT_LINE) >= _TEXT
    if is_role_in_a_line(read[number]):
        return block
    if block.lines == 1 and (stated or (block.sure and block.company)):
        told = sum(len(line.text) for line, _ in below if len(line.text) >= _TEXT_LINE)
        plain = len(told_of) > 1 and block.company is not None
        return block if duties or told >= (_TEXT_LINE if plain else _TEXT) else None
    return block if duties and (stated or block.sure) else None


def _in_one_line(text: str, read: Sequence[Line], number: int) -> Block | None:
    line = read[number]
    if is_role_in_a_line(line):
        return resolved(text, parts_of(line, 0), line.span, 1)
    if line.bullet or not _SEPARATED.search(line.text) or len(line.text) > _LONG or not has_title_word(line.text):
        return None
    block = resolved(text, parts_of(line, 0), line.span, 1)
    told = [p for p in block.parts if not p.is_a("furniture", "date")]
    sure = block.sure and block.company is not None
    if block.title is None or any(p.is_a("other") for p in told) or len(told) < _STRONG_PARTS - sure:
        return None
    return block if block.company or any(p.is_a("place", *CHIPS) for p in told) else None


def is_role_in_a_line(line: Line) -> bool:
    """Whether a numbered line is a role by itself: "1) Data Engineer, Berlin, €70,000, needs Kafka"."""
    if not line.bullet or not _NUMBERED.match(line.text) or not has_title_word(line.text):
        return False
    first, *rest = parts_of(line, 0) or (None,)
    return first is not None and first.is_a("title") and any(p.is_a("place", "pay") for p in rest)


def _in_lines(text: str, read: Sequence[Line], headings: Sequence[Heading | None], number: int) -> Block | None:
    near = read[number : number + 2]
    if not all(map(_is_short, near)) or len(near) == 1 or not any(has_title_word(line.text) for line in near):
        return None
    parts: list[Part] = []
    end = number
    while end < min(len(read), number + _LINES) and _is_short(read[end]) and (end == number or read[end].gap == 0):
        found = parts_of(read[end], end)
        head = headings[end]
        if any(p.is_a("other") for p in found) or (head is not None and not found[0].is_a("title")):
            break
        parts.extend(found)
        end += 1
    first = parts[0] if parts else None
    if first is None or not first.is_a("title", "name") or end - number < 2:
        return None
    return resolved(text, parts, Span(read[number].span.start, read[end - 1].span.end), end - number)


def _below(
    read: Sequence[Line], headings: Sequence[Heading | None], start: int
) -> Iterator[tuple[Line, Heading | None]]:
    """The lines below a header, down to one that looks like the next header."""
    for line, head in zip(read[start : start + _BELOW], headings[start : start + _BELOW], strict=True):
        if not line.bullet and head is None and len(line.text) <= _LONG and _looks_like_header(line):
            return
        yield line, head


def _looks_like_header(line: Line) -> bool:
    if not _SEPARATED.search(line.text) or not has_title_word(line.text):
        return False
    return any(p.is_a("title") for p in parts_of(line, 0)) and line.text[-1] not in ".!?"


def _is_short(line: Line) -> bool:
    longest = _LONG if "·" in line.text or "|" in line.text else _SHORT
    return len(line.text) <= longest and not line.bullet and line.text[-1] not in ".;,:!?"
