"""What comes nearest to an answer where there is none, and what an answer does not speak of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.points import named
from assistant.answer.stated import distinct, own_sentences, statements
from assistant.answer.targets import Library, evidence
from assistant.domain import Role, Span
from assistant.index.analysis import words
from assistant.retrieve.alike import alike, readings, things
from assistant.retrieve.language import is_abroad, pattern
from assistant.retrieve.query import Query

# Statements that are offered in place of an answer, and the longest of them.
_OFFERED, _LONGEST = 2, 220
# Roles of which statements are offered.
_ROLES = 3
# How near in meaning a sentence must be to be offered, and how many are compared.
_NEAR, _COMPARED = 0.4, 12


def nearest_statements(query: Query, looked: Sequence[Role], library: Library) -> tuple[str, ...]:
    """What the few roles in question state of what is asked, where that does not answer; empty where they state
    nothing of it."""
    if not 0 < len(looked) <= _ROLES:
        return ()
    stated = [
        _short(span.of(text))
        for role in looked
        for text in [library.posting_text(role.posting_id)]
        for ask in query.asks
        for span in distinct(_statements(role, ask, text), text)
    ]
    said = list(dict.fromkeys(stated))[:_COMPARED]
    rated = zip(library.likeness(query.question, said), range(len(said)), strict=True) if said else ()
    best = sorted(rated, key=lambda item: (-item[0], item[1]))[:_OFFERED]
    return tuple(said[at] for _, at in sorted(best, key=lambda item: item[1]))


def _statements(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    if ask == "interview_process" and role.process:
        return tuple(part.span for part in role.process)
    return statements(role, ask, text)


def nearest_sentence(query: Query, looked: Sequence[Role], library: Library) -> tuple[str, ...]:
    """The sentence of the one or two roles in question that is nearest in meaning to the subject; none if it is far."""
    subject = " ".join(things(query.subject, query.question))
    if not 0 < len(looked) <= 2 or not subject or is_abroad(query.question):
        return ()
    roles = {role.id: role for role in looked}
    said = [
        _short(span.of(text))
        for hit in evidence(query, library)[:_OFFERED]
        if (role := roles.get(hit.chunk.role_id)) is not None
        for text in [library.posting_text(role.posting_id)]
        for span in own_sentences(role, text, hit.chunk.span)
    ][:_COMPARED]
    rated = sorted(zip(library.likeness(subject, said), said, strict=True), reverse=True) if said else []
    return tuple(sentence for near, sentence in rated[:1] if near >= _NEAR)


def absent(query: Query, looked: Sequence[Role], quotes: Sequence[str]) -> tuple[str, ...]:
    """The values that a yes-or-no question on one role's facts asks after ("a PhD") and that no quote mentions, in
    words of their meaning or under other names."""
    if len(looked) != 1 or not pattern("yes_no").match(query.question) or is_abroad(query.question):
        return ()
    held = {term for quote in quotes for term in words(quote)}
    wanted = dict.fromkeys(
        w for ask in query.asks if not ask.startswith("section:") for w in named(query, looked[0], ask)
    )
    return tuple(w for w in things(wanted, query.question) if not _stands(w, held))


def _stands(word: str, held: set[str]) -> bool:
    return any(all(alike(term) & held for term in reading) for reading in readings(word) if reading)


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
