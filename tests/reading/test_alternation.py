"""Patterns whose alternatives are drawn together fit where the patterns of the data files fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import load
from assistant.reading.alternation import compiled, tree
from assistant.reading.companies import _speaks
from assistant.reading.lines import lines
from benchmarks.reading import postings

WORDS = st.text(alphabet="ab", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("pattern", "drawn"),
    [
        (r"\bfull time|\bfixed term", r"\bf(?:ull time|ixed term)"),
        (r"(?:one)|(?:only|two)", "on(?:e|ly)|two"),
        ("ab?c|ab?d|abe", "a(?:b?(?:c|d)|be)"),
        ("a|ab", "a(?:|b)"),
        ("x(?:ab|ac)y", "x(?:a(?:b|c))y"),
        (r"[a|(]b|[a|(]c", "[a|(](?:b|c)"),
        (r"(?<=a|b)c|(?P<n>d|e)", r"(?<=a|b)c|(?P<n>d|e)"),
        (r"a(?!b|c)|a(?-i:B|C)", r"a(?:(?!b|c)|(?-i:B|C))"),
        (r"\u4e00|\u4e01{2,3}?", r"\u4e00|\u4e01{2,3}?"),
    ],
)
def test_common_beginnings_are_drawn_together(pattern: str, drawn: str) -> None:
    assert tree(pattern) == drawn


@given(st.lists(WORDS, min_size=1, max_size=8), st.text(alphabet="abc ", max_size=20))
def test_a_list_of_words_is_found_where_it_stands(words: list[str], text: str) -> None:
    plain = "|".join(words)
    for pattern in (plain, rf"\b(?:{plain})\b", rf"^(?:{plain})|(?:{plain})$"):
        assert found(compiled(pattern), text) == found(re.compile(pattern, re.IGNORECASE), text)


def test_the_patterns_of_the_data_files_fit_as_they_are_written(corpus: Path) -> None:
    read = [line.text for path in sorted(corpus.iterdir()) for p in postings(path) for line in lines(p.text)][::3]
    for pattern in patterns():
        plain, drawn = re.compile(pattern, re.IGNORECASE), compiled(pattern)
        assert [found(drawn, line) for line in read] == [found(plain, line) for line in read], pattern


def test_a_companys_way_to_be_named_is_in_no_text_without_one_of_its_hints(corpus: Path) -> None:
    texts = [p.text for path in sorted(corpus.iterdir()) for p in postings(path)]
    texts += ["Firma: Brandlhof\n", "Über Brandlhof\n", "Acme Jobs\n", "Quillon is hiring\n", "Mill Lane Studios\n"]
    for pattern, _, hints in _speaks():
        missed = [t for t in texts if hints and pattern.search(t) and not any(hint in t for hint in hints)]
        assert missed == [], pattern.pattern


def found(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern begins to fit, or -1."""
    match = pattern.search(text)
    return match.start() if match else -1


def patterns() -> Iterator[str]:
    """Those that are drawn together when they are used: of cues, slots, rounds, typed values and pay."""
    cues: dict[str, dict[str, Any]] = load("cues")
    for group in ("lines", "asides", "openings", "introductions", "openers"):
        yield from cues[group].values()
    yield from (p for p in cues["process"].values() if isinstance(p, str))
    for slot in load("slots").values():
        yield from (slot[key] for key in ("needs", "unless", "inside", "near") if key in slot)
        yield from (p["pattern"] if isinstance(p, dict) else p for p in slot.get("patterns", ()))
    for listed in (load("rounds")["formats"], load("money")["periods"], *map(load("typed").get, ("kinds", "modes"))):
        yield from (pattern for _, pattern in listed)
