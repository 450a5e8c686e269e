"""Legal text: equal-opportunity statements, accommodation, privacy and agency notices, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading.folding import Folded
from assistant.reading.sentences import split_line

_ITEM = re.compile(r"\s*(?:[•·‣▪●○◦■□➢►✓✔*–—-]|\(?\d{1,2}[.)])\s")
# Outside of legal sentences, figures and the words of pay and process are content.
_FIGURE = re.compile(r"\d|[$€£¥]|\b(?:salary|interviews?|recruiter|benefits)\b")
# A paragraph of which this share is legal text is legal text as a whole, if it is no longer than this.
_MOST = 0.5
_PARAGRAPH = 1200


@cache
def _phrases(group: str) -> tuple[str, ...]:
    known: dict[str, Any] = load("boilerplate")["legal"]
    return tuple(known[group])


@cache
def _headings() -> frozenset[str]:
    return frozenset(_phrases("headings"))


@cache
def _content() -> re.Pattern[str]:
    words = "|".join(re.escape(phrase) for phrase in _phrases("never"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def legal_spans(folded: Folded) -> Iterator[Span]:
    """The spans of legal text, in order: a whole line or a run of its sentences, and headings over them."""
    found = {number: spans for number in _touched(folded) if (spans := list(_in_line(folded, folded.lines[number])))}
    if not found:
        return
    for number, line in enumerate(folded.lines):
        if number in found:
            yield from found[number]
        elif folded.lengths[number] <= 60 and folded.keys[number] in _headings() and _heads(folded, number, found):
            yield line


def _heads(folded: Folded, number: int, found: dict[int, list[Span]]) -> bool:
    """Whether the line below is legal text from its beginning."""
    below = found.get(number + 1)
    return bool(below) and below is not None and below[0].start == folded.lines[number + 1].start


def _touched(folded: Folded) -> list[int]:
    """The lines in which a legal phrase stands, in order."""
    return sorted({number for numbers in folded.signs.legal.values() for number in numbers})


def _in_line(folded: Folded, line: Span) -> Iterator[Span]:
    low = folded.low
    if _ITEM.match(low, line.start, line.end):
        item = low[line.start : line.end]
        if any(phrase in item for phrase in _phrases("in_items")) and not _content().search(item):
            yield line
        return
    sentences = list(split_line(folded.text, line))
    marks = [_mark(low[s.start : s.end]) for s in sentences]
    _spread(marks)
    if _is_whole(sentences, marks):
        yield line
    else:
        yield from _runs(sentences, marks)


def _is_whole(sentences: list[Span], marks: list[str]) -> bool:
    """Whether a paragraph is legal text but for a sentence that leads into it."""
    if "content" in marks or marks.count("legal") < len(marks) - 1:
        return False
    sizes = [s.end - s.start for s in sentences]
    legal = sum(size for size, mark in zip(sizes, marks, strict=True) if mark == "legal")
    return legal >= _MOST * sum(sizes) and sum(sizes) <= _PARAGRAPH


def _mark(sentence: str) -> str:
    if any(phrase in sentence for phrase in _phrases("phrases")):
        # A long list of protected characteristics has words of everything in it, also of content.
        return "content" if _content().search(sentence) and "race" not in sentence else "legal"
    if _content().search(sentence) or _FIGURE.search(sentence):
        return "content"
    return "beside" if any(phrase in sentence for phrase in _phrases("beside")) else ""


def _spread(marks: list[str]) -> None:
    """Turns what stands beside legal sentences into legal text, in both directions."""
    for order in (range(1, len(marks)), range(len(marks) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for number in order:
            if marks[number] == "beside" and marks[number + step] == "legal":
                marks[number] = "legal"


def _runs(sentences: list[Span], marks: list[str]) -> Iterator[Span]:
    start: int | None = None
    end = 0
    for sentence, mark in zip(sentences, marks, strict=True):
        if mark == "legal":
            start = sentence.start if start is None else start
            end = sentence.end
        elif start is not None:
            yield Span(start, end)
            start = None
    if start is not None:
        yield Span(start, end)
