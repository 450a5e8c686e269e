"""What several roles ask for alike, and what each asks for alone: by the topics of their requirements."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.phrases import plain
from assistant.domain import Requirement, Role, Span
from assistant.reading.topics import topic

_ROWS, _CELL, _ALONE = 8, 2, 4

Row = tuple[str, list[tuple[Span, ...]]]


def shared(roles: Sequence[Role]) -> list[Row]:
    """A row for each topic that at least two of the roles ask for, those of most roles first: its name, and for each
    role the requirements that touch it."""
    asked = [_by_topic(role) for role in roles]
    found = {id for topics in asked for id in topics if sum(id in other for other in asked) > 1}
    ranked = sorted(found, key=lambda id: (-sum(id in topics for topics in asked), _first(id, asked), id))
    return [(plain(topic(id).name), [topics.get(id, ())[:_CELL] for topics in asked]) for id in ranked[:_ROWS]]


def alone(roles: Sequence[Role]) -> list[tuple[Span, ...]]:
    """For each role the requirements of which no topic is asked for by another one, must-haves first."""
    asked = [set(_by_topic(role)) for role in roles]
    found = []
    for at, role in enumerate(roles):
        others = {id for i, topics in enumerate(asked) if i != at for id in topics}
        own = [r for r in _requirements(role) if r.topics and not others & set(r.topics)]
        found.append(tuple(r.span for r in own[:_ALONE]))
    return found


def _requirements(role: Role) -> list[Requirement]:
    order = {"must": 0, "nice": 1, "duty": 2}
    return sorted(role.requirements, key=lambda r: order[r.kind])


def _by_topic(role: Role) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for requirement in _requirements(role):
        for id in requirement.topics:
            found[id] = (*found.get(id, ()), requirement.span)
    return found


def _first(id: str, asked: Sequence[dict[str, tuple[Span, ...]]]) -> int:
    """How far down the first role that asks for it does so."""
    return next((list(topics).index(id) for topics in asked if id in topics), 0)
