"""Progress in pictures, each with its table: scores over time, by stage and topic, recall, must-haves, sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assistant.web.days import day_text
from assistant.web.frame import Asked, behind, table
from assistant.web.interview_start import history_html
from assistant.web.lines import Line, lines_html

if TYPE_CHECKING:
    from assistant.training import Progress, Scored

_TOPICS = 14
_SITTINGS = 10


def progress_html(found: Progress, roles: Mapping[str, str], topics: Mapping[str, str], asked: Asked) -> str:
    """The whole part. `roles` and `topics` are names by id."""
    if not found.scores and not found.sittings:
        return (
            f'<section class="nothing-here"><h3>{asked.say("review_no_progress")}</h3><p>'
            f"{asked.say('review_no_progress_why')}</p>"
            f'<p class="row"><button type="button" class="main" data-go="interview" data-k="to-interview">'
            f"{asked.say('review_to_interview')}</button></p></section>"
        )
    return (
        f"{_figures(found, asked)}{_rounds(found, asked)}{_scores(found, asked)}"
        f"{_coverage(found, roles, asked)}{_heat(found, topics, asked)}"
        f"{_recall(found, asked)}{_sittings(found, asked)}"
    )


def _figures(found: Progress, asked: Asked) -> str:
    figures = [("answers", len(found.scores)), ("cards", found.cards), ("streak", found.streak)]
    boxes = "".join(f"<li>{asked.say(f'review_figure_{key}')} <strong>{n}</strong></li>" for key, n in figures)
    return f'<ul class="plain figures">{boxes}</ul>'


def _stage(stage: str, asked: Asked) -> str:
    return asked.say(f"interview_stage_{stage}")


def _rounds(found: Progress, asked: Asked) -> str:
    rows = "".join(
        f'<li><span class="name">{_stage(stage, asked)}</span><span class="bar" aria-hidden="true">'
        f'<span style="width:{mean:.0f}%"></span></span><span class="value">{mean:.0f} '
        f'<span class="soft">({n})</span></span></li>'
        for stage, mean, n in found.by_stage
    )
    if not rows:
        return ""
    return (
        f'<figure class="picture"><figcaption>{asked.say("review_by_round")}</figcaption>'
        f'<p class="soft">{asked.say("review_by_round_why")}</p><ul class="bars">{rows}</ul></figure>'
    )


def _scores(found: Progress, asked: Asked) -> str:
    """A line for all answers and one for each stage: the mean score of each day, from the second day on."""
    if len({date.fromtimestamp(one.at) for one in found.scores}) < 2:
        return ""
    by_stage: dict[str, list[Scored]] = defaultdict(list)
    for one in found.scores:
        by_stage[one.stage].append(one)
    series = [Line(asked.say("review_all_stages"), _daily(found.scores))]
    series += [Line(_stage(stage, asked), _daily(some)) for stage, some in sorted(by_stage.items())]
    rows = [
        [escape(day_text(day, asked.language)), *(_cell(line, day) for line in series)]
        for day in sorted({day for line in series for day, _ in line.points})
    ]
    head = [asked.say("plan_table_day"), *(escape(line.name) for line in series)]
    title = asked.say("review_scores")
    return (
        f'<figure class="picture"><figcaption>{title}</figcaption>{lines_html(series, title, asked)}'
        f"{behind(asked.say('frame_table'), table(head, rows, title))}</figure>"
    )


def _daily(scores: Sequence[Scored]) -> tuple[tuple[date, float], ...]:
    days: dict[date, list[int]] = defaultdict(list)
    for one in scores:
        days[date.fromtimestamp(one.at)].append(one.score)
    return tuple((day, sum(some) / len(some)) for day, some in sorted(days.items()))


def _cell(line: Line, day: date) -> str:
    return next((f"{value:.0f}" for at, value in line.points if at == day), "–")


def _coverage(found: Progress, roles: Mapping[str, str], asked: Asked) -> str:
    if not found.coverage:
        return ""
    rows = "".join(
        f'<li><span class="name" dir="auto">{escape(roles.get(role, role))}</span><span class="bar" aria-hidden="true">'
        f'<span style="width:{100 * done / every if every else 0:.0f}%"></span></span>'
        f'<span class="value">{asked.say("plan_of", n=done, all=every)}</span></li>'
        for role, done, every in found.coverage
    )
    return (
        f'<figure class="picture"><figcaption>{asked.say("review_coverage")}</figcaption>'
        f'<p class="soft">{asked.say("review_coverage_why")}</p><ul class="bars">{rows}</ul></figure>'
    )


def _heat(found: Progress, topics: Mapping[str, str], asked: Asked) -> str:
    """Topics by stages, the weakest first; the figure stands in each cell, so the map is its own table."""
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in found.scores:
        cells[one.topic, one.stage].append(one.score)
    stages = [stage for stage, _, _ in found.by_stage]
    rows = [
        [
            escape(topics.get(topic, topic.replace("-", " "))),
            *(_warm(cells.get((topic, stage), [])) for stage in stages),
            f"<strong>{mean:.0f}</strong> <span class=soft>({n})</span>",
        ]
        for topic, mean, n in found.by_topic
    ]
    if not rows:
        return ""
    head = [asked.say("plan_topics_topic"), *(_stage(stage, asked) for stage in stages), asked.say("review_all_stages")]
    title = asked.say("review_heat")
    rest = (
        behind(asked.say("plan_more_topics", n=len(rows) - _TOPICS), table(head, rows[_TOPICS:], title))
        if rows[_TOPICS:]
        else ""
    )
    return (
        f'<figure class="picture heat"><figcaption>{title}</figcaption><p class="soft">'
        f"{asked.say('review_heat_why')}</p>"
        f"{table(head, rows[:_TOPICS], title)}{rest}</figure>"
    )


def _warm(scores: Sequence[int]) -> str:
    if not scores:
        return "<span class=soft>–</span>"
    mean = sum(scores[-5:]) / len(scores[-5:])
    look = "met" if mean >= 70 else "partly" if mean >= 40 else "missing"
    return f'<span class="warm v-{look}">{mean:.0f}</span>'


def _recall(found: Progress, asked: Asked) -> str:
    if len(found.recall) < 2:
        return ""
    points = tuple((date.fromisoformat(day), 100 * share) for day, share in found.recall)
    title = asked.say("review_recall_line")
    rows = [[escape(day_text(day, asked.language)), f"{value:.0f} %"] for day, value in points]
    head = [asked.say("plan_table_day"), asked.say("review_recall_short")]
    return (
        f'<figure class="picture"><figcaption>{title}</figcaption><p class="soft">{asked.say("review_recall_why")}</p>'
        f"{lines_html([Line(title, points)], title, asked)}"
        f"{behind(asked.say('frame_table'), table(head, rows, title))}</figure>"
    )


def _sittings(found: Progress, asked: Asked) -> str:
    if not found.sittings:
        return ""
    rest = found.sittings[_SITTINGS:]
    more = behind(asked.say("interview_older", n=len(rest)), history_html(rest, asked)) if rest else ""
    return (
        f"<section><h4>{asked.say('review_sessions')}</h4>{history_html(found.sittings[:_SITTINGS], asked)}"
        f"{more}</section>"
    )
