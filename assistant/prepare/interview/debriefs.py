"""After the real interview: what was asked becomes questions for the next one, and things to study."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from assistant.preparation import Recalled
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.questions.lookup import understood
from assistant.records import Records
from assistant.training import Debrief, Question, Remembered
from assistant.training_wire import debrief_from, debrief_json

DEBRIEF = "debrief"
# So many points of a good answer are told in a plan.
_POINTS = 3
_ORDER = {"badly": 0, "so-so": 1, "well": 2}


class Debriefs:
    """The debriefs of all users."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def keep(self, user: str, role: str, remembered: Sequence[Remembered], meaning: Meaning, at: float) -> Debrief:
        """Makes and keeps a debrief: each remembered question with a rubric, what to study by how it went."""
        questions = tuple(self._question(one, meaning) for one in remembered)
        made = Debrief(uuid.uuid4().hex[:12], role, at, tuple(remembered), questions, _plan(remembered, questions))
        self._records.put(user, DEBRIEF, made.id, debrief_json(made), rank=-at, expected=0)
        return made

    def all(self, user: str) -> list[Debrief]:
        """The user's debriefs, the latest first."""
        return [debrief_from(record.body) for record in self._records.listed(user, DEBRIEF)]

    def questions(self, user: str, role: str) -> list[Question]:
        """What was really asked for a role, what went badly first, each once."""
        pairs = [
            (_ORDER[one.went], question)
            for debrief in self.all(user)
            if debrief.role == role
            for one, question in zip(debrief.remembered, debrief.questions, strict=True)
        ]
        return list({question.id: question for _, question in sorted(pairs, key=lambda pair: pair[0])}.values())

    def recalled(self, user: str) -> list[Recalled]:
        """What did not go well in any interview, the worst first, each once as it went the last time."""
        latest = {
            question.id: (one, question, debrief.role)
            for debrief in reversed(self.all(user))
            for one, question in zip(debrief.remembered, debrief.questions, strict=True)
        }
        found = [_recalled(*entry) for entry in latest.values() if entry[0].went != "well"]
        return sorted(found, key=lambda r: (_ORDER[r.went], r.key))

    @staticmethod
    def _question(one: Remembered, meaning: Meaning) -> Question:
        """The bank's own question where it is the same, under the words that were really used."""
        text = " ".join(one.question.split())
        return replace(understood(text, meaning, origin="debrief"), question=text, origin="debrief")


def _recalled(one: Remembered, question: Question, role: str) -> Recalled:
    points = sorted(question.rubric, key=lambda point: -point.weight)[:_POINTS]
    told = tuple(point.point for point in question.rubric if point in points)
    return Recalled(question.id, role, question.question, question.topic, question.stage.value, one.went, told)


def _plan(remembered: Sequence[Remembered], questions: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    """Topics of what did not go well, the worst first, each once, with the reason."""
    pairs = sorted(zip(remembered, questions, strict=True), key=lambda pair: _ORDER[pair[0].went])
    found = {
        question.topic: f"asked in your interview, and it went {one.went}: “{question.question}”"
        for one, question in reversed(pairs)
        if one.went != "well"
    }
    return tuple(reversed(found.items()))
