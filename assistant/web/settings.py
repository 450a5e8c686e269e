"""The settings tab: what answers, what it cost, where the user's data are, and getting them out or rid of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import gradio as gr

from assistant.web import outbox, usage
from assistant.web.settings_view import State, settings_html
from assistant.web.texts import language_of
from assistant.web.visitor import visitor, whose
from assistant.web.wiring import PRIVATE, listening, sent

if TYPE_CHECKING:
    from assistant.app import Assistant

_EXPORT = "interview-prep-data.json"


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page`. It is the visitor's own, so it is drawn for each when they come."""
    handlers = _Handlers(assistant)
    with gr.Column(elem_id="settings-page", min_width=0):
        shown = gr.HTML(elem_id="settings", **listening(settings="select"))
    page.load(handlers.show, None, shown, queue=False, **PRIVATE)
    shown.select(handlers.act, None, shown, queue=False, **PRIVATE)


class _Handlers:
    """What the tab's events do. Each asks for the visitor anew: nothing of anybody is held here."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def show(self, request: gr.Request) -> str:
        """The tab as it stands for this visitor."""
        return settings_html(self._state(request), language_of(request))

    def act(self, event: gr.EventData, request: gr.Request) -> str:
        """Exports or deletes the visitor's data; whatever else the browser sends draws the tab again."""
        wanted = sent(event).get("act")
        if wanted == "export":
            return self._export(request)
        if wanted == "forget":
            return self._forget(request)
        return self.show(request)

    def _export(self, request: gr.Request) -> str:
        user = visitor(request)
        kept = {"user": user, "exported": date.today().isoformat(), "records": self._assistant.records.everything(user)}
        url = outbox.offer(request, _EXPORT, json.dumps(kept, ensure_ascii=False, indent=2).encode())
        return settings_html(self._state(request), language_of(request), download=url, name=_EXPORT)

    def _forget(self, request: gr.Request) -> str:
        deleted = self._assistant.forget(visitor(request))
        return settings_html(self._state(request), language_of(request), deleted=deleted)

    def _state(self, request: gr.Request) -> State:
        who, model = whose(request), self._assistant.chat_model()
        return State(
            who,
            engine=self._assistant.settings.engine,
            model=model,
            # A model that can be reached has its key, or needs none.
            key=model is not None,
            used=usage.used(self._assistant, who.user, date.today()),
            kinds=self._kinds(who.user),
        )

    def _kinds(self, user: str) -> Mapping[str, int]:
        return self._assistant.records.kinds(user)
