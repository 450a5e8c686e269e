"""What people type, as a `Wish` and a `Profile`: dates, hours, days off, topics by name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.errors import UsageError
from assistant.preparation import LEVELS, WEEKDAYS, Level, Resume, Target, Wish
from assistant.reading.topics import all_topics, topics_of
from assistant.reading.typed import date_of

_NEW, _EXPERIENCED = 3, 7
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?")


def wish(
    roles: Sequence[str],
    interviews: Sequence[str],
    today: date,
    *,
    start: str | None = None,
    hours_per_week: float | None = None,
    hours: str | None = None,
    days_off: str | None = None,
    level: str | None = None,
    at: str | None = None,
    timezone: str | None = None,
) -> Wish:
    """The wish in these words.

    `interviews` are dates: one for all roles, or one for each in their order, or "ROLE=DATE". `hours` goes by weekday
    ("mon=1.5, sat=4") and takes the place of `hours_per_week`. `days_off` are weekdays and dates with commas between.
    Raises UsageError naming what cannot be read, and how it should be written.
    """
    return Wish(
        _paired(roles, interviews),
        _date(start, "start") if start else today,
        8.0 if hours_per_week is None else hours_per_week,
        _by_weekday(hours or ""),
        frozenset(WEEKDAYS.index(d) for d in _listed(days_off) if d in WEEKDAYS),
        frozenset(_date(d, "day off") for d in _listed(days_off) if d not in WEEKDAYS),
        checked_level(level),
        _time(at or "18:00"),
        _zone(timezone),
    )


def _paired(roles: Sequence[str], interviews: Sequence[str]) -> tuple[tuple[str, date], ...]:
    named = dict(entry.rsplit("=", 1) for entry in interviews if "=" in entry)
    plain = [_date(entry, "interview") for entry in interviews if "=" not in entry]
    unknown = [role for role in named if role not in roles]
    if unknown:
        raise UsageError(f"the interview of {unknown[0]!r} belongs to none of the roles given: {', '.join(roles)}")
    rest = [role for role in roles if role not in named]
    if rest and len(plain) not in (1, len(rest)):
        raise UsageError(
            f"there are {len(rest)} roles and {len(plain)} interview dates; give one date for all, or one for each "
            "role, as in --interview 2026-12-15"
        )
    dates = dict(zip(rest, plain * len(rest) if len(plain) == 1 else plain, strict=True)) if rest else {}
    return tuple((role, _date(named[role], "interview") if role in named else dates[role]) for role in roles)


def _listed(words: str | None) -> list[str]:
    """Entries between commas; weekdays in any length as their first three letters."""
    out = []
    for entry in re.split(r"[,;]\s*", (words or "").strip()):
        short = entry.strip().casefold()[:3]
        if entry.strip():
            out.append(short if short in WEEKDAYS else entry.strip())
    return out


def _by_weekday(words: str) -> Mapping[int, float]:
    out: dict[int, float] = {}
    for entry in _listed(words):
        day, _, amount = entry.partition("=") if "=" in entry else (entry, "", "")
        day, whole = day.strip().casefold()[:3], words
        found = re.search(rf"\b{day}\w*\s*=\s*(\d+(?:\.\d+)?)", whole, re.IGNORECASE) if day in WEEKDAYS else None
        if found is None:
            raise UsageError(f"the hours {words!r} cannot be read ({amount or entry!r}); write mon=1.5,sat=4")
        out[WEEKDAYS.index(day)] = float(found.group(1))
    return out


def _date(words: str, what: str) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        found = date_of(words)
        if found is None:
            raise UsageError(f"the {what} {words!r} is no date; write it as 2026-12-15") from None
        return date.fromisoformat(found)


def _time(words: str) -> time:
    match = _TIME.fullmatch(words.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise UsageError(f"the time {words!r} is none; write it as 18:30")
    return time(int(match[1]), int(match[2] or 0))


def _zone(name: str | None) -> str | None:
    if not name:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"there is no time zone {name!r}; write it as Europe/Berlin or America/New_York") from error


def checked_level(level: str | None) -> Level | None:
    """The level, or None. Raises UsageError for one that there is not."""
    if level is not None and level not in LEVELS:
        raise UsageError(f"there is no level {level!r}; choose one of {', '.join(LEVELS)}")
    return level


def level_of(resume: Resume) -> Level | None:
    """The level that a résumé's years of work stand for, None where it dates none."""
    if resume.years is None:
        return None
    return "new" if resume.years < _NEW else "experienced" if resume.years < _EXPERIENCED else "senior"


def topic_ids(names: Sequence[str]) -> tuple[str, ...]:
    """The topics of those ids or names. Raises UsageError for one that is not known, naming the nearest."""
    return tuple(dict.fromkeys(topic for name in names if name.strip() for topic in _topics(name.strip())))


def _topics(name: str) -> Sequence[str]:
    ids = {t.id for t in all_topics()}
    named = {t.name.casefold(): t.id for t in all_topics()}
    wanted = name.casefold()
    if wanted in ids or wanted in named:
        return [wanted if wanted in ids else named[wanted]]
    found = topics_of(name) or topics_of(f"{name} programming")
    if not found:
        near = get_close_matches(wanted, [*ids, *named], n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "name it as a posting would, as in “vector search”"
        raise UsageError(f"{name!r} is no topic that is known here; {hint}")
    return found


def plan_id(wish: Wish) -> str:
    """An id that says what the plan is for, the same for the same roles and days."""
    if not wish.interviews:
        raise UsageError("a plan needs at least one role with its interview date; `prep roles` lists the roles")
    first, day = wish.interviews[0]
    rest = wish.interviews[1:]
    mark = hashlib.sha256(repr([(role, d.isoformat()) for role, d in rest]).encode()).hexdigest()[:6]
    return f"{first[:60]}-{day.isoformat()}" + (f"-and-{len(rest)}-more-{mark}" if rest else "")


def plan_name(targets: Sequence[Target]) -> str:
    """What people call the plan."""
    first = targets[0]
    if len(targets) == 1:
        return f"Plan for {first.role.name}, {first.interview.day} {first.interview:%B %Y}"
    companies = list(dict.fromkeys(t.role.company or t.role.title for t in targets))
    said = ", ".join(companies[:3]) + (f" and {len(companies) - 3} more" if len(companies) > 3 else "")
    last = max(t.interview for t in targets)
    return f"Plan for {len(targets)} interviews ({said}), up to {last.day} {last:%B %Y}"
