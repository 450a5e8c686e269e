"""The chunks that hold the answer to a question: those that state what it asks, then those that fit its words best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.answer.stated import statements
from assistant.answer.targets import Library, evidence, stating, targets
from assistant.domain import Chunk, Hit, Role
from assistant.retrieve.query import Query

# Of a whole library that states what is asked, as many roles' statements are looked up as a search can return.
_MOST_ROLES = 50


def search(query: Query, library: Library, *, k: int) -> list[Hit]:
    """The `k` best chunks, best first. A fact that is asked for and stated is known to the chunk, so its chunks come
    first (score 1), role by role; similarity ranks the others."""
    first = list(dict.fromkeys(_stating(query, library)))[:k]
    known = {chunk.id for chunk in first}
    others = [hit for hit in evidence(query, library, k=k) if hit.chunk.id not in known]
    found = [*((chunk, 1.0) for chunk in first), *((hit.chunk, hit.score) for hit in others)][:k]
    return [Hit(chunk, score, rank) for rank, (chunk, score) in enumerate(found, 1)]


def _stating(query: Query, library: Library) -> Iterator[Chunk]:
    """The chunks in which the roles in question state what is asked, one of each role in turn."""
    asked = query.parts or (query,)
    by_role = [
        _of_role(role, part.asks or query.asks, library) for part in asked for role in _roles(part, query, library)
    ]
    for row in zip_longest(*by_role):
        yield from (chunk for chunk in row if chunk is not None)


def _roles(part: Query, query: Query, library: Library) -> Sequence[Role]:
    asks = part.asks or query.asks
    if not asks:
        return []
    return (targets(part, library) or [r for ask in asks for r in stating(ask, part, library)])[:_MOST_ROLES]


def _of_role(role: Role, asks: Sequence[str], library: Library) -> list[Chunk]:
    text = library.posting_text(role.posting_id)
    spans = [span for ask in asks for span in statements(role, ask, text)]
    chunks = library.chunks_of_roles([role.id])
    return [chunk for chunk in chunks if any(chunk.span.overlaps(span) for span in spans)]
