"""Which lines a pattern may fit at all, by letters that must stand in them: far cheaper than trying every pattern.

The letters ("hints") stand beside the patterns in the data files. They save time and decide nothing: a line without
any of a pattern's hints cannot match it, which tests hold. All hints are sought in one pass (Aho & Corasick 1975).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
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
        folded = [f" {line.casefold()}\n" for line in read]
        ends = list(accumulate(map(len, folded)))
        found: list[set[Name]] = [set() for _ in folded]
        for hint, start, _ in self._automaton.find_matches_as_indexes("".join(folded), overlapping=True):
            found[bisect_right(ends, start)].update(self._names[hint])
        return [self._always.union(names) if names else self._always for names in found]
