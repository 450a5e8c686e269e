"""A library for each user: opened when they first need it, closed when they have not for a while."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import LibraryBusy, RecordsUnusable

if TYPE_CHECKING:
    from assistant.app import Assistant

# An open library holds some 20 MB and a few files. One that nobody has used for longer than any answer takes may go.
MOST, QUIET_SECONDS = 64, 15 * 60.0


def folder_of(home: Path, user: str) -> Path:
    """The folder of a user's private library. Not by name: names may hold what no folder's may."""
    return home / "users" / hashlib.sha256(user.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def forget_folder(home: Path, user: str) -> None:
    """Deletes a user's private library, if there is one. Raises RecordsUnusable where it cannot be deleted."""
    folder = folder_of(home, user)
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise RecordsUnusable(
            f"your private library cannot be deleted: {error.strerror or error}; close what uses it, and delete again"
        ) from None


@dataclass(frozen=True, slots=True)
class _Open:
    assistant: Assistant
    used: float


class Households:
    """An assistant for each user, made by `make`. Safe to use from several threads."""

    def __init__(
        self, make: Callable[[str], Assistant], clock: Callable[[], float] = time.monotonic, most: int = MOST
    ) -> None:
        self._make, self._clock, self._most = make, clock, most
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._guard = Lock()

    def of(self, user: str) -> Assistant:
        """The user's assistant. Raises LibraryBusy where too many people use theirs at this moment."""
        with self._guard:
            found = self._open.get(user)
            if found is None:
                self._make_room()
                found = _Open(self._make(user), 0.0)
            self._open[user] = replace(found, used=self._clock())
            self._open.move_to_end(user)
            return found.assistant

    def close(self, user: str | None = None) -> None:
        """Closes one user's assistant, or all."""
        with self._guard:
            for name in [user] if user is not None else [*self._open]:
                if found := self._open.pop(name, None):
                    found.assistant.close()

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def _make_room(self) -> None:
        while len(self._open) >= self._most:
            oldest = next(iter(self._open))
            if self._clock() - self._open[oldest].used < QUIET_SECONDS:
                raise LibraryBusy(f"{self._most} people use their libraries at this moment; try again in a few minutes")
            self._open.pop(oldest).assistant.close()
