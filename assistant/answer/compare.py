"""Roles side by side: a table of what each states, every cell cited, silence said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import abstain
from assistant.answer.beside import beside, beside_about, beside_on, beside_told
from assistant.answer.bridges import bridge, bridged
from assistant.answer.draft import Draft
from assistant.answer.facts import answer_facts
from assistant.answer.passages import answer_open
from assistant.answer.pay import by_pay
from assistant.answer.phrases import listed, name_of, plain
from assistant.answer.stated import statements
from assistant.answer.targets import Library, targets
from assistant.domain import Answer, Role, Span
from assistant.matrix import Matrix, Row
from assistant.retrieve.query import Query

DEFAULT_ASKS = ("salary", "location", "work_mode", "years", "degree", "tech_stack", "interview_process")
# Columns of the table, statements in one cell, and lines of a section in one.
_COLUMNS, _CELL, _LINES = 6, 6, 4


def answer_compare(query: Query, library: Library) -> Answer:
    """Compares the roles that the question's sides name; a side that names many roles brings its first ones."""
    columns: list[Role] = []
    share = max(1, _COLUMNS // max(1, len(query.parts)))
    for part in query.parts:
        columns += [r for r in _wanted(part, query, library)[:share] if r.id not in {c.id for c in columns}]
    unknown = tuple(name for part in query.parts for name in part.unknown)
    if len(columns) < 2 and not unknown:
        columns = columns or targets(query, library)[:_COLUMNS]
    if len(columns) == 1 and not unknown:
        return answer_facts(query, library) if query.asks else answer_open(query, library)
    if not columns:
        return abstain.nothing_found(query, unknown, [])
    answer = compare(query, columns, library)
    if unknown and answer.status == "answered":
        note = f"\n\nNone of the saved postings is about {listed([f'“{plain(n)}”' for n in unknown], last='or')}."
        return Answer(answer.question, "answered", answer.text + note, answer.citations, (query.question,))
    return answer


def _wanted(part: Query, query: Query, library: Library) -> list[Role]:
    """The side's roles, those that state most of what is asked first."""
    roles = targets(part, library)
    asks = query.asks or DEFAULT_ASKS
    stating = None if query.asks else bridge(query)

    def silent(role: Role) -> int:
        if stating is not None:
            return not bridged(query, stating, [role], library)
        text = library.posting_text(role.posting_id)
        return sum(not statements(role, ask, text) for ask in asks)

    return sorted(roles, key=silent)


def compare(query: Query, roles: Sequence[Role], library: Library) -> Answer:
    """The roles as a table with a column for each: on what `query` asks, on its subject, or as wholes."""
    matrix = _beside(query, roles, library)
    if matrix.rows and matrix.rows[0].name == "salary" and query.extreme and sum(row.stated for row in matrix.rows) > 1:
        return _by_pay(query, matrix, library)
    if not matrix.rows:
        return abstain.not_stated(query, query.asks or DEFAULT_ASKS, list(roles))
    draft = Draft(library.posting_text)
    draft.say("| | " + " | ".join(plain(r.name) for r in roles) + " |")
    draft.say("|---" * (len(roles) + 1) + "|")
    for row in matrix.rows:
        told = [_cell(draft, role, spans, row) for role, spans in zip(roles, row.cells, strict=True)]
        draft.say(f"| {_label(row)} | " + " | ".join(told) + " |")
    if matrix.silent:
        draft.say(f"\nNot stated by any of them: {listed([name_of(ask) for ask in matrix.silent], most=12)}.")
    return draft.answer(query.question)


def _by_pay(query: Query, matrix: Matrix, library: Library) -> Answer:
    """Which of the roles pays most or least, those that do not say so named."""
    answer = by_pay(replace(query, roles=tuple(role.id for role in matrix.roles)), library)
    silent = [role for role, cell in zip(matrix.roles, matrix.rows[0].cells, strict=True) if not cell]
    note = f"\n\nNot stated by {listed([plain(role.name) for role in silent])}." if silent else ""
    return replace(answer, text=answer.text + note)


def _beside(query: Query, roles: Sequence[Role], library: Library) -> Matrix:
    stating = bridge(query)
    if query.asks and (stating is None or set(query.asks) != {"salary"}):
        return beside_on(query.asks, roles, library.posting_text)
    if stating is not None:
        # "Who pays more into the pension?" is about the pension.
        told = (tuple(span for _, span in bridged(query, stating, [role], library)) for role in roles)
        return beside_told(query.subject, roles, tuple(told))
    if query.subject:
        return beside_about(query.subject, query.question, roles, library.posting_text)
    return beside(roles, library.posting_text)


def _label(row: Row) -> str:
    if row.kind == "duties":
        return name_of("section:responsibilities")
    if row.kind == "alone":
        return "asked for by it alone"
    return name_of(row.name) if row.kind == "fact" else plain(row.name)


def _cell(draft: Draft, role: Role, spans: Sequence[Span], row: Row) -> str:
    if not spans:
        return "not stated"
    most = _LINES if row.name.startswith("section:") else _CELL
    shown = "; ".join(draft.quote(role, span) for span in spans[:most])
    more = f"; … {len(spans) - most} more" if len(spans) > most else ""
    return (shown + more).replace("|", "\\|")
