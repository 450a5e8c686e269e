"""Recall@k of retrieval: the share of the gold chunks among the first k hits."""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.evals.metrics.base import Metric
from assistant.evals.metrics.retrieval import mean_score
from assistant.evals.model import Measure, Seen, System, Turn


def recall(first: Sequence[str], relevant: Set[str], k: int) -> float:
    """|relevant ∩ first k| / |relevant|: trec_eval's recall_k (Voorhees & Harman, TREC, 2005, chapter 3)."""
    return len(relevant & set(first[:k])) / len(relevant)


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """Recall@k for the k of the turn's `retrieves`; several are averaged."""
    return mean_score(turn, seen, system, recall, "recall")


METRIC = Metric("recall_at_k", "Retrieval recall@k", "share", "higher", "mean", measure)
