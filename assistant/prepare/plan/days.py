"""The days that a plan has, and how many minutes each: the wish laid over the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.errors import UsageError
from assistant.preparation import WEEKDAYS, Wish

# Nobody learns for longer, day after day.
MOST_HOURS_A_DAY = 12
LONGEST_DAYS = 366
# A day with less is not worth sitting down for: its time goes to a later one.
_LEAST = 30
# The day before an interview is light, where there are days enough to take its time.
LIGHT = 60
_STEP = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A day with sessions: `minutes` is a multiple of 5; `eve` says that it is the last one before an interview."""

    date: date
    minutes: int
    eve: bool = False


def check(wish: Wish, today: date) -> None:
    """Raises UsageError, saying what to change, for a wish that no honest plan can be made for."""
    if not wish.interviews:
        raise UsageError("a plan needs at least one role with its interview date")
    for role, day in wish.interviews:
        if day < today:
            raise UsageError(
                f"the interview for {role} on {day} is in the past; give its new date, or leave the role out"
            )
        if day < wish.start:
            raise UsageError(f"the plan would start on {wish.start}, after the interview for {role} on {day}")
    last = max(day for _, day in wish.interviews)
    if (last - wish.start).days > LONGEST_DAYS:
        raise UsageError(f"{last} is more than a year after {wish.start}; plan nearer to the interview")
    _check_hours(wish)


def _check_hours(wish: Wish) -> None:
    by_day = dict(wish.hours) or {
        weekday: wish.hours_per_week / max(1, 7 - len(wish.weekdays_off)) for weekday in range(7)
    }
    if len(wish.weekdays_off) >= 7:
        raise UsageError("every weekday is off; leave at least one for the plan")
    if any(hours < 0 for hours in by_day.values()) or not any(
        hours > 0 for weekday, hours in by_day.items() if weekday not in wish.weekdays_off
    ):
        raise UsageError(
            f"there is no time to plan: {wish.hours_per_week:g} hours a week; say how many you have, as in 8"
        )
    weekday, most = max(by_day.items(), key=lambda pair: pair[1])
    if most > MOST_HOURS_A_DAY:
        said = f"{most:g} hours on a {WEEKDAYS[weekday]}" if wish.hours else f"{wish.hours_per_week:g} hours a week"
        raise UsageError(
            f"{said} is more than {MOST_HOURS_A_DAY} hours on a day that is not off; give the time that you really have"
        )


def days(wish: Wish) -> tuple[Day, ...]:
    """The days from the start to the last interview that have sessions, in order. No session is on an interview day,
    unless all that is left is today: then half an hour is.

    The sum of minutes is the candidate's time, to the next five minutes, and at least ten.
    """
    free = _free(wish)
    if not free:
        today = wish.start
        off = today.weekday() in wish.weekdays_off or today in wish.dates_off
        last_minute = not off and all(day == today for _, day in wish.interviews)
        return (Day(today, LIGHT // 2, eve=True),) if last_minute else ()
    spread = _spread(wish, free)
    eves = {max((d for d in spread if d < day), default=None) for _, day in wish.interviews}
    spread = _lightened(spread, [eve for eve in eves if eve])
    return tuple(Day(day, minutes, day in eves) for day, minutes in sorted(spread.items()))


def _free(wish: Wish) -> list[date]:
    last = max(day for _, day in wish.interviews)
    taken = {day for _, day in wish.interviews}
    whole = [wish.start + timedelta(days=n) for n in range((last - wish.start).days)]
    free = [d for d in whole if d not in taken and d.weekday() not in wish.weekdays_off and d not in wish.dates_off]
    return [d for d in free if _hours(wish, d) > 0]


def _hours(wish: Wish, day: date) -> float:
    if wish.hours:
        return wish.hours.get(day.weekday(), 0.0)
    return wish.hours_per_week / (7 - len(wish.weekdays_off))


def _spread(wish: Wish, free: list[date]) -> dict[date, int]:
    """Each day's minutes; what is too little for a day is carried to the next."""
    out: dict[date, int] = {}
    credit = 0.0
    for day in free:
        credit += _hours(wish, day) * 60
        if credit >= _LEAST:
            out[day] = int(credit // _STEP) * _STEP
            credit -= out[day]
    if not out:
        return {free[-1]: max(10, round(credit / _STEP) * _STEP)}
    out[max(out)] += round(credit / _STEP) * _STEP
    return out


def _lightened(spread: dict[date, int], eves: list[date]) -> dict[date, int]:
    """The time of the eves over an hour goes to the other days, as far as these can take it."""
    others = [d for d in spread if d not in eves]
    heavy = [d for d in eves if spread[d] > LIGHT]
    if len(others) < 2 or not heavy:
        return spread
    out = dict(spread)
    surplus = sum(out[d] - LIGHT for d in heavy)
    for d in heavy:
        out[d] = LIGHT
    while surplus > 0:
        least = min(others, key=lambda d: (out[d], d))
        if out[least] + _STEP > MOST_HOURS_A_DAY * 60:
            out[heavy[-1]] += surplus
            break
        out[least] += _STEP
        surplus -= _STEP
    return out
