"""Ways of writing that were misread on postings seen for the first time, each beside what must stay unread."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Document, PayRange, Role
from assistant.reading.loaders import load, markdown
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles


def roles(text: str) -> list[Role]:
    return read_roles(normalize(Document("posting.txt", text)))


def read(text: str) -> Role:
    return roles(f"Data Engineer\n\n{text}\n")[0]


def names(text: str) -> list[str]:
    return [step.name for step in read(text).process]


TABLE = """## Our interview process

| Stage | Interview | Duration |
| --- | --- | --- |
| 1 | Call with Ida | 20 min |
| 2 | Architecture review | 60 min |
| 3 | Lunch with the team | 90 min |
"""


def test_a_tables_rows_are_rounds_without_their_numbers_and_its_header_is_none() -> None:
    posting = normalize(markdown.document(f"# Data Engineer\n\nWe need you.\n\n{TABLE}", "posting.md"))
    (role,) = read_roles(posting)
    assert [step.name for step in role.process] == ["Call with Ida", "Architecture review", "Lunch with the team"]
    assert [step.minutes for step in role.process] == [20, 60, 90]


def test_a_tables_first_row_without_a_length_may_be_a_round() -> None:
    assert len(names("Interview process\n\nPhone interview | a recruiter\nPanel interview | 60 min\n")) == 2


ROUNDS = "Interview process\n\nStage 1  Online task  45 minutes\nStage 2  Panel interview  40 minutes\n"


@pytest.mark.parametrize(
    "after",
    [
        "It is expected that interviews will be held in the week of 4 May 2026.",
        "Interviews are likely to take place on 3 June 2026.",
        "A reserve list may be formed from which later vacancies are filled.",
        "Offers of employment are subject to a background check and a drug test.",
        "An offer depends on references and a medical exam.",
        "No take-home tasks, ever.",
        "We don't do whiteboard puzzles.",
        "ref. 17/B Data Engineer    Page 2 of 4",
        "Seite 2 von 4",
        "\n4. How to apply\n\nSend a letter.",
        "\nVII. Benefits\n\nA free lunch.",
    ],
)
def test_what_follows_the_rounds_is_none(after: str) -> None:
    assert len(names(f"{ROUNDS}{after}")) == 2


@pytest.mark.parametrize(
    "step",
    ["No slides needed, but a panel interview follows.", "1. Apply", "Offer call with the founder", "Shadow shift"],
)
def test_what_sounds_alike_stays_a_round(step: str) -> None:
    assert len(names(f"Interview process\n\n- Phone screen\n- {step}\n")) == 2


def test_a_shift_that_is_tried_is_a_round() -> None:
    told = "How we hire\n\nFirst there is a phone screen, and afterwards you can join a trial shift on the ward."
    assert len(names(told)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Write to jobs@acme.example by 5 Dec 2025.",
        "Please submit your application by 5 December 2025.",
        "Get yours over to me by close of play on Friday 5 December 2025.",
        "Email us a CV no later than noon on Fri, 5 Dec 2025.",
        "The job is ours to fill. Bewerbungsfrist: 05.12.2025.",
        "Bitte beachten: Einsendeschluss ist der 5. Dezember 2025.",
        "Fecha límite para presentar la candidatura: 5 de diciembre de 2025.",
        "El plazo de inscripción termina el 5 de diciembre de 2025.",
        "Prazo para candidaturas: 5 de dezembro de 2025.",
        "A data limite é 5 de dezembro de 2025.",
        "La date limite de candidature est le 5 décembre 2025.",
        "Date de clôture des candidatures : 5 décembre 2025.",
    ],
)
def test_deadlines(line: str) -> None:
    assert [fact.date for fact in read(f"How to apply\n\n{line}").stated("deadline")] == ["2025-12-05"]


@pytest.mark.parametrize(
    "line",
    [
        "You will submit the quarterly report by 5 December.",
        "Write tests by the dozen before 2027.",
        "Get the service ready for 5 December 2025.",
        "You get us into production by 5 December 2025.",
        "Wir setzen keine Frist: 30 Tage Urlaub.",
        "Plazo de entrega: 30 días.",
    ],
)
def test_what_is_no_deadline(line: str) -> None:
    assert not read(f"Your work\n\n{line}").stated("deadline")


@pytest.mark.parametrize(
    "line",
    [
        "Night differential: $5.75 per hour",
        "Shift premium: $3.00 per hour",
        "Annual bonus, which has averaged $15,600 over the last years",
        "Bonus of up to $12,000 a year",
        "Bonus de campaña de hasta 13.000 € anuales",
        "Prämie von bis zu 15.000 € im Jahr",
        "Nachtzuschlag: 6 € pro Stunde",
        "Prime annuelle de 12 000 €",
        "Try Premium for £0",
        "1-month free trial, then £539.99/month. Cancel anytime.",
        "£400 to set up a desk at home",
    ],
)
def test_other_money_is_no_pay(line: str) -> None:
    assert not [f for f in read(f"What we pay\n\n{line}").stated("salary") if f.pay]


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Base $120,000 a year plus an annual bonus of up to $12,000", PayRange(None, 120_000, "USD", "year", "base")),
        ("Pay: $31 - $44 per hour plus shift differential of $3", PayRange(31, 44, "USD", "hour")),
        ("$138,000 — $164,500 CAD", PayRange(138_000, 164_500, "CAD", "year")),
        ("$90,000 to $110,000 AUD per year", PayRange(90_000, 110_000, "AUD", "year")),
        ("$138,000 — $164,500 a year", PayRange(138_000, 164_500, "USD", "year")),
    ],
)
def test_pay_beside_other_money_and_in_a_currency_told_at_its_end(line: str, pay: PayRange) -> None:
    assert [f.pay for f in read(f"Compensation\n\n{line}").stated("salary")] == [pay]


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("A decade of experience in reliability engineering", 10),
        ("More than two decades of experience with turbines", 20),
        ("Una década de experiencia en logística", 10),
        ("Ein Jahrzehnt oder mehr als Entwickler", None),
        ("I'm looking for somebody with 8 years of Rust", 8),
        ("Somebody who has been building pipelines for 6 years", 6),
        ("No less than four years of experience", 4),
        ("No degree needed, but 5 years from your industry: experience counts", 5),
    ],
)
def test_years_asked_for(line: str, years: float | None) -> None:
    assert [f.years for f in read(f"Requirements\n\n- {line}").stated("years")] == ([years] if years else [])


@pytest.mark.parametrize(
    "line",
    [
        "I've been recruiting in this space for 15 years.",
        "I have 8 years of Rust.",
        "Ich habe 12 Jahre Erfahrung in der Branche.",
        "Our CTO has been programming for 15 years.",
        "The degree should not have been awarded more than four years before the application deadline.",
        "Your PhD may be no more than five years old.",
        "The last decade of work was fun.",
    ],
)
def test_years_of_others(line: str) -> None:
    assert not read(f"Requirements\n\n{line}").stated("years")


PAGE = """# 🛰 {title} @ Orbitly

> Small team. Fully remote.

## 👋 {first}

Orbitly tracks satellites for people who would rather not lose one. We are six, and each of us is on call at times.

## 🛠 What you'd do

- Build features from the first talk to the changelog
- Answer support for one morning a week

## 🌱 Who you might be

- You have shipped a product that others used

## ✉️ {last}

Write to jobs@orbitly.example by 5 Dec 2025.
"""


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [("Product Engineer", "Hello", "Apply"), ("Data Analyst", "Hi there", "Say hello"), ("Designer", "Us", "Contact")],
)
def test_headings_with_pictures_below_a_title_at_its_company_are_of_one_role(title: str, first: str, last: str) -> None:
    (role,) = roles(PAGE.format(title=title, first=first, last=last))
    assert (role.title, role.company) == (title, "Orbitly")


def test_companies_over_titles_still_part_roles() -> None:
    below = "We need you.\n\n### Responsibilities\n\n- Build\n- Run\n\n### Requirements\n\n- Python\n\n"
    found = roles(f"# 🏢 Hooli\n\n## Data Engineer\n\n{below}# 🏢 Initech\n\n## Data Analyst\n\n{below}")
    assert [(r.title, r.company) for r in found] == [("Data Engineer", "Hooli"), ("Data Analyst", "Initech")]


@pytest.mark.parametrize(
    "window",
    ["Data Engineer | Jobs bei Fernblick", "Fernblick Data Engineer | SmartRecruiters", "Data Engineer at Fernblick",
     "Data Engineer - Fernblick - Berlin", "Fernblick Careers | Data Engineer", "Data Engineer | Empleos en Fernblick"],
)  # fmt: skip
def test_the_window_names_the_company(tmp_path: Path, window: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<title>{window}</title><nav><a>Alle Stellen</a> | <a>Über uns</a></nav><h1>Data Engineer</h1>"
        "<p>Bald geht Fernblick nach Berlin, und mit uns geht, wer die Daten ordnet.</p>"
        "<h2>Interviews</h2><table><tr><th>Fase</th><th>Dauer</th></tr><tr><td>Anruf</td><td>20 min</td></tr></table>",
        encoding="utf-8",
    )
    (document,) = [d for d in load(page, page.name) if isinstance(d, Document)]
    assert read_roles(normalize(document))[0].company == "Fernblick"


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("I'm working exclusively with Marlow Freight, who run depots.\n\nAnna\nHarbour Talent Ltd", "Marlow Freight"),
        ("We are recruiting on behalf of Marlow Freight.\n\nAnna\nHarbour Talent Ltd", "Marlow Freight"),
        ("Retained by Marlow Freight, we look for you.\n\nAnna\nHarbour Talent Ltd", "Marlow Freight"),
        ("I'm working with Kubernetes each day.\n\nAnna\nHarbour Talent Ltd", "Harbour Talent"),
        ("Saint Odo Valley Medical Center has cared for us since 1931.\n\nSaint Odo is an equal opportunity employer.",
         "Saint Odo Valley Medical Center"),
        ("Marlow logo\nMarlow\n\nGood work with Marlow.\n\nSimilar jobs\n\nClerk\nBrindle & Oak · Paris", "Marlow"),
        ("En Marlow hacemos barcos.\n\nProceso de selección\n\nFase | Con quién\nLlamada | Ida", "Marlow"),
    ],
)  # fmt: skip
def test_companies(text: str, company: str) -> None:
    assert read(text).company == company


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("The place of work is Aalborg.", "Aalborg"),
        ("Arbeitsort ist Kassel.", "Kassel"),
        ("Le lieu de travail est Nantes.", "Nantes"),
        ("It is a permanent post in the Asset Intelligence Unit in Athlone.", "Athlone"),
        ("Hybrid work, with one day a week in Leeds.", "Leeds"),
        ("Where: Leeds", "Leeds"),
        ("Job Locations US-OH-Mansfield", "Mansfield"),
    ],
)
def test_places(line: str, place: str) -> None:
    assert any(place in fact.value for fact in read(f"The work\n\n{line}").stated("location"))


@pytest.mark.parametrize(
    "line",
    [
        "Partner groups are located in Bergen and Hamburg.",
        "Our headquarters are in Athlone.",
        "You spend one day a week in meetings.",
        "The position is in the planning stage.",
    ],
)
def test_no_places(line: str) -> None:
    assert not read(f"The work\n\n{line}").stated("location")


@pytest.mark.parametrize(
    ("line", "mode", "days"),
    [
        ("Hybrides Arbeiten mit zwei festen Bürotagen pro Woche", "hybrid", 2),
        ("Hybrid: drei Tage pro Woche im Büro", "hybrid", 3),
        ("Modelo híbrido: dos días por semana en la oficina", "hybrid", 2),
        ("Hybride, trois jours par semaine au bureau", "hybrid", 3),
        ("Yes, in the office, five days; it is on a boat.", "office", 5),
        ("Work Location: In person", "office", None),
    ],
)
def test_days_in_the_office(line: str, mode: str, days: int | None) -> None:
    role = read(f"The work\n\n{line}\n\nApplication Deadline: 11/21/2025\n")
    assert [(f.mode.modes, f.mode.office_days) for f in role.stated("work_mode") if f.mode] == [((mode,), days)]


@pytest.mark.parametrize(
    "line",
    ["This position is not eligible for immigration sponsorship.", "Employment sponsorship: we have no plans for it."],
)
def test_sponsorship(line: str) -> None:
    assert read(f"The work\n\n{line}").stated("visa")


def test_sponsors_of_an_event_are_no_visa() -> None:
    assert not read("The work\n\nYou find partners eligible for the sponsorship of our summer fair.").stated("visa")


REPEATED = """# Portway

Portway is a small company that tests the software of banks before others do it.

About the role

You will
- Attack the software of customers and write down what you find there.

You bring
- Three years in security

Leeds. £85,000 - £95,000.

---

Portway - Product Designer

You will design the product through which our customers see what was found, and decide what to mend first. \
You will work with both founders. We want a portfolio with one product that is heavy on data. £60,000 - £70,000.

---

Portway is a small company that tests the software of banks before others do it.

About the role

You will
- Attack the software of customers and write down what you find there.

You bring
- Three years in security

Leeds. £85,000 - £95,000.
"""


def test_a_role_that_stands_again_without_a_heading_is_no_part_of_the_one_above() -> None:
    engineer, designer = roles(REPEATED)
    assert engineer.duplicates == 1
    assert [fact.value for fact in designer.stated("salary")] == ["GBP 60,000–70,000 per year"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("You don't need a degree.", "degree"),
        ("Nobody will ask for a diploma.", "degree"),
        ("No pedimos título universitario.", "degree"),
        ("Bachelor of Science in Nursing preferred; help with tuition for who want to finish one.", "degree"),
        ("No minimum number of years: show us what you have made.", "years"),
        ("The application window is expected to close on January 16, 2027.", "deadline"),
    ],
)
def test_what_is_not_asked_for_and_when_a_window_closes_are_stated(line: str, name: str) -> None:
    assert [fact.value for fact in read(line).stated(name)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Student loan repayment of up to $200 a month", "salary"),
        ("The group has six researchers and two PhD students.", "degree"),
        ("You co-supervise one PhD student.", "degree"),
        ("Send copies of your degree certificates.", "degree"),
        ("The founders have over 20 years of combined experience in retail.", "years"),
        ("€1,500 to set up your home office", "work_mode"),
        ("The whole company meets in person twice a year.", "work_mode"),
    ],
)
def test_what_only_looks_like_a_fact_is_none(line: str, name: str) -> None:
    assert not read(line).stated(name)


def test_a_title_inside_a_sentence_that_addresses_the_reader_is_read_without_it() -> None:
    text = "# Acme\n\nAs a Research Engineer, Speech Synthesis you will\n\n- Train models.\n\nWhat we look for\n\n"
    assert roles(f"{text}- 3 years\n")[0].title == "Research Engineer, Speech Synthesis"


RULED = """https://jobs.example/r/88213
Site Reliability Engineer, Payments Switch
Halden Mutual Bank, Leeds
You keep the switch that clears 3,000 card payments a second up.
Must have
- 5+ years in production operations
On-call one week in four, paid at £350 a week plus time off.
Salary £68k-£80k, bonus up to 12%.

--------

Quantitative Developer – Power Markets
The desk trades electricity in eleven countries. You sit next to six traders in Geneva and build what \
they use, day by day.
Requirements
Strong Python; C# or Java
French is an advantage, English is a must

--------

We are hiring a person who likes compilers for our query optimizer. Our engine runs analytics over object storage, \
and the optimizer makes the difference. Berlin or remote. 85-110k EUR.

--------

Junior Gameplay Programmer
Sprocket & Fern, Dundee
For our cosy train-set game. No experience needed; show us a game that you finished, however small it may be, \
and tell us what you learnt while you were making it.
"""


def test_rules_part_roles_each_with_what_is_its_own() -> None:
    found = roles(RULED)
    assert [role.company for role in found] == ["Halden Mutual Bank", None, None, "Sprocket & Fern"]
    assert found[1].title == "Quantitative Developer – Power Markets"
    pays = [[fact.value for fact in role.stated("salary")] for role in found]
    assert pays == [["GBP 68,000–80,000 per year"], [], ["EUR 85,000–110,000 per year"], []]


def test_rules_between_the_sections_of_one_role_part_none() -> None:
    text = "# Data Engineer\n\nAcme makes maps of caves and of mines for people who go there.\n\n"
    parts = ["What you will do", "What you bring", "What we offer"]
    body = "\n---\n\n".join(
        f"## {part}\n\n- {'Work with maps and with the people who use them. ' * 4}\n" for part in parts
    )
    assert len(roles(f"{text}---\n\n{body}")) == 1


def test_of_several_roles_of_one_company_those_that_do_not_name_it_are_its_too() -> None:
    text = RULED.replace("Halden Mutual Bank, Leeds", "Sprocket & Fern, Leeds")
    assert {role.company for role in roles(text)} == {"Sprocket & Fern"}


def test_a_paragraph_that_addresses_the_person_in_the_title_goes_on_with_the_role() -> None:
    text = (
        "Data Engineer - Freight Visibility\nNorthquay Logistics\nRotterdam\n\nSkills\nSQL\nPython\n\n"
        f"Northquay Logistics moves containers. {'It does so by day and by night. ' * 6}\n\n"
        "As a Data Engineer in Freight Visibility you build and run the pipelines.\n\nWhat we ask\n\n- 3 years of SQL\n"
    )
    assert len(roles(text)) == 1


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Híbrido, com um dia por semana no escritório", 1),
        ("Hybrid, ein Tag pro Woche im Büro", 1),
        ("Hybride, une journée au bureau", None),
        ("Boston, on site three days.", 3),
    ],
)
def test_days_in_the_office_are_counted_in_words(line: str, days: int | None) -> None:
    modes = [fact.mode for fact in read(line).stated("work_mode")]
    assert [mode.office_days for mode in modes if mode] == [days]


NUMBERED = """Post title:        Transport Data Analyst
Grade:             PO4

1. Purpose of the post

The post holder leads the analysis.

2. Main duties

2.1 Produce the monthly report.

3. Person specification

A degree in a numerate subject

4. What we offer

28 days of annual leave
"""


def test_numbered_headings_are_headings_and_a_posts_title_is_its_label() -> None:
    (role,) = roles(NUMBERED)
    kinds = {section.kind.value for section in role.sections if section.heading}
    assert {"responsibilities", "must", "benefits"} <= kinds
    assert role.title == "Transport Data Analyst"


def test_the_items_of_a_numbered_list_are_no_headings() -> None:
    assert names("Interview process\n\n1. Technical interview\n2. Hiring manager\n") == [
        "Technical interview",
        "Hiring manager",
    ]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Job ID: 33 | Cirrova Cloud Services, Inc. | Posted today\n\nWe build disks.", "Cirrova Cloud Services"),
        (
            "Ministerium für Digitales und Verwaltung\n\nEs ist eine Stelle zu besetzen.",
            "Ministerium für Digitales und Verwaltung",
        ),
        (
            "La Unidad de Datos del Hospital Universitario Sierra Clara, en Granada, busca una persona.",
            "Hospital Universitario Sierra Clara",
        ),
    ],
)
def test_bodies_and_legal_forms_name_the_employer_in_full(text: str, company: str) -> None:
    assert roles(f"{text}\n\nRequirements\n\n- Three years of SQL\n")[0].company == company


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("7+ years of experience in model validation, with at least 3 years in machine learning", 7),
        ("Have 8 or more years of experience in software, including at least two years as a lead", 8),
        ("BS with 6+ years of industry experience, MS with 4+ years, or PhD with 2+ years", 2),
    ],
)
def test_years_that_are_a_part_of_others_are_not_what_is_asked_for(line: str, years: int) -> None:
    assert [fact.years for fact in read(line).stated("years")] == [years]


FORM = """Location
Civic Centre, Northmere

Working hours
Full time, 37 hours per week

Working style
Hybrid

Closing date
21 June 2026, 23:59

About the job

You help people who are about to lose their homes, and keep the records of it.
"""


def test_a_forms_label_that_stands_like_a_heading_is_still_its_label() -> None:
    role = read(FORM)
    assert [fact.value for fact in role.stated("deadline")] == ["21 June 2026, 23:59"]
    assert [fact.value for fact in role.stated("location")] == ["Civic Centre, Northmere"]
    assert [fact.value for fact in role.stated("work_mode")] == ["Hybrid"]


def test_a_paragraph_may_begin_with_nothing_but_its_places() -> None:
    said = "Zurich or London. Candidates should be open to relocation, which we pay for."
    assert [fact.value for fact in read(said).stated("location")] == ["Zurich or London."]
    assert not read("Pipelines or dashboards. Candidates should be open to both, which we pay for.").stated("location")


@pytest.mark.parametrize(
    ("text", "slot", "said"),
    [
        ("Applications for this job will be accepted at least until September 30, 2025.", "deadline", "September 30"),
        ("Anticipated Position Close Date: 03/14/2025", "deadline", "03/14/2025"),
        ("Daarna weten we het. Reageren kan tot en met 26 juni 2026.", "deadline", "26 juni 2026"),
        ("Poste à pourvoir à partir du 1er septembre 2026", "start_date", "1er septembre 2026"),
    ],
)
def test_dates_that_were_not_seen(text: str, slot: str, said: str) -> None:
    assert [said in fact.value for fact in read(text).stated(slot)] == [True]


def test_an_earliest_start_that_is_asked_for_is_no_start_date() -> None:
    assert not read("Please apply with your CV and earliest start date.").stated("start_date")


def test_dutch_pay_is_paid_by_the_month() -> None:
    (fact,) = read("Een salaris tussen € 2.900 en € 3.700 bruto per maand").stated("salary")
    assert fact.pay == PayRange(2900, 3700, "EUR", "month", None)


SHOUT = """**Saddle: Staff Backend Engineer**
remote, US only

Saddle does payroll for ranches and stables. Our team of nine owns the payroll engine, and you would own it with us.

what we'd like
- 8+ yrs of backend experience
"""


def test_a_title_behind_a_companys_name_is_parted_from_it() -> None:
    role = read_roles(normalize(Document("discord-saddle.txt", SHOUT)))[0]
    assert (role.company, role.title) == ("Saddle", "Staff Backend Engineer")


def test_a_label_in_front_of_a_title_is_no_company() -> None:
    role = read_roles(normalize(Document("posting.txt", SHOUT.replace("Saddle: ", "Opening: "))))[0]
    assert role.company != "Opening"


CAREERS = """PLMC Careers
Regulatory Affairs Specialist
PLMC is an Equal Opportunity Employer. Applicants who need help may write to the service desk.
"""


def test_the_careers_of_a_company_are_not_of_its_name() -> None:
    assert read_roles(normalize(Document("saved.txt", CAREERS)))[0].company == "PLMC"


FORWARDED = """Subject: Fwd: paralegal job?
thought of you!! no idea if they pay ok. don't say it came from me lol
Dani x
Sent from my phone
Begin forwarded message:
> Subject: We are recruiting
>
> Dear all,
>
> As some of you have heard, we are looking for someone to join our
> property team. Please pass this on to anyone suitable.
>
> Paralegal, Residential Conveyancing
"""


def test_a_subject_that_asks_something_names_no_job() -> None:
    (role,) = read_roles(normalize(Document("Fwd paralegal job.txt", FORWARDED)))
    assert role.title == "Paralegal, Residential Conveyancing"
