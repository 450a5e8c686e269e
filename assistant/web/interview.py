"""The interview tab: a mock interview, one question at a time, and the feedback to it. Drawn whole at each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import gradio as gr

from assistant.errors import AssistantError, UsageError
from assistant.training import Interview, Mode, Stage
from assistant.web import picker
from assistant.web.frame import Asked, Told, asked, attempted, drawn, framed
from assistant.web.interview_report import report_html
from assistant.web.interview_start import Choice, start_html
from assistant.web.interview_view import Sight, sitting_html
from assistant.web.wiring import PRIVATE, listening

if TYPE_CHECKING:
    from assistant.app import Assistant

# The trainer takes more, but nobody answers more in a sitting.
MOST_QUESTIONS, USUAL = 20, 6
LONGEST_ANSWER = 50_000
_FENCE = "```"


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page` and wire it up. It is drawn when it is first looked at."""
    handlers = _Handlers(assistant)
    with gr.Column(elem_id="interview-column", elem_classes="tab-column", min_width=0):
        shown = gr.HTML(elem_id="interview", **listening(step="select", work="submit"))
    steps: dict[str, Any] = {"inputs": picked, "outputs": [shown, picked], "trigger_mode": "multiple", **PRIVATE}
    shown.select(handlers.step, queue=False, **steps)
    shown.submit(handlers.step, concurrency_id="feedback", concurrency_limit=8, **steps)


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: an interview, or ("") the way into one."""

    interview: str = ""


class _Handlers:
    """What the tab's events do. Everything of a user is read anew under their name; nothing is held here."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def step(self, picked: Sequence[str] | None, event: gr.EventData, request: gr.Request) -> tuple[str, Any]:
        """Does what was asked for and draws the tab as it is then."""
        wanted = asked(event, request)
        views = [View(wanted.text("interview", 40))]

        def do() -> Told:
            act = self._acts().get(wanted.text("act"))
            if act is not None:
                views[0], told = act(wanted, views[0])
                return told
            return Told()

        told = attempted(do, wanted)
        page = drawn("interview", wanted, lambda: self._drawn(wanted, views[0], told, picked or ()))
        return page, self._picking(wanted, picked or ())

    def _acts(self) -> dict[str, Callable[[Asked, View], tuple[View, Told]]]:
        plain = ("hint", "reveal", "retry", "next", "pause", "resume", "quit", "finish")
        return {
            **{name: self._plain for name in plain},
            "show": self._show,
            "start": self._start,
            "open": self._open,
            "leave": lambda wanted, view: (View(), Told()),
            "answer": self._answer,
            "delete": self._delete,
        }

    # ------------------------------------------------------------------------------------------ what is shown

    def _drawn(self, wanted: Asked, view: View, told: Told, picked: Sequence[str]) -> str:
        trainer = self._assistant.trainer
        found = None
        if view.interview:
            try:
                found = trainer.interview(wanted.user, view.interview)
            except AssistantError:  # deleted in another tab
                told = told if told.note else Told(wanted.say("interview_gone"), bad=True)
        if found is None:
            return framed(
                "interview", wanted, self._start_html(wanted, picked), told, busy=wanted.say("interview_busy")
            )
        spent, allowed = trainer.seconds(found)
        sight = Sight(found, spent, allowed, self._there(found), self._assistant.topic_names())
        body = report_html(sight, wanted) if found.over else sitting_html(sight, wanted)
        return framed(
            "interview",
            wanted,
            body,
            told,
            interview=found.id,
            version=str(found.version),
            place=f"{found.place}/{found.phase}",
            busy=wanted.say("interview_busy"),
        )

    def _start_html(self, wanted: Asked, picked: Sequence[str]) -> str:
        roles = self._assistant.roles(limit=picker.ROLES_LISTED)
        role = wanted.text("role", 200) or (picked[0] if picked else "")
        chosen = role if any(r.id == role for r in roles) else roles[0].id if roles else ""
        stages = tuple(stage.value for stage in Stage if stage is not Stage.ASKING)
        choice = Choice(
            chosen,
            wanted.text("stage", 40) if wanted.text("stage", 40) in stages else "",
            "live" if wanted.text("mode") == "live" else "practice",
            wanted.number("n") or USUAL,
        )
        return start_html(choice, roles, stages, self._assistant.trainer.sittings(wanted.user), wanted)

    def _there(self, interview: Interview) -> bool:
        try:
            self._assistant.role(interview.role)
        except AssistantError:
            return False
        return True

    def _picking(self, wanted: Asked, picked: Sequence[str]) -> Any:
        role = wanted.text("pick", 200)
        if not role or list(picked) == [role]:
            return gr.skip()
        try:
            return picker.pick(picker.choices(self._assistant), self._assistant.role(role))
        except AssistantError:
            return gr.skip()

    # ------------------------------------------------------------------------------------------ steps

    def _show(self, wanted: Asked, view: View) -> tuple[View, Told]:
        """The interview that the page shows; when it comes anew, the one that is not over yet."""
        if view.interview or wanted.text("role"):
            return view, Told()
        current = self._assistant.trainer.current(wanted.user)
        return View(current.id if current else ""), Told()

    def _start(self, wanted: Asked, view: View) -> tuple[View, Told]:
        mode: Mode = "live" if wanted.text("mode") == "live" else "practice"
        n = wanted.number("n")
        if n is None or not 1 <= n <= MOST_QUESTIONS:
            raise UsageError(wanted.say("interview_how_many", most=MOST_QUESTIONS))
        made = self._assistant.trainer.start(
            wanted.user,
            wanted.text("role", 200),
            mode=mode,
            n=n,
            stage=wanted.text("stage", 40) or None,
            engine=self._assistant.settings.engine,
        )
        return View(made.id), Told()

    def _open(self, wanted: Asked, view: View) -> tuple[View, Told]:
        return View(wanted.text("which", 40)), Told()

    def _plain(self, wanted: Asked, view: View) -> tuple[View, Told]:
        """A step that needs nothing but the interview and the state that the page has seen."""
        step = getattr(self._assistant.trainer, wanted.text("act"))
        after = cast(Interview, step(wanted.user, view.interview, version=wanted.number("version")))
        told = {"pause": "interview_paused_note", "quit": "interview_quit_note"}.get(wanted.text("act"))
        return View(after.id), Told(wanted.say(told) if told else "")

    def _answer(self, wanted: Asked, view: View) -> tuple[View, Told]:
        """The answer is kept before it is judged, so the draft can go whatever happens to the feedback."""
        text = said(wanted.text("text", LONGEST_ANSWER), wanted.text("code", LONGEST_ANSWER))
        trainer, version = self._assistant.trainer, wanted.number("version")
        after = trainer.answer(
            wanted.user, view.interview, text, version=version, engine=self._assistant.settings.engine
        )
        note = wanted.say("interview_kept") if after.mode == "live" and not after.over else ""
        return View(after.id), Told(note, clear=f"answer/{after.id}/")

    def _delete(self, wanted: Asked, view: View) -> tuple[View, Told]:
        which = wanted.text("which", 40)
        self._assistant.trainer.delete_interview(wanted.user, which)
        return View(), Told(wanted.say("interview_deleted"), clear=f"answer/{which}/")


def said(text: str, code: str) -> str:
    """The answer as one text; code stands fenced, so that it is read as code."""
    if not code.strip():
        return text.strip()
    fenced = f"{_FENCE}\n{code.strip(chr(10))}\n{_FENCE}"
    return f"{text.strip()}\n\n{fenced}".strip()
