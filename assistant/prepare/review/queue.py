"""The cards of a user and the queue of a day, out of records. Thin: what is due is decided in `schedule`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.prepare.review.cards import Kept, card_body, card_from, graded, interview_of, with_role
from assistant.records import Body, Records
from assistant.training import Card, Question, Queue
from assistant.training_wire import question_from, question_json

if TYPE_CHECKING:
    from assistant.prepare.review.schedule import Day, Deck, Places

Interview = tuple[str, date]
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

    def upcoming(self, user: str) -> list[tuple[date, int]]:
        """How many cards are due on which day, in order of the days."""
        counted = Counter(card.due for card in self.kept(user))
        return [(date.fromordinal(day), n) for day, n in sorted(counted.items())]

    def queue(self, user: str, dates: Mapping[str, date], today: date, limit: int, roles: Sequence[str] = ()) -> Queue:
        """The review of `today`: at most `limit` cards, the most valuable first; `roles` narrow it to theirs."""
        from assistant.prepare.review.schedule import today as ordered

        rows = _Rows()
        for key, body in self._records.stream(user, CARD):
            if not roles or set(roles) & set(body["roles"]):
                rows.add(key, body)
        if not rows.keys:
            return Queue(today.isoformat(), (), 0, 0, None, None)
        interviews = rows.interviews(dates, today)
        day = ordered(rows.deck(interviews, today), limit)
        chosen = day.order[:limit]
        questions = self._records.some(user, QUESTION, [rows.keys[k] for k in chosen])
        cards = (
            _card(rows.card(int(k)), question_from(found.body), int(k), day, interviews[k])
            for k in chosen
            if (found := questions.get(rows.keys[k]))
        )
        return Queue(
            today.isoformat(),
            tuple(cards),
            len(day.order) - len(chosen),
            len(rows.keys),
            *_recalled(day, interviews, chosen),
        )


class _Rows:
    """Thousands of cards as a few flat lists: no object for each."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._memory: list[float] = []
        self._roles: list[tuple[str, ...]] = []
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, key: str, body: Body) -> None:
        """One more card, as it is kept."""
        roles = tuple(body["roles"])
        self.keys.append(key)
        self._memory += body["memory"]
        self._roles.append(self._known.setdefault(roles, roles))

    def card(self, k: int) -> Kept:
        """The card at that place."""
        n = len(self._memory) // len(self.keys)
        return card_from(self.keys[k], {"memory": self._memory[n * k : n * (k + 1)], "roles": self._roles[k]})

    def deck(self, interviews: Sequence[Interview | None], today: date) -> Deck:
        """The arrays that the schedule takes. Days that lie ahead, by a clock set back, count as today."""
        import numpy as np

        from assistant.prepare.review.schedule import NEVER, Deck

        now = today.toordinal()
        kept = np.array(self._memory, float).reshape(len(self.keys), -1)
        left = np.array([found[1].toordinal() - now if found else NEVER for found in interviews], float)
        return Deck(kept[:, 0], kept[:, 1], np.maximum(0.0, now - kept[:, 2]), left)

    def interviews(self, dates: Mapping[str, date], today: date) -> list[Interview | None]:
        """The next interview of each card; most cards are for the same few roles."""
        known = {roles: interview_of(roles, dates, today) for roles in self._known}
        return [known[roles] for roles in self._roles]


def _card(kept: Kept, question: Question, k: int, day: Day, interview: Interview | None) -> Card:
    return Card(
        key=kept.key,
        question=question,
        role=interview[0] if interview else (kept.roles[0] if kept.roles else ""),
        due=date.fromordinal(kept.due).isoformat(),
        stability=kept.stability,
        recall_now=float(day.now[k]),
        recall_then=float(day.then[k]),
        gain=float(day.gain[k]),
        reviews=kept.reviews,
        lapses=kept.lapses,
        interview=interview[1].isoformat() if interview else None,
    )


def _recalled(day: Day, interviews: Sequence[Interview | None], chosen: Places) -> tuple[float | None, float | None]:
    """The mean predicted recall on the interview day as things are, and with today's cards; None without a day."""
    import numpy as np

    dated = np.array([found is not None for found in interviews])
    if not dated.any():
        return None, None
    then = float(day.then[dated].mean())
    return then, then + float(day.gain[chosen].sum()) / int(dated.sum())
