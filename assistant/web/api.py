"""What scripts may call: `/ask` and `/roles`, by `gradio_client` or plain HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant.domain import Role
from assistant.errors import AssistantError
from assistant.web.conversation import HISTORY_LIMIT, too_long
from assistant.wire import answer_json, role_json

if TYPE_CHECKING:
    from assistant.app import Assistant


def publish(assistant: Assistant) -> None:
    """Add the endpoints to the open page. Their names and keys are public: they stay."""
    api(asker(assistant), api_name="ask", concurrency_id="answers")
    api(lister(assistant), api_name="roles")


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


def lister(assistant: Assistant) -> Callable[[list[str], int], list[dict[str, Any]]]:
    """The function behind `/roles`."""

    def roles(ids: list[str] = [], limit: int = 500) -> list[dict[str, Any]]:  # noqa: B006
        """The roles of these ids (none: all), the first `limit` of them, as `prep roles --json` prints them."""
        _check_texts("ids", ids)
        if type(limit) is not int or limit < 1:
            raise gr.Error(f"limit must be a whole number from 1 on, got {limit!r}", print_exception=False)
        try:
            return _with_texts(assistant, [assistant.role(i) for i in ids[:limit]] or assistant.roles(limit=limit))
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return roles


def _with_texts(assistant: Assistant, roles: Iterable[Role]) -> list[dict[str, Any]]:
    """The roles as JSON. Many may stand in one posting, whose text is fetched once."""
    texts: dict[str, str] = {}
    found = []
    for role in roles:
        if role.posting_id not in texts:
            texts[role.posting_id] = assistant.posting(role.posting_id).text
        found.append(role_json(role, texts[role.posting_id]))
    return found


def _check(question: object, roles: object, history: object) -> None:
    """Gradio hands over whatever the caller sent: refuse what is not of the declared types."""
    if not isinstance(question, str) or not question.strip():
        raise gr.Error("question must be a text that is not empty", print_exception=False)
    if refusal := too_long(question):
        raise gr.Error(refusal, print_exception=False)
    _check_texts("roles", roles)
    _check_texts("history", history)


def _check_texts(name: str, value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise gr.Error(f"{name} must be a list of texts", print_exception=False)
