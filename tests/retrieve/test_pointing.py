"""Questions that point at roles of the conversation, and words of other languages for roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.view import View
from assistant.app import Assistant, Settings, build
from assistant.retrieve.query import Query, understand

VECTOR, SCIENTIST = "nvidia-senior-machine-learning-engineer", "meta-research-scientist-machine-learning-phd"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[View]:
    built: Assistant = build(Settings(home=tmp_path_factory.mktemp("home")))
    assert built.ingest([corpus]).failed == ()
    yield View(built.library)
    built.close()


def meant(library: View, question: str, *history: str) -> Query:
    return understand(question, history, (), library)


def test_the_second_one_of_two_of_which_one_is_named_by_its_company(library: View) -> None:
    found = meant(library, "Is the second one remote?", "Compare Zoom and NVIDIA's vector search role on pay")
    assert (found.roles, found.asks) == ((VECTOR,), ("work_mode",))


def test_the_other_role_of_a_company_of_two(library: View) -> None:
    found = meant(library, "what about the other one?", "What does the Meta research scientist pay?")
    assert (found.roles, found.asks) == (("meta-research-engineer-language-generative-ai",), ("salary",))


def test_a_place_in_a_list_is_looked_up_in_that_list(library: View) -> None:
    found = meant(
        library, "How long is the phone interview in the first one?", "Which xAI roles describe an interview?"
    )
    assert found.among is not None
    assert (found.place, found.shape, found.among.shape) == (0, "one", "list")


def test_of_the_three_means_what_the_last_questions_were_about(library: View) -> None:
    found = meant(library, "Which one of the three is remote?", "What does Zoom pay?", "and NVIDIA?", "and Meta?")
    assert found.shape == "compare"
    assert [part.companies for part in found.parts] == [("zoom",), ("nvidia",), ("meta",)]


def test_what_is_asked_of_a_job_points_at_no_other_job(library: View) -> None:
    found = meant(library, "Is PyTorch required for the world models engineer?")
    assert found.roles
    assert all(role.startswith("xai-") for role in found.roles)


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("NVIDIA 的向量搜索岗位需要几年经验？", VECTOR),
        ("Qual é a formação exigida pela NVIDIA na vaga de busca vetorial?", VECTOR),
        ("¿Dónde está el puesto de científico investigador de Meta?", SCIENTIST),
        ("Où se trouve le poste de chercheur scientifique chez Meta ?", SCIENTIST),
    ],
)
def test_jobs_are_known_by_their_names_in_other_languages(library: View, question: str, role: str) -> None:
    assert meant(library, question).roles == (role,)


def test_two_swapped_letters_of_a_function_word_are_no_subject(library: View) -> None:
    assert "teh" not in meant(library, "what does teh vector search role at NVIDIA pay").subject
