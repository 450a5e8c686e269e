"""Days and lengths of time in words, in the visitor's language."""

from __future__ import annotations

from datetime import date

from assistant.web.texts import say

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekday(number: int, language: str) -> str:
    """The short name of a weekday, 0 for Monday."""
    return say(language, f"days_{_WEEKDAYS[number]}")


def day_text(day: date, language: str) -> str:
    """ "Mon 7 Dec", "12月7日 周一"."""
    month = say(language, f"days_month_{day.month}")
    return say(language, "days_day", weekday=weekday(day.weekday(), language), day=day.day, month=month)


def length_text(minutes: int, language: str) -> str:
    """ "45 min", "2 h", "1 h 20 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [say(language, "days_hours", n=hours)] * bool(hours)
    return " ".join(parts + [say(language, "days_minutes", n=rest)] * bool(rest or not hours))


def left_text(days: int, language: str) -> str:
    """How long until a day: "in 9 days", "tomorrow", "today", "3 days ago"."""
    near = {0: "days_today", 1: "days_tomorrow", -1: "days_yesterday"}
    if days in near:
        return say(language, near[days])
    return say(language, "days_ahead" if days > 0 else "days_ago", n=abs(days))
