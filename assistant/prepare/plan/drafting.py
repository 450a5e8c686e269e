"""Placed sessions as the items of a plan: their words, their lines, their stable ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from assistant.preparation import Item, Line
from assistant.prepare.guides import topic_name
from assistant.prepare.plan.needs import Need
from assistant.prepare.plan.placing import Slot
from assistant.prepare.plan.reviews import Spacing
from assistant.prepare.plan.studying import Sitting, how, parts_of, what, why
from assistant.prepare.plan.tasks import Task, session

# The course of a day: first what was learnt, then what is new, then practice.
_COURSE = {"review": 0, "study": 1}
_LAST = {"cheat-sheet": 9}


def item_id(plan: str, kind: str, key: str, number: int = 0) -> str:
    """The id of a session: the same for the same plan, kind, key and number, whenever it takes place."""
    return hashlib.sha256(f"{plan}\x1f{kind}\x1f{key}\x1f{number}".encode()).hexdigest()[:16]


class Drafting:
    """Makes the items of one plan. `kept` are the items that stay: numbers and subtopics go on from them."""

    def __init__(self, plan: str, needs: Sequence[Need], kept: Sequence[Item]) -> None:
        self._plan = plan
        self._needs = {n.topic: n for n in needs}
        self._used = {item.id for item in kept}
        self._parts: dict[str, frozenset[int]] = {}
        for item in kept:
            if item.topic and item.kind == "study":
                self._parts[item.topic] = self._parts.get(item.topic, frozenset()) | frozenset(item.parts)
        self._turns: dict[str, int] = {}
        self._spacing = Spacing()
        for item in sorted(kept, key=lambda i: i.date):
            if item.topic and item.state == "done":
                self._spacing.studied(item.topic, item.date)

    def items(self, slots: Sequence[Slot], sitting_on: Mapping[date, Sequence[Sitting]]) -> list[Item]:
        """The items of all days, in order."""
        out: list[Item] = []
        for slot in slots:
            today = [
                *map(self._study, sitting_on.get(slot.day.date, ())),
                *(self._task(task, slot.day.date) for task in slot.tasks),
            ]
            out += sorted([*self._review(slot), *today], key=lambda i: _COURSE.get(i.kind, _LAST.get(i.kind, 5)))
        return out

    def _task(self, task: Task, day: date) -> Item:
        return Item(
            item_id(self._plan, task.kind, task.key), day, task.minutes, task.kind, task.what, task.how,
            task.why, task.topic, task.stage, task.serves, role=task.role,
        )  # fmt: skip

    def _study(self, sitting: Sitting) -> Item:
        topic, day = sitting.need.topic, sitting.slot.day.date
        parts = parts_of(sitting, self._parts.get(topic, frozenset()))
        line, serves = why(sitting, self._turns)
        self._turns[topic] = self._turns.get(topic, 0) + 1
        kind = "practice" if sitting.deeper else "study"
        key = f"deeper#{topic}" if sitting.deeper else topic
        self._spacing.studied(topic, day)
        return Item(
            self._fresh(kind, key), day, sitting.minutes, kind,  # type: ignore[arg-type]
            what(sitting, parts), how(sitting, parts), line, topic, "theory", serves, parts,
        )  # fmt: skip

    def _review(self, slot: Slot) -> Iterator[Item]:
        """The review that a day has time for; where nothing was studied yet, a look at what is to come."""
        if not slot.review:
            return
        day = slot.day.date
        allowed = [t for t, n in self._needs.items() if n.latest > day]
        topics = self._spacing.due(day, allowed)
        title = "Review: " + ", ".join(topic_name(t) for t in topics)
        if not topics:
            topics = allowed[:1]
            title = f"A first look: {topic_name(topics[0])}"
        lines = [self._needs[t].lines[0] for t in topics]
        yield Item(
            self._fresh("review", "all"), day, slot.review, "review", title, session("review")["how"], lines[0],
            topics[0], serves=tuple(dict.fromkeys(line for line in lines[1:] if line != lines[0])),
        )  # fmt: skip

    def _fresh(self, kind: str, key: str) -> str:
        """The first id of that kind and key that no item has: a missed session gives its own to the next."""
        found = next(i for n in count() if (i := item_id(self._plan, kind, key, n)) not in self._used)
        self._used.add(found)
        return found


def covers(item: Item) -> tuple[Line, ...]:
    """The lines that an item serves, the one that it cites first."""
    return (item.why, *item.serves)
