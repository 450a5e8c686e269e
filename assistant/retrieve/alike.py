"""Words that say the same, names that stand for each other, and words that only frame a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.retrieve.language import slot_words

# What forms of one word end in, behind what they share; "nn" and the like where a letter is doubled.
_ENDINGS = re.compile(r"[bdfglmnprtz]?(?:e|es|ed|ing|ings)|e?s|d|y|ly|ily|ies|ied|[\u2019']s")
_FIGURE = re.compile(r"[$€£]?\d[\d.,]*(?:k|m|%|\+)?|\d+(?:st|nd|rd|th)", re.IGNORECASE)


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Each term with the terms of the same meaning, itself among them."""
    found: dict[str, frozenset[str]] = {}
    for group in [*load("support")["alike"], *load("words")["alike"]]:
        terms = frozenset(t for word in group for t in words(str(word)) if len(words(str(word))) == 1)
        for term in terms:
            found[term] = found.get(term, frozenset()) | terms
    return found


def alike(term: str) -> frozenset[str]:
    """The terms (see `index.analysis.words`) that mean the same, that one among them."""
    return _groups().get(term, frozenset({term}))


@cache
def _names() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The groups of names that stand for each other, each name as its terms."""
    return tuple(tuple(dict.fromkeys(tuple(words(str(n))) for n in group)) for group in load("words")["same"])


def other_names(terms: Sequence[str]) -> list[tuple[frozenset[str], tuple[tuple[str, ...], ...]]]:
    """The names that stand whole among `terms`: which of the terms they are made of, and what else they are called."""
    here = set(terms)
    return [
        (frozenset(name), tuple(other for other in group if other != name))
        for group in _names()
        for name in group
        if name and set(name) <= here
    ]


@cache
def _spelled() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, group)) for group in load("words")["same"])


def spellings(word: str) -> tuple[str, ...]:
    """What else `word` is called, as it is written ("RL": "reinforcement learning"); spellings that only differ in
    their endings are left out."""
    own = tuple(words(word))
    groups = [group for group in _spelled() if any(tuple(words(name)) == own for name in group)]
    return tuple({tuple(words(n)): n for group in groups for n in group if tuple(words(n)) != own}.values())


def spelled_otherwise(terms: Sequence[str]) -> list[tuple[frozenset[str], tuple[str, ...]]]:
    """The names of several terms that stand whole among `terms`: their terms, and what else they are called."""
    here = set(terms)
    known = {tuple(words(name)): name for group in _spelled() for name in group}
    return [(frozenset(own), spellings(name)) for own, name in known.items() if len(own) > 1 and set(own) <= here]


@cache
def _said_otherwise() -> dict[str, tuple[str, ...]]:
    """Each term of nouns that say the same (`synonyms` of words.yaml), with those nouns as they are written."""
    return {t: tuple(map(str, group)) for group in load("words")["synonyms"] for w in group for t in words(str(w))}


def synonyms(word: str) -> tuple[str, ...]:
    """Other words for what `word` names, close enough to list roles by ("papers": "publications")."""
    own = words(word)
    return tuple(w for w in _said_otherwise().get(own[0], ()) if words(w) != own) if len(own) == 1 else ()


@cache
def _framing() -> dict[str, tuple[str, ...]]:
    """Words that shape a question and name nothing that a posting would have to speak of, by their terms."""
    listed = [*load("words")["frames"], *load("words")["common"], *load("support")["numbers"], *slot_words()]
    found: dict[str, tuple[str, ...]] = {}
    for word in map(str, listed):
        for term in words(word):
            found[term] = (*found.get(term, ()), word.casefold())
    return found


def frames(word: str, *, first: bool = False) -> bool:
    """Whether `word` only frames a question. A capital makes a name of it, unless it is the question's `first` word."""
    if _FIGURE.fullmatch(word):
        return True
    if word[:1].isupper() and not first:
        return False
    return all(any(_inflected(word.casefold(), f) for f in _framing().get(t, ())) for t in words(word))


def _inflected(word: str, base: str) -> bool:
    """Whether one is the other, or a form of it; a stemmer also gives "publications" and "public" the same term."""
    short, long = sorted((word, base), key=len)
    stem = short[:-1] if short[-1:] in "ey" else short
    return (
        long == short
        or not word.isascii()
        or (long.startswith(stem) and _ENDINGS.fullmatch(long[len(stem) :]) is not None)
    )


def things(subject: Iterable[str], question: str = "") -> tuple[str, ...]:
    """The words of a question's subject that name something."""
    start = question.strip().casefold()
    return tuple(w for w in subject if not frames(w, first=start.startswith(w.casefold())))


def unheard_of(subject: Sequence[str], held: Collection[str]) -> list[str]:
    """The words of `subject` of which `held` (terms) has neither them, nor words of their meaning or other names."""
    row = [t for w in subject for t in words(w)]
    by_name = {t for name, others in other_names(row) if any(set(other) <= set(held) for other in others) for t in name}
    return [w for w in subject if not all(t in by_name or alike(t) & set(held) for t in words(w))]


def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """The terms of `word`, and those of what else it is called ("RL": "reinforcement learning")."""
    own = tuple(words(word))
    return (own, *(other for group in _names() if own in group for other in group if other != own))
