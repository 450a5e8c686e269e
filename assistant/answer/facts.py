"""Answers from what roles state: facts and sections, role by role, every line a quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold, listed, name_of, plain, recruiter_question
from assistant.answer.process import say_process
from assistant.answer.targets import Library, stated, statements, stating, targets
from assistant.domain import Answer, Role, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading import money
from assistant.reading.process import remarks
from assistant.retrieve.language import pattern
from assistant.retrieve.query import Query

# Lines shown for one role and ask, and roles shown with their lines; the rest is counted.
_LINES, _ROLES = 12, 12


def answer_facts(query: Query, library: Library) -> Answer:
    """Answers each thing that `query` asks; abstains where no role in question states any of it."""
    draft = Draft(library.posting_text)
    silent: list[str] = []
    looked = targets(query, library)
    strangers = [word for word in query.subject if not library.document_frequency(word)]
    if strangers and not looked:
        return abstain.nothing_found(query, strangers, [])
    if looked and _unmentioned(query, looked, library):
        return abstain.nothing_found(query, list(query.subject), looked)
    for ask in query.asks:
        roles = looked or stating(ask, query, library)
        if not _say(draft, query, ask, roles, library):
            silent.append(ask)
    if draft.empty:
        return abstain.not_stated(query, query.asks, looked)
    questions = []
    for ask in silent:
        draft.say(f"\nThe posting does not state {name_of(ask)}.")
        questions.append(recruiter_question(ask, looked[0].name if len(looked) == 1 else "this role"))
    if strangers:
        draft.say(f"\nIt does not mention {listed([f'“{plain(w)}”' for w in strangers], last='or')}.")
    answer = draft.answer(query.question)
    return Answer(answer.question, "answered", answer.text, answer.citations, tuple(questions))


def _unmentioned(query: Query, looked: Sequence[Role], library: Library) -> bool:
    """Whether a yes-or-no question is about something of which the roles' statements hold no word: "held on Google
    Meet?" of a process that names no medium."""
    if not query.subject or not pattern("yes_no").search(query.question):
        return False
    points = [_detail(query, r, ask, library.posting_text(r.posting_id)) for r in looked for ask in query.asks]
    if any(point is not None for point in points):
        return not any(points)
    wanted = {w for word in query.subject for w in words(word)}
    said = (
        set(words(span.of(text)))
        for role in looked
        for text in [library.posting_text(role.posting_id)]
        for ask in query.asks
        for span in _with_remarks(role, ask, text)
    )
    return not any(wanted & held for held in said)


@cache
def _details(ask: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    listed = load("questions")["details"].get(ask, [])
    return tuple((re.compile(d["asked"], re.I), re.compile(d["stated"], re.I)) for d in listed)


def _detail(query: Query, role: Role, ask: str, text: str) -> tuple[Span, ...] | None:
    """The statements on the finer point that the question asks for ("on which medium?"), or None."""
    for asked, stating_it in _details(ask):
        if asked.search(query.question):
            return tuple(s for s in _with_remarks(role, ask, text) if stating_it.search(s.of(text)))
    return None


def _with_remarks(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    if ask == "interview_process" and role.process:
        return tuple(sorted([*(r.span for r in role.process), *remarks(text, role.sections)]))
    return statements(role, ask, text)


def _say(draft: Draft, query: Query, ask: str, roles: Sequence[Role], library: Library) -> bool:
    """Writes what `roles` state of `ask`; False where none of them does."""
    found = [(role, spans) for role in roles if (spans := _relevant(query, role, ask, library))]
    if not found:
        return False
    if draft.lines:
        draft.say()
    for number, (role, spans) in enumerate(found[:_ROLES]):
        if number:
            draft.say()
        _say_role(draft, query, ask, role, spans, library)
    if len(found) > _ROLES:
        draft.say(f"\n{len(found) - _ROLES} more roles state it too.")
    others = [r for r in roles if r.id not in {f.id for f, _ in found}]
    if others:
        names = listed([plain(r.title if len({x.company for x in roles}) == 1 else r.name) for r in others], most=4)
        draft.say(f"\nNot stated by {'the other role' if len(others) == 1 else f'{len(others)} other roles'}: {names}.")
    return True


def _relevant(query: Query, role: Role, ask: str, library: Library) -> tuple[Span, ...]:
    """The role's statements on `ask`, narrowed to those that speak of the question's subject where any do."""
    text = library.posting_text(role.posting_id)
    spans = statements(role, ask, text)
    wanted = {w for word in query.subject for w in words(word)}
    about = tuple(s for s in spans if wanted & set(words(s.of(text))))
    return about or spans


def _say_role(draft: Draft, query: Query, ask: str, role: Role, spans: Sequence[Span], library: Library) -> None:
    point = _detail(query, role, ask, library.posting_text(role.posting_id))
    if point:
        draft.say(f"On {name_of(ask)}, {bold(role)} says: " + " ".join(draft.quote(role, span) for span in point))
    elif ask == "interview_process" and role.process:
        say_process(draft, role, library.posting_text(role.posting_id))
    elif ask == "salary":
        _say_pay(draft, query, role, spans, library)
    elif len(spans) == 1:
        draft.say(f"On {name_of(ask)}, {bold(role)} says: {draft.quote(role, spans[0])}")
    else:
        draft.say(f"On {name_of(ask)}, {bold(role)} says:\n")
        draft.bullets(draft.quote(role, span) for span in spans[:_LINES])
        if len(spans) > _LINES:
            draft.say(f"\n… and {len(spans) - _LINES} more lines of the posting.")


def _say_pay(draft: Draft, query: Query, role: Role, spans: Sequence[Span], library: Library) -> None:
    """The pay in figures, then the words that state it; for "maximum" or "minimum" the one figure first."""
    text = library.posting_text(role.posting_id)
    fact = next((f for f in stated(role, "salary") if f.span in spans), None)
    if fact is None:
        return
    figures = money.pay(text, list(money.amounts(text, fact.span)))
    said = f"{bold(role)} pays {plain(fact.value)}"
    if figures and query.extreme and figures.low is not None:
        value = figures.high if query.extreme == "maximum" else figures.low
        said = f"The {query.extreme} pay for {bold(role)} is {figures.currency} {value:,.0f}" + (
            f" per {figures.period}" if figures.period else ""
        )
    draft.say(f"{said}: {draft.quote(role, fact.span)}")
    others = [s for s in spans if s != fact.span]
    if others:
        draft.say("\nThe posting also says:\n")
        draft.bullets(draft.quote(role, span) for span in others[:3])
