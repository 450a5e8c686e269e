"""The review of today: one card at a time, what is due when, and what will be recalled on the day of the interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assistant.web.days import day_text, left_text
from assistant.web.facts import clip
from assistant.web.frame import Asked, behind, options, table
from assistant.web.interview_feedback import feedback_html, sample_html

if TYPE_CHECKING:
    from assistant.training import Card, Feedback, Question, Queue

GRADES = (("1", "again"), ("2", "hard"), ("3", "good"), ("4", "easy"))
_DAYS = 60


def cards_html(
    queue: Queue,
    today: date,
    dates: Mapping[str, date],
    roles: Mapping[str, str],
    only: str,
    upcoming: Sequence[tuple[date, int]],
    topics: Mapping[str, str],
    asked: Asked,
) -> str:
    """The whole part. `roles` are the names of those that have cards or a date."""
    if not queue.total and not only:
        return (
            f'<section class="nothing-here"><h3>{asked.say("review_empty")}</h3><p>{asked.say("review_empty_why")}</p>'
            f'<p class="row"><button type="button" class="main" data-go="interview" data-k="to-interview">'
            f"{asked.say('review_to_interview')}</button></p></section>"
        )
    card = _card(queue.cards[0], topics, asked) if queue.cards else _nothing_due(upcoming, today, asked)
    return (
        f"{_state(queue, asked)}{_choice(roles, only, asked)}{card}"
        f"{behind(asked.say('review_when'), _when(queue, today, upcoming, asked), 'when')}"
        f"{behind(asked.say('review_dates'), _dates(dates, roles, today, asked), 'dates')}"
    )


def _state(queue: Queue, asked: Asked) -> str:
    due = asked.say("review_due", n=len(queue.cards), all=queue.total)
    waiting = f" · {asked.say('review_waiting', n=queue.waiting)}" if queue.waiting else ""
    recall = asked.say("review_undated")
    if queue.recall_then is not None and queue.with_today is not None:
        recall = asked.say("review_recall", now=_percent(queue.recall_then), then=_percent(queue.with_today))
    return f'<p class="figure">{due}<span class="soft">{waiting}</span></p><p>{recall}</p>'


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _choice(roles: Mapping[str, str], only: str, asked: Asked) -> str:
    if len(roles) < 2 and not only:
        return ""
    listed = options({"": asked.say("review_all_roles"), **roles}, only)
    return (
        f'<label class="field role-choice"><span>{asked.say("frame_role")}</span><select data-only '
        f'data-k="only">{listed}</select></label>'
    )


def _about(question: Question, topics: Mapping[str, str], asked: Asked) -> str:
    topic = escape(topics.get(question.topic, question.topic.replace("-", " ")))
    return f"{asked.say(f'interview_stage_{question.stage.value}')} · {topic}"


def _card(card: Card, topics: Mapping[str, str], asked: Asked) -> str:
    question = card.question
    interview = (
        f" · {asked.say('review_for', day=day_text(date.fromisoformat(card.interview), asked.language))}"
        if card.interview
        else ""
    )
    seen = asked.say("review_seen", n=card.reviews)
    grades = "".join(
        f'<button type="button" data-grade="{n}" data-k="grade-{n}"><kbd aria-hidden="true">{n}</kbd> '
        f"{asked.say(f'review_{name}')}"
        f'<span class="soft">{asked.say(f"review_{name}_what")}</span></button>'
        for n, name in GRADES
    )
    typed = (
        f'<form data-review-form="answer"><label class="field"><span>{asked.say("interview_answer")}</span>'
        f'<textarea name="text" rows="6" maxlength="50000" data-draft="card/{escape(card.key)}" data-k="card-text">'
        f"</textarea>"
        f'</label><p class="row"><button type="submit" data-k="card-answer">{asked.say("review_judge")}</button>'
        f"</p></form>"
    )
    return (
        f'<section class="panel-box card-box" data-card="{escape(card.key)}"><p class="soft">'
        f"{_about(question, topics, asked)} · {seen}{interview}</p>"
        f'<h3 class="asked" tabindex="-1" data-land dir="auto">{escape(question.asked)}</h3>'
        f'<div class="before-answer"><p class="row"><button type="button" class="main" data-show-answer '
        f'data-k="show-answer" '
        f'aria-expanded="false">{asked.say("review_show")}</button> <span class="soft">{asked.say("review_keys")}'
        f"</span></p>"
        f"{behind(asked.say('review_type'), typed, 'typed')}</div>"
        f'<div class="card-answer" hidden tabindex="-1">{sample_html(question, asked)}<p>{asked.say("review_how")}</p>'
        f'<div class="grades" role="group" aria-label="{asked.say("review_how")}">{grades}</div></div></section>'
    )


def answered_html(question: Question, given: Feedback, text: str, topics: Mapping[str, str], asked: Asked) -> str:
    """The feedback to a typed answer, in the card's place."""
    return (
        f'<section class="panel-box"><p class="soft">{_about(question, topics, asked)}</p>'
        f'<h3 class="asked" dir="auto">{escape(question.asked)}</h3></section>'
        f"{feedback_html(given, text, topics, asked)}{sample_html(question, asked)}"
        f'<p class="row"><button type="button" class="main" data-review-part="cards" data-k="next-card">'
        f"{asked.say('review_next')}</button></p>"
    )


def _nothing_due(upcoming: Sequence[tuple[date, int]], today: date, asked: Asked) -> str:
    ahead = next((day for day, _ in upcoming if day > today), None)
    when = f"<p>{asked.say('review_next_due', day=day_text(ahead, asked.language))}</p>" if ahead else ""
    return (
        f'<section class="callout read-first"><h3 tabindex="-1" data-land>{asked.say("review_done")}</h3>{when}'
        f"</section>"
    )


def _when(queue: Queue, today: date, upcoming: Sequence[tuple[date, int]], asked: Asked) -> str:
    rest = "".join(f'<li dir="auto">{escape(clip(c.question.asked, 140))}</li>' for c in queue.cards)
    listed = f"<h4>{asked.say('review_today')}</h4><ol>{rest}</ol>" if rest else ""
    late = sum(n for day, n in upcoming if day <= today)
    rows = [[escape(asked.say("review_by_today")), str(late)]] if late else []
    rows += [
        [
            f"{escape(day_text(day, asked.language))} <span class=soft>"
            f"{left_text((day - today).days, asked.language)}</span>",
            str(n),
        ]
        for day, n in upcoming
        if day > today
    ][:_DAYS]
    head = [asked.say("review_when_day"), asked.say("review_when_cards")]
    return (
        f"{listed}<h4>{asked.say('review_ahead')}</h4><p class=soft>{asked.say('review_ahead_why')}</p>"
        f"{table(head, rows, asked.say('review_ahead'))}"
    )


def _dates(dates: Mapping[str, date], roles: Mapping[str, str], today: date, asked: Asked) -> str:
    rows = "".join(
        f'<li><form data-review-form="date" class="row"><input type="hidden" name="role" value="{escape(role)}">'
        f'<span class="grow" dir="auto">{escape(name)}</span><input type="date" name="day" min="{today.isoformat()}" '
        f'value="{dates[role].isoformat() if role in dates else ""}" data-k="date-{escape(role)}" '
        f'aria-label="{escape(asked.say("plan_interview_of", name=name))}">'
        f'<button type="submit" data-k="date-save-{escape(role)}">{asked.say("review_date_save")}</button></form></li>'
        for role, name in roles.items()
    )
    return f'<p class="soft">{asked.say("review_dates_why")}</p><ul class="plain">{rows}</ul>'
