"""Finding damage in a library, and mending it from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from assistant.errors import LibraryError
from assistant.index import database, records, snapshots
from assistant.index.catalog import Counts, State
from assistant.index.changes import Changes
from assistant.index.embedder import Embedder
from assistant.index.entries import Entry
from assistant.index.ingest import Progress
from assistant.index.staging import name_of, next_vectors
from assistant.index.storage import writing_to
from assistant.index.stores import Stores, new_lexical_name
from assistant.index.vectors import drop_collection

_PAGE = 500
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one of the stores, in a sentence."""

    where: Literal["catalog", "journal", "vectors", "words"]
    what: str


@dataclass(frozen=True, slots=True)
class Health:
    """What a library holds and what is wrong with it."""

    counts: Counts
    model: str | None
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Repair:
    """Checks and mends one library."""

    def __init__(self, stores: Stores, changes: Changes, embedder: Embedder, progress: Progress | None = None) -> None:
        self._stores = stores
        self._changes = changes
        self._embedder = embedder
        self._progress: Progress = progress or (lambda done, total, name: None)

    def check(self) -> Health:
        """Compares the stores item by item, and asks each for something."""
        catalog = self._stores.catalog
        problems = [Problem("catalog", line) for line in database.check_integrity(catalog.engine)]
        if problems:
            return Health(Counts(0, 0, 0, 0), None, tuple(problems))
        state = catalog.state()
        chunks, roles = catalog.chunk_and_role_ids()
        if torn := catalog.unsettled():
            problems.append(Problem("journal", f"a change of {len(torn)} postings was begun and not finished"))
        problems += self._asked("vectors", lambda: self._check_vectors(state, chunks))
        problems += self._asked("words", lambda: self._check_words(state, chunks, roles))
        return Health(catalog.counts(), state.model, tuple(problems))

    def run(self) -> Health:
        """Mends what `check` finds and returns it. Holds the write lock for as long as that takes."""
        found = self.check()
        where = {problem.where for problem in found.problems}
        if "catalog" in where:
            raise LibraryError(
                f"{found.problems[0].what}; it cannot be mended: restore {self._stores.home} from a backup, "
                "or move it away and ingest your files again"
            )
        with self._stores.lock(), writing_to(self._stores.home):
            if "vectors" in where:
                self._rebuild_vectors()
            if "words" in where:
                self._rebuild_words()
        self._changes.recover()
        return found

    def _asked(self, where: Literal["vectors", "words"], check: Callable[[], list[str]]) -> list[Problem]:
        try:
            return [Problem(where, line) for line in check()]
        except LibraryError as error:
            return [Problem(where, str(error))]

    def _check_vectors(self, state: State, chunks: set[str]) -> list[str]:
        if not state.vectors:
            return _differing("vectors", chunks, set())
        if state.model != self._embedder.model:
            return [f"the vectors are of the model {state.model}, the setting asks for {self._embedder.model}"]
        self._stores.assure_vectors(state.vectors, thorough=True)
        with closing(self._stores.open_vectors(state.vectors)) as index:
            lines = _differing("vectors", chunks, index.ids())
            sample = index.vectors(sorted(chunks)[:_SAMPLE])
            lost = [id for id, vector in sample.items() if id not in dict(index.search(vector, limit=_SAMPLE))]
        return [*lines, f"{len(lost)} of {len(sample)} chunks are not found by their own vector"] if lost else lines

    def _check_words(self, state: State, chunks: set[str], roles: set[str]) -> list[str]:
        if not state.lexical:
            return _differing("word index", chunks, set())
        found_chunks, found_roles = self._stores.open_lexical(state.lexical).ids()
        return _differing("word index", chunks, found_chunks) + _differing("index of roles", roles, found_roles)

    def _rebuild_vectors(self) -> None:
        state = self._stores.catalog.state()
        total, done, width = self._stores.catalog.counts().chunks, 0, None
        with next_vectors(self._stores, state, empty=True) as (name, index):
            for entries in self._entries():
                chunks = [chunk for entry in entries for chunk in entry.chunks]
                vectors = self._embedder.documents([chunk.embedded for chunk in chunks])
                if chunks:
                    index.upsert(chunks, vectors)
                    width = vectors.shape[1]
                done += len(chunks)
                self._progress(done, total, "vectors")
            kept = name_of(self._stores, name, index)
        self._put(replace(state, model=self._embedder.model, dimensions=width, vectors=kept, vectors_before=None))
        if self._stores.chroma_url and state.vectors:
            drop_collection(self._stores.chroma_url, state.vectors)

    def _rebuild_words(self) -> None:
        state = self._stores.catalog.state()
        total, done, name = self._stores.catalog.counts().postings, 0, new_lexical_name()
        index = self._stores.open_lexical(name, create=True)
        for entries in self._entries():
            index.replace((), entries)
            done += len(entries)
            self._progress(done, total, "words")
        self._put(replace(state, lexical=name))
        snapshots.discard(self._stores.lexical_folder(""), keep=(name,))

    def _entries(self) -> Iterator[list[Entry]]:
        ids = self._stores.catalog.posting_ids()
        while page := list(islice(ids, _PAGE)):
            yield self._stores.catalog.entries(page)

    def _put(self, state: State) -> None:
        with self._stores.catalog.engine.begin() as connection:
            records.set_state(connection, replace(state, generation=state.generation + 1))
        snapshots.discard(self._stores.vectors_folder(""), keep=(state.vectors, state.vectors_before))


def _differing(what: str, wanted: set[str], found: set[str]) -> list[str]:
    lines = []
    if missing := len(wanted - found):
        lines.append(f"the {what} lacks {missing} of {len(wanted)} entries")
    if extra := len(found - wanted):
        lines.append(f"the {what} has {extra} entries that the catalog has not")
    return lines
