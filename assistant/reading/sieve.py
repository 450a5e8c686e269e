"""Which lines a pattern may fit at all, by letters that must stand in them: far cheaper than trying every pattern.

The letters ("hints") stand beside the patterns in the data files. They save time and decide nothing: a line without
any of a pattern's hints cannot match it, which tests hold. All hints are sought in one pass (Aho & Corasick 1975).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Name = TypeVar("Name", bound=Hashable)


class Sieve(Generic[Name]):
    """Names with their hints, case-folded; a hint may begin with the space in front of a line's first word (" office").

    A name without hints stays with every line.
    """

    def __init__(self, hints: Mapping[Name, Sequence[str]]) -> None:
        self._always = frozenset(name for name, listed in hints.items() if not listed)
        self._owners: dict[str, list[Name]] = {}
        for name, listed in hints.items():
            for hint in listed:
                self._owners.setdefault(hint, []).append(name)
        self._names = list(self._owners.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation

        return AhoCorasick(list(self._owners), implementation=Implementation.DFA)

    def sift(self, read: Iterable[str]) -> list[frozenset[Name]]:
        """For each line the names of which a hint stands in it."""
        lines = list(read)
        found: list[set[int]] = [set() for _ in lines]
        folded = " " + "\n ".join(lines).casefold() + "\n"
        number, end = -1, 0
        # Matches come in the order of the text, and none reaches over a line's end.
        for hint, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            while start >= end:
                number, end = number + 1, folded.index("\n", end) + 1
            found[number].add(hint)
        names = self._names
        return [self._always.union(*[names[h] for h in hints]) if hints else self._always for hints in found]
