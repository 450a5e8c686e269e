"""A mock interview that is over: how it went, question by question, and what to study next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from assistant.web.frame import Asked
from assistant.web.interview_feedback import feedback_html, sample_html
from assistant.web.interview_view import Sight

if TYPE_CHECKING:
    from assistant.training import Asked as Question
    from assistant.training import Interview

_STUDY = 5


def report_html(sight: Sight, asked: Asked) -> str:
    """The whole page."""
    interview = sight.interview
    rows = "".join(
        _question(n, one, sight.names, asked)
        for n, one in enumerate(interview.asked, 1)
        if one.tries or n <= interview.place
    )
    return (
        f'<article class="interview report"><h3 tabindex="-1" data-land dir="auto">{escape(interview.name)}</h3>'
        f"{_figure(interview, asked)}{_study(interview, sight.names, asked)}"
        f'<p class="row"><button type="button" class="main" data-act="leave" data-k="leave">'
        f"{asked.say('interview_another')}</button>"
        f'<button type="button" data-go="review" data-k="to-review">{asked.say("interview_to_review")}</button></p>'
        f'<ol class="plain asked-list">{rows}</ol></article>'
    )


def _figure(interview: Interview, asked: Asked) -> str:
    scores = [one.best.score for one in interview.asked if one.best and one.best.score is not None]
    answered = sum(bool(one.tries) for one in interview.asked)
    words = asked.say("interview_answered", n=answered, all=len(interview.asked))
    mode = asked.say(f"interview_mode_{interview.mode}")
    how = asked.say("interview_left_early") if interview.phase == "quit" else asked.say("interview_done")
    mean = f'<p class="figure">{asked.say("interview_mean", n=round(sum(scores) / len(scores)))}</p>' if scores else ""
    return f'{mean}<p class="soft">{mode} · {how} · {words}</p>'


def _study(interview: Interview, names: Mapping[str, str], asked: Asked) -> str:
    found = Counter(topic for one in interview.asked if one.best for topic in one.best.study)
    if not found:
        return ""
    topics = ", ".join(escape(names.get(t, t.replace("-", " "))) for t, _ in found.most_common(_STUDY))
    return (
        f"<p>{asked.say('interview_study')} <strong>{topics}</strong>. "
        f'<a href="?tab=plan" data-go="plan">{asked.say("interview_to_plan")}</a></p>'
    )


def _question(n: int, one: Question, names: Mapping[str, str], asked: Asked) -> str:
    best = one.best
    score = (
        asked.say("interview_of_100", n=best.score)
        if best
        else asked.say("interview_unscored" if one.tries else "interview_skipped")
    )
    tries = "".join(
        (f'<p class="soft" dir="auto">{escape(t.follow_up)}</p>' if t.follow_up else "")
        + (feedback_html(t.feedback, t.text, names, asked, level=5) if t.feedback else "")
        for t in one.tries
    )
    return (
        f'<li><details class="behind asked-one"><summary><span dir="auto">{n}. {escape(one.question.asked)}</span> '
        f'<span class="score">{score}</span></summary>{tries}{sample_html(one.question, asked)}</details></li>'
    )
