"""Role ids that are unique in the library, made from the reading's proposals."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from assistant.domain import Role
from assistant.index import records
from assistant.index.entries import Entry


def unique_roles(connection: Connection, entries: Sequence[Entry], *, ignore: Collection[str]) -> list[Entry]:
    """`entries` with role ids that no role of another posting has; roles of the postings in `ignore` are on their way
    out and free theirs.

    A taken id gets a hyphen and the first 4 hex digits of the SHA-256 of the role's text, or more of them, so that the
    same posting gets the same id wherever it meets the same others.
    """
    proposals = {id for entry in entries for role in entry.roles for id in _candidates(entry, role)}
    taken = records.taken_role_ids(connection, proposals, ignore=ignore)
    return [_with_ids(entry, taken) for entry in entries]


def _with_ids(entry: Entry, taken: set[str]) -> Entry:
    given: dict[str, str] = {}
    for role in entry.roles:
        given[role.id] = next(id for id in _candidates(entry, role) if id not in taken)
        taken.add(given[role.id])
    if all(old == new for old, new in given.items()):
        return entry
    return replace(
        entry,
        roles=tuple(replace(role, id=given[role.id]) for role in entry.roles),
        chunks=tuple(replace(chunk, role_id=given[chunk.role_id]) for chunk in entry.chunks),
    )


def _candidates(entry: Entry, role: Role) -> Iterator[str]:
    """The ids to try, in order; the last holds the posting's id and is its own."""
    text = role.span.of(entry.posting.text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    yield role.id
    for digits in (4, 8, 16):
        yield f"{role.id}-{digest[:digits]}"
    yield f"{role.id}-{entry.id}"
