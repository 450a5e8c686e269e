"""Phrases that name an action: where they begin, where they end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Span
from assistant.reading.actions import actions


def named(text: str, span: Span | None = None) -> list[str]:
    return [s.of(text) for s in actions(text, span)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Build and maintain data pipelines.", ["Build and maintain data pipelines"]),
        ("• Lead design reviews, and mentor junior engineers", ["Lead design reviews", "mentor junior engineers"]),
        ("You will deploy models to production", ["deploy models"]),
        ("Experience in leading cross-functional teams", ["leading cross-functional teams"]),
        ("Ability to explain complex ideas to customers", ["explain complex ideas"]),
        ("Design services\nRun them on call", ["Design services", "Run them on call"]),
        ("Design, build, and operate services", ["operate services"]),
        ("Write tests (unit and end-to-end)", ["Write tests"]),
    ],
)
def test_an_action_runs_from_its_verb_to_the_why_and_where(text: str, found: list[str]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "text", ["", "Competitive salary", "our training programme", "Work", "THE BUILD TEAM", "日本語"]
)
def test_what_names_no_action_gives_none(text: str) -> None:
    assert named(text) == []


def test_a_span_bounds_what_is_read() -> None:
    text = "Build services. Write documents."
    assert named(text, Span(16, 32)) == ["Write documents"]
    assert named(text, Span(0, 14)) == ["Build services"]


@given(st.text(alphabet="Build and design, to systems.\nfor \tİß•", max_size=80))
def test_actions_are_ordered_apart_and_within_the_text(text: str) -> None:
    spans = actions(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() for s in spans)
