"""The library tab: postings in (pasted or dropped), what was understood of them, corrected, and out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.web import detail, outbox, panel, uploads
from assistant.web.frame import Asked, Told, asked, attempted, drawn, framed, sentence
from assistant.web.library_role import DRAFTS, role_html
from assistant.web.library_view import LISTED, library_html, progress_html
from assistant.web.reading_run import Reading, Readings
from assistant.web.texts import language_of
from assistant.web.visitor import check_writable, visitor, writable
from assistant.web.wiring import PRIVATE, listening, sent

if TYPE_CHECKING:
    from assistant.app import Assistant

_EXPORT = "interview-prep-roles.json"
_TAB = "library"


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page` and wire it up. It is drawn when it is first looked at.

    What is `picked` follows the library by way of the chat (`assets/chat.js`)."""
    handlers = _Handlers(assistant)
    with gr.Row(elem_id="library-split", elem_classes=["split", "folding"], equal_height=True):
        with gr.Column(elem_id="library-column", elem_classes="tab-column", scale=3, min_width=0):
            progress = gr.HTML(elem_id="library-progress", **listening(cancel="select"))
            shown = gr.HTML(elem_id=_TAB, **listening(step="select", work="submit"))
        with gr.Column(elem_classes="sources", scale=2, min_width=0):
            posting = gr.HTML(
                panel.empty(), elem_id="library-panel", elem_classes="source-panel", **listening(open="select")
            )
    shown.select(handlers.step, None, [shown, posting], trigger_mode="multiple", queue=False, **PRIVATE)
    shown.submit(
        handlers.read,
        None,
        [progress, shown, posting],
        concurrency_id="reading",
        concurrency_limit=2,
        **PRIVATE,
    )
    progress.select(handlers.cancel, None, None, queue=False, **PRIVATE)
    posting.select(handlers.open, None, posting, queue=False, **PRIVATE)


class _Handlers:
    """What the tab's events do. Holds the readings that are under way, nothing of anybody else's."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._readings = Readings()
        self._acts: dict[str, Callable[[Asked], Told]] = {
            "remove": self._remove,
            "remove-role": self._remove_role,
            "rename": self._rename,
            "state": self._state,
            "not-stated": self._state,
            "split": self._split,
            "merge": self._merge,
            "undo": self._undo,
        }

    def step(self, event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        """Does what was asked for, and draws the tab as it is then."""
        wanted = asked(event, request)
        act, told = wanted.text("act"), Told()
        if act in self._acts:
            told = attempted(lambda: self._allowed(request, wanted), wanted)
        elif act == "export":
            told = attempted(lambda: self._export(request, wanted), wanted)
        role = wanted.text("which") if act == "open" else wanted.text("part")
        if act in ("list", "search", "remove", "remove-role") or (act == "show" and not role):
            role = ""
        # A correction may have left no role of that id.
        role = role if act not in self._acts or self._is_there(role) else ""
        return self._drawn(wanted, request, role, told, changed=act in self._acts)

    def read(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Reads what was sent, or a file again; says how far it is."""
        wanted = asked(event, request)
        told = Told()
        try:
            check_writable(request)
            run = self._readings.of(wanted.user) if wanted.text("watch") else self._run(wanted, request)
        except AssistantError as error:
            told = Told(sentence(error), bad=True)
        else:
            for at in run.watch() if run else ():
                yield progress_html(wanted, *at), gr.skip(), gr.skip()
            told = run.told if run else told
        yield "", *self._drawn(wanted, request, "", told, changed=True)

    def cancel(self, request: gr.Request) -> None:
        """Ends the visitor's reading after the file at hand."""
        self._readings.cancel(visitor(request))

    def open(self, event: gr.EventData, request: gr.Request) -> Any:
        """The posting of the role that is looked at, at another line, or in full length."""
        wanted = sent(event)
        if wanted.get("close") is True:
            return panel.empty(language=language_of(request))
        role_id, chosen = wanted.get("key"), wanted.get("n")
        if not (isinstance(role_id, str) and isinstance(chosen, int)):
            return gr.skip()
        try:
            return self._panel(role_id, language_of(request), chosen=chosen, whole=wanted.get("whole") is True)
        except AssistantError as error:
            return panel.empty(str(error), language_of(request))

    def _is_there(self, role_id: str) -> bool:
        try:
            return bool(role_id) and self._assistant.role(role_id).id == role_id
        except AssistantError:
            return False

    def _run(self, wanted: Asked, request: gr.Request) -> Reading:
        again = wanted.text("which")
        curator = self._assistant.curator
        if again:
            return self._readings.begin(wanted, lambda tell: curator.reread(again, tell), again=True)
        ids = wanted.texts("uploads")

        def add(tell: Any) -> Any:
            with uploads.opened(request, ids) as files:
                return curator.add([(file.path, file.name) for file in files], tell)

        return self._readings.begin(wanted, add)

    def _drawn(self, wanted: Asked, request: gr.Request, role: str, told: Told, *, changed: bool) -> tuple[Any, Any]:
        shown = drawn(_TAB, wanted, lambda: self._page(wanted, request, role, told, changed=changed))
        side: Any = panel.empty(language=wanted.language)
        if role:
            with suppress(AssistantError):
                side = self._panel(role, wanted.language, chosen=1)
        return shown, side

    def _page(self, wanted: Asked, request: gr.Request, role_id: str, told: Told, *, changed: bool) -> str:
        more = {"changed": "1"} if changed else {}
        if self._readings.of(wanted.user):
            more["reading"] = "1"
        if not role_id:
            words = wanted.text("words", 200)
            held = self._assistant.curator.holdings(words, limit=LISTED + 1)
            body = library_html(held, wanted, words=words, writable=writable(request))
            return framed(_TAB, wanted, body, told, words=words, **more)
        role = self._assistant.role(role_id)
        posting = self._assistant.posting(role.posting_id)
        others = [one for one in self._assistant.roles_of(posting.id) if one.id != role.id]
        corrected = self._assistant.curator.is_corrected(posting)
        body = role_html(role, posting, others, wanted, writable=writable(request), corrected=corrected)
        return framed(_TAB, wanted, body, told, part=role_id, **more)

    def _panel(self, role_id: str, language: str, *, chosen: int, whole: bool = False) -> str:
        role = self._assistant.role(role_id)
        source = detail.source_of(role, self._assistant.posting(role.posting_id))
        return panel.panel_html([source], key=role.id, chosen=chosen, whole=whole, numbered=False, language=language)

    def _allowed(self, request: gr.Request, wanted: Asked) -> Told:
        check_writable(request)
        return self._acts[wanted.text("act")](wanted)

    def _remove(self, wanted: Asked) -> Told:
        self._assistant.curator.remove(wanted.text("which"))
        return Told(wanted.say("library_deleted", name=wanted.text("which")))

    def _remove_role(self, wanted: Asked) -> Told:
        role = self._assistant.role(wanted.text("which"))
        self._assistant.remove(role.id)
        return Told(wanted.say("library_deleted", name=role.name))

    def _rename(self, wanted: Asked) -> Told:
        self._assistant.curator.rename(wanted.text("part"), wanted.text("title"), wanted.text("company"))
        return Told(wanted.say("library_saved"))

    def _state(self, wanted: Asked) -> Told:
        quotes: Sequence[str] = wanted.text("quotes").splitlines() if wanted.text("act") == "state" else ()
        self._assistant.curator.state(wanted.text("part"), wanted.text("fact"), quotes)
        drafts = f"{DRAFTS}{wanted.text('part')}/{wanted.text('fact')}/"
        return Told(wanted.say("library_saved"), clear=drafts)

    def _split(self, wanted: Asked) -> Told:
        self._assistant.curator.split(wanted.text("part"), wanted.text("words"))
        return Told(wanted.say("library_split_done"), clear=DRAFTS)

    def _merge(self, wanted: Asked) -> Told:
        self._assistant.curator.merge(wanted.text("part"))
        return Told(wanted.say("library_merge_done"), clear=DRAFTS)

    def _undo(self, wanted: Asked) -> Told:
        self._assistant.curator.undo(wanted.text("which"))
        return Told(wanted.say("library_undone"), clear=DRAFTS)

    def _export(self, request: gr.Request, wanted: Asked) -> Told:
        content = json.dumps(self._assistant.curator.export(), ensure_ascii=False, indent=1).encode()
        return Told(wanted.say("library_exported"), download=outbox.offer(request, _EXPORT, content))
