"""Mean reciprocal rank: how far up the first gold chunk stands."""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.evals.metrics.base import Metric
from assistant.evals.metrics.retrieval import mean_score
from assistant.evals.model import Measure, Seen, System, Turn


def reciprocal_rank(first: Sequence[str], relevant: Set[str], k: int) -> float:
    """1 / the rank of the first relevant among the first k, counted from 1; 0 where there is none (Voorhees, "The
    TREC-8 question answering track report", 1999)."""
    return next((1 / rank for rank, chunk in enumerate(first[:k], 1) if chunk in relevant), 0.0)


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """The reciprocal rank within the k of the turn's `retrieves`; several are averaged."""
    return mean_score(turn, seen, system, reciprocal_rank, "reciprocal rank")


METRIC = Metric("mrr", "Mean reciprocal rank", "share", "higher", "mean", measure)
