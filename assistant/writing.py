"""Which chat model writes answers, by the settings, and what is said where none can."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Answer
from assistant.errors import InvalidSetting
from assistant.models import model_name
from assistant.prompts import load_prompt
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answer.asking import Writer
    from assistant.answer.view import View
    from assistant.retrieve.query import Query

_NO_MODEL = (
    "no chat model is set, so the extractive engine answered; set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of "
    "your own, and PREP_MODEL for another model than the default"
)


class Writing:
    """Answers by the chat model of the settings. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._guard = threading.Lock()
        self._writers: dict[tuple[str | None, ...], Writer] = {}

    def stream(
        self, query: Query, plain: Answer, view: View, history: Sequence[str]
    ) -> Generator[str | Answer, None, None]:
        """The chat model's answer; `plain`, the one without it, saying why, where there is no model."""
        from assistant.answer import generative

        name = model_name(self._settings.model)
        if name is None:
            return told(replace(plain, degraded=_NO_MODEL))
        try:
            writer = self._writer(name)
            prompt = load_prompt(generative.PROMPT)
        except InvalidSetting as error:
            return told(replace(plain, degraded=f"{error}; the extractive engine answered"))
        return generative.stream(query, plain, view, writer, prompt, history)

    def _writer(self, name: str) -> Writer:
        """The chat model of that name with its limits; one client for as long as nothing about it changes."""
        from assistant.answer.asking import Writer
        from assistant.models import chat_model, own_server, reached_by

        chosen = self._settings
        key = (name, *reached_by())
        with self._guard:
            if self._writers.get(key) is None:
                model = chat_model(name, seconds=chosen.model_seconds, retries=0, answer_tokens=chosen.answer_tokens)
                self._writers[key] = Writer(
                    model, name, chosen.window, chosen.answer_tokens, chosen.model_seconds, priced=not own_server()
                )
            return self._writers[key]


def told(answer: Answer) -> Generator[str | Answer, None, None]:
    """An answer that is there already, as a stream: line by line, then itself."""
    yield from answer.text.splitlines(keepends=True)
    yield answer
