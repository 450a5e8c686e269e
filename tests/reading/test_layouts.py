"""Postings in layouts that were read wrong at first: headers, forms below, processes in prose, several roles."""

from __future__ import annotations

import pytest

from assistant.domain import Document, Role
from assistant.knowledge import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from assistant.reading.sieve import Sieve
from assistant.reading.slots import slots


def roles_of(text: str, source: str = "posting.txt") -> tuple[list[Role], str]:
    posting = normalize(Document(source, text))
    return read_roles(posting), posting.text


def stated(text: str, name: str) -> list[str]:
    roles, whole = roles_of(text)
    return [fact.span.of(whole) for fact in roles[0].stated(name)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Salary: CAD $150,000 to CAD $185,000", "CAD 150,000–185,000 per year"),
        ("Pay: $42/hr plus a $3,000 housing stipend", "USD 42 per hour"),
        ("OTE: A$180,000 (A$90,000 base + A$90,000 commission)", "AUD 180,000 per year"),
        ("Money: between 90 and 120k euros", "EUR 90,000–120,000 per year"),
        ("$145k - $175k", "USD 145,000–175,000 per year"),
        ("薪资：35-60K·15薪", "CNY 35,000–60,000 per month"),
    ],
)
def test_pay_is_the_range_and_not_every_sum_beside_it(line: str, value: str) -> None:
    roles, _ = roles_of(f"Data Engineer\nAcme\n{line}\n\nAcme is a maker of carts.\n")
    assert [fact.value for fact in roles[0].stated("salary")] == [value]


@pytest.mark.parametrize(
    "sentence",
    [
        "You have closed deals of $50k+ ARR.",
        "We raised a $4.2M seed round.",
        "You build something small with us (we pay 500 euros for it).",
    ],
)
def test_a_sum_that_is_no_pay_states_none(sentence: str) -> None:
    assert stated(f"Data Engineer\n\n{sentence}\n", "salary") == []


def test_a_header_line_gives_up_its_place_alone() -> None:
    assert stated("Data Engineer\nAcme · Seattle, WA (Hybrid) · 2 days ago\n", "location") == ["Seattle, WA (Hybrid)"]
    assert stated("Datenanalyst\nAcme GmbH · Hamburg · Vollzeit\n", "location") == ["Hamburg"]


def test_a_form_states_nothing() -> None:
    text = "Data Engineer\n\nWill you now or in the future require visa sponsorship?\n"
    assert stated(text, "visa") == []


def test_seniority_is_the_titles_and_not_that_of_colleagues() -> None:
    text = "Staff Data Engineer\n\nResponsibilities\n- Mentor four mid-level engineers\n"
    roles, _ = roles_of(text)
    assert [fact.value for fact in roles[0].stated("seniority")] == ["Staff"]


PROSE = """Data Engineer

Acme makes carts for people who like to walk.

Our interview process starts with a 30-minute recruiter screen. Next, you will get a take-home assignment. The final
round is a panel of four. We get back to you within a week.
"""
FORM_BELOW = """Data Engineer

How we hire
1. Intro call (30 min)
2. Panel interview (90 min)

We sponsor visas for Germany.

First Name*
Resume/CV*
"""
ARROWS = "Data Engineer\n\nRecruiting steps\nCall (25 min) → Research talk (45 min) → Lunch with the team\n"


def test_a_process_told_in_prose_has_its_steps() -> None:
    roles, _ = roles_of(PROSE.replace("\nround", " round"))
    assert [(r.order, r.minutes) for r in roles[0].process] == [(1, 30), (2, None), (3, None)]


def test_a_process_ends_where_a_form_begins() -> None:
    roles, _ = roles_of(FORM_BELOW)
    assert [r.name for r in roles[0].process] == ["Intro call", "Panel interview"]


def test_arrows_part_steps() -> None:
    roles, _ = roles_of(ARROWS)
    assert [(r.name, r.minutes) for r in roles[0].process] == [
        ("Call", 25),
        ("Research talk", 45),
        ("Lunch with the team", None),
    ]


def test_how_to_apply_is_no_interview_process() -> None:
    text = "Data Engineer\n\nHow to apply\n- Info sessions\n- https://example.com/meeting 2027-02-13 1:30pm\n"
    roles, _ = roles_of(text)
    assert roles[0].process == ()


def test_leading_interviews_is_a_duty_and_no_process() -> None:
    text = "Data Engineer\n\nResponsibilities\n- Lead technical interviews for the team\n"
    assert stated(text, "interview_process") == []


def test_a_title_under_the_first_role_opens_the_second() -> None:
    text = (
        "## Orbital Foods\n### Kitchen Technician\n\nDay to day\n- Replace motors and grippers of the robots\n\n"
        "We need\n- A diploma\n\n"
        "### Robotics Software Intern (Summer 2027)\n\nDay to day\n- Write C++ for motion planning\n\n"
        "We need\n- C++ coursework\n"
    )
    roles, _ = roles_of(text)
    assert [(r.company, r.title) for r in roles] == [
        ("Orbital Foods", "Kitchen Technician"),
        ("Orbital Foods", "Robotics Software Intern (Summer 2027)"),
    ]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("# Basic information\nData Engineer\n\nWork on data.\n", None),
        ("Pfleger (m/w/d)\nUnternehmen: Nordlicht Energie GmbH\n", "Nordlicht Energie"),
        ("数据工程师\n公司：星河短视频\n", "星河短视频"),
        ("Hey!\n\nWe're Tidepool Labs, three people. We need an engineer.\n", "Tidepool Labs"),
        ("Nurse\nSt. Brannock's Hospital\n\nCare for patients on a ward.\n", "St. Brannock's Hospital"),
    ],
)
def test_whose_posting_it_is(text: str, company: str | None) -> None:
    roles, _ = roles_of(text, "nurse-lever.txt")
    assert roles[0].company == company


def test_hints_only_save_time() -> None:
    """What a slot's pattern fits, its hints let through: the examples of the tests, and every label of the data."""
    examples = [PROSE, FORM_BELOW, ARROWS, *(str(h) for slot in load("slots").values() for h in slot.get("labels", []))]
    for line in (line for text in examples for line in text.split("\n")):
        for name, slot in slots().items():
            for pattern, hints in slot.hinted:
                sieve = Sieve({name: hints})
                assert not pattern.search(line) or name in sieve.named(sieve.bits(line)), (name, line)


@pytest.mark.timeout(60)
def test_a_line_without_end_is_read_in_the_end() -> None:
    assert roles_of("Data Engineer\n\n" + "the team of experience and interview process first call $5 " * 3_500)
