"""Gold spans: a quote of a role's text leads to the chunks that ought to be found."""

from __future__ import annotations

import pytest

from assistant.domain import Span
from assistant.errors import InvalidCases
from assistant.evals.gold import gold_chunks, gold_k, gold_span, known_role, relevant_chunks
from assistant.evals.model import Where
from tests.evals.small import ACME, GLOBEX, SMALL, TEXT

HERE = Where("pay.yaml", 7)


def gold(*spans: tuple[str, str], **more: object) -> dict[str, object]:
    return {"spans": [{"role": role, "quote": quote} for role, quote in spans], **more}


def test_a_quote_stands_where_its_words_stand_whatever_white_space_is_between_them() -> None:
    span = gold_span(SMALL.role(ACME), "  $117,000 to $233,900\ta year ", TEXT)
    assert span.of(TEXT) == "$117,000 to\n$233,900 a year"


def test_signs_of_a_quote_are_signs_and_no_pattern() -> None:
    with pytest.raises(InvalidCases, match="does not stand in"):
        gold_span(SMALL.role(ACME), ".117,000", TEXT)


def test_a_quote_of_another_role_in_the_same_posting_does_not_count() -> None:
    with pytest.raises(InvalidCases, match=r"pay\.yaml:7: the gold quote 'Python' does not stand in .*acme-search"):
        gold_span(SMALL.role(ACME), "Python", TEXT, HERE)
    assert gold_span(SMALL.role(GLOBEX), "Python", TEXT) == Span(TEXT.index("Python"), TEXT.index("Python") + 6)


@pytest.mark.parametrize("quote", ["The base salary is", "year"])
def test_words_that_other_roles_have_too_are_looked_for_in_the_role_alone(quote: str) -> None:
    assert SMALL.role(GLOBEX).span.contains(gold_span(SMALL.role(GLOBEX), quote, TEXT))


def test_a_quote_that_stands_twice_must_be_made_longer() -> None:
    with pytest.raises(InvalidCases, match=r"'a' stands \d+ times .*quote more of its line"):
        gold_span(SMALL.role(ACME), "a", TEXT)


@pytest.mark.parametrize("quote", ["", " \n"])
def test_an_empty_quote_stands_nowhere(quote: str) -> None:
    with pytest.raises(InvalidCases, match="does not stand in"):
        gold_span(SMALL.role(ACME), quote, TEXT)


def test_relevant_are_all_chunks_that_a_span_overlaps() -> None:
    across = relevant_chunks(gold((ACME, "Search engineer The base salary is $117,000 to $233,900")), SMALL)
    touched = {c.id for c in SMALL.chunks_of(ACME) if c.span.overlaps(Span(5, 60))}
    assert across == touched
    assert len(across) > 1


def test_the_chunks_of_several_spans_are_one_set_and_can_be_told_apart() -> None:
    value = gold((ACME, "Rust"), (GLOBEX, "Python"))
    apart = gold_chunks(value, SMALL)
    assert list(apart) == [(ACME, "Rust"), (GLOBEX, "Python")]
    assert relevant_chunks(value, SMALL) == apart[ACME, "Rust"] | apart[GLOBEX, "Python"]
    assert not apart[ACME, "Rust"] & apart[GLOBEX, "Python"]


def test_what_is_not_indexed_counts_as_a_chunk_that_cannot_be_found() -> None:
    (lost,) = relevant_chunks(gold((ACME, "Equal opportunity")), SMALL)
    assert lost not in {c.id for role in (ACME, GLOBEX) for c in SMALL.chunks_of(role)}


def test_a_role_that_the_library_does_not_have_is_a_mistake_of_the_case() -> None:
    with pytest.raises(InvalidCases, match=r"^pay\.yaml:7: no role 'nobody'"):
        relevant_chunks(gold(("nobody", "Rust")), SMALL, HERE)
    with pytest.raises(InvalidCases, match=r"^no role 'nobody'"):
        known_role("nobody", SMALL)


def test_eight_hits_are_looked_at_unless_the_case_says_otherwise() -> None:
    assert gold_k(gold((ACME, "Rust"))) == 8
    assert gold_k(gold((ACME, "Rust"), k=3)) == 3
