"""Roles by the day on which their applications close."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import abstain
from assistant.answer.dates import Day, dates
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold
from assistant.answer.targets import Library, about, stating, targets
from assistant.domain import Answer, Fact, Role
from assistant.retrieve.language import pattern
from assistant.retrieve.query import Query

_SHOWN = 20
_Dated = tuple[str, Role, Fact]


def wants_closing(query: Query) -> bool:
    """Whether roles are to be ordered or chosen by their deadlines."""
    return "deadline" in query.asks and bool(_day(query) or pattern("soonest").search(query.question))


def by_closing(query: Query, library: Library) -> Answer:
    """The roles in the order of their deadlines; with a date in the question, those that fit it."""
    roles = targets(query, library)
    asked_of = roles or stating("deadline", query, library)
    dated = sorted((item for role in asked_of for item in _dated(role)), key=lambda item: (item[0], item[1].name))
    day = _day(query)
    if day:
        dated = [item for item in dated if _fits(item[0], day, query.question)]
    else:
        kept = {role.id for role in about(query, asked_of, library)}
        dated = [item for item in dated if item[1].id in kept]
    if not dated:
        return abstain.not_stated(query, ["deadline"], roles)
    if pattern("latest").search(query.question):
        dated.reverse()
    draft = Draft(library.posting_text)
    draft.say("By the day on which applications close:\n")
    for number, (date, role, fact) in enumerate(dated[:_SHOWN], 1):
        draft.say(f"{number}. {bold(role)}, {date}: {draft.quote(role, fact.span)}")
    return draft.answer(query.question)


def _day(query: Query) -> Day | None:
    return next(iter(dates(query.question)[0]), None)


def _dated(role: Role) -> Sequence[_Dated]:
    """The role with its first deadline that is a date."""
    return [(fact.date, role, fact) for fact in role.stated("deadline") if fact.date][:1]


def _fits(date: str, day: Day, question: str) -> bool:
    year, month, number = (int(part) for part in date.split("-"))
    asked = (day.year or year, day.month, day.day or 0)
    if pattern("until").search(question):
        return (year, month, number) <= asked if day.day else (year, month) < asked[:2]
    if pattern("from").search(question):
        return (year, month, number) >= asked if day.day else (year, month) > asked[:2]
    return asked[:2] == (year, month) and day.day in (None, number)
