"""Roles by the years of experience that they ask for."""

from __future__ import annotations

import re

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.pay import side_of
from assistant.answer.phrases import bold
from assistant.answer.stated import said_to_candidates
from assistant.answer.targets import Library, about, stating, targets
from assistant.domain import Answer, Role, Span
from assistant.knowledge import load
from assistant.retrieve.query import Query

_SHOWN = 20
_YEARS = re.compile(
    r"(\d{1,2})\s*\+?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?(?:or\s+more\s+)?(?:years?|yrs?|años|anos|jahre|ans|年)", re.I
)
_ASKED = re.compile(r"\b(\d{1,2}|[a-z]+)\s*\+?\s*(?:years?|yrs?)\b", re.I)
# "with four years", "I have 4 years": what the asker has, and so the most that a role may ask for.
_OWN = re.compile(
    r"\b(?:with(?:\s+(?:only|just|my))?|i(?:[’']ve|\s+have)(?:\s+(?:only|just|got))?)\s+(?:\w+\s+)?$", re.I
)


def wants_years(query: Query) -> bool:
    """Whether the roles are to be ordered or chosen by years of experience."""
    return "years" in query.asks and (query.extreme is not None or _bound(query.question) is not None)


def _bound(question: str) -> tuple[int, bool] | None:
    """The years that a question names, and whether roles below that are wanted."""
    numbers = load("support")["numbers"]
    for found in _ASKED.finditer(question):
        said = found.group(1).casefold()
        if said.isdigit() or said in numbers:
            below = side_of(question) is False or bool(_OWN.search(question[: found.start()]))
            return int(numbers.get(said, said)), below
    return None


def by_years(query: Query, library: Library) -> Answer:
    """The roles in the order of the years they ask for; with a number in the question, those on its side of it."""
    roles = targets(query, library)
    rated = [
        item
        for role in roles or about(query, stating("years", query, library), library)
        for item in _rated(role, library)
    ]
    asked = _bound(query.question)
    if asked:
        limit, below = asked
        rated = [r for r in rated if (r[0] <= limit if below else r[0] >= limit)]
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
    for fact in said_to_candidates(role.stated("years"), text):
        match = _YEARS.search(fact.span.of(text))
        if match:
            return [(int(match.group(1)), role, fact.span)]
    return []
