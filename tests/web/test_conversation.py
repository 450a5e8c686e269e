"""How a question makes a conversation grow."""

from __future__ import annotations

import itertools
import logging

import pytest

from assistant.web.conversation import Conversation, Turn, ask
from tests.web.fake import FakeAssistant
from tests.web.library import ROLES


def last(fake: FakeAssistant, talk: Conversation, question: str, *roles: str) -> Conversation:
    return list(ask(fake, talk, question, roles))[-1]  # type: ignore[arg-type]


def test_it_begins_with_the_question_grows_and_ends_with_the_answer(fake: FakeAssistant) -> None:
    states = [talk.turns[-1] for talk in ask(fake, Conversation(), "slow", ())]  # type: ignore[arg-type]
    assert states[0] == Turn("slow")
    assert states[-1].state == "answered"
    assert states[-1].answer is not None
    texts = [turn.text for turn in states[:-1]]
    assert len(texts) > 3
    assert all(two.startswith(one) for one, two in itertools.pairwise(texts))


def test_follow_ups_bring_the_earlier_questions(fake: FakeAssistant) -> None:
    talk = last(fake, Conversation(), "What does Northwind AI pay?")
    talk = last(fake, talk, "parental leave?")
    talk = last(fake, talk, "and before?")
    assert talk.turns[-1].text == "Before that: What does Northwind AI pay?; parental leave?"


def test_failed_and_stopped_questions_are_no_history(fake: FakeAssistant) -> None:
    talk = last(fake, Conversation((Turn("stopped one", state="stopped"),)), "busy")
    assert last(fake, talk, "before?").turns[-1].text == "Before that: nothing"


def test_roles_are_passed_as_ids_and_shown_as_names(fake: FakeAssistant) -> None:
    talk = last(fake, Conversation(), "pay?", ROLES[2].id)
    assert fake.asked == [("pay?", (ROLES[2].id,), ())]
    assert talk.turns[0].roles == ("Northwind AI: Research Engineer, Code Post-Training",)


def test_an_unknown_role_is_a_failed_turn(fake: FakeAssistant) -> None:
    turn = last(fake, Conversation(), "pay?", "nowhere").turns[0]
    assert turn.state == "failed"
    assert "nowhere" in turn.text


def test_a_foreseen_error_speaks_for_itself(fake: FakeAssistant) -> None:
    turn = last(fake, Conversation(), "busy").turns[0]
    assert turn.state == "failed"
    assert "being written to by another program" in turn.text


def test_an_unforeseen_error_tells_nothing_of_the_inside(fake: FakeAssistant, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        turn = last(fake, Conversation(), "crash").turns[0]
    assert turn.state == "failed"
    assert "secret" not in turn.text
    assert "a secret detail" in caplog.text


def test_a_question_that_is_too_long_is_refused(fake: FakeAssistant) -> None:
    turn = last(fake, Conversation(), "x" * 4001).turns[0]
    assert turn.state == "failed"
    assert "4,001 characters" in turn.text
    assert fake.asked == []


def test_closing_closes_the_stream(fake: FakeAssistant) -> None:
    growing = ask(fake, Conversation(), "slow", ())  # type: ignore[arg-type]
    next(growing), next(growing)
    growing.close()  # type: ignore[attr-defined]
    assert fake.abandoned == 1


def test_stopping_keeps_what_had_come() -> None:
    talk = Conversation((Turn("q", text="half"),)).stop()
    assert talk.turns[0].state == "stopped"
    assert talk.turns[0].text == "half"
    assert talk.stop() is talk
    assert Conversation().stop() == Conversation()


def test_answers_are_addressed_by_turn() -> None:
    talk = Conversation((Turn("q"),))
    assert [talk.answer(at) for at in (-1, 0, 1)] == [None, None, None]
