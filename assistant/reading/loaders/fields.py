"""What the keys of records, columns and front matter mean: the table of `knowledge/fields.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from assistant.knowledge import load

Kind = Literal["line", "section", "salary", "text", "title", "url", "id", "ignored", "unknown"]

_NOT_WORD = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_\-.:@/]+")


@dataclass(frozen=True, slots=True)
class Field:
    """What a key stands for: `name` is ours ("company"), `label` how it is shown, `rank` its place among its kind.

    `prefers` tells keys of the same meaning apart: the smaller was listed first and is trusted more.
    """

    kind: Kind
    name: str
    label: str
    rank: int = 0
    prefers: int = 0


@cache
def _table() -> dict[str, Field]:
    known = load("fields")
    table: dict[str, Field] = {key: Field("ignored", key, "") for key in known["ignored"]}
    for kind, group in (("section", "sections"), ("line", "lines")):
        for rank, (name, entry) in enumerate(known[group].items()):
            for prefers, key in enumerate(entry["keys"]):
                table[key] = Field(kind, name, entry["label"], rank, prefers)  # type: ignore[arg-type]
    for rank, (name, keys) in enumerate(known["salary_parts"].items()):
        table.update({key: Field("salary", name, "", rank, n) for n, key in enumerate(keys)})
    for kind in ("id", "url", "title", "text"):
        for prefers, key in enumerate(known[kind]):
            table[key] = Field(kind, kind, "", 0, prefers)  # type: ignore[arg-type]
    return table


@cache
def title_rank(key: str) -> int:
    """How good a title key it is, counted from 0; -1 where it is none. "text" may be both: its length decides."""
    keys: list[str] = load("fields")["title"]
    bare = squeezed(key)
    return keys.index(bare) if bare in keys else -1


def squeezed(key: str) -> str:
    """The key without capitals, spaces and punctuation, as the table spells it."""
    return _NOT_WORD.sub("", key).casefold()


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("fields")["endings"])


# Bounded, since a hostile file may bring a million different keys.
@lru_cache(maxsize=4096)
def field_of(key: str) -> Field:
    """What the key stands for."""
    bare = squeezed(key)
    found = _table().get(bare)
    if found is not None:
        return found
    words = [word.casefold() for word in _CAMEL.split(key) if word]
    if key.startswith(("@", "_")) or not words or words[-1] in _endings():
        return Field("ignored", bare, "")
    return Field("unknown", bare, readable(key))


def readable(key: str) -> str:
    """A key as a label: "travel_requirement" and "travelRequirement" become "Travel requirement"."""
    words = [word for word in _CAMEL.split(key) if word]
    joined = " ".join(word if word.isupper() else word.lower() for word in words)
    return joined.upper() if len(joined) <= 3 else joined[:1].upper() + joined[1:]


def looked_for() -> str:
    """The names of text fields, for messages: the usual ones."""
    return "description, content, body, text, job_description"
