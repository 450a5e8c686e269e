"""What only names a role asks for nothing and is not what is asked about."""

from __future__ import annotations

import pytest

from assistant.domain import Role, Span
from assistant.retrieve.named import asks_beside, subject_beside


def titled(company: str, title: str) -> Role:
    return Role("id", "posting", "file.txt", company, title, Span(0, 1))


OMNI = titled("xAI", "Omni team, video datasets")
SCIENTIST = titled("Meta", "Research Scientist, Machine Learning (PhD)")
THERAPIST = titled("Cambian", "Specialist Occupational Therapist - Lufton College")


@pytest.mark.parametrize(
    ("text", "asks", "left"),
    [
        ("what is the pay of the research scientist (PhD)", ("salary", "degree"), ("salary",)),
        ("is a PhD or a master's degree needed, and what is the pay", ("salary", "degree"), ("salary", "degree")),
        ("quel est le salaire pour l'équipe omni", ("salary", "team"), ("salary",)),
        ("is a PhD needed", ("degree",), ("degree",)),
    ],
)
def test_asks_that_only_a_name_makes_are_none(text: str, asks: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert asks_beside(text, asks, [OMNI if "omni" in text else SCIENTIST]) == left


@pytest.mark.parametrize("word", ["colege", "ocupational", "therapst", "OT", "SOT"])
def test_slips_and_first_letters_of_a_name_are_no_subject(word: str) -> None:
    assert subject_beside((word, "gym"), [THERAPIST]) == ("gym",)


@pytest.mark.parametrize("word", ["gym", "IT", "Lufthansa", "Occupational"])
def test_other_words_are_and_the_names_own(word: str) -> None:
    assert subject_beside((word,), [THERAPIST]) == (word,)


def test_of_many_roles_none_was_mistyped() -> None:
    assert subject_beside(("colege",), [THERAPIST, OMNI, SCIENTIST]) == ("colege",)
