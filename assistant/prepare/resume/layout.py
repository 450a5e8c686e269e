"""A résumé's text in lines with the kind of section that each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading.lines import lines

_MARKS = re.compile(r"^[\s#*_>•\-–—=|]+|[\s#*_:：=|\-–—]+$")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not blank: `span` is its words without bullet, heading mark or emphasis. `kind` is work,
    education, project, skills, other, or top (above the first heading); `heading` says that it is a
    section's heading, `marked` that Markdown marks it as some heading."""

    span: Span
    words: str
    kind: str
    heading: bool
    bullet: bool
    marked: bool
    gap: int


def rows(text: str) -> list[Row]:
    """The lines of a résumé in order."""
    return list(_rows(text))


def _rows(text: str) -> Iterator[Row]:
    kind = "top"
    for line in lines(text):
        named = _heading_kind(line.text)
        kind = named or kind
        span = _bare(text, Span(line.span.end - len(line.body), line.span.end))
        if span.end > span.start:
            yield Row(span, span.of(text), kind, named is not None, line.bullet, line.text[0] == "#", line.gap)


def _bare(text: str, span: Span) -> Span:
    """`span` without emphasis marks around it. Those within stay: a quote is verbatim."""
    start, end = span.start, span.end
    while start < end and text[start] in "*_# ":
        start += 1
    while end > start and text[end - 1] in "*_ " and text[start:end].count("*") % 2 == text[start : end - 1].count("*"):
        end -= 1
    while end > start and text[end - 1] in "*_ " and "*" not in text[start : end - 1].rstrip("*_ "):
        end -= 1
    return Span(start, end)


def _heading_kind(line: str) -> str | None:
    if len(line) > _LONGEST:
        return None
    words = _MARKS.sub("", _MARKS.sub("", line)).casefold()
    return _headings().get(" ".join(words.replace("&", "and").split()))


@cache
def _headings() -> dict[str, str]:
    return {str(words): kind for kind, listed in load("resume")["headings"].items() for words in listed}
