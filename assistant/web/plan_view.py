"""A plan as HTML: how it stands, what to mind, the pictures, and its sessions day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.web.days import day_text, left_text, length_text
from assistant.web.frame import Asked, behind
from assistant.web.markdown import to_html
from assistant.web.plan_lines import quote_html
from assistant.web.plan_pictures import FAMILIES, hours_html, timeline_html
from assistant.web.plan_resume import confirm

if TYPE_CHECKING:
    from assistant.preparation import Affected, Item, Line, Plan

FORMATS = ("md", "ics", "anki", "html", "json")


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan with what belongs to its picture. `names` gives None for a role that is gone."""

    plan: Plan
    today: date
    names: Mapping[str, str | None]
    affected: Sequence[Affected] = ()
    added: Sequence[Line] = ()
    hours: Sequence[tuple[str, int]] = ()
    recalled: Sequence[str] = ()

    @property
    def missed(self) -> list[Item]:
        """Open sessions of days that are over."""
        return [item for item in self.plan.items if item.state == "open" and item.date < self.today]


def tabs_html(plans: Sequence[Plan], chosen: str, today: date, asked: Asked) -> str:
    """The plans side by side, and the way to a new one."""
    if not plans:
        return ""
    buttons = "".join(_tab(plan, plan.id == chosen, today, asked) for plan in plans)
    new = (
        f'<li><button type="button" data-act="form" data-form="1" '
        f'data-k="new-plan"{"" if chosen else " aria-current=true"}>'
        f"+ {asked.say('plan_new')}</button></li>"
    )
    return f'<nav class="plan-tabs" aria-label="{asked.say("plan_plans")}"><ul>{buttons}{new}</ul></nav>'


def _tab(plan: Plan, chosen: bool, today: date, asked: Asked) -> str:
    done = sum(item.state == "done" for item in plan.items)
    left = left_text((plan.last_day - today).days, asked.language)
    return (
        f'<li><button type="button" data-plan-open="{escape(plan.id)}" data-k="plan-{escape(plan.id)}"'
        f'{" aria-current=true" if chosen else ""}><span class="name" dir="auto">{escape(plan.name)}</span>'
        f'<span class="soft">{left} · {asked.say("plan_done_of", n=done, all=len(plan.items))}</span></button></li>'
    )


def plan_html(shown: Shown, asked: Asked) -> str:
    """The whole plan."""
    plan = shown.plan
    return (
        f'<article class="plan" aria-labelledby="plan-head">{_head(shown, asked)}{_flags(shown, asked)}'
        f"{_warnings(plan, asked)}{_uncovered(plan, asked)}"
        f'<div class="pictures">{timeline_html(plan, shown.today, shown.names, asked)}'
        f"{hours_html(shown.hours, asked)}</div>"
        f"{_schedule(shown, asked)}{_sheet(plan, asked)}</article>"
    )


def _head(shown: Shown, asked: Asked) -> str:
    plan = shown.plan
    roles = "".join(
        f'<li><a href="?role={escape(role)}" data-open="{escape(role)}" dir="auto">'
        f"{escape(shown.names.get(role) or role)}</a> "
        f"· {asked.say('plan_interview')} {day_text(day, asked.language)}, "
        f"{left_text((day - shown.today).days, asked.language)}"
        f"{'' if shown.names.get(role) else ' · ' + asked.say('plan_role_gone')}</li>"
        for role, day in plan.wish.interviews
    )
    done = sum(item.minutes for item in plan.items if item.state == "done")
    level = plan.coverage
    meters = _meter(
        asked.say("plan_time_done"),
        done,
        plan.budget_minutes,
        asked.say("plan_of", n=length_text(done, asked.language), all=length_text(plan.budget_minutes, asked.language)),
    ) + _meter(
        asked.say("plan_covered"), level.covered, level.all, asked.say("plan_of", n=level.covered, all=level.all)
    )
    files = "".join(
        f'<button type="button" data-act="export" data-format="{form}" data-k="export-{form}">'
        f"{asked.say(f'plan_format_{form}')}</button>"
        for form in FORMATS
    )
    return (
        f'<header><h3 id="plan-head" tabindex="-1" dir="auto">{escape(plan.name)}</h3><ul class="plain">{roles}</ul>'
        f'<div class="meters">{meters}</div><div class="row"><button type="button" data-act="replan" data-k="replan">'
        f"{asked.say('plan_replan')}</button>"
        f'<button type="button" data-act="form" data-form="1" data-change="1" data-k="change">'
        f"{asked.say('plan_change')}</button>"
        f"{confirm('delete', asked.say('plan_delete'), asked.say('plan_delete_sure'), asked)}</div>"
        f"{behind(asked.say('plan_take_along'), f'<p class=row>{files}</p>', 'files')}</header>"
    )


def _meter(label: str, n: int, every: int, words: str) -> str:
    share = 100 * n / every if every else 0
    return (
        f'<div class="meter"><span>{label}</span><span class="bar" aria-hidden="true"><span '
        f'style="width:{min(100.0, share):.1f}%">'
        f"</span></span><strong>{words}</strong></div>"
    )


def _flags(shown: Shown, asked: Asked) -> str:
    """What calls for planning anew: days that were missed, a posting that changed, an interview that was held."""
    said = []
    if missed := shown.missed:
        said.append(f"<p>{asked.say('plan_missed', n=len(missed))}</p>")
    if shown.affected:
        rows = "".join(f'<li dir="auto">{escape(one.item.what)}: {escape(one.how)}</li>' for one in shown.affected)
        said.append(
            f"<p>{asked.say('plan_affected', n=len(shown.affected))}</p>"
            f"{behind(asked.say('plan_which'), f'<ul>{rows}</ul>')}"
        )
    if shown.added:
        rows = "".join(f"<li>{quote_html(line, asked.say('plan_open_quote'))}</li>" for line in shown.added)
        said.append(f"<p>{asked.say('plan_added', n=len(shown.added))}</p><ul>{rows}</ul>")
    if shown.recalled:
        rows = "".join(f'<li dir="auto">“{escape(words)}”</li>' for words in shown.recalled)
        said.append(f"<p>{asked.say('plan_recalled', n=len(shown.recalled))}</p><ul>{rows}</ul>")
    if not said:
        return ""
    button = (
        f'<button type="button" class="main" data-act="replan" data-k="replan-flag">{asked.say("plan_replan")}</button>'
    )
    return f'<div class="callout flagged" role="note">{"".join(said)}<p class="row">{button}</p></div>'


def _warnings(plan: Plan, asked: Asked) -> str:
    listed = [*plan.warnings, *([plan.degraded] if plan.degraded else [])]
    if not listed:
        return ""
    rows = "".join(f'<li dir="auto">{escape(words)}</li>' for words in listed)
    return f'<section class="callout read-first"><h4>{asked.say("plan_read_first")}</h4><ul>{rows}</ul></section>'


def _uncovered(plan: Plan, asked: Asked) -> str:
    if not plan.coverage.left:
        return ""
    rows = "".join(
        f'<li>{quote_html(left.line, asked.say("plan_open_quote"))} <span class="soft" dir="auto">'
        f"{escape(left.reason)}</span></li>"
        for left in plan.coverage.left
    )
    words = asked.say("plan_uncovered", n=len(plan.coverage.left))
    return behind(words, f'<ul class="plain">{rows}</ul>', "uncovered")


def _schedule(shown: Shown, asked: Asked) -> str:
    """What is over behind a click, unless something of it is still open; then the days that come."""
    past = [item for item in shown.plan.items if item.date < shown.today]
    ahead = [item for item in shown.plan.items if item.date >= shown.today]
    flagged = {one.item.id: one.how for one in shown.affected}
    over = ""
    if past:
        days = _days(past, shown, flagged, asked)
        over = behind(asked.say("plan_past", n=len(past), open=len(shown.missed)), days, "past")
    return (
        f'<section class="schedule"><h4>{asked.say("plan_days")}</h4>{over}{_days(ahead, shown, flagged, asked)}'
        f"</section>"
    )


def _days(items: Sequence[Item], shown: Shown, flagged: Mapping[str, str], asked: Asked) -> str:
    out = []
    for day, own in groupby(items, key=lambda i: i.date):
        sessions = list(own)
        now = f' <span class="chip-kind">{asked.say("days_today")}</span>' if day == shown.today else ""
        rows = "".join(_item(item, flagged.get(item.id, ""), len(shown.plan.roles) > 1, asked) for item in sessions)
        total = length_text(sum(i.minutes for i in sessions), asked.language)
        out.append(
            f'<section class="day"><h5>{day_text(day, asked.language)}{now} <span class="soft">{total}</span></h5>'
            f'<ul class="plain">{rows}</ul></section>'
        )
    return "".join(out)


def _item(item: Item, trouble: str, several: bool, asked: Asked) -> str:
    checked = " checked" if item.state == "done" else ""
    key = escape(item.id)
    company = f' <span class="soft" dir="auto">{escape(item.why.company or item.why.title)}</span>' if several else ""
    more = f' <span class="soft">{asked.say("plan_and_more", n=len(item.serves))}</span>' if item.serves else ""
    flag = f'<p class="trouble" dir="auto">⚑ {escape(trouble)}</p>' if trouble else ""
    return (
        f'<li class="session {item.state}" data-item="{key}"><label class="what"><input type="checkbox" '
        f'data-plan-done="{key}" '
        f'data-k="done-{key}"{checked}><span dir="auto">{escape(item.what)}</span></label>'
        f'<span class="about"><span class="chip-kind f-{FAMILIES[item.kind]}">'
        f"{asked.say('plan_item_' + item.kind.replace('-', '_'))}</span> "
        f"{length_text(item.minutes, asked.language)}"
        f"{' · ' + asked.say('plan_skipped') if item.state == 'skipped' else ''}</span>"
        f'<p class="how" dir="auto">{escape(item.how)}</p>{flag}'
        f'<p class="why"><span class="soft">{asked.say("plan_why")}</span> '
        f"{quote_html(item.why, asked.say('plan_open_quote'))}{company}{more}</p>{_acts(item, asked)}</li>"
    )


def _acts(item: Item, asked: Asked) -> str:
    key, role = escape(item.id), escape(item.role or item.why.role)
    state = "open" if item.state == "skipped" else "skip"
    go = ""
    if item.kind == "review":
        go = f'<button type="button" data-go="review" data-k="go-{key}">{asked.say("plan_go_review")}</button>'
    elif item.kind == "mock":
        go = (
            f'<button type="button" data-go="interview" data-go-role="{role}" data-k="go-{key}">'
            f"{asked.say('plan_go_interview')}</button>"
        )
    skip = (
        f'<button type="button" data-act="mark" data-item="{key}" data-state="{state}" data-k="skip-{key}" '
        f'aria-label="{escape(asked.say(f"plan_{state}_of", name=item.what))}">{asked.say(f"plan_{state}")}</button>'
    )
    return f'<p class="row acts">{go}{skip if item.state != "done" else ""}</p>' if go or item.state != "done" else ""


def _sheet(plan: Plan, asked: Asked) -> str:
    if not plan.sheet:
        return ""
    text = "\n".join(line if line.startswith(("#", "-")) else f"- {line}" for line in plan.sheet)
    return behind(asked.say("plan_sheet"), f'<div class="answer" dir="auto">{to_html(text, {})}</div>', "sheet")
