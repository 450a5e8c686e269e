"""How well a question of the bank tests a line of a posting."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.prepare.questions.bank import bank
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


class Rarity:
    """How telling stems are: the rarer in the bank, the more."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        counts = Counter(stem for text in texts for stem in text)
        self._weights = {stem: math.log(1 + len(texts) / n) for stem, n in counts.items()}
        self._unseen = math.log(1 + len(texts))

    def share(self, wanted: frozenset[str], said: frozenset[str]) -> float:
        """How much of what `wanted` says stands in `said`, in [0, 1]."""
        whole = self.weight(wanted)
        return self.weight(wanted & said) / whole if whole else 0.0

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much two texts have in common, in [0, 1]."""
        shared = one & other
        return self.weight(shared) / self.weight(one | other) if shared else 0.0

    def weight(self, some: frozenset[str]) -> float:
        """How telling the stems are together."""
        return sum(self._weights.get(stem, self._unseen) for stem in some)


class Lines:
    """The lines of a posting, to be asked which of them a question tests."""

    def __init__(self, targets: Sequence[Target], rarity: Rarity) -> None:
        self._targets = targets
        self._rarity = rarity
        self._named: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for n, target in enumerate(targets):
            # The more topics a line names, the less it is about each of them.
            focus = 0.6 + 0.4 / math.sqrt(max(1, len(target.topics) - 1))
            for id in target.topics:
                self._named[id].append((n, focus))
            for id in target.implies:
                self._named[id].append((n, _IMPLIED))

    def tested_by(self, question: Question) -> tuple[Match, ...]:
        """The lines that the question tests, in their order, each with a value of `ENOUGH` or more."""
        about: dict[int, float] = {}
        for id, share in _topics(question):
            for n, focus in self._named.get(id, ()):
                about[n] = max(about.get(n, 0.0), share * focus)
        if not about:
            return ()
        said = question_stems(question)
        values = ((n, v + _WORDS * self._rarity.share(self._targets[n].stems, said)) for n, v in sorted(about.items()))
        return tuple(Match(n, value) for n, value in values if value >= ENOUGH)


def _topics(question: Question) -> list[tuple[str, float]]:
    """The question's topics with what each counts. Who is not asked for a tool is not questioned about it, whatever
    else the question touches."""
    more = () if topic(question.topic).kind == "tool" else question.also
    return [(question.topic, _OWN), *((id, _ALSO) for id in more)]


@lru_cache(maxsize=64)
def rarity(areas: tuple[str, ...]) -> Rarity:
    """How telling stems are among the questions of these areas."""
    return Rarity([question_stems(question) for question in bank(areas)])


def question_stems(question: Question) -> frozenset[str]:
    """The stems of what a question asks."""
    return _stems(question.question)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return stems(text)
