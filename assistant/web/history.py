"""The drawer of kept conversations: look through them, search, rename, delete, take one away as Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.web import outbox
from assistant.web.history_view import drawer_html, markdown_of
from assistant.web.kept import Kept
from assistant.web.texts import language_of, say
from assistant.web.visitor import visitor
from assistant.web.wiring import PRIVATE, listening, sent

_LONGEST_SEARCH = 200


def build(kept: Kept, page: gr.Blocks) -> None:
    """Draw the drawer into the open `page`; it is empty until it is opened."""
    handlers = _Handlers(kept)
    drawer = gr.HTML(elem_id="history", **listening(history="select"))
    drawer.select(handlers.act, None, drawer, queue=False, **PRIVATE)


class _Handlers:
    """What the drawer's events do. What the browser sends with them may be anything."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._acts: dict[object, Callable[[str, str, dict[str, Any]], str]] = {
            "rename": self._rename,
            "delete": self._delete,
        }

    def act(self, event: gr.EventData, request: gr.Request) -> str:
        """Does what was asked for, and draws the drawer again."""
        wanted, language, user = sent(event), language_of(request), visitor(request)
        id, words = _text(wanted.get("id")), _text(wanted.get("words"))
        said, url = "", ""
        act = self._acts.get(wanted.get("act"))
        if act and id:
            said = say(language, act(user, id, wanted))
        elif wanted.get("act") == "export" and id:
            url = self._export(request, user, id)
        found = self._kept.listed(user, words)
        return drawer_html(found, language, current=_text(wanted.get("chat")), words=words, said=said, download=url)

    def _rename(self, user: str, id: str, wanted: dict[str, Any]) -> str:
        self._kept.rename(user, id, _text(wanted.get("name")))
        return "history_renamed"

    def _delete(self, user: str, id: str, wanted: dict[str, Any]) -> str:
        self._kept.remove(user, id)
        return "history_deleted"

    def _export(self, request: gr.Request, user: str, id: str) -> str:
        kept = self._kept.get(user, id)
        if not kept.turns:
            return ""
        return outbox.offer(request, f"{_file_name(kept.name)}.md", markdown_of(kept).encode())


def _text(value: object) -> str:
    return value[:_LONGEST_SEARCH] if isinstance(value, str) else ""


def _file_name(name: str) -> str:
    plain = "".join(c if c.isalnum() else "-" for c in name)
    return "-".join(part for part in plain.split("-") if part)[:60] or "conversation"
