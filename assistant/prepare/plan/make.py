"""Puts a plan together; see the room's docstring for the way from needs to items."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.preparation import Gap, Item, Level, Line, Plan, Profile, Recalled, Target, Wish
from assistant.prepare.plan import judging
from assistant.prepare.plan.course import courses, selected
from assistant.prepare.plan.days import Day, check, days
from assistant.prepare.plan.drafting import Drafting, covers, item_id
from assistant.prepare.plan.needs import Need, Standings, loose, needs
from assistant.prepare.plan.order import timely, with_basics
from assistant.prepare.plan.placing import Slot, by_interview, filled, placed, release
from assistant.prepare.plan.recalled import recalled
from assistant.prepare.plan.shares import LEAST, usual_minutes
from assistant.prepare.plan.sheet import sheet
from assistant.prepare.plan.studying import Sitting, sittings
from assistant.prepare.plan.tasks import Task, more_practice, tasks

# Topics that nobody asked for by name are prepared only where each topic has time for so much.
_ROOM_FOR_BASICS = 60


def make(
    wish: Wish,
    targets: Sequence[Target],
    *,
    plan_id: str,
    name: str,
    today: date,
    gaps: Mapping[str, Gap] | None = None,
    standing: Standings = None,
    profile: Profile | None = None,
    known: Collection[str] = (),
    kept: Sequence[Item] = (),
    asked_before: Sequence[Recalled] = (),
) -> Plan:
    """The plan of `wish` for its roles (`targets`, in the same order). The same input gives the same plan.

    `standing` and `profile` say how the candidate stands to a topic, `gaps` (by role id) what the last page can show,
    `known` topics need no basics. `kept` are items of an
    earlier version that stay (done or skipped): their time and topics count, the rest is planned from `today` on.
    `asked_before` are questions of real interviews that did not go well, the worst first.
    Raises UsageError for a wish that no honest plan can be made for.
    """
    check(wish, today)
    gaps, profile = gaps or {}, profile or Profile()
    level = wish.level or profile.level
    free = _left(days(replace(wish, start=max(wish.start, today))), kept)
    minutes = sum(day.minutes for day in free)
    asked = needs(targets, standing, profile)
    untopical = loose(targets)
    first = recalled(asked_before, targets, asked)
    wanted = _open_tasks(plan_id, kept, tasks(targets, asked, untopical, minutes, study=bool(asked), first=first))
    slots = placed(free, wanted, reviews=bool(asked))
    periods = by_interview(slots, [t.interview for t in targets])
    studied = _studied(asked, kept, known, sum(s.left for s in slots), level)
    wants = {n.topic: max(LEAST, usual_minutes(n, level) - _credit(n, kept)) for n in studied}
    chosen = selected(studied, _room(periods), wants, _covered(kept))
    release(slots, [n.latest for n in chosen])
    sitting_on = _sittings(chosen, periods, wants)
    more = (t for t in more_practice(targets, asked) if item_id(plan_id, t.kind, t.key) not in {i.id for i in kept})
    filled([s for s in slots if s.day.date not in sitting_on], more)
    items = [*kept, *Drafting(plan_id, chosen, kept).items(slots, sitting_on)]
    items.sort(key=lambda i: i.date)
    return Plan(
        plan_id,
        name,
        wish,
        minutes + sum(i.minutes for i in kept),
        tuple(items),
        judging.coverage(targets, items, untopical),
        tuple(judging.warnings(wish, targets, studied, chosen, sum(s.left for s in slots), level, today)),
        sheet(targets, asked, gaps),
    )


def _left(free: Sequence[Day], kept: Sequence[Item]) -> list[Day]:
    """The days less what was done on them already."""
    spent = {day.date: sum(i.minutes for i in kept if i.date == day.date) for day in free}
    rest = [replace(day, minutes=max(0, day.minutes - spent[day.date])) for day in free]
    return [day for day in rest if day.minutes >= 10]


def _open_tasks(plan_id: str, kept: Sequence[Item], wanted: Sequence[Task]) -> list[Task]:
    """The tasks that were not done or skipped before."""
    gone = {item.id for item in kept}
    return [task for task in wanted if item_id(plan_id, task.kind, task.key) not in gone]


def _studied(
    asked: Sequence[Need], kept: Sequence[Item], known: Collection[str], minutes: int, level: Level | None
) -> list[Need]:
    """What is still to be studied, with basics where there is time for them; all of it where all was studied."""
    still = [n for n in asked if _credit(n, kept) < usual_minutes(n, level)] or list(asked)
    grown = with_basics(still, known) if minutes >= _ROOM_FOR_BASICS * (len(still) + 3) else still
    return timely(grown)


def _credit(need: Need, kept: Sequence[Item]) -> int:
    return sum(i.minutes for i in kept if i.kind == "study" and i.topic == need.topic)


def _covered(kept: Sequence[Item]) -> frozenset[Line]:
    return frozenset(line for item in kept if item.state == "done" for line in covers(item))


def _room(periods: Sequence[tuple[date, Sequence[Slot]]]) -> dict[date, int]:
    """The study time up to each interview."""
    room: dict[date, int] = {}
    total = 0
    for day, slots in periods:
        total += sum(slot.left for slot in slots)
        room[day] = total
    return room


def _sittings(
    chosen: Sequence[Need], periods: Sequence[tuple[date, Sequence[Slot]]], wants: Mapping[str, int]
) -> dict[date, list[Sitting]]:
    out: dict[date, list[Sitting]] = {}
    lengths = [(day, sum(slot.left for slot in slots)) for day, slots in periods]
    for (_, course), (_, slots) in zip(courses(chosen, lengths, wants), periods, strict=True):
        for sitting in sittings(course, slots):
            out.setdefault(sitting.slot.day.date, []).append(sitting)
    return out
