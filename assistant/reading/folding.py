"""A text beside the form in which it is compared with lists of phrases: lower case, straight quotes, same length."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Span

_QUOTES = (("’", "'"), ("‘", "'"), ("`", "'"), ("“", '"'), ("”", '"'))
_WORD = re.compile(r"\w+")
# What holds no ASCII sign: a word, or words and other signs in a row. (Sought twice as fast as words.)
_RUN = re.compile(r"[^\x00-/:-@\[-^`{-\x7f]+")
_SHOWN = re.compile(r"\S(?:.*\S)?")
# What may stand around a heading or button without being part of it.
EDGES = " \t•·‣▪●○◦■□➢►✓✔*-–—:|>»«<→↗…._#!?,;()[]"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded form with the set of its words, and its lines that are not blank.

    Offsets mean the same in both forms.
    """

    text: str
    low: str
    words: frozenset[str]
    lines: tuple[Span, ...]

    def key(self, span: Span) -> str:
        """The folded line without marks and punctuation at its ends."""
        return self.low[span.start : span.end].strip(EDGES)

    def number_at(self, position: int) -> int:
        """The number of the line that holds the character at `position`, or else of the line before it."""
        return bisect_right(self.lines, position, key=_start) - 1

    def numbers_of(self, phrase: str) -> Iterator[int]:
        """The numbers of the lines in which the folded phrase stands, in order."""
        position = self.low.find(phrase)
        while position >= 0:
            number = self.number_at(position)
            yield number
            # The rest of the line needs no second look.
            position = self.low.find(phrase, self.lines[number].end)


# More than one step of the reading folds the same text.
@lru_cache(maxsize=1)
def fold(text: str) -> Folded:
    """The text folded. Lines come without their outer spaces."""
    low = text.lower()
    if len(low) != len(text):
        # A few capitals have a lower case of two characters ("İ"), which would move everything behind them.
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    # Several times as fast as one `translate`.
    for curly, straight in _QUOTES:
        low = low.replace(curly, straight)
    return Folded(text, low, _words(low), tuple(_lines(text)))


def _words(low: str) -> frozenset[str]:
    runs = set(_RUN.findall(low))
    mixed = [run for run in runs if not run.isascii()]
    runs.difference_update(mixed)
    return frozenset(runs.union(*map(_WORD.findall, mixed)))


def _start(span: Span) -> int:
    return span.start


def _lines(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _SHOWN.finditer(text)]
