"""Finer points of a fact: a question for one ("is there a take-home?") is answered by the statements that state it."""

from __future__ import annotations

import re
from functools import cache

from assistant.answer.stated import statements, worded
from assistant.domain import Role, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.process import remarks
from assistant.retrieve.query import Query


@cache
def _details(ask: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    listed = load("asking")["details"].get(ask, [])
    return tuple((compiled(d["asked"]), compiled(d["stated"])) for d in listed)


def asks_detail(query: Query) -> bool:
    """Whether the question asks for a finer point of what it asks for."""
    return any(asked.search(query.wording) for ask in query.asks for asked, _ in _details(ask))


def detail(query: Query, role: Role, ask: str, text: str) -> tuple[Span, ...] | None:
    """The role's statements on the finer point that the question asks for, or None where it asks for the whole."""
    for asked, stating_it in _details(ask):
        if asked.search(query.wording):
            found = tuple(s for s in with_remarks(role, ask, text) if stating_it.search(s.of(text)))
            return found or tuple(s for s in worded(role, ask, text) if stating_it.search(s.of(text)))
    return None


def pointed(query: Query, role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """What the role states of `ask`, down to the finer point where the question asks for one."""
    point = detail(query, role, ask, text)
    return statements(role, ask, text) if point is None else point


def with_remarks(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """What the role states of `ask`; of a process its rounds and what is said of it as a whole."""
    if ask == "interview_process" and role.process:
        return tuple(sorted([*(r.span for r in role.process), *remarks(text, role.sections, role.process)]))
    return statements(role, ask, text)
