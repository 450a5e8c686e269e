"""A conversation as a value, and how a question makes it grow. One per browser session, held by nothing else."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.asked import LONGEST_QUESTION
from assistant.domain import Answer
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.app import Assistant

HISTORY_LIMIT = 20
# A screen shows no more than some 25 states a second; more would only be work for the browser and the line.
_SECONDS_BETWEEN_STATES = 0.04
_UNEXPECTED = "Something went wrong on our side. The question is back in the box: ask again, or look into the log."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what has come of it. `roles` are the names it was limited to (`role_ids` their ids), none: to all.

    `text` is the answer as far as it has come, or the error's sentence; `answer` is there once `state` is "answered".
    `id` tells it from the other turns of a kept conversation, `follow_ups` are questions that go on from the answer.
    """

    question: str
    roles: tuple[str, ...] = ()
    state: Literal["asking", "answered", "stopped", "failed"] = "asking"
    text: str = ""
    answer: Answer | None = None
    role_ids: tuple[str, ...] = ()
    id: str = ""
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first; a turn's index is how its citations are addressed. `id` and `name` are those
    under which it is kept for the user, empty for one that has not begun."""

    turns: tuple[Turn, ...] = ()
    id: str = ""
    name: str = ""

    @property
    def history(self) -> tuple[str, ...]:
        """The latest questions that were answered (or abstained from), oldest first."""
        return tuple(turn.question for turn in self.turns if turn.answer is not None)[-HISTORY_LIMIT:]

    def answer(self, turn: int) -> Answer | None:
        """The answer of that turn, or None where there is no such turn or no answer in it."""
        return self.turns[turn].answer if 0 <= turn < len(self.turns) else None

    def begin(self, turn: Turn) -> Conversation:
        """With `turn` behind the others."""
        return replace(self, turns=(*self.turns, turn))

    def update(self, turn: Turn) -> Conversation:
        """With `turn` in the place of the last one."""
        return replace(self, turns=(*self.turns[:-1], turn))

    def before(self, turn: int) -> Conversation:
        """With the turns before that one only."""
        return replace(self, turns=self.turns[: max(0, turn)])

    def stop(self) -> Conversation:
        """With the running turn stopped where it is; unchanged if none is running."""
        if not self.turns or self.turns[-1].state != "asking":
            return self
        return self.update(replace(self.turns[-1], state="stopped"))


def ask(
    assistant: Assistant, conversation: Conversation, question: str, role_ids: Sequence[str]
) -> Iterator[Conversation]:
    """The conversation as it grows: first with the question, then as text arrives, last with the answer.

    An error ends it with a failed turn: in its own words where the product foresaw it, else in general ones, with the
    details in the log. Closing the iterator closes the assistant's stream.
    """
    turn = Turn(question=question)
    try:
        turn = replace(turn, roles=_names(assistant, role_ids), role_ids=tuple(role_ids))
        yield conversation.begin(turn)
        for grown in _grow(assistant, turn, role_ids, conversation.history):
            turn = grown
            yield conversation.begin(turn)
    except AssistantError as error:
        yield conversation.begin(replace(turn, state="failed", text=str(error)))
    except Exception:
        log.exception("a question could not be answered")
        yield conversation.begin(replace(turn, state="failed", text=_UNEXPECTED))


def too_long(question: str) -> str | None:
    """What to say to a question that is longer than is taken, else None."""
    if len(question) <= LONGEST_QUESTION:
        return None
    return f"The question is {len(question):,} characters long; please keep it under {LONGEST_QUESTION:,}."


def _names(assistant: Assistant, role_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(assistant.role(role_id).name for role_id in role_ids)


def _grow(assistant: Assistant, turn: Turn, role_ids: Sequence[str], history: Sequence[str]) -> Iterator[Turn]:
    if refusal := too_long(turn.question):
        yield replace(turn, state="failed", text=refusal)
        return
    shown: float | None = None
    for piece in assistant.stream(turn.question, roles=tuple(role_ids), history=history):
        if isinstance(piece, Answer):
            more = tuple(assistant.follow_ups(piece, roles=tuple(role_ids)))
            yield replace(turn, state="answered", text=piece.text, answer=piece, follow_ups=more)
            return
        turn = replace(turn, text=turn.text + piece)
        now = time.monotonic()
        # An answer that is there at once is shown at once, whole; one that grows, from its second piece on.
        shown = now if shown is None else shown
        if now - shown >= _SECONDS_BETWEEN_STATES:
            shown = now
            yield turn
    yield replace(turn, state="stopped")
