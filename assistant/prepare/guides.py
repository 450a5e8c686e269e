"""Study guides (`knowledge/guides/`) as values: what a topic rests on, its parts in order, how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.knowledge import load, parts
from assistant.reading.topics import topic

# What a topic takes for which nothing is written yet.
_REFRESH, _LEARN = 3.0, 12.0


@dataclass(frozen=True, slots=True)
class Guide:
    """How to prepare a topic. `refresh` and `learn` are hours, for one who knew it once and for one who starts.
    `references` are works by name, "Title (author)"."""

    topic: str
    name: str
    prerequisites: tuple[str, ...] = ()
    subtopics: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    refresh: float = _REFRESH
    learn: float = _LEARN
    practice: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@cache
def guide(topic_id: str) -> Guide:
    """The guide of a topic; a bare one, with its name and usual hours, where none is written."""
    entry = _entries().get(topic_id)
    if entry is None:
        return Guide(topic_id, topic_name(topic_id))
    return Guide(
        topic_id,
        topic_name(topic_id),
        tuple(entry["prerequisites"]),
        tuple(entry["subtopics"]),
        tuple(entry["probes"]),
        float(entry["hours"]["refresh"]),
        float(entry["hours"]["learn"]),
        tuple(entry["practice"]),
        tuple(f"{r['title']} ({r['by']})" for r in entry["references"]),
    )


def topic_name(topic_id: str) -> str:
    """How people call a topic; the id itself where there is no such topic any more."""
    try:
        return topic(topic_id).name
    except KeyError:
        return topic_id.replace("-", " ")


@cache
def foundations(topic_id: str) -> frozenset[str]:
    """The topics that a topic rests on, directly or over others."""
    direct = guide(topic_id).prerequisites
    return frozenset(direct).union(*(foundations(p) for p in direct))


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    return {entry["topic"]: entry for entry in _all()}


def _all() -> Iterator[Mapping[str, Any]]:
    for name in parts("guides"):
        yield from load(f"guides/{name}") or ()
