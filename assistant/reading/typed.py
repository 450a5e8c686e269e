"""The words of a fact as values: years, degrees, ways of working, kinds of employment, dates.

Nothing is guessed: what the words do not give stays None. The vocabulary is `knowledge/typed.yaml`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache, lru_cache

from assistant.domain import Degree, Fact, PayRange, WorkMode
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled
from assistant.reading.money import Pay

# Days in the office: so few leave others for home.
_FEW_DAYS = 3
_MONTHS = re.compile(r"\b(\d{1,2})\s+months?[’']?\s+(?:\w+\s+){0,5}?experience\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b|(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})")
# "15.01.2027": full stops stand only between day, month and year.
_POINTS = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_STROKES = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?\s+(?:of\s+|de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


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


# A requirement is asked for its years as an item and as a fact.
@lru_cache(maxsize=4096)
def years_of(words: str) -> float | None:
    """The smallest number of years named that is not a part of others, or None; months of experience count as parts of
    a year."""
    folded = words.casefold()
    if not any(map(folded.__contains__, load("typed")["year_letters"])):
        return None
    first = _years().search(words)
    within = _compiled("years_within").search(words, first.end()) if first else None
    if within is not None:
        words = f"{words[: within.start()]} {words[within.end() :]}"
    numbers = load("typed")["numbers"]
    found = [m.group("n").casefold() for m in _years().finditer(words)]
    months = [] if found else [m.group(1) for m in _MONTHS.finditer(words)]
    of_years = [float(n) if n.isdigit() else float(numbers[n]) for n in found]
    of_years += [10.0 * numbers.get((m.group("n") or "").casefold(), 1) for m in _compiled("decades").finditer(words)]
    return min([*of_years, *(round(int(n) / 12, 2) for n in months)], default=None)


@cache
def _years() -> re.Pattern[str]:
    number = "|".join([r"\d{1,2}", *sorted(load("typed")["numbers"], key=len, reverse=True)])
    return re.compile(
        rf"(?<!\w)(?P<n>{number})\s*(?:\(\d+\)\s*)?\+?\s*(?:(?:-|–|to|bis|a|à)\s*(?:{number})\s*\+?\s*)?(?:or\s+more\s+)?"
        r"(?:years?|yrs?|años|anos|jahren?|ans|anni|anno|jaar|年|سنوات|سنة|أعوام)",
        re.IGNORECASE,
    )


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
    days = next(filter(None, match.groups())).casefold() if match else None
    count = None if days is None else int(days) if days.isdigit() else int(load("typed")["numbers"][days])
    if _compiled("home_days").search(words) and "hybrid" not in modes:
        return WorkMode(("hybrid",), count if "office" in modes else None)
    if count is not None and (not modes or (modes == ["office"] and count <= _FEW_DAYS)):
        modes = ["office" if count >= 5 else "hybrid"]
    return WorkMode(tuple(modes), count) if modes else None


def date_of(words: str) -> str | None:
    """The last full date that the first way of writing one gives, as ISO 8601, or None.

    The last, because "2 to 30 November" closes on the 30th. Strokes ("12/01/2026") are read only where one order of day
    and month is possible.
    """
    figures = [m for m in _ISO.finditer(words)]
    if figures:
        year, month, day = (int(g) for g in figures[-1].groups() if g)
        return _iso(year, month, day)
    points = [m for m in _POINTS.finditer(words)]
    if points:
        return _iso(int(points[-1].group(3)), int(points[-1].group(2)), int(points[-1].group(1)))
    return _in_words(words) or _in_strokes(words)


def _in_strokes(words: str) -> str | None:
    """Dates with strokes: one of a text with a number above 12 tells the order for all of them."""
    found = [tuple(map(int, m.groups())) for m in _STROKES.finditer(words)]
    if any(a > 12 for a, _, _ in found):
        return _iso(found[-1][2], found[-1][1], found[-1][0])
    if any(b > 12 for _, b, _ in found):
        return _iso(found[-1][2], found[-1][0], found[-1][1])
    return None


def _in_words(words: str) -> str | None:
    months = load("typed")["months"]
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = [m for m in pattern.finditer(words) if m.group(month).casefold() in months]
        if found:
            last = found[-1]
            return _iso(int(last.group(3)), months[last.group(month).casefold()], int(last.group(day)))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return compiled(load("typed")[name])


@cache
def _table(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((value, compiled(pattern)) for value, pattern in load("typed")[name])


@cache
def _finders(name: str) -> tuple[tuple[str, Finder], ...]:
    return tuple((value, Finder(pattern)) for value, pattern in load("typed")[name])


def _all(name: str, words: str) -> list[str]:
    return [value for value, pattern in _finders(name) if pattern.search(words)]


def _at(name: str, wanted: str, words: str) -> int:
    return next(m.start() for value, pattern in _table(name) if value == wanted and (m := pattern.search(words)))
