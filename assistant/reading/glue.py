"""Tells where two words ran together from where a name has a capital inside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.knowledge import exists, load

_UPPER = "A-ZÀ-ÖØ-Þ"
_LOWER = "a-zß-öø-ÿ"
# A place between two characters where a line break may have been lost. The named groups tell why.
_PLACE = re.compile(
    rf"(?P<word>(?<=[{_LOWER}])(?=[{_UPPER}]))"
    rf"|(?P<stop>(?<=[{_LOWER})\]”%][.!?…;])(?=[{_UPPER}])|(?<=\d{{3}}\.)(?=[{_UPPER}][{_LOWER}])"
    rf"|(?<=[{_LOWER}]\.)(?=\d{{1,2}}\.\s?[{_UPPER}]))"
    rf"|(?P<mark>(?<=[)\]”%!?…*])(?=[{_UPPER}])|(?<=[{_LOWER})\]])(?=[$€£¥]\s?\d))"
    rf"|(?P<acronym>(?<=[A-Z]{{2}})(?=[A-Z][{_LOWER}]{{2}}))"
    rf"|(?P<number>(?<=\d\d)(?=[{_UPPER}][{_LOWER}]{{2}}))"
)
_CANDIDATE = re.compile(rf"[{_LOWER})\]%”][.!?…;]?[{_UPPER}]")
_TOKEN = re.compile(r"[^\s,;()\[\]/|“”\"]+")
_WORD = re.compile(rf"(?<![^\s(\[/,“\"])[{_UPPER}{_LOWER}][{_LOWER}]{{2,}}(?=[\s,.;:)\]/?!]|$)")
_MIXED = re.compile(rf"(?<![\w.@])[{_UPPER}{_LOWER}]*[{_LOWER}][{_UPPER}]\w*(?![\w@])")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
# An address that the next word was glued to ends like this.
_DOMAIN_END = re.compile(
    r"@.*\.(?:com|net|org|edu|gov|mil|info|uk|io|ai|eu|ca|au|nz|de|fr|es|it|nl|ie|us|in|br|ch|at|se)$"
)
# What looks like the end of a sentence and is an abbreviation.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|Ph|vs|St|Dr|Mr|Ms|Mrs|Prof|Sr|Jr|Inc|No|approx|[A-Za-z]|[A-Z]\.[A-Za-z.]+)\.$"
)
_FAMILY_NAME = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O['’])$")
# Names with a capital inside are short: "SageMaker", not "AdministrationPeople".
_LONGEST_NAME = 14
_LONGEST_PART = 8
# A heading of one word breaks a line at a space only if it is as long as "requirements".
_WEIGHTY = 12
# A line with no more places that look glued is taken to use its words well.
_FEW = 2


@cache
def headings_known() -> frozenset[str]:
    """The phrases that head sections, in lower case."""
    kinds: dict[str, list[str]] = load("headings") if exists("headings") else {}
    return frozenset(phrase for phrases in kinds.values() for phrase in phrases if "{" not in phrase)


@cache
def _names() -> frozenset[str]:
    groups: dict[str, list[str]] = load("mixed_case")
    return frozenset(name for names in groups.values() for name in names)


@cache
def _labels() -> frozenset[str]:
    """The buttons and headings of pages that have at least two words: they break a line wherever they stand."""
    navigation = load("boilerplate")["navigation"]
    listed = (*navigation["lines"], *navigation["related"])
    return frozenset(phrase for phrase in listed if " " in phrase)


@cache
def navigation_sentences() -> tuple[str, ...]:
    """How sentences of navigation begin, in lower case."""
    return tuple(load("boilerplate")["navigation"]["sentences"])


@lru_cache(maxsize=8)
def _by_beginning(headings: frozenset[str]) -> dict[str, list[str]]:
    """Headings and buttons by their first three letters, the longest first."""
    labels: dict[str, list[str]] = {}
    of_weight = (heading for heading in headings if " " in heading or len(heading) >= _WEIGHTY)
    for phrase in sorted({*_labels(), *of_weight, *navigation_sentences()}, key=len, reverse=True):
        labels.setdefault(phrase[:3], []).append(phrase)
    return labels


@lru_cache(maxsize=8)
def _words_of_labels(headings: frozenset[str]) -> frozenset[str]:
    return frozenset(word for phrase in (*headings, *_labels()) for word in phrase.split() if len(word) > 2)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a text and the knowledge base say about words: `words` stand alone somewhere, `names` have capitals inside.

    `labels` are headings and buttons by their first three letters.
    """

    words: frozenset[str]
    names: frozenset[str]
    headings: frozenset[str]
    labels: dict[str, list[str]] = field(repr=False)

    @classmethod
    def of(cls, lines: Iterable[str], headings: frozenset[str]) -> Vocabulary:
        """The vocabulary of a text's lines; a name counts where its line shows no other sign of being glued."""
        words: set[str] = set()
        names: set[str] = set()
        for line in lines:
            words.update(_WORD.findall(line))
            if Glue.candidates(line) <= _FEW:
                names.update(_MIXED.findall(line))
        folded = _words_of_labels(headings).union(word.casefold() for word in words)
        return cls(folded, _names().union(names), headings, _by_beginning(headings))

    def label_at(self, line: str, start: int) -> str:
        """The longest heading or button that begins at `start` with a capital and ends with a word; "" if none."""
        if not line[start : start + 1].isupper():
            return ""
        ahead = line[start : start + 80].casefold().replace("’", "'")
        for phrase in self.labels.get(ahead[:3], ()):
            if ahead.startswith(phrase):
                behind = line[start + len(phrase) : start + len(phrase) + 1]
                if not behind.islower() and not behind.isdigit() and behind not in ("'", "’", "-"):
                    return phrase
        return ""

    def is_label_at(self, line: str, place: int) -> bool:
        """Whether a heading or button begins or ends at `place`."""
        if self.label_at(line, place):
            return True
        before = line[max(0, place - 60) : place].casefold().replace("’", "'")
        words = before.split(" ")
        return any(" ".join(words[-size:]) in self.headings for size in range(1, min(5, len(words)) + 1))


class Glue:
    """One line, and the places in it where words ran together."""

    def __init__(self, line: str, vocabulary: Vocabulary) -> None:
        self._line = line
        self._vocabulary = vocabulary
        self._tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(line)]
        self._starts = [start for start, _ in self._tokens]
        self._sure: set[int] = set()
        self._links = [match.span() for match in _LINK.finditer(line)] if "://" in line or "www." in line else []

    @staticmethod
    def candidates(line: str) -> int:
        """How many places look glued at first sight."""
        return len(_CANDIDATE.findall(line))

    def places(self) -> list[int]:
        """The places, in order."""
        found_all = ((match.start(), match.lastgroup or "") for match in _PLACE.finditer(self._line))
        matches = [(place, kind) for place, kind in found_all if not any(a < place < b for a, b in self._links)]
        per_token: dict[int, list[int]] = {}
        for place, _ in matches:
            per_token.setdefault(self._token(place), []).append(place)
        protected = {token: self._in_names(token, places) for token, places in per_token.items()}
        found = []
        for place, kind in matches:
            token = self._token(place)
            if place not in protected[token] and self._splits(place, kind, token, per_token[token]):
                found.append(place)
                if kind in ("stop", "mark"):
                    self._sure.add(place)
        return found

    def is_sure(self, place: int) -> bool:
        """Whether punctuation shows that a sentence or bracket ends there: no name has that inside."""
        return place in self._sure

    def _token(self, place: int) -> int:
        """The number of the token that ends at or goes across the place."""
        return max(0, bisect_right(self._starts, place - 1) - 1)

    def _in_names(self, token: int, places: list[int]) -> frozenset[int]:
        """The places that lie within a known name: one that starts where a word may start, and ends with its word."""
        start, end = self._tokens[token]
        edges = [start, *places]
        inside: set[int] = set()
        for first in edges:
            if first in inside:
                continue
            for last in (end, *reversed(places)):
                if last > first and self._is_name(self._line[first:last]):
                    inside.update(place for place in places if first < place < last)
                    break
        return frozenset(inside)

    def _is_name(self, text: str) -> bool:
        names = self._vocabulary.names
        bare = text.rstrip(".:!?'’…")
        return bare in names or (bare.endswith("s") and bare[:-1].rstrip("'’") in names)

    def _splits(self, place: int, kind: str, token: int, places: list[int]) -> bool:
        start, end = self._tokens[token]
        left, right = self._around(place, start, end, places)
        words = self._vocabulary.words
        if "@" in self._line[start:end]:
            return _DOMAIN_END.search(self._line, start, place) is not None or (
                kind == "stop" and self._ends(place, end)
            )
        if kind == "stop":
            return not _ABBREVIATED.search(self._line, max(0, place - 16), place)
        if kind == "mark" or self._vocabulary.label_at(self._line, place):
            return True
        if kind in ("acronym", "number"):
            return right in words
        if _FAMILY_NAME.search(self._line, start, place):
            return False
        return (left in words and right in words and len(left) > 1) or not self._like_name(left, token, places)

    def _ends(self, place: int, end: int) -> bool:
        """Whether a mail address is over at the place: nothing of one follows."""
        return not any(char in "@." for char in self._line[place : end - 1])

    def _around(self, place: int, start: int, end: int, places: list[int]) -> tuple[str, str]:
        """The words on both sides of the place, in lower case."""
        before = max((other for other in places if other < place), default=start)
        after = min((other for other in places if other > place), default=end)
        return line_word(self._line[before:place], last=True), line_word(self._line[place:after], last=False)

    def _like_name(self, left: str, token: int, places: list[int]) -> bool:
        """Whether a token that no one knows looks like a name: one capital inside, short, and amid other words."""
        start, end = self._tokens[token]
        text = self._line[start:end]
        if text[:1].islower():
            return len(left) <= 3
        if len(places) > 1 or len(text.rstrip(".:")) > _LONGEST_NAME or len(left) > _LONGEST_PART:
            return False
        before, after = self._line[max(0, start - 2) : start], self._line[end : end + 1]
        return before in (", ", "; ") or before[-1:] in ("(", "/") or after in (",", ")", "/") or self._amid(token)

    def _amid(self, token: int) -> bool:
        """Whether the words on both sides begin in lower case, as in a sentence."""
        around = [n for n in (token - 1, token + 1) if 0 <= n < len(self._tokens)]
        return all(self._line[self._tokens[number][0]].islower() for number in around)


def line_word(text: str, *, last: bool) -> str:
    """The first or last word of a piece, in lower case and without punctuation."""
    words = re.findall(r"[^\W\d_]+", text)
    return (words[-1] if last else words[0]).casefold() if words else ""
