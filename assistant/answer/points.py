"""The finer point of a fact that a question asks for: by words ("the phone interview"), by kind ("how long")."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.details import detail, with_remarks
from assistant.answer.kinds import Kind, asked_kind
from assistant.answer.stated import own_sentences
from assistant.domain import Role, Round, Span
from assistant.index.analysis import words
from assistant.reading.process import remarks
from assistant.retrieve.alike import alike, frames, readings
from assistant.retrieve.language import ask_patterns, content_words, pattern, slot_words
from assistant.retrieve.query import Query

# Sentences behind a statement that may still speak of it.
_BEHIND = 2


def point(query: Query, role: Role, ask: str, text: str) -> tuple[Span, ...] | None:
    """The role's statements on the finer point that the question asks for: None where it asks for the whole, nothing
    where the point is not stated."""
    kind = asked_kind(query.wording, ask)
    if kind and kind.by_nature & set(query.asks):
        # "What does it pay, and by what day must I apply?": the day is asked of the deadline.
        kind = None
    if ask == "interview_process" and (one := _nth_round(query.question, role)):
        return (one.span,) if kind is None or kind.stated.search(one.span.of(text)) else ()
    if ask == "interview_process" and kind and pattern("whole_process").search(query.wording):
        return tuple(s for s in remarks(text, role.sections, role.process) if kind.stated.search(s.of(text)))
    listed = detail(query, role, ask, text)
    if listed is not None and (kind is None or not listed):
        return listed
    pool = with_remarks(role, ask, text)
    names = named(query, role, ask)
    if kind:
        return _of_kind(kind, names, ask, pool if listed is None else listed, role, text)
    if ask != "interview_process" or not names:
        return None
    most = _most(pool, names, text)
    if not most and pattern("yes_no").match(query.question):
        return ()
    return tuple(s for s in pool if _held(s, names, text) == most) if most else None


def named(query: Query, role: Role, ask: str) -> tuple[str, ...]:
    """The words by which the question names a part of what it asks for: those of its ask that are no slot's name, and
    its subject, without the words of the role's name and place."""
    patterns = dict(ask_patterns())
    inside = " ".join(m.group() for m in patterns[ask].finditer(query.wording)) if ask in patterns else ""
    values = [w for w in content_words(inside) if w.casefold() not in slot_words() and not frames(w, first=True)]
    own = picking(role, ask)
    return tuple(w for w in dict.fromkeys([*values, *query.subject]) if words(w) and not set(words(w)) <= own)


def picking(role: Role, ask: str) -> set[str]:
    """The terms of the role's name and, where it is not asked for, its place: they pick the role, and narrow nothing
    that it states."""
    places = [fact.value for fact in role.stated("location") if ask != "location"]
    return set(words(" ".join([role.name, *places])))


def _nth_round(question: str, role: Role) -> Round | None:
    """The round that a question names by its place ("the second interview"), None where it names none. Steps and
    stages are all counted, interviews only where there is something to attend."""
    found = pattern("nth_round").search(question)
    if found is None:
        return None
    # A word for a place is one of the groups "n1", "n2" …; any other one means the last.
    place = next((int(name[1:]) - 1 for name, said in found.groupdict().items() if name[1:].isdigit() and said), -1)
    every = found.group("step") is not None
    rounds = [step for step in role.process if every or step.format is not None]
    return rounds[place] if -1 <= place < len(rounds) else None


def _of_kind(
    kind: Kind, names: Sequence[str], ask: str, pool: Sequence[Span], role: Role, text: str
) -> tuple[Span, ...]:
    fitting = [s for s in pool if kind.stated.search(s.of(text))]
    if ask != "interview_process" and not fitting:
        fitting = [s for s in _behind(pool, role, text) if kind.stated.search(s.of(text))]
    most = _most(pool if ask == "interview_process" else fitting, names, text)
    return tuple(s for s in fitting if _held(s, names, text) == most)


def of_behind(spans: Sequence[Span], query: Query, role: Role, text: str) -> tuple[Span, ...]:
    """The sentences behind the statements that speak of the question's subject, where the statements do not."""
    names = [w for w in query.subject if words(w) and not set(words(w)) <= set(words(role.name))]
    new = [w for w in names if not any(_held(s, [w], text) for s in spans)]
    return tuple(s for s in _behind(spans, role, text) if s not in spans and _held(s, new, text)) if new else ()


def _behind(pool: Sequence[Span], role: Role, text: str) -> list[Span]:
    """The sentences that follow the statements in the same paragraph."""
    found: list[Span] = []
    every = list(own_sentences(role, text))
    for span in pool:
        end = span.end
        for later in [s for s in every if s.start >= span.end][:_BEHIND]:
            if "\n" in text[end : later.start]:
                break
            found.append(later)
            end = later.end
    return found


def _most(pool: Sequence[Span], names: Sequence[str], text: str) -> int:
    return max((_held(s, names, text) for s in pool), default=0)


def _held(span: Span, names: Sequence[str], text: str) -> int:
    """How many of the names stand in the span, in words of their meaning or under other names."""
    here = set(words(span.of(text)))
    return sum(any(all(alike(t) & here for t in reading) for reading in readings(name) if reading) for name in names)
