"""Regular expressions of case files: checked before they are used, and stopped when they take too long.

They are written by the user and run over texts of any kind, so two ways to blow up are closed: repeats within repeats,
which take memory at compiling, and backtracking, which takes time at matching.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import regex  # type: ignore[import-untyped]

from assistant.evals.checks.kind import BadValue, Undecidable
from assistant.evals.faults import shortened

if TYPE_CHECKING:
    Pattern = re.Pattern[str]

SECONDS = 1.0
ANY_CASE, ASCII = int(regex.IGNORECASE), int(regex.ASCII)
# Steps that a pattern unfolds to, its bounded repeats written out.
_MOST_STEPS = 20_000
_TOKEN = re.compile(
    r"\\(?:.|$)"  # an escape
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]?"  # a class
    r"|\(|\)|\{(?P<low>\d+)(?P<open>,(?P<high>\d*))?\}|.",
    re.DOTALL,
)


@lru_cache(maxsize=256)
def compiled(pattern: str, flags: int = ANY_CASE) -> Pattern:
    """The pattern, ready to be searched for; letters' case makes no difference unless `flags` say otherwise.

    Raises BadValue where it does not compile, or unfolds to too much.
    """
    if _steps(pattern) > _MOST_STEPS:
        raise BadValue(
            f"the pattern {shortened(pattern)!r} repeats what repeats too often; use smaller numbers, or `*`"
        )
    try:
        return cast("Pattern", regex.compile(pattern, flags))
    except regex.error as error:
        place = f" at character {error.pos + 1}" if error.pos is not None else ""
        advice = "put a backslash before signs that are meant as such"
        raise BadValue(f"the pattern {shortened(pattern)!r} does not compile: {error.msg}{place}; {advice}") from error


def found(pattern: Pattern, text: str, start: int = 0) -> tuple[int, int] | None:
    """Where the pattern matches first from `start` on. Raises Undecidable after a second of search."""
    try:
        match = pattern.search(text, start, timeout=SECONDS)  # type: ignore[call-overload]
    except TimeoutError as error:
        raise Undecidable(
            f"the pattern {shortened(pattern.pattern)!r} takes more than {SECONDS:g} s on this answer; "
            "a repeat inside a repeat is the usual cause"
        ) from error
    return match.span() if match else None


def matches_any(patterns: list[str], *texts: str) -> bool:
    """Whether any of the patterns matches in any of the texts."""
    return any(found(compiled(pattern), text) for pattern in patterns for text in texts)


def tokens(pattern: str) -> Iterator[re.Match[str]]:
    """The pattern cut into escapes, classes, brackets, counted repeats and single characters."""
    return _TOKEN.finditer(pattern)


def _steps(pattern: str) -> int:
    """How many steps the pattern has when counted repeats are written out. Every group counts in its full length."""
    outer: list[int] = []
    total, last = 0, 0
    for token in tokens(pattern):
        sign = token.group()
        if sign == "(":
            outer.append(total)
            total = last = 0
        elif sign == ")" and outer:
            last = total + 1
            total = outer.pop() + last
        elif token["low"]:
            repeated = last * max(int((token["high"] or token["low"])[:9]), int(token["low"][:9]), 1)
            total, last = total - last + repeated, repeated
        else:
            total, last = total + 1, 1
    return total
