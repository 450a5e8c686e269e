"""Roles side by side: a table of what each states, every cell cited, silence said."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.facts import answer_facts
from assistant.answer.listing import best_sentence
from assistant.answer.passages import answer_open
from assistant.answer.phrases import listed, name_of, plain
from assistant.answer.stated import statements
from assistant.answer.targets import Library, targets
from assistant.domain import Answer, Role
from assistant.retrieve.query import Query

DEFAULT_ASKS = ("salary", "location", "work_mode", "years", "degree", "tech_stack", "interview_process")
_LAST_ASKS = ("team", "section:responsibilities", "section:must")
# Columns of the table, and statements in one cell.
_COLUMNS, _CELL = 6, 6


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
    """A table with a column for each role and a row for each of `asks` (default: the facts that decide)."""
    draft = Draft(library.posting_text)
    draft.say("| | " + " | ".join(plain(r.name) for r in roles) + " |")
    draft.say("|---" * (len(roles) + 1) + "|")
    for ask in asks or ([] if query.subject else DEFAULT_ASKS):
        cells = [_cell(draft, role, ask, library) for role in roles]
        draft.say(f"| {name_of(ask)} | " + " | ".join(cells) + " |")
    if query.subject and not asks:
        cells = []
        for role in roles:
            span = best_sentence(role, query.subject, library.posting_text(role.posting_id))
            cells.append(draft.quote(role, span).replace("|", "\\|") if span else "not stated")
        draft.say(f"| {' '.join(plain(w) for w in query.subject)} | " + " | ".join(cells) + " |")
    if draft.empty and not asks and not query.subject:
        # Roles that state no facts still differ in what they ask of people.
        return compare(query, roles, _LAST_ASKS, library)
    if draft.empty:
        return abstain.not_stated(query, asks or DEFAULT_ASKS, list(roles))
    return draft.answer(query.question)


def _cell(draft: Draft, role: Role, ask: str, library: Library) -> str:
    spans = statements(role, ask, library.posting_text(role.posting_id))
    if not spans:
        return "not stated"
    if ask == "interview_process" and role.process:
        spans = tuple(r.span for r in role.process)
    shown = "; ".join(draft.quote(role, span) for span in spans[:_CELL])
    more = f"; … {len(spans) - _CELL} more" if len(spans) > _CELL else ""
    return (shown + more).replace("|", "\\|")
