"""What a text and the knowledge base know about words: which stand alone, which are names, which head something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.knowledge import exists, load

UPPER = "A-ZÀ-ÖØ-Þ"
LOWER = "a-zß-öø-ÿ"
# Capitals are rare, so the search leaps from one to the next and looks back from there.
_CANDIDATE = re.compile(rf"[{UPPER}](?:(?<=[{LOWER})\]%”][{UPPER}])|(?<=[{LOWER})\]%”][.!?…;][{UPPER}]))")
_WORD = re.compile(rf"(?<![^\s(\[/,:“\"])[{UPPER}{LOWER}][{LOWER}]{{2,}}(?=[\s,.;:)\]/?!]|$)")
_MIXED = re.compile(rf"(?<![\w.@])[{UPPER}{LOWER}]*[{LOWER}][{UPPER}]\w*(?![\w@])")
_MARKS = ".,;:!?()[]'’\"“”/"
_HYPHENED = re.compile(r"-\w")
_LETTERS_AND_MARKS = re.compile(r"[^\s:]+")
# A heading of one word breaks a line at a space only if it is as long as "requirements".
_WEIGHTY = 12
# A line with no more places that look glued is taken to use its words well.
_FEW = 2


def candidates(line: str) -> int:
    """How many places of a line look glued at first sight: those within the names that everyone knows do not."""
    found, end = 0, 0
    for match in _CANDIDATE.finditer(line):
        if match.start() < end:
            continue
        token, end = _token_at(line, match.start())
        found += len(_CANDIDATE.findall(token)) if token not in _names() else 0
    return found


def _token_at(line: str, place: int) -> tuple[str, int]:
    """The token around a place without marks at its ends, and where it ends."""
    end = line.find(" ", place)
    end = len(line) if end < 0 else end
    return line[line.rfind(" ", 0, place) + 1 : end].strip(_MARKS), end


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
def item_starts() -> frozenset[str]:
    """The words that begin the items of lists, in lower case."""
    return frozenset(load("compounds")["item_starts"])


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
    def of_headings(cls, headings: frozenset[str]) -> Vocabulary:
        """What is known without a text."""
        return _without_text(headings)

    @classmethod
    def of(cls, lines: Iterable[str], headings: frozenset[str]) -> Vocabulary:
        """The vocabulary of a text's lines; a name counts where its line shows no other sign of being glued."""
        words = set(load("compounds")["short_words"])
        names: set[str] = set()
        for line in lines:
            words.update(_WORD.findall(line))
            # Within a name a capital stands behind a small letter, which looks glued at first sight.
            if _CANDIDATE.search(line) and candidates(line) <= _FEW:
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
                if not behind.islower() and behind not in ("'", "’") and not _HYPHENED.match(line, start + len(phrase)):
                    return phrase
        return ""

    def is_label_at(self, line: str, place: int) -> bool:
        """Whether a heading or button begins or ends at `place`."""
        return bool(self.label_at(line, place)) or self.heads_until(line, place)

    def heads_until(self, line: str, end: int) -> bool:
        """Whether a heading ends at `end`, whatever is glued to its beginning."""
        before = line[max(0, end - 60) : end].casefold().replace("’", "'")
        words = _LETTERS_AND_MARKS.findall(before)
        sizes = range(1, min(7, len(words)) + 1)
        return any(" ".join(words[-size:]) in self.headings for size in sizes) or self._glued_heading(line, end, before)

    def _glued_heading(self, line: str, end: int, before: str) -> bool:
        """Whether a heading ends there that begins with a capital within a token: "…at allWhat You’ll Do"."""
        capitals = (number for number, char in enumerate(line[end - len(before) : end]) if char.isupper())
        return any(before[number:].strip() in self.headings for number in capitals)


@lru_cache(maxsize=8)
def _without_text(headings: frozenset[str]) -> Vocabulary:
    return Vocabulary.of((), headings)
