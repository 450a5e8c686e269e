"""The library's write lock: one process changes a library at a time, while any number read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryBusy
from assistant.index.storage import writing_to


@contextmanager
def write_lock(home: Path, timeout: float) -> Iterator[None]:
    """Holds the lock of the library in `home`; the system lets go of it if the process dies.

    Raises LibraryBusy where another process holds it for longer than `timeout` seconds.
    """
    from filelock import FileLock, Timeout

    with writing_to(home):
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "write.lock")
        try:
            lock.acquire(timeout=timeout)
        except Timeout as error:
            raise LibraryBusy(
                f"another process is writing to the library and holds {home / 'write.lock'} (waited {timeout:g} s); "
                "let it finish, or end it, and run the same command again"
            ) from error
    try:
        yield
    finally:
        lock.release()
