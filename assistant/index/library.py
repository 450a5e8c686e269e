"""The library: what was ingested, and the two searches over it. The only door to `assistant.index` for other floors."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from assistant.domain import Chunk, IngestReport, Role
from assistant.errors import UnknownRole, UnknownSource
from assistant.index.catalog import Catalog
from assistant.index.changes import Changes, check_model
from assistant.index.corrections import Correction
from assistant.index.embedder import Embedder
from assistant.index.files import printable
from assistant.index.ingest import Ingest, Progress
from assistant.index.reader import Reader, default_reader
from assistant.index.repair import Health, Repair
from assistant.index.stores import Stores
from assistant.index.vectors import Vector

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

Scored = list[tuple[str, float]]
# Up to so many chunks a filtered dense search reads the vectors and compares them all (500: 9 ms); past it, the graph
# is walked with the filter, which at 50,000 chunks takes 20 to 35 ms however many pass.
_EXACT = 500


class Library:
    """A library in a folder. Opens nothing before it is needed; one object may be shared between threads."""

    def __init__(
        self,
        home: Path,
        embeddings: Embeddings,
        *,
        model: str | None = None,
        chroma_url: str | None = None,
        catalog_url: str | None = None,
        reader: Reader | None = None,
        chunk_size: int = 600,
        lock_timeout: float = 60.0,
    ) -> None:
        """`model` names the embedding model where `embeddings` does not itself; `chroma_url` puts the vectors on a
        Chroma server, `catalog_url` the catalog in another database (a SQLAlchemy URL). `chunk_size` is the longest
        chunk in characters. A write waits `lock_timeout` seconds for another process's."""
        self._stores = Stores(home, chroma_url=chroma_url, catalog_url=catalog_url, lock_timeout=lock_timeout)
        self._embedder = Embedder(embeddings, model)
        self._changes = Changes(self._stores, self._embedder.model, self._embedder.documents)
        self._reader = reader
        self._chunk_size = chunk_size

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def catalog(self) -> Catalog:
        """Lookups: roles, postings, chunks, companies, sources."""
        return self._stores.catalog

    def ingest(self, paths: Sequence[Path | str], *, progress: Progress | None = None) -> IngestReport:
        """Brings the library up to date with files and folders; see `Ingest.run`."""
        run = Ingest(self._stores, self._changes, self._reading(), self._embedder, progress)
        return run.run([Path(path) for path in paths])

    def correct(self, posting_id: str, correction: Correction) -> None:
        """Lays `correction` over the reading of a posting, from now on and whenever it is read again; it takes the
        place of what was corrected before. Raises UnknownSource for a posting that is not there."""
        posting = self.catalog.posting(posting_id)
        if posting is None:
            raise UnknownSource(f"no posting {posting_id!r} in the library; it may have been removed meanwhile")
        reader = self._reading()
        entry = reader.entry_with(posting, correction)
        vectors = self._embedder.documents([chunk.embedded for chunk in entry.chunks])
        self._changes.correct(entry, vectors, reader.mark, correction)

    def _reading(self) -> Reader:
        reader = self._reader or default_reader()
        return replace(reader, chunk_size=self._chunk_size, corrected=self.catalog.correction)

    def remove(self, role_or_source: str) -> None:
        """Takes a role (by id) or a file (by the name it was ingested under, or its path) out of the library.

        A role that was taken out comes back when its file changes, or is removed and ingested again. Raises
        UnknownSource where there is neither.
        """
        catalog = self.catalog
        if catalog.roles([role_or_source]):
            self._changes.remove_role(role_or_source)
            return
        path = printable(str(Path(role_or_source).resolve()))
        source = catalog.source(name=role_or_source) or catalog.source(path=path)
        if source is None:
            raise UnknownSource(
                f"nothing in the library is called {role_or_source!r}; `prep roles` lists roles and their files"
            )
        self._changes.remove_source(source.path)

    def role(self, ref: str) -> Role:
        """The role of that id or, where only one has it, of that name. Raises UnknownRole with the likely ones."""
        for role in self.catalog.roles([ref]):
            return role
        named = self.catalog.roles_named(ref)
        if len(named) == 1:
            return named[0]
        likely = [role.id for role in named] or self._likely(ref)
        hint = f"did you mean {', '.join(likely)}?" if likely else "`prep roles` lists them"
        raise UnknownRole(f"no role {ref!r} in the library; {hint}")

    def roles(self, ids: Sequence[str]) -> list[Role]:
        """The roles of those ids, in that order; ids that are not there are left out."""
        return self.catalog.roles(ids)

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of those ids, in that order; ids that are not there are left out."""
        return self.catalog.chunks(ids)

    def search_dense(
        self,
        query: str | Vector,
        *,
        limit: int,
        roles: Collection[str] | None = None,
        companies: Collection[str] | None = None,
    ) -> Scored:
        """Chunk ids with their cosine similarity to `query` (a text, or its vector), nearest first.

        `roles` (ids) and `companies` (keys) narrow it down; None does not, an empty collection allows nothing. Raises
        EmbeddingMismatch where the stored vectors are another model's, LibraryError where they are damaged.
        """
        with self._stores.reading() as derived:
            if derived.vectors is None:
                return []
            check_model(derived.state, self._embedder.model, None)
            vector = self._embedder.query(query) if isinstance(query, str) else query
            check_model(derived.state, self._embedder.model, len(vector))
            if roles is not None or companies is not None:
                few = self.catalog.chunk_ids(roles=roles, companies=companies, limit=_EXACT + 1)
                if len(few) <= _EXACT:
                    return derived.vectors.search_among(vector, few, limit=limit)
            return derived.vectors.search(vector, limit=limit, roles=roles, companies=companies)

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine similarity of each of `others` to `text`, by the embedding model; one call of it for all."""
        if not others:
            return []
        import numpy as np

        rows = self._embedder.documents([text, *others])
        unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return [float(cosine) for cosine in unit[1:] @ unit[0]]

    def search_lexical(
        self,
        query: str,
        *,
        limit: int,
        roles: Collection[str] | None = None,
        companies: Collection[str] | None = None,
    ) -> Scored:
        """Chunk ids with their BM25 score (0 and up), best first; narrowed down as `search_dense`."""
        with self._stores.reading() as derived:
            if derived.lexical is None:
                return []
            return derived.lexical.search(query, limit=limit, roles=roles, companies=companies)

    def search_roles(self, query: str, *, limit: int, companies: Collection[str] | None = None) -> Scored:
        """Role ids with a BM25 score of their name and opening text, best first."""
        with self._stores.reading() as derived:
            return derived.lexical.search_roles(query, limit=limit, companies=companies) if derived.lexical else []

    def document_frequency(self, term: str) -> int:
        """In how many chunks `term` stands (as a phrase, if it is of several words), in any inflection."""
        with self._stores.reading() as derived:
            return derived.lexical.document_frequency(term) if derived.lexical else 0

    def roles_matching(
        self,
        terms: Sequence[str],
        *,
        require_all: bool = True,
        companies: Collection[str] | None = None,
        limit: int,
    ) -> list[str]:
        """The ids of the roles in which all `terms` stand, or any of them: complete up to `limit`, in no order of
        merit."""
        with self._stores.reading() as derived:
            if derived.lexical is None:
                return []
            return derived.lexical.roles_matching(terms, require_all=require_all, companies=companies, limit=limit)

    def roles_stating(self, fact: str, *, companies: Collection[str] | None = None, limit: int) -> list[str]:
        """The ids of the roles that state `fact` (one of `domain.FACT_NAMES`); complete up to `limit`."""
        with self._stores.reading() as derived:
            return derived.lexical.roles_stating(fact, companies=companies, limit=limit) if derived.lexical else []

    def roles_named_like(self, word: str, *, limit: int) -> list[str]:
        """The ids of roles whose company or title holds a word one typing slip away from `word`."""
        with self._stores.reading() as derived:
            return derived.lexical.roles_named_like(word, limit=limit) if derived.lexical else []

    def near_word(self, word: str) -> str | None:
        """A word of the chunks that `word` is likely a typing slip of, in lower case, or None."""
        with self._stores.reading() as derived:
            ids = derived.lexical.chunks_near(word, limit=5) if derived.lexical else []
        texts = (chunk.text.casefold() for chunk in self.catalog.chunks(ids))
        near = {w for text in texts for w in re.findall(r"[^\W\d_]{4,}", text)}
        return next(iter(get_close_matches(word, sorted(near), n=1, cutoff=0.75)), None)

    def check(self) -> Health:
        """Looks for damage: compares the three stores item by item. Reads everything, changes nothing."""
        return Repair(self._stores, self._changes, self._embedder).check()

    def repair(self, *, progress: Progress | None = None) -> Health:
        """Mends what `check` finds from the catalog, with the current embedding model; what was found is returned.

        Raises LibraryError where the catalog itself is damaged, LibraryBusy, StorageFull.
        """
        return Repair(self._stores, self._changes, self._embedder, progress).run()

    def close(self) -> None:
        """Lets go of files and connections; what is used again opens again."""
        self._stores.close()

    def _likely(self, ref: str) -> list[str]:
        found = [id for id, _ in self.search_roles(ref, limit=50)]
        # A slip of the pen has no word in common with what was meant.
        found += [id for word in re.findall(r"[^\W\d_]{4,}", ref)[:5] for id in self.roles_named_like(word, limit=10)]
        found = list(dict.fromkeys(found))
        return get_close_matches(ref, found, n=3, cutoff=0.5) or found[:3]
