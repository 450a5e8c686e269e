"""Line breaks that a glued line lost at a space: beside headings and buttons, pay, list marks and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.vocabulary import Vocabulary, navigation_sentences

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_SENTENCE_END = (". ", "! ", "? ", "… ", ": ")
_ABOUT = re.compile(r"(?<![A-Z])About ([A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2}) (?=\1\b)")
_AMOUNT = r"[$€£¥]\s?\d[\d,.]*[kK]?(?:\s?/\s?[a-z]+)?"
_PAY = re.compile(
    rf"{_AMOUNT}(?:\s*(?:to|-|–|—)\s*{_AMOUNT})?(?:\s(?:USD|CAD|AUD|GBP|EUR))?(?:\s(?:per|a|an)\s[a-z]+)?"
    rf"(?:\s\+\s[a-z]+)*"
)
_AFTER_PAY = re.compile(r" (?=[A-Z][a-z]+ (?:[a-z]+ )?[a-z])")
_MARK = re.compile(r"\s*(?=[•▪●◦‣■❖➢✓✔]\s?\S)")
_BEGINNING = re.compile(r" ?[A-ZÀ-ÖØ-Þ\d$€£•]")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z0-9$€£])")
_COPYRIGHT = re.compile(r"(?<!Copyright)(?<!Corporation)\s?(?=©)")
# Items that lost their lines still have their dashes: "…experience- PhD or equivalent- Java".
_DASH = re.compile(r"(?<=[\w.)])(?=- [A-Z0-9])")
# A label of so many words breaks a line even after a word that ends no sentence.
_LONG_LABEL = 3


def label_cuts(line: str, glued: frozenset[int], vocabulary: Vocabulary, *, spaced: bool = False) -> Iterator[int]:
    """Where else a line that is glued at `glued` needs line breaks.

    With `spaced`, the line is a page whose line breaks became spaces: then buttons of two words break it, too.
    """
    yield from _by_labels(line, glued, vocabulary, spaced)
    for match in _ABOUT.finditer(line):
        if _starts(line, match.start(), glued):
            yield from (match.start(), match.end())
    for match in _PAY.finditer(line):
        if _starts(line, match.start(), glued):
            yield match.start()
            if after := _AFTER_PAY.match(line, match.end()):
                yield after.end()
    for pattern in (_MARK, _DASH):
        marks = [match.start() for match in pattern.finditer(line)]
        if len(marks) > 1:
            yield from marks
    yield from (match.end() for match in _COPYRIGHT.finditer(line))


def headings_in(line: str, vocabulary: Vocabulary) -> int:
    """How many different headings stand between sentences of a line that is not glued anywhere."""
    found = {
        label
        for match in _CAPITAL.finditer(line)
        if (label := vocabulary.label_at(line, match.start())) in vocabulary.headings
        and _stands_alone(line, match.start(), match.start() + len(label), label, frozenset(), vocabulary)
    }
    return len(found)


def _starts(line: str, start: int, glued: frozenset[int]) -> bool:
    """Whether a line may start here: at its beginning, at glue, or after a sentence."""
    return start == 0 or start in glued or line.endswith(_SENTENCE_END, 0, start)


def _by_labels(line: str, glued: frozenset[int], vocabulary: Vocabulary, spaced: bool) -> Iterator[int]:
    previous = 0
    for match in _CAPITAL.finditer(line):
        start = match.start()
        if start < previous or not (
            start == 0 or start in glued or line[start - 1] == " " or line[start - 1].isupper()
        ):
            continue
        label = vocabulary.label_at(line, start)
        if not label:
            continue
        end = start + len(label)
        if label in navigation_sentences():
            if _starts(line, start, glued):
                stop = _NEXT_SENTENCE.search(line, end)
                glued_next = min((place for place in glued if place > end), default=len(line))
                yield from (start, min(stop.end() if stop else len(line), glued_next))
        elif _stands_alone(line, start, end, label, glued, vocabulary, spaced):
            yield from _around(line, start, end)
            previous = end


def _stands_alone(
    line: str, start: int, end: int, label: str, glued: frozenset[int], vocabulary: Vocabulary, spaced: bool = False
) -> bool:
    """Whether the label is one here, and no part of a sentence or of a longer heading."""
    in_capitals = line[start:end].isupper()
    if start and line[start - 1].isupper() and start not in glued:
        # "USABASIC QUALIFICATIONS": a heading all in capitals, or the middle of a word.
        return in_capitals and " " in label
    ends = end == len(line) or end in glued or in_capitals
    if not ends and not _BEGINNING.match(line, end):
        return False
    if _starts(line, start, glued):
        return True
    if label not in vocabulary.headings:
        return ends or len(label.split()) >= _LONG_LABEL or (spaced and line[start:end].istitle())
    # A title and "Responsibilities" are one heading; "… + benefits Minimum Qualifications" are two lines.
    word = _word_before(line, start, glued)
    return ends and not word[:1].isupper() and word[-1:] not in ")|-–&"


def _word_before(line: str, start: int, glued: frozenset[int]) -> str:
    """The word before a place, from where it is glued to another one."""
    words = line[max(0, start - 60) : start].rstrip()
    first = start - (len(line[max(0, start - 60) : start]))
    begin = words.rfind(" ") + 1
    return words[max([begin, *(place - first for place in glued if begin < place - first < len(words))]) :]


def _around(line: str, start: int, end: int) -> Iterator[int]:
    if start:
        yield start
    if end < len(line):
        yield end
