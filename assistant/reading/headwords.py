"""What a heading of unknown wording announces, by the telling words in it (`knowledge/headwords.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import SectionKind
from assistant.knowledge import load
from assistant.reading.lines import heading_key

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# What the words of a heading must weigh together before they say what it announces.
_SURE = 2
# What the words for what is only wished for must weigh to outdo all others.
_DECISIVE = 4
# Scripts that write words without spaces between them.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class _Telling(NamedTuple):
    kind: SectionKind
    weight: int
    word: str
    is_stem: bool


@lru_cache(maxsize=4096)
def announced(text: str, least: int = _SURE) -> SectionKind | None:
    """The kind for which the words of a heading speak with a weight of `least`; of equals the first of the file.

    Where two words of one kind overlap ("need", "you need"), the one that begins first counts, or else the longer.
    """
    weights = dict.fromkeys(_kinds(), 0)
    ends = dict.fromkeys(_kinds(), 0)
    for start, end, telling in sorted(_found(heading_key(text)), key=lambda f: (f[0], -f[1])):
        if start >= ends[telling.kind]:
            ends[telling.kind] = end
            weights[telling.kind] += telling.weight
    if weights[SectionKind.NICE] >= _DECISIVE:
        # "Preferred qualifications, capabilities, and skills": what is only wished for stays so, however it is named.
        return SectionKind.NICE
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] >= least else None


def _found(key: str) -> Iterator[tuple[int, int, _Telling]]:
    """Where telling words stand as whole words."""
    for number, start, end in _automaton().find_matches_as_indexes(key, overlapping=True):
        telling = _words()[number]
        is_whole = not key[start - 1 : start].isalnum() and (telling.is_stem or not key[end : end + 1].isalnum())
        if is_whole or _UNSPACED.match(telling.word):
            yield start, end, telling


@cache
def _kinds() -> tuple[SectionKind, ...]:
    return tuple(map(SectionKind, load("headwords")))


@cache
def _words() -> tuple[_Telling, ...]:
    return tuple(
        _Telling(SectionKind(kind), weight, word.removesuffix("*"), word.endswith("*"))
        for kind, listed in load("headwords").items()
        for weight, words in listed.items()
        for word in words
    )


@cache
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick([telling.word for telling in _words()], implementation=Implementation.DFA)
