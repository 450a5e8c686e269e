"""Bars: lines that are buttons or links in a row and nothing else ("Basic Search | Advanced Search")."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.knowledge import load
from assistant.reading.folding import Folded

# A bar is a line of so many sure items at the least.
_LONGEST_BAR = 160
_BAR_ITEMS = 2
_PARTS = re.compile(r"[\w'&]+")


@cache
def known_items(group: str) -> frozenset[str]:
    """The phrases of a group of `knowledge/boilerplate.yaml` that are whole lines of navigation or items of it."""
    known: dict[str, Any] = load("boilerplate")["navigation"]
    return frozenset(known[group])


@cache
def _items() -> dict[str, int]:
    """Every phrase of a bar without its separators, with what it counts for: items that may be content, for nothing."""
    known = dict.fromkeys(known_items("menu_possible"), 0) | dict.fromkeys(
        (*known_items("menu_sure"), *known_items("lines")), 1
    )
    return {" ".join(_PARTS.findall(phrase)): sure for phrase, sure in known.items()}


@cache
def _longest_items() -> dict[str, int]:
    """The number of words of the longest item that begins with a word."""
    longest: dict[str, int] = {}
    for words in map(str.split, _items()):
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def mark_bars(folded: Folded, marked: list[bool]) -> None:
    """Marks the lines that are bars."""
    longest = _longest_items()
    for number, line in enumerate(folded.lines):
        if marked[number] or line.end - line.start > _LONGEST_BAR:
            continue
        first = _PARTS.search(folded.low, line.start, line.end)
        if first is not None and first.group() in longest:
            marked[number] = _is_bar(folded.low[line.start : line.end])


def _is_bar(low: str) -> bool:
    words = _PARTS.findall(low)
    position = sure = 0
    while position < len(words):
        for size in range(_longest_items().get(words[position], 0), 0, -1):
            item = _items().get(" ".join(words[position : position + size]))
            if item is not None:
                break
        else:
            return False
        sure += item or 0
        position += size
    return sure >= _BAR_ITEMS
