"""Roles named by little, and what a title says kept apart from what is asked: over a few postings of other trades."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant, Settings, build
from assistant.domain import Answer
from tests.answer.written import library_of, quotes

NURSE = """Community Psychiatric Nurse
Company: Rivermouth Care
Location: Elmstead
Salary: £38,000 per year
Closing date: 2031-11-27

About the role
You visit people at home and plan their care with them. Car driver essential.
The service runs 7 days a week, so unsocial hours are part of it.
Hours: 37.5 a week, early and late.

Requirements
- Registration as a mental health nurse
- Two years with a community team

Desirable
- Training in group therapy

If you do not hear from us within 21 days, you have not been successful.
"""
SUPERVISOR = """Engineering Supervisor
Company: Harbour Digital
Location: Anywhere in the country (remote)
Salary: $150,000 - $170,000 per year
Closing date: 2031-10-05
Opening date: 2031-09-20

About the role
You lead a team of engineers and review their code.
Travel requirement: up to 10% of the year.

Requirements
- 6 years of software engineering
- Ruby and JavaScript

Preferred qualifications
- Experience with Terraform
"""
LEAD = """Senior Policy Lead
Company: Harbour Digital
Location: Anywhere in the country (remote)
Closing date: 2031-12-01

About the role
You advise agencies on policies for digital identity and write the guidance.

Requirements
- Eight years in public policy
- Open to U.S. citizens
"""
EXPERT = """9x Principal Designer
Location: Northport

About the role
You design services for the public in small teams. We are not looking for AI evangelists.

Requirements
- A portfolio of public services
- Prototypes in Python and JavaScript
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from library_of(
        {"nurse.txt": NURSE, "supervisor.txt": SUPERVISOR, "lead.txt": LEAD, "expert.txt": EXPERT}, tmp_path_factory
    )


def titles(answer: Answer) -> list[str]:
    return list(dict.fromkeys(citation.title for citation in answer.citations))


def test_a_short_form_is_the_first_letters_of_a_title(assistant: Assistant) -> None:
    answer = assistant.ask("Do I need to drive for the Elmstead CPN post?")
    assert titles(answer) == ["Community Psychiatric Nurse"]
    assert "Car driver essential" in quotes(answer)


def test_one_telling_word_behind_at_names_a_role(assistant: Assistant) -> None:
    assert "Python and JavaScript" in quotes(assistant.ask("core programming languages at 9x"))
    assert "evangelists" in quotes(assistant.ask("Would an AI evangelist fit in at 9x?"))


def test_a_title_that_ends_in_an_everyday_word_is_a_title(assistant: Assistant) -> None:
    answer = assistant.ask("What does the policy lead do?")
    assert titles(answer) == ["Senior Policy Lead"]


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("how often would I travel as engineering supervisor", "up to 10%"),
        ("what programming languages for the engineering supervisor", "Ruby and JavaScript"),
        ("When was the engineering supervisor job posted?", "2031-09-20"),
    ],
)
def test_a_title_asks_for_nothing(question: str, stated: str, assistant: Assistant) -> None:
    found = quotes(assistant.ask(question))
    assert stated in found
    assert "lead a team" not in found


def test_what_is_preferred_is_said_to_be_so_with_its_heading(assistant: Assistant) -> None:
    answer = assistant.ask("Is Terraform required for the engineering supervisor?")
    assert "(under “Preferred qualifications” [2])" in answer.text
    assert "under" not in assistant.ask("Is Ruby required for the engineering supervisor?").text


@pytest.mark.parametrize(
    ("question", "order"),
    [
        (
            "Which role closes first?",
            ["Engineering Supervisor", "Community Psychiatric Nurse", "Senior Policy Lead"],
        ),
        ("Which role closes last?", ["Senior Policy Lead", "Community Psychiatric Nurse", "Engineering Supervisor"]),
        ("Which roles close in November 2031?", ["Community Psychiatric Nurse"]),
        ("Which roles close before 1 November 2031?", ["Engineering Supervisor"]),
        ("Which roles close after November 2031?", ["Senior Policy Lead"]),
    ],
)
def test_roles_by_the_day_on_which_they_close(question: str, order: list[str], assistant: Assistant) -> None:
    assert titles(assistant.ask(question)) == order


def test_roles_are_listed_by_what_is_said_in_other_words(assistant: Assistant) -> None:
    assert titles(assistant.ask("any jobs with night shifts?")) == ["Community Psychiatric Nurse"]


def test_the_best_paid_of_one_trade(assistant: Assistant) -> None:
    assert titles(assistant.ask("which nurse job pays best?")) == ["Community Psychiatric Nurse"]


def test_it_is_the_first_of_the_list_before(assistant: Assistant) -> None:
    history = ["Which roles are at Harbour Digital?", "which one pays more?"]
    assert titles(assistant.ask("does it allow remote work?", history=history)) == ["Engineering Supervisor"]


def test_another_matter_is_no_other_role(assistant: Assistant) -> None:
    answer = assistant.ask("and the holidays?", history=["What is the salary of the psychiatric nurse?"])
    assert answer.status == "abstained"
    assert "Community Psychiatric Nurse" in answer.text


def test_who_supervises_is_not_who_is_supervised(assistant: Assistant) -> None:
    assert assistant.ask("Who will supervise the policy lead?").status == "abstained"


def test_a_number_is_not_answered_by_an_overview(assistant: Assistant) -> None:
    assert assistant.ask("how many applicants were there for the psychiatric nurse job?").status == "abstained"


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("what can I expect to make as a psychiatric nurse", "£38,000"),
        ("how will I know if I was rejected for the nurse job at Elmstead", "within 21 days"),
        ("I'm not american, can I still apply for the policy lead?", "U.S. citizens"),
        ("Quels sont les horaires de la Community Psychiatric Nurse ?", "37.5 a week"),
    ],
)
def test_what_is_asked_in_other_words(question: str, stated: str, assistant: Assistant) -> None:
    assert stated in quotes(assistant.ask(question))


def test_how_many_is_no_question_for_whom(assistant: Assistant) -> None:
    answer = assistant.ask("how many engineers would the engineering supervisor lead?")
    assert answer.status == "abstained"


def test_advice_on_shares_is_declined(assistant: Assistant) -> None:
    assert assistant.ask("should I buy Harbour Digital stock right now?").status == "abstained"


def test_what_stands_under_a_heading_of_those_who_stand_out(tmp_path: Path) -> None:
    posting = tmp_path / "tools.txt"
    posting.write_text(
        "Tools Engineer\nCompany: Rivermouth Tools\n\nAbout the role\nYou build command-line tools.\n\n"
        "Exceptional candidates may have:\n- A sense of taste in developer tooling\n- Shipped a debugger\n"
    )
    assistant = build(Settings(home=tmp_path / "home"))
    assistant.ingest([posting])
    assert "sense of taste" in quotes(assistant.ask("What would make me stand out for the tools engineer role?"))
    assistant.close()
