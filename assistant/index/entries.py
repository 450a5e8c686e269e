"""What goes into the library in one piece: a posting with everything that was read in it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Chunk, Posting, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A posting, its roles in text order, and the chunks of those roles. Stored whole or not at all."""

    posting: Posting
    roles: tuple[Role, ...]
    chunks: tuple[Chunk, ...]

    @property
    def id(self) -> str:
        """The posting's id."""
        return self.posting.id
