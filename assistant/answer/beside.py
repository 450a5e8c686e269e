"""Roles side by side as a matrix, cell by cell: screens show it as it is, `compare` writes it for a conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer.listing import best_sentence
from assistant.answer.shared import alone, shared
from assistant.answer.stated import distinct, statements
from assistant.domain import FACT_NAMES, Fact, Role
from assistant.matrix import Cell, Matrix, Row

_DUTIES = "section:responsibilities"
# Lines that stand for the work where roles are compared as wholes.
_FEW = 4

TextOf = Callable[[str], str]


def beside(roles: Sequence[Role], text_of: TextOf) -> Matrix:
    """Roles as wholes: facts in the order of `FACT_NAMES`, what each role does, what several ask for alike, and what
    each asks for alone. `text_of` gives a posting's text by its id."""
    duties = Row("duties", "", tuple(_cell(role, _DUTIES, text_of)[:_FEW] for role in roles))
    topics = [Row("topic", label, tuple(cells)) for label, cells in shared(roles)]
    own = Row("alone", "", tuple(alone(roles)))
    return _matrix(roles, [*(_fact(name, roles, text_of) for name in FACT_NAMES), duties, *topics, own])


def beside_on(asks: Sequence[str], roles: Sequence[Role], text_of: TextOf) -> Matrix:
    """A row for each of `asks` (facts and "section:<kind>"), in their order."""
    return _matrix(roles, [_fact(ask, roles, text_of) for ask in asks])


def beside_about(subject: Sequence[str], question: str, roles: Sequence[Role], text_of: TextOf) -> Matrix:
    """One row: the sentence of each role that says most of the question's subject."""
    best = [best_sentence(role, subject, question, text_of(role.posting_id)) for role in roles]
    return beside_told(subject, roles, tuple((span,) if span else () for span in best))


def beside_told(subject: Sequence[str], roles: Sequence[Role], cells: tuple[Cell, ...]) -> Matrix:
    """One row: what was found in each role on the subject."""
    return _matrix(roles, [Row("subject", " ".join(subject), cells)])


def _matrix(roles: Sequence[Role], rows: Sequence[Row]) -> Matrix:
    silent = tuple(row.name for row in rows if row.kind == "fact" and not row.stated)
    return Matrix(tuple(roles), tuple(row for row in rows if row.stated), silent)


def _fact(name: str, roles: Sequence[Role], text_of: TextOf) -> Row:
    cells = tuple(_cell(role, name, text_of) for role in roles)
    values = [_value(role, name, cell, text_of) for role, cell in zip(roles, cells, strict=True)]
    return Row("fact", name, cells, alike=all(cells) and len(set(values)) == 1)


def _cell(role: Role, ask: str, text_of: TextOf) -> Cell:
    if ask == "interview_process" and role.process:
        return tuple(step.span for step in role.process)
    text = text_of(role.posting_id)
    return distinct(statements(role, ask, text), text)


def _value(role: Role, name: str, cell: Cell, text_of: TextOf) -> tuple[object, ...]:
    """What the role states, so that the same in other words is the same: figures where there are some."""
    read = [value for fact in role.stated(name) if (value := _figures(fact)) is not None]
    if read:
        return tuple(dict.fromkeys(read))
    text = text_of(role.posting_id)
    return tuple(dict.fromkeys(" ".join(span.of(text).casefold().split()) for span in cell))


def _figures(fact: Fact) -> object:
    return fact.pay or fact.years or fact.degree or fact.mode or fact.kinds or fact.date or None
