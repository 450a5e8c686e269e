"""The dense side of the library: a Chroma collection of chunk vectors, in a folder or on a server.

Chroma is given vectors, ids and what filters need, never text: the catalog has the text, and Chroma would build a
second full-text index of it. A folder is never written to by two processes, nor written to while others read it, for
Chroma does not survive either (a second process does not see new vectors, and its next save undoes them): see
`snapshots`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from assistant.domain import Chunk
from assistant.errors import InvalidSetting, LibraryError
from assistant.index.storage import reading_from
from assistant.reading.companies import company_key

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI

Vector: TypeAlias = "Sequence[float] | np.ndarray[Any, Any]"
T = TypeVar("T")

_PAGE = 5_000
# Recall@100 among 45,000 chunk vectors, and ms a query: .90 and 1.0 with the defaults (100, 100, 16), .97 and 1.4 so.
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
# In a folder each upsert is saved at once: whoever opens it to read need not insert the tail of Chroma's log again, nor
# ever saves the graph.
_SAVE_AT_ONCE = {"sync_threshold": 1}


class VectorIndex:
    """An open collection. Similarities are cosines, 1 for the same direction."""

    def __init__(self, client: ClientAPI, name: str, *, place: str, hnsw: dict[str, Any]) -> None:
        self._client = client
        self._place = place
        self._batch = client.get_max_batch_size()
        configuration: Any = {"hnsw": hnsw}
        self._collection = client.get_or_create_collection(name, configuration=configuration, embedding_function=None)

    @classmethod
    def in_folder(cls, folder: Path) -> VectorIndex:
        """Opens the collection in `folder`, creating it where there is none."""
        import chromadb
        from chromadb.config import Settings

        with reading_from("vectors", folder):
            folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            return cls(client, "chunks", place=str(folder), hnsw={**_HNSW, **_SAVE_AT_ONCE})

    @classmethod
    def on_server(cls, url: str, name: str) -> VectorIndex:
        """Opens the collection `name` of the Chroma server at `url` (http://host:port), creating it if need be."""
        with reading_from("vectors", url):
            return cls(_connect(url), name, place=url, hnsw=dict(_HNSW))

    def close(self) -> None:
        """Lets go of files and connections. The index cannot be used afterwards."""
        self._client.close()  # type: ignore[attr-defined]

    def upsert(self, chunks: Sequence[Chunk], vectors: np.ndarray[Any, Any]) -> None:
        """Stores one vector (a row) for each chunk, in place of what the same ids had."""
        for at in range(0, len(chunks), self._batch):
            part = chunks[at : at + self._batch]
            self._collection.upsert(
                ids=[chunk.id for chunk in part],
                embeddings=vectors[at : at + len(part)],
                metadatas=[_metadata(chunk) for chunk in part],
            )

    def delete_postings(self, postings: Collection[str]) -> None:
        """Takes out every vector of these postings (ids)."""
        for some in _pages(sorted(postings), 500):
            self._collection.delete(where={"posting": {"$in": some}})  # type: ignore[dict-item]

    def search(
        self,
        vector: Vector,
        *,
        limit: int,
        roles: Collection[str] | None = None,
        companies: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """The ids of the `limit` nearest chunks (approximately: HNSW) and their similarities, nearest first.

        `roles` (ids) and `companies` (keys) narrow it down; an empty collection allows nothing, None everything.
        """
        if limit < 1 or any(allowed is not None and not allowed for allowed in (roles, companies)):
            return []
        with reading_from("vectors", self._place):
            found = self._collection.query(
                query_embeddings=[vector],  # type: ignore[arg-type]
                n_results=limit,
                where=_where(roles, companies),
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [(id, 1.0 - float(distance)) for id, distance in zip(found["ids"][0], distances[0], strict=True)]

    def search_among(self, vector: Vector, ids: Sequence[str], *, limit: int) -> list[tuple[str, float]]:
        """As `search`, exactly, among the chunks `ids` only; for up to a few hundred it is faster than a filter,
        because Chroma's filtered search walks the whole graph past what the filter refuses."""
        import numpy as np

        if limit < 1 or not ids:
            return []
        with reading_from("vectors", self._place):
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        if not found["ids"]:
            return []
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        query = np.asarray(vector, dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(query)
        similarities = rows @ query / np.where(lengths == 0, 1, lengths)
        best = np.argsort(-similarities, kind="stable")[:limit]
        return [(found["ids"][i], float(similarities[i])) for i in best]

    def vectors(self, ids: Sequence[str]) -> dict[str, np.ndarray[Any, Any]]:
        """The stored vectors of those of `ids` that are here."""
        import numpy as np

        stored: dict[str, np.ndarray[Any, Any]] = {}
        for some in _pages(ids, _PAGE):
            with reading_from("vectors", self._place):
                found = self._collection.get(ids=list(some), include=["embeddings"])
            stored.update(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return stored

    def count(self) -> int:
        """How many vectors there are."""
        with reading_from("vectors", self._place):
            return self._collection.count()

    def ids(self) -> set[str]:
        """Every id in the collection. Reads it all: for checks, not for queries."""
        found: set[str] = set()
        with reading_from("vectors", self._place):
            for offset in range(0, self.count(), _PAGE):
                found.update(self._collection.get(limit=_PAGE, offset=offset, include=[])["ids"])
        return found


def drop_collection(url: str, name: str) -> None:
    """Deletes the collection `name` from the server at `url`, if it is there."""
    from chromadb.errors import NotFoundError

    client = _connect(url)
    try:
        client.delete_collection(name)
    except NotFoundError:
        return


def _connect(url: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidSetting(f"the Chroma address must look like http://host:8000, got {url!r}")
    tls = parts.scheme == "https"
    port = parts.port or (443 if tls else 8000)
    settings = Settings(anonymized_telemetry=False)
    try:
        return chromadb.HttpClient(host=parts.hostname, port=port, ssl=tls, settings=settings)
    except Exception as error:  # the client's own errors are of several families, httpx's among them
        raise LibraryError(
            f"the Chroma server at {url} does not answer ({error}); start it, or correct CHROMA_URL"
        ) from error


def _metadata(chunk: Chunk) -> dict[str, str]:
    return {"posting": chunk.posting_id, "role": chunk.role_id, "company": company_key(chunk.company or "")}


def _where(roles: Collection[str] | None, companies: Collection[str] | None) -> Any:
    conditions = [
        {field: {"$in": sorted(allowed)}}
        for field, allowed in (("role", roles), ("company", companies))
        if allowed is not None
    ]
    return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)


def _pages(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))
