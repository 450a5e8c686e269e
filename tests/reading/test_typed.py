"""The words of facts as values, and where a posting contradicts itself."""

from __future__ import annotations

import re

import pytest

from assistant.domain import Degree, Document, PayRange, Role, WorkMode
from assistant.knowledge import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from assistant.reading.typed import date_of, degree_of, mode_of, years_of
from assistant.wire import role_json


def read(text: str) -> tuple[Role, str]:
    posting = normalize(Document("acme.txt", f"Data Engineer\n\n{text}\n"))
    return read_roles(posting)[0], posting.text


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("PhD with 3+ years of experience or Master with 6+ years", 3),
        ("8+ years as an engineer", 8),
        ("between five to seven years", 5),
        ("5-7 years", 5),
        ("mindestens 2 Jahre Erfahrung", 2),
        ("Quatre ans d'expérience", 4),
        ("at least 6 months of paid experience", 0.5),
        ("years of fun", None),
    ],
)
def test_years_are_the_smallest_number_asked_for(words: str, years: float | None) -> None:
    assert years_of(words) == years


@pytest.mark.parametrize(
    ("words", "degree"),
    [
        ("PhD in a related field, or Master with 6+ years", Degree("Master", ("PhD",))),
        ("BS, MS in CS/CE (or equivalent experience)", Degree("Bachelor", ("Master",), or_equivalent=True)),
        ("A doctorate in physics", Degree("PhD")),
        ("abgeschlossenes Studium oder vergleichbare Erfahrung", Degree("Bachelor", (), or_equivalent=True)),
        ("a degree", None),
    ],
)
def test_a_degree_is_the_lowest_that_will_do(words: str, degree: Degree | None) -> None:
    assert degree_of(words) == degree


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("in-person, hybrid or remote", WorkMode(("office", "hybrid", "remote"))),
        ("from the office 5 days a week but work-from-home when needed", WorkMode(("office", "remote"), 5)),
        ("three days a week with the team", WorkMode(("hybrid",), 3)),
        ("mobiles Arbeiten an zwei Tagen pro Woche", WorkMode(("hybrid",))),
        ("in the office four days out of five", WorkMode(("office",), 4)),
        ("Remote, 4 days of holiday for each quarter", WorkMode(("remote",))),
        ("Remote (EU)", WorkMode(("remote",))),
        ("we like people", None),
    ],
)
def test_a_work_mode_is_what_is_named_in_order_with_its_days(words: str, mode: WorkMode | None) -> None:
    assert mode_of(words) == mode


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Closing date: 2026-03-01", "2026-03-01"),
        ("by 19 November 2026, at noon", "2026-11-19"),
        ("before March 3rd, 2026", "2026-03-03"),
        ("bis zum 15.01.2027", "2027-01-15"),
        ("antes del 3 de marzo de 2027", "2027-03-03"),
        ("截止 2027年1月31日", "2027-01-31"),
        ("11/02/2026 to 11/30/2026", "2026-11-30"),
        ("open 2 November 2026 to 1 December 2026", "2026-12-01"),
        ("on 31 February 2026", None),
        ("by 03/04/2026", None),
        ("on a rolling basis", None),
    ],
)
def test_a_date_is_read_only_where_it_is_clear(words: str, date: str | None) -> None:
    assert date_of(words) == date


def test_pay_comes_as_figures_with_its_basis() -> None:
    role, _ = read("The base salary range is 220,000 USD - 419,750 USD per year.")
    assert role.stated("salary")[0].pay == PayRange(220_000, 419_750, "USD", "year", "base")


def test_the_json_holds_values_as_data_beside_the_words() -> None:
    role, text = read(
        "Requirements\n- 3+ years of experience\nThis is a full-time position.\nSalary: $10,000 - $20,000 a year"
    )
    facts = role_json(role, text)["facts"]
    assert facts["years"]["value"] == 3
    assert facts["employment_type"]["value"] == ["full-time"]
    assert facts["salary"]["value"]["max"] == 20_000
    assert facts["salary"]["quote"] in text
    assert facts["visa"] == {"stated": False}


@pytest.mark.parametrize(
    ("text", "fact", "why"),
    [
        ("This is a fully remote position.\nYou work from our office three days a week.", "work_mode", "3 days"),
        ("$220K/yr - $419.8K/yr\n\nThe base salary range is 220,000 USD - 419,750 USD.", "salary", "rounded"),
        (
            "Salary: $10,000 - $20,000 a year\n\nThe salary range is $30,000 - $40,000 a year.",
            "salary",
            "two pay ranges",
        ),
        ("Closing date: 2026-03-01\n\nApply by 5 April 2026, please.", "deadline", "two dates"),
    ],
)
def test_statements_that_do_not_agree_are_flagged_with_both_spans(text: str, fact: str, why: str) -> None:
    role, whole = read(text)
    conflict = next(c for c in role.conflicts if c.fact == fact)
    assert why in conflict.why
    assert len({span.of(whole) for span in conflict.spans}) == 2


def test_statements_that_agree_are_not_flagged() -> None:
    role, _ = read(
        "Remote.\nThis is a remote position.\nSalary: $10,000 - $20,000 a year\nPay: $10,000 to $20,000 a year"
    )
    assert role.conflicts == ()


def test_the_data_file_holds_patterns_that_compile() -> None:
    entry = load("typed")
    for name in ("degrees", "modes", "kinds", "basis"):
        for value, pattern in entry[name]:
            assert isinstance(value, str)
            re.compile(pattern)
    re.compile(entry["equivalent"])
    re.compile(entry["office_days"])
