"""Line breaks that a glued line lost at a space: beside headings and buttons, pay, list marks and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.glue import Vocabulary, navigation_sentences

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_SENTENCE_END = (".", "!", "?", "…", ":")
_ABOUT = re.compile(r"(?<![A-Z])About ([A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2}) (?=\1\b)")
_AMOUNT = r"[$€£¥]\s?\d[\d,.]*[kK]?(?:\s?/\s?[a-z]+)?"
_PAY = re.compile(
    rf"{_AMOUNT}(?:\s*(?:to|-|–|—)\s*{_AMOUNT})?(?:\s(?:USD|CAD|AUD|GBP|EUR))?(?:\s(?:per|a|an)\s[a-z]+)?"
    rf"(?:\s\+\s[a-z]+)*"
)
_AFTER_PAY = re.compile(r" (?=[A-Z][a-z]+ (?:[a-z]+ )?[a-z])")
_MARK = re.compile(r"\s*(?=[•▪●◦‣■❖➢✓✔]\s?\S)")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z0-9$€£])")
_COPYRIGHT = re.compile(r"\s(?=©)")
# A label of so many words breaks a line even after a word that ends no sentence.
_LONG_LABEL = 3


def label_cuts(line: str, glued: frozenset[int], vocabulary: Vocabulary) -> Iterator[int]:
    """Where else a line that is glued at `glued` needs line breaks."""
    yield from _by_labels(line, glued, vocabulary)
    for match in _ABOUT.finditer(line):
        if _starts(line, match.start(), glued):
            yield from (match.start(), match.end())
    for match in _PAY.finditer(line):
        if _starts(line, match.start(), glued):
            yield match.start()
            if after := _AFTER_PAY.match(line, match.end()):
                yield after.end()
    marks = [match.start() for match in _MARK.finditer(line)]
    if len(marks) > 1:
        yield from marks
    yield from (match.end() for match in _COPYRIGHT.finditer(line))


def _starts(line: str, start: int, glued: frozenset[int]) -> bool:
    """Whether a line may start here: at its beginning, at glue, or after a sentence."""
    return start == 0 or start in glued or line[:start].endswith(tuple(f"{end} " for end in _SENTENCE_END))


def _by_labels(line: str, glued: frozenset[int], vocabulary: Vocabulary) -> Iterator[int]:
    previous = 0
    for match in _CAPITAL.finditer(line):
        start = match.start()
        if start < previous or (start and start not in glued and line[start - 1] != " "):
            continue
        label = vocabulary.label_at(line, start)
        if not label:
            continue
        end = start + len(label)
        if label in navigation_sentences():
            if _starts(line, start, glued):
                stop = _NEXT_SENTENCE.search(line, end)
                yield from (start, stop.end() if stop else len(line))
        elif _stands_alone(line, start, end, label, glued, vocabulary):
            yield from _around(line, start, end)
            previous = end


def _stands_alone(line: str, start: int, end: int, label: str, glued: frozenset[int], vocabulary: Vocabulary) -> bool:
    """Whether the label is one here, and no part of a sentence or of a longer heading."""
    ends = end == len(line) or end in glued
    if not ends and not line[end : end + 2].strip()[:1].isupper():
        return False
    if _starts(line, start, glued):
        return True
    if label not in vocabulary.headings:
        return ends or len(label.split()) >= _LONG_LABEL
    # A title and "Responsibilities" are one heading; "… + benefits Minimum Qualifications" are two lines.
    word = line[:start].rstrip().rpartition(" ")[2]
    return ends and not word[:1].isupper() and word[-1:] not in ")|-–&"


def _around(line: str, start: int, end: int) -> Iterator[int]:
    if start:
        yield start
    if end < len(line):
        yield end
