"""The connection to the catalog: SQLite in the library's folder, or any database that SQLAlchemy reaches by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from assistant.errors import InvalidSetting, LibraryVersion
from assistant.index.schema import SCHEMA_VERSION, corrections, meta, metadata
from assistant.index.storage import cataloguing

_BUSY_MS = 30_000


def open_engine(home: Path, url: str | None) -> Engine:
    """An engine for the catalog at `url`, by default `catalog.sqlite3` in `home`. Connects to nothing yet."""
    try:
        engine = create_engine(url or f"sqlite:///{home / 'catalog.sqlite3'}")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise InvalidSetting(f"the catalog's address cannot be used: {error}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    return engine


def has_tables(engine: Engine) -> bool:
    """Whether the catalog was created. Raises LibraryVersion where another schema version wrote it."""
    with cataloguing(engine.url), engine.connect() as connection:
        if not inspect(connection).has_table(meta.name):
            return False
        found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    if found is not None and found != str(SCHEMA_VERSION):
        raise LibraryVersion(
            f"the library {engine.url.render_as_string()} is of version {found}, this program reads version "
            f"{SCHEMA_VERSION}; use the version of the program that wrote it, or ingest into another PREP_HOME"
        )
    return found is not None


def add_missing(engine: Engine) -> None:
    """Makes the tables that came after the catalog was created: an older program does not need them."""
    with cataloguing(engine.url):
        if not inspect(engine).has_table(corrections.name):
            corrections.create(engine, checkfirst=True)


def create_tables(engine: Engine) -> None:
    """Makes the tables of an empty catalog. Call it under the write lock."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        if connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) is None:
            connection.execute(meta.insert().values(key="schema", value=str(SCHEMA_VERSION)))


def check_integrity(engine: Engine) -> list[str]:
    """What is wrong with the catalog's own file, in sentences; nothing for a database server, which sees to it."""
    if engine.dialect.name != "sqlite":
        return []
    with cataloguing(engine.url), engine.connect() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
    return [] if found == ["ok"] else [f"the catalog's file is damaged: {line}" for line in found]


def _tune_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    # Write-ahead logging lets readers go on while another process writes.
    for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
