"""What scripts may call by `gradio_client` or plain HTTP. The page is open while `publish` adds the endpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr
from gradio.events import api

from assistant.errors import AssistantError
from assistant.web.calls import Calls, Json
from assistant.web.visitor import check_writable, visitor

if TYPE_CHECKING:
    from assistant.app import Assistant

_Result = TypeVar("_Result")
# As many of these as answers at once; they share one queue with the chat's questions.
_QUEUED: dict[str, Any] = {"concurrency_id": "answers"}


def publish(assistant: Assistant) -> None:
    """Add the endpoints to the open page. Their names and parameters are public: they stay."""
    endpoints = _Endpoints(Calls(assistant))
    for function in (
        endpoints.ask,
        endpoints.compare,
        endpoints.gap,
        endpoints.plan,
        endpoints.questions,
        endpoints.feedback,
        endpoints.ingest_text,
    ):
        api(function, api_name=function.__name__, **_QUEUED)
    api(endpoints.roles, api_name="roles")


class _Endpoints:
    """One method an endpoint. Gradio reads names, types and defaults off them, and gives the docstrings to callers."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def ask(
        self,
        request: gr.Request,
        question: str,
        roles: list[str] = [],  # noqa: B006
        history: list[str] = [],  # noqa: B006
    ) -> Json:
        """Answer a question from the postings. `roles` are role ids (none: all), `history` the earlier questions.

        Returns the answer as `prep ask --json` prints it.
        """
        return _told(lambda: self._calls.ask(visitor(request), question, roles, history))

    def roles(self, ids: list[str] = [], limit: int = 500) -> list[Json]:  # noqa: B006
        """The roles of these ids (none: all), the first `limit` of them, as `prep roles --json` prints them."""
        return _told(lambda: self._calls.roles(ids, limit))

    def compare(self, request: gr.Request, roles: list[str]) -> Json:
        """Compare two or more roles (ids), every statement cited, as `prep compare --json` prints it."""
        return _told(lambda: self._calls.compare(visitor(request), roles))

    def gap(self, request: gr.Request, role: str, resume: str = "") -> list[Json]:
        """A role's requirements against a résumé, as `prep gap --json` prints them. `resume` is its text, which is not
        kept; without it the one that you keep here counts."""
        return _told(lambda: self._calls.gap(visitor(request), role, resume))

    def plan(
        self, request: gr.Request, roles: list[str], interview: str, hours_per_week: float = 8, start: str = ""
    ) -> Json:
        """Make a study plan up to the interview (a date like 2026-12-20) and keep it as yours; JSON as `prep plan`."""
        return _told(lambda: self._calls.plan(visitor(request), roles, interview, hours_per_week, start))

    def questions(self, request: gr.Request, role: str, n: int = 10, stage: str = "") -> list[Json]:
        """Questions that the role's interviewers would ask, as `prep questions --json` prints them."""
        return _told(lambda: self._calls.questions(visitor(request), role, n, stage))

    def feedback(self, request: gr.Request, question: str, answer: str, role: str = "") -> Json:
        """Feedback on an answer, as `prep feedback --json` prints it. Neither question nor answer is kept."""
        return _told(lambda: self._calls.feedback(visitor(request), role, question, answer))

    def ingest_text(self, request: gr.Request, name: str, text: str) -> Json:
        """Read a posting, given as text, into the library under a name; for administrators where there is sign-in."""

        def read() -> Json:
            check_writable(request)
            return self._calls.ingest_text(name, text)

        return _told(read)


def _told(call: Callable[[], _Result]) -> _Result:
    """What the call returns; an error that the product foresees in its own words. All else stays inside."""
    try:
        return call()
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from error
