"""Questions for a role: from its own rounds, about its own lines, fit for its seniority, no two alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.app import Assistant, Settings, build
from assistant.domain import Role
from assistant.prepare.questions.bank import bank
from assistant.prepare.questions.forrole import for_role
from assistant.prepare.questions.lookup import stage_of, understood
from assistant.prepare.questions.rounds import levels_of, rounds, stages_of
from assistant.prepare.questions.targets import Target, targets
from assistant.prepare.questions.templates import naming, short, worded
from assistant.training import Line, QuestionSet, Stage
from tests.prepare.training_parts import embeddings, meaning

MANY = 30
LATE = (Stage.SCREENING, Stage.ASKING)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[Assistant]:
    built = build(Settings(home=tmp_path_factory.mktemp("home")))
    built.ingest([corpus])
    yield built
    built.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Assistant]:
    built = build(Settings(home=tmp_path_factory.mktemp("home")))
    built.ingest([shared / "postings"])
    yield built
    built.close()


def made(assistant: Assistant, role: Role, n: int = MANY, **more: object) -> QuestionSet:
    return for_role(role, assistant.posting(role.posting_id), n, **more)  # type: ignore[arg-type]


def check(assistant: Assistant, role: Role) -> list[str]:
    """What is wrong with thirty questions for a role."""
    posting = assistant.posting(role.posting_id)
    found = made(assistant, role)
    wrong = []
    for q in found.questions:
        line = q.requirement
        if line is None or posting.text[line.start : line.end] != line.quote or not line.quote.strip():
            wrong.append(f"{q.id} cites what is not there")
    stated = {stage for step in found.steps if step.stated for stage in step.stages}
    if stated and (strange := {q.stage for q in found.questions} - stated - {Stage.ASKING}):
        wrong.append(f"stages {strange} are of no stated round")
    if {q.difficulty for q in found.questions} - set(levels_of(role)):
        wrong.append("a difficulty does not fit")
    if found.musts and found.covered < 0.8 * found.musts:
        wrong.append(f"{found.covered} of {found.musts} must-haves are touched")
    if len({q.id for q in found.questions}) != len(found.questions):
        wrong.append("a question twice")
    if (closest := closest_pair([q.question for q in found.questions])) >= 0.9:
        wrong.append(f"two questions alike: {closest:.2f}")
    return wrong


def closest_pair(texts: list[str]) -> float:
    vectors = embeddings().embed_array(texts)
    return float((vectors @ vectors.T - 2 * np.eye(len(texts))).max())


def test_thirty_questions_for_every_sample_role_are_sound(samples: Assistant) -> None:
    assert {role.id: wrong for role in samples.roles() if (wrong := check(samples, role))} == {}


@pytest.mark.shared
def test_thirty_questions_for_every_real_role_are_sound(real: Assistant) -> None:
    assert {role.id: wrong for role in real.roles() if (wrong := check(real, role))} == {}


@pytest.mark.shared
def test_every_real_role_gets_thirty_questions(real: Assistant) -> None:
    short = {role.id: n for role in real.roles() if (n := len(made(real, role).questions)) < MANY}
    assert short == {}


@pytest.mark.shared
def test_stated_rounds_give_the_stages_and_a_review_of_papers_is_no_round(real: Assistant) -> None:
    role = real.role("xai-grok-code-team-coding-agents")
    posting = real.posting(role.posting_id)
    held = rounds(role, posting, targets(role, posting))
    assert held.stated
    assert stages_of(role.process[0]) == ()
    assert [set(step.stages) for step in held.steps] == [
        {Stage.SCREENING},
        {Stage.CODING},
        {Stage.THEORY, Stage.DESIGN, Stage.CODING},
        {Stage.PROJECT, Stage.BEHAVIOURAL},
        {Stage.ASKING},
    ]
    assert "the posting states" in held.note


def test_where_no_rounds_are_stated_the_usual_ones_are_said_to_be_usual(samples: Assistant) -> None:
    role = next(role for role in samples.roles() if not role.process)
    found = made(samples, role)
    assert "does not state" in found.note
    assert not any(step.stated for step in found.steps)
    assert found.questions[-1].stage is Stage.ASKING


def test_the_same_seed_gives_the_same_questions_and_another_seed_others(samples: Assistant) -> None:
    role = samples.roles()[0]
    assert made(samples, role, 10, seed=7) == made(samples, role, 10, seed=7)
    ids = {tuple(q.id for q in made(samples, role, 10, seed=seed).questions) for seed in range(6)}
    assert len(ids) > 1


def test_one_stage_alone_can_be_had(samples: Assistant) -> None:
    role = samples.roles()[0]
    found = made(samples, role, 5, stage=Stage.BEHAVIOURAL)
    assert [q.stage for q in found.questions] == [Stage.BEHAVIOURAL] * 5


@settings(max_examples=25, deadline=None)
@given(n=st.integers(1, 60), seed=st.integers(0, 10**6), at=st.integers(0, 10**6))
def test_never_more_than_asked_for_and_rounds_are_in_order(samples: Assistant, n: int, seed: int, at: int) -> None:
    roles = samples.roles()
    found = made(samples, roles[at % len(roles)], n, seed=seed)
    assert 0 < len(found.questions) <= n
    assert [q.step for q in found.questions] == sorted(q.step or 0 for q in found.questions)


def test_no_place_for_a_name_is_left_open(samples: Assistant) -> None:
    for role in samples.roles():
        assert not [q for q in made(samples, role).questions if "{" in q.question and "{company}" in q.question]


def test_questions_about_own_work_point_to_the_resume(samples: Assistant) -> None:
    role = next(role for role in samples.roles() if any("python" in r.topics for r in role.requirements))
    line = "Rewrote the nightly Python batch of Harrow & Pike in six weeks, from nine hours to forty minutes"
    found = made(samples, role, 30, experience=[line])
    assert any(line in q.asked for q in found.questions if q.stage is Stage.PROJECT)
    assert not any("résumé" in q.asked for q in made(samples, role, 30).questions)


def test_the_bank_goes_first_and_every_question_has_a_model_answer_or_the_outline_of_one(samples: Assistant) -> None:
    asked = [q for role in samples.roles() for q in made(samples, role, 10).questions]
    own = [q for q in asked if q.origin == "template"]
    assert 0 < len(own) <= 0.08 * len(asked)
    for question in asked:
        assert 3 <= len(question.rubric) <= 7
        assert bool(question.answer) != bool(question.outline)
    assert all(q.outline.count("\n") == len(q.rubric) and q.rubric[0].point in q.outline for q in own)


def test_degrees_and_permits_are_asked_about_in_a_first_call_and_not_judged_as_work(samples: Assistant) -> None:
    own = [q for role in samples.roles() for q in made(samples, role, 30).questions if q.origin == "template"]
    papers = [q for q in own if "degree" in q.question or "authorized" in q.question]
    assert papers
    assert {q.stage for q in papers} == {Stage.SCREENING}
    assert all("have" in q.rubric[0].point for q in papers)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Strong engineering abilities.", "Strong engineering abilities"),
        (
            "Expertise that adapts. 3+ years in AI roles. A wide scope did not slow you down.",
            "Expertise that adapts. 3+ years in AI roles",
        ),
        (
            "Develop coding products of the first rank, such as command-line interfaces (CLIs) and remote agents, to "
            "deliver an experience that users remember for years to come",
            "Develop coding products of the first rank, such as command-line interfaces (CLIs) and remote agents",
        ),
        ("word " * 40, "word " * 21 + "word …"),
    ],
)
def test_a_line_is_cut_where_a_part_of_it_ends(line: str, said: str) -> None:
    assert short(line) == said


@pytest.mark.parametrize(
    ("id", "stage", "words"),
    [
        ("model-serving", Stage.THEORY, "model serving"),
        ("machine-learning", Stage.THEORY, "machine learning"),
        ("python", Stage.PROJECT, "Python"),
        ("gpu-programming", Stage.PROJECT, "GPU programming"),
    ],
)
def test_a_topic_is_named_inside_a_question_as_in_a_sentence(id: str, stage: Stage, words: str) -> None:
    target = Target(Line("r", "s", 0, 9, "Some line", "must"), (id,), (), frozenset(), 3.0)
    assert sorted(naming(target, stage))
    for number in naming(target, stage):
        question = worded(target, stage, number, 2)
        assert question is not None
        assert words in question.question
    trait = replace(target, topics=("ownership", "innovation"))
    assert all(worded(trait, stage, number, 2) is None for number in naming(trait, stage))


def test_a_typed_question_is_found_in_the_bank_by_its_words_or_its_meaning() -> None:
    known = next(q for q in bank() if q.id == "containers-sigterm")
    assert understood(known.id, meaning()) == known
    assert understood(known.question.upper(), meaning()) == known


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Tell me about a time you disagreed with your manager.", Stage.BEHAVIOURAL),
        ("Why do you want to work here?", Stage.SCREENING),
        ("Write a function that reverses a linked list.", Stage.CODING),
        ("How would you design a rate limiter?", Stage.DESIGN),
        ("Walk me through a project you are proud of.", Stage.PROJECT),
        ("What is a covariant functor?", Stage.THEORY),
    ],
)
def test_an_unknown_question_gets_the_rubric_of_its_kind(text: str, stage: Stage) -> None:
    assert stage_of(text) is stage
    found = understood(text, meaning())
    assert found.rubric
    assert found.stage is stage or found.origin == "bank"


def test_no_two_questions_of_the_bank_mean_the_same() -> None:
    every = list(bank())
    vectors = embeddings().embed_array([q.question for q in every])
    cosines = np.triu(vectors @ vectors.T, 1)
    alike = [(every[i].id, every[j].id, round(float(cosines[i, j]), 3)) for i, j in np.argwhere(cosines >= 0.9)]
    assert alike == []
