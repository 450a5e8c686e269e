"""The form of a plan: roles and their interview days, the time there is, days off. Read and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.domain import Role
from assistant.errors import UsageError
from assistant.web.days import weekday
from assistant.web.frame import Asked, options

if TYPE_CHECKING:
    from assistant.preparation import Plan

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LEVELS = ("", "new", "experienced", "senior")
_MOST_ROLES = 12


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form, as it was typed. `plan` is the plan that it changes, "" for a new one; `hours` are those
    by weekday, "" where the week's hours count."""

    roles: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    start: str = ""
    week: str = ""
    by_weekday: bool = False
    hours: tuple[str, ...] = ("",) * 7
    off: tuple[str, ...] = ()
    dates_off: str = ""
    level: str = ""
    at: str = ""
    timezone: str = ""
    plan: str = ""

    @classmethod
    def asked(cls, asked: Asked) -> Form:
        """The form as the page sent it, with `add` a role more and without the role `take`."""
        days = dict(zip(asked.texts("roles"), asked.texts("days"), strict=False))
        roles = [role for role in dict.fromkeys(asked.texts("roles")) if role and role != asked.text("take")]
        form = cls(
            tuple(roles),
            tuple(days.get(role, "") for role in roles),
            start=asked.text("start", 40),
            week=asked.text("week", 10),
            by_weekday=asked.text("spread") == "weekday",
            hours=tuple(asked.text(f"hours_{day}", 10) for day in WEEKDAYS),
            off=tuple(day for day in asked.texts("off") if day in WEEKDAYS),
            dates_off=asked.text("dates_off", 2000),
            level=asked.text("level", 20),
            at=asked.text("at", 10),
            timezone=asked.text("timezone", 60),
            plan=asked.text("changes", 200),
        )
        return form.with_role(asked.text("add")) if asked.text("add") else form

    def with_role(self, role: str) -> Form:
        """With one role more, of the day of the last one; at most a dozen."""
        if role in self.roles or len(self.roles) >= _MOST_ROLES:
            return self
        return replace(self, roles=(*self.roles, role), days=(*self.days, self.days[-1] if self.days else ""))

    def more(self) -> dict[str, Any]:
        """The rest of the wish, in the words that `Planner.wish` takes."""
        hours = ",".join(f"{day}={_number(n)}" for day, n in zip(WEEKDAYS, self.hours, strict=True) if n.strip())
        off = ", ".join([*self.off, *filter(None, (d.strip() for d in self.dates_off.replace("\n", ",").split(",")))])
        return {
            "start": self.start or None,
            "hours_per_week": float(_number(self.week)) if self.week.strip() and not self.by_weekday else None,
            "hours": hours if self.by_weekday else None,
            "days_off": off or None,
            "level": self.level or None,
            "at": self.at or None,
            "timezone": self.timezone or None,
        }


def read_form(form: Form) -> tuple[list[str], list[str]]:
    """Roles and interview days. Raises UsageError where there are none, or a role without its day."""
    if not form.roles:
        raise UsageError("choose at least one role for the plan")
    if not all(form.days):
        raise UsageError("give the interview day of each role; a guess is better than none, it can be changed later")
    if form.by_weekday and not any(n.strip() for n in form.hours):
        raise UsageError("give the hours for at least one day of the week")
    return list(form.roles), [f"{role}={day}" for role, day in zip(form.roles, form.days, strict=True)]


def filled(plan: Plan) -> Form:
    """The form that changes a plan."""
    wish = plan.wish
    return Form(
        tuple(role for role, _ in wish.interviews),
        tuple(day.isoformat() for _, day in wish.interviews),
        wish.start.isoformat(),
        f"{wish.hours_per_week:g}",
        bool(wish.hours),
        tuple(f"{wish.hours[n]:g}" if n in wish.hours else "" for n in range(7)),
        tuple(WEEKDAYS[n] for n in sorted(wish.weekdays_off)),
        ", ".join(day.isoformat() for day in sorted(wish.dates_off)),
        wish.level or "",
        f"{wish.at:%H:%M}",
        wish.timezone or "",
        plan.id,
    )


def form_html(form: Form, roles: Sequence[Role], today: date, asked: Asked) -> str:
    """The form. `roles` are those that can be chosen."""
    if not roles:
        return (
            f'<section class="nothing-here"><h3>{asked.say("plan_new")}</h3><p>{asked.say("frame_no_roles")}</p>'
            f"</section>"
        )
    title = asked.say("plan_change" if form.plan else "plan_new")
    cancel = (
        f'<button type="button" data-plan-part="plan" data-k="cancel">{asked.say("frame_cancel")}</button>'
        if form.plan or asked.text("plan")
        else ""
    )
    return (
        f'<section class="plan-form" aria-labelledby="form-head"><h3 id="form-head">{title}</h3>'
        f'<form data-plan-form="make"><input type="hidden" name="changes" value="{escape(form.plan)}">'
        f'<input type="hidden" name="timezone" value="{escape(form.timezone)}">'
        f"{_roles(form, roles, today, asked)}{_time(form, asked)}{_more(form, today, asked)}"
        f'<p class="row"><button type="submit" class="main" data-k="make">'
        f"{asked.say('plan_remake' if form.plan else 'plan_make')}</button>{cancel}</p></form></section>"
    )


def _roles(form: Form, roles: Sequence[Role], today: date, asked: Asked) -> str:
    names = {role.id: role.name for role in roles}
    rows = "".join(
        _role(role, names.get(role, role), day, today, asked) for role, day in zip(form.roles, form.days, strict=True)
    )
    rest = {"": asked.say("plan_add_choose")} | {i: name for i, name in names.items() if i not in form.roles}
    adding = (
        f'<div class="row add-role"><label class="field"><span>{asked.say("plan_add_role")}</span>'
        f'<select name="add" data-k="add">{options(rest, "")}</select></label>'
        f'<button type="button" data-plan-add data-k="add-role">{asked.say("plan_add")}</button></div>'
    )
    listed = f'<ul class="plain form-roles">{rows}</ul>' if rows else ""
    return f"<fieldset><legend>{asked.say('plan_roles')}</legend>{listed}{adding}</fieldset>"


def _role(role: str, name: str, day: str, today: date, asked: Asked) -> str:
    label = escape(asked.say("plan_interview_of", name=name))
    return (
        f'<li><input type="hidden" name="roles" value="{escape(role)}"><span dir="auto">{escape(name)}</span>'
        f'<label><span>{asked.say("plan_interview_on")}</span><input type="date" name="days" required '
        f'min="{today.isoformat()}" max="{(today + timedelta(days=730)).isoformat()}" value="{escape(day)}" '
        f'aria-label="{label}" data-draft="plan-form/day/{escape(role)}" data-k="day-{escape(role)}"></label>'
        f'<button type="button" data-plan-take="{escape(role)}" data-k="take-{escape(role)}" '
        f'aria-label="{escape(asked.say("plan_take", name=name))}">×</button></li>'
    )


def _time(form: Form, asked: Asked) -> str:
    week = "" if form.by_weekday else " checked"
    each = " checked" if form.by_weekday else ""
    days = "".join(
        f'<label><span>{weekday(n, asked.language)}</span><input name="hours_{day}" inputmode="decimal" maxlength="5" '
        f'value="{escape(form.hours[n])}" data-draft="plan-form/hours_{day}" data-k="hours-{day}"></label>'
        for n, day in enumerate(WEEKDAYS)
    )
    return (
        f"<fieldset><legend>{asked.say('plan_time')}</legend>"
        f'<p class="row"><label class="choice"><input type="radio" name="spread" value="week"{week} '
        f'data-draft="plan-form/spread/week" data-k="spread-week"> {asked.say("plan_week_hours")}</label>'
        f'<input name="week" inputmode="decimal" maxlength="5" size="4" value="{escape(form.week or "8")}" '
        f'aria-label="{asked.say("plan_week_hours")}" data-draft="plan-form/week" data-k="week"></p>'
        f'<p class="row"><label class="choice"><input type="radio" name="spread" value="weekday"{each} '
        f'data-draft="plan-form/spread/weekday" data-k="spread-weekday"> {asked.say("plan_weekday_hours")}</label></p>'
        f'<div class="weekday-hours" role="group" aria-label="{asked.say("plan_weekday_hours")}">{days}</div>'
        f"</fieldset>"
    )


def _more(form: Form, today: date, asked: Asked) -> str:
    off = "".join(
        f'<label class="tick"><input type="checkbox" name="off" value="{day}"{" checked" if day in form.off else ""} '
        f'data-draft="plan-form/off/{day}" data-k="off-{day}"> {weekday(n, asked.language)}</label>'
        for n, day in enumerate(WEEKDAYS)
    )
    levels = {level: asked.say(f"plan_level_{level or 'none'}") for level in _LEVELS}
    return (
        f'<fieldset><legend>{asked.say("plan_days_off")}</legend><div class="ticks">{off}</div>'
        f'<label class="field"><span>{asked.say("plan_dates_off")}</span><input name="dates_off" maxlength="2000" '
        f'value="{escape(form.dates_off)}" placeholder="{(today + timedelta(days=3)).isoformat()}" '
        f'data-draft="plan-form/dates_off" data-k="dates-off"></label></fieldset>'
        f'<div class="row fields"><label class="field"><span>{asked.say("plan_start")}</span><input type="date" '
        f'name="start" value="{escape(form.start or today.isoformat())}" data-draft="plan-form/start" data-k="start">'
        f'</label><label class="field"><span>{asked.say("plan_at")}</span><input type="time" name="at" '
        f'value="{escape(form.at or "18:00")}" data-draft="plan-form/at" data-k="at"></label>'
        f'<label class="field"><span>{asked.say("plan_level")}</span><select name="level" '
        f'data-draft="plan-form/level" data-k="form-level">{options(levels, form.level)}</select></label></div>'
    )


def _number(words: str) -> str:
    """A number as people write it, with a decimal point. Raises UsageError for what is none."""
    plain = words.strip().replace(",", ".")
    try:
        float(plain)
    except ValueError:
        raise UsageError(f"the hours {words!r} are no number; write them as 8 or 1.5") from None
    return plain
