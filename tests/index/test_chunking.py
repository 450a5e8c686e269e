"""Chunks: pieces of one section each, exact to the character, none too long, nothing lost."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Posting, Role, Section, SectionKind, Span
from assistant.index.chunking import SECTION_WORDS, chunk, split

TEXTS = st.text(st.sampled_from("ab .\n\t,•中文。") | st.characters(), max_size=400)


@given(TEXTS, st.integers(1, 80))
def test_split_gives_ordered_stripped_pieces_that_hold_everything(text: str, size: int) -> None:
    spans = split(text, size)
    pieces = [span.of(text) for span in spans]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    for piece in pieces:
        assert piece == piece.strip() != ""
        assert len(piece) <= size or len(piece.split()) == 1


def test_a_text_that_fits_is_one_piece() -> None:
    assert split("  one two\nthree ", 20) == [Span(2, 15)]
    assert split("", 20) == split(" \n ", 20) == []


def test_lines_are_kept_whole_where_they_fit() -> None:
    text = "\n".join(f"line {number} of the list" for number in range(12))
    assert all(span.of(text).split("\n")[-1].endswith("list") for span in split(text, 80))


def test_sentences_are_kept_whole_where_lines_are_too_long() -> None:
    text = "This is a sentence of some length. " * 12
    assert all(span.of(text).endswith("length.") for span in split(text, 100))


def test_words_are_kept_whole_where_sentences_are_too_long() -> None:
    text = "word " * 60
    assert all(set(span.of(text).split()) == {"word"} for span in split(text, 42))


def test_a_short_rest_is_not_left_alone() -> None:
    text = " ".join(["word"] * 130)  # 649 characters
    first, second = (len(span.of(text)) for span in split(text, 600))
    assert min(first, second) > 200


def test_a_heading_stays_with_its_first_lines() -> None:
    text = "Requirements\n" + "A long paragraph that fills its chunk with words. " * 30
    first = split(text, 300)[0].of(text)
    assert first.startswith("Requirements\nA long paragraph")


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 character, got 0"):
        split("x", 0)


def _role(text: str, *sections: tuple[SectionKind, int, int]) -> tuple[Posting, Role]:
    posting = Posting(hashlib.sha256(text.encode()).hexdigest()[:32], "a.txt", text)
    parts = tuple(Section(kind, Span(start, end)) for kind, start, end in sections)
    return posting, Role("acme-nurse", posting.id, "a.txt", "Acme", "Nurse", Span(0, len(text)), parts)


def test_chunks_do_not_cross_sections_and_quote_exactly() -> None:
    posting, role = _role("Must A\nMust B\nPay C", (SectionKind.MUST, 0, 14), (SectionKind.COMPENSATION, 14, 19))
    chunks = chunk(posting, role)
    assert [(c.section, c.text) for c in chunks] == [
        (SectionKind.MUST, "Must A\nMust B"),
        (SectionKind.COMPENSATION, "Pay C"),
    ]
    assert all(c.text == c.span.of(posting.text) for c in chunks)
    assert [c.context for c in chunks] == ["Acme: Nurse — requirements", "Acme: Nurse — salary and compensation"]
    assert {(c.role_id, c.posting_id, c.company) for c in chunks} == {(role.id, posting.id, "Acme")}


def test_navigation_legal_text_and_boilerplate_are_left_out() -> None:
    text = "menu\nbody one NOISE body two\nlegal"
    posting, role = _role(text, (SectionKind.NAVIGATION, 0, 5), (SectionKind.ROLE, 5, 29), (SectionKind.LEGAL, 29, 34))
    hole = Span(text.index("NOISE"), text.index("NOISE") + 5)
    posting = Posting(posting.id, "a.txt", text, boilerplate=(Span(0, 5), hole, Span(29, 34)))
    assert [c.text for c in chunk(posting, role)] == ["body one", "body two"]


def test_a_piece_that_only_repeats_the_role_s_name_is_left_out() -> None:
    parts = (SectionKind.ROLE, 0, 7), (SectionKind.TEAM, 7, 12), (SectionKind.MUST, 12, 16)
    posting, role = _role("Nurse!\nACME\nbody", *parts)
    assert [c.text for c in chunk(posting, role)] == ["body"]


def test_ids_are_the_same_everywhere_and_differ_with_what_they_stand_for() -> None:
    posting, role = _role("same same", (SectionKind.MUST, 0, 4), (SectionKind.MUST, 5, 9))
    ids = [c.id for c in chunk(posting, role)]
    assert ids == [c.id for c in chunk(posting, role)]
    assert len(set(ids)) == 2
    assert all(len(id) == 32 for id in ids)


def test_every_kind_of_section_has_words() -> None:
    assert set(SECTION_WORDS) == set(SectionKind)
