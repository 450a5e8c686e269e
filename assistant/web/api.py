"""What scripts may call: `/ask`, by `gradio_client` or plain HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant.errors import AssistantError
from assistant.web.conversation import HISTORY_LIMIT, too_long
from assistant.wire import answer_json

if TYPE_CHECKING:
    from assistant.app import Assistant


def publish(assistant: Assistant) -> None:
    """Add the endpoints to the open page. Their names and keys are public: they stay."""
    api(asker(assistant), api_name="ask", concurrency_id="answers")


def asker(assistant: Assistant) -> Callable[[str, list[str], list[str]], dict[str, Any]]:
    """The function behind `/ask`."""

    def ask(question: str, roles: list[str] = [], history: list[str] = []) -> dict[str, Any]:  # noqa: B006
        """Answer a question from the postings. `roles` are role ids (none: all), `history` the earlier questions.

        Returns the answer as `prep ask --json` prints it.
        """
        _check(question, roles, history)
        try:
            return answer_json(assistant.ask(question, roles=roles, history=history[-HISTORY_LIMIT:]))
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask


def _check(question: object, roles: object, history: object) -> None:
    """Gradio hands over whatever the caller sent: refuse what is not of the declared types."""
    if not isinstance(question, str) or not question.strip():
        raise gr.Error("question must be a text that is not empty", print_exception=False)
    if refusal := too_long(question):
        raise gr.Error(refusal, print_exception=False)
    for name, value in (("roles", roles), ("history", history)):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise gr.Error(f"{name} must be a list of texts", print_exception=False)
