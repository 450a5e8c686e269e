"""Sessions besides study onto days: each near its place between start and interview, none where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.prepare.plan.days import Day
from assistant.prepare.plan.tasks import Task

# A session that finds no room as it is may shrink to this.
_LEAST = 10
_FILLER = 45
# A session is cut to so much of its length rather than moved far away.
_ENOUGH = 0.6
# One interview at a time, where there are so many days between two.
_DAYS_ENOUGH = 5
_REVIEW_EVERY, _REVIEW_SHARE, _REVIEW = 3, 0.1, 20


@dataclass(slots=True)
class Slot:
    """A day as it fills up: `left` is what no session has taken yet, `reviews` the minutes kept for a review."""

    day: Day
    left: int
    tasks: list[Task] = field(default_factory=list)
    review: int = 0


def placed(days: Sequence[Day], tasks: Sequence[Task], *, reviews: bool) -> list[Slot]:
    """The days with the tasks that find room on them, in order of date."""
    slots = [Slot(day, day.minutes) for day in days]
    interviews = {task.deadline for task in tasks}
    for task in tasks:
        before = max((day for day in interviews if day < task.deadline), default=date.min)
        _place(slots, task, before)
    _in_turn(slots)
    if reviews:
        _keep_reviews(slots)
    for slot in slots:
        _without_scraps(slot)
    return slots


def release(slots: Sequence[Slot], latest: Sequence[date]) -> None:
    """Gives back the time for reviews on days after the last interview that any topic is needed for (`latest`)."""
    for slot in slots:
        if not any(day > slot.day.date for day in latest):
            slot.left, slot.review = slot.left + slot.review, 0


def filled(slots: Sequence[Slot], more: Iterator[Task]) -> None:
    """Puts sessions of `more` into what is left of the days, those of a role only before its interview."""
    for slot in slots:
        while slot.left > 0:
            task = next(t for t in more if t.deadline > slot.day.date or slot.day.date == slots[-1].day.date)
            minutes = slot.left if slot.left < 2 * _FILLER else _FILLER
            slot.tasks.append(replace(task, minutes=minutes))
            slot.left -= minutes


def _place(slots: Sequence[Slot], task: Task, before: date) -> None:
    """Places a task between the interview `before` its own and that; from the start where days are too few."""
    open_slots = [s for s in slots if s.day.date < task.deadline] or ([slots[0]] if slots else [])
    if not open_slots:
        return
    own = [s for s in open_slots if s.day.date > before]
    open_slots = own if len(own) >= _DAYS_ENOUGH else open_slots
    order = [open_slots[-1]] if task.on_eve else _nearest(open_slots, task)
    slot = next((s for s in order if s.left >= task.minutes), max(order, key=lambda s: s.left))
    if slot.left >= min(_LEAST, task.minutes):
        taken = replace(task, minutes=min(task.minutes, slot.left))
        slot.tasks.append(taken)
        slot.left -= taken.minutes


def _nearest(slots: Sequence[Slot], task: Task) -> list[Slot]:
    """The days for a task, best first: near its place rather than long enough, and none with another of its kind."""
    free = [s for s in slots if not s.day.eve] or list(slots)
    around = list(_outward(free, min(len(free) - 1, int(task.at * len(free)))))
    alone = [s for s in around if not any(_alike(t, task) for t in s.tasks)] or around
    near = [s for s in alone[: max(3, len(free) // 6)] if s.left >= task.minutes * _ENOUGH]
    return near or alone


def _alike(one: Task, other: Task) -> bool:
    return (one.kind, one.role, one.stage) == (other.kind, other.role, other.stage)


def _in_turn(slots: Sequence[Slot]) -> None:
    """Puts tasks that follow each other in order where room has turned it around; each day keeps its minutes."""
    groups: dict[tuple[object, ...], list[tuple[Slot, int]]] = {}
    for slot in slots:
        for at, task in enumerate(slot.tasks):
            groups.setdefault((task.kind, task.role, task.stage), []).append((slot, at))
    for places in groups.values():
        ordered = sorted((slot.tasks[at] for slot, at in places), key=lambda t: t.turn)
        for (slot, at), task in zip(places, ordered, strict=True):
            slot.tasks[at] = replace(task, minutes=slot.tasks[at].minutes)


def _outward(slots: Sequence[Slot], start: int) -> Iterator[Slot]:
    """The slots from `start` on by distance, later ones first."""
    for step in range(len(slots)):
        for at in dict.fromkeys((start + step, start - step)):
            if 0 <= at < len(slots):
                yield slots[at]


def _keep_reviews(slots: Sequence[Slot]) -> None:
    """Keeps time for reviews: on every third day that has it, up to a tenth of all, and the rest of a last day."""
    total = sum(s.day.minutes for s in slots)
    kept = 0
    for n, slot in enumerate(slots):
        wanted = min(_REVIEW, max(_LEAST, slot.day.minutes // 4 // 5 * 5))
        if slot.day.eve and n >= 2 and slot.left >= _LEAST:
            # Nothing new on the last day.
            slot.review, slot.left = slot.left, 0
            continue
        due = n % _REVIEW_EVERY == _REVIEW_EVERY - 1
        if due and slot.left >= wanted and kept + wanted <= total * _REVIEW_SHARE:
            slot.review, slot.left, kept = wanted, slot.left - wanted, kept + wanted


def _without_scraps(slot: Slot) -> None:
    """A rest too short for a session goes to one that is there."""
    if 0 < slot.left < _LEAST + 5 and (slot.tasks or slot.review):
        if slot.review:
            slot.review += slot.left
        else:
            slot.tasks[-1] = replace(slot.tasks[-1], minutes=slot.tasks[-1].minutes + slot.left)
        slot.left = 0


def by_interview(slots: Sequence[Slot], interviews: Sequence[date]) -> list[tuple[date, list[Slot]]]:
    """The days up to each interview, those of the ones before left out."""
    out: list[tuple[date, list[Slot]]] = []
    rest = list(slots)
    for day in sorted(set(interviews)):
        mine = [s for s in rest if s.day.date < day]
        rest = rest[len(mine) :]
        out.append((day, mine))
    if rest and out:
        # What is left on the last interview's own day: only where that is today.
        out[-1][1].extend(rest)
    return out
