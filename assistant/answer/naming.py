"""What a question names, as postings may write it: whole names ("New York", "vector search") under all they go by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.index.analysis import words
from assistant.retrieve.alike import alike, spelled_otherwise, spellings, synonyms

# Between two words of one name stands no more than this.
_JOINED = re.compile(r"[\s\-–/&]{1,3}")


@dataclass(frozen=True, slots=True)
class Name:
    """Something a question names: its `words`, all the `spellings` that stand for it, and whether it is `proper`: its
    words have to stand in a row."""

    words: tuple[str, ...]
    spellings: tuple[str, ...]
    proper: bool = False

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """The spellings as terms."""
        return _readings(self.spellings)

    def stands_in(self, terms: Sequence[str]) -> bool:
        """Whether a sentence of these terms names it."""
        here = set(terms)
        return any(
            set(reading) <= here and (not self.proper or len(reading) == 1 or _in_a_row(reading, terms))
            for reading in self.readings
        )


@lru_cache(maxsize=1024)
def _readings(spellings: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(found for found in map(tuple, map(words, spellings)) if found)


def names(subject: Sequence[str], question: str) -> tuple[Name, ...]:
    """The names that the words of a question's subject make up. Words that stand beside each other are one name."""
    return tuple(name for run in _runs(subject, question) for name in _named(run))


def _runs(subject: Sequence[str], question: str) -> Iterator[tuple[str, ...]]:
    """The subject's words, those together that stand beside each other in the question."""
    places, at = [], 0
    for word in subject:
        found = question.find(word, at)
        places.append(found)
        at = found + len(word) if found >= 0 else at
    run = list(subject[:1])
    for (before, start), (word, place) in pairwise(zip(subject, places, strict=True)):
        between = question[start + len(before) : place] if 0 <= start < place else "."
        if not _JOINED.fullmatch(between):
            yield tuple(run)
            run = []
        run.append(word)
    if run:
        yield tuple(run)


def _named(run: tuple[str, ...]) -> Iterator[Name]:
    terms = [t for word in run for t in words(word)]
    if len(run) == 1:
        yield Name(run, (run[0], *spellings(run[0]), *synonyms(run[0])))
        return
    taken: set[str] = set()
    for used, others in spelled_otherwise(terms):
        own = tuple(w for w in run if set(words(w)) <= used)
        yield Name(own, (" ".join(own), *others), proper=True)
        taken.update(own)
    left = tuple(w for w in run if w not in taken)
    if len(left) > 1:
        noun = left[-1]
        same = all(alike(t) & alike(s) for t in words(noun) for s in words(" ".join(left)))
        other = (noun, *synonyms(noun)) if same else ()
        said = tuple(" ".join((*left[:-1], noun)) for noun in (left[-1], *synonyms(left[-1])))
        yield Name(left, (*said, *other), proper=all(w[:1].isupper() for w in left))
    elif left:
        yield Name(left, (left[0], *spellings(left[0]), *synonyms(left[0])))


def _in_a_row(reading: Sequence[str], terms: Sequence[str]) -> bool:
    size = len(reading)
    return any(tuple(terms[i : i + size]) == tuple(reading) for i in range(len(terms) - size + 1))


def queries(named: Collection[Name]) -> list[list[str]]:
    """The lists of words and phrases of which one has to stand whole in a role that speaks of all the names; at most 16
    of them."""
    found: list[list[str]] = [[]]
    for name in named:
        ways = [[spelling] if name.proper else spelling.split() for spelling in name.spellings]
        found = [[*before, *way] for before in found for way in ways][:16]
    return found
