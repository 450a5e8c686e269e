"""Roles in a row that only their first lines tell apart: numbered, named by company, titles over a paragraph each."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Document, Role
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

PAGE = """Sternwake Instruments
Come and build telescopes with us

We are 60 people in Tucson. All roles are on site, four days a week.

1. Optical Engineer
Design and test deformable mirrors. You need 4+ years with Zemax.
$105,000 - $130,000

2. Control Software Developer
Write real-time C++ for mirror control at 2 kHz. 3+ years of C++.
$120,000 - $150,000

To apply, send a CV to people@sternwake.example and say which number.
"""
NOTES = """bluefinch - data platform eng
remote us, 170-200k base
4 yrs, spark, airflow
recruiter call then 2 tech rounds

marlowe health - ml eng (contract)
6 months, £600/day outside ir35
pytorch, 5+ yrs

via tom
"""
POSTS = """Work with us at Tern Observatory

We count birds. Two posts are open; both are full-time.

Field Ecologist
You walk transects in all weathers. Two years of field work are needed.

Data Manager — Wageningen, €4,200–€5,600 a month
You keep 60 years of ring records in order and answer questions.
"""


def roles_of(text: str) -> list[Role]:
    return read_roles(normalize(Document("list.txt", text)))


def pay(role: Role) -> list[str]:
    return [fact.value for fact in role.stated("salary")]


def test_numbered_titles_are_roles_of_the_company_on_top() -> None:
    first, second = roles_of(PAGE)
    assert [(r.company, r.title) for r in (first, second)] == [
        ("Sternwake Instruments", "Optical Engineer"),
        ("Sternwake Instruments", "Control Software Developer"),
    ]
    assert (pay(first), pay(second)) == (["USD 105,000–130,000 per year"], ["USD 120,000–150,000 per year"])
    assert [f.years for f in second.stated("years")] == [3]


def test_what_stands_above_a_list_holds_for_each_of_its_roles() -> None:
    assert [[f.value for f in role.stated("work_mode")] for role in roles_of(PAGE)] == [
        ["All roles are on site, four days a week."]
    ] * 2


def test_notes_without_capitals_are_told_apart_by_company_and_title() -> None:
    first, second = roles_of(NOTES)
    assert [(r.company, r.title) for r in (first, second)] == [
        ("bluefinch", "data platform eng"),
        ("marlowe health", "ml eng (contract)"),
    ]
    assert (pay(first), pay(second)) == (["170,000–200,000 per year"], ["GBP 600 per day"])
    assert (len(first.process), len(second.process)) == (2, 0)


def test_titles_over_a_paragraph_each_are_roles() -> None:
    first, second = roles_of(POSTS)
    assert [(r.company, r.title) for r in (first, second)] == [
        ("Tern Observatory", "Field Ecologist"),
        ("Tern Observatory", "Data Manager"),
    ]
    assert [f.kinds for r in (first, second) for f in r.stated("employment_type")] == [("full-time",)] * 2
    assert (pay(first), pay(second)) == ([], ["EUR 4,200–5,600 per month"])


@pytest.mark.parametrize(
    "text",
    [
        # Rounds, duties and people are numbered or titled as well.
        "How we hire\n1. Recruiter Screen\nHalf an hour about you.\n2. Hiring Manager\nAn hour about us.",
        "What you do\n1. Lead Analyst\nYou lead the analysts.\n2. Data Owner\nYou own it.",
        "Requirements\n- SQL\n\nData Analyst\nA line of text about what she does all day.",
        "Team - Platform Engineering\nWe build.\n\nLevel - Senior\nYou write Go.",
    ],
)
def test_what_looks_like_a_list_of_roles_and_is_none(text: str) -> None:
    assert len(roles_of(f"Data Engineer\nAcme · Oslo\n\nWe build tide gauges for forty harbours.\n\n{text}")) == 1


def test_a_list_of_thousands_is_read_one_by_one() -> None:
    many = "\n".join(f"{n}. Tide Engineer {chr(65 + n % 26)}\nBuild gauge {n} and keep it.\n" for n in range(1, 2001))
    assert len(roles_of(many)) == 2000


@pytest.mark.parametrize(
    ("text", "title", "company"),
    [
        (
            "Kitsune Labs (Tokyo) seeks a site reliability engineer. You run GCP.",
            "Site reliability engineer",
            "Kitsune Labs",
        ),
        (
            "From: Priya <priya@x.example>\nSubject: Fwd: a job\nTo: me\n\nthis is my team!\n\n"
            "> Pinwheel Robotics is looking for a Platform Engineer to join us in Zurich.\n>\n> You run Kubernetes.",
            "Platform Engineer",
            "Pinwheel Robotics",
        ),
        (
            "Data Scientist (GS-1560-12/13)\nBureau of Tidal Records\n\nDuties\nDevelop models.",
            "Data Scientist (GS-1560-12/13)",
            "Bureau of Tidal Records",
        ),
    ],
)
def test_who_seeks_whom_in_prose_in_what_is_forwarded_and_beside_a_grade(text: str, title: str, company: str) -> None:
    (role,) = roles_of(text)
    assert (role.title, role.company) == (title, company)


def test_a_form_that_answers_no_states_no_way_of_working() -> None:
    (role,) = roles_of(
        "Data Scientist\n\nSalary\n$99,200 to - $153,354 per year\nLocation\nReston, VA\nRemote job\nNo\n"
    )
    assert not role.stated("work_mode")
    assert [f.value for f in role.stated("location")] == ["Reston, VA"]
    assert pay(role) == ["USD 99,200–153,354 per year"]


def test_titles_below_a_page_heading_are_all_roles_however_short() -> None:
    page = "# Acme Jobs\n\n### Data Engineer\n- SQL\n\n### Tide Analyst\n- R\n\n### Harbour Planner\n- Maps\n"
    assert [r.title for r in roles_of(page)] == ["Data Engineer", "Tide Analyst", "Harbour Planner"]


FORMS = """https://jobs.example/1
Company: Barlow Foods
Position: Supply Chain Analyst
Location: Leeds
Barlow makes soups and sauces for supermarkets, and wants somebody who forecasts what they will sell.

https://jobs.example/2
Company: Juniper & Stone
Position: Demand Planner
Location: Manchester
A furniture retailer with 31 shops. You own the forecast, and sit between buying and the warehouse.

https://jobs.example/3
Company: Nettle & Rye
You take charge of everything that arrives at and leaves our two bakeries: flour, butter, boxes and vans.
"""
NUMBERED = """jobs to look at

1. Senior Data Engineer - Hollis Freight
Chicago, hybrid
You own the pipelines that take telematics feeds into the warehouse and on to dispatch.

2. Analytics Engineer - Brightwater Credit Union
Remote
You model our core banking data and look after the dashboards that the branches use.
"""
TITLED = """roles to look at again


Web Developer
The Aldersgate Museum, London EC1

The museum tells the story of the people who built, fed and cleaned the city. You keep its website.
Three years of professional web development are needed, and care for who uses it.


Teacher of Physics
Thornfield School, Shrewsbury

Thornfield is a school for 1,150 pupils. We need a physicist, who will teach physics to A level from April on.
A good degree in physics or engineering is asked for.


Founding Backend Engineer
Quillbit (seed stage, 5 people)

Quillbit reads supplier contracts for small manufacturers and warns them before a renewal date bites. You are the third.
"""
SIBLINGS = """# Tessaly

Telecom, mobile and fibre, Spain and Portugal.

## Network Engineer, IP Core

- Runs the backbone: 38 core routers in Madrid, Lisbon, Porto and Seville
- Automates changes with Ansible and Python instead of typing them at night

## Data Analyst, Billing

- Finds out which bills are wrong, and why, before the customers find out themselves
- Works with the finance people in Lisbon and with their spreadsheets

---

- Answers the phone when a mast falls over, and finds somebody who can put it up again
- Keeps the list of masts, and of the farmers on whose land they stand, in order
- Speaks Spanish, Portuguese and enough English to read the manual of a mast

# Harrow

A bank.

## Software Engineer, Rates

- Builds the pricing library of the desk, from the curve to the report in the evening
- Takes what the quants have in a notebook to production within a few days

---

- Market data for the risk group: ticks and curves from thirty vendors into one store
- Gets called when a price looks wrong before the run at the end of the day
- Answers the questions of the regulators, who ask more of them each year
"""


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        (
            FORMS,
            "notes.txt",
            [("Barlow Foods", "Supply Chain Analyst"), ("Juniper & Stone", "Demand Planner"), ("Nettle & Rye", None)],
        ),
        (
            NUMBERED,
            "notes.txt",
            [("Hollis Freight", "Senior Data Engineer"), ("Brightwater Credit Union", "Analytics Engineer")],
        ),
        (
            TITLED,
            "notes.txt",
            [
                ("The Aldersgate Museum", "Web Developer"),
                ("Thornfield School", "Teacher of Physics"),
                ("Quillbit", "Founding Backend Engineer"),
            ],
        ),
        (
            SIBLINGS,
            "notes.md",
            [
                ("Tessaly", "Network Engineer, IP Core"),
                ("Tessaly", "Data Analyst, Billing"),
                ("Tessaly", None),
                ("Harrow", "Software Engineer, Rates"),
                ("Harrow", None),
            ],
        ),
    ],
    ids=["forms", "numbered", "titled", "siblings"],
)
def test_notes_are_parted_as_people_part_them(
    tmp_path: Path, text: str, name: str, roles: list[tuple[str, str | None]]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (document,) = load(path, name)
    assert isinstance(document, Document)
    found = read_roles(normalize(document))
    assert [role.company for role in found] == [company for company, _ in roles]
    assert all(title is None or role.title == title for role, (_, title) in zip(found, roles, strict=True))
