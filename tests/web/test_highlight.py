"""Highlighting covers exactly the quoted characters, whatever overlaps, and shows a window of long texts."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Span
from assistant.web.highlight import Mark, Run, runs, windows


def covered(found: list[Run], n: int) -> str:
    return "".join(run.text for run in found if n in run.ns)


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(min_size=1, max_size=200))
    place = st.integers(0, len(text))
    ends = draw(st.lists(st.tuples(place, place).map(sorted), max_size=6))
    return text, [Mark(n, Span(start, end)) for n, (start, end) in enumerate(ends, 1)]


@given(texts_with_marks())
def test_runs_reproduce_the_text_and_mark_exactly_the_quotes(given_: tuple[str, list[Mark]]) -> None:
    text, marks = given_
    found = runs(text, marks, Span(0, len(text)))
    assert "".join(run.text for run in found) == text
    for mark in marks:
        assert covered(found, mark.n) == mark.span.of(text)


def test_overlapping_quotes_share_the_run_that_both_cover() -> None:
    found = runs("abcdef", [Mark(1, Span(0, 4)), Mark(2, Span(2, 6))], Span(0, 6))
    assert found == [Run("ab", (1,)), Run("cd", (1, 2)), Run("ef", (2,))]


def test_the_same_quote_cited_twice_is_one_run() -> None:
    found = runs("abc", [Mark(2, Span(1, 2)), Mark(1, Span(1, 2))], Span(0, 3))
    assert found == [Run("a", ()), Run("b", (1, 2)), Run("c", ())]


def test_a_window_cuts_what_lies_outside() -> None:
    found = runs("abcdef", [Mark(1, Span(0, 1)), Mark(2, Span(3, 4))], Span(2, 5))
    assert found == [Run("c", ()), Run("d", (2,)), Run("e", ())]


def test_windows_keep_a_distance_and_end_at_line_breaks() -> None:
    text = "line of text\n" * 1000
    (found,) = windows(text, [Span(6000, 6010)], 500)
    assert found.start <= 6000 - 500 + 200
    assert found.end >= 6010 + 500
    assert text[found.start - 1] == "\n"
    assert text[found.end] == "\n"


def test_windows_that_touch_become_one() -> None:
    assert len(windows("x" * 10_000, [Span(3000, 3001), Span(3900, 3901)], 500)) == 1
    assert len(windows("x" * 10_000, [Span(1000, 1001), Span(9000, 9001)], 500)) == 2


def test_without_quotes_the_beginning_is_shown() -> None:
    (found,) = windows("x" * 10_000, [], 500)
    assert found == Span(0, 500)


@given(texts_with_marks(), st.integers(0, 50))
def test_windows_hold_every_quote_in_order_without_overlap(given_: tuple[str, list[Mark]], around: int) -> None:
    text, marks = given_
    spans = [mark.span for mark in marks]
    found = windows(text, spans, around)
    assert all(any(window.contains(span) for window in found) for span in spans)
    assert all(one.end < two.start for one, two in itertools.pairwise(found))
    assert found[0].start >= 0
    assert found[-1].end <= len(text)
