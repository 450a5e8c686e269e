"""The numbers that a run reports, each in a small file of its own: a turn's value, with the reason for it.

A metric that is a share is the mean over the turns for which it is defined; where it is not defined, that is said, with
the reason, and counted apart. docs/evals.md says what each is.
"""

from __future__ import annotations

from assistant.evals.metrics import (
    abstention_precision,
    abstention_recall,
    citation_precision,
    citation_recall,
    correctness,
    cost,
    groundedness,
    latency,
    leakage,
    mrr,
    ndcg_at_k,
    over_refusal,
    recall_at_k,
    tokens,
)
from assistant.evals.metrics.aggregate import Total, aggregate
from assistant.evals.metrics.base import Metric
from assistant.evals.metrics.expectation import expected
from assistant.evals.metrics.retrieval import needs_k

__all__ = ["METRICS", "Metric", "Total", "aggregate", "expected", "needs_k"]

# In the order in which reports show them.
METRICS: tuple[Metric, ...] = (
    correctness.METRIC,
    abstention_precision.METRIC,
    abstention_recall.METRIC,
    over_refusal.METRIC,
    citation_precision.METRIC,
    citation_recall.METRIC,
    groundedness.METRIC,
    recall_at_k.METRIC,
    mrr.METRIC,
    ndcg_at_k.METRIC,
    leakage.METRIC,
    *latency.METRICS,
    tokens.METRIC,
    cost.METRIC,
)
