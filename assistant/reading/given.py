"""A fact whose words a person points at, read like one that was found."""

from __future__ import annotations

from assistant.domain import Fact, Posting, Span
from assistant.reading import money
from assistant.reading.typed import pay_range, typed


def fact_of(posting: Posting, name: str, span: Span) -> Fact:
    """The fact of that name (of `FACT_NAMES`) that the words of `span` state, as values where they can be read so."""
    words = span.of(posting.text)
    if name == "salary":
        stated = money.pay(posting.text, list(money.amounts(posting.text, span)))
        if stated is not None:
            return Fact(name, str(stated), span, pay=pay_range(stated, words))
    return typed(Fact(name, " ".join(words.split()), span), words)
