"""How well a question of the bank tests a line of a posting."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.prepare.questions.targets import Target, stems
from assistant.reading.topics import topic
from assistant.training import Question

# A question's own topic among those of the line; a further topic of it; what the line implies; shared words.
_OWN, _ALSO, _IMPLIED, _WORDS = 1.0, 0.6, 0.45, 0.8
# From here on a question counts as testing a line.
ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Match:
    """A question and a target (by its place in the list) with how well they match."""

    target: int
    value: float


def matches(question: Question, found: Sequence[Target], rarity: Rarity) -> tuple[Match, ...]:
    """The targets that the question tests, each with a value of `ENOUGH` or more."""
    said = question_stems(question)
    values = [(n, _match(question, target, said, rarity)) for n, target in enumerate(found)]
    return tuple(Match(n, value) for n, value in values if value >= ENOUGH)


def _match(question: Question, target: Target, said: frozenset[str], rarity: Rarity) -> float:
    named = {question.topic: _OWN}
    if topic(question.topic).kind != "tool":
        # Who is not asked for a tool is not questioned about it, whatever else the question touches.
        named |= dict.fromkeys(question.also, _ALSO)
    direct = max((named.get(t, 0.0) for t in target.topics), default=0.0)
    implied = max((named.get(t, 0.0) * _IMPLIED for t in target.implies), default=0.0)
    about = max(direct, implied)
    if not about:
        return 0.0
    # The more topics a line names, the less it is about each of them.
    focus = 1.0 if direct <= implied else 1.0 / math.sqrt(max(1, len(target.topics) - 1))
    return about * (0.6 + 0.4 * focus) + _WORDS * rarity.share(target.stems, said)


class Rarity:
    """How telling stems are: the rarer in the bank, the more."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        counts = Counter(stem for text in texts for stem in text)
        self._weights = {stem: math.log(1 + len(texts) / n) for stem, n in counts.items()}
        self._unseen = math.log(1 + len(texts))

    def share(self, wanted: frozenset[str], said: frozenset[str]) -> float:
        """How much of what `wanted` says stands in `said`, in [0, 1]."""
        whole = sum(self._weights.get(stem, self._unseen) for stem in wanted)
        return sum(self._weights[stem] for stem in wanted & said if stem in self._weights) / whole if whole else 0.0

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much two texts have in common, in [0, 1]."""
        shared = sum(self._weights.get(stem, self._unseen) for stem in one & other)
        whole = sum(self._weights.get(stem, self._unseen) for stem in one | other)
        return shared / whole if whole else 0.0


@lru_cache(maxsize=4096)
def question_stems(question: Question) -> frozenset[str]:
    """The stems of what a question asks."""
    return stems(question.question)
