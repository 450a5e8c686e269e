"""The way from a file to entries: `assistant.reading`, or whatever a test puts in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Document, Failure, Posting, Role
from assistant.index.chunking import chunk
from assistant.index.entries import Entry


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read. `version` changes when the same file would be read differently: then it is read again.

    `load(path, name)` yields what the file holds, or raises UnreadableFile; `name` is the source as people see it.
    """

    load: Callable[[Path, str], Iterable[Document | Failure]]
    normalize: Callable[[Document], Posting]
    read_roles: Callable[[Posting], Sequence[Role]]
    version: str
    chunk_size: int = 600

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
        """The posting with its roles and their chunks."""
        roles = tuple(self.read_roles(posting))
        chunks = (piece for role in roles for piece in chunk(posting, role, size=self.chunk_size))
        return Entry(posting, roles, tuple(chunks))


def default_reader() -> Reader:
    """The product's own reading."""
    from assistant.reading.loaders import load
    from assistant.reading.normalize import normalize
    from assistant.reading.roles import READING_VERSION, read_roles

    return Reader(load=load, normalize=normalize, read_roles=read_roles, version=str(READING_VERSION))
