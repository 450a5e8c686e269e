"""Questions in other words than the postings, which are in several languages: what is answered, and what is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.app import Assistant
from tests.answer.written import cited, library_of, quotes

POSTINGS = {
    "quillmark": """Platform Engineer
Company: QUILLMARK
Location: Remote - Europe

About the team
The Storage team owns everything between an upload and the disk. We are eleven engineers.

About the role
Today we run a Snowflake warehouse and some 40 Airflow jobs.
Take part in the on-call rotation: one week in six.
Travel may now and then be asked for, up to 20% of the year.

Requirements
- Have 8 or more years of experience in software engineering
- You don't need a degree.
- Portuguese helps with our customers
- Familiarity with Kafka

What we offer
- 32 days off
- Pension with an employer contribution of 19%

Interview process
1. Call with the team lead (30 minutes)
2. Trial project, paid €800 (2 days), anywhere in Europe
""",
    "hallam": """Data Analyst
Company: Hallam's Bridge Hospital Trust
Location: Leeds

About the role
London, two days a week in the office near Old Street.
This is a 2 year fixed term contract.
You join the nurses and patients of our Intensive Care department.

Requirements
- Bachelor's degree in statistics
- Registered with the HCPC
- Three years of SQL

What we offer
- 27 days' holiday
- Pension with an employer contribution of 8%
""",
    "nube": """Desarrollador/a Backend
Empresa: Nube Clara
Ubicación: Madrid, España

Qué harás
- Mantener nuestra biblioteca de componentes (React, TypeScript) con el equipo de diseño.
- Participar en las guardias, una semana de cada siete.

Requisitos
- Al menos 5 años de experiencia en desarrollo backend.
- No pedimos título universitario.

Ofrecemos
- Contrato indefinido y 100 % remoto desde cualquier punto de España.
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from library_of({f"{name}.txt": text for name, text in POSTINGS.items()}, tmp_path_factory)


def test_a_word_is_no_form_of_every_word_with_its_stem(library: Assistant) -> None:
    assert library.ask("Are publications needed at Quillmark?").status == "abstained"
    assert library.ask("Is there a reference to public transport at Quillmark?").status == "abstained"


def test_a_company_in_capitals_may_miss_a_letter(library: Assistant) -> None:
    assert "Remote" in quotes(library.ask("Is the QUILMARK job remote?"))


def test_a_company_is_known_by_the_first_words_of_its_name(library: Assistant) -> None:
    answer = library.ask("How many years does Hallam's Bridge ask for?")
    assert (cited(answer), "Three years" in quotes(answer)) == ({"hallam"}, True)


def test_who_ask_for_no_degree_are_listed_without_those_who_do(library: Assistant) -> None:
    answer = library.ask("Which postings say that no degree is needed?")
    assert cited(answer) == {"quillmark", "nube"}
    assert answer.text.startswith("2 saved roles say so:")


def test_a_list_of_what_is_asked_for_names_who_asks_first(library: Assistant) -> None:
    assert library.ask("Which roles ask for a bachelor's degree?").citations[0].role.startswith("hallam")


def test_a_place_is_found_where_it_was_not_read_as_the_roles(library: Assistant) -> None:
    assert cited(library.ask("Which roles are based in London?")) == {"hallam"}
    assert library.ask("Which roles are based in Paris?").status == "abstained"


def test_remote_work_is_listed_in_any_language(library: Assistant) -> None:
    assert cited(library.ask("Which roles are fully remote?")) == {"quillmark", "nube"}


def test_a_noun_stands_for_its_verb_in_a_list(library: Assistant) -> None:
    assert cited(library.ask("Which roles require HCPC registration?")) == {"hallam"}


def test_a_list_holds_who_says_the_same_in_other_words(library: Assistant) -> None:
    assert cited(library.ask("Which roles come with an on-call rotation?")) == {"quillmark", "nube"}


def test_roles_are_compared_on_what_they_word_differently(library: Assistant) -> None:
    answer = library.ask("Compare the holidays at Quillmark and Hallam's Bridge.")
    assert "32 days off" in answer.text
    assert "27 days' holiday" in answer.text


def test_paying_into_a_pension_is_no_pay(library: Assistant) -> None:
    answer = library.ask("Which pays more into the pension, Quillmark or Hallam's Bridge?")
    assert "19%" in answer.text
    assert "8%" in answer.text


def test_a_team_is_told_of_before_the_roles_work(library: Assistant) -> None:
    answer = library.ask("What does the Storage team at Quillmark work on?")
    assert "between an upload and the disk" in answer.citations[0].quote


def test_the_size_of_a_team_may_be_a_number_in_words(library: Assistant) -> None:
    assert "eleven engineers" in quotes(library.ask("How big is the Storage team at Quillmark?"))


def test_whether_something_but_the_job_is_paid_is_no_question_of_pay(library: Assistant) -> None:
    answer = library.ask("Is the trial project paid?", history=["What are the hiring steps at Quillmark?"])
    assert "€800" in quotes(answer)


def test_what_runs_today_is_of_the_stack_and_a_spoken_language_is_not(library: Assistant) -> None:
    said = quotes(library.ask("Which data stack does Quillmark run on?"))
    assert "Kafka" in said
    assert "Snowflake" in said
    assert "Portuguese" not in said


def test_a_posting_in_another_language_is_not_held_to_english_words(library: Assistant) -> None:
    assert "TypeScript" in quotes(library.ask("Which technologies is the component library at Nube Clara built with?"))
    assert library.ask("Does Nube Clara use Angular?").status == "abstained"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quillmark 这个职位需要出差多少？", "up to 20%"),
        ("Wie lange läuft der Vertrag bei Hallam's Bridge?", "2 year fixed term"),
        ("How long is the contract at Hallam's Bridge?", "2 year fixed term"),
    ],
)
def test_bridges_hold_in_other_languages(library: Assistant, question: str, said: str) -> None:
    assert said in quotes(library.ask(question))


def test_a_role_that_is_only_named_takes_the_question_before(library: Assistant) -> None:
    answer = library.ask("And Nube Clara's Desarrollador Backend?", history=["How many years does Quillmark ask for?"])
    assert "5 años" in quotes(answer)


def test_what_is_special_is_answered_by_an_overview(library: Assistant) -> None:
    answer = library.ask("What stands out about the Platform Engineer job at Quillmark?")
    assert "eleven engineers" in quotes(answer)


def test_a_thing_that_stands_nowhere_is_not_answered_by_what_is_around_it(library: Assistant) -> None:
    answer = library.ask("What dress code does the intensive care department at Hallam's Bridge have?")
    assert answer.status == "abstained"


def test_a_level_of_a_language_is_no_level_of_seniority(library: Assistant) -> None:
    assert library.ask("What level of Portuguese does Quillmark want?").citations[0].quote.startswith("Portuguese")
    assert library.ask("What level of German does Quillmark want?").status == "abstained"


def test_a_benefit_that_is_not_named_is_not_answered_by_others(library: Assistant) -> None:
    assert library.ask("Does Quillmark provide health insurance?").status == "abstained"


def test_the_place_of_a_role_narrows_nothing_that_is_stated_of_it(library: Assistant) -> None:
    said = quotes(library.ask("What is the interview process for the Quillmark job in Europe?"))
    assert "Call with the team lead" in said
    assert "Trial project" in said


def test_contracts_are_listed_by_what_they_are_in_any_language(library: Assistant) -> None:
    assert cited(library.ask("Which jobs are fixed-term contracts?")) == {"hallam"}
    assert cited(library.ask("Which jobs are permanent contracts?")) == {"nube"}


def test_weather_in_a_roles_name_is_no_question_of_the_weather(library: Assistant) -> None:
    assert "no opinions" in library.ask("What's the weather in Leeds?").text
    assert "no opinions" not in library.ask("What does the extreme weather scientist earn?").text
