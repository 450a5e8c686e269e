"""Two rankings into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Ranking = Sequence[tuple[str, float]]

# The share of the dense side; `benchmarks/retrieval.py` prints what other shares give.
DENSE_SHARE = 0.5


def fuse(dense: Ranking, lexical: Ranking, *, dense_share: float = DENSE_SHARE) -> list[tuple[str, float]]:
    """Both rankings' scores, each scaled to [0, 1] by its own smallest and largest, added by their shares.

    Ids come best first, ties by id; an id that one side lacks gets 0 from it. Scaling by minimum and maximum of the
    top scores was measured better than reciprocal ranks (design section 4; `benchmarks/retrieval.py`).
    """
    if not 0 <= dense_share <= 1:
        raise ValueError(f"the dense share must lie between 0 and 1, got {dense_share}")
    total: dict[str, float] = {}
    for ranking, share in ((dense, dense_share), (lexical, 1 - dense_share)):
        for key, score in scaled(ranking).items():
            total[key] = total.get(key, 0.0) + share * score
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))


def scaled(ranking: Ranking) -> Mapping[str, float]:
    """The scores mapped linearly onto [0, 1]; all 1 where they do not differ."""
    if not ranking:
        return {}
    low = min(score for _, score in ranking)
    high = max(score for _, score in ranking)
    return {key: (score - low) / (high - low) if high > low else 1.0 for key, score in ranking}
