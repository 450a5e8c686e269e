"""What a posting states, slot by slot, with the words that state it."""

from __future__ import annotations

import re

import pytest

from assistant.domain import FACT_NAMES, Document, Role
from assistant.knowledge import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

KEYS = set(["labels", "section", "patterns", "needs", "unless", "near", "open", "title", "outside", "hints", "inside"])


def read(text: str) -> tuple[Role, str]:
    posting = normalize(Document("acme.txt", f"Data Engineer\n\n{text}\n"))
    return read_roles(posting)[0], posting.text


def quotes(text: str, name: str) -> list[str]:
    role, whole = read(text)
    return [fact.span.of(whole) for fact in role.stated(name)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The base salary range is 220,000 USD - 419,750 USD.", "USD 220,000–419,750 per year"),
        ("$220K/yr - $419.8K/yr", "USD 220,000–419,800 per year"),
        ("Salary: £31,365 to £37,890 a year pro rata", "GBP 31,365–37,890 per year"),
        ("Pay: $45–55/hr", "USD 45–55 per hour"),
        ("Gehalt: €78.000 bis 95.000", "EUR 78,000–95,000 per year"),
        ("Salary up to 80k EUR per year", "EUR 80,000 per year"),
        ("$117,000/year to $173,000/year + bonus + equity + benefits", "USD 117,000–173,000 per year"),
        ("Compensation: CHF 9'500 per month", "CHF 9,500 per month"),
        ("Minimum\n\nSalary Range:\n\n$117,000.00\n\nMaximum\n\n$233,900.00", "USD 117,000–233,900 per year"),
    ],
)
def test_pay_in_the_ways_that_postings_write_it(text: str, value: str) -> None:
    role, _ = read(text)
    assert [fact.value for fact in role.stated("salary")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "We raised $40,000,000 from investors.",
        "You will own a budget of $2M.",
        "Join 4,000 colleagues in 12 offices.",
        "A referral bonus of $5,000 is paid for friends.",
        "Starting January 26, 2026, employees are expected to come to the office.",
    ],
)
def test_money_that_is_no_pay_is_no_salary(text: str) -> None:
    assert quotes(text, "salary") == []


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("location", "The role is based in Palo Alto, CA. Come and see.", "The role is based in Palo Alto, CA."),
        ("location", "Location: Lisbon", "Location: Lisbon"),
        ("work_mode", "Our team works from the office 5 days a week.", "Our team works from the office 5 days a week."),
        ("work_mode", "This is a remote position.", "This is a remote position."),
        ("employment_type", "This is a full-time position.", "This is a full-time position."),
        ("years", "8+ years of experience as an engineer.", "8+ years of experience as an engineer."),
        ("years", "At least five years of professional work.", "At least five years of professional work."),
        ("degree", "BS, MS in CS/CE or equivalent experience", "BS, MS in CS/CE or equivalent experience"),
        ("degree", "PhD in a related field.", "PhD in a related field."),
        ("visa", "We cannot sponsor visas at this time.", "We cannot sponsor visas at this time."),
        ("deadline", "Closing date: 2026-03-01", "Closing date: 2026-03-01"),
        (
            "deadline",
            "Acme accepts applications on an ongoing basis.",
            "Acme accepts applications on an ongoing basis.",
        ),
        ("start_date", "Expected start date: June 2026", "Expected start date: June 2026"),
        ("seniority", "Mid-Senior level", "Mid-Senior level"),
    ],
)
def test_a_stated_slot_is_found_with_the_words_that_state_it(name: str, text: str, quote: str) -> None:
    assert quotes(text, name) == [quote]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("years", "Founded 20 years ago, we have grown every year."),
        ("work_mode", "Experience with hybrid search and hybrid cloud."),
        ("work_mode", "You will build remote agents."),
        ("degree", "A high degree of autonomy."),
        ("visa", "We do not discriminate on the basis of citizenship."),
        ("interview_process", "Create a profile to prepare for the interview process, and more."),
        ("location", "BS, MS in CS/CE or related field"),
        ("deadline", "You work well under tight deadlines in 2 projects."),
    ],
)
def test_words_that_only_sound_like_it_state_nothing(name: str, text: str) -> None:
    assert quotes(text, name) == []


def test_a_stack_section_states_the_stack_line_by_line() -> None:
    assert quotes("Tech Stack\nPython / Rust\nCUDA (C++ and Triton)\n", "tech_stack") == [
        "Python / Rust",
        "CUDA (C++ and Triton)",
    ]


def test_an_empty_section_states_nothing() -> None:
    assert quotes("Requirements\nStrong writing.\nLocation\n", "location") == []


def test_facts_come_in_the_order_of_their_names_without_repeats() -> None:
    role, _ = read("Remote.\nRemote.\nLocation: Lisbon\nFull-time\nSalary: $10,000 - $20,000 per year")
    order = [FACT_NAMES.index(f.name) for f in role.facts]
    assert order == sorted(order)
    assert len(role.stated("work_mode")) == 1


def test_every_slot_of_the_data_file_is_a_fact_and_every_pattern_compiles() -> None:
    data = load("slots")
    assert set(data) == set(FACT_NAMES)
    for entry in data.values():
        assert set(entry) <= KEYS
        listed = [p if isinstance(p, dict) else {"pattern": p} for p in entry.get("patterns", [])]
        assert all({"pattern"} <= set(p) <= {"pattern", "hints"} for p in listed)
        for pattern in [
            *(p["pattern"] for p in listed),
            *(entry[k] for k in ("needs", "unless", "near", "open") if k in entry),
        ]:
            re.compile(pattern)
