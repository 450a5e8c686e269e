"""Whether a text is English that can be read: letters follow each other as in words, words hold it together."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.knowledge import load
from assistant.prepare.feedback.statements import glue_words
from assistant.reading.topics import all_topics

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[a-z]+")
# Below this mean log-probability of a pair of letters (base 2) a text is keys struck at random; English: -8.1 to -7.3.
# With words in it that hold statements together, it takes more to call it so.
_RANDOM, _RANDOM_WITH_GLUE = -8.8, -10.5
# So many words are enough to tell a language by; of a language's own words at least such a share must be there.
_ENOUGH = 8
_FOREIGN = 0.2
# A text of which so few words are different says the same again and again.
_REPETITIVE = 0.25
_STATED = 0.2
_LONG, _LOOKED_AT = 12, 80


def word_list(text: str) -> list[str]:
    """The words of a text, in lower case; numbers are none."""
    return [word.lower() for word in _WORD.findall(text)]


def language(text: str) -> str | None:
    """The language that a text is in, as people call it; None where it is English or cannot be told."""
    letters = [c for c in text if c.isalpha()]
    for name, pattern in load("feedback")["scripts"].items():
        if letters and len(re.findall(pattern, text)) / len(letters) > 0.3:
            return str(name)
    found = word_list(text)
    if len(found) < _ENOUGH:
        return None
    english = sum(word in glue_words() for word in found) / len(found)
    shares = {name: sum(w in some for w in found) / len(found) for name, some in _languages().items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _FOREIGN and shares[best] > english + 0.05 else None


def is_gibberish(text: str) -> bool:
    """Whether a text is keys struck at random, or the same words again and again."""
    found = word_list(text)
    if not found:
        return False
    most = Counter(found).most_common(1)[0][1]
    if len(found) >= 4 and most / len(found) > 0.5:
        return True
    start = found[:_LOOKED_AT]
    if len(start) >= _LONG and len(set(start)) / len(start) < _REPETITIVE:
        return True
    glue = sum(word in glue_words() for word in found) / len(found)
    return likelihood(text) < (_RANDOM if glue < 0.15 else _RANDOM_WITH_GLUE)


def holds_together(found: Sequence[str]) -> bool:
    """Whether words are more than a list of terms: enough of them hold others together."""
    return sum(word in glue_words() for word in found) / max(1, len(found)) >= _STATED


def likelihood(text: str) -> float:
    """How well the letters follow each other, as the mean log2 of a pair's probability; 0 for no letters."""
    pairs = [pair for word in word_list(text) for pair in _pairs(word)]
    table, unseen = _table()
    return sum(table.get(pair, unseen) for pair in pairs) / len(pairs) if pairs else 0.0


def _pairs(word: str) -> Iterator[str]:
    for run in _LATIN.findall(word):
        marked = f"^{run}$"
        yield from (marked[i : i + 2] for i in range(len(marked) - 1))


@cache
def _table() -> tuple[dict[str, float], float]:
    """Log-probabilities of pairs of letters in the descriptions of topics, and that of a pair which is not there."""
    texts = (f"{topic.name} {topic.description}" for topic in all_topics())
    counts = Counter(pair for text in texts for word in word_list(text) for pair in _pairs(word))
    whole = sum(counts.values()) + 28 * 28 / 4
    table = {pair: math.log2((n + 0.25) / whole) for pair, n in counts.items()}
    return table, math.log2(0.25 / whole)


@cache
def _languages() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, some)) for name, some in load("feedback")["languages"].items()}
