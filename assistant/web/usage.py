"""What the chat model has used for each user: a record a day, added to with each answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from assistant.domain import Answer
from assistant.errors import RecordChanged

if TYPE_CHECKING:
    from assistant.app import Assistant

KIND = "use"
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Use:
    """Answers by a chat model, tokens in and out, USD; `priced` says whether the price of all of them is known."""

    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    priced: bool = True

    def __add__(self, other: Use) -> Use:
        return Use(
            self.answers + other.answers,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.cost + other.cost,
            self.priced and other.priced,
        )


def note(assistant: Assistant, user: str, answer: Answer, day: date) -> None:
    """Adds what the answer took to the user's day; nothing where no chat model was asked."""
    if answer.usage is None:
        return
    used = answer.usage
    new = Use(1, used.prompt_tokens, used.completion_tokens, used.cost or 0.0, used.cost is not None)
    for _ in range(_TRIES):
        kept = assistant.records.get(user, KIND, day.isoformat())
        so_far = _use(kept.body) if kept else Use()
        version, body = kept.version if kept else 0, _body(so_far + new)
        try:
            assistant.records.put(user, KIND, day.isoformat(), body, rank=day.toordinal(), expected=version)
        except RecordChanged:
            continue  # another answer was added at the same moment
        return


def used(assistant: Assistant, user: str, today: date) -> tuple[Use, Use, Use]:
    """The user's use today, in the last 30 days, and in all."""
    days = {date.fromisoformat(record.key): _use(record.body) for record in assistant.records.listed(user, KIND)}
    month = today - timedelta(days=30)
    return days.get(today, Use()), _sum(use for day, use in days.items() if day > month), _sum(days.values())


def _sum(uses: Iterable[Use]) -> Use:
    return sum(uses, Use())


def _use(body: Any) -> Use:
    return Use(body["answers"], body["in"], body["out"], body["cost"], body["priced"])


def _body(use: Use) -> dict[str, Any]:
    return {
        "answers": use.answers,
        "in": use.tokens_in,
        "out": use.tokens_out,
        "cost": use.cost,
        "priced": use.priced,
    }
