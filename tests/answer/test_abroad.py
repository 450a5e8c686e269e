"""English questions on postings in other languages, office days in lists, which roles of a company are compared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.app import Assistant
from tests.answer.written import cited, library_of, quotes

POSTINGS = {
    "nordlicht.txt": """Ingenieur (m/w/d) Prognose
Unternehmen: Nordlicht Netze
Standort: Kiel

Das Prognose-Team besteht aus neun Personen.

Deine Aufgaben
- Du baust Modelle für den Wind auf See und betreibst sie mit dem Team.

Dein Profil
- Deutsch mindestens auf Niveau B2
- Ein Anschreiben brauchen wir nicht.

Wir bieten
- Bis zu 30 Tage im Jahr Arbeiten aus dem EU-Ausland
- Auf Wunsch eine Vier-Tage-Woche mit 32 Stunden
- Ein Deutschlandticket
- Hybrides Arbeiten: zwei Tage pro Woche im Büro
""",
    "harrow.txt": """Platform Engineer
Company: Harrow & Pike
Location: London

About the role
We work from the office five days a week.
The whole team meets in Dublin for three days every quarter, and we pay for the trip.
The captions have a budget of 300 milliseconds end to end.

Requirements
- Five years of Go
""",
    "emberfall.txt": """Gameplay Programmer
Company: Emberfall Games
Location: Montreal

12-month contract, extension likely

About the role
You write the enemies of our next game, three days a week in the office.

Requirements
- C++
""",
    "oriel.md": """# Oriel AI

## Research Engineer, Serving

You keep the serving stack of the lab running, and write the kernels that it needs.

Requirements
- Python, CUDA and patience

## Research Engineer, Evaluations

You write the evaluations that decide which model is released.

Requirements
- Python, statistics and doubt

## Research Engineer, Voice

You teach the model to listen while it speaks.

Requirements
- Python, audio and tact

## Research Engineer, Ablations

You find out which part of the model does what.

Requirements
- Python, plots and care

## Research Engineer, Data

You clean the web. The on-call rotation is one week in six.

Requirements
- Python, Spark and soap
""",
    "pagalia.txt": """SRE de la plataforma de pagos
Empresa: Pagalia
Ubicación: Madrid

Qué harás
- Mantener la plataforma con el equipo, que hace guardias una semana de cada cinco.

Requisitos
- Cinco años de experiencia en operaciones
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from library_of(POSTINGS, tmp_path_factory)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do I have to speak German at Nordlicht?", "Niveau B2"),
        ("Does Nordlicht want a cover letter?", "Anschreiben"),
        ("Can I work from another country for Nordlicht?", "EU-Ausland"),
        ("Does Nordlicht offer a four-day week?", "Vier-Tage-Woche"),
        ("Kann ich bei Nordlicht vier Tage die Woche arbeiten?", "Vier-Tage-Woche"),
        ("How many people are on the team at Nordlicht?", "neun Personen"),
    ],
)
def test_a_posting_in_another_language_answers_in_its_own_words(library: Assistant, question: str, said: str) -> None:
    assert said in quotes(library.ask(question))


def test_a_word_that_only_begins_alike_says_something_else(library: Assistant) -> None:
    assert quotes(library.ask("Do I have to speak German at Nordlicht?")) == "Deutsch mindestens auf Niveau B2"


@pytest.mark.parametrize("question", ["Does Nordlicht offer a gym?", "Does Nordlicht pay a learning budget?"])
def test_what_it_has_no_word_for_is_not_said_by_it(library: Assistant, question: str) -> None:
    assert library.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("Which employers want people in the office five days a week?", {"harrow"}),
        ("Which jobs ask for at most three days a week in the office?", {"emberfall", "nordlicht"}),
        ("Which jobs ask for at least three days a week in the office?", {"emberfall", "harrow"}),
    ],
)
def test_roles_are_listed_by_their_days_in_the_office(library: Assistant, question: str, roles: set[str]) -> None:
    assert cited(library.ask(question)) == roles


def test_a_contract_of_so_many_months_is_a_fixed_term(library: Assistant) -> None:
    assert cited(library.ask("Which positions are fixed-term contracts?")) == {"emberfall"}


def test_a_company_brings_the_role_that_states_what_is_compared(library: Assistant) -> None:
    said = quotes(library.ask("How do the on-call rotations at Pagalia and Oriel AI compare?"))
    assert "cada cinco" in said
    assert "one week in six" in said


def test_what_postings_speak_of_is_no_company_and_a_place_is_no_stranger(library: Assistant) -> None:
    assert cited(library.ask("Where does CUDA come up in my postings?")) == {"oriel"}
    answer = library.ask("Could I do the Harrow & Pike job from Texas?")
    assert "None of the saved postings is about" not in answer.text


def test_meeting_elsewhere_is_travel_and_milliseconds_are_a_duration(library: Assistant) -> None:
    assert "Dublin" in quotes(library.ask("How often would I have to travel at Harrow & Pike?"))
    assert "300 milliseconds" in quotes(library.ask("How fast do the captions at Harrow & Pike have to be?"))
