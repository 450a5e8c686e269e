"""How much of a claim's content stands in what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.cited import Cited
from assistant.answer.framing import everyday_stems, function_stems
from assistant.index.analysis import words

# An everyday word ("help", "various") counts this much beside a telling one ("parental").
_EVERYDAY = 0.5
# As many telling words in a row that stand nowhere are something else than a paraphrase.
STRAY = 2


@dataclass(frozen=True, slots=True)
class Coverage:
    """`held` and `alien` are the weights of the content that stands in the cited words and of that which does not;
    `stray` are runs of telling words that stand nowhere there."""

    held: float
    alien: float
    stray: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    weight: float
    held: bool


def coverage(text: str, source: Cited, neutral: frozenset[str], named: frozenset[str]) -> Coverage:
    """What of `text` (numbers and dates blanked out) stands in `source`. Terms of `neutral` and function words do not
    count; those of `named`, the names that are spoken of, count only where they stand there."""
    found = list(_content(text, source, neutral, named))
    held = sum(word.weight for word in found if word.held)
    return Coverage(held, sum(word.weight for word in found) - held, tuple(_stray(found)))


def _content(text: str, source: Cited, neutral: frozenset[str], named: frozenset[str]) -> Iterator[_Word]:
    tokens = re.findall(r"[^\s/–—]+", text)
    terms = [words(token) for token in tokens]
    for i, token in enumerate(tokens):
        for term in terms[i]:
            if term in neutral or term in function_stems():
                continue
            held = source.has(term) or source.abbreviates(token.strip("().,;:")) or _joined(terms, i, source)
            if held or term not in named:
                yield _Word(token.strip("().,;:“”\"'"), _EVERYDAY if term in everyday_stems() else 1.0, held)


def _joined(terms: Sequence[Sequence[str]], i: int, source: Cited) -> bool:
    """Whether the word stands there written together with its neighbour: "KV cache" in "KVcache"."""
    pairs = ((i - 1, i), (i, i + 1))
    return any(
        a >= 0 and b < len(terms) and terms[a] and terms[b] and source.has(terms[a][-1] + terms[b][0]) for a, b in pairs
    )


def _stray(found: Sequence[_Word]) -> Iterator[str]:
    run: list[str] = []
    for word in [*found, _Word("", 1.0, True)]:
        if word.held:
            if len(run) >= STRAY:
                yield " ".join(run)
            run = []
        elif word.weight == 1.0:
            run.append(word.text)
