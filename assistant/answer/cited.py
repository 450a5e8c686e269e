"""Words that a claim cites, taken apart once: what they offer to support it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.answer.dates import Day, dates
from assistant.answer.figures import Figure, figures
from assistant.answer.framing import function_stems
from assistant.index.analysis import index_terms, words
from assistant.knowledge import load

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_TOKEN = re.compile(r"[^\W_](?:[\w+#]*[\w+#])?")


@dataclass(frozen=True, slots=True)
class Cited:
    """Cited texts: `plain`, each as one line in plain characters; their numbers and dates; the `terms` that stand in
    them; the first letters of their words in a row (`initials`: "nlp"); their words as spelled."""

    plain: tuple[str, ...]
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    terms: frozenset[str]
    initials: str
    spelled: frozenset[str]

    def has(self, term: str) -> bool:
        """Whether a term, or one that says the same, stands there."""
        return same(term) in self.terms

    def abbreviates(self, word: str) -> bool:
        """Whether words in a row are what `word`, in capitals, is short for: "NLP" of "natural language processing"."""
        return 3 <= len(word) <= 6 and word.isupper() and word.isalpha() and word.casefold() in self.initials


@lru_cache(maxsize=1024)
def cited(quotes: tuple[str, ...]) -> Cited:
    """The texts taken apart."""
    together = "\n".join(quotes)
    days, rest = dates(together)
    numbers, _ = figures(rest)
    row = words(together)
    # "KV cache" is "KVcache", too.
    terms = {same(term) for term in [*index_terms(together), *(a + b for a, b in itertools.pairwise(row))]}
    if any(number.unit in load("support")["money"] for number in numbers):
        terms.add(same(words(load("support")["alike"][0][0])[0]))
    spelled = frozenset(_TOKEN.findall(together))
    short = {full: words(key) for key, full in load("words")["short_for"].items()}
    lower = together.casefold()
    terms |= {same(t) for full, key in short.items() if full in lower for t in key}
    terms |= {same(t) for key, full in load("words")["short_for"].items() if key in spelled for t in words(full)}
    initials = "".join(w[0].casefold() for w in _TOKEN.findall(together) if not set(words(w)) <= function_stems())
    return Cited(tuple(map(plain, quotes)), numbers + _parts(days), days, frozenset(terms), initials, spelled)


def verbatim(quoted: str, source: Cited) -> bool:
    """Whether quoted words stand in one of the texts as they are, but for white space, kinds of quotation marks and
    dashes, and an end mark. "a … b" quotes both ends of what it shortens."""
    parts = [part for part in (plain(p).strip(" .,;") for p in _ELLIPSIS.split(quoted)) if part]
    return bool(parts) and any(_in_order(parts, text) for text in source.plain)


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def plain(text: str) -> str:
    """The text on one line, its quotation marks, apostrophes and dashes of the plain kind, case-folded."""
    folded = re.sub("[“”„«»]", '"', re.sub("[‘’ʼ]", "'", text))
    return " ".join(re.sub("[‐‑‒–—−]", "-", folded).split()).casefold()


def _parts(days: tuple[Day, ...]) -> tuple[Figure, ...]:
    """A date's year and day as numbers: a claim may give them alone."""
    return tuple(
        Figure(frozenset({float(part)}), None, None, str(part))
        for day in days
        for part in (day.year, day.day)
        if part is not None
    )


def same(term: str) -> str:
    """The term that stands for all that say the same."""
    return _alike().get(term, term)


@cache
def _alike() -> dict[str, str]:
    groups = ([t for word in group for t in words(str(word))] for group in load("support")["alike"])
    return {term: group[0] for group in groups for term in group}
