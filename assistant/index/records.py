"""Writing to the catalog: each function is one statement or a few of a transaction that its caller opens and ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select, update

from assistant.domain import Chunk, Posting, Role
from assistant.index import schema
from assistant.index.catalog import Source, State
from assistant.index.codec import to_json
from assistant.index.corrections import Correction
from assistant.index.entries import Entry
from assistant.reading.companies import company_key

T = TypeVar("T")
_PAGE = 500


def set_meta(connection: Connection, **values: object) -> None:
    """Sets single values; None takes one away."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_(values)))
    _insert(connection, schema.meta, [{"key": k, "value": str(v)} for k, v in values.items() if v is not None])


def set_state(connection: Connection, state: State) -> None:
    """Sets all of the library's single values."""
    set_meta(connection, **{field.name: getattr(state, field.name) for field in fields(state)})


def begin(connection: Connection, postings: Collection[str]) -> None:
    """Notes in the journal that the derived stores' entries of `postings` (ids) are about to change."""
    settle(connection, postings)
    _insert(connection, schema.unsettled, [{"posting_id": id} for id in sorted(postings)])


def settle(connection: Connection, postings: Collection[str]) -> None:
    """Strikes `postings` (ids) from the journal."""
    for some in _pages(sorted(postings)):
        connection.execute(delete(schema.unsettled).where(schema.unsettled.c.posting_id.in_(some)))


def remove_postings(connection: Connection, postings: Collection[str]) -> None:
    """Deletes `postings` (ids) with their roles, chunks and links."""
    for some in _pages(sorted(postings)):
        # Not left to ON DELETE CASCADE alone: one DELETE per table is faster than one cascade per row.
        for table in (schema.chunks, schema.roles, schema.source_postings):
            connection.execute(delete(table).where(table.c.posting_id.in_(some)))
        connection.execute(delete(schema.postings).where(schema.postings.c.id.in_(some)))


def remove_role(connection: Connection, id: str) -> None:
    """Deletes one role with its chunks; its posting stays."""
    connection.execute(delete(schema.chunks).where(schema.chunks.c.role_id == id))
    connection.execute(delete(schema.roles).where(schema.roles.c.id == id))


def add_entries(connection: Connection, entries: Sequence[Entry], reading: str) -> None:
    """Adds postings with their roles and chunks; none of them may be there already."""
    _insert(connection, schema.postings, [_posting_row(entry, reading) for entry in entries])
    _insert(connection, schema.roles, [_role_row(role) for entry in entries for role in entry.roles])
    _insert(connection, schema.chunks, [_chunk_row(chunk) for entry in entries for chunk in entry.chunks])
    _name_companies(connection, {role.company for entry in entries for role in entry.roles if role.company})


def put_source(connection: Connection, source: Source, now: float) -> int:
    """Writes the source of `source.path` anew and returns its row's id, which its links go by."""
    row = {name: getattr(source, name) for name in ("name", "size", "mtime_ns", "sha256", "reading")}
    by_path = schema.sources.c.path == source.path
    found = connection.scalar(select(schema.sources.c.id).where(by_path))
    if found is not None:
        connection.execute(update(schema.sources).where(by_path).values(**row, ingested_at=now))
        return int(found)
    made = connection.execute(insert(schema.sources).values(**row, path=source.path, ingested_at=now))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def holders(connection: Connection, posting: str) -> list[int]:
    """The row ids of the sources that hold a posting."""
    table = schema.source_postings
    return list(connection.scalars(select(table.c.source_id).where(table.c.posting_id == posting)))


def remove_empty_sources(connection: Connection, ids: Sequence[int]) -> None:
    """Deletes those of these sources (row ids) that hold no posting any more."""
    held = select(schema.source_postings.c.source_id).where(schema.source_postings.c.source_id.in_(ids))
    empty = set(ids) - set(connection.scalars(held))
    connection.execute(delete(schema.sources).where(schema.sources.c.id.in_(empty)))


def remove_source(connection: Connection, path: str) -> None:
    """Deletes the source of that path and its links; the postings stay."""
    id = select(schema.sources.c.id).where(schema.sources.c.path == path).scalar_subquery()
    connection.execute(delete(schema.source_postings).where(schema.source_postings.c.source_id == id))
    connection.execute(delete(schema.sources).where(schema.sources.c.path == path))


def link(connection: Connection, source_id: int, names: dict[str, str]) -> None:
    """Makes the source hold exactly these postings: id -> the posting's name in that source."""
    table = schema.source_postings
    connection.execute(delete(table).where(table.c.source_id == source_id))
    rows = [{"source_id": source_id, "posting_id": id, "source": name} for id, name in names.items()]
    _insert(connection, table, rows)


def held_by(connection: Connection, path: str) -> set[str]:
    """The postings (ids) that the source of that path holds."""
    table, sources = schema.source_postings, schema.sources
    own = select(table.c.posting_id).join(sources, sources.c.id == table.c.source_id)
    return set(connection.scalars(own.where(sources.c.path == path)))


def held_only_by(connection: Connection, postings: Iterable[str], paths: Collection[str]) -> set[str]:
    """Those of `postings` (ids) that no source but those of `paths` holds."""
    table, sources = schema.source_postings, schema.sources
    query = select(table.c.posting_id, sources.c.path).join(sources, sources.c.id == table.c.source_id)
    left = set(postings)
    for some in _pages(sorted(left)):
        rows = connection.execute(query.where(table.c.posting_id.in_(some)))
        left -= {row.posting_id for row in rows if row.path not in paths}
    return left


def stored(connection: Connection, postings: Iterable[str]) -> set[str]:
    """Those of `postings` (ids) that are stored."""
    table = schema.postings
    return {
        id
        for some in _pages(sorted(postings))
        for id in connection.scalars(select(table.c.id).where(table.c.id.in_(some)))
    }


def rename(connection: Connection, postings: Iterable[str]) -> None:
    """Gives `postings` (ids) and their roles the name they have in the first of the sources that hold them."""
    table = schema.source_postings
    for some in _pages(sorted(postings)):
        query = select(table.c.posting_id, table.c.source).where(table.c.posting_id.in_(some))
        first: dict[str, str] = {}
        for row in connection.execute(query.order_by(table.c.source_id)):
            first.setdefault(row.posting_id, row.source)
        for id, name in first.items():
            other = schema.postings.c.source != name
            connection.execute(update(schema.postings).where(schema.postings.c.id == id, other).values(source=name))
            mine = (schema.roles.c.posting_id == id, schema.roles.c.source != name)
            connection.execute(update(schema.roles).where(*mine).values(source=name))


def forget_companies(connection: Connection, keys: Collection[str]) -> None:
    """Deletes those of these companies (keys) that no role is left of."""
    for some in _pages(sorted(keys)):
        used = select(schema.roles.c.company_key).where(schema.roles.c.company_key.in_(some)).distinct()
        left = set(some) - set(connection.scalars(used))
        connection.execute(delete(schema.companies).where(schema.companies.c.key.in_(left)))


def taken_role_ids(connection: Connection, ids: Collection[str], *, ignore: Collection[str]) -> set[str]:
    """Of these role ids those that are in use, by roles of other postings than `ignore` (ids)."""
    taken: set[str] = set()
    for some in _pages(sorted(ids)):
        query = select(schema.roles.c.id, schema.roles.c.posting_id).where(schema.roles.c.id.in_(some))
        taken.update(row.id for row in connection.execute(query) if row.posting_id not in ignore)
    return taken


def companies_of(connection: Connection, postings: Collection[str]) -> set[str]:
    """The company keys of the roles of `postings` (ids)."""
    keys: set[str] = set()
    for some in _pages(sorted(postings)):
        keys.update(connection.scalars(select(schema.roles.c.company_key).where(schema.roles.c.posting_id.in_(some))))
    return keys


def replace_roles(connection: Connection, entry: Entry, reading: str) -> None:
    """Puts the entry's roles and chunks in the place of those that its posting had; files and text stay."""
    for table in (schema.chunks, schema.roles):
        connection.execute(delete(table).where(table.c.posting_id == entry.id))
    mine = schema.postings.c.id == entry.id
    connection.execute(update(schema.postings).where(mine).values(reading=reading))
    _insert(connection, schema.roles, [_role_row(role) for role in entry.roles])
    _insert(connection, schema.chunks, [_chunk_row(chunk) for chunk in entry.chunks])
    _name_companies(connection, {role.company for role in entry.roles if role.company})


def put_correction(connection: Connection, posting: Posting, correction: Correction, now: float) -> None:
    """Keeps what was corrected in a posting; an empty correction is none, also for files of its name."""
    table = schema.corrections
    mine = (table.c.posting_id == posting.id) | (table.c.source == posting.source)
    connection.execute(delete(table).where(mine))
    if correction:
        row = {"posting_id": posting.id, "source": posting.source, "payload": to_json(correction), "changed": now}
        connection.execute(insert(table).values(row))


def _name_companies(connection: Connection, names: set[str]) -> None:
    keyed = {company_key(name): name for name in sorted(names, reverse=True)}
    for some in _pages(sorted(keyed)):
        known = connection.scalars(select(schema.companies.c.key).where(schema.companies.c.key.in_(some)))
        for key in known:
            del keyed[key]
    _insert(connection, schema.companies, [{"key": key, "name": name} for key, name in keyed.items() if key])


def _posting_row(entry: Entry, reading: str) -> dict[str, object]:
    posting = entry.posting
    packed = {name: to_json(getattr(posting, name)) for name in ("hints", "hidden", "boilerplate")}
    return {"id": posting.id, "source": posting.source, "text": posting.text, "reading": reading, **packed}


def _role_row(role: Role) -> dict[str, object]:
    keys = {"company_key": company_key(role.company or ""), "name_key": company_key(role.name)}
    columns = {"id": role.id, "posting_id": role.posting_id, "source": role.source, "payload": to_json(role)}
    return {**columns, **keys}


def _chunk_row(chunk: Chunk) -> dict[str, object]:
    columns = {name: getattr(chunk, name) for name in ("id", "posting_id", "role_id", "company", "context", "text")}
    place = {"section": chunk.section.value, "start": chunk.span.start, "end": chunk.span.end}
    return {**columns, **place, "company_key": company_key(chunk.company or "")}


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _pages(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _PAGE] for at in range(0, len(items), _PAGE))
