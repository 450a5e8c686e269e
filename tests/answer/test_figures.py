"""Numbers and dates of a text as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.dates import Day, dates
from assistant.answer.figures import Figure, figures


def one(text: str) -> Figure:
    """The only number of the text."""
    (figure,), _ = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("117K", 117_000),
        ("$117,000.00", 117_000),
        ("117,000", 117_000),
        ("USD 117k", 117_000),
        ("117 thousand", 117_000),
        ("117'000", 117_000),
        ("1.5M", 1_500_000),
        ("1.5 million", 1_500_000),
        ("2bn", 2_000_000_000),
        ("25万", 250_000),
        ("three", 3),
        ("Three", 3),
        ("3+", 3),
        ("twenty-five", 25),
        ("zero", 0),
        ("a dozen", 12),
        ("2x", 2),
        ("3rd", 3),
        ("10%", 10),
        ("99.9 percent", 99.9),
        ("in 2027", 2027),
        ("15-minute", 15),
        ("[7", 7),
    ],
)
def test_a_number_has_its_value_however_it_is_written(text: str, value: float) -> None:
    assert value in one(text).values


def test_points_may_part_thousands_so_both_readings_are_kept() -> None:
    assert one("117.000 €").values == {117.0, 117_000.0}
    assert one("3.50").values == {3.5}


@pytest.mark.parametrize("text", ["H100", "GPT-4", "C++17", "3D", "18F", "v2", "one of the best", "someone", "often"])
def test_names_and_words_that_hold_digits_or_number_words_are_no_numbers(text: str) -> None:
    assert figures(text)[0] == ()


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("3+ years", "year", None),
        ("15-minute call", "minute", None),
        ("15 min", "minute", None),
        ("10%", "percent", None),
        ("four days a week", "day", "week"),
        ("$42.50/hr", "dollar", "hour"),
        ("£52k per annum", "pound", "year"),
        ("12 or more years", "year", None),
        ("52,000 EUR", "euro", None),
        ("one week", "week", None),
        ("4 rounds", None, None),
    ],
)
def test_a_number_knows_what_it_counts_and_in_what(text: str, unit: str | None, per: str | None) -> None:
    assert (one(text).unit, one(text).per) == (unit, per)


def test_the_ends_of_a_range_share_scale_unit_and_rate() -> None:
    (low, high), _ = figures("$45-55K a year")
    assert (low.values, low.unit, low.per) == ({45_000.0}, "dollar", "year")
    assert (high.values, high.unit, high.per) == ({55_000.0}, "dollar", "year")
    (few, many), _ = figures("between 3 and 5 years")
    assert few.unit == many.unit == "year"


def test_numbers_agree_where_nothing_they_say_differs() -> None:
    assert one("117K").agrees(one("$117,000 per year"))
    assert one("three years").agrees(one("3+ years"))
    assert not one("117K").agrees(one("118K"))
    assert not one("15 days").agrees(one("15 minutes"))
    assert not one("€52k").agrees(one("£52k"))
    assert not one("4 days a week").agrees(one("4 days a month"))


def test_numbers_are_blanked_out_and_what_they_count_is_left() -> None:
    assert figures("You need 3+ years, paid $9/hr.")[1].split() == ["You", "need", "years,", "paid", "hr."]


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-26",
        "26 January 2027",
        "26th of January, 2027",
        "January 26, 2027",
        "Jan. 26th, 2027",
        "26/01/2027",
        "01/26/2027",
        "26.01.2027",
    ],
)
def test_a_date_is_the_same_in_all_its_shapes(text: str) -> None:
    (day,), rest = dates(f"Apply by {text}!")
    assert day.within(Day(2027, 1, 26, ""))
    assert Day(2027, 1, 26, "").within(day)
    assert rest.split() == ["Apply", "by", "!"]


def test_a_date_lies_within_one_that_says_more_and_not_the_other_way_round() -> None:
    (whole,), (month,), (bare,) = (dates(t)[0] for t in ("26 January 2027", "January 2027", "January 26"))
    assert month.within(whole)
    assert bare.within(whole)
    assert not whole.within(month)
    assert not whole.within(bare)
    assert not month.within(bare)


def test_a_date_that_may_be_read_both_ways_fits_both() -> None:
    (day,), _ = dates("03/04/2027")
    assert day.within(Day(2027, 4, 3, ""))
    assert day.within(Day(2027, 3, 4, ""))
    assert not day.within(Day(2027, 4, 4, ""))


@pytest.mark.parametrize(
    "text", ["you may 5 times", "march 12 miles", "2027-19-01", "45/45/2027", "99 May 2027", "24/7"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert all(day.month == 5 and day.day is None for day in dates(text)[0])


@given(st.integers(1, 10**9), st.sampled_from(["{:,}", "{}", "${:,}", "{:,} USD"]))
def test_whole_numbers_are_read_as_they_were_written(number: int, shape: str) -> None:
    assert float(number) in one(shape.format(number)).values


@given(st.text(max_size=200))
def test_any_text_keeps_its_length_when_numbers_and_dates_are_blanked_out(text: str) -> None:
    assert len(dates(text)[1]) == len(text) == len(figures(text)[1])
