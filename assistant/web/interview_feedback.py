"""Feedback as HTML: why an answer is not scored, or what is good and missing in it, in the candidate's own words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from assistant.web.frame import Asked, behind
from assistant.web.markdown import to_html

if TYPE_CHECKING:
    from assistant.training import Feedback, Judged, Question

SIGNS = {"covered": ("✓", "met"), "partly": ("◐", "partly"), "missing": ("✗", "missing")}


def feedback_html(given: Feedback, answer: str, names: Mapping[str, str], asked: Asked, *, level: int = 4) -> str:
    """The feedback to one answer. `names` are topics by id; `level` is that of its heading."""
    own = behind(asked.say("interview_your_answer"), f'<pre class="own" dir="auto">{escape(answer)}</pre>')
    if given.floor is not None:
        return (
            f'<section class="callout flagged feedback"><h{level} tabindex="-1" data-land>'
            f"{asked.say('interview_not_scored')}</h{level}><p dir=auto>{escape(given.advice)}</p>{own}</section>"
        )
    points = "".join(_point(judged, asked) for judged in given.points)
    return (
        f'<section class="panel-box feedback"><h{level} tabindex="-1" data-land>{asked.say("interview_feedback")} '
        f'<span class="score">{asked.say("interview_of_100", n=given.score)}</span></h{level}>'
        f'<p class="advice" dir="auto">{escape(given.advice)}</p><ul class="plain points">{points}</ul>'
        f"{_story(given, asked)}{_contradictions(given, asked)}{_study(given, names, asked)}{_notes(given, asked)}"
        f"{own}</section>"
    )


def _point(judged: Judged, asked: Asked) -> str:
    sign, look = SIGNS[judged.verdict]
    weight = asked.say(f"interview_weight_{min(3, max(1, judged.point.weight))}")
    evidence = f'<blockquote dir="auto">“{escape(judged.evidence)}”</blockquote>' if judged.evidence else ""
    return (
        f'<li><p class="verdict v-{look}"><span><span aria-hidden="true">{sign}</span> '
        f"{asked.say(f'interview_verdict_{judged.verdict}')}</span></p>"
        f'<div><p dir="auto">{escape(judged.point.point)} <span class="soft">{weight}</span></p>{evidence}'
        f'<p class="soft" dir="auto">{escape(judged.reason)}</p></div></li>'
    )


def _story(given: Feedback, asked: Asked) -> str:
    if not given.parts:
        return ""
    rows = "".join(
        f'<li class="v-{SIGNS[part.verdict][1]}"><span aria-hidden="true">{SIGNS[part.verdict][0]}</span> '
        f"{asked.say(f'interview_part_{part.part}')}: {asked.say(f'interview_verdict_{part.verdict}')}</li>"
        for part in given.parts
    )
    return f'<p>{asked.say("interview_story")}</p><ul class="chips-list parts-told">{rows}</ul>'


def _contradictions(given: Feedback, asked: Asked) -> str:
    rows = "".join(
        f'<li dir="auto">{escape(one.why)}<blockquote>“{escape(one.claim)}”</blockquote>'
        + (f"<blockquote>“{escape(one.resume)}”</blockquote>" if one.resume else "")
        + "</li>"
        for one in given.contradictions
    )
    return f'<div class="warning"><p>{asked.say("interview_contradicts")}</p><ul>{rows}</ul></div>' if rows else ""


def _study(given: Feedback, names: Mapping[str, str], asked: Asked) -> str:
    if not given.study:
        return ""
    topics = ", ".join(escape(names.get(topic, topic.replace("-", " "))) for topic in given.study)
    return (
        f"<p>{asked.say('interview_study')} <strong>{topics}</strong>. "
        f'<a href="?tab=plan" data-go="plan">{asked.say("interview_to_plan")}</a></p>'
    )


def _notes(given: Feedback, asked: Asked) -> str:
    said = [*given.notes, *([given.degraded] if given.degraded else [])]
    return "".join(f'<p class="soft" dir="auto">{escape(note)}</p>' for note in said)


def sample_html(question: Question, asked: Asked) -> str:
    """A model answer, or that there is none, and what a good one contains."""
    points = "".join(f'<li dir="auto">{escape(point.point)}</li>' for point in question.rubric)
    answer = (
        f'<div class="answer" dir="auto">{to_html(question.answer, {})}</div>'
        if question.answer
        else f"<p>{asked.say('interview_no_sample')}</p>"
    )
    return (
        f'<section class="panel-box sample"><h4>{asked.say("interview_sample")}</h4>{answer}'
        f"<p>{asked.say('interview_contains')}</p><ul>{points}</ul></section>"
    )
