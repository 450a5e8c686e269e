"""The way into a mock interview: role, round, mode; those that were begun; those that are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.web.days import day_text
from assistant.web.frame import Asked, behind, options
from assistant.web.plan_resume import confirm

if TYPE_CHECKING:
    from assistant.training import Sitting

_NUMBERS = (3, 6, 10, 15)
_SHOWN = 6
_OVER = ("finished", "quit")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in the form; `stage` "" for all rounds."""

    role: str
    stage: str
    mode: str
    n: int


def start_html(
    choice: Choice, roles: Sequence[Role], stages: Sequence[str], sittings: Sequence[Sitting], asked: Asked
) -> str:
    """The whole page."""
    title = f'<h2 class="unseen">{asked.say("interview_title")}</h2>'
    if not roles:
        return (
            f'{title}<section class="nothing-here"><h3>{asked.say("interview_title")}</h3><p>'
            f"{asked.say('frame_no_roles')}</p></section>"
        )
    begun = [one for one in sittings if one.phase not in _OVER]
    over = [one for one in sittings if one.phase in _OVER]
    return f"{title}{_begun(begun, asked)}{_form(choice, roles, stages, asked)}{_over(over, asked)}"


def _begun(begun: Sequence[Sitting], asked: Asked) -> str:
    if not begun:
        return ""
    rows = "".join(
        f'<li class="row"><span dir="auto">{_about(one, asked)}</span><button type="button" class="main" '
        f'data-act="open" '
        f'data-which="{escape(one.id)}" data-k="open-{escape(one.id)}">{asked.say("interview_go_on")}</button></li>'
        for one in begun[:_SHOWN]
    )
    return (
        f'<section class="callout flagged"><h4>{asked.say("interview_begun")}</h4><ul class="plain">{rows}</ul>'
        f"</section>"
    )


def _form(choice: Choice, roles: Sequence[Role], stages: Sequence[str], asked: Asked) -> str:
    rounds = {"": asked.say("interview_all_rounds")} | {s: asked.say(f"interview_stage_{s}") for s in stages}
    numbers = {str(n): str(n) for n in sorted({*_NUMBERS, choice.n})}
    modes = "".join(
        f'<label class="mode"><input type="radio" name="mode" value="{mode}'
        f'"{" checked" if mode == choice.mode else ""} '
        f'data-k="mode-{mode}"><span><strong>{asked.say(f"interview_mode_{mode}")}</strong>'
        f'<span class="soft">{asked.say(f"interview_mode_{mode}_what")}</span></span></label>'
        for mode in ("practice", "live")
    )
    return (
        f'<section class="panel-box" aria-labelledby="start-head"><h3 id="start-head" tabindex="-1" data-land>'
        f'{asked.say("interview_new")}</h3><form data-interview-form="start"><div class="row fields">'
        f'<label class="field wide"><span>{asked.say("frame_role")}</span><select name="role" data-k="role">'
        f"{options({role.id: role.name for role in roles}, choice.role)}</select></label>"
        f'<label class="field"><span>{asked.say("interview_round")}</span><select name="stage" data-k="stage">'
        f"{options(rounds, choice.stage)}</select></label>"
        f'<label class="field narrow"><span>{asked.say("interview_n")}</span><select name="n" data-k="n">'
        f"{options(numbers, str(choice.n))}</select></label></div>"
        f'<fieldset class="modes"><legend>{asked.say("interview_mode")}</legend>{modes}</fieldset>'
        f'<p class="row"><button type="submit" class="main" data-k="start">{asked.say("interview_start")}</button></p>'
        "</form></section>"
    )


def _over(over: Sequence[Sitting], asked: Asked) -> str:
    if not over:
        return ""
    shown, rest = history_html(over[:_SHOWN], asked), over[_SHOWN:]
    more = behind(asked.say("interview_older", n=len(rest)), history_html(rest, asked)) if rest else ""
    return f"<section><h4>{asked.say('interview_over')}</h4>{shown}{more}</section>"


def history_html(over: Sequence[Sitting], asked: Asked) -> str:
    """Interviews as a list: read the feedback again, or delete."""
    rows = "".join(
        f'<li class="sitting"><span dir="auto">{_about(one, asked)}</span><span class="row">'
        f'<button type="button" data-act="open" data-which="{escape(one.id)}" data-k="read-{escape(one.id)}">'
        f"{asked.say('interview_read' if one.phase in _OVER else 'interview_go_on')}</button>"
        f"{confirm('delete', asked.say('interview_delete'), asked.say('interview_delete_sure'), asked, which=one.id)}"
        "</span></li>"
        for one in over
    )
    return f'<ul class="plain sittings">{rows}</ul>'


def _about(one: Sitting, asked: Asked) -> str:
    day = day_text(date.fromtimestamp(one.started), asked.language)
    score = (
        f" · {asked.say('interview_score', n=round(one.score))}"
        if one.score is not None and one.phase in ("finished", "quit")
        else ""
    )
    return (
        f"<strong>{escape(one.name)}</strong> <span class=soft>{asked.say(f'interview_mode_{one.mode}')} · {day} · "
        f"{asked.say('interview_answered', n=one.answered, all=one.questions)}{score}</span>"
    )
