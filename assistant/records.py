"""What belongs to a user: résumé, plans, interviews, review cards. One database, every row under its user's name.

A record is a JSON object under (user, kind, key). SQLite in the home folder by default, any database by URL. What is
deleted is overwritten on disk (`secure_delete`), and nothing of a record's body ever goes into a log or an error.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.errors import RecordChanged, RecordsUnusable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, MetaData, Table

# The one user of an installation without sign-in.
ONLY_USER = "me"
Body = Mapping[str, Any]
_BUSY_MS = 30_000
# So many bodies are decoded at a time.
_DECODED = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `version` counts its changes from 1; `changed` is Unix time; `rank` is what lists are ordered by."""

    kind: str
    key: str
    body: Body
    version: int
    changed: float
    rank: float


class Records:
    """The users' own data. Safe to use from several threads and processes; each call is a transaction of its own.

    Raises RecordsUnusable where the database cannot be opened, read or written.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self._home = home
        self._url = url
        self._guard = Lock()
        self._opened: tuple[Engine, Table] | None = None

    def get(self, user: str, kind: str, key: str) -> Record | None:
        """The record, or None where there is none."""
        found = self._select(user, kind, keys=[key])
        return found[0] if found else None

    def listed(self, user: str, kind: str, *, limit: int | None = None, rank_to: float | None = None) -> list[Record]:
        """The user's records of a kind by rank, then key; with `rank_to` only those of at most that rank."""
        return self._select(user, kind, limit=limit, rank_to=rank_to)

    def scan(self, user: str, kind: str) -> list[tuple[str, Body]]:
        """Key and body of the user's records of a kind, by key: faster than `listed` where there are thousands."""
        return list(self.stream(user, kind))

    def stream(self, user: str, kind: str) -> Iterator[tuple[str, Body]]:
        """The same, one after the other, as they are at the first. Who keeps none of the bodies saves the garbage
        collector from going through thousands of them."""
        import orjson
        from sqlalchemy import select

        with self._transaction() as (connection, table):
            query = select(table.c.key, table.c.body).where(table.c.user == user, table.c.kind == kind)
            # The driver's own tuples: making a row object of each takes as long as reading them.
            cursor = connection.execute(query.order_by(table.c.key)).cursor
            rows = cursor.fetchall() if cursor else []
        for start in range(0, len(rows), _DECODED):
            some = rows[start : start + _DECODED]
            bodies = orjson.loads("[" + ",".join([row[1] for row in some]) + "]")
            yield from zip([row[0] for row in some], bodies, strict=True)

    def some(self, user: str, kind: str, keys: Sequence[str]) -> dict[str, Record]:
        """Those of the records that there are, by key."""
        return {record.key: record for record in self._select(user, kind, keys=keys)}

    def put(
        self, user: str, kind: str, key: str, body: Body, *, rank: float = 0.0, expected: int | None = None
    ) -> Record:
        """Writes a record whole. `expected` is the version that the caller has seen (0: that there was none).

        Raises RecordChanged where another process or tab has changed it since.
        """
        with self._transaction() as (connection, table):
            return _put(connection, table, user, kind, key, body, rank, expected)

    def put_all(self, user: str, kind: str, entries: Iterable[tuple[str, Body, float]]) -> None:
        """Writes many records (key, body, rank) in one transaction: all of them or none."""
        with self._transaction() as (connection, table):
            for key, body, rank in entries:
                _put(connection, table, user, kind, key, body, rank, None)

    def remove(self, user: str, kind: str, key: str | None = None) -> int:
        """Deletes the record, or all of the kind; returns how many there were."""
        from sqlalchemy import delete

        with self._transaction() as (connection, table):
            query = delete(table).where(table.c.user == user, table.c.kind == kind)
            if key is not None:
                query = query.where(table.c.key == key)
            return int(connection.execute(query).rowcount)

    def kinds(self, user: str) -> dict[str, int]:
        """How many records of each kind the user has."""
        from sqlalchemy import func, select

        with self._transaction() as (connection, table):
            query = select(table.c.kind, func.count()).where(table.c.user == user).group_by(table.c.kind)
            return {str(kind): int(n) for kind, n in connection.execute(query)}

    def everything(self, user: str) -> dict[str, list[Body]]:
        """All that is kept of the user, by kind: for an export."""
        return {kind: [record.body for record in self.listed(user, kind)] for kind in sorted(self.kinds(user))}

    def forget(self, user: str) -> int:
        """Deletes all that is kept of the user; returns how many records that was."""
        from sqlalchemy import delete

        with self._transaction() as (connection, table):
            deleted = int(connection.execute(delete(table).where(table.c.user == user)).rowcount)
        self._truncate_log()
        return deleted

    def close(self) -> None:
        """Lets go of the database."""
        with self._guard:
            if self._opened:
                self._opened[0].dispose()
            self._opened = None

    def _select(
        self,
        user: str,
        kind: str,
        *,
        keys: Sequence[str] | None = None,
        limit: int | None = None,
        rank_to: float | None = None,
    ) -> list[Record]:
        from sqlalchemy import select

        with self._transaction() as (connection, table):
            query = select(table).where(table.c.user == user, table.c.kind == kind)
            if keys is not None:
                query = query.where(table.c.key.in_(keys))
            else:
                # Not with keys: SQLite would go through all ranks of the kind to save sorting a few records.
                query = query.order_by(table.c.rank, table.c.key)
            if rank_to is not None:
                query = query.where(table.c.rank <= rank_to)
            query = query.limit(limit)
            return [
                Record(row.kind, row.key, json.loads(row.body), row.version, row.changed, row.rank)
                for row in connection.execute(query)
            ]

    @contextmanager
    def _transaction(self) -> Iterator[tuple[Connection, Table]]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            engine, table = self._open()
            with engine.begin() as connection:
                yield connection, table
        except (SQLAlchemyError, OSError) as error:
            said = str(getattr(error, "orig", None) or type(error).__name__)
            raise RecordsUnusable(
                f"your own data ({self._place}) cannot be read or written: {said}; "
                "free disk space or correct PREP_RECORDS_URL, and try again: nothing stored was changed"
            ) from None

    @property
    def _place(self) -> str:
        from sqlalchemy import make_url

        return make_url(self._url).render_as_string(hide_password=True) if self._url else str(self._file)

    @property
    def _file(self) -> Path:
        return self._home / "records.sqlite3"

    def _open(self) -> tuple[Engine, Table]:
        with self._guard:
            if self._opened is None:
                self._opened = _opened(self._url, self._file)
            return self._opened

    def _truncate_log(self) -> None:
        """Empties SQLite's write-ahead log, in which deleted rows would stand until it is next overwritten."""
        if self._url is None:
            connection = self._open()[0].raw_connection()
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            connection.close()


def _put(
    connection: Connection,
    table: Table,
    user: str,
    kind: str,
    key: str,
    body: Body,
    rank: float,
    expected: int | None,
) -> Record:
    from sqlalchemy import insert, select, update

    here = (table.c.user == user, table.c.kind == kind, table.c.key == key)
    version = int(connection.scalar(select(table.c.version).where(*here).with_for_update()) or 0)
    if expected is not None and expected != version:
        raise RecordChanged(f"{kind} {key!r} was changed elsewhere meanwhile; open it again to go on from there")
    now = time.time()
    values = {"body": json.dumps(body, ensure_ascii=False), "version": version + 1, "changed": now, "rank": rank}
    if version:
        changed = connection.execute(update(table).where(*here, table.c.version == version).values(**values))
        if changed.rowcount != 1:
            raise RecordChanged(f"{kind} {key!r} was changed elsewhere meanwhile; open it again to go on from there")
    else:
        connection.execute(insert(table).values(user=user, kind=kind, key=key, **values))
    return Record(kind, key, body, version + 1, now, rank)


def _opened(url: str | None, file: Path) -> tuple[Engine, Table]:
    from sqlalchemy import MetaData, create_engine, event

    if url is None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made before SQLite does, so that no one else on the machine can read it at any moment.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine(url or f"sqlite:///{file}")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    metadata = MetaData()
    table = _table(metadata)
    metadata.create_all(engine)
    return engine, table


def _table(metadata: MetaData) -> Table:
    from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

    return Table(
        "records",
        metadata,
        Column("user", String(200), primary_key=True),
        Column("kind", String(40), primary_key=True),
        Column("key", String(200), primary_key=True),
        Column("rank", Float, nullable=False),
        Column("version", Integer, nullable=False),
        Column("changed", Float, nullable=False),
        Column("body", Text, nullable=False),
        Index("records_by_rank", "user", "kind", "rank"),
    )


def _prepare_sqlite(connection: Any, _: object) -> None:
    # Transactions are begun by us (IMMEDIATE: a reader that goes on to write never fails half-way), not by the driver.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
