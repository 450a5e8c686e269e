"""Tells where two words ran together from where a name has a capital inside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from assistant.reading.vocabulary import LOWER, UPPER, Vocabulary, item_starts

_TIME = r"(?:years?|yrs|months?|weeks?|days?|hours?|hrs|minutes?|mins?|anos|meses|años|jahre|monate|ans|mois)\b"
# A place between two characters where a line break may have been lost. The named groups tell why.
_PLACE = re.compile(
    rf"(?P<word>(?<=[{LOWER}])(?=[{UPPER}]))"
    rf"|(?P<stop>(?<=[{LOWER})\]”%][.!?…;])(?=[{UPPER}])|(?<=\d{{3}}\.)(?=[{UPPER}][{LOWER}])"
    rf"|(?<=[A-Z]{{2}}\.)(?=[{UPPER}][{LOWER}]{{3}})"
    rf"|(?<=[{LOWER}]\.)(?=\d{{1,2}}\.\s?[{UPPER}]))"
    rf"|(?P<count>(?<=[{LOWER}{UPPER}.)])(?=\d{{1,3}}(?:\s?[-–]\s?\d{{1,2}})?\s?\+?\s(?:[{LOWER}]+\s)?{_TIME}))"
    rf"|(?P<colon>(?<=[{LOWER})]:)(?=[{UPPER}\d$€£]))"
    rf"|(?P<mark>(?<=[)\]”%!?…*×])(?=[{UPPER}])|(?<=[{LOWER})\]])(?=[$€£¥]\s?\d))"
    rf"|(?P<acronym>(?<=[A-Z]{{2}})(?=[A-Z][{LOWER}][{LOWER}\s])|(?<=[\s-][A-Z])(?=[A-Z][{LOWER}]{{3}}))"
    rf"|(?P<number>(?<=\d\d)(?=[{UPPER}][{LOWER}]{{2}}))"
)
# Chinese, Japanese and Korean letters end a word of Latin ones.
_TOKEN = re.compile(r"[^\s,;()\[\]/|“”\"\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
# An address that the next word was glued to ends like this.
_DOMAIN_END = re.compile(
    r"@.*\.(?:com|net|org|edu|gov|mil|info|uk|io|ai|eu|ca|au|nz|de|fr|es|it|nl|ie|us|in|br|ch|at|se)$"
)
# What looks like the end of a sentence and is an abbreviation.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|Ph|vs|St|Dr|Mr|Ms|Mrs|Prof|Sr|Jr|Inc|No|approx|[A-Za-z]|[A-Z]\.[A-Za-z.]+)\.$"
)
_LETTERS = re.compile(r"[^\W\d_]+")
# What follows a link that a sentence was glued to: "….org/jobs.Please note".
_SENTENCE = re.compile(rf"[{UPPER}][{LOWER}]*\s")
_FAMILY_NAME = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O['’])$")
# Names with a capital inside are short: "SageMaker", not "AdministrationPeople".
_LONGEST_NAME = 14
_LONGEST_PART = 8
# A token with more places is no words at all.
_MOST_PLACES = 500
# A number of so many digits is no part of a product's name.
_LONG_NUMBER = 5
# Longer than any known name, and than any mail address that matters.
_LONGEST_KNOWN = 24
_LONGEST_ADDRESS = 80


class Glue:
    """One line, and the places in it where words ran together."""

    def __init__(self, line: str, vocabulary: Vocabulary) -> None:
        self._line = line
        self._vocabulary = vocabulary
        self._tokens = [match.span() for match in _TOKEN.finditer(line)]
        self._starts = [start for start, _ in self._tokens]
        self._sure: set[int] = set()
        self._behind_names: set[int] = set()
        self._places: dict[int, list[int]] = {}

    def places(self) -> list[int]:
        """The places, in order."""
        matches = self._outside_links((match.start(), match.lastgroup or "") for match in _PLACE.finditer(self._line))
        for place, _ in matches:
            self._places.setdefault(self._token(place), []).append(place)
        matches = [(place, kind) for place, kind in matches if len(self._places[self._token(place)]) <= _MOST_PLACES]
        inside = {place for token in self._places for place in self._in_names(token)}
        matches = sorted({*matches, *((place, "mark") for place in self._behind_names)})
        addresses = {token for token in self._places if "@" in self._line[slice(*self._tokens[token])]}
        found = []
        for place, kind in matches:
            token = self._token(place)
            splits = self._splits_address if token in addresses else self._splits
            if place not in inside and splits(place, kind, token):
                found.append(place)
                if kind in ("stop", "mark") and place not in self._behind_names:
                    self._sure.add(place)
        return found

    def is_sure(self, place: int) -> bool:
        """Whether punctuation shows that a sentence or bracket ends there: no name has that inside."""
        return place in self._sure

    def _outside_links(self, found: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
        if "://" not in self._line and "www." not in self._line:
            return list(found)
        links = [match.span() for match in _LINK.finditer(self._line)]
        starts = [start for start, _ in links]
        return [
            (p, k)
            for p, k in found
            if (k == "stop" and _SENTENCE.match(self._line, p)) or not _within(p, links, starts)
        ]

    def _token(self, place: int) -> int:
        """The number of the token that ends at or goes across the place."""
        return max(0, bisect_right(self._starts, place - 1) - 1)

    def _in_names(self, token: int) -> set[int]:
        """The places that lie within a known name: one that starts where a word may start, and ends with its word.

        Where such a name starts or ends at a place, words ran together there for certain.
        """
        start, end = self._tokens[token]
        edges = [start, *self._places[token], end]
        inside: set[int] = set()
        for number, first in enumerate(edges):
            if first in inside:
                continue
            behind = edges[number + 1 : bisect_right(edges, first + _LONGEST_KNOWN)]
            for begin in (first, first - 1) if first > start and self._line[first - 1] in "ie" else (first,):
                last = next((last for last in reversed(behind) if self._is_name(self._line[begin:last])), 0)
                if last:
                    # A name such as "iPad" starts before its capital.
                    inside.update(edge for edge in edges[number:] if begin < edge < last)
                    self._behind_names.update(edge for edge in (begin, last) if start < edge < end)
                    break
        return inside

    def _is_name(self, text: str) -> bool:
        names = self._vocabulary.names
        bare = text.rstrip(".:!?'’…")
        return bare in names or (bare.endswith("s") and bare[:-1].rstrip("'’") in names)

    def _splits(self, place: int, kind: str, token: int) -> bool:
        if kind == "stop":
            return not _ABBREVIATED.search(self._line, max(0, place - 16), place)
        if kind == "colon":
            return self._vocabulary.heads_until(self._line, place - 1)
        if kind in ("mark", "count") or self._vocabulary.label_at(self._line, place):
            return True
        left, right = self._around(place, token)
        words = self._vocabulary.words
        if right in item_starts() and len(left) > 1:
            return True
        if kind == "number" and self._line[place - _LONG_NUMBER : place].isdigit():
            return True
        if kind in ("acronym", "number"):
            # "Austin, TX" + "Full-time": where a state's or country's letters end, its line does.
            return right in words or self._line[max(0, place - 4) : place - 2] == ", "
        if _FAMILY_NAME.search(self._line, max(self._tokens[token][0], place - 5), place):
            return False
        return (left in words and right in words and len(left) > 1) or not self._like_name(left, token)

    def _splits_address(self, place: int, kind: str, token: int) -> bool:
        """The same within a mail address and what is glued to it: "Emailjo@acme.comPhone"."""
        start, end = self._tokens[token]
        if self._line.find("@", place, end) >= 0:
            left, _ = self._around(place, token)
            return kind == "word" and left in self._vocabulary.words
        if _DOMAIN_END.search(self._line, max(start, place - _LONGEST_ADDRESS), place):
            return True
        return kind == "stop" and self._line.find(".", place, end - 1) < 0

    def _around(self, place: int, token: int) -> tuple[str, str]:
        """The words on both sides of the place, in lower case."""
        start, end = self._tokens[token]
        places = self._places[token]
        number = bisect_left(places, place)
        before = places[number - 1] if number else start
        after = places[number + 1] if number + 1 < len(places) else end
        return _word_in(self._line[before:place], -1), _word_in(self._line[place:after], 0)

    def _like_name(self, left: str, token: int) -> bool:
        """Whether a token that no one knows looks like a name: one capital inside, short, and amid other words."""
        start, end = self._tokens[token]
        if self._line[start].islower():
            return len(left) <= 3 and left not in self._vocabulary.words
        if len(self._places[token]) > 1 or end - start > _LONGEST_NAME or len(left) > _LONGEST_PART:
            return False
        before, after = self._line[max(0, start - 2) : start], self._line[end : end + 1]
        listed = before in (", ", "; ") or before[-1:] in ("(", "/") or after in (",", ")", "/")
        return (listed and left not in self._vocabulary.words) or self._amid(token)

    def _amid(self, token: int) -> bool:
        """Whether the words on both sides begin in lower case, as in a sentence."""
        before, after = token - 1, token + 1
        if before >= 0 and not self._line[self._places.get(before, [self._starts[before]])[-1]].islower():
            return False
        return after >= len(self._tokens) or self._line[self._starts[after]].islower()


def _within(place: int, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    number = bisect_right(starts, place) - 1
    return number >= 0 and place < spans[number][1]


def _word_in(text: str, number: int) -> str:
    """The first (0) or last (-1) word of a piece, in lower case and without punctuation."""
    words = _LETTERS.findall(text[-60:] if number else text[:60])
    return words[number].casefold() if words else ""
