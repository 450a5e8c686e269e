"""Where a folded text holds the phrases of `knowledge/boilerplate.yaml`: all of them sought in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.knowledge import load

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Group(Enum):
    """What a phrase may be a sign of. One phrase may be of several groups."""

    LEGAL = "legal"
    # A word that a button's pattern needs.
    BUTTON = "button"
    # A heading over other jobs, and a word that a pattern for one needs.
    RELATED = "related"
    RELATED_WORD = "related word"
    # An item of a page's footer.
    FOOTER = "footer"


# The numbers of the lines in which each phrase of a group stands, in order, a line as often as the phrase stands in it.
Found = Mapping[Group, Mapping[str, Sequence[int]]]
_NOTHING: Mapping[str, Sequence[int]] = {}
# A shorter item of a footer stands in too many other words.
_SHORTEST_ITEM = 4


class _Table(NamedTuple):
    automaton: AhoCorasick
    groups: tuple[tuple[Group, ...], ...]
    phrases: tuple[str, ...]


def signs(low: str, ends: Sequence[int]) -> Found:
    """The signs in a folded text whose lines end at `ends`."""
    table = _table()
    found: dict[Group, dict[str, list[int]]] = {group: {} for group in Group}
    number, end = 0, ends[0] if ends else 0
    # Matches come in the order of their ends, and none reaches over a line's end.
    for phrase, _, stop in table.automaton.find_matches_as_indexes(low, overlapping=True):
        while stop > end:
            number += 1
            end = ends[number]
        for group in table.groups[phrase]:
            found[group].setdefault(table.phrases[phrase], []).append(number)
    return found


@cache
def footer_items() -> frozenset[str]:
    """The items of a footer that are long enough to be sought."""
    return frozenset(item for item in load("boilerplate")["navigation"]["menu_sure"] if len(item) >= _SHORTEST_ITEM)


@cache
def _table() -> _Table:
    from ahocorasick_rs import AhoCorasick, Implementation

    owners: dict[str, list[Group]] = {}
    for group, phrases in _phrases().items():
        for phrase in phrases:
            owners.setdefault(phrase, []).append(group)
    automaton = AhoCorasick(list(owners), implementation=Implementation.DFA)
    return _Table(automaton, tuple(map(tuple, owners.values())), tuple(owners))


def _phrases() -> Mapping[Group, set[str]]:
    known: dict[str, Any] = load("boilerplate")
    navigation = known["navigation"]
    return {
        Group.LEGAL: set(known["legal"]["phrases"]),
        Group.BUTTON: {word for words, _ in navigation["patterns"] for word in words},
        Group.RELATED: set(navigation["related"]),
        Group.RELATED_WORD: {word for words, _ in navigation["related_like"] for word in words},
        Group.FOOTER: set(footer_items()),
    }
