"""A change to the library, all or nothing, over three stores.

The catalog decides. Before the derived stores are touched the postings in question are noted in the catalog's journal;
when they have taken the change in, one transaction of the catalog makes it true and strikes the journal. Whoever takes
the write lock next and finds postings in the journal was preceded by a process that died, and puts the derived stores'
entries of these postings back to what the catalog says (`recover`). Readers never see half of a change: what the
catalog does not have, `Catalog.chunks` leaves out, and vectors change by snapshot.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from assistant.errors import EmbeddingMismatch, LibraryError
from assistant.index import records, snapshots
from assistant.index.catalog import Source, State
from assistant.index.corrections import Correction
from assistant.index.entries import Entry
from assistant.index.staging import name_of, next_vectors
from assistant.index.storage import REPAIR, writing_to
from assistant.index.stores import Stores, new_lexical_name
from assistant.index.uniqueness import unique_roles

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds now: its postings, id -> the posting's name in it. `whole` is False where it is to be read
    again next time: more of it is to come, or a part could not be read. `moved_from` is the path it had when it was
    read before, where that is another."""

    source: Source
    postings: dict[str, str]
    whole: bool = True
    moved_from: str | None = None

    @property
    def paths(self) -> set[str]:
        """The paths under which the catalog may know the file."""
        return {self.source.path, self.moved_from or self.source.path}

    def named(self, name: str) -> Held:
        """The same under another name."""
        old = self.source.name
        postings = {id: name + called.removeprefix(old) for id, called in self.postings.items()}
        return replace(self, source=replace(self.source, name=name), postings=postings)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become true in one step: entries with their chunks' vectors (row by row, in the order of the entries'
    chunks), and what the files that were read hold now."""

    entries: tuple[Entry, ...]
    vectors: Vectors
    held: tuple[Held, ...]
    reading: str


class Changes:
    """Carries changes out, one at a time. `model` names the embedding model, `embed` turns texts into vectors."""

    def __init__(self, stores: Stores, model: str, embed: Callable[[Sequence[str]], Vectors]) -> None:
        self._stores = stores
        self._model = model
        self._embed = embed

    def store(self, change: Change) -> tuple[Entry, ...]:
        """Makes `change` true and returns the entries that were added, with the role ids they got.

        Postings that meanwhile are stored, by the same reading, are only linked; postings that the files no longer hold
        and no other file does go out in the same step. Raises EmbeddingMismatch, StorageFull, LibraryBusy.
        """
        with self._writing() as state:
            check_model(state, self._model, change.vectors.shape[1] if len(change.vectors) else None)
            held = [self._with_own_name(file) for file in change.held]
            gone = self._no_longer_held(held)
            entries, vectors = self._new_of(change)
            replaced = gone | {entry.id for entry in entries}
            with self._stores.catalog.engine.connect() as connection:
                entries = unique_roles(connection, entries, ignore=replaced)
            after = self._derive(state, gone, entries, vectors)
            with self._settling(state, after, replaced) as connection:
                records.remove_postings(connection, replaced)
                records.add_entries(connection, entries, change.reading)
                _hold(connection, held)
            return tuple(entries)

    def remove_source(self, path: str) -> None:
        """Takes the file of that path out of the library, and with it the postings that no other file holds."""
        with self._writing() as state:
            with self._stores.catalog.engine.connect() as connection:
                held = records.held_by(connection, path)
                gone = records.held_only_by(connection, held, [path])
            after = self._derive(state, gone, [], None)
            with self._settling(state, after, gone) as connection:
                records.remove_source(connection, path)
                records.remove_postings(connection, gone)
                records.rename(connection, held - gone)

    def remove_role(self, id: str) -> None:
        """Takes one role out, its chunks with it; its posting goes too if no role is left, and so does a file that
        holds no other posting. Nothing happens where the role is gone already."""
        with self._writing() as state:
            for role in self._stores.catalog.roles([id]):
                [entry] = self._stores.catalog.entries([role.posting_id])
                left = [_without(entry, id)] if len(entry.roles) > 1 else []
                after = self._derive(state, {entry.id}, left, self._stored(state, left))
                with self._settling(state, after, {entry.id}) as connection:
                    holders = records.holders(connection, entry.id)
                    records.remove_role(connection, id)
                    records.remove_postings(connection, {entry.id} - {kept.id for kept in left})
                    records.remove_empty_sources(connection, holders)

    def correct(self, entry: Entry, vectors: Vectors, reading: str, correction: Correction) -> None:
        """Puts a stored posting's roles as corrected in the place of those that it had, and keeps the correction."""
        with self._writing() as state:
            check_model(state, self._model, vectors.shape[1] if len(vectors) else None)
            with self._stores.catalog.engine.connect() as connection:
                [entry] = unique_roles(connection, [entry], ignore={entry.id})
            after = self._derive(state, {entry.id}, [entry], vectors)
            with self._settling(state, after, {entry.id}) as connection:
                records.replace_roles(connection, entry, reading)
                records.put_correction(connection, entry.posting, correction, time.time())

    def recover(self) -> int:
        """Puts the derived stores right where a process died in the middle of a change. Returns the number of postings
        looked at: 0 where all was well."""
        with self._stores.lock(), writing_to(self._stores.home):
            return self._recover()

    @contextmanager
    def _writing(self) -> Iterator[State]:
        """The lock, held; what an earlier process left undone, done; the state from which the change begins."""
        with self._stores.lock(), writing_to(self._stores.home):
            self._recover()
            yield self._stores.catalog.state()

    def _recover(self) -> int:
        catalog = self._stores.catalog
        torn = catalog.unsettled()
        if not torn:
            return 0
        state = catalog.state()
        entries = catalog.entries(torn)
        if state.lexical:
            self._stores.open_lexical(state.lexical).replace(torn, entries)
        if self._stores.chroma_url and state.vectors:
            # In a folder the snapshot in force is whole; on a server the change was made in place.
            check_model(state, self._model, state.dimensions)
            vectors = self._embed([chunk.embedded for entry in entries for chunk in entry.chunks])
            self._make_vectors(state, torn, entries, vectors)
        with self._settling(state, replace(state, generation=state.generation + 1), torn):
            return len(torn)

    def _new_of(self, change: Change) -> tuple[list[Entry], Vectors]:
        """The entries that are not stored by this reading yet, and the rows of `change.vectors` that are theirs."""
        known = self._stores.catalog.readings(entry.id for entry in change.entries)
        entries = [entry for entry in change.entries if known.get(entry.id) != change.reading]
        wanted = {entry.id for entry in entries}
        owners = [entry.id for entry in change.entries for _ in entry.chunks]
        return entries, change.vectors[[at for at, owner in enumerate(owners) if owner in wanted]]

    def _no_longer_held(self, held: Sequence[Held]) -> set[str]:
        """The postings that these files held, hold no more, and that are in no other file either."""
        paths = {path for file in held for path in file.paths}
        with self._stores.catalog.engine.connect() as connection:
            before = {id for path in paths for id in records.held_by(connection, path)}
            dropped = before - {id for file in held for id in file.postings}
            return records.held_only_by(connection, dropped, paths)

    def _with_own_name(self, file: Held) -> Held:
        """`file` as it is, or under its whole path where another process has meanwhile given its name to another."""
        holder = self._stores.catalog.source(name=file.source.name)
        return file if holder is None or holder.path in file.paths else file.named(file.source.path)

    def _stored(self, state: State, entries: Sequence[Entry]) -> Vectors:
        """The vectors of stored entries, row by row."""
        import numpy as np

        ids = [chunk.id for entry in entries for chunk in entry.chunks]
        if not ids or not state.vectors:
            return np.zeros((0, state.dimensions or 0), dtype=np.float32)
        found = self.stored_vectors(ids)
        if missing := len(set(ids) - found.keys()):
            raise LibraryError(f"{missing} of {len(ids)} vectors are missing; {REPAIR}")
        return np.stack([found[id] for id in ids])

    def stored_vectors(self, chunks: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of these chunks (ids) that are stored."""
        with self._stores.reading() as derived:
            return derived.vectors.vectors(chunks) if derived.vectors else {}

    def _derive(self, state: State, gone: Collection[str], entries: Sequence[Entry], vectors: Vectors | None) -> State:
        """Changes the derived stores, journalled: the state that names the ones to be in force from now on."""
        changed = {*gone, *(entry.id for entry in entries)}
        if not changed:
            return state
        with self._stores.catalog.engine.begin() as connection:
            records.begin(connection, changed)
        made = self._make_vectors(state, changed, entries, vectors)
        if state.lexical is None:
            snapshots.discard(self._stores.lexical_folder(""), keep=())
        lexical = state.lexical or new_lexical_name()
        self._stores.open_lexical(lexical, create=state.lexical is None).replace(gone, entries)
        return replace(made, lexical=lexical, generation=state.generation + 1)

    def _make_vectors(
        self, state: State, changed: Collection[str], entries: Sequence[Entry], vectors: Vectors | None
    ) -> State:
        chunks = [chunk for entry in entries for chunk in entry.chunks]
        with next_vectors(self._stores, state) as (name, index):
            if state.vectors:
                index.delete_postings(changed)
            if chunks and vectors is not None:
                index.upsert(chunks, vectors)
            kept = name_of(self._stores, name, index)
        before = None if self._stores.chroma_url else state.vectors
        if kept is None:
            return replace(state, model=None, dimensions=None, vectors=None, vectors_before=before)
        width = vectors.shape[1] if chunks and vectors is not None else state.dimensions
        return replace(state, model=self._model, dimensions=width, vectors=kept, vectors_before=before)

    @contextmanager
    def _settling(self, before: State, after: State, settled: Collection[str]) -> Iterator[Connection]:
        """The transaction of the catalog in which a change becomes true."""
        with self._stores.catalog.engine.begin() as connection:
            companies = records.companies_of(connection, settled)
            yield connection
            records.forget_companies(connection, companies)
            if after != before:
                records.set_state(connection, after)
            records.settle(connection, settled)
        snapshots.discard(self._stores.vectors_folder(""), keep=(after.vectors, after.vectors_before))


def check_model(state: State, model: str, dimensions: int | None) -> None:
    """Raises EmbeddingMismatch where the stored vectors are not of this model, or of another length."""
    if state.model is None or (state.model == model and dimensions in (None, state.dimensions)):
        return
    raise EmbeddingMismatch(
        f"the library's vectors are of the embedding model {state.model} ({state.dimensions} dimensions), the setting "
        f"asks for {model} ({dimensions or 'unknown'} dimensions); set {state.model} again, or make all vectors anew "
        "with: prep doctor --repair"
    )


def _without(entry: Entry, role: str) -> Entry:
    return replace(
        entry,
        roles=tuple(other for other in entry.roles if other.id != role),
        chunks=tuple(chunk for chunk in entry.chunks if chunk.role_id != role),
    )


def _hold(connection: Connection, held: Sequence[Held]) -> None:
    """Writes the sources with their links; a posting that is not stored yet is linked when it is."""
    now = time.time()
    for file in held:
        source = file.source if file.whole else replace(file.source, sha256="")
        if file.moved_from:
            records.remove_source(connection, file.moved_from)
        stored = records.stored(connection, file.postings)
        before = records.held_by(connection, source.path)
        id = records.put_source(connection, source, now)
        records.link(connection, id, {key: name for key, name in file.postings.items() if key in stored})
        records.rename(connection, before | stored)
