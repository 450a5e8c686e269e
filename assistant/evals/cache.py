"""What chat models replied, kept in SQLite: a run that is repeated on the same input asks, and pays, nothing again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_core.caches import RETURN_VAL_TYPE, BaseCache
from langchain_core.messages import message_to_dict, messages_from_dict
from langchain_core.outputs import ChatGeneration, Generation

from assistant.errors import LibraryError

log = logging.getLogger(__name__)
_TABLE = "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT NOT NULL, at REAL NOT NULL)"
_WAIT_SECONDS = 30.0


class ReplyCache(BaseCache):
    """A LangChain cache in the file `path`, readable by its owner only. Threads and processes may share it.

    A reply is found again for the same prompt, the same model with the same parameters, and the same `run`: repeated
    runs are to differ if the model does. Prompts are kept as hashes, replies as they are. A file that is no such cache
    is set aside under a name that ends in ".broken" (`set_aside` says which), and a new one begun. Raises LibraryError
    where the file cannot be opened at all.
    """

    def __init__(self, path: Path, *, run: int = 1) -> None:
        self.path = path
        self.set_aside: Path | None = None
        self._run = run
        self._guard = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._database = self._opened()

    def lookup(self, prompt: str, llm_string: str) -> RETURN_VAL_TYPE | None:
        """The reply of that model to that prompt in this run, None where there is none."""
        with self._guard:
            found = self._database.execute("SELECT reply FROM replies WHERE key = ?", (self._key(prompt, llm_string),))
            row = found.fetchone()
        try:
            return None if row is None else _decoded(row[0])
        except (ValueError, KeyError, TypeError):
            # Kept by another version: asked again.
            return None

    def update(self, prompt: str, llm_string: str, return_val: RETURN_VAL_TYPE) -> None:
        """Keeps a reply."""
        row = (self._key(prompt, llm_string), _encoded(return_val), time.time())
        with self._guard, self._database:
            self._database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", row)

    def clear(self, **kwargs: Any) -> None:
        """Forgets every reply, of all runs."""
        with self._guard, self._database:
            self._database.execute("DELETE FROM replies")

    def close(self) -> None:
        """Lets go of the file."""
        with self._guard:
            self._database.close()

    def _key(self, prompt: str, llm_string: str) -> str:
        return hashlib.sha256(json.dumps([self._run, llm_string, prompt]).encode()).hexdigest()

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connection(self.path)
        except sqlite3.OperationalError as error:
            raise LibraryError(
                f"the replies kept in {self.path} cannot be opened: {error}; free disk space or delete the file"
            ) from error
        except sqlite3.DatabaseError as error:
            self.set_aside = _put_aside(self.path)
            log.warning("%s is no cache of replies (%s); it is %s now", self.path, error, self.set_aside)
            return _connection(self.path)


def _connection(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    database = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
    try:
        database.execute(_TABLE)
        found = database.execute("PRAGMA quick_check").fetchone()
        if found != ("ok",):
            raise sqlite3.DatabaseError(f"damaged: {found[0]}")
        columns = [row[1] for row in database.execute("PRAGMA table_info(replies)")]
        if columns != ["key", "reply", "at"]:
            raise sqlite3.DatabaseError(f"of another make, with columns {columns}")
        database.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        database.close()
        raise
    return database


def _put_aside(path: Path) -> Path:
    """Renames a broken file, with what SQLite put beside it."""
    aside = next(p for n in range(1, 1000) if not (p := path.with_name(f"{path.name}.{n}.broken")).exists())
    os.replace(path, aside)
    for beside in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{beside}")
    return aside


def _encoded(replies: Sequence[Generation]) -> str:
    return json.dumps([_plain(reply) for reply in replies])


def _plain(reply: Generation) -> dict[str, Any]:
    info = reply.generation_info
    if isinstance(reply, ChatGeneration):
        return {"message": message_to_dict(reply.message), "info": info}
    return {"text": reply.text, "info": info}


def _decoded(stored: str) -> list[Generation]:
    return [_reply(plain) for plain in json.loads(stored)]


def _reply(plain: dict[str, Any]) -> Generation:
    if "message" in plain:
        return ChatGeneration(message=messages_from_dict([plain["message"]])[0], generation_info=plain["info"])
    return Generation(text=plain["text"], generation_info=plain["info"])
