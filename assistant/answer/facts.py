"""Answers from what roles state: facts and sections, role by role, every line a quote."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold, listed, name_of, plain, recruiter_question
from assistant.answer.process import say_process
from assistant.answer.targets import Library, statements, stated, stating, targets
from assistant.domain import Answer, Role, Span
from assistant.index.analysis import words
from assistant.reading import money
from assistant.retrieve.query import Query

# Lines shown for one role and ask, and roles shown with their lines; the rest is counted.
_LINES, _ROLES = 12, 12


def answer_facts(query: Query, library: Library) -> Answer:
    """Answers each thing that `query` asks; abstains where no role in question states any of it."""
    draft = Draft(library.posting_text)
    silent: list[str] = []
    looked = targets(query, library)
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
    answer = draft.answer(query.question)
    return Answer(answer.question, "answered", answer.text, answer.citations, tuple(questions))


def _say(draft: Draft, query: Query, ask: str, roles: Sequence[Role], library: Library) -> bool:
    """Writes what `roles` state of `ask`; False where none of them does."""
    found = [(role, spans) for role in roles if (spans := _relevant(query, role, ask, library))]
    if not found:
        return False
    if draft.lines:
        draft.say()
    for role, spans in found[:_ROLES]:
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
    if ask == "interview_process" and role.process:
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
