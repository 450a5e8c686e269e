"""The review and progress tab: cards that are due, how it goes, and what was asked in the real interview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError, UsageError
from assistant.training import Remembered
from assistant.web import picker
from assistant.web.frame import Asked, Told, asked, attempted, drawn, framed
from assistant.web.review_cards import cards_html
from assistant.web.review_debrief import debrief_html
from assistant.web.review_progress import progress_html
from assistant.web.wiring import PRIVATE, listening

if TYPE_CHECKING:
    from assistant.app import Assistant

PARTS = ("cards", "progress", "debrief")
GRADES = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
_WENT = ("well", "so-so", "badly")
_MOST_LINES = 40
_TODAY = 20


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page` and wire it up. It is drawn when it is first looked at."""
    handlers = _Handlers(assistant)
    with gr.Column(elem_id="review-column", elem_classes="tab-column", min_width=0):
        shown = gr.HTML(elem_id="review", **listening(step="select", work="submit"))
    steps: dict[str, Any] = {"inputs": picked, "outputs": shown, "trigger_mode": "multiple", **PRIVATE}
    shown.select(handlers.step, queue=False, **steps)
    shown.submit(handlers.step, concurrency_id="feedback", concurrency_limit=8, **steps)


class _Handlers:
    """What the tab's events do. Everything of a user is read anew under their name; nothing is held here."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def step(self, picked: Sequence[str] | None, event: gr.EventData, request: gr.Request) -> str:
        """Does what was asked for and draws the tab as it is then."""
        wanted = asked(event, request)
        feedback: list[str] = []
        acts: dict[str, Callable[[Asked], Told]] = {
            "grade": self._grade,
            "date": self._date,
            "debrief": self._debrief,
            "weak": self._weak,
            "delete": self._delete,
            "answer": lambda a: self._answer(a, feedback),
        }
        act = acts.get(wanted.text("act"))
        told = attempted(lambda: act(wanted) if act else Told(), wanted)
        above = _parts(wanted, wanted.text("part"))
        return drawn("review", wanted, lambda: self._drawn(wanted, told, picked or (), feedback), above)

    def _drawn(self, wanted: Asked, told: Told, picked: Sequence[str], feedback: Sequence[str]) -> str:
        part = wanted.text("part") if wanted.text("part") in PARTS else "cards"
        draw = {"cards": self._cards, "progress": self._progress, "debrief": self._debriefs}[part]
        body = feedback[0] if feedback else draw(wanted, picked)
        busy = wanted.say("interview_busy")
        return framed("review", wanted, _parts(wanted, part) + body, told, part=part, busy=busy)

    # ------------------------------------------------------------------------------------------ what is shown

    def _cards(self, wanted: Asked, picked: Sequence[str]) -> str:
        trainer = self._assistant.trainer
        only = wanted.text("only", 200)
        queue = trainer.due(wanted.user, limit=_TODAY, roles=[only] if only else ())
        dates = trainer.dates(wanted.user)
        roles = dict.fromkeys([*dates, *(role for role, _, _ in trainer.progress(wanted.user).coverage)])
        names = {role: self._name(role) for role in roles}
        today = date.fromisoformat(queue.day)
        return cards_html(
            queue, today, dates, names, only, trainer.upcoming(wanted.user), self._assistant.topic_names(), wanted
        )

    def _progress(self, wanted: Asked, picked: Sequence[str]) -> str:
        found = self._assistant.trainer.progress(wanted.user)
        names = {role: self._name(role) for role, _, _ in found.coverage}
        return progress_html(found, names, self._assistant.topic_names(), wanted)

    def _debriefs(self, wanted: Asked, picked: Sequence[str]) -> str:
        roles = self._assistant.roles(limit=picker.ROLES_LISTED)
        kept = self._assistant.trainer.debriefs(wanted.user)
        lines = min(_MOST_LINES, max(1, wanted.number("lines") or 3))
        chosen = wanted.text("role", 200) or (picked[0] if picked else "")
        return debrief_html(roles, chosen, lines, kept, self._assistant.topic_names(), wanted)

    def _name(self, role: str) -> str:
        try:
            return self._assistant.role(role).name
        except AssistantError:
            return role

    # ------------------------------------------------------------------------------------------ steps

    def _grade(self, wanted: Asked) -> Told:
        """Notes how well a card was known."""
        grade = wanted.text("grade", 2)
        if grade not in GRADES:
            raise UsageError(wanted.say("review_no_grade"))
        self._assistant.trainer.grade(wanted.user, wanted.text("card", 200), int(grade))
        return Told(wanted.say(f"review_graded_{GRADES[grade]}"))

    def _answer(self, wanted: Asked, feedback: list[str]) -> Told:
        """Judges a typed answer to a card, which grades it; the feedback takes the card's place until one goes on."""
        from assistant.web.review_cards import answered_html

        trainer, key = self._assistant.trainer, wanted.text("card", 200)
        question = trainer.question(wanted.user, key)
        text = wanted.text("text", 50_000)
        given = trainer.review_answer(wanted.user, key, text, engine=self._assistant.settings.engine)
        feedback.append(answered_html(question, given, text, self._assistant.topic_names(), wanted))
        return Told(clear="card/")

    def _date(self, wanted: Asked) -> Told:
        """Notes on which day an interview is."""
        words, role = wanted.text("day", 20), wanted.text("role", 200)
        try:
            day = date.fromisoformat(words) if words else None
        except ValueError:
            raise UsageError(wanted.say("review_no_date")) from None
        self._assistant.trainer.set_interview_date(wanted.user, role, day)
        return Told(wanted.say("review_date_noted" if day else "review_date_forgotten"))

    def _debrief(self, wanted: Asked) -> Told:
        questions, notes = wanted.texts("question"), wanted.texts("note")
        lines = []
        for n, question in enumerate(questions[:_MOST_LINES]):
            went = wanted.text(f"went_{n}", 10)
            note = notes[n] if n < len(notes) else ""
            lines.append(Remembered(question[:2000], went if went in _WENT else "so-so", note[:2000]))  # type: ignore[arg-type]
        kept = self._assistant.trainer.debrief(wanted.user, wanted.text("role", 200), lines)
        return Told(wanted.say("review_debrief_kept", n=len(kept.questions)), clear="debrief/")

    def _weak(self, wanted: Asked) -> Told:
        """What went badly counts as a weak topic from now on: plans give it more time."""
        planner = self._assistant.planner
        profile = planner.profile(wanted.user)
        weak = dict.fromkeys([*(profile.weak if profile else ()), *wanted.texts("topics")])
        strong = [topic for topic in (profile.strong if profile else ()) if topic not in weak]
        planner.save_profile(wanted.user, level=profile.level if profile else None, strong=strong, weak=list(weak))
        return Told(wanted.say("review_weak_noted"))

    def _delete(self, wanted: Asked) -> Told:
        self._assistant.trainer.delete_interview(wanted.user, wanted.text("which", 40))
        return Told(wanted.say("interview_deleted"))


def _parts(wanted: Asked, part: str) -> str:
    buttons = "".join(
        f'<li><button type="button" data-review-part="{key}" data-k="part-{key}"'
        f"{' aria-current=page' if key == part else ''}>{wanted.say(f'review_part_{key}')}</button></li>"
        for key in PARTS
    )
    return (
        f'<h2 class="unseen">{wanted.say("review_title")}</h2>'
        f'<nav class="parts" aria-label="{wanted.say("review_parts")}"><ol>{buttons}</ol></nav>'
    )
