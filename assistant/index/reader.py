"""The way from a file to entries: `assistant.reading`, or whatever a test puts in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Document, Failure, Posting, Role
from assistant.index.chunking import chunk
from assistant.index.corrections import Correction, FactOf, ReadWithin, laid_over
from assistant.index.entries import Entry


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read. `version` changes when the same file would be read differently: then it is read again.

    `load(path, name)` yields what the file holds, or raises UnreadableFile; `name` is the source as people see it.
    `corrected` gives what people have corrected in a posting; it is laid over by `read_within` and `fact_of`.
    """

    load: Callable[[Path, str], Iterable[Document | Failure]]
    normalize: Callable[[Document], Posting]
    read_roles: Callable[[Posting], Sequence[Role]]
    version: str
    chunk_size: int = 600
    read_within: ReadWithin | None = None
    fact_of: FactOf | None = None
    corrected: Callable[[Posting], Correction] = lambda posting: Correction()

    @property
    def mark(self) -> str:
        """What stored postings are marked with, so that those read or cut otherwise are known for it."""
        return f"{self.version}/{self.chunk_size}"

    def postings(self, path: Path, name: str) -> tuple[dict[str, Posting], list[Failure]]:
        """The postings in a file, by id, in its order, and what in it could not be read. A posting that stands in it
        twice is one posting. Raises UnreadableFile."""
        postings: dict[str, Posting] = {}
        failures: list[Failure] = []
        for found in self.load(path, name):
            if isinstance(found, Failure):
                failures.append(found)
            else:
                posting = self.normalize(found)
                postings.setdefault(posting.id, posting)
        return postings, failures

    def entry(self, posting: Posting) -> Entry:
        """The posting with its roles and their chunks, as corrected."""
        return self.entry_with(posting, self.corrected(posting))

    def entry_with(self, posting: Posting, correction: Correction) -> Entry:
        """The posting with its roles and their chunks under that correction."""
        roles: Sequence[Role] = tuple(self.read_roles(posting))
        if correction and self.read_within and self.fact_of:
            roles = laid_over(posting, roles, correction, self.read_within, self.fact_of)
        chunks = (piece for role in roles for piece in chunk(posting, role, size=self.chunk_size))
        return Entry(posting, tuple(roles), tuple(chunks))


def default_reader() -> Reader:
    """The product's own reading."""
    from assistant.reading.given import fact_of
    from assistant.reading.loaders import load
    from assistant.reading.normalize import normalize
    from assistant.reading.roles import READING_VERSION, read_roles, read_within

    return Reader(
        load=load,
        normalize=normalize,
        read_roles=read_roles,
        version=str(READING_VERSION),
        read_within=read_within,
        fact_of=fact_of,
    )
