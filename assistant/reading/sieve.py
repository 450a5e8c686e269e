"""Which lines a pattern may fit at all, by letters that must stand in them: far cheaper than trying every pattern.

The letters ("hints") stand beside the patterns in the data files. They save time and decide nothing: a line without
any of a pattern's hints cannot match it, which tests hold. All hints are sought in one pass (Aho & Corasick 1975).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Name = TypeVar("Name", bound=Hashable)


class Sieve(Generic[Name]):
    """Names with their hints, case-folded; a hint may begin with the space in front of a line's first word (" office").

    A name without hints stays with every line.
    """

    def __init__(self, hints: Mapping[Name, Sequence[str]]) -> None:
        # The names of a line are the bits of a number, by their order here.
        self._names = tuple(hints)
        self._always = sum(1 << bit for bit, listed in enumerate(hints.values()) if not listed)
        self._owners: dict[str, int] = {}
        for bit, listed in enumerate(hints.values()):
            for hint in listed:
                self._owners[hint] = self._owners.get(hint, 0) | 1 << bit
        self._bits = tuple(self._owners.values())
        self._named = lru_cache(maxsize=4096)(self._all_of)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation

        return AhoCorasick(list(self._owners), implementation=Implementation.DFA)

    def sift(self, read: Iterable[str]) -> list[frozenset[Name]]:
        """For each line the names of which a hint stands in it."""
        lines = list(read)
        found = [self._always] * len(lines)
        folded = " " + "\n ".join(lines).casefold() + "\n"
        bits, number, end = self._bits, -1, 0
        # Matches come in the order of the text, and none reaches over a line's end.
        for hint, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            while start >= end:
                number, end = number + 1, folded.index("\n", end) + 1
            found[number] |= bits[hint]
        return list(map(self._named, found))

    def _all_of(self, bits: int) -> frozenset[Name]:
        return frozenset(name for bit, name in enumerate(self._names) if bits >> bit & 1)
