"""What the ranking metrics have in common: the gold chunks of a turn's `retrieves` checks, and the chunks it ranked.

Relevance is binary: a chunk that overlaps a gold span is relevant, any other is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from assistant.evals.gold import gold_k, relevant_chunks
from assistant.evals.metrics.base import undefined
from assistant.evals.model import Check, Measure, Seen, System, Turn

# The score of a ranking: the first k ids, best first, each once; the relevant ids, at least one; and k.
Score = Callable[[Sequence[str], Set[str], int], float]


def needs_k(turn: Turn) -> int:
    """How many hits the turn's checks and the metrics look at: the largest k of its `retrieves`, 0 without any."""
    return max((gold_k(check.value) for check in _checks(turn)), default=0)


def mean_score(turn: Turn, seen: Seen, system: System, score: Score, what: str) -> Measure:
    """The mean of `score` over the turn's `retrieves` checks, each at its own k. Not defined without any. Raises
    InvalidCases for gold that is not in the library."""
    found = [_scored(check, seen, system, score) for check in _checks(turn)]
    if not found:
        return undefined("no check says what should be retrieved")
    at = ", ".join(dict.fromkeys(f"{gold_k(check.value)}" for check in _checks(turn)))
    return Measure(sum(found) / len(found), f"{what} over the first {at} hits")


def ranked(seen: Seen) -> list[str]:
    """The ids of the chunks that were found, best first, each once."""
    return list(dict.fromkeys(hit.chunk.id for hit in sorted(seen.hits, key=lambda hit: hit.rank)))


def _checks(turn: Turn) -> list[Check]:
    return [check for check in turn.checks if check.type == "retrieves"]


def _scored(check: Check, seen: Seen, system: System, score: Score) -> float:
    k = gold_k(check.value)
    return score(ranked(seen)[:k], relevant_chunks(check.value, system, check.where), k)
