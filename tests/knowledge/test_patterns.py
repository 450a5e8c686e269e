"""Patterns that were rewritten for speed fit what they fitted as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled, factored
from assistant.reading.lines import lines
from benchmarks.reading import postings

ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "B",
        "é",
        r"\b",
        "^",
        "$",
        r"\s",
        "[a|)]",
        "[]b(]",
        "[^|]",
        r"\|",
        r"\(",
        "(?-i:A)",
        "(?i:b)",
        "(?=a)",
        ".",
    ]
)
SEQUENCES = st.lists(ATOMS, min_size=1, max_size=4).map("".join)
PATTERNS = st.recursive(
    SEQUENCES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("|".join),
        inner.map(lambda one: f"(?:{one})"),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        inner.map(lambda one: f"({one})"),
    ),
    max_leaves=6,
)
TEXTS = st.text(alphabet="aAbBéÉ |()]\n", max_size=12)
LOADED = ("cues", "slots", "typed", "rounds", "header", "money", "instructions", "companies")
EVERY = 9


def groups(found: re.Match[str] | None) -> object:
    return found and (found.span(), found.groups())


@given(PATTERNS, TEXTS)
def test_a_factored_pattern_fits_the_same_places(pattern: str, text: str) -> None:
    written, rewritten = re.compile(pattern, re.IGNORECASE), compiled(pattern)
    assert groups(rewritten.search(text)) == groups(written.search(text)), factored(pattern)
    assert groups(rewritten.match(text)) == groups(written.match(text)), factored(pattern)


@given(PATTERNS, TEXTS)
def test_a_finder_says_whether_the_pattern_fits(pattern: str, text: str) -> None:
    written, finder = re.compile(pattern, re.IGNORECASE), Finder(pattern)
    assert finder.search(text) == bool(written.search(text))
    assert finder.match(text) == bool(written.match(text))


@pytest.mark.parametrize(
    ("pattern", "rewritten"),
    [
        (r"\bred\b|\bblue|green", r"\b(?:red\b|blue)|green"),
        (r"^a|^b|\bc", r"^(?:a|b)|\bc"),
        (r"(?:\bone|\b(?:two|three)s?)|\bfour", r"\b(?:one|(?:two|three)s?|four)"),
        (r"a\|b", r"a\|b"),
        (r"(?:a|b)(?:c|d)", r"(?:a|b)(?:c|d)"),
    ],
)
def test_what_alternatives_share_stands_in_front_of_them_once(pattern: str, rewritten: str) -> None:
    assert factored(pattern) == rewritten


def written_patterns(content: Any) -> Iterator[str]:
    """The strings of a data file that are patterns with alternatives."""
    if isinstance(content, str):
        if "|" in content and "\\" in content and "{NAME" not in content:
            yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from written_patterns(value)
    elif isinstance(content, (list, tuple)):
        for value in content:
            yield from written_patterns(value)


@pytest.mark.parametrize("name", LOADED)
def test_the_patterns_of_the_data_files_say_the_same_of_real_lines(name: str, corpus: Path) -> None:
    read = [line.text for path in sorted(corpus.iterdir()) for p in postings(path) for line in lines(p.text)][::EVERY]
    patterns = set(written_patterns(load(name)))
    assert patterns
    for pattern in sorted(patterns):
        written, rewritten, finder = re.compile(pattern, re.IGNORECASE), compiled(pattern), Finder(pattern)
        for text in read:
            found = written.search(text)
            assert groups(rewritten.search(text)) == groups(found), (pattern, text)
            assert finder.search(text) == bool(found), (pattern, text)
