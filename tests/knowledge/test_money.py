"""The money vocabulary: well formed, and each entry does what it stands there for."""

from __future__ import annotations

import re

import pytest

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading import money

MONEY = load("money")


def test_the_file_holds_what_the_code_reads() -> None:
    assert set(MONEY) == {"signs", "codes", "everyday", "words", "scales", "joins", "parting", "periods"}
    re.compile(MONEY["joins"])
    assert [name for name, pattern in MONEY["periods"] if re.compile(pattern)] == [
        "hour",
        "day",
        "week",
        "month",
        "year",
    ]


@pytest.mark.parametrize("code", [*MONEY["signs"].values(), *MONEY["words"].values(), *MONEY["everyday"].values()])
def test_every_currency_is_a_code(code: str) -> None:
    assert re.fullmatch("[A-Z]{3}", code)


@pytest.mark.parametrize(("sign", "code"), MONEY["signs"].items())
def test_every_sign_in_front_of_a_sum_gives_its_currency(sign: str, code: str) -> None:
    text = f"{sign}50,000"
    assert [(a.value, a.currency) for a in money.amounts(text, Span(0, len(text)))] == [(50_000, code)]


@pytest.mark.parametrize("code", MONEY["codes"])
def test_every_code_gives_its_currency_on_either_side(code: str) -> None:
    for text in (f"{code} 50,000", f"50,000 {code}"):
        (amount,) = money.amounts(text, Span(0, len(text)))
        assert amount.currency == MONEY["everyday"].get(code, code)


def test_no_amount_stands_in_a_line_without_one_of_the_hints() -> None:
    for sign in [*MONEY["signs"], *MONEY["codes"], *MONEY["words"]]:
        assert any(hint in f"{sign}50,000".casefold() for hint in money.hints())
