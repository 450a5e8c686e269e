"""Answers across roles: which of them state or mention something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold, listed, name_of, plain
from assistant.answer.targets import MOST_ROLES, Library, statements, stating, targets
from assistant.domain import Answer, Role, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading import money
from assistant.reading.process import remarks
from assistant.reading.sentences import sentences
from assistant.retrieve.language import TOKEN, ask_patterns, content_words
from assistant.retrieve.query import Query

_SHOWN = 20


def answer_list(query: Query, library: Library) -> Answer:
    """The roles that state what is asked or mention the subject, each with the words that show it."""
    if query.asks and query.asks[0] == "salary" and query.extreme:
        return _by_pay(query, library)
    facts = [ask for ask in query.asks if not ask.startswith("section:")]
    found = _stating(query, facts, library) if facts else _mentioning(query, library)
    if not found:
        looked = targets(query, library)
        missing = _wanted(query)
        return (
            abstain.not_stated(query, facts, looked)
            if facts and not missing
            else abstain.nothing_found(query, missing, looked)
        )
    draft = Draft(library.posting_text)
    what = f"state {name_of(facts[0])}" if facts else f"mention {listed([f'“{plain(w)}”' for w in query.subject])}"
    if len(found) == 1:
        what = what.replace("state ", "states ").replace("mention ", "mentions ")
    draft.say(f"{len(found)} saved {'role' if len(found) == 1 else 'roles'} {what}:\n")
    for role, spans in found[:_SHOWN]:
        draft.say(f"- {bold(role)}: " + "; ".join(draft.quote(role, span) for span in spans[:3]))
    if len(found) > _SHOWN:
        draft.say(f"- … and {len(found) - _SHOWN} more: {listed([plain(r.name) for r, _ in found[_SHOWN:]], most=20)}")
    return draft.answer(query.question)


def _stating(query: Query, facts: Sequence[str], library: Library) -> list[tuple[Role, tuple[Span, ...]]]:
    """Roles with a statement on each of `facts` that speaks of every value asked after ("remote", "PhD")."""
    roles = targets(query, library) or stating(facts[0], query, library)
    wanted = [set(words(w)) for w in _wanted(query)]
    found = []
    for role in roles:
        text = library.posting_text(role.posting_id)
        spans = [s for ask in facts for s in statements(role, ask, text)]
        fitting = tuple(s for s in spans if all(w <= set(words(s.of(text))) for w in wanted))
        if fitting:
            found.append((role, _telling(role, facts[0], fitting, text)))
    return found


def _telling(role: Role, fact: str, spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """For a process its first round and what is said of the whole, which say more than all of it quoted at length."""
    if fact != "interview_process" or not role.process:
        return spans
    return (role.process[0].span, *remarks(text, role.sections)[:2])


@cache
def _slot_words() -> frozenset[str]:
    return frozenset(map(str, load("questions")["slot_words"]))


def _wanted(query: Query) -> list[str]:
    """The values that a question asks after: its subject, and words of the ask that are no slot's name."""
    patterns = dict(ask_patterns())
    inside = [
        token
        for ask in query.asks
        if not ask.startswith("section:")
        for match in patterns[ask].finditer(query.question)
        for token in TOKEN.findall(match.group())
    ]
    values = [w for w in content_words(" ".join(inside)) if w.casefold() not in _slot_words()]
    return list(dict.fromkeys([*values, *query.subject]))


def _mentioning(query: Query, library: Library) -> list[tuple[Role, tuple[Span, ...]]]:
    """Roles in whose text every word of the subject stands, with the sentence that holds most of them."""
    if not query.subject:
        return []
    either = re.search(r"\bor\b", query.question, re.IGNORECASE) is not None
    ids = library.roles_matching(
        list(query.subject), require_all=not either, companies=query.companies or None, limit=MOST_ROLES
    )
    allowed = set(query.roles)
    found = []
    for role in library.roles([i for i in ids if not allowed or i in allowed]):
        span = best_sentence(role, query.subject, library.posting_text(role.posting_id))
        if span is not None:
            found.append((role, (span,)))
    return sorted(found, key=lambda item: (item[0].company or "", item[0].title))


def best_sentence(role: Role, subject: Sequence[str], text: str) -> Span | None:
    """The first of the role's sentences that hold most of the subject's words; None where none holds any."""
    wanted = {w for word in subject for w in words(word)}
    best, most = None, 0
    for span in sentences(text, role.span):
        held = len(wanted & set(words(span.of(text))))
        if held > most:
            best, most = span, held
    return best


def _by_pay(query: Query, library: Library) -> Answer:
    """The roles by their highest (or lowest) stated pay."""
    roles = targets(query, library) or stating("salary", query, library)
    rated = []
    for role in roles:
        text = library.posting_text(role.posting_id)
        for fact in role.stated("salary")[-1:]:
            figures = money.pay(text, list(money.amounts(text, fact.span)))
            if figures:
                rated.append((figures.high if query.extreme == "maximum" else figures.low or figures.high, role, fact))
    if not rated:
        return abstain.not_stated(query, ["salary"], roles)
    rated.sort(key=lambda item: item[0], reverse=query.extreme == "maximum")
    draft = Draft(library.posting_text)
    draft.say(f"By {query.extreme} pay, of the {len(rated)} saved roles that state it:\n")
    for number, (_, role, fact) in enumerate(rated[:_SHOWN], 1):
        draft.say(f"{number}. {bold(role)}, {plain(fact.value)}: {draft.quote(role, fact.span)}")
    return draft.answer(query.question)
