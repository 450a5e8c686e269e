"""How a line stands on its page, whatever its words are about: what tells a heading from an item of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.knowledge import load
from assistant.knowledge.patterns import Finder
from assistant.reading.chips import says
from assistant.reading.lines import Heading, Line
from assistant.reading.naming import reads_as_title

LONGEST_HEADING = 64
# A line this long is a paragraph.
PARAGRAPH = 80
_MOST_WORDS = 10
# With blank lines around more than this share of the lines, they set nothing apart.
_SPACED = 0.7
# So many headings of one shape make it the shape of this page's headings.
_USUAL = 3
_NO_HEADING = re.compile(r"https?://|www\.|\w@\w|[$€£¥₹]|\d{3}|[.;|•·:：]\s|\s[-–—/]\s|^\W*\d|^[-–—]|[.,;)\]>]$")
# What stands at a heading's end.
_ENDS = {":": ":", "：": ":", "?": "?", "？": "?"}
_RULE = re.compile(r"[=\-_~*]{3,}$")
_MARK = re.compile(r"#{1,6}(?=\s)|\*\*(?=\S)|__(?=\S)|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


class Shape(NamedTuple):
    """A line's mark, whether it is in capitals, the colon or question mark at its end, and blank lines around it."""

    mark: str
    capitals: bool
    end: str
    apart_above: bool
    apart_below: bool

    @property
    def is_marked(self) -> bool:
        """Whether the line itself shows that it is a heading."""
        return bool(self.mark) or self.capitals or bool(self.end)


class Page:
    """The lines of a role with what all of them together show: how this page sets off its headings."""

    def __init__(self, read: Sequence[Line], headings: Sequence[Heading | None]) -> None:
        self._read = read
        self._headed = [head is not None for head in headings]
        self._capitals = sum(line.text.isupper() for line in read) <= len(read) / 2
        self._spaced = sum(line.gap > 0 for line in read) > _SPACED * len(read)
        self._shapes = Counter(self.shape(n) for n in _whole(headings))

    def learn(self, headings: Sequence[Heading | None]) -> None:
        """Takes the shapes of these headings for those of the page's headings."""
        self._shapes = Counter(self.shape(n) for n in _whole(headings))

    def shape(self, number: int) -> Shape:
        line = self._read[number]
        below = self._read[number + 1] if number + 1 < len(self._read) else None
        mark = _MARK.match(line.text)
        if mark:
            name = mark.group() if mark.group()[0] in "#*_" else "emoji"
        else:
            name = "rule" if below is not None and not below.gap and _RULE.match(below.text) else ""
        end = _ENDS.get(line.text[-1], "")
        return Shape(name, self.is_shouted(line.text), end, line.gap > 0, below is not None and below.gap > 0)

    def is_shouted(self, text: str) -> bool:
        """Whether a text is in capitals, on a page that is not in capitals throughout."""
        return self._capitals and text.isupper()

    def may_head(self, number: int) -> bool:
        """Whether a line can be a heading at all: one of few words, no sentence, title, place, amount or address."""
        line = self._read[number]
        if number + 1 == len(self._read) or (line.bullet and line.text[0] != "#"):
            return False
        # An item of a list that has pictures for bullets is no heading.
        pictured = not line.gap and _MARK.match(line.text) is not None and line.text[0] not in "#*_"
        return not pictured and _may_be_heading(line.text) and not reads_as_title(line.body, None)

    def leads_in(self, number: int) -> bool:
        """Whether the line is marked, asks what the block below answers ("What you'd own"), or breaks off."""
        return self.shape(number).is_marked or _is_lead_in(self._read[number].text)

    def heads_list(self, number: int) -> bool:
        """Whether a list begins right below, and none goes on around the line."""
        above = self._read[number - 1] if number else None
        if not self._read[number + 1].bullet:
            return False
        return self._read[number].gap > 0 or above is None or above.bullet or above.text[-1] in ".!?。"

    def is_set_off(self, number: int) -> bool:
        """Whether the blank lines around an unmarked line set it off like a heading."""
        shape, below = self.shape(number), self._read[number + 1]
        if _cue("sentence").search(self._read[number].text) or (number and self._headed[number - 1]):
            # The line right below a heading is the first of what that heads.
            return False
        over_block = shape.apart_above and not shape.apart_below and len(below.text) > len(self._read[number].text)
        apart = shape.apart_above or (shape.apart_below and shape in self._shapes)
        return over_block or (apart and not self._spaced)

    def is_usual(self, number: int) -> bool:
        """Whether the line stands like the headings of this page, and nothing but headings stands so."""
        shape = self.shape(number)
        return self._shapes[shape] >= _USUAL and (shape.is_marked or (shape.apart_above and not self._spaced))

    def is_alike(self, number: int, other: int) -> bool:
        """Whether two lines have one shape that sets them off."""
        shape = self.shape(number)
        return shape == self.shape(other) and (shape.is_marked or (shape.apart_above and not self._spaced))


def _whole(headings: Sequence[Heading | None]) -> Iterable[int]:
    return (number for number, head in enumerate(headings) if head is not None and not head.inline)


def asks(text: str) -> bool:
    """Whether a text asks what follows answers."""
    return bool(_cue("asks").match(text))


@lru_cache(maxsize=4096)
def _may_be_heading(text: str) -> bool:
    if len(text.split()) > _MOST_WORDS or _NO_HEADING.search(text) or _RULE.match(text):
        return False
    return not says(_MARK.sub("", text, count=1))


@lru_cache(maxsize=4096)
def _is_lead_in(text: str) -> bool:
    return asks(text) or bool(_cue("breaks_off").search(text))


@cache
def _cue(name: str) -> Finder:
    return Finder(load("cues")["outline"][name])
