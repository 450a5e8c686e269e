"""Typing slips in questions."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from assistant.knowledge import load
from assistant.reading.companies import known_company
from assistant.retrieve.language import TOKEN
from assistant.retrieve.lookup import Lookup


def spelled(question: str, library: Lookup) -> str:
    """`question` with typing slips mended: a word that stands nowhere becomes the likeliest word of a question, of a
    company's name, or of the postings."""
    out = question
    for word in dict.fromkeys(TOKEN.findall(question)):
        low = word.casefold()
        if len(word) < 4 or not word.isalpha() or not word.isascii() or low in _vocabulary() or known_company(word):
            continue
        if library.document_frequency(word):
            continue
        meant = next(iter(get_close_matches(low, _vocabulary(), n=1, cutoff=0.8)), None)
        meant = _near_company(word, library) or meant or library.near_word(low)
        if meant:
            out = re.sub(rf"\b{re.escape(word)}\b", meant, out)
    return out


def _near_company(word: str, library: Lookup) -> str | None:
    near = {r.company for r in library.roles(library.roles_named_like(word, limit=5)) if r.company}
    close = [n for n in near if abs(len(n) - len(word)) <= 1 and n[:1].casefold() == word[:1].casefold()]
    return close[0] if len(close) == 1 else None


@cache
def _vocabulary() -> frozenset[str]:
    """The words that questions are made of."""
    entry = load("questions")
    listed = [*entry["fillers"], *entry["slot_words"], *load("words")["stop"]]
    return frozenset(str(w) for w in listed if len(str(w)) > 3)
