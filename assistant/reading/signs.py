"""Where a folded text holds the phrases of `knowledge/boilerplate.yaml`: all of them sought in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.knowledge import load

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# A shorter item of a footer stands in too many other words.
_SHORTEST_ITEM = 4
# The numbers of the lines in which each phrase stands, in order, a line as often as the phrase stands in it.
_Numbers = Mapping[str, Sequence[int]]


class Signs(NamedTuple):
    """The phrases that stand in a text, by what they are signs of. One phrase may be a sign of several things."""

    legal: _Numbers
    # Words that the patterns of buttons need.
    buttons: _Numbers
    # Headings over other jobs, and words that the patterns of such headings need.
    related: _Numbers
    related_words: _Numbers
    # Items of a page's footer.
    footers: _Numbers


class _Table(NamedTuple):
    """`owners` says for each phrase which fields of `Signs` it belongs to."""

    automaton: AhoCorasick
    phrases: tuple[str, ...]
    owners: tuple[tuple[int, ...], ...]


def signs(low: str, ends: Sequence[int]) -> Signs:
    """The signs in a folded text whose lines end at `ends`."""
    automaton, phrases, owners = _table()
    found: list[dict[str, list[int]]] = [{} for _ in Signs._fields]
    number, end = 0, ends[0] if ends else 0
    # Matches come in the order of their ends, and none reaches over a line's end.
    for phrase, _, stop in automaton.find_matches_as_indexes(low, overlapping=True):
        while stop > end:
            number += 1
            end = ends[number]
        for owner in owners[phrase]:
            found[owner].setdefault(phrases[phrase], []).append(number)
    return Signs(*found)


@cache
def footer_items() -> frozenset[str]:
    """The items of a footer that are long enough to be sought."""
    return frozenset(item for item in load("boilerplate")["navigation"]["menu_sure"] if len(item) >= _SHORTEST_ITEM)


@cache
def _table() -> _Table:
    from ahocorasick_rs import AhoCorasick, Implementation

    owners: dict[str, list[int]] = {}
    for owner, name in enumerate(Signs._fields):
        for phrase in sorted(_phrases()[name]):
            owners.setdefault(phrase, []).append(owner)
    automaton = AhoCorasick(list(owners), implementation=Implementation.DFA)
    return _Table(automaton, tuple(owners), tuple(map(tuple, owners.values())))


def _phrases() -> Mapping[str, set[str]]:
    """The phrases by the fields of `Signs`."""
    known: dict[str, Any] = load("boilerplate")
    navigation = known["navigation"]
    return {
        "legal": set(known["legal"]["phrases"]),
        "buttons": {word for words, _ in navigation["patterns"] for word in words},
        "related": set(navigation["related"]),
        "related_words": {word for words, _ in navigation["related_like"] for word in words},
        "footers": set(footer_items()),
    }
