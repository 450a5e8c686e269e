"""Yes where the source says no, a condition where it names an extra."""

from __future__ import annotations

import pytest

from assistant.answer.polarity import condition_conflict, denial_conflict


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A degree is required.", "A degree is not required."),
        ("A degree is not required.", "A degree is required."),
        ("They sponsor visas.", "We cannot sponsor visas."),
        ("Remote work is possible.", "Remote work isn’t possible."),
        ("No relocation is paid.", "Remote work is not possible, but relocation is paid."),
        ("No relocation is paid.", "Remote work is not possible and relocation is paid."),
        ("The pay includes equity.", "The pay does not include equity, bonus or incentives."),
        ("You work without a mentor.", "You work with a mentor."),
        ("Visa sponsorship no", "Visa sponsorship is offered."),
    ],
)
def test_a_denial_on_one_side_only_is_a_conflict(claim: str, quote: str) -> None:
    assert denial_conflict(claim, [quote]) is not None


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A degree is not required.", "No degree is required."),
        ("Visas are not sponsored.", "We cannot sponsor visas."),
        ("Remote work is possible.", "Remote work is possible, but visas are not sponsored."),
        ("Remote work is possible.", "Remote work is possible and visas are not sponsored."),
        ("You live at most 50 miles away.", "You live no more than 50 miles away."),
        ("You write code and docs.", "You write not only code but docs."),
        ("The pay does not include bonus or equity.", "The pay does not include bonus, equity or incentives."),
        ("The job is in Porto.", "Nothing is said of lunch."),
        ("The position is in Porto.", "No experience is required for this position."),
    ],
)
def test_there_is_none_where_both_deny_or_the_denial_is_of_something_else(claim: str, quote: str) -> None:
    assert denial_conflict(claim, [quote]) is None


def test_one_source_that_agrees_is_enough() -> None:
    assert denial_conflict("Visas are sponsored.", ["We do not sponsor visas.", "We sponsor visas."]) is None


@pytest.mark.parametrize(
    ("claim", "quote", "word"),
    [
        ("Rust is required.", "Rust is a plus.", "required"),
        ("You must know Rust.", "Nice to have: Rust", "must"),
        ("Rust is a plus.", "Rust is required.", "plus"),
        ("Rust is optional.", "You must know Rust.", "optional"),
    ],
)
def test_a_condition_is_no_extra(claim: str, quote: str, word: str) -> None:
    assert condition_conflict(claim, [quote]) == word


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Rust is required.", "You know Rust."),
        ("Rust is not required.", "Rust is a plus."),
        ("Rust helps.", "Rust is a plus."),
        ("Rust is required.", "Rust is required, Go is a plus."),
        ("Rust is a plus.", "Nice to have: Rust"),
    ],
)
def test_there_is_no_conflict_where_the_source_says_neither_or_the_same(claim: str, quote: str) -> None:
    assert condition_conflict(claim, [quote]) is None
