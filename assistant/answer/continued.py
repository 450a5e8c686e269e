"""What goes on in the next sentences: a sentence that announces something is quoted with what it announces."""

from __future__ import annotations

from itertools import pairwise

from assistant.answer.kinds import Kind, kind_of
from assistant.answer.stated import own_sentences
from assistant.domain import Role, Span
from assistant.retrieve.language import pattern

# Sentences behind the one that was found that may still belong to it, and how long all of it may be.
_BEHIND = 2
_LONGEST = 600


def continued(question: str, role: Role, span: Span, text: str) -> Span:
    """`span`, a sentence of `role`, up to the last of the next two that goes on with it.

    One goes on with what ends in a colon, or begins as a continuation does ("These are …"), or is an enumeration or a
    figure where the question wants to hear one. None is taken from another paragraph, but for what a colon announces.
    """
    kind, several = kind_of(question), bool(pattern("several").search(question))
    behind = [s for s in own_sentences(role, text) if s.start >= span.end][:_BEHIND]
    end = span.end
    for before, later in pairwise([span, *behind]):
        announced = before.of(text).rstrip().endswith((":", "："))
        if later.end - span.start > _LONGEST or ("\n" in text[before.end : later.start] and not announced):
            break
        if announced or _goes_on(later.of(text), kind, several=several):
            end = later.end
    return Span(span.start, end)


def whole(role: Role, span: Span, text: str) -> Span:
    """`span`, a part of a sentence of `role`, as the whole of that sentence; as it is where it is none of one."""
    around = next((s for s in own_sentences(role, text, span) if s.contains(span)), span)
    return around if around.end - around.start <= _LONGEST else span


def _goes_on(said: str, kind: Kind | None, *, several: bool) -> bool:
    if pattern("continuation").match(said):
        return True
    if several and said.count(",") > 1:
        return True
    return kind is not None and kind.name in ("count", "duration", "date", "amount") and bool(kind.stated.search(said))
