"""nDCG@k of retrieval: the gold chunks among the first k hits, those further up for more."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set

from assistant.evals.metrics.base import Metric
from assistant.evals.metrics.retrieval import mean_score
from assistant.evals.model import Measure, Seen, System, Turn


def ndcg(first: Sequence[str], relevant: Set[str], k: int) -> float:
    """The gain of the ranking over that of an ideal one, where a relevant chunk at rank r gains 1 / log2(r + 1): DCG of
    Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), in the form of trec_eval, which
    discounts the second rank, too, and cuts the ideal ranking at k."""
    gained = math.fsum(_gain(rank) for rank, chunk in enumerate(first[:k], 1) if chunk in relevant)
    return gained / math.fsum(_gain(rank) for rank in range(1, min(len(relevant), k) + 1))


def _gain(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """nDCG@k for the k of the turn's `retrieves`; several are averaged."""
    return mean_score(turn, seen, system, ndcg, "nDCG")


METRIC = Metric("ndcg_at_k", "Retrieval nDCG@k", "share", "higher", "mean", measure)
