"""Stretches of time as résumés write them: "Jan 2019 – present", "03/2020 - 06/2021", "2016 to 2020", "since 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.knowledge import load

_POINT = (
    r"(?:(?<!\w)(?P<{0}name>{1})\.?,?\s+(?:de\s+)?|(?P<{0}number>\d{{1,2}})\s?[/.]\s?)?"
    r"(?P<{0}year>(?:19|20)\d\d)(?:[-/.年](?P<{0}after>\d{{1,2}})月?(?!\d))?"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day of one month to that of another; `current` ones last until the day of reading. `start` and
    `end` are where the words stand."""

    first: date
    last: date
    current: bool
    start: int
    end: int


def stretches(words: str, today: date) -> Iterator[Stretch]:
    """The stretches of time that a line names, in order. Whole years count from January to December."""
    for match in _range().finditer(words):
        first = _month(match, "a", 1)
        current = match["now"] is not None
        last = date(today.year, today.month, 1) if current else _month(match, "b", 12)
        if first and last and first <= last <= today.replace(year=today.year + 8):
            yield Stretch(first, min(last, date(today.year, today.month, 1)), current, match.start(), match.end())
    for match in _open().finditer(words):
        first = _month(match, "a", 1)
        if first and first <= today and re.search(load("resume")["since"], words[: match.start()], re.IGNORECASE):
            yield Stretch(first, date(today.year, today.month, 1), True, match.start(), match.end())


def months_of(stretches: Iterable[tuple[date, date]]) -> int:
    """How many months the stretches cover together, first and last month included; overlaps count once."""
    covered: set[int] = set()
    for first, last in stretches:
        covered.update(range(first.year * 12 + first.month, last.year * 12 + last.month + 1))
    return len(covered)


def _month(match: re.Match[str], point: str, default: int) -> date | None:
    months = load("typed")["months"]
    name, number, after = match[f"{point}name"], match[f"{point}number"], match[f"{point}after"]
    month = months.get(name.casefold(), default) if name else int(number or after or default)
    return date(int(match[f"{point}year"]), month, 1) if 1 <= month <= 12 else None


@cache
def _range() -> re.Pattern[str]:
    said = load("resume")
    until = rf"(?:(?P<now>{said['now']})|{_POINT.format('b', _months())})"
    return re.compile(rf"{_POINT.format('a', _months())}{said['between']}{until}", re.IGNORECASE)


@cache
def _open() -> re.Pattern[str]:
    return re.compile(_POINT.format("a", _months()), re.IGNORECASE)


def _months() -> str:
    return "|".join(sorted(load("typed")["months"], key=len, reverse=True))
