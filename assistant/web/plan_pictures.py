"""Pictures of a plan: a bar for each day up to the interviews, and the hours for each topic. Each has a table too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from assistant.web.days import day_text, length_text
from assistant.web.frame import Asked, behind, table

if TYPE_CHECKING:
    from assistant.preparation import Item, Plan

# What a session's colour stands for; sessions of kinds that are rare or small share one.
FAMILIES = {
    "study": "study",
    "practice": "practice",
    "mock": "practice",
    "review": "review",
    "story": "story",
    "formal": "story",
    "company": "story",
    "cheat-sheet": "story",
}
_HEIGHT, _WIDTH, _FOOT, _LEFT = 110, 760, 26, 34
_MOST_DAYS = 200
_TOPICS = 12


def timeline_html(plan: Plan, today: date, names: Mapping[str, str | None], asked: Asked) -> str:
    """The days from the first session on: how long each is, of what, what is done; with a table of the same."""
    days = _days(plan)
    if not days:
        return ""
    by_day = {day: [item for item in plan.items if item.date == day] for day in days}
    interviews = {day: names.get(role) or role for role, day in plan.wish.interviews}
    label = asked.say("plan_timeline_label", n=len(days), end=day_text(plan.last_day, asked.language))
    bars = "".join(_bars(by_day, days, interviews, today, asked))
    picture = (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img" aria-label="{escape(label)}" '
        f'preserveAspectRatio="none">{_scale(by_day, asked)}{bars}</svg>'
    )
    legend = "".join(
        f'<li><span class="swatch f-{family}"></span>{asked.say(f"plan_family_{family}")}</li>'
        for family in dict.fromkeys(FAMILIES.values())
    )
    extra = (
        f'<li><span class="swatch f-done">✓</span>{asked.say("plan_done")}</li>'
        f'<li><span class="swatch f-day">▼</span>{asked.say("plan_interview")}</li>'
    )
    return (
        f'<figure class="picture"><figcaption>{asked.say("plan_timeline")}</figcaption>'
        f'<div class="wide-picture" tabindex="0" role="group" aria-label="{asked.say("plan_timeline")}">{picture}</div>'
        f'<ul class="legend">{legend}{extra}</ul>'
        f"{behind(asked.say('frame_table'), _day_table(by_day, interviews, asked))}</figure>"
    )


def _days(plan: Plan) -> list[date]:
    if not plan.items:
        return []
    first = min(item.date for item in plan.items)
    length = (plan.last_day - first).days + 1
    return [first + timedelta(days=n) for n in range(max(0, min(length, _MOST_DAYS)))]


def _most(by_day: Mapping[date, Sequence[Item]]) -> int:
    """The scale's end: the longest day in whole hours."""
    longest = max((sum(item.minutes for item in items) for items in by_day.values()), default=0)
    return max(60, -(-longest // 60) * 60)


def _scale(by_day: Mapping[date, Sequence[Item]], asked: Asked) -> str:
    most = _most(by_day)
    return "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
        f'<text x="{_LEFT - 5}" y="{y + 4:.1f}" class="tick-label end">'
        f"{escape(length_text(minutes, asked.language))}</text>"
        for minutes in (0, most // 2, most)
        if (y := _HEIGHT - (_HEIGHT - 14) * minutes / most) is not None
    )


def _bars(
    by_day: Mapping[date, Sequence[Item]],
    days: Sequence[date],
    interviews: Mapping[date, str],
    today: date,
    asked: Asked,
) -> list[str]:
    step = (_WIDTH - _LEFT) / len(days)
    most, every = _most(by_day), max(1, -(-len(days) // 10))
    out = []
    for n, day in enumerate(days):
        x, y = _LEFT + n * step, float(_HEIGHT)
        for item in by_day[day]:
            height = (_HEIGHT - 14) * item.minutes / most
            y -= height
            out.append(_bar(item, x, y, step, height))
        if day == today:
            out.append(f'<rect x="{x:.1f}" y="12" width="{step:.1f}" height="{_HEIGHT - 12}" class="today"/>')
        if day in interviews:
            out.append(
                f'<text x="{x + step / 2:.1f}" y="11" class="flag"><title>{escape(interviews[day])}</title>▼</text>'
            )
        if n % every == 0:
            out.append(f'<text x="{x:.1f}" y="{_HEIGHT + 16}" class="tick-label">{escape(_short(day, asked))}</text>')
    return out


def _bar(item: Item, x: float, y: float, step: float, height: float) -> str:
    width, gap = min(step * 0.8, 34.0), 0.0
    gap = (step - width) / 2
    done = f'<text x="{x + step / 2:.1f}" y="{y + height / 2 + 3:.1f}" class="bar-tick">✓</text>'
    return (
        f'<rect x="{x + gap:.1f}" y="{y + 0.5:.1f}" width="{width:.1f}" height="{max(1.0, height - 1):.1f}" rx="1.5" '
        f'class="f-{FAMILIES[item.kind]} {item.state}"><title>{escape(item.what)}</title></rect>'
        + (done if item.state == "done" and step > 9 and height > 9 else "")
    )


def _short(day: date, asked: Asked) -> str:
    return f"{day.month}/{day.day}" if asked.language == "zh" else f"{day.day} {asked.say(f'days_month_{day.month}')}"


def _day_table(by_day: Mapping[date, Sequence[Item]], interviews: Mapping[date, str], asked: Asked) -> str:
    rows = [
        [
            escape(day_text(day, asked.language)),
            length_text(sum(i.minutes for i in items), asked.language) if items else "–",
            escape("; ".join([*(i.what for i in items), *filter(None, [_interview(day, interviews, asked)])])),
            f"{sum(i.state == 'done' for i in items)}/{len(items)}" if items else "",
        ]
        for day, items in by_day.items()
    ]
    return table(
        [asked.say(f"plan_table_{key}") for key in ("day", "time", "what", "done")], rows, asked.say("plan_timeline")
    )


def _interview(day: date, interviews: Mapping[date, str], asked: Asked) -> str:
    return f"{asked.say('plan_interview')}: {interviews[day]}" if day in interviews else ""


def hours_html(hours: Sequence[tuple[str, int]], asked: Asked) -> str:
    """A bar of the time for each topic, which says its figure beside it: it needs no table."""
    if not hours:
        return ""
    most = hours[0][1]

    def rows(some: Sequence[tuple[str, int]]) -> str:
        return "".join(
            f'<li><span class="name" dir="auto">{escape(name)}</span><span class="bar" aria-hidden="true">'
            f'<span style="width:{100 * minutes / most:.1f}%"></span></span>'
            f'<span class="value">{length_text(minutes, asked.language)}</span></li>'
            for name, minutes in some
        )

    rest = hours[_TOPICS:]
    more = behind(asked.say("plan_more_topics", n=len(rest)), f'<ul class="bars">{rows(rest)}</ul>') if rest else ""
    return (
        f'<figure class="picture"><figcaption>{asked.say("plan_hours")}</figcaption>'
        f'<ul class="bars">{rows(hours[:_TOPICS])}</ul>{more}</figure>'
    )
