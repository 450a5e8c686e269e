"""Whether ids repeat, without keeping them: eight bytes each, and where the few stand that do repeat."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from itertools import pairwise

from assistant.evals.model import Where


class Unique:
    """Takes ids with their places, and says which were given twice."""

    def __init__(self) -> None:
        self._marks = array("Q")
        self._lines = array("L")
        self._files: list[tuple[int, str]] = []

    def add(self, id: str, where: Where) -> None:
        """Notes an id."""
        if not self._files or self._files[-1][1] != where.file:
            self._files.append((len(self._marks), where.file))
        self._marks.append(int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()))
        self._lines.append(where.line)

    def repeated(self) -> Iterator[tuple[Where, Where]]:
        """The first place and the next of each id that was given more than once, in the order of the latter."""
        order = sorted(range(len(self._marks)), key=lambda at: (self._marks[at], at))
        pairs = ((a, b) for a, b in pairwise(order) if self._marks[a] == self._marks[b])
        for first, again in sorted(pairs, key=lambda pair: pair[1]):
            yield self._where(first), self._where(again)

    def _where(self, at: int) -> Where:
        file = next(name for start, name in reversed(self._files) if start <= at)
        return Where(file, self._lines[at])
