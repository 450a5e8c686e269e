"""The dates of a text as values, to be held against those of another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from assistant.knowledge import load

_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?\b(?!-?\d)")
_SLASHED = re.compile(r"\b(?P<one>\d{1,2})(?P<by>[/.])(?P<two>\d{1,2})(?P=by)(?P<year>\d{4})\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is given: a part that is not is None. `others` are other readings of the same words."""

    year: int | None
    month: int
    day: int | None
    words: str
    others: tuple[Day, ...] = ()

    def within(self, other: Day) -> bool:
        """Whether all that this date gives is given by `other`, in any reading of both."""
        return any(
            mine.month == its.month and mine.year in (None, its.year) and mine.day in (None, its.day)
            for mine in (self, *self.others)
            for its in (other, *other.others)
        )


@cache
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted(load("typed")["months"], key=len, reverse=True)
    # "you may 5 times" names no month.
    plain, verbs = [n for n in names if n not in ("may", "march")], "May|March|MAY|MARCH"
    month = rf"(?P<name>(?i:{'|'.join(plain)})|{verbs})\.?"
    return (
        re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{month}(?:,?\s+(?P<year>\d{{4}}))?\b"),
        re.compile(rf"\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}}))?\b"),
        re.compile(rf"\b{month},?\s+(?P<year>\d{{4}})\b"),
    )


def dates(text: str) -> tuple[tuple[Day, ...], str]:
    """The dates of `text`, and the text with them blanked out. A year alone is a number, a month alone a name."""
    found: list[Day] = []

    def keep(match: re.Match[str]) -> str:
        day = _day(match)
        if day is None:
            return match.group()
        found.append(day)
        return " " * len(match.group())

    for pattern in (_ISO, _SLASHED, *_month_patterns()):
        text = pattern.sub(keep, text)
    return tuple(found), text


def _day(match: re.Match[str]) -> Day | None:
    """The date that a match gives, None where there is no such day."""
    parts = match.groupdict()
    year, words = _number(parts.get("year")), match.group()
    if "one" in parts:
        pairs = [(int(parts["one"]), int(parts["two"])), (int(parts["two"]), int(parts["one"]))]
        days = [Day(year, month, day, words) for day, month in pairs if month <= 12 and 1 <= day <= 31]
        return replace(days[0], others=tuple(days[1:])) if days else None
    month = load("typed")["months"][parts["name"].casefold()] if "name" in parts else int(parts["month"])
    day = _number(parts.get("day"))
    return Day(year, month, day, words) if 1 <= month <= 12 and (day is None or 1 <= day <= 31) else None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
