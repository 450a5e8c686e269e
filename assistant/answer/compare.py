"""Roles side by side: a table of what each states, every cell cited, silence said."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.facts import answer_facts
from assistant.answer.listing import best_sentence
from assistant.answer.passages import answer_open
from assistant.answer.phrases import listed, name_of, plain
from assistant.answer.shared import alone, shared
from assistant.answer.stated import distinct, statements
from assistant.answer.targets import Library, targets
from assistant.domain import Answer, Role, Span
from assistant.retrieve.query import Query

DEFAULT_ASKS = ("salary", "location", "work_mode", "years", "degree", "tech_stack", "interview_process")
_WHOLE = (*DEFAULT_ASKS, "team", "section:responsibilities")
# Columns of the table, statements in one cell, and lines that stand for a section.
_COLUMNS, _CELL, _FEW = 6, 6, 3


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
    answer = compare(query, columns, query.asks, library)
    if unknown and answer.status == "answered":
        note = f"\n\nNone of the saved postings is about {listed([f'“{plain(n)}”' for n in unknown], last='or')}."
        return Answer(answer.question, "answered", answer.text + note, answer.citations, (query.question,))
    return answer


def _wanted(part: Query, query: Query, library: Library) -> list[Role]:
    """The side's roles, those that state most of what is asked first."""
    roles = targets(part, library)
    asks = query.asks or DEFAULT_ASKS

    def silent(role: Role) -> int:
        text = library.posting_text(role.posting_id)
        return sum(not statements(role, ask, text) for ask in asks)

    return sorted(roles, key=silent)


def compare(query: Query, roles: Sequence[Role], asks: Sequence[str], library: Library) -> Answer:
    """A table with a column for each role: a row for each of `asks`; or, of roles as wholes, for each fact that one of
    them states, for what each is about, and for the requirements that they share and do not share."""
    draft = Draft(library.posting_text)
    whole = not asks and not query.subject
    wanted = asks or (_WHOLE if whole else ())
    rows = [(name_of(ask), [_statements(role, ask, library) for role in roles]) for ask in wanted]
    if query.subject and not asks:
        rows = [(" ".join(plain(w) for w in query.subject), [_sentences(role, query, library) for role in roles])]
    if whole:
        rows += [*shared(roles), ("asked for by it alone", alone(roles))]
    said = [(label, cells) for label, cells in rows if any(cells)]
    if not said:
        return abstain.not_stated(query, wanted or DEFAULT_ASKS, list(roles))
    draft.say("| | " + " | ".join(plain(r.name) for r in roles) + " |")
    draft.say("|---" * (len(roles) + 1) + "|")
    for label, cells in said:
        told = [_cell(draft, role, spans) for role, spans in zip(roles, cells, strict=True)]
        draft.say(f"| {label} | " + " | ".join(told) + " |")
    silent = [label for label, cells in rows if not any(cells)]
    if silent and whole:
        draft.say(f"\nNot stated by any of them: {listed(silent, most=12)}.")
    return draft.answer(query.question)


def _statements(role: Role, ask: str, library: Library) -> tuple[Span, ...]:
    if ask == "interview_process" and role.process:
        return tuple(r.span for r in role.process)
    text = library.posting_text(role.posting_id)
    return distinct(statements(role, ask, text), text)[: _FEW if ask.startswith("section:") else None]


def _sentences(role: Role, query: Query, library: Library) -> tuple[Span, ...]:
    span = best_sentence(role, query.subject, library.posting_text(role.posting_id))
    return (span,) if span else ()


def _cell(draft: Draft, role: Role, spans: Sequence[Span]) -> str:
    if not spans:
        return "not stated"
    shown = "; ".join(draft.quote(role, span) for span in spans[:_CELL])
    more = f"; … {len(spans) - _CELL} more" if len(spans) > _CELL else ""
    return (shown + more).replace("|", "\\|")
