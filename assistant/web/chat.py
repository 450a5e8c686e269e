"""The chat tab: questions to the library, answers as they come, and the source panel beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.asked import LONGEST_QUESTION
from assistant.errors import AssistantError
from assistant.web import history, judging, panel, picker, render
from assistant.web.conversation import Conversation, Turn
from assistant.web.kept import Kept
from assistant.web.picker import ROLES_LISTED
from assistant.web.sources import sources_of
from assistant.web.talk import Talk
from assistant.web.texts import DEFAULT, language_of, say
from assistant.web.visitor import visitor
from assistant.web.welcome import welcome
from assistant.web.wiring import PRIVATE, STILL, listening, sent, to

if TYPE_CHECKING:
    from assistant.app import Assistant

# Extractive answers are done in milliseconds, sooner one after the other than all at once; those of a chat model are
# mostly waited for.
ANSWERS_AT_ONCE = {"extractive": 5, "llm": 32}

# What the page knows and Python does not: which conversation is shown, which question is edited (`assets/chat.js`).
_WHERE = "(question, roles) => [question, roles, window.prepWhere(question)]"
_WHERE_ALONE = "() => [window.prepWhere()]"


@dataclass(frozen=True)
class Parts:
    """The tab's components."""

    about: gr.HTML
    roles: gr.Dropdown
    clear: gr.Button
    welcome: gr.HTML
    finished: gr.HTML
    latest: gr.HTML
    judged: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    panel: gr.HTML
    where: gr.Textbox
    resumed: gr.HTML
    editing: gr.HTML

    @property
    def conversation(self) -> list[Any]:
        """What a step of a conversation writes to, in the order in which the handlers return it. The box is emptied by
        the page (`assets/chat.js`): Gradio keeps a copy of each component that is read and written at one event."""
        return [self.finished, self.latest, self.panel]

    @property
    def worded(self) -> list[Any]:
        """What is said in the visitor's language, in the order in which `greet` returns it."""
        return [self.roles, self.welcome, self.about, self.clear, self.box, self.send, self.stop, self.editing]


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page` and wire it up; `picked` is the choice of roles, which it draws."""
    kept = Kept(assistant)
    handlers = _Handlers(assistant, kept)
    parts = _draw(handlers, picked)
    at_once = ANSWERS_AT_ONCE[assistant.settings.engine]
    converse: dict[str, Any] = {
        "fn": handlers.converse,
        "inputs": [parts.box, parts.roles, parts.where],
        "outputs": parts.conversation,
        "js": _WHERE,
        "concurrency_limit": at_once,
        "concurrency_id": "answers",
        "trigger_mode": "once",
        **PRIVATE,
    }
    typed = gr.on([parts.box.submit, parts.send.click], **converse)
    chosen = parts.welcome.select(_example, None, parts.box, queue=False, **PRIVATE).then(**converse)
    resumed = parts.resumed.select(
        handlers.resume, None, parts.conversation, concurrency_limit=at_once, cancels=[typed, chosen], **PRIVATE
    )
    parts.stop.click(handlers.stop, parts.where, parts.latest, js=_WHERE_ALONE, queue=False, **PRIVATE)
    parts.clear.click(None, cancels=[typed, chosen, resumed]).then(
        handlers.clear, None, parts.conversation, queue=False, **PRIVATE
    )
    parts.judged.select(handlers.judge, None, parts.judged, queue=False, **PRIVATE)
    parts.panel.select(handlers.open, None, parts.panel, queue=False, **PRIVATE)
    page.load(handlers.greet, None, parts.worded, queue=False, **PRIVATE)
    parts.welcome.submit(
        handlers.changed, parts.roles, [parts.roles, parts.welcome], queue=False, trigger_mode="always_last", **PRIVATE
    )
    history.build(kept, page)


def _draw(handlers: _Handlers, picked: gr.Dropdown) -> Parts:
    with gr.Row(elem_id="workspace", elem_classes="split", equal_height=True):
        with gr.Column(elem_id="talk", scale=3, min_width=0):
            with gr.Row(elem_id="toolbar"):
                about = gr.HTML(_about(DEFAULT), elem_id="roles-label", **STILL)
                picked.render()  # type: ignore[no-untyped-call]
                clear = gr.Button(say(DEFAULT, "chat_new"), elem_id="clear", size="sm", scale=0, min_width=0)
            with gr.Column(elem_id="conversation"):
                greeting = gr.HTML(
                    handlers.welcome(DEFAULT), elem_id="welcome", **listening(ask="select", greet="submit")
                )
                finished = gr.HTML(elem_id="finished", **STILL)
                latest = gr.HTML(elem_id="latest", **STILL)
                judged = gr.HTML(elem_id="judged", elem_classes="unheard", **listening(judge="select"))
                resumed = gr.HTML(elem_id="resumed", elem_classes="unheard", **listening(resume="select"))
            editing = gr.HTML(_editing(DEFAULT), elem_id="editing", **STILL)
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(
                    label=say(DEFAULT, "chat_box"),
                    show_label=False,
                    placeholder=say(DEFAULT, "chat_placeholder"),
                    lines=1,
                    max_lines=6,
                    max_length=LONGEST_QUESTION,
                    autofocus=True,
                    container=False,
                    elem_id="question-box",
                    scale=1,
                )
                send = gr.Button(say(DEFAULT, "chat_ask"), variant="primary", elem_id="send", scale=0, min_width=0)
                stop = gr.Button(say(DEFAULT, "chat_stop"), variant="stop", elem_id="stop", scale=0, min_width=0)
        with gr.Column(elem_classes="sources", scale=2, min_width=0):
            source_panel = gr.HTML(
                panel.empty(), elem_id="source-panel", elem_classes="source-panel", **listening(open="select")
            )
    where = gr.Textbox(visible=False)
    shown = (finished, latest, judged, box, send, stop, source_panel, where, resumed, editing)
    return Parts(about, picked, clear, greeting, *shown)


class _Handlers:
    """What the page's events do. Holds nothing of a user: that is in the records, under the user's name."""

    def __init__(self, assistant: Assistant, kept: Kept) -> None:
        self._assistant, self._kept = assistant, kept
        self._talk = Talk(assistant, kept)

    def converse(
        self, question: str, role_ids: list[str] | None, where: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask what stands in the box: let the answer grow, then show its first source."""
        question = (question or "").strip()
        if not question:
            yield (gr.skip(),) * 3
            return
        id, edited = _place(where)
        growing = self._talk.ask(visitor(request), id, question, role_ids or (), instead_of=edited)
        try:
            yield from self._steps(growing, language_of(request))
        except AssistantError as error:
            turn = Turn(question, state="failed", text=str(error))
            shown = self._kept.get(visitor(request), id).begin(turn)
            yield gr.skip(), render.latest(shown, language_of(request)), gr.skip()

    def resume(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The conversation that the address names, as it stands and as it goes on."""
        id = sent(event).get("chat")
        found = self._talk.resume(visitor(request), id if isinstance(id, str) else "")
        yield from self._steps(found, language_of(request))

    def _steps(self, growing: Iterator[Conversation], language: str) -> Iterator[tuple[Any, ...]]:
        first = True
        for grown in growing:
            turn = grown.turns[-1] if grown.turns else Turn("", state="stopped")
            sources = to(self._panel(grown, len(grown.turns) - 1, language)) if turn.answer else gr.skip()
            finished = to(render.finished(grown, language)) if first else gr.skip()
            yield finished, render.latest(grown, language), sources
            first = False

    def stop(self, where: str, request: gr.Request) -> str:
        """Ends the answer that is under way."""
        return render.latest(self._talk.stop(visitor(request), _place(where)[0]), language_of(request))

    def clear(self, request: gr.Request) -> tuple[Any, ...]:
        """A new conversation; the one before is kept."""
        return to(""), "", to(panel.empty(say(language_of(request), "panel_empty")))

    def open(self, event: gr.EventData, request: gr.Request) -> Any:
        """The panel for a citation of any turn of a conversation of this user; the browser may send anything."""
        wanted = sent(event)
        turn, chosen = wanted.get("key"), wanted.get("n")
        if not (isinstance(turn, str) and turn.isdecimal() and len(turn) < 6 and isinstance(chosen, int)):
            return gr.skip()
        conversation = self._conversation(wanted, request)
        whole = wanted.get("whole") is True
        return to(self._panel(conversation, int(turn), language_of(request), chosen=chosen, whole=whole))

    def judge(self, event: gr.EventData, request: gr.Request) -> str:
        """Saves an answer that the visitor has judged as a case, and says so."""
        return judging.save(self._assistant, self._conversation(sent(event), request), sent(event))

    def greet(self, request: gr.Request) -> tuple[Any, ...]:
        """What the library holds at this moment (it may have grown since the app was started), and the tab's own
        words in the visitor's language."""
        language = language_of(request)
        choices = gr.update(choices=picker.choices(self._assistant), label=say(language, "chat_roles_label"))
        if language == DEFAULT:
            return choices, self.welcome(language), *(gr.skip() for _ in range(6))
        box = gr.update(label=say(language, "chat_box"), placeholder=say(language, "chat_placeholder"))
        buttons = {name: gr.update(value=say(language, f"chat_{name}")) for name in ("new", "ask", "stop")}
        return (
            *(choices, self.welcome(language), _about(language)),
            *(buttons["new"], box, buttons["ask"], buttons["stop"], _editing(language)),
        )

    def changed(self, picked: list[str] | None, request: gr.Request) -> tuple[Any, str]:
        """The same once the library has changed, while roles are picked."""
        return picker.refreshed(self._assistant, picked or ()), self.welcome(language_of(request))

    def welcome(self, language: str) -> str:
        """What an empty conversation shows."""
        roles = self._assistant.roles(limit=ROLES_LISTED + 1)
        examples = self._assistant.example_questions() if roles else []
        companies = len({role.company for role in roles if role.company})
        return welcome(examples, min(len(roles), ROLES_LISTED), companies, language, more=len(roles) > ROLES_LISTED)

    def _conversation(self, wanted: dict[str, Any], request: gr.Request) -> Conversation:
        id = wanted.get("chat")
        return self._kept.get(visitor(request), id) if isinstance(id, str) else Conversation()

    def _panel(
        self, conversation: Conversation, turn: int, language: str, *, chosen: int = 0, whole: bool = False
    ) -> str:
        answer = conversation.answer(turn)
        if answer is None:
            return panel.empty(say(language, "chat_answer_gone"), language)
        sources = sources_of(self._assistant, answer)
        return panel.panel_html(sources, key=str(turn), chosen=chosen, whole=whole, language=language)


def _place(where: object) -> tuple[str, int | None]:
    """The conversation that is shown, and the turn that is edited, as the page says; it may say anything."""
    try:
        said = json.loads(where) if isinstance(where, str) else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return "", None
    chat, edit = said.get("chat"), said.get("edit")
    return chat if isinstance(chat, str) else "", edit if type(edit) is int and edit >= 0 else None


def _about(language: str) -> str:
    return (
        f'<button type="button" class="quiet" data-history aria-haspopup="dialog">{say(language, "chat_history")}'
        f'</button><span class="about">{say(language, "chat_about")}</span>'
    )


def _editing(language: str) -> str:
    return (
        f'<p role="status">{say(language, "chat_editing")} <button type="button" class="quiet" data-editing-stop>'
        f"{say(language, 'chat_editing_stop')}</button></p>"
    )


def _example(event: gr.EventData) -> str:
    question = sent(event).get("question")
    return question if isinstance(question, str) else ""
