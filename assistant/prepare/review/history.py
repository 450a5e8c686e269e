"""Scores and predicted recall over time, as they are kept. What was noted once is not noted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.errors import RecordChanged
from assistant.prepare.review.cards import grade_of
from assistant.prepare.review.progress import progress, scored_body
from assistant.prepare.review.queue import Cards
from assistant.records import Records
from assistant.training import Feedback, Progress, Question, Queue, Scored, Sitting

SCORE, RECALL = "score", "recall"


class History:
    """What has been practised, by user."""

    def __init__(self, records: Records, cards: Cards) -> None:
        self._records = records
        self._cards = cards

    def add(
        self,
        user: str,
        question: Question,
        feedback: Feedback,
        key: str,
        at: float,
        mode: str,
        role: str = "",
        *,
        helped: bool = False,
    ) -> None:
        """Notes a scored answer under `key` and reviews the question's card; what was not scored only makes
        a card of the question where there is none. The same key counts once."""
        grade = grade_of(feedback, helped=helped)
        if grade is None or feedback.score is None:
            self._cards.add(user, question, date.fromtimestamp(at))
            return
        line = question.requirement
        must = (line.role, line.start) if line and line.kind == "must" else None
        own = role or (line.role if line else "")
        interview = key.partition("/")[0] if mode in ("practice", "live") and not key.startswith("alone/") else None
        scored = Scored(at, interview, own, question.id, question.topic, question.stage.value, feedback.score, mode)
        try:
            self._records.put(user, SCORE, key, scored_body(scored, must), rank=at, expected=0)
        except RecordChanged:
            if self._cards.question(user, question.id) is not None:
                return
            # The process was killed between score and card.
        self._cards.review(user, question, grade, date.fromtimestamp(at))

    def note_recall(self, user: str, queue: Queue) -> None:
        """Keeps the predicted recall of a day, for the line over time."""
        if queue.recall_then is not None:
            self._records.put(user, RECALL, queue.day, {"recall": round(queue.recall_then, 4)})

    def progress(self, user: str, sittings: Sequence[Sitting], musts: Callable[[str], int], today: date) -> Progress:
        """All that charts need; `musts` tells how many must-haves a role has."""
        bodies = [body for _, body in self._records.scan(user, SCORE)]
        recall = [(key, float(body["recall"])) for key, body in self._records.scan(user, RECALL)]
        roles = dict.fromkeys([body["role"] for body in bodies if body["role"]] + [s.role for s in sittings])
        return progress(sittings, bodies, recall, {r: musts(r) for r in roles}, len(self._cards.kept(user)), today)
