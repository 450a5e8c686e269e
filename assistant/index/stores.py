"""The three stores of a library side by side, and who may use which: the open handles of `library` and `changes`."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assistant.errors import LibraryError
from assistant.index import database, snapshots
from assistant.index.catalog import Catalog, State
from assistant.index.lexical import FORMAT, LexicalIndex
from assistant.index.lock import write_lock
from assistant.index.storage import REPAIR
from assistant.index.vectors import VectorIndex


@dataclass
class Derived:
    """The derived stores of one generation, open for reading; None where the library is still empty."""

    state: State
    vectors: VectorIndex | None
    lexical: LexicalIndex | None
    users: int = field(default=0)
    stale: bool = field(default=False)


class Stores:
    """Where a library's stores are and how to open them. Nothing is opened before it is needed."""

    def __init__(self, home: Path, *, chroma_url: str | None, catalog_url: str | None, lock_timeout: float) -> None:
        self.home = home
        self.chroma_url = chroma_url
        self._catalog_url = catalog_url
        self._lock_timeout = lock_timeout
        self._derived: Derived | None = None
        self._guard = threading.Lock()

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog, made if there is none. Raises LibraryVersion where another version of the program made it."""
        self.home.mkdir(parents=True, exist_ok=True)
        engine = database.open_engine(self.home, self._catalog_url)
        if not database.has_tables(engine):
            with self.lock():
                database.create_tables(engine)
        else:
            database.add_missing(engine)
        return Catalog(engine)

    def lock(self) -> AbstractContextManager[None]:
        """The write lock; raises LibraryBusy where another process keeps it."""
        return write_lock(self.home, self._lock_timeout)

    @contextmanager
    def reading(self) -> Iterator[Derived]:
        """The derived stores as the catalog has them now, for the length of the block.

        Another process's changes are seen: the catalog's generation is looked up each time, and the stores are opened
        anew where it grew. Stores that another thread still reads from are closed when it is done.
        """
        with self._guard:
            derived = self._current()
            derived.users += 1
        try:
            yield derived
        finally:
            with self._guard:
                derived.users -= 1
                self._close_unused(derived)

    def close(self) -> None:
        """Lets go of everything that is open; what is needed again opens again."""
        with self._guard:
            if self._derived is not None:
                self._retire(self._derived)
            self._derived = None
        if "catalog" in self.__dict__:
            self.catalog.engine.dispose()
            del self.__dict__["catalog"]

    def vectors_folder(self, name: str) -> Path:
        """The folder of the vectors of that name."""
        return self.home / "vectors" / name

    def lexical_folder(self, name: str) -> Path:
        """The folder of the word index of that name."""
        return self.home / "words" / name

    def open_vectors(self, name: str) -> VectorIndex:
        """The vectors of that name. Raises LibraryError where they are gone or damaged."""
        if self.chroma_url:
            return VectorIndex.on_server(self.chroma_url, name)
        self.assure_vectors(name)
        return VectorIndex.in_folder(self.vectors_folder(name))

    def assure_vectors(self, name: str, *, thorough: bool = False) -> None:
        """Raises LibraryError where the folder of these vectors is not as it was written. On a server: never."""
        folder = self.vectors_folder(name)
        if not self.chroma_url and (found := snapshots.damage(folder, thorough=thorough)):
            raise LibraryError(f"the vectors in {folder} are damaged ({found}); {REPAIR}")

    def open_lexical(self, name: str, *, create: bool = False) -> LexicalIndex:
        """The word index of that name. Raises LibraryError where it is gone or damaged."""
        folder = self.lexical_folder(name)
        if not name.startswith(f"{FORMAT}-"):
            raise LibraryError(f"the word index in {folder} was made by another version of this program; {REPAIR}")
        if not create and not LexicalIndex.exists(folder):
            raise LibraryError(f"the word index is gone from {folder}; {REPAIR}")
        return LexicalIndex(folder)

    def _current(self) -> Derived:
        derived = self._derived
        if derived is not None and derived.state.generation == self.catalog.generation():
            return derived
        opened = self._open()
        if derived is not None:
            self._retire(derived)
        self._derived = opened
        return opened

    def _open(self) -> Derived:
        while True:
            state = self.catalog.state()
            try:
                lexical = self.open_lexical(state.lexical) if state.lexical else None
                vectors = self.open_vectors(state.vectors) if state.vectors else None
            except LibraryError:
                if self.catalog.generation() == state.generation:
                    raise
                continue  # replaced, and cleared away, while we were opening it
            return Derived(state, vectors, lexical)

    def _retire(self, derived: Derived) -> None:
        derived.stale = True
        self._close_unused(derived)

    def _close_unused(self, derived: Derived) -> None:
        if derived.stale and not derived.users and derived.vectors is not None:
            derived.vectors.close()
            derived.vectors = None


def new_lexical_name() -> str:
    """A name for a word index, which says by which version of the program it is made."""
    return f"{FORMAT}-{new_name()}"


def new_name() -> str:
    """A name for a derived store that none had before."""
    return uuid.uuid4().hex[:16]
