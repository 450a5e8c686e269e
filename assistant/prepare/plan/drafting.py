"""Placed sessions as the items of a plan: their words, their lines, their stable ids."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

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
        self._numbers = Counter[tuple[str, str | None]]((i.kind, i.topic) for i in kept if i.kind == "study")
        self._numbers.update(("review", None) for i in kept if i.kind == "review")
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
        number = sitting.number + (0 if sitting.deeper else self._numbers["study", topic])
        self._spacing.studied(topic, day)
        return Item(
            item_id(self._plan, kind, key, number), day, sitting.minutes, kind,  # type: ignore[arg-type]
            what(sitting, parts), how(sitting, parts), line, topic, "theory", serves, parts,
        )  # fmt: skip

    def _review(self, slot: Slot) -> Iterator[Item]:
        """The review that a day has time for; that time goes to its first session where there is nothing to review."""
        if not slot.review:
            return
        day = slot.day.date
        allowed = [t for t, n in self._needs.items() if n.latest > day]
        topics = self._spacing.due(day, allowed)
        lines = [self._needs[t].lines[0] for t in topics]
        number = self._numbers["review", None]
        self._numbers["review", None] += 1
        title = "Review: " + ", ".join(topic_name(t) for t in topics)
        yield Item(
            item_id(self._plan, "review", "all", number), day, slot.review, "review", title, session("review")["how"],
            lines[0], topics[0], serves=tuple(dict.fromkeys(line for line in lines[1:] if line != lines[0])),
        )  # fmt: skip


def covers(item: Item) -> tuple[Line, ...]:
    """The lines that an item serves, the one that it cites first."""
    return (item.why, *item.serves)
