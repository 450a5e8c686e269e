"""`framing.yaml` and `support.yaml`: their tables, and that no word is in them twice or that carries content."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from assistant.answer.framing import own_line
from assistant.index.analysis import words
from assistant.knowledge import load

FRAMING: dict[str, list[str]] = load("framing")
SUPPORT: dict[str, Any] = load("support")
# Words that say something of a job: with one of these as framing, a claim of nothing else would pass unproved.
TELLING = """
    remote hybrid office salary paid degree visa sponsor relocation bonus equity leave vacation insurance python degree
    years experience permanent contract urgent senior junior travel required optional deadline interview free benefits
"""


def test_framing_has_its_tables_of_plain_words() -> None:
    assert set(FRAMING) == {"words", "labels", "phrases", "silence"}
    for table in ("words", "labels"):
        assert all(isinstance(word, str) and re.fullmatch(r"[a-z]+", word) for word in FRAMING[table])
        assert not [word for word, n in Counter(FRAMING[table]).items() if n > 1]


def test_no_word_that_says_something_of_a_job_is_framing_everywhere() -> None:
    assert not set(words(TELLING)) & set(words(" ".join(FRAMING["words"])))


@pytest.mark.parametrize("line", FRAMING["phrases"] + FRAMING["silence"])
def test_a_line_is_a_pattern_with_known_slots(line: str) -> None:
    slots = set(re.findall(r"\{([a-z]+)\}", line))
    assert slots <= {"ask", "role", "count", "quoted", "rest"}
    assert line != "{rest}"
    assert re.compile(re.sub(r"\{[a-z]+\}", "x", line))
    assert not line.endswith((".", ":"))


@pytest.mark.parametrize(
    "line",
    [
        "On the pay, **Acme: Baker** says:",
        "3 saved roles mention “Palo” and “Alto”:",
        "The posting does not state the start date.",
        "… and 5 more lines of the posting.",
        "Not stated by 16 other roles: Baker, Cook and 14 more.",
        "2 of the 3 saved roles that state their pay offer more than USD 200,000 at the top of the range:",
    ],
)
def test_the_products_lines_are_known(line: str) -> None:
    assert own_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "The posting does not state parental leave.",
        "On the pay, Acme says: a lot",
        "3 saved roles mention leave:",
        "The posting says lunch is free.",
        "They say: not stated",
        "12 more weeks of leave",
    ],
)
def test_lines_that_only_resemble_them_are_not(line: str) -> None:
    assert not own_line(line)


def test_support_has_its_tables() -> None:
    assert set(SUPPORT) == {
        "alike", "negations", "subjects", "affirming", "obliging", "optional", "units", "money", "scales", "numbers",
    }  # fmt: skip
    assert all(isinstance(n, int) and 0 <= n <= 90 for n in SUPPORT["numbers"].values())
    assert all(isinstance(n, int) and n >= 1000 for n in SUPPORT["scales"].values())
    assert all(isinstance(word, str) for name in ("negations", "affirming", "optional") for word in SUPPORT[name])


def test_a_word_means_the_same_as_those_of_one_group_only() -> None:
    groups = [set(words(" ".join(group))) for group in SUPPORT["alike"]]
    stems = Counter(stem for group in groups for stem in group)
    assert not [stem for stem, n in stems.items() if n > 1]


def test_a_unit_or_currency_is_written_one_way_only() -> None:
    for name in ("units", "money"):
        written = Counter(word for table in SUPPORT[name].values() for word in table)
        assert not [word for word, n in written.items() if n > 1]


def test_nothing_both_obliges_and_leaves_free() -> None:
    assert not set(SUPPORT["obliging"]) & set(SUPPORT["optional"])
