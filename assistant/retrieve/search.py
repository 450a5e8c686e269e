"""Question text -> hits: both indexes asked, their rankings fused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from assistant.domain import Chunk, Hit
from assistant.retrieve.fusion import DENSE_SHARE, Ranking, fuse

# How deep each index is read before fusion; the fusion's choice of scores was measured at this depth.
DEPTH = 100


class Searchable(Protocol):
    """The two indexes and the catalog, as the library offers them."""

    def search_dense(
        self, text: str, *, limit: int, roles: Collection[str] | None = None, companies: Collection[str] | None = None
    ) -> Ranking: ...
    def search_lexical(
        self, text: str, *, limit: int, roles: Collection[str] | None = None, companies: Collection[str] | None = None
    ) -> Ranking: ...
    def chunks(self, ids: Sequence[str]) -> list[Chunk]: ...


def search(
    library: Searchable,
    text: str,
    *,
    k: int = 8,
    roles: Collection[str] | None = None,
    companies: Collection[str] | None = None,
    dense_share: float = DENSE_SHARE,
) -> list[Hit]:
    """The `k` chunks that fit `text` best, best first, scores in [0, 1].

    `roles` (ids) and `companies` (keys) filter inside both indexes; None filters nothing, an empty collection all.
    """
    dense = library.search_dense(text, limit=DEPTH, roles=roles, companies=companies) if dense_share > 0 else []
    lexical = library.search_lexical(text, limit=DEPTH, roles=roles, companies=companies) if dense_share < 1 else []
    ranked = dict(fuse(dense, lexical, dense_share=dense_share)[:k])
    found = {chunk.id: chunk for chunk in library.chunks(list(ranked))}
    # A chunk that another process has just removed is in an index for a moment longer than in the catalog.
    kept = [(found[key], score) for key, score in ranked.items() if key in found]
    return [Hit(chunk, score, rank) for rank, (chunk, score) in enumerate(kept, 1)]
