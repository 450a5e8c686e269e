"""Ranking metrics against values worked out by hand, and against ir_measures over rankings of any kind."""

from __future__ import annotations

import math

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Chunk, Hit
from assistant.errors import InvalidCases
from assistant.evals.metrics import METRICS
from assistant.evals.metrics.mrr import reciprocal_rank
from assistant.evals.metrics.ndcg_at_k import ndcg
from assistant.evals.metrics.recall_at_k import recall
from assistant.evals.model import Check, Measure, Seen, Turn
from tests.evals.small import ACME, GLOBEX, SMALL, abstained

BY_NAME = {metric.name: metric for metric in METRICS}
RANKED = list("abcdef")


def test_recall_by_hand() -> None:
    assert recall(RANKED, {"b", "d", "x", "y"}, 4) == 2 / 4
    assert recall(RANKED, {"b", "d", "x", "y"}, 2) == 1 / 4
    assert recall([], {"b"}, 4) == 0.0


def test_reciprocal_rank_by_hand() -> None:
    assert reciprocal_rank(RANKED, {"c", "e"}, 6) == 1 / 3
    assert reciprocal_rank(RANKED, {"c", "e"}, 2) == 0.0


def test_ndcg_by_hand() -> None:
    # Relevant at ranks 1 and 3: 1 + 1/2; ideal at 1, 2, 3: 1 + 1/log2(3) + 1/2.
    assert ndcg(RANKED, {"a", "c", "x"}, 6) == pytest.approx(1.5 / (1.5 + 1 / math.log2(3)))
    # Järvelin & Kekäläinen's discount leaves rank 2 undiscounted; trec_eval's does not.
    assert ndcg(["x", "a"], {"a"}, 2) == pytest.approx(1 / math.log2(3))


def test_a_perfect_ranking_has_all_of_it() -> None:
    for score in (recall, reciprocal_rank, ndcg):
        assert score(RANKED, {"a", "b"}, 6) == pytest.approx(1.0)


def test_more_gold_than_k_can_still_be_ranked_perfectly_but_not_recalled() -> None:
    assert ndcg(["a", "b"], set("abcdef"), 2) == pytest.approx(1.0)
    assert recall(["a", "b"], set("abcdef"), 2) == 2 / 6


@settings(max_examples=150)
@given(st.permutations([f"c{n}" for n in range(12)]), st.sets(st.integers(0, 15), min_size=1), st.integers(1, 15))
def test_the_scores_are_those_of_ir_measures(ranking: list[str], gold: set[int], k: int) -> None:
    relevant = {f"c{n}" for n in gold}
    qrels = [ir_measures.Qrel("q", chunk, 1) for chunk in relevant]
    run = [ir_measures.ScoredDoc("q", chunk, 1.0 - rank / 100) for rank, chunk in enumerate(ranking)]
    names = {ir_measures.R @ k: recall, ir_measures.RR @ k: reciprocal_rank, ir_measures.nDCG @ k: ndcg}
    theirs = ir_measures.calc_aggregate(list(names), qrels, run)
    for name, score in names.items():
        assert score(ranking[:k], relevant, k) == pytest.approx(theirs[name], abs=1e-9), str(name)


def chunks() -> list[Chunk]:
    """All chunks of the small library, in text order."""
    return [*SMALL.chunks_of(ACME), *SMALL.chunks_of(GLOBEX)]


def seen(*order: int) -> Seen:
    """What was found, by the chunks' places in the text."""
    return Seen(abstained(), tuple(Hit(chunks()[at], 1 / rank, rank) for rank, at in enumerate(order, 1)))


def wants(*quotes: tuple[str, str], k: int = 8) -> Check:
    """A check that those quotes of those roles are retrieved."""
    return Check("retrieves", {"k": k, "spans": [{"role": r, "quote": q} for r, q in quotes]}, 0.5)


def gold_at(quote: str) -> int:
    """The place of the chunk that holds the quote."""
    return next(at for at, chunk in enumerate(chunks()) if quote in chunk.text)


def measured(name: str, found: Seen, *checks: Check) -> Measure:
    """What the metric says."""
    return BY_NAME[name].measure(Turn("?", checks), found, SMALL)


def test_the_gold_are_the_chunks_that_overlap_the_quotes() -> None:
    rust, python = gold_at("You know Rust."), gold_at("You know Python.")
    others = [at for at in range(len(chunks())) if at not in (rust, python)]
    gold = wants((ACME, "You know Rust."), (GLOBEX, "You know Python."), k=2)
    found = seen(others[0], rust, python)
    assert measured("recall_at_k", found, gold).value == 0.5
    assert measured("mrr", found, gold).value == 0.5
    assert measured("ndcg_at_k", found, gold).value == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))


def test_several_checks_of_retrieval_are_averaged_each_at_its_own_k() -> None:
    rust, python = gold_at("You know Rust."), gold_at("You know Python.")
    checks = wants((ACME, "You know Rust."), k=1), wants((GLOBEX, "You know Python."), k=1)
    found = measured("recall_at_k", seen(rust, python), *checks)
    assert found == Measure(0.5, "recall over the first 1 hits")


def test_hits_count_in_the_order_of_their_ranks_and_each_chunk_once() -> None:
    rust = gold_at("You know Rust.")
    other = next(at for at in range(len(chunks())) if at != rust)
    hits = (*seen(other, other, rust).hits,)
    shuffled = Seen(abstained(), tuple(reversed(hits)))
    assert measured("mrr", shuffled, wants((ACME, "You know Rust."))).value == 0.5


def test_ranking_is_not_defined_without_gold_and_gold_that_is_not_there_is_an_error() -> None:
    for name in ("recall_at_k", "mrr", "ndcg_at_k"):
        assert measured(name, seen(0)) == Measure(None, "no check says what should be retrieved")
        assert measured(name, Seen(abstained()), wants((ACME, "You know Rust."))).value == 0.0
        with pytest.raises(InvalidCases, match="COBOL"):
            measured(name, seen(0), wants((ACME, "You know COBOL.")))
