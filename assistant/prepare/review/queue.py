"""The cards of a user and the queue of a day, out of records. Thin: what is due is decided in `schedule`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.prepare.review.cards import Kept, card_body, card_from, graded, interview_of, with_role
from assistant.records import Records
from assistant.training import Card, Question, Queue
from assistant.training_wire import question_from, question_json

if TYPE_CHECKING:
    from assistant.prepare.review.schedule import Day, Deck

CARD, QUESTION = "card", "question"


class Cards:
    """The review cards of all users. A card is its question's, whatever roles ask it; the question is kept with it."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def review(self, user: str, question: Question, grade: int, day: date) -> Kept:
        """Notes a review; the first one makes the card. Raises RecordChanged where two come at once."""
        found = self._records.get(user, CARD, question.id)
        role = question.requirement.role if question.requirement else ""
        before = card_from(question.id, found.body) if found else None
        after = graded(before, question.id, [role] if role else [], grade, day)
        if found is None or (role and before and role not in before.roles):
            self._records.put(user, QUESTION, question.id, question_json(question))
        expected = found.version if found else 0
        self._records.put(user, CARD, question.id, card_body(after), rank=float(after.due), expected=expected)
        return after

    def add(self, user: str, question: Question, day: date) -> None:
        """Makes a card of a question that was seen and not answered; one that is there stays as it is."""
        if self._records.get(user, CARD, question.id) is None:
            self.review(user, question, 1, day)

    def add_role(self, user: str, key: str, role: str) -> None:
        """Lets the card count for another role's interview, too."""
        found = self._records.get(user, CARD, key)
        if found and role not in found.body["roles"]:
            card = with_role(card_from(key, found.body), role)
            self._records.put(user, CARD, key, card_body(card), rank=float(card.due), expected=found.version)

    def question(self, user: str, key: str) -> Question | None:
        """The question of a card; None where there is no such card."""
        found = self._records.get(user, QUESTION, key)
        return question_from(found.body) if found else None

    def kept(self, user: str) -> list[Kept]:
        """All cards of the user."""
        return [card_from(key, body) for key, body in self._records.scan(user, CARD)]

    def queue(self, user: str, dates: Mapping[str, date], today: date, limit: int, roles: Sequence[str] = ()) -> Queue:
        """The review of `today`: at most `limit` cards, the most valuable first; `roles` narrow it to theirs."""
        from assistant.prepare.review.schedule import today as ordered

        kept = [card for card in self.kept(user) if not roles or set(roles) & set(card.roles)]
        if not kept:
            return Queue(today.isoformat(), (), 0, 0, None, None)
        interviews = [interview_of(card.roles, dates, today) for card in kept]
        day = ordered(deck(kept, interviews, today), limit)
        chosen = [int(k) for k in day.order[:limit]]
        cards = [self._card(user, kept[k], k, day, interviews[k]) for k in chosen]
        dated = [k for k, found in enumerate(interviews) if found]
        return Queue(
            today.isoformat(),
            tuple(card for card in cards if card),
            len(day.order) - len(chosen),
            len(kept),
            _mean([float(day.then[k]) for k in dated]),
            _mean([float(day.then[k]) + (float(day.gain[k]) if k in set(chosen) else 0.0) for k in dated]),
        )

    def recall(self, user: str, dates: Mapping[str, date], today: date) -> dict[str, float]:
        """The predicted recall on the interview day for each card that has one ahead, by key."""
        import numpy as np

        from assistant.prepare.review.memory import recall

        kept = [(card, found) for card in self.kept(user) if (found := interview_of(card.roles, dates, today))]
        days = np.array([found[1].toordinal() - card.last for card, found in kept], float)
        values = recall(days, np.array([card.stability for card, _ in kept], float))
        return {card.key: float(value) for (card, _), value in zip(kept, values, strict=True)}

    def _card(self, user: str, card: Kept, k: int, day: Day, interview: tuple[str, date] | None) -> Card | None:
        question = self.question(user, card.key)
        if question is None:
            return None
        return Card(
            key=card.key,
            question=question,
            role=interview[0] if interview else (card.roles[0] if card.roles else ""),
            due=date.fromordinal(card.due).isoformat(),
            stability=card.stability,
            recall_now=float(day.now[k]),
            recall_then=float(day.then[k]),
            gain=float(day.gain[k]),
            reviews=card.reviews,
            lapses=card.lapses,
            interview=interview[1].isoformat() if interview else None,
        )


def deck(kept: Sequence[Kept], interviews: Sequence[tuple[str, date] | None], today: date) -> Deck:
    """The cards as the arrays that the schedule takes. Days that lie ahead, by a clock set back, count as today."""
    import numpy as np

    from assistant.prepare.review.schedule import NEVER, Deck

    now = today.toordinal()
    return Deck(
        np.array([card.stability for card in kept], float),
        np.array([card.difficulty for card in kept], float),
        np.array([max(0, now - card.last) for card in kept], float),
        np.array([found[1].toordinal() - now if found else NEVER for found in interviews], float),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
