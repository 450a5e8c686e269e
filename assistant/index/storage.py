"""What the three stores' own errors mean to a user: one place that tells a full disk from a broken file."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, LibraryError, StorageFull

if TYPE_CHECKING:
    from sqlalchemy import URL

_FULL = ("no space left", "disk is full", "disk full", "os error 28", "file too large", "os error 27", "quota exceeded")
# More than the stores write in one go between two chances to fail.
_ROOM = 16 << 20
_FULL_CODES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
REPAIR = "run: prep doctor --repair"


def is_full(error: BaseException) -> bool:
    """Whether `error`, of whichever library, says that nothing more can be stored."""
    if isinstance(error, OSError) and error.errno in _FULL_CODES:
        return True
    message = str(error).lower()
    return any(words in message for words in _FULL)


def has_room(folder: Path) -> bool:
    """Whether `folder` takes another `_ROOM` bytes: found out by writing them. To be asked when a write has failed, for
    Chroma does not say why, and SQLite calls some kinds of fullness an I/O error."""
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            for _ in range(_ROOM >> 20):
                file.write(bytes(1 << 20))
            os.fsync(file.fileno())
    except OSError as error:
        return not is_full(error)
    return True


@contextmanager
def writing_to(home: Path) -> Iterator[None]:
    """Turns a full disk into StorageFull; every other error passes as it is."""
    try:
        yield
    except AssistantError:
        raise
    except Exception as error:
        if not is_full(error) and has_room(home):
            raise
        raise _full(home, error) from error


@contextmanager
def cataloguing(url: URL) -> Iterator[None]:
    """Turns the database's errors into a LibraryError that names it, without a password, or into StorageFull."""
    from sqlalchemy.exc import DBAPIError, IntegrityError

    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        if is_full(error) or (url.drivername.startswith("sqlite") and not has_room(Path(url.database or "").parent)):
            raise _full(url.render_as_string(), error) from error
        raise LibraryError(
            f"the catalog {url.render_as_string()} cannot be used ({_short(error.orig or error)}); if it is damaged, "
            "restore it from a backup, or move it away and ingest your files again"
        ) from error


@contextmanager
def reading_from(what: str, place: Path | str) -> Iterator[None]:
    """Turns any error of a derived store into a LibraryError that names the store and the repair."""
    try:
        yield
    except AssistantError:
        raise
    except Exception as error:
        raise LibraryError(f"the {what} in {place} cannot be read ({_short(error)}); {REPAIR}") from error


def _full(place: object, error: Exception) -> StorageFull:
    return StorageFull(
        f"cannot store more in {place}, the disk is full ({_short(error)}); what was stored before is unharmed. "
        "Free some space and run the same command again"
    )


def _short(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
