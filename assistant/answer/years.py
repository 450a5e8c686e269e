"""Roles by the years of experience that they ask for."""

from __future__ import annotations

import re

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.pay import side_of
from assistant.answer.phrases import bold
from assistant.answer.targets import Library, stating, targets
from assistant.domain import Answer, Role, Span
from assistant.retrieve.query import Query

_SHOWN = 20
_YEARS = re.compile(
    r"(\d{1,2})\s*\+?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?(?:or\s+more\s+)?(?:years?|yrs?|años|anos|jahre|ans|年)", re.I
)
_ASKED = re.compile(r"(\d{1,2})\s*\+?\s*(?:years?|yrs?)", re.I)


def wants_years(query: Query) -> bool:
    """Whether the roles are to be ordered or chosen by years of experience."""
    return "years" in query.asks and (query.extreme is not None or bool(_ASKED.search(query.question)))


def by_years(query: Query, library: Library) -> Answer:
    """The roles in the order of the years they ask for; with a number in the question, those on its side of it."""
    roles = targets(query, library)
    rated = [item for role in roles or stating("years", query, library) for item in _rated(role, library)]
    asked = _ASKED.search(query.question)
    if asked:
        above = side_of(query.question)
        limit = int(asked.group(1))
        rated = [r for r in rated if (r[0] <= limit if above is False else r[0] >= limit)]
    if not rated:
        return abstain.not_stated(query, ["years"], roles)
    rated.sort(key=lambda item: item[0], reverse=query.extreme != "minimum")
    draft = Draft(library.posting_text)
    draft.say("By the years of experience that they ask for:\n")
    for number, (_, role, span) in enumerate(rated[:_SHOWN], 1):
        draft.say(f"{number}. {bold(role)}: {draft.quote(role, span)}")
    return draft.answer(query.question)


def _rated(role: Role, library: Library) -> list[tuple[int, Role, Span]]:
    """The role with the fewest years that it asks for at first mention, if it gives them in digits."""
    text = library.posting_text(role.posting_id)
    for fact in role.stated("years"):
        match = _YEARS.search(fact.span.of(text))
        if match:
            return [(int(match.group(1)), role, fact.span)]
    return []
