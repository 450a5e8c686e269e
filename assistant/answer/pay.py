"""Roles by what they pay: the highest, the lowest, those above or below a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold, plain
from assistant.answer.stated import said_to_candidates, stated
from assistant.answer.targets import Library, about, stating, targets
from assistant.domain import Answer, Fact, Role, Span
from assistant.reading import money
from assistant.retrieve.query import Query

_SHOWN = 20
# Working hours, days, … of a year, to set pay of different periods side by side.
_A_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
_ABOVE = re.compile(r"(?:\b(?:more\s+than|over|above|at\s+least|exceed\w*|upwards\s+of|minimum\s+of)|>=?|≥)\s*", re.I)
_BELOW = re.compile(r"(?:\b(?:less\s+than|under|below|at\s+most|no\s+more\s+than)|<=?|≤)\s*", re.I)
_BARE = re.compile(r"(\d[\d.,]*)\s?(k)?\b", re.IGNORECASE)
_Rated = tuple[float, Role, Fact, money.Pay]


def figures_of(fact: Fact, text: str) -> money.Pay | None:
    """The figures of a pay statement."""
    return money.pay(text, list(money.amounts(text, fact.span)))


def about_as_much(sum_: float) -> float:
    """A sum to three figures: "$419.8K" says no more than "$419,750", and the one that is stated first goes first."""
    return float(f"{sum_:.3g}")


def side_of(question: str) -> bool | None:
    """Whether the question asks for more than a number (True), for less (False), or neither."""
    if _ABOVE.search(question):
        return True
    return False if _BELOW.search(question) else None


def bound(query: Query) -> tuple[bool, float, str | None] | None:
    """The sum that the question compares with: whether more than it is asked for, its value, its currency if said."""
    for pattern, above in ((_ABOVE, True), (_BELOW, False)):
        match = pattern.search(query.question)
        if match is None:
            continue
        rest = query.question[match.end() :]
        found = next(iter(money.amounts(rest, Span(0, len(rest)))), None)
        if found:
            return above, found.value, found.currency
        bare = _BARE.match(rest)
        if bare:
            digits = float(re.sub(r"\D", "", bare.group(1)) or 0)
            return above, digits * (1000 if bare.group(2) else 1), None
    return None


def by_pay(query: Query, library: Library) -> Answer:
    """The roles in the order of their stated pay; with a bound, those of them that lie above or below it."""
    limit = bound(query)
    roles = targets(query, library)
    rated = _rated(query, roles or about(query, stating("salary", query, library), library), library)
    if not rated:
        return abstain.not_stated(query, ["salary"], roles)
    count = len(rated)
    if limit:
        rated = [item for item in rated if _fits(item, limit)]
        if not rated:
            return abstain.nothing_found(query, [], roles)
    draft = Draft(library.posting_text)
    draft.say(_introduction(query, limit, len(rated), count))
    for number, (_, role, fact, _pay) in enumerate(rated[:_SHOWN], 1):
        draft.say(f"{number}. {bold(role)}, {plain(fact.value)}: {draft.quote(role, fact.span)}")
    return draft.answer(query.question)


def _introduction(query: Query, limit: tuple[bool, float, str | None] | None, fitting: int, count: int) -> str:
    if limit is None and count == 1:
        return "1 saved role states its pay:\n"
    if limit is None:
        return f"By {query.extreme} pay, of the {count} saved roles that state it:\n"
    side = "more" if limit[0] else "less"
    where = "at the top of the range" if limit[0] else "at the bottom of the range"
    sum_ = f"{limit[2] + ' ' if limit[2] else ''}{limit[1]:,.0f}"
    return f"{fitting} of the {count} saved roles that state their pay offer {side} than {sum_} {where}:\n"


def _fits(item: _Rated, limit: tuple[bool, float, str | None]) -> bool:
    above, value, currency = limit
    _, _, _, pay = item
    if currency and pay.currency != currency:
        return False
    factor = _A_YEAR.get(pay.period or "year", 1) if value >= 1000 else 1
    return pay.high * factor > value if above else (pay.low or pay.high) * factor < value


def _rated(query: Query, roles: Sequence[Role], library: Library) -> list[_Rated]:
    """Each role with its best (or lowest) pay a year, in that order."""
    lowest = query.extreme == "minimum"
    found: list[_Rated] = []
    for role in roles:
        text = library.posting_text(role.posting_id)
        own: list[_Rated] = []
        for fact in said_to_candidates(stated(role, "salary"), text):
            pay = figures_of(fact, text)
            if pay:
                sum_ = (pay.low or pay.high) if lowest else pay.high
                own.append((sum_ * _A_YEAR.get(pay.period or "year", 1), role, fact, pay))
        if own:
            found.append((min if lowest else max)(own, key=lambda item: about_as_much(item[0])))
    return sorted(found, key=lambda item: item[0], reverse=not lowest)
