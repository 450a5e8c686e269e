"""Lines, headings and sentences: the grain in which postings are read."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import SectionKind, Span
from assistant.knowledge import load
from assistant.reading.cueing import cues
from assistant.reading.letters import cue_hints
from assistant.reading.lines import Heading, heading_key, lines, phrases
from assistant.reading.sentences import sentences
from benchmarks.reading import postings


def only(text: str) -> Heading | None:
    return next(iter(lines(text))).head


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Responsibilities", SectionKind.RESPONSIBILITIES),
        ("## What You’ll Do", SectionKind.RESPONSIBILITIES),
        ("WHAT WE NEED TO SEE:", SectionKind.MUST),
        ("Minimum Qualifications (required)", SectionKind.MUST),
        ("Ways To Stand Out From The Crowd", SectionKind.NICE),
        ("Research Engineer, Language - Generative AI Responsibilities:", SectionKind.RESPONSIBILITIES),
        ("About Acme Robotics", SectionKind.COMPANY),
        ("Benefits at Acme", SectionKind.BENEFITS),
        ("Sobre a vaga", SectionKind.ROLE),
        ("Anforderungen", SectionKind.MUST),
        ("Vos missions :", SectionKind.RESPONSIBILITIES),
        ("面试流程", SectionKind.PROCESS),
    ],
)
def test_headings_are_known_by_how_the_industry_names_them(text: str, kind: SectionKind) -> None:
    assert only(text) == Heading(kind)


@pytest.mark.parametrize(
    "text",
    [
        "You will have a strong sense of responsibility and skills.",
        "• Requirements",
        "Experience in developing machine learning systems",
        "We offer benefits to everyone who works here, among them a pension, and skills are what we look for in people",
        "Python",
        "Strong communication skills",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert only(text) is None


def test_a_label_with_its_value_on_the_line_is_an_inline_heading() -> None:
    assert only("Location: Lisbon, Portugal") == Heading(SectionKind.LOCATION, inline=True)


def test_no_phrase_stands_under_two_kinds() -> None:
    listed = [heading_key(p) for kinds in load("headings").values() for p in kinds]
    assert sorted(set(listed)) == sorted(listed)
    assert all(kind in set(SectionKind) for kind in load("headings"))
    assert len(phrases()) > 400


def test_lines_know_their_place_and_the_blank_lines_before_them() -> None:
    text = "Focus\n\n\n  • Build things  \nShip"
    found = list(lines(text))
    assert [(line.span.of(text), line.gap, line.bullet) for line in found] == [
        ("Focus", 0, False),
        ("• Build things", 2, True),
        ("Ship", 0, False),
    ]
    assert found[1].body == "Build things"


def test_sentences_end_where_people_end_them() -> None:
    text = "We use e.g. Python and C++. It runs at 3.5 GHz! Ask Dr. Who (he knows.) Then go.\n要求三年经验。会中文。"
    assert [s.of(text) for s in sentences(text)] == [
        "We use e.g. Python and C++.",
        "It runs at 3.5 GHz!",
        "Ask Dr. Who (he knows.)",
        "Then go.",
        "要求三年经验。",
        "会中文。",
    ]


@given(st.text(alphabet="ab A.!?\n\t。é1-•", max_size=200))
def test_sentences_hold_every_character_but_space_once_and_in_order(text: str) -> None:
    found = list(sentences(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join(text.split()) == "".join("".join(s.of(text).split()) for s in found)
    assert all(s.of(text) == s.of(text).strip() for s in found)


@given(st.text(alphabet="ab A.\n ", max_size=100), st.integers(0, 50), st.integers(0, 50))
def test_lines_within_a_span_stay_within_it(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    assert all(span.contains(line.span) for line in lines(text, span))


def test_no_cue_matches_a_line_without_one_of_its_hints(corpus: Path) -> None:
    read = [line.body for path in corpus.iterdir() for p in postings(path) for line in lines(p.text)]
    missed = [
        (group, kind.value, body)
        for (group, kind), own in cue_hints().items()
        for body in (read if own else ())
        if cues(group)[kind].search(body) and not any(hint in f" {body.casefold()}" for hint in own)
    ]
    assert missed == []
