"""Which words are English: a list of some 24,000 that comes with the embedding model, its tokenizer's vocabulary."""

from __future__ import annotations

import json
from functools import cache

# Shorter entries of a vocabulary are often pieces of words.
_SHORTEST = 4


@cache
def _words() -> frozenset[str]:
    from assistant.index.minilm import MODEL_FOLDER

    vocabulary = json.loads((MODEL_FOLDER / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return frozenset(w for w in vocabulary if len(w) >= _SHORTEST and w.isalpha() and w.isascii())


def is_word(word: str) -> bool:
    """Whether `word` is a word, in some inflection, and so no slip of another."""
    low = word.casefold()
    return low in _words() or any(low.removesuffix(end) in _words() for end in ("s", "es", "ed", "ing", "ly", "er"))
