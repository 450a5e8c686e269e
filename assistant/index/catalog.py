"""The catalog: what the library holds, the truth from which the other two stores can be rebuilt. Reading only.

Every lookup goes by an index of the database; none reads a whole table, save where its docstring says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Engine, Row, Select, func, select

from assistant.domain import Chunk, Posting, Role, SectionKind, Span
from assistant.index import schema
from assistant.index.codec import from_json
from assistant.index.corrections import Correction
from assistant.index.entries import Entry
from assistant.index.storage import cataloguing
from assistant.reading.companies import company_key

_PAGE = 500
# Decoded roles that are kept: some 10 kB each, with the JSON that they are found by.
_ROLES_KEPT = 1000


@dataclass(frozen=True, slots=True)
class State:
    """The single values of a library. `generation` grows with every change; `vectors` and `lexical` name the derived
    stores in force (None in a library that never held anything), `vectors_before` the one before it."""

    generation: int = 0
    model: str | None = None
    dimensions: int | None = None
    vectors: str | None = None
    vectors_before: str | None = None
    lexical: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds."""

    sources: int
    postings: int
    roles: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name for people, where it was, and what it was like (`sha256` of its bytes)."""

    name: str
    path: str
    size: int
    mtime_ns: int
    sha256: str
    reading: str


class Catalog:
    """Lookups in an open catalog. Safe to share between threads; each call is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def state(self) -> State:
        """The library's single values, read afresh."""
        found = {row.key: row.value for row in self._all(select(schema.meta))}
        return State(
            generation=int(found.get("generation", 0)),
            model=found.get("model"),
            dimensions=int(found["dimensions"]) if "dimensions" in found else None,
            vectors=found.get("vectors"),
            vectors_before=found.get("vectors_before"),
            lexical=found.get("lexical"),
        )

    def generation(self) -> int:
        """A number that grows with every change of what can be found."""
        found = self._all(select(schema.meta.c.value).where(schema.meta.c.key == "generation"))
        return int(found[0].value) if found else 0

    def counts(self) -> Counts:
        """How much there is. Counts the tables' rows."""
        tables = (schema.sources, schema.postings, schema.roles, schema.chunks)
        return Counts(*(int(self._all(select(func.count()).select_from(table))[0][0]) for table in tables))

    def roles(self, ids: Iterable[str]) -> list[Role]:
        """The roles of these ids, in their order; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))
        found = {row.id: _role(row) for row in self._in(select(schema.roles), schema.roles.c.id, wanted)}
        return [found[id] for id in wanted if id in found]

    def roles_named(self, name: str, limit: int = 10) -> list[Role]:
        """The roles whose name ("Company: title") has the letters and digits of `name`."""
        return self._roles(schema.roles.c.name_key == company_key(name), limit, 0)

    def roles_of_company(self, key: str, limit: int) -> list[Role]:
        """The first `limit` roles of the company of that key, in the order they came in."""
        return self._roles(schema.roles.c.company_key == key, limit, 0)

    def roles_of_posting(self, posting_id: str) -> list[Role]:
        """All roles of a posting, in text order."""
        return self._roles(schema.roles.c.posting_id == posting_id, None, 0)

    def list_roles(self, limit: int | None = None, offset: int = 0) -> list[Role]:
        """Roles in the order they came in, `limit` of them (None: all), from the `offset`-th on."""
        return self._roles(None, limit, offset)

    def companies_named(self, keys: Iterable[str]) -> dict[str, str]:
        """Of these company keys those that the library has, each with the company's name as a posting writes it."""
        found = self._in(select(schema.companies), schema.companies.c.key, keys)
        return {row.key: row.name for row in found}

    def company_names(self, limit: int) -> list[str]:
        """The names of `limit` companies, in alphabetical order of their keys."""
        query = select(schema.companies).order_by(schema.companies.c.key).limit(limit)
        return [str(row.name) for row in self._all(query)]

    def posting(self, id: str) -> Posting | None:
        """The posting of that id."""
        rows = self._all(select(schema.postings).where(schema.postings.c.id == id))
        return _posting(rows[0]) if rows else None

    def postings_of_roles(self, roles: Iterable[str]) -> dict[str, Posting]:
        """The postings of these roles (ids), by the role's id; unknown ids are left out."""
        table = schema.roles
        held = {row.id: row.posting_id for row in self._in(select(table.c.id, table.c.posting_id), table.c.id, roles)}
        found = {
            row.id: _posting(row) for row in self._in(select(schema.postings), schema.postings.c.id, held.values())
        }
        return {role: found[posting] for role, posting in held.items() if posting in found}

    def posting_text(self, id: str) -> str | None:
        """The normalised text of a posting, into which all its spans point."""
        rows = self._all(select(schema.postings.c.text).where(schema.postings.c.id == id))
        return str(rows[0].text) if rows else None

    def chunks(self, ids: Iterable[str]) -> list[Chunk]:
        """The chunks of these ids, in their order; ids that are not, or no longer, in the catalog are left out."""
        wanted = list(dict.fromkeys(ids))
        found = {row.id: _chunk(row) for row in self._in(select(schema.chunks), schema.chunks.c.id, wanted)}
        return [found[id] for id in wanted if id in found]

    def chunks_of_roles(self, roles: Iterable[str]) -> list[Chunk]:
        """All chunks of these roles, role by role as asked, each in text order."""
        order = {id: at for at, id in enumerate(roles)}
        found = [_chunk(row) for row in self._in(select(schema.chunks), schema.chunks.c.role_id, order)]
        return sorted(found, key=lambda chunk: (order[chunk.role_id], chunk.span))

    def chunk_ids(
        self, *, roles: Collection[str] | None = None, companies: Collection[str] | None = None, limit: int
    ) -> list[str]:
        """The ids of up to `limit` chunks of these roles and of these companies (keys); None does not narrow."""
        query = select(schema.chunks.c.id).limit(limit)
        if roles is not None:
            query = query.where(schema.chunks.c.role_id.in_(list(roles)))
        if companies is not None:
            query = query.where(schema.chunks.c.company_key.in_(list(companies)))
        return [row.id for row in self._all(query)]

    def chunk_ids_of_postings(self, postings: Iterable[str]) -> list[str]:
        """The ids of all chunks of these postings (ids)."""
        return [row.id for row in self._in(select(schema.chunks.c.id), schema.chunks.c.posting_id, postings)]

    def source(self, *, path: str | None = None, name: str | None = None) -> Source | None:
        """The source of that path, or of that name."""
        column, value = (schema.sources.c.path, path) if path is not None else (schema.sources.c.name, name)
        rows = self._all(select(schema.sources).where(column == value))
        return _source(rows[0]) if rows else None

    def sources(self, limit: int | None = None, offset: int = 0) -> list[Source]:
        """The files that were read, by name."""
        query = select(schema.sources).order_by(schema.sources.c.name).limit(limit).offset(offset)
        return [_source(row) for row in self._all(query)]

    def held(self, source: Source) -> list[str]:
        """The postings (ids) that the file holds."""
        table, sources = schema.source_postings, schema.sources
        own = select(table.c.posting_id).join(sources, sources.c.id == table.c.source_id)
        return [row.posting_id for row in self._all(own.where(sources.c.path == source.path))]

    def correction(self, posting: Posting) -> Correction:
        """What was corrected in the posting; else, where its file was saved anew, in the one of that name before."""
        table = schema.corrections
        own = self._all(select(table.c.payload).where(table.c.posting_id == posting.id))
        same_name = select(table.c.payload).where(table.c.source == posting.source).order_by(table.c.changed.desc())
        found = own or self._all(same_name.limit(1))
        return from_json(Correction, found[0].payload) if found else Correction()

    def readings(self, postings: Iterable[str]) -> dict[str, str]:
        """Of these postings (ids) those that are stored, each with the version of the reading it was stored by."""
        query = select(schema.postings.c.id, schema.postings.c.reading)
        return {row.id: row.reading for row in self._in(query, schema.postings.c.id, postings)}

    def unsettled(self) -> list[str]:
        """The postings (ids) whose entries in the derived stores may differ from the catalog: a change of them was
        begun and not finished."""
        return [row.posting_id for row in self._all(select(schema.unsettled))]

    def entries(self, postings: Iterable[str]) -> list[Entry]:
        """These postings (ids) with all their roles and chunks; unknown ids are left out."""
        return [entry for id in postings if (entry := self._entry(id)) is not None]

    def posting_ids(self) -> Iterator[str]:
        """Every posting's id, in order of id. Reads the whole table, page by page."""
        after = ""
        while True:
            query = select(schema.postings.c.id).where(schema.postings.c.id > after)
            page = [row.id for row in self._all(query.order_by(schema.postings.c.id).limit(_PAGE))]
            if not page:
                return
            yield from page
            after = page[-1]

    def chunk_and_role_ids(self) -> tuple[set[str], set[str]]:
        """Every chunk id and every role id. Reads it all: for checks, not for queries."""
        chunks = {row.id for row in self._all(select(schema.chunks.c.id))}
        return chunks, {row.id for row in self._all(select(schema.roles.c.id))}

    def _entry(self, id: str) -> Entry | None:
        posting = self.posting(id)
        if posting is None:
            return None
        query = select(schema.chunks).where(schema.chunks.c.posting_id == id).order_by(schema.chunks.c.seq)
        return Entry(posting, tuple(self.roles_of_posting(id)), tuple(map(_chunk, self._all(query))))

    def _roles(self, condition: Any, limit: int | None, offset: int) -> list[Role]:
        query = select(schema.roles).order_by(schema.roles.c.seq).limit(limit).offset(offset)
        return [_role(row) for row in self._all(query if condition is None else query.where(condition))]

    def _in(self, query: Select[Any], column: Any, values: Iterable[str]) -> list[Row[Any]]:
        wanted = list(dict.fromkeys(values))
        pages = (wanted[at : at + _PAGE] for at in range(0, len(wanted), _PAGE))
        return [row for page in pages for row in self._all(query.where(column.in_(page)))]

    def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with cataloguing(self.engine.url), self.engine.connect() as connection:
            return connection.execute(query).all()


def _role(row: Row[Any]) -> Role:
    return _decoded(row.payload, row.id, row.posting_id, row.source)


@lru_cache(maxsize=_ROLES_KEPT)
def _decoded(payload: str, id: str, posting_id: str, source: str) -> Role:
    """The role that is stored as `payload`. Kept by what is stored, so a changed role is another one. Every
    question looks at the same roles again."""
    return from_json(Role, payload, id=id, posting_id=posting_id, source=source)


def _chunk(row: Row[Any]) -> Chunk:
    return Chunk(
        id=row.id,
        posting_id=row.posting_id,
        role_id=row.role_id,
        company=row.company,
        section=SectionKind(row.section),
        span=Span(row.start, row.end),
        text=row.text,
        context=row.context,
    )


def _posting(row: Row[Any]) -> Posting:
    return Posting(
        id=row.id,
        source=row.source,
        text=row.text,
        hints=MappingProxyType(json.loads(row.hints)),
        hidden=from_json(tuple[str, ...], row.hidden),
        boilerplate=from_json(tuple[Span, ...], row.boilerplate),
    )


def _source(row: Row[Any]) -> Source:
    return Source(row.name, row.path, row.size, row.mtime_ns, row.sha256, row.reading)
