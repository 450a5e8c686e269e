"""Frozen dataclasses of the domain to JSON and back, by their annotations: a new field needs no line here.

A field that the JSON lacks takes its default, one that the class lacks is dropped: a payload of a neighbouring
version can be read. What a payload *means* is versioned by the reading that made it (`Reader.version`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache, partial
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: object) -> str:
    """`value` (a dataclass, or tuples, mappings and plain values of them) as compact JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str, **instead: object) -> T:
    """The value that `to_json` was given, as `kind`, its fields named in `instead` replaced.

    Raises ValueError or TypeError where `text` is not one.
    """
    found = json.loads(text)
    value: T = _decoder(kind)({**found, **instead} if instead else found)
    return value


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _decoder(kind: Any) -> Callable[[Any], Any]:
    """The function that turns parsed JSON into `kind`; made once for each kind."""
    return _made(kind)


@lru_cache(maxsize=256)
def _made(kind: Any) -> Callable[[Any], Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return partial(_dataclass, kind, _fields(kind))
    if origin is tuple:
        return partial(_tuple, _decoder(arguments[0]))
    if origin in (Union, UnionType):
        return partial(_optional, _decoder(next(part for part in arguments if part is not NoneType)))
    if origin is Mapping:
        return _mapping
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if origin is Literal or kind in (str, int, float, bool):
        return _same
    raise TypeError(f"cannot store a field of type {kind!r}")


def _fields(kind: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(kind)
    return tuple((f.name, _decoder(hints[f.name])) for f in fields(kind))


def _dataclass(kind: type, decoders: tuple[tuple[str, Callable[[Any], Any]], ...], found: dict[str, Any]) -> Any:
    return kind(**{name: decode(found[name]) for name, decode in decoders if name in found})


def _tuple(decode: Callable[[Any], Any], found: list[Any]) -> tuple[Any, ...]:
    return tuple(map(decode, found))


def _optional(decode: Callable[[Any], Any], found: Any) -> Any:
    return None if found is None else decode(found)


def _mapping(found: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(found)


def _same(found: Any) -> Any:
    return found
