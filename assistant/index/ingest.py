"""From files to a changed library: reads, embeds, and hands over in batches that are stored whole or not at all."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import Chunk, Failure, IngestReport, Posting
from assistant.errors import EmptyFile, UnreadableFile, UnsupportedFile
from assistant.index.catalog import Source
from assistant.index.changes import Change, Changes, Held, check_model
from assistant.index.embedder import Embedder
from assistant.index.entries import Entry
from assistant.index.files import Found, find, fingerprint
from assistant.index.reader import Reader
from assistant.index.stores import Stores

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, Any]

# Called with the files done (a fraction where one is half done), the files to do, and the name of the one at hand.
Progress = Callable[[float, int, str], None]

_log = logging.getLogger(__name__)
# Chunks to a batch. What is lost when the process is killed; and each batch costs a copy of the vectors (2 KB a chunk).
_BATCH = 4096
# Texts handed to the embedding model at a time.
_EMBED = 256
# Texts whose vectors a run remembers, so that what is saved twice (and differs only in what is around it) costs once.
_REMEMBERED = 10_000


@dataclass
class _Batch:
    """What was read and is not stored yet: `waiting` are the chunks that nobody makes vectors of so far, `rows` the
    vectors of the others, in order, as they come."""

    entries: list[Entry] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    waiting: list[Chunk] = field(default_factory=list)
    rows: list[Future[list[Vectors]]] = field(default_factory=list)
    chunks: int = 0


class Ingest:
    """One run over some paths. Use it once."""

    def __init__(
        self,
        stores: Stores,
        changes: Changes,
        reader: Reader,
        embedder: Embedder,
        progress: Progress | None = None,
    ) -> None:
        self._stores = stores
        self._changes = changes
        self._reader = reader
        self._embedder = embedder
        self._progress: Progress = progress or (lambda done, total, name: None)
        self._batch = _Batch()
        self._failed: list[Failure] = []
        self._names: set[str] = set()
        self._vectors: dict[str, Vectors] = {}
        # Vectors are made beside the reading, which leaves a processor idle; one thread, so that it can remember them.
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="embed")
        self._read = self._unchanged = self._roles = self._chunks = 0
        self._at: tuple[float, int, str] = (0.0, 0, "")

    def run(self, paths: Sequence[Path]) -> IngestReport:
        """Brings the library up to date with these files and folders.

        A file of known content costs a hash. Files that cannot be read are listed in the report, the rest goes on;
        what they held before stays. Raises EmbeddingMismatch, LibraryBusy, StorageFull, LibraryVersion.
        """
        began = time.perf_counter()
        check_model(self._stores.catalog.state(), self._embedder.model, None)
        files, failures = find(paths)
        self._failed += failures
        try:
            for at, file in enumerate(files):
                self._tell(at, len(files), file.names[0])
                self._file(file)
            self._store()
        finally:
            self._maker.shutdown(cancel_futures=True)
        self._tell(len(files), len(files), "")
        seconds = time.perf_counter() - began
        return IngestReport(
            self._read, self._roles, self._chunks, self._unchanged, tuple(self._failed), round(seconds, 3)
        )

    def _file(self, file: Found) -> None:
        try:
            self._read_file(file)
        except UnsupportedFile as error:
            if file.named:
                self._failed.append(Failure(file.names[0], str(error)))
        except (UnreadableFile, OSError) as error:
            self._failed.append(Failure(file.names[0], str(error)))

    def _read_file(self, file: Found) -> None:
        before = file.path.stat()
        known = self._stores.catalog.source(path=file.key)
        if known and (known.sha256, known.reading) == (fingerprint(file.path), self._reader.mark):
            self._unchanged += 1
            return
        name, moved_from = (known.name, None) if known else self._free_name(file)
        postings, failures = self._postings(file, name)
        self._failed += failures
        if postings:
            digest, after = fingerprint(file.path), file.path.stat()
            same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
            source = Source(name, file.key, after.st_size, after.st_mtime_ns, digest, self._reader.mark)
            names = {id: posting.source for id, posting in postings.items()}
            self._take(Held(source, names, same and not failures, moved_from), postings)

    def _postings(self, file: Found, name: str) -> tuple[dict[str, Posting], list[Failure]]:
        with _reported(name):
            postings, failures = self._reader.postings(file.path, name)
        if not postings and not failures:
            raise EmptyFile("holds no text that can be read; save the posting's text and ingest that")
        return postings, failures

    def _take(self, held: Held, postings: dict[str, Posting]) -> None:
        """Adds a file to the batch, which is stored each time it is full: a large file in several steps."""
        self._read += 1
        stored = self._stores.catalog.readings(postings)
        staged = {entry.id for entry in self._batch.entries}
        new = [p for id, p in postings.items() if stored.get(id) != self._reader.mark and id not in staged]
        done, total, name = self._at
        for at, posting in enumerate(new):
            if self._batch.chunks >= _BATCH:
                self._batch.held.append(replace(held, whole=False))
                self._store()
            self._tell(done + at / len(new), total, name)
            try:
                with _reported(posting.source):
                    entry = self._reader.entry(posting)
            except UnreadableFile as error:
                self._failed.append(Failure(posting.source, str(error)))
                held = replace(held, whole=False)
            else:
                self._add(entry, known=posting.id in stored)
        self._batch.held.append(held)
        if self._batch.chunks >= _BATCH:
            self._store()

    def _add(self, entry: Entry, *, known: bool) -> None:
        """Adds a posting to the batch. One that is `known`, and only read anew, has vectors that may serve again."""
        if known:
            old = self._changes.stored_vectors([chunk.id for chunk in entry.chunks])
            texts = {chunk.embedded: old[chunk.id] for chunk in entry.chunks if chunk.id in old}
            self._maker.submit(self._remember, texts)
        self._batch.entries.append(entry)
        self._batch.waiting += entry.chunks
        self._batch.chunks += len(entry.chunks)
        if len(self._batch.waiting) >= _EMBED:
            self._embed()

    def _embed(self) -> None:
        """Has vectors made of the waiting chunks."""
        texts = [chunk.embedded for chunk in self._batch.waiting]
        self._batch.waiting.clear()
        self._batch.rows.append(self._maker.submit(self._vectors_of, texts))

    def _vectors_of(self, texts: Sequence[str]) -> list[Vectors]:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        made = dict(zip(new, self._embedder.documents(new), strict=True))
        rows = [made[text] if text in made else self._vectors[text] for text in texts]
        self._remember(made)
        return rows

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        if len(self._vectors) + len(vectors) > _REMEMBERED:
            self._vectors.clear()
        self._vectors.update(vectors)

    def _store(self) -> None:
        """Makes the batch part of the library."""
        import numpy as np

        self._embed()
        batch, self._batch = self._batch, _Batch()
        if batch.held:
            made = [row for some in batch.rows for row in some.result()]
            rows = np.stack(made) if made else np.zeros((0, 0), dtype=np.float32)
            change = Change(tuple(batch.entries), rows, tuple(batch.held), self._reader.mark)
            for entry in self._changes.store(change):
                self._roles += len(entry.roles)
                self._chunks += len(entry.chunks)

    def _free_name(self, file: Found) -> tuple[str, str | None]:
        """The shortest of the file's names that no other file has; and the path of the file that had it, where that is
        no longer there: it was moved, or replaced by this one."""
        for name in file.names:
            holder = self._stores.catalog.source(name=name)
            if name not in self._names and (holder is None or not Path(holder.path).exists()):
                self._names.add(name)
                return name, holder.path if holder else None
        return file.key, None

    def _tell(self, done: float, total: int, name: str) -> None:
        self._at = (done, total, name)
        self._progress(done, total, name)


@contextmanager
def _reported(name: str) -> Iterator[None]:
    """Makes an UnreadableFile of any error of the reading: one file must not keep a thousand others out. It is listed
    with its cause, and logged."""
    try:
        yield
    except (UnreadableFile, OSError):
        raise
    except Exception as error:
        _log.exception("reading %s", name)
        raise UnreadableFile(f"could not be read ({type(error).__name__}: {error}); please report this") from error
