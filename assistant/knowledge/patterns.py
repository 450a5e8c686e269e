"""The patterns of the data files, rewritten so that Python's `re` decides them several times as fast.

`re` tries the alternatives of a pattern one by one at each place of a text, and turns one down by its first letter only
where that stands first in it and its case counts. So what all of them begin with is asked once, in front of them
(`factored`), and where nothing but yes or no is asked for, they are tried on the text in lower case (`Finder`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

# What alternatives may begin with that is asked once for all of them.
_SHARED = re.compile(r"\\b|\^")
# What counts in a pattern that is tried on lower case: letters that are part of an escape do not.
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^}]*\}|.)", re.DOTALL)
_NAME = re.compile(r"\(\?P[<=][^>)]*[>)]")
_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]+[:)]")


def compiled(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The pattern, factored: it fits what the pattern as written fits."""
    return re.compile(factored(pattern), flags)


def factored(pattern: str) -> str:
    r"""An equal pattern in which neighbouring alternatives share their first `\b` or `^`."""
    return _joined(_alternatives(pattern))


class Finder:
    """Whether a pattern, in which case does not count but where it says so, fits anywhere in a text.

    It has no matches to give: where only yes or no is asked for, alternatives may be tried in any order.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _plain(self) -> re.Pattern[str] | None:
        """The alternatives that can be tried on lower case."""
        found = sorted(filter(_is_lower, _alternatives(self.pattern)), key=_beginning)
        return re.compile(_joined(found)) if found else None

    @cached_property
    def _cased(self) -> re.Pattern[str] | None:
        found = [one for one in _alternatives(self.pattern) if not _is_lower(one)]
        return re.compile(_joined(sorted(found, key=_beginning)), re.IGNORECASE) if found else None

    def search(self, text: str) -> bool:
        """Whether it fits anywhere."""
        plain, cased = self._plain, self._cased
        return (plain is not None and plain.search(text.lower()) is not None) or (
            cased is not None and cased.search(text) is not None
        )

    def match(self, text: str) -> bool:
        """Whether it fits at the beginning."""
        plain, cased = self._plain, self._cased
        return (plain is not None and plain.match(text.lower()) is not None) or (
            cased is not None and cased.match(text) is not None
        )


def _is_lower(alternative: str) -> bool:
    """Whether an alternative means the same on a text in lower case: it has no capitals, and sets no flags."""
    bare = _NAME.sub("", alternative)
    if _FLAGS.search(bare):
        return False
    bare = _ESCAPE.sub("", bare)
    return bare == bare.lower()


def _joined(alternatives: Sequence[str]) -> str:
    runs = [(shared, list(run)) for shared, run in groupby(alternatives, key=_beginning)]
    return "|".join(
        f"{shared}(?:{'|'.join(one[len(shared) :] for one in run)})" if shared and len(run) > 1 else "|".join(run)
        for shared, run in runs
    )


def _beginning(alternative: str) -> str:
    found = _SHARED.match(alternative)
    # "\b?" and the like are no patterns, but "^*" would be one.
    return found.group() if found and alternative[found.end() : found.end() + 1] not in ("*", "+", "?", "{") else ""


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern; one that is a group of alternatives counts as these."""
    found = list(_split(pattern))
    if len(found) == 1 and found[0] == pattern and not _is_group(pattern):
        return found
    return [inner for one in found for inner in (_alternatives(one[3:-1]) if _is_group(one) else [one])]


def _is_group(pattern: str) -> bool:
    """Whether a pattern is one group in brackets, from its beginning to its end, that captures nothing."""
    if not (pattern.startswith("(?:") and pattern.endswith(")")):
        return False
    closed = [place for place, depth, _ in _places(pattern) if depth == 0]
    return closed[:1] == [len(pattern) - 1]


def _split(pattern: str) -> Iterator[str]:
    """The pattern, cut at the bars that stand in no brackets."""
    start = 0
    for place, depth, sign in _places(pattern):
        if sign == "|" and depth == 0:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]


def _places(pattern: str) -> Iterator[tuple[int, int, str]]:
    """The brackets and bars of a pattern that mean what they are, with how many brackets are open behind them."""
    depth = place = 0
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif sign == "[":
            place = _end_of_class(pattern, place)
        elif sign in "()|":
            depth += (sign == "(") - (sign == ")")
            yield place, depth, sign
        place += 1


def _end_of_class(pattern: str, start: int) -> int:
    """Where the class of characters that begins at `start` ends. A "]" right at its beginning is one of them."""
    place = start + 1 + (pattern[start + 1 : start + 2] == "^")
    place += pattern[place : place + 1] == "]"
    while pattern[place] != "]":
        place += 1 + (pattern[place] == "\\")
    return place
