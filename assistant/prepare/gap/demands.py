"""What a requirement's wording asks for, by `knowledge/demands.yaml`."""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load
from assistant.knowledge.patterns import compiled


@cache
def pattern(name: str, within: str | None = None) -> re.Pattern[str]:
    """A compiled pattern; `within` is the group that holds it."""
    entry = load("demands")
    return compiled(entry[name] if within is None else entry[within][name])


def asks(name: str, words: str) -> bool:
    """Whether the words fit the pattern of that name."""
    return pattern(name).search(words) is not None


def credentials(words: str) -> tuple[str, ...]:
    """The families of credentials (papers, patents, certificates) that the words name."""
    return tuple(family for family in load("demands")["credentials"] if pattern(family, "credentials").search(words))


@cache
def stand_ins(topic: str) -> frozenset[str]:
    """The topics that stand in for a topic."""
    return frozenset(t for group in load("demands")["instead"] if topic in group for t in group) - {topic}


@cache
def fields() -> dict[str, frozenset[str]]:
    """The topics that are whole fields, with the areas that make them up."""
    return {name: frozenset(areas) for name, areas in load("demands")["fields"].items()}


@cache
def soft() -> frozenset[str]:
    """The topics outside of working with people that no line of a résumé shows."""
    return frozenset(load("demands")["soft"])
