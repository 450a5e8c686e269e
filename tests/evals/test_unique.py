"""Ids that are given twice are found, with both places, at eight bytes an id."""

from __future__ import annotations

from assistant.evals.model import Where
from assistant.evals.unique import Unique


def noted(*given: tuple[str, str, int]) -> list[tuple[str, str]]:
    ids = Unique()
    for id, file, line in given:
        ids.add(id, Where(file, line))
    return [(str(first), str(again)) for first, again in ids.repeated()]


def test_none_repeats() -> None:
    assert noted() == []
    assert noted(("a", "x", 1), ("b", "x", 2)) == []


def test_a_repetition_is_told_with_the_place_before_it_in_the_order_in_which_they_stand() -> None:
    found = noted(("b", "x", 1), ("a", "x", 5), ("a", "y", 2), ("b", "y", 3), ("a", "z", 9))
    assert found == [("x:5", "y:2"), ("x:1", "y:3"), ("y:2", "z:9")]


def test_files_may_be_gone_back_to() -> None:
    assert noted(("a", "x", 1), ("b", "y", 2), ("b", "x", 3)) == [("y:2", "x:3")]


def test_half_characters_are_ids_too() -> None:
    assert noted(("\ud800", "x", 1), ("\ud800", "x", 2)) == [("x:1", "x:2")]
