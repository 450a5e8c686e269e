"""Which patterns a text may fit at all, by letters that must stand in it: far cheaper than trying every pattern.

The letters ("hints") stand beside the patterns in the data files. They save time and decide nothing: a text without
any of a pattern's hints cannot fit it, which tests hold. All hints are sought in one pass (Aho & Corasick 1975).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Name = TypeVar("Name", bound=Hashable)


class Sieve(Generic[Name]):
    """Names with their hints, case-folded; a hint may begin with the space in front of a text's first word (" office").

    A name without hints stays with every text. Where case counts (`folded` is false), it counts for all hints.
    """

    def __init__(self, hints: Mapping[Name, Sequence[str]], *, folded: bool = True) -> None:
        self._folded = folded
        # A set of names is a number, in which each has a bit, by their order.
        self.names = tuple(hints)
        self._always = sum(1 << bit for bit, listed in enumerate(hints.values()) if not listed)
        self._owners: dict[str, int] = {}
        for bit, listed in enumerate(hints.values()):
            for hint in listed:
                self._owners[hint] = self._owners.get(hint, 0) | 1 << bit
        self._bits = tuple(self._owners.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation

        return AhoCorasick(list(self._owners), implementation=Implementation.DFA)

    def bits(self, text: str) -> int:
        """The names of which a hint stands in a text, as the bits of a number."""
        found, bits = self._always, self._bits
        sought = f" {text.casefold() if self._folded else text}"
        for hint, _, _ in self._automaton.find_matches_as_indexes(sought, overlapping=True):
            found |= bits[hint]
        return found

    def named(self, bits: int) -> list[Name]:
        """The names whose bits these are, in their order."""
        return [name for bit, name in enumerate(self.names) if bits >> bit & 1]
