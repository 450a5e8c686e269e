"""A run's record on disk: a line of JSON for each finished case, from which a run that was killed goes on.

Lines come in the order in which cases finish; each holds its case's position in the run, so that the finished record is
read in the order of the files. Only positions are held in memory: eight bytes a case.
"""

from __future__ import annotations

import json
import os
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from assistant.errors import RunBusy

Json = dict[str, Any]
_NONE = -1


class Record:
    """The record at `path`, open for reading and appending; threads may share it, processes may not.

    A torn last line (the process was killed while writing) is dropped, and so are cases that ended in an error: what
    broke may be mended by now. `fresh` begins anew. Files are readable by their owner only. Raises RunBusy where
    another process has the record open.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        from filelock import FileLock, Timeout

        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._guard = threading.Lock()
        self._places = array("q")
        self._lock = FileLock(path.with_suffix(".lock"))
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise RunBusy(
                "another process is running the same cases; wait until it is done, or stop it and run them again"
            ) from error
        try:
            self._file = self._opened(fresh)
            self.found = self.held
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __contains__(self, at: object) -> bool:
        return isinstance(at, int) and 0 <= at < len(self._places) and self._places[at] != _NONE

    @property
    def held(self) -> int:
        """How many results it has."""
        return sum(1 for place in self._places if place != _NONE)

    def add(self, at: int, case: Json) -> None:
        """Appends the result of the case at that position; it is safe from the end of the process from then on."""
        line = encoded({"at": at, "case": case})
        with self._guard:
            place = self._file.seek(0, os.SEEK_END)
            self._file.write(line)
            self._file.flush()
            self._note(at, place)

    def cases(self, end: int | None = None) -> Iterator[Json]:
        """The results so far, in the order of their positions, those before `end`. One is in memory at a time."""
        for place in self._places[:end]:
            if place != _NONE:
                with self._guard:
                    self._file.seek(place)
                    line = self._file.readline()
                yield json.loads(line)["case"]

    def close(self) -> None:
        """Lets go of the file, which stays."""
        self._file.close()
        self._lock.release()

    def remove(self) -> None:
        """Closes the record and deletes it."""
        self.close()
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".lock").unlink(missing_ok=True)

    def _note(self, at: int, place: int) -> None:
        while len(self._places) <= at:
            self._places.append(_NONE)
        self._places[at] = place

    def _opened(self, fresh: bool) -> IO[bytes]:
        if fresh:
            self.path.unlink(missing_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        file = os.fdopen(descriptor, "r+b")
        end = place = 0
        for line in file:
            found = _entry(line)
            place, end = end, end + len(line)
            if found is not None and found[1] != "error":
                self._note(found[0], place)
            elif not line.endswith(b"\n"):
                end = place
        file.truncate(end)
        return file


def encoded(value: object) -> bytes:
    """A value as a line of JSON in UTF-8; half a character (a lone surrogate) as its escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _entry(line: bytes) -> tuple[int, str] | None:
    """The position and status of a line's case; None for a line that is torn or not of a record."""
    try:
        found = json.loads(line)
        at, status = found["at"], found["case"]["status"]
    except (ValueError, KeyError, TypeError):
        return None
    return (at, status) if line.endswith(b"\n") and type(at) is int and at >= 0 and isinstance(status, str) else None
