"""Two rankings into one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieve.fusion import fuse, scaled

rankings = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(-10, 10)), unique_by=lambda t: t[0], max_size=8)


def test_scores_are_scaled_by_their_own_extremes_and_added_by_share() -> None:
    dense, lexical = [("a", 0.9), ("b", 0.5), ("c", 0.1)], [("b", 20.0), ("d", 10.0)]
    assert fuse(dense, lexical, dense_share=0.5) == [("b", 0.75), ("a", 0.5), ("c", 0.0), ("d", 0.0)]


def test_one_side_alone_keeps_its_order() -> None:
    assert [k for k, _ in fuse([("b", 2.0), ("a", 1.0)], [])] == ["b", "a"]
    assert scaled([("x", 3.0)]) == {"x": 1.0}
    assert fuse([], []) == []


def test_a_share_outside_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        fuse([], [], dense_share=1.5)


@given(rankings, rankings, st.floats(0, 1))
def test_the_result_holds_every_id_once_best_first_within_0_to_1(
    dense: list[tuple[str, float]], lexical: list[tuple[str, float]], share: float
) -> None:
    fused = fuse(dense, lexical, dense_share=share)
    assert {k for k, _ in fused} == {k for k, _ in dense} | {k for k, _ in lexical}
    assert [s for _, s in fused] == sorted((s for _, s in fused), reverse=True)
    assert all(-1e-9 <= s <= 1 + 1e-9 for _, s in fused)
