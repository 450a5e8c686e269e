"""The words of a fact as values: years, degrees, ways of working, kinds of employment, dates.

Nothing is guessed: what the words do not give stays None. The vocabulary is `knowledge/typed.yaml`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache

from assistant.domain import Degree, Fact, PayRange, WorkMode
from assistant.knowledge import load
from assistant.reading.money import Pay

_NUMBER = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten"
_YEARS = re.compile(
    rf"\b(?P<n>{_NUMBER})\s*(?:\(\d+\)\s*)?\+?\s*(?:(?:-|–|to|bis|a|à)\s*(?:{_NUMBER})\s*\+?\s*)?(?:or\s+more\s+)?"
    r"(?:years?|yrs?|años|anos|jahre|ans|年)",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


def typed(fact: Fact, words: str) -> Fact:
    """`fact` with what `words`, the text of its span, can be read as."""
    if fact.name == "years":
        return replace(fact, years=years_of(words))
    if fact.name == "degree":
        return replace(fact, degree=degree_of(words))
    if fact.name == "work_mode":
        return replace(fact, mode=mode_of(words))
    if fact.name == "employment_type":
        return replace(fact, kinds=tuple(_all("kinds", words)))
    if fact.name in ("deadline", "start_date"):
        return replace(fact, date=date_of(words))
    return fact


def pay_range(stated: Pay, words: str) -> PayRange:
    """A pay statement as figures; `words` say whether it is base or total pay."""
    return PayRange(stated.low, stated.high, stated.currency, stated.period, next(iter(_all("basis", words)), None))


def years_of(words: str) -> float | None:
    """The smallest number of years named, or None."""
    numbers = load("typed")["numbers"]
    found = [m.group("n").casefold() for m in _YEARS.finditer(words)]
    return min((float(n) if n.isdigit() else float(numbers[n]) for n in found), default=None)


def degree_of(words: str) -> Degree | None:
    """The lowest degree named, the others from the highest down, or None where only "a degree" is said."""
    named = _all("degrees", words)
    if not named:
        return None
    return Degree(named[0], tuple(reversed(named[1:])), bool(_compiled("equivalent").search(words)))


def mode_of(words: str) -> WorkMode | None:
    """Remote, hybrid, office, as named, with the office days; days alone mean office, or hybrid if they are few."""
    modes = sorted(_all("modes", words), key=lambda mode: _at("modes", mode, words))
    match = _compiled("office_days").search(words)
    days = match.group("days").casefold() if match else None
    count = None if days is None else int(days) if days.isdigit() else int(load("typed")["numbers"][days])
    if not modes and count is not None:
        modes = ["office" if count >= 5 else "hybrid"]
    return WorkMode(tuple(modes), count) if modes else None


def date_of(words: str) -> str | None:
    """The first full date named, as ISO 8601, or None; day and month in figures alone are too unclear to be read."""
    iso = _ISO.search(words)
    if iso:
        return _iso(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
    months = load("typed")["months"]
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(words):
            number = months.get(match.group(month).casefold())
            if number:
                return _iso(int(match.group(3)), number, int(match.group(day)))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(load("typed")[name], re.IGNORECASE)


@cache
def _table(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((value, re.compile(pattern, re.IGNORECASE)) for value, pattern in load("typed")[name])


def _all(name: str, words: str) -> list[str]:
    return [value for value, pattern in _table(name) if pattern.search(words)]


def _at(name: str, wanted: str, words: str) -> int:
    return next(m.start() for value, pattern in _table(name) if value == wanted and (m := pattern.search(words)))
