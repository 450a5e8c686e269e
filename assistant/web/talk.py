"""A visitor's conversation with the library: questions become turns that are kept, wherever the visitor has gone."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.web import usage
from assistant.web.conversation import Conversation, ask
from assistant.web.kept import Kept
from assistant.web.live import Answers

if TYPE_CHECKING:
    from assistant.app import Assistant

log = logging.getLogger(__name__)

# For so many seconds an answer is waited for before the page hears that it is being worked on. Without a chat model it
# mostly is there by then, and a state less is half of what Gradio has to do for a question.
_PATIENCE = {"extractive": 0.5, "llm": 0.1}


class Talk:
    """Asks, watches and stops answers. Holds the answers that are under way, nothing else of anybody."""

    def __init__(self, assistant: Assistant, kept: Kept) -> None:
        self._assistant, self._kept = assistant, kept
        self._answers = Answers()

    def ask(
        self, user: str, id: str, question: str, role_ids: Sequence[str], *, instead_of: int | None = None
    ) -> Iterator[Conversation]:
        """The conversation of that id (none: a new one) as it grows by the question; `instead_of` a turn, which goes
        with all that came after it. Whoever stops looking stops nothing."""
        before = self._kept.get(user, id) if instead_of is None else self._kept.cut(user, id, instead_of)
        growing = ask(self._assistant, before, question, role_ids)
        first = next(growing)
        if first.turns[-1].state != "asking":  # it failed before it began
            yield self._kept.save(user, first)
            return
        begun = self._kept.save(user, first)
        turn = begun.turns[-1].id
        yield from self._answers.begin(
            user, begun, _within(growing, begun), lambda last: self._keep(user, last, turn)
        ).watch(_PATIENCE[self._assistant.settings.engine])

    def resume(self, user: str, id: str) -> Iterator[Conversation]:
        """The conversation as it stands; where an answer is under way, until it is there."""
        live = self._answers.of(user, id)
        if live is not None:
            yield from live.watch()
            return
        kept = self._kept.get(user, id)
        yield self._kept.save(user, kept.stop()) if kept.turns and kept.turns[-1].state == "asking" else kept

    def stop(self, user: str, id: str) -> Conversation:
        """Ends the answer that is under way."""
        live = self._answers.of(user, id)
        return live.stop() if live else self._kept.get(user, id).stop()

    def _keep(self, user: str, last: Conversation, turn: str) -> Conversation:
        """Keeps an ended answer; what it shows ends with it, whatever other tabs have put behind it."""
        answer = last.turns[-1].answer
        try:
            kept = self._kept.save(user, last)
            if answer is not None:
                usage.note(self._assistant, user, answer, date.today())
        except AssistantError:
            log.exception("an answer could not be kept")
            return last
        at = next((at for at, other in enumerate(kept.turns) if other.id == turn), len(kept.turns))
        return kept.before(at + 1)


def _within(growing: Iterator[Conversation], begun: Conversation) -> Generator[Conversation, None, None]:
    """The states of the last turn, each as the last turn of the conversation that was kept."""
    id = begun.turns[-1].id
    for state in growing:
        yield begun.update(replace(state.turns[-1], id=id))
    close = getattr(growing, "close", None)
    if close:
        close()
