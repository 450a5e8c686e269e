"""Answers from what roles state: facts and sections, role by role, every line a quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import abstain
from assistant.answer.continued import whole
from assistant.answer.details import asks_detail, with_remarks
from assistant.answer.draft import Draft
from assistant.answer.nearest import absent, nearest_statements
from assistant.answer.pay import about_as_much, figures_of
from assistant.answer.phrases import bold, listed, name_of, plain, recruiter_question
from assistant.answer.points import of_behind, picking, point
from assistant.answer.process import say_process
from assistant.answer.standing import told
from assistant.answer.stated import distinct, stated, statements
from assistant.answer.targets import Library, about, stating, targets, unheard
from assistant.domain import Answer, Fact, Role, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading import money
from assistant.reading.sentences import unmarked
from assistant.retrieve.alike import alike, readings, things
from assistant.retrieve.language import pattern
from assistant.retrieve.query import Query

# Lines shown for one role and ask, and roles shown with their lines; the rest is counted.
_LINES, _ROLES = 12, 12
# Of more roles than these, each shows only some of its lines.
_WHOLE, _SOME = 4, 4


def answer_facts(query: Query, library: Library) -> Answer:
    """Answers each thing that `query` asks; abstains where no role in question states any of it."""
    draft = Draft(library.posting_text)
    silent: list[str] = []
    looked = targets(query, library)
    strangers = unheard(query, looked, library)
    if strangers and not asks_detail(query):
        return abstain.nothing_found(query, strangers, looked)
    if looked and _unmentioned(query, looked, library):
        if near := nearest_statements(query, looked, library):
            return abstain.not_stated(query, query.asks, looked, near=near)
        return abstain.nothing_found(query, [], looked)
    for ask in query.asks:
        roles = looked or about(query, stating(ask, query, library), library)
        if not _say(draft, query, ask, roles, library):
            silent.append(ask)
    if draft.empty:
        note = _left_open(query, looked, library)
        near = () if note else nearest_statements(query, looked, library)
        return abstain.not_stated(query, query.asks, looked, note, near)
    questions = []
    for ask in silent:
        draft.say(f"\nThe posting does not state {name_of(ask)}.")
        questions.append(recruiter_question(ask, looked[0].name if len(looked) == 1 else "this role"))
    answer = draft.answer(query.question)
    missing = absent(query, looked, [c.quote for c in answer.citations])
    if missing:
        draft.say(f"\nIt does not mention {listed([f'“{plain(w)}”' for w in missing], last='or')}.")
        answer, questions = draft.answer(query.question), [*questions, query.question]
    return Answer(answer.question, "answered", answer.text, answer.citations, tuple(questions))


def _left_open(query: Query, looked: Sequence[Role], library: Library) -> str:
    """What one role says of its pay in place of a figure ("competitive salary"), to complete an abstention."""
    if "salary" not in query.asks or len(looked) != 1:
        return ""
    wanted = re.compile(load("slots")["salary"]["open"], re.IGNORECASE)
    text = library.posting_text(looked[0].posting_id)
    words = next((s.of(text) for s in unmarked(text, looked[0].span) if wanted.search(s.of(text))), None)
    return f" It names no figure; it only says “{plain(words)}”." if words else ""


def _unmentioned(query: Query, looked: Sequence[Role], library: Library) -> bool:
    """Whether a yes-or-no question is about something of which the roles' statements hold no word: "held on Google
    Meet?" of a process that names no medium."""
    own = {t for role in looked for t in words(role.name)}
    named = [w for w in things(query.subject, query.question) if not set(words(w)) <= own]
    if not named or not pattern("yes_no").search(query.question):
        return False
    points = [point(query, r, ask, library.posting_text(r.posting_id)) for r in looked for ask in query.asks]
    if any(found is not None for found in points):
        return not any(points)
    wanted = {a for word in named for reading in readings(word) for t in reading for a in alike(t)}
    said = (
        set(words(span.of(text)))
        for role in looked
        for text in [library.posting_text(role.posting_id)]
        for ask in query.asks
        for span in with_remarks(role, ask, text)
    )
    return not any(wanted & held for held in said)


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
        _say_role(draft, query, ask, role, spans, library, _LINES if len(found) <= _WHOLE else _SOME)
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
    finer = point(query, role, ask, text)
    if finer is not None:
        if finer and pattern("and_more").search(query.question):
            return distinct(statements(role, ask, text), text)
        return distinct([whole(role, span, text) for span in finer], text)
    spans = distinct(statements(role, ask, text), text)
    if ask == "tech_stack":
        return spans
    behind = of_behind(spans, query, role, text)
    names = {t for word in query.subject for reading in readings(word) for t in reading} - picking(role, ask)
    about = tuple(s for s in spans if names & set(words(s.of(text))))
    return (*(about or spans), *behind)


def _say_role(
    draft: Draft, query: Query, ask: str, role: Role, spans: Sequence[Span], library: Library, most: int
) -> None:
    more = pattern("and_more").search(query.question)
    finer = None if more else point(query, role, ask, library.posting_text(role.posting_id))
    if finer:
        draft.say(f"On {name_of(ask)}, {bold(role)} says: " + " ".join(draft.quote(role, span) for span in spans))
    elif ask == "interview_process" and role.process:
        say_process(draft, role, library.posting_text(role.posting_id))
    elif ask == "salary":
        _say_pay(draft, query, role, spans, library)
    elif len(spans) == 1:
        draft.say(f"On {name_of(ask)}, {bold(role)} says: {told(draft, query, role, spans[0])}")
    else:
        draft.say(f"On {name_of(ask)}, {bold(role)} says:\n")
        draft.bullets(told(draft, query, role, span) for span in spans[:most])
        if len(spans) > most:
            draft.say(f"\n… and {len(spans) - most} more lines of the posting.")


def _extreme_fact(query: Query, role: Role, spans: Sequence[Span], text: str) -> tuple[Fact, money.Pay] | None:
    """Of several stated ranges, the one that holds the highest or lowest figure; None where there is no range."""
    rated = [(f, p) for f in stated(role, "salary") if f.span in spans and (p := figures_of(f, text)) and p.low]
    if query.extreme == "maximum":
        return max(rated, key=lambda item: about_as_much(item[1].high), default=None)
    return min(rated, key=lambda item: about_as_much(item[1].low or item[1].high), default=None)


def _say_pay(draft: Draft, query: Query, role: Role, spans: Sequence[Span], library: Library) -> None:
    """The pay in figures, then the words that state it; for "maximum" or "minimum" the one figure first."""
    text = library.posting_text(role.posting_id)
    fact = next((f for f in stated(role, "salary") if f.span in spans), None)
    if fact is None:
        return
    said = f"{bold(role)} pays {plain(fact.value)}"
    best = _extreme_fact(query, role, spans, text) if query.extreme else None
    if best:
        fact, figures = best
        value = figures.high if query.extreme == "maximum" else figures.low or figures.high
        said = f"The {query.extreme} pay for {bold(role)} is {figures.currency} {value:,.0f}" + (
            f" per {figures.period}" if figures.period else ""
        )
    draft.say(f"{said}: {draft.quote(role, fact.span)}")
    others = [s for s in spans if s != fact.span]
    if others:
        draft.say("\nThe posting also says:\n")
        draft.bullets(draft.quote(role, span) for span in others[:3])
