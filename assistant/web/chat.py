"""The chat tab: questions to the library, answers as they come, and the source panel beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web import judging, panel, picker, render
from assistant.web.conversation import QUESTION_LIMIT, Conversation, ask
from assistant.web.picker import ROLES_LISTED
from assistant.web.sources import sources_of
from assistant.web.wiring import PRIVATE, STILL, listening, sent

if TYPE_CHECKING:
    from assistant.app import Assistant

# How long an abandoned browser session's conversation is kept in memory.
SESSION_SECONDS = 12 * 3600
# Extractive answers are done in milliseconds; the limit is for the ones that wait for a chat model.
ANSWERS_AT_ONCE = 16

_ON_EXAMPLE = """element.addEventListener('click', event => {
    const chip = event.target.closest('.chip');
    if (chip) trigger('select', {question: chip.textContent});
});"""


@dataclass(frozen=True)
class Parts:
    """The tab's components."""

    session: gr.State
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

    @property
    def conversation(self) -> list[Any]:
        """What a step of a conversation writes to, in the order in which the handlers return it."""
        return [self.box, self.finished, self.latest, self.panel, self.session]


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page` and wire it up; `picked` is the choice of roles, which it draws."""
    handlers = _Handlers(assistant)
    parts = _draw(handlers, picked)
    converse: dict[str, Any] = {
        "fn": handlers.converse,
        "inputs": [parts.box, parts.roles, parts.session],
        "outputs": parts.conversation,
        "concurrency_limit": ANSWERS_AT_ONCE,
        "concurrency_id": "answers",
        "trigger_mode": "once",
        **PRIVATE,
    }
    typed = gr.on([parts.box.submit, parts.send.click], **converse)
    picked = parts.welcome.select(_example, None, parts.box, queue=False, **PRIVATE).then(**converse)
    running = [typed, picked]
    # First cancel, then draw: the other way round a last piece of text could overwrite the stopped turn.
    parts.stop.click(None, cancels=running).then(
        _stop, parts.session, [parts.latest, parts.session], queue=False, **PRIVATE
    )
    parts.clear.click(None, cancels=running).then(_clear, None, parts.conversation, queue=False, **PRIVATE)
    parts.judged.select(handlers.judge, parts.session, parts.judged, queue=False, **PRIVATE)
    parts.panel.select(handlers.open, parts.session, parts.panel, queue=False, **PRIVATE)
    page.load(handlers.library, None, [parts.roles, parts.welcome], queue=False, **PRIVATE)


def _draw(handlers: _Handlers, picked: gr.Dropdown) -> Parts:
    session = gr.State(Conversation(), time_to_live=SESSION_SECONDS)
    with gr.Row(elem_id="workspace", elem_classes="split", equal_height=True):
        with gr.Column(elem_id="talk", scale=3, min_width=0):
            with gr.Row(elem_id="toolbar"):
                gr.HTML("Ask about", elem_id="roles-label", **STILL)
                picked.render()  # type: ignore[no-untyped-call]
                clear = gr.Button("New conversation", elem_id="clear", size="sm", scale=0, min_width=0)
            with gr.Column(elem_id="conversation"):
                welcome = gr.HTML(
                    handlers.welcome(), elem_id="welcome", js_on_load=_ON_EXAMPLE, apply_default_css=False
                )
                finished = gr.HTML(elem_id="finished", **STILL)
                latest = gr.HTML(elem_id="latest", **STILL)
                judged = gr.HTML(elem_id="judged", elem_classes="unheard", **listening(judge="select"))
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    placeholder="Ask a question",
                    lines=1,
                    max_lines=6,
                    max_length=QUESTION_LIMIT,
                    autofocus=True,
                    container=False,
                    elem_id="question-box",
                    scale=1,
                )
                send = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=0)
                stop = gr.Button("Stop", variant="stop", elem_id="stop", scale=0, min_width=0)
        with gr.Column(elem_classes="sources", scale=2, min_width=0):
            source_panel = gr.HTML(
                panel.empty(), elem_id="source-panel", elem_classes="source-panel", **listening(open="select")
            )
    return Parts(session, picked, clear, welcome, finished, latest, judged, box, send, stop, source_panel)


class _Handlers:
    """What the page's events do. Holds the library, never anything of a user: that comes in and goes out as state."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def converse(
        self, question: str, role_ids: list[str] | None, conversation: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        """Ask what stands in the box: empty the box, let the answer grow, then show its first source."""
        question = (question or "").strip()
        if not question:
            yield (gr.skip(),) * 5
            return
        first = True
        for grown in ask(self._assistant, conversation, question, role_ids or ()):
            turn = grown.turns[-1]
            # A question that failed goes back into the box, so that it need not be typed again.
            box = question if turn.state == "failed" else "" if first else gr.skip()
            sources = self._panel(grown, len(grown.turns) - 1) if turn.answer else gr.skip()
            yield box, render.finished(grown) if first else gr.skip(), render.latest(grown), sources, grown
            first = False

    def open(self, conversation: Conversation, event: gr.EventData) -> Any:
        """The panel for a citation of any turn of this session; what the browser sends may be anything."""
        wanted = sent(event)
        turn, chosen = wanted.get("key"), wanted.get("n")
        if not (isinstance(turn, str) and turn.isdecimal() and isinstance(chosen, int)):
            return gr.skip()
        return self._panel(conversation, int(turn), chosen=chosen, whole=wanted.get("whole") is True)

    def judge(self, conversation: Conversation, event: gr.EventData) -> str:
        """Saves an answer that the visitor has judged as a case, and says so."""
        return judging.save(self._assistant, conversation, sent(event))

    def library(self) -> tuple[Any, str]:
        """What the library holds at this moment: it may have grown since the app was started."""
        return gr.update(choices=picker.choices(self._assistant)), self.welcome()

    def welcome(self) -> str:
        """What an empty conversation shows."""
        roles = self._assistant.roles(limit=ROLES_LISTED + 1)
        examples = self._assistant.example_questions() if roles else []
        companies = len({role.company for role in roles if role.company})
        return render.welcome(examples, min(len(roles), ROLES_LISTED), companies, more=len(roles) > ROLES_LISTED)

    def _panel(self, conversation: Conversation, turn: int, *, chosen: int = 0, whole: bool = False) -> str:
        answer = conversation.answer(turn)
        if answer is None:
            return panel.empty("This answer is no longer here. Ask again to see its sources.")
        return panel.panel_html(sources_of(self._assistant, answer), key=str(turn), chosen=chosen, whole=whole)


def _example(event: gr.EventData) -> str:
    return str(event.question)


def _stop(conversation: Conversation) -> tuple[str, Conversation]:
    stopped = conversation.stop()
    return render.latest(stopped), stopped


def _clear() -> tuple[str, str, str, str, Conversation]:
    return "", "", "", panel.empty(), Conversation()
