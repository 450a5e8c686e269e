"""A mock interview under way: the question at hand, the box for the answer, what may be done next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from assistant.web.facts import clip
from assistant.web.frame import Asked
from assistant.web.interview_feedback import feedback_html, sample_html
from assistant.web.plan_resume import confirm

if TYPE_CHECKING:
    from assistant.training import Asked as Question
    from assistant.training import Interview, Line, Step

_QUOTE = 220


@dataclass(frozen=True, slots=True)
class Sight:
    """An interview with its clock (seconds spent and allowed), whether its role is still there, topics by name."""

    interview: Interview
    spent: float
    allowed: float
    there: bool
    names: Mapping[str, str]


def sitting_html(sight: Sight, asked: Asked) -> str:
    """The whole page while the interview is not over."""
    interview, now = sight.interview, sight.interview.now
    if now is None:
        return _ending(sight, asked)
    body = _paused(asked) if interview.phase == "paused" else _question(sight, now, asked)
    return (
        f'<article class="interview" data-mode="{interview.mode}" data-phase="{interview.phase}" '
        f'aria-label="{asked.say("interview_title")}">{_head(sight, asked)}{body}</article>'
    )


def _ending(sight: Sight, asked: Asked) -> str:
    return (
        f'<article class="interview">{_head(sight, asked)}<p class="row"><button type="button" class="main" '
        f'data-act="finish" '
        f'data-k="finish">{asked.say("interview_finish")}</button></p></article>'
    )


def _head(sight: Sight, asked: Asked) -> str:
    interview = sight.interview
    number = min(interview.place + 1, len(interview.asked))
    dots = "".join(
        f'<span class="{"now" if n == interview.place else "past" if n < interview.place else ""}"></span>'
        for n in range(len(interview.asked))
    )
    gone = "" if sight.there else f'<p class="warning">{asked.say("interview_role_gone")}</p>'
    pausing = (
        ""
        if interview.phase == "paused"
        else f'<button type="button" data-act="pause" data-k="pause">{asked.say("interview_pause")}</button>'
    )
    return (
        f'<header class="sitting-head"><div><h2 class="small" dir="auto">{escape(interview.name)}</h2>'
        f'<p class="soft">{asked.say(f"interview_mode_{interview.mode}")} · '
        f"{asked.say('interview_place', n=number, all=len(interview.asked))}</p>"
        f'<div class="dots" aria-hidden="true">{dots}</div></div>'
        f'<div class="row head-acts">{_clock(sight, asked)}{pausing}'
        f"{confirm('quit', asked.say('interview_quit'), asked.say('interview_quit_sure'), asked)}</div>{gone}"
        f'<p class="soft note-of" dir="auto">{escape(interview.note)}</p></header>'
    )


def _clock(sight: Sight, asked: Asked) -> str:
    interview = sight.interview
    if interview.mode != "live" or interview.phase != "asking":
        return ""
    return (
        f'<span class="clock" role="timer" aria-live="off" data-spent="{sight.spent:.1f}" '
        f'data-allowed="{sight.allowed:.0f}" data-over="{escape(asked.say("interview_time_over"))}" '
        f'data-left="{escape(asked.say("interview_time_left"))}" '
        f'data-half="{escape(asked.say("interview_time_half"))}" '
        f'data-minute="{escape(asked.say("interview_time_minute"))}"></span>'
    )


def _paused(asked: Asked) -> str:
    return (
        f'<section class="callout read-first"><h3 tabindex="-1" data-land>{asked.say("interview_paused")}</h3>'
        f"<p>{asked.say('interview_paused_why')}</p><p class=row><button type=button class=main data-act=resume "
        f'data-k="resume">{asked.say("interview_resume")}</button></p></section>'
    )


def _question(sight: Sight, now: Question, asked: Asked) -> str:
    interview, question = sight.interview, now.question
    step = next((s for s in interview.steps if s.order == question.step), None)
    answering = interview.phase == "asking"
    about = " · ".join(
        (
            asked.say(f"interview_stage_{question.stage.value}"),
            escape(sight.names.get(question.topic, question.topic.replace("-", " "))),
            asked.say(f"interview_difficulty_{question.difficulty}"),
            asked.say("interview_minutes", n=question.minutes),
        )
    )
    head = (
        f'<p class="soft">{_step(step, asked)}{about}</p><h3 class="asked" tabindex="-1" data-land dir="auto">'
        f"{escape(now.follow_up or question.asked)}</h3>"
    )
    if now.follow_up:
        head = f'<p class="soft main-question" dir="auto">{escape(question.asked)}</p>{head}'
    return (
        f'<section class="panel-box question-box">{head}{_tests(question.requirement, sight.there, asked)}</section>'
        f"{_form(sight, now, asked) if answering else _after(sight, now, asked)}"
    )


def _step(step: Step | None, asked: Asked) -> str:
    if step is None:
        return ""
    stated = "interview_stated" if step.stated else "interview_usual"
    return f'<span class="chip-kind" dir="auto">{escape(step.name)}</span> <span>{asked.say(stated)}</span> · '


def _tests(line: Line | None, there: bool, asked: Asked) -> str:
    if line is None:
        return ""
    link = (
        f' <a href="?role={escape(line.role)}" data-open="{escape(line.role)}">{asked.say("interview_open_role")}</a>'
        if there
        else ""
    )
    return (
        f'<p class="soft tests">{asked.say("interview_tests")} <q dir="auto">{escape(clip(line.quote, _QUOTE))}'
        f"</q>{link}</p>"
    )


def _form(sight: Sight, now: Question, asked: Asked) -> str:
    interview = sight.interview
    draft = f"answer/{interview.id}/{interview.place}/{len(now.tries)}"
    coding = now.question.stage.value == "coding"
    code = (
        f'<details class="behind code-box"{" open" if coding else ""}><summary>{asked.say("interview_code")}</summary>'
        f'<textarea name="code" rows="10" spellcheck="false" autocapitalize="off" autocomplete="off" maxlength="50000" '
        f'aria-label="{asked.say("interview_code")}" data-draft="{draft}/code" data-k="code"></textarea>'
        f'<p class="soft">{asked.say("interview_code_tab")}</p></details>'
    )
    hint = (
        f'<p class="callout read-first hint" dir="auto"><strong>{asked.say("interview_hint")}:</strong> '
        f"{escape(now.question.hint)}</p>"
        if now.hinted
        else ""
    )
    practising = interview.mode == "practice"
    ask_hint = (
        f'<button type="button" data-act="hint" data-k="hint">{asked.say("interview_hint")}</button>'
        if practising and now.question.hint and not now.hinted
        else ""
    )
    sample = sample_html(now.question, asked) if now.revealed else ""
    return (
        f'{hint}{sample}<form data-interview-form="answer" class="answer-form"><label class="field"><span>'
        f'{asked.say("interview_answer")}</span><textarea name="text" rows="{4 if coding else 9}" maxlength="50000" '
        f'data-draft="{draft}/text" data-k="text" aria-describedby="answer-about"></textarea></label>'
        f'<p class="row tools"><button type="button" data-dictate hidden data-k="dictate" aria-pressed="false" '
        f'data-listening="{escape(asked.say("interview_listening"))}" '
        f'data-refused="{escape(asked.say("interview_no_microphone"))}">{asked.say("interview_dictate")}</button>'
        f'<span class="soft" id="answer-about">{asked.say("interview_keys")}</span></p>{code}'
        f'<p class="row"><button type="submit" class="main" data-k="answer">{asked.say("interview_send")}</button>'
        f'{ask_hint}<button type="button" data-act="next" data-k="skip">{asked.say("interview_skip")}</button></p>'
        f"</form>"
    )


def _after(sight: Sight, now: Question, asked: Asked) -> str:
    """An answer is given: feedback and the next steps; in a live interview only that it is kept."""
    interview, last = sight.interview, now.tries[-1]
    final = interview.place + 1 >= len(interview.asked)
    on = (
        f'<button type="button" class="main" data-act="next" data-k="next" data-land-button>'
        f"{asked.say('interview_finish' if final else 'interview_next')}</button>"
    )
    if not interview.open_book or last.feedback is None:
        return (
            f'<section class="callout read-first"><p>{asked.say("interview_live_kept")}</p><p class="row">{on}'
            f"</p></section>"
        )
    reveal = (
        f'<button type="button" data-act="reveal" data-k="reveal">{asked.say("interview_reveal")}</button>'
        if not now.revealed
        else ""
    )
    sample = sample_html(now.question, asked) if now.revealed else ""
    return (
        f"{feedback_html(last.feedback, last.text, sight.names, asked)}{sample}"
        f'<p class="row">{on}<button type="button" data-act="retry" data-k="retry">{asked.say("interview_retry")}'
        f"</button>"
        f"{reveal}</p>"
    )
