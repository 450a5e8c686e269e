"""What a posting states, slot by slot, with the words that state it."""

from __future__ import annotations

import re

import pytest

from assistant.domain import FACT_NAMES, Document, PayRange, Role
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
        ("What you earn\n\nCAD 105,000 to 128,000, depending on where you land", "CAD 105,000–128,000 per year"),
        ("Pay: ₹28–36 LPA", "INR 2,800,000–3,600,000 per year"),
        ("Lohn: 6.500 € pro Monat", "EUR 6,500 per month"),
        ("| Lisbon | €40,000 – €50,000 | €60,000 – €70,000 base and bonus a year", "EUR 40,000–50,000 per year"),
        ("Minimum\n\nSalary Range:\n\n$117,000.00\n\nMaximum\n\n$233,900.00", "USD 117,000–233,900 per year"),
    ],
)
def test_pay_in_the_ways_that_postings_write_it(text: str, value: str) -> None:
    role, _ = read(text)
    assert [fact.value for fact in role.stated("salary")] == [value]


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Salary: up to 80k", PayRange(None, 80_000, None, "year")),
        ("Pay: 45 000 - 50 000", PayRange(45_000, 50_000, None, "year")),
        ("薪资：30-45K·15薪", PayRange(30_000, 45_000, "CNY", "month")),
        ("Salary: DOE", None),
    ],
)
def test_a_label_makes_figures_without_a_currency_pay(line: str, pay: PayRange | None) -> None:
    role, _ = read(line)
    assert [fact.pay for fact in role.stated("salary")] == ([pay] if pay or "DOE" not in line else [])


@pytest.mark.parametrize(
    ("form", "name", "quote"),
    [
        ("Closing date\n7 December 2026", "deadline", "7 December 2026"),
        ("Contract\nPermanent", "employment_type", "Permanent"),
        ("Start date\n1 April 2027", "start_date", "1 April 2027"),
        ("Sponsorship:\nWe do not sponsor this post.", "visa", "We do not sponsor this post."),
        ("Working pattern\nYou will write to the people who sign it", "employment_type", None),
        ("Closing date\n\n7 December 2026", "deadline", None),
    ],
)
def test_a_form_has_its_value_below_the_label(form: str, name: str, quote: str | None) -> None:
    assert quotes(f"We need a data engineer.\n\n{form}\n", name) == ([quote] if quote else [])


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
        ("years", "Requirements\n- 5 years with carrier networks", "5 years with carrier networks"),
        ("years", "A minimum of 6 months experience on a ward", "A minimum of 6 months experience on a ward"),
        ("visa", "You are legally able to work in Canada.", "You are legally able to work in Canada."),
        ("visa", "NO SPONSORSHIP AVAILABLE.", "NO SPONSORSHIP AVAILABLE."),
        ("deadline", "Candidatures jusqu'au 18 décembre 2026.", "Candidatures jusqu'au 18 décembre 2026."),
        ("start_date", "You would start in February.", "You would start in February."),
        ("employment_type", "It is a contract, outside IR35.", "It is a contract, outside IR35."),
        ("work_mode", "We work in the office four days out of five.", "We work in the office four days out of five."),
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
        ("years", "You guide fellows through the two year cohort experience."),
        ("work_mode", "There is free onsite parking."),
        ("degree", "Research Associate in Ice Sheet Modelling"),
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The salary range is $120,000 -\n$150,000 per year.", "USD 120,000–150,000 per year"),
        ("Salary range: USD 120,000\n– 150,000 a year", "USD 120,000–150,000 per year"),
        ("Salary range: $120K-\n150K", "USD 120,000–150,000 per year"),
        ("Salary:\n£31,365\nto\n£37,890\na year", "GBP 31,365–37,890 per year"),
        ("**Pay: $100,000 -**\n**$120,000**", "USD 100,000–120,000 per year"),
        ("Gehalt: zwischen 50.000 €\nund 60.000 € im Jahr", "EUR 50,000–60,000 per year"),
    ],
)
def test_a_range_that_a_line_break_cuts_is_one(text: str, value: str) -> None:
    role, _ = read(text)
    assert [fact.value for fact in role.stated("salary")] == [value]


@pytest.mark.parametrize("below", ["- 25 days of holiday", "- 401k", "– 200,000 customers", "\n150,000 people use it"])
def test_what_stands_below_the_pay_is_no_end_of_a_range(below: str) -> None:
    role, _ = read(f"Salary: $120,000 a year\n{below}")
    assert [fact.value for fact in role.stated("salary")] == ["USD 120,000 per year"]


@pytest.mark.parametrize("label", ["Minimum of the range:", "Minimum Qualifications:", "You bring", "Qualifications"])
@pytest.mark.parametrize("amount", ["$117,000.00", "$117,000.00 - $270,500.00", "€50.000 – €60.000 brutto"])
def test_pay_is_no_requirement_whatever_stands_above_it(label: str, amount: str) -> None:
    asked = "Requirements\n• 3 years of Python\n• Spark in production"
    role, whole = read(f"{asked}\n\nPay\n\n{label}\n\n{amount}\n\nMore")
    assert [r.span.of(whole) for r in role.requirements] == ["3 years of Python", "Spark in production"]
    assert [fact.value.split()[0] for fact in role.stated("salary")] == ["USD" if "$" in amount else "EUR"]


def test_a_requirement_that_names_a_sum_stays_one() -> None:
    role, whole = read("Requirements\n• You ran a budget of $2,000,000\n• 3 years of Python")
    assert [r.span.of(whole) for r in role.requirements] == ["You ran a budget of $2,000,000", "3 years of Python"]


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
