"""The debrief after a real interview: what was asked, how it went; what became of earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.web.days import day_text
from assistant.web.facts import clip
from assistant.web.frame import Asked, options

if TYPE_CHECKING:
    from assistant.training import Debrief

WENT = ("well", "so-so", "badly")


def debrief_html(
    roles: Sequence[Role], chosen: str, lines: int, kept: Sequence[Debrief], topics: Mapping[str, str], asked: Asked
) -> str:
    """The form with `lines` questions, then earlier debriefs."""
    if not roles:
        return (
            f'<section class="nothing-here"><h3>{asked.say("review_debrief")}</h3><p>'
            f"{asked.say('frame_no_roles')}</p></section>"
        )
    names = {role.id: role.name for role in roles}
    rows = "".join(_line(n, asked) for n in range(lines))
    form = (
        f'<form data-review-form="debrief"><label class="field role-choice"><span>{asked.say("frame_role")}</span>'
        f'<select name="role" data-draft="debrief/role" data-k="debrief-role">{options(names, chosen)}</select></label>'
        f'<input type="hidden" name="lines" value="{lines}"><ol class="remembered">{rows}</ol>'
        f'<p class="row"><button type="button" data-more-lines="{lines + 2}" data-k="more-lines">'
        f"{asked.say('review_more_lines')}"
        f'</button><button type="submit" class="main" data-k="debrief">{asked.say("review_keep")}</button></p></form>'
    )
    return (
        f'<section class="panel-box"><h3 tabindex="-1" data-land>{asked.say("review_debrief")}</h3>'
        f"<p>{asked.say('review_debrief_why')}</p>{form}</section>{_earlier(kept, names, topics, asked)}"
    )


def _line(n: int, asked: Asked) -> str:
    choices = {went: asked.say(f"review_went_{went.replace('-', '_')}") for went in WENT}
    return (
        f'<li><label class="field"><span>{asked.say("review_was_asked", n=n + 1)}</span><input name="question" '
        f'maxlength="2000" '
        f'data-draft="debrief/question/{n}" data-k="question-{n}"></label><div class="row fields">'
        f'<label class="field narrow-field"><span>{asked.say("review_went")}</span><select name="went_{n}" '
        f'data-draft="debrief/went/{n}" data-k="went-{n}">{options(choices, "so-so")}</select></label>'
        f'<label class="field"><span>{asked.say("review_note")}</span><input name="note" maxlength="2000" '
        f'data-draft="debrief/note/{n}" data-k="note-{n}"></label></div></li>'
    )


def _earlier(kept: Sequence[Debrief], names: Mapping[str, str], topics: Mapping[str, str], asked: Asked) -> str:
    if not kept:
        return ""
    items = "".join(_one(debrief, names, topics, asked) for debrief in kept)
    return f'<section><h4>{asked.say("review_earlier")}</h4><ul class="plain">{items}</ul></section>'


def _one(debrief: Debrief, names: Mapping[str, str], topics: Mapping[str, str], asked: Asked) -> str:
    day = day_text(date.fromtimestamp(debrief.at), asked.language)
    rows = "".join(
        f'<li dir="auto">{escape(clip(one.question, 200))} <span class="chip-kind">'
        f"{asked.say('review_went_' + one.went.replace('-', '_'))}</span>"
        f"{f' <span class=soft>{escape(clip(one.note, 200))}</span>' if one.note else ''}</li>"
        for one in debrief.remembered
    )
    study = ""
    if debrief.plan:
        reasons = "".join(
            f'<li dir="auto"><strong>{escape(topics.get(topic, topic))}</strong>: {escape(why)}</li>'
            for topic, why in debrief.plan
        )
        inputs = "".join(f'<input type="hidden" name="topics" value="{escape(topic)}">' for topic, _ in debrief.plan)
        study = (
            f'<p>{asked.say("interview_study")}</p><ul>{reasons}</ul><form data-review-form="weak">{inputs}<p '
            f'class="row">'
            f'<button type="submit" data-k="weak-{escape(debrief.id)}">{asked.say("review_weak")}</button></p></form>'
        )
    name = escape(names.get(debrief.role, debrief.role))
    return (
        f'<li class="panel-box"><p><strong dir="auto">{name}</strong> <span class="soft">{day}</span></p><ul>'
        f"{rows}</ul>{study}</li>"
    )
