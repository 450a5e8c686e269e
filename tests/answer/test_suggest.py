"""What an answer offers to go on with: only what the postings answer, and never what was asked."""

from __future__ import annotations

import pytest

from assistant.app import Assistant, build, read_settings, sample_postings


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    found = build(read_settings(home=tmp_path_factory.mktemp("home")))
    found.ingest([sample_postings()])
    return found


def test_every_suggestion_is_answered(assistant: Assistant) -> None:
    asked = [question for question in assistant.example_questions()]
    offered = [more for question in asked for more in assistant.follow_ups(assistant.ask(question))]
    assert len(offered) > len(asked)
    assert [question for question in offered if assistant.ask(question).status != "answered"] == []


def test_what_was_asked_or_answered_is_not_offered(assistant: Assistant) -> None:
    role = next(role for role in assistant.roles() if role.stated("salary") and role.company)
    question = f"What is the salary for {role.company}'s {role.title} role?"
    answer = assistant.ask(question)
    first = assistant.follow_ups(answer, roles=[role.id], history=[])
    assert question not in first
    assert first
    assert first[0] not in assistant.follow_ups(answer, roles=[role.id], history=[first[0]])


def test_of_two_roles_the_comparison_comes_first(assistant: Assistant) -> None:
    one, two = assistant.roles()[:2]
    answer = assistant.compare([one.id, two.id])
    offered = assistant.follow_ups(answer)
    assert offered[0].startswith("Compare ")
    assert len(offered) <= 4


def test_an_answer_about_nothing_offers_nothing(assistant: Assistant) -> None:
    assert assistant.follow_ups(assistant.ask("What is the weather like?")) == []


def test_chinese_goes_on_in_chinese(assistant: Assistant) -> None:
    [role] = [role for role in assistant.roles() if role.stated("salary") and role.company][:1]
    offered = assistant.follow_ups(assistant.ask("薪资是多少?", roles=[role.id]), roles=[role.id])
    assert offered
    assert all(any("\u4e00" <= c <= "\u9fff" for c in question) for question in offered)
