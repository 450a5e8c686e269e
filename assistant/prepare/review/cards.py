"""A review card as it is kept: FSRS's own state beside what the product counts. Pure; the package `fsrs` grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.training import Feedback

if TYPE_CHECKING:
    from fsrs import Scheduler

# Grades: 1 again, 2 hard, 3 good, 4 easy.
GRADES = (1, 2, 3, 4)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Kept:
    """A card's memory: `stability` in days, `difficulty` 1 to 10, days (ordinals of `datetime.date`) of the last review
    and of FSRS's own due date, how often it was reviewed and forgotten, and the roles that it is for."""

    key: str
    stability: float
    difficulty: float
    last: int
    due: int
    reviews: int
    lapses: int
    roles: tuple[str, ...]


def graded(card: Kept | None, key: str, roles: Sequence[str], grade: int, day: date) -> Kept:
    """The card after a review on `day`; `card` is None for one that is new. A day before the last review counts as the
    day of the last review: a clock that was set back does not undo what was learned."""
    from fsrs import Card, Rating, State

    ordinal = max(day.toordinal(), card.last if card else 0)
    then = _noon(ordinal)
    before = (
        Card(card_id=1, state=State.Review, stability=card.stability, difficulty=card.difficulty, due=_noon(card.due),
             last_review=_noon(card.last))
        if card
        else Card(card_id=1, due=then)
    )  # fmt: skip
    after, _ = _scheduler().review_card(before, Rating(grade), then)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed card has a stability")
    known = card.roles if card else ()
    return Kept(
        key,
        after.stability,
        after.difficulty,
        ordinal,
        after.due.date().toordinal(),
        (card.reviews if card else 0) + 1,
        (card.lapses if card else 0) + (card is not None and grade == 1),
        tuple(dict.fromkeys([*known, *roles])),
    )


def with_role(card: Kept, role: str) -> Kept:
    """The same card, also for that role."""
    return card if role in card.roles else replace(card, roles=(*card.roles, role))


def grade_of(feedback: Feedback, *, helped: bool = False) -> int | None:
    """The grade that an answer's score stands for; None where it was not scored. With help it is "again" or "hard"."""
    if feedback.score is None:
        return None
    grade = 1 if feedback.score < 40 else 2 if feedback.score < 60 else 3 if feedback.score < 88 else 4
    return min(grade, 2) if helped else grade


def card_body(card: Kept) -> dict[str, Any]:
    """The card as a record: `memory` are stability, difficulty, the days of last review and due date, reviews, lapses,
    in this order, so that thousands are read at once."""
    found = (round(card.stability, 4), round(card.difficulty, 4), card.last, card.due, card.reviews, card.lapses)
    return {"memory": list(found), "roles": list(card.roles)}


def card_from(key: str, body: Mapping[str, Any]) -> Kept:
    """The card again."""
    stability, difficulty, last, due, reviews, lapses = body["memory"]
    return Kept(key, stability, difficulty, last, due, reviews, lapses, tuple(body["roles"]))


def interview_of(roles: Sequence[str], dates: Mapping[str, date], today: date) -> tuple[str, date] | None:
    """The next interview that a card is for, with its role; None where none is ahead. Today's still counts."""
    ahead = [(dates[role], role) for role in roles if role in dates and dates[role] >= today]
    return (min(ahead)[1], min(ahead)[0]) if ahead else None


def _noon(ordinal: int) -> datetime:
    """Whole days apart, whatever the hour of the reviews and the time zone."""
    return datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=ordinal - _EPOCH)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Without steps within a day, and without chance: the same reviews lead to the same card.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
