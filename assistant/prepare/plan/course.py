"""The course of study: period by period between the interviews, which topics, in which order, for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.preparation import Line
from assistant.prepare.plan.needs import Need
from assistant.prepare.plan.order import in_order
from assistant.prepare.plan.shares import LEAST, allotted, chosen

# A topic that nobody calls a must is left out rather than given less.
_OF_USE = 30


@dataclass(frozen=True, slots=True)
class Stint:
    """Time on one topic in one go. `deeper` ones go over a topic that was through already."""

    need: Need
    minutes: int
    deeper: bool = False


def selected(
    needs: Sequence[Need], room: Mapping[date, int], wants: Mapping[str, int], covered: frozenset[Line]
) -> list[Need]:
    """The needs that there is time for before their interviews; `room` is the study time up to each of these."""
    out: list[Need] = []
    for day in sorted(room):
        due = [n for n in needs if n.deadline <= day]
        out = _worthwhile(chosen(in_order(due), room[day], covered), room[day], wants)
        needs = [n for n in needs if n.deadline > day or n in out]
    return out


def _worthwhile(needs: list[Need], minutes: int, wants: Mapping[str, int]) -> list[Need]:
    """The needs without those that serve no must-have and would get too little time to be of use, lightest first."""
    while len(needs) > 1:
        given = allotted(needs, minutes, wants)
        thin = [n for n in needs if given[n.topic] < _OF_USE and not any(line.kind == "must" for line in n.lines)]
        if not thin:
            break
        needs.remove(min(thin, key=lambda n: (n.weight, n.topic)))
    return needs


def courses(
    needs: Sequence[Need], periods: Sequence[tuple[date, int]], wants: Mapping[str, int]
) -> list[tuple[date, list[Stint]]]:
    """For each period (the interview that ends it, its minutes) its course; minutes add up to the period's.

    In a period come the topics that are due at its end, in proportion to all that is still ahead, then later ones. When
    all are through, those that later interviews ask for are gone into more deeply.
    """
    ahead = list(needs)
    out: list[tuple[date, list[Stint]]] = []
    rest = sum(minutes for _, minutes in periods)
    for end, minutes in periods:
        due = [n for n in ahead if n.deadline <= end]
        share = allotted(ahead, rest, wants)
        mine = allotted(due, minutes, wants) if len(due) == len(ahead) else _cut(due, share, minutes, wants)
        course = [Stint(n, mine[n.topic]) for n in in_order(due)]
        ahead = [n for n in ahead if n.deadline > end]
        left = minutes - sum(s.minutes for s in course)
        early, ahead = _early(ahead, share, left)
        course += early
        left -= sum(s.minutes for s in early)
        if left >= LEAST or (left and not course):
            course += _deeper([n for n in needs if n.latest >= end], left, wants)
        out.append((end, course))
        rest -= minutes
    return out


def _cut(due: Sequence[Need], share: Mapping[str, int], minutes: int, wants: Mapping[str, int]) -> dict[str, int]:
    """The shares of those that are due, or what the period has where that is less."""
    fair = {n.topic: share[n.topic] for n in due}
    return fair if sum(fair.values()) <= minutes else allotted(due, minutes, wants)


def _early(ahead: Sequence[Need], share: Mapping[str, int], left: int) -> tuple[list[Stint], list[Need]]:
    """Topics of later interviews that fit into a period's rest whole, and those that are still ahead after it."""
    course: list[Stint] = []
    after = list(ahead)
    for need in in_order(ahead):
        if share[need.topic] > left:
            break
        course.append(Stint(need, share[need.topic]))
        left -= share[need.topic]
        after.remove(need)
    return course, after


def _deeper(needs: Sequence[Need], minutes: int, wants: Mapping[str, int]) -> list[Stint]:
    """More time on topics that were through already, no more of them than there is time for."""
    few = sorted(needs, key=lambda n: (-n.weight, n.topic))[: max(1, minutes // (2 * LEAST))]
    given = allotted(few, minutes, {n.topic: wants[n.topic] + minutes for n in few})
    return [Stint(n, given[n.topic], deeper=True) for n in in_order(few)]
