"""Questions that are asked in other words than postings use ("vacation": "days of PTO")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.answer.kinds import kind_of
from assistant.answer.stated import own_sentences
from assistant.answer.targets import Library
from assistant.domain import Role, Span
from assistant.knowledge import load
from assistant.retrieve.language import CJK, bridges
from assistant.retrieve.query import Query

_MOST = 8
# Kinds of which a figure must stand close to what it is a figure of.
_SHARE = re.compile(r"\d\s?%")
_FIGURES = frozenset({"percent", "amount", "count"})


def bridge(query: Query) -> re.Pattern[str] | None:
    """How postings state what the question asks in other words, if it is known."""
    return next(_fitting(query), None)


def wider(query: Query) -> re.Pattern[str] | None:
    """How postings state what comes nearest to that; None where nothing is known to."""
    return next(itertools.islice(_fitting(query), 1, None), None)


def _fitting(query: Query) -> Iterator[re.Pattern[str]]:
    return (stating for asked, stating in bridges() if asked.search(query.matter))


def translated(query: Query) -> re.Pattern[str] | None:
    """How postings in other languages word what the question asks about in English; None where no word is known."""
    forms = [form for sought, forms in _abroad() if sought.search(query.matter) for form in forms]
    if not forms:
        return None
    # An ending is no other word ("deutsche"); what goes on for longer may be ("Deutschlandticket").
    words = (re.escape(form) if CJK.search(form) else rf"\b{re.escape(form)}\w{{0,2}}\b" for form in forms)
    return re.compile("|".join(words), re.IGNORECASE)


@cache
def _abroad() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Subjects by their English names, with what they are called in other languages."""
    listed = load("words")["translated"]
    return tuple(
        (re.compile(rf"\b{re.escape(str(name))}s?\b", re.IGNORECASE), tuple(map(str, forms)))
        for name, forms in listed.items()
    )


def bridged(
    query: Query, stating: re.Pattern[str], looked: Sequence[Role], library: Library
) -> list[tuple[Role, Span]]:
    """The sentences of the roles that state it, of the kind that the question wants to hear."""
    found = [
        (role, span, said)
        for role in looked
        for text in [library.posting_text(role.posting_id)]
        for span in own_sentences(role, text)
        if stating.search(said := span.of(text))
    ]
    kind = kind_of(query.wording)
    if kind is not None and kind.name in _FIGURES:
        near = [one for one in found if kind.near(stating, one[2])]
        # "Travel may be required, up to 20 % of the time": a share stands further off.
        found = near or [one for one in found if _SHARE.search(one[2])]
    return [(role, span) for role, span, _ in found[:_MOST]]
