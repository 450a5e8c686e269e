"""Whether a claim says yes where the words it cites say no, or makes a condition of what they call an extra."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answer.framing import function_stems
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading.sentences import sentences

# A denial reaches this many words of content on.
_REACH = 3
# What parts the clauses of a sentence. "And" and a comma do where there is a verb on both sides of them.
_BREAK = re.compile(r"[;:()–—|]|\s-\s|\b(?:but|however|although|though|while|whereas|except|unless)\b", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d)")
_AND = re.compile(r",(?!\d)\s*(?:and\b)?|\band\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|will|would|can|could|may|must|should|do|does|did)\b|n[’']t\b|cannot", re.I
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's terms, those of them that a denial in it reaches, and whether it denies at all."""

    terms: frozenset[str]
    denied: frozenset[str]

    @property
    def denies(self) -> bool:
        """Whether there is a denial in it."""
        return bool(self.denied)


def denial_conflict(claim: str, quotes: Sequence[str]) -> str | None:
    """The word that one side denies and the other does not; None where they agree or do not speak of the same.

    The claim is compared with the clauses of `quotes` that speak of the denied words; of several, one that agrees
    is enough.
    """
    said = clauses(claim)
    cited = [clause for quote in quotes for clause in clauses(quote)]
    for mine in said:
        term = _turned(mine, cited) or _unturned(mine, cited)
        if term:
            return next((word for word in re.findall(r"[^\s.;:!?()]+", claim) if term in words(word)), term)
    return None


def _turned(mine: Clause, cited: Sequence[Clause]) -> str | None:
    """A word that the claim denies and that the cited clauses, all that have it, do not."""
    for word in sorted(mine.denied):
        holding = [clause for clause in cited if word in clause.terms]
        if holding and not any(clause.denies for clause in holding):
            return word
    return None


def _unturned(mine: Clause, cited: Sequence[Clause]) -> str | None:
    """A word that the claim says and that every cited clause with it denies."""
    if mine.denies:
        return None
    for word in sorted(mine.terms):
        holding = [clause for clause in cited if word in clause.terms]
        if holding and all(word in clause.denied for clause in holding):
            return word
    return None


def condition_conflict(claim: str, quotes: Sequence[str]) -> str | None:
    """The word by which the claim makes a condition of an extra, or an extra of a condition; None where it does not."""
    said, cited = _strictness(claim), [_strictness(quote) for quote in quotes]
    for mine, other in ((0, 1), (1, 0)):
        word = said[mine]
        if word and not said[other] and any(c[other] for c in cited) and not any(c[mine] for c in cited):
            return word
    return None


def clauses(text: str) -> list[Clause]:
    """The clauses of a text."""
    affirming = _either("affirming").sub(" ", text)
    found = []
    for span in sentences(affirming):
        for piece in _BREAK.split(span.of(affirming)):
            found += [_clause(part) for part in _coordinated(piece)]
    return [clause for clause in found if clause.terms]


def _coordinated(piece: str) -> list[str]:
    """The piece, parted at each comma and "and" that has a verb on both sides."""
    cuts = [0, *(match.start() for match in _AND.finditer(piece)), len(piece)]
    parts = [piece[start:end] for start, end in itertools.pairwise(cuts)]
    verbs = [bool(_VERB.search(part)) for part in parts]
    last = max((at for at, verb in enumerate(verbs) if verb), default=-1)
    found, acts = [""], False
    for at, part in enumerate(parts):
        if acts and at <= last:
            found.append("")
            acts = False
        found[-1] += part
        acts = acts or verbs[at]
    return found


def _clause(text: str) -> Clause:
    denied: set[str] = set()
    content: list[str] = []
    for part in _COMMA.split(text):
        terms = words(part)
        here = [term for term in terms if term not in _without_weight()]
        for at, term in enumerate(terms):
            if term in _stems("negations"):
                # A denial reaches forward, up to a comma; at the end of what it denies, back.
                after = [t for t in terms[at + 1 :] if t in here]
                denied.update(after[:_REACH] or here[-_REACH:])
        content += here
    return Clause(frozenset(content), frozenset(denied))


def _strictness(text: str) -> tuple[str | None, str | None]:
    """The words that oblige and those that leave free; what is not required is free."""
    free = _either("optional").search(text)
    strict = _either("obliging").search(_either("optional").sub(" ", text))
    if strict and any(set(words(strict.group())) & clause.denied for clause in clauses(text)):
        return None, (free or strict).group()
    return strict.group() if strict else None, free.group() if free else None


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(words(" ".join(load("support")[name])))


@cache
def _without_weight() -> frozenset[str]:
    """What no denial is about: function words, the denials themselves, and those of whom all postings speak."""
    return function_stems() | _stems("negations") | _stems("subjects")


@cache
def _either(name: str) -> re.Pattern[str]:
    listed = sorted(map(str, load("support")[name]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
