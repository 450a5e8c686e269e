"""What a question names, as postings may write it: whole names ("New York", "vector search") under all they go by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.index.analysis import words
from assistant.retrieve.alike import other_names, readings

# Between two words of one name stands no more than this.
_JOINED = re.compile(r"[\s\-–/&]{1,3}")


@dataclass(frozen=True, slots=True)
class Name:
    """Something a question names: its words, the term sequences that stand for it, and whether their order counts."""

    words: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]
    proper: bool = False

    def stands_in(self, terms: Sequence[str]) -> bool:
        """Whether a sentence of these terms names it."""
        here = set(terms)
        return any(
            set(reading) <= here and (not self.proper or len(reading) == 1 or _in_a_row(reading, terms))
            for reading in self.readings
        )


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
        yield Name(run, tuple(r for r in readings(run[0]) if r))
        return
    known = [(used, others) for used, others in other_names(terms) if len(used) > 1]
    taken: set[str] = set()
    for used, others in known:
        own = tuple(w for w in run if set(words(w)) <= used)
        yield Name(own, (tuple(t for w in own for t in words(w)), *others), proper=True)
        taken.update(own)
    left = tuple(w for w in run if w not in taken)
    if len(left) > 1:
        yield Name(left, (tuple(t for w in left for t in words(w)),), proper=all(w[:1].isupper() for w in left))
    elif left:
        yield Name(left, tuple(r for r in readings(left[0]) if r))


def _in_a_row(reading: Sequence[str], terms: Sequence[str]) -> bool:
    size = len(reading)
    return any(tuple(terms[i : i + size]) == tuple(reading) for i in range(len(terms) - size + 1))


def queries(named: Collection[Name]) -> list[list[str]]:
    """The term lists of which one has to stand whole in a role that speaks of all the names; at most 16 of them."""
    found: list[list[str]] = [[]]
    for name in named:
        found = [[*before, *reading] for before in found for reading in name.readings][:16]
    return found
