"""The two buttons under an answer: a visitor says whether it is right, and it becomes a case that evals run."""

from __future__ import annotations

import logging
import time
from html import escape
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.web.conversation import Conversation
from assistant.web.texts import DEFAULT, say

if TYPE_CHECKING:
    from assistant.app import Assistant

log = logging.getLogger(__name__)

_THUMB = "M7 10v11H3V10zm2 10V10l4-8c1.6 0 2.6 1.2 2.2 2.8L14.3 9H20a2 2 0 0 1 2 2.3l-1.2 7.4A2 2 0 0 1 18.8 20z"
_VERDICTS = ("right", "wrong")
_SAVED = {
    "right": "Saved as a case in {file}: it is to stay so.",
    "wrong": "Saved as a case in {file}: say there what is right.",
}
_FAILED = "This could not be saved; the log says why."


def buttons(language: str = DEFAULT) -> str:
    """The buttons, and an empty place for what came of pressing one."""
    return (
        f'<div class="judging" role="group" aria-label="{say(language, "chat_judge")}">'
        + "".join(_button(verdict, say(language, f"chat_judge_{verdict}")) for verdict in _VERDICTS)
        + '<span class="judged"></span></div>'
    )


def _button(verdict: str, meaning: str) -> str:
    return (
        f'<button type="button" class="quiet thumb {verdict}" data-judge="{verdict}" aria-pressed="false" '
        f'aria-label="{meaning}" title="{meaning}">'
        f'<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="{_THUMB}"/></svg></button>'
    )


def save(assistant: Assistant, conversation: Conversation, sent: dict[str, object]) -> str:
    """Saves a turn's answer as a case and says what came of it, as HTML that names the turn.

    `sent` is what the browser sent, which may be anything: what names no answer of this conversation is answered by
    nothing. The file's folder is not said: the visitor may be somebody else than the owner.
    """
    key, verdict = sent.get("turn"), str(sent.get("verdict"))
    if not (isinstance(key, str) and key.isdecimal() and len(key) < 6 and verdict in _VERDICTS):
        return ""
    at = int(key)
    answer = conversation.answer(at)
    if answer is None:
        return ""
    before = Conversation(conversation.turns[:at])
    roles = conversation.turns[at].role_ids
    try:
        file = assistant.save_case(answer, history=before.history, roles=roles, right=verdict == "right")
        said = _SAVED[verdict].format(file=file.name)
    except (AssistantError, OSError):
        log.exception("an answer could not be saved as a case")
        said = _FAILED
    # Each one differs from the one before, or the page would not see that it is new.
    return f'<p data-turn="{at}" data-verdict="{verdict}" data-time="{time.time_ns()}">{escape(said)}</p>'
