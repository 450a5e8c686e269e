"""The groups of HTML elements of `knowledge/html_tags.yaml`, where each is explained."""

from dataclasses import dataclass
from functools import cache

from assistant.knowledge import load


@dataclass(frozen=True, slots=True)
class Tags:
    """Element names by what they mean for the text of a page."""

    silent: frozenset[str]
    blocks: frozenset[str]
    spaced: frozenset[str]
    seamed: frozenset[str]
    lists: frozenset[str]
    void: frozenset[str]
    implied: frozenset[str]
    formatting: frozenset[str]


@cache
def tags() -> Tags:
    """The groups, read once a process."""
    return Tags(**{group: frozenset(names) for group, names in load("html_tags").items()})
