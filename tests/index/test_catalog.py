"""Lookups in the catalog: what comes back, and that none reads a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from assistant.errors import InvalidSetting, LibraryError
from assistant.index import schema
from assistant.index.catalog import Catalog
from assistant.index.database import open_engine
from assistant.index.library import Library
from assistant.index.storage import cataloguing
from tests.index.conftest import Open
from tests.index.doubles import LineReader, normalize, posting, read_roles


@pytest.fixture
def catalog(library: Library, files: Path) -> Catalog:
    (files / "a.txt").write_text(posting("Acme: Nurse", "Acme: Cook"))
    (files / "b.txt").write_text(posting("Birch & Co.: Nurse"))
    library.ingest([files])
    return library.catalog


def test_what_went_in_comes_out_as_it_was(catalog: Catalog, files: Path, reader: LineReader) -> None:
    [document] = reader.load(files / "a.txt", "postings/a.txt")
    read = normalize(document)  # type: ignore[arg-type]
    assert catalog.posting(read.id) == read
    assert catalog.posting_text(read.id) == read.text
    assert catalog.roles_of_posting(read.id) == read_roles(read)
    [entry] = catalog.entries([read.id, "unknown"])
    assert entry == reader.reader().entry(read)


def test_lookups_keep_the_order_asked_for_and_leave_out_the_unknown(catalog: Catalog) -> None:
    ids = ["birch-co-nurse", "unknown", "acme-nurse", "birch-co-nurse"]
    assert [role.id for role in catalog.roles(iter(ids))] == ["birch-co-nurse", "acme-nurse"]
    chunks = catalog.chunks_of_roles(["acme-cook", "acme-nurse"])
    assert [chunk.role_id for chunk in chunks] == ["acme-cook"] * 3 + ["acme-nurse"] * 3
    assert catalog.chunks(chunk.id for chunk in reversed(chunks)) == chunks[::-1]
    assert catalog.roles([]) == catalog.chunks([]) == catalog.chunks_of_roles([]) == []
    assert catalog.posting("unknown") is catalog.posting_text("unknown") is None


def test_companies_go_by_key_and_are_shown_as_written(catalog: Catalog) -> None:
    assert catalog.companies_named(["birchco", "acme", "cedar"]) == {"birchco": "Birch & Co.", "acme": "Acme"}
    assert [role.id for role in catalog.roles_of_company("acme", 9)] == ["acme-nurse", "acme-cook"]
    assert len(catalog.roles_of_company("acme", 1)) == 1


def test_roles_are_listed_in_the_order_they_came_in(catalog: Catalog) -> None:
    ids = [role.id for role in catalog.list_roles()]
    assert ids == ["acme-nurse", "acme-cook", "birch-co-nurse"]
    assert [role.id for role in catalog.list_roles(1, 1)] == ids[1:2]


def test_more_ids_than_a_statement_takes(catalog: Catalog) -> None:
    ids = [f"unknown-{number}" for number in range(40_000)]
    assert [role.id for role in catalog.roles([*ids, "acme-nurse"])] == ["acme-nurse"]


LOOKUPS: dict[str, Callable[[Catalog], object]] = {
    "roles": lambda catalog: catalog.roles(["a", "b"]),
    "roles_named": lambda catalog: catalog.roles_named("Acme: Nurse"),
    "roles_of_company": lambda catalog: catalog.roles_of_company("acme", 5),
    "roles_of_posting": lambda catalog: catalog.roles_of_posting("x"),
    "list_roles": lambda catalog: catalog.list_roles(10),
    "companies_named": lambda catalog: catalog.companies_named(["acme", "x"]),
    "posting": lambda catalog: catalog.posting("x"),
    "posting_text": lambda catalog: catalog.posting_text("x"),
    "chunks": lambda catalog: catalog.chunks(["x", "y"]),
    "chunks_of_roles": lambda catalog: catalog.chunks_of_roles(["x", "y"]),
    "chunk_ids of roles": lambda catalog: catalog.chunk_ids(roles=["x"], limit=9),
    "chunk_ids of companies": lambda catalog: catalog.chunk_ids(companies=["x"], limit=9),
    "chunk_ids of both": lambda catalog: catalog.chunk_ids(roles=["x"], companies=["x"], limit=9),
    "source by path": lambda catalog: catalog.source(path="x"),
    "source by name": lambda catalog: catalog.source(name="x"),
    "readings": lambda catalog: catalog.readings(["x"]),
    "generation": lambda catalog: catalog.generation(),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_no_lookup_reads_a_whole_table(name: str, catalog: Catalog) -> None:
    with _statements(catalog) as statements:
        LOOKUPS[name](catalog)
    assert statements
    with catalog.engine.connect() as connection:
        for statement, parameters in statements:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            steps = [row.detail for row in plan]
            # Reading roles by their row number, up to a limit, is the one scan that stops.
            assert all(not step.startswith("SCAN") or name == "list_roles" for step in steps), steps
            assert not any("TEMP B-TREE" in step for step in steps), steps


class _statements:
    """Collects the statements that a catalog runs."""

    def __init__(self, catalog: Catalog) -> None:
        self._engine = catalog.engine
        self._found: list[tuple[str, tuple[object, ...]]] = []

    def __enter__(self) -> list[tuple[str, tuple[object, ...]]]:
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self._found

    def __exit__(self, *error: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *rest: Any) -> None:
        self._found.append((statement, rest[0]))


def _everything() -> Iterator[CreateTable | CreateIndex]:
    for table in schema.metadata.sorted_tables:
        yield CreateTable(table)
        yield from (CreateIndex(index) for index in table.indexes)


def test_the_tables_can_be_made_in_postgresql() -> None:
    for statement in _everything():
        assert str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_the_catalog_can_be_elsewhere(open_library: Open, files: Path, tmp_path: Path, home: Path) -> None:
    (files / "a.txt").write_text(posting("Acme: Nurse"))
    library = open_library(catalog_url=f"sqlite:///{tmp_path / 'elsewhere.db'}")
    library.ingest([files])
    assert (tmp_path / "elsewhere.db").exists()
    assert not (home / "catalog.sqlite3").exists()


@pytest.mark.parametrize("url", ["nonsense", "nosuchdb://x/y", "sqlite+nosuchdriver://"])
def test_an_address_that_cannot_be_used_is_named(url: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="address cannot be used"):
        open_engine(tmp_path, url)


def test_a_database_that_cannot_be_reached_is_named_without_its_password() -> None:
    url = make_url("postgresql://user:secret@host/catalog")
    with pytest.raises(LibraryError, match=r"user:\*\*\*@host/catalog cannot be used \(no route\)"), cataloguing(url):
        raise OperationalError("select 1", {}, Exception("no route"))
