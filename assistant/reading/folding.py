"""A text beside the form in which it is compared with lists of phrases: lower case, straight quotes, same length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.domain import Span
from assistant.reading.signs import Signs, signs

_QUOTES = (("’", "'"), ("‘", "'"), ("`", "'"), ("“", '"'), ("”", '"'))
_SHOWN = re.compile(r"\S(?:.*\S)?")
# What may stand around a heading or button without being part of it.
EDGES = " \t•·‣▪●○◦■□➢►✓✔*-–—:|>»«<→↗…._#!?,;()[]"


@dataclass(frozen=True)
class Folded:
    """A text, its folded form, and its lines that are not blank. Offsets mean the same in both forms."""

    text: str
    low: str
    lines: tuple[Span, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Each line folded, without marks and punctuation at its ends."""
        low = self.low
        return tuple([low[line.start : line.end].strip(EDGES) for line in self.lines])

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many characters each line has."""
        return tuple([line.end - line.start for line in self.lines])

    @cached_property
    def signs(self) -> Signs:
        """The lines in which phrases of boilerplate stand."""
        return signs(self.low, [line.end for line in self.lines])


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
    return Folded(text, low, tuple([Span(*match.span()) for match in _SHOWN.finditer(text)]))
