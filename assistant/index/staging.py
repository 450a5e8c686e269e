"""The vectors that a change writes to: a new snapshot in a folder, or the collection itself on a server."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from assistant.index import records, snapshots
from assistant.index.catalog import State
from assistant.index.storage import has_room
from assistant.index.stores import Stores, new_name
from assistant.index.vectors import VectorIndex


@contextmanager
def next_vectors(stores: Stores, state: State, *, empty: bool = False) -> Iterator[tuple[str, VectorIndex]]:
    """The name and the open index of the vectors to write to. In a folder that is a copy of those that `state` names,
    and nobody sees it until the catalog names it; on a server, which processes can share, it is those themselves.
    With `empty` it is new ones in either case."""
    staged = _on_server(stores, state, empty) if stores.chroma_url else _in_folder(stores, state, empty)
    with staged as found:
        yield found


def name_of(stores: Stores, name: str, index: VectorIndex) -> str | None:
    """What the catalog is to call the vectors that were written: nothing where none are left in a folder, for Chroma
    makes the files of an empty graph anew whenever it opens them, and the seal would be broken."""
    return name if stores.chroma_url or index.count() else None


@contextmanager
def _in_folder(stores: Stores, state: State, empty: bool) -> Iterator[tuple[str, VectorIndex]]:
    snapshots.discard(stores.vectors_folder(""), keep=(state.vectors, state.vectors_before))
    name = new_name()
    folder = stores.vectors_folder(name)
    try:
        if state.vectors and not empty:
            stores.assure_vectors(state.vectors)
            snapshots.copy(stores.vectors_folder(state.vectors), folder)
        with closing(VectorIndex.in_folder(folder)) as index:
            yield name, index
        snapshots.seal(folder)
    except BaseException as error:
        full = isinstance(error, Exception) and not has_room(stores.home)
        snapshots.remove(folder)  # its space is needed, so what follows could no longer see that there was none
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


@contextmanager
def _on_server(stores: Stores, state: State, empty: bool) -> Iterator[tuple[str, VectorIndex]]:
    name = f"chunks-{new_name()}" if empty or not state.vectors else state.vectors
    if not state.vectors:
        # Noted first: should this process die, the next one goes on with this collection and leaves no other behind.
        with stores.catalog.engine.begin() as connection:
            records.set_meta(connection, vectors=name)
    with closing(stores.open_vectors(name)) as index:
        yield name, index
