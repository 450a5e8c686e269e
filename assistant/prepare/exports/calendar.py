"""A plan as a calendar (.ics, RFC 5545). A second import updates: ids are those of the items, the sequence counts up.

Sessions follow each other from the wished hour on, at the same hour by the clock all through a change to or from summer
time. Without a time zone they float: 18:00 wherever the calendar is. Interviews are whole days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from assistant.preparation import Item, Plan
from assistant.prepare.exports.markdown import _all_lines

if TYPE_CHECKING:
    from icalendar import Event

_BREAK = timedelta(minutes=5)


def export(plan: Plan) -> bytes:
    """The calendar: one event a session, one whole day an interview."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//interview-prep-assistant//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plan.name)
    for day, items in groupby(plan.items, key=lambda i: i.date):
        begin = datetime.combine(day, plan.wish.at, ZoneInfo(plan.wish.timezone) if plan.wish.timezone else None)
        for item in items:
            calendar.add_component(_session(plan, item, begin))
            begin += timedelta(minutes=item.minutes) + _BREAK
    for role, day in plan.wish.interviews:
        calendar.add_component(_interview(plan, role, day))
    if plan.wish.timezone:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _session(plan: Plan, item: Item, begin: datetime) -> Event:
    event = _event(plan, f"{item.id}@interview-prep", f"{item.what}")
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=item.minutes))
    event.add("description", f"{item.how}\n\nWhy: “{' '.join(item.why.quote.split())}”")
    event.add("categories", [item.kind])
    event.add("status", "CANCELLED" if item.state == "skipped" else "CONFIRMED")
    return event


def _interview(plan: Plan, role: str, day: date) -> Event:
    names = {line.role: (f"{line.company}: {line.title}" if line.company else line.title) for line in _all_lines(plan)}
    event = _event(plan, f"{plan.id}.{role}@interview-prep", f"Interview: {names.get(role, role)}")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "OPAQUE")
    return event


def _event(plan: Plan, uid: str, summary: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("sequence", plan.revision - 1)
    # The same plan gives the same file: the stamp is of the plan, not of the export.
    event.add("dtstamp", datetime.combine(plan.wish.start, datetime.min.time(), UTC) + timedelta(seconds=plan.revision))
    return event
