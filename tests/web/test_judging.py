"""What becomes of an answer that a visitor judges."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from assistant.domain import Answer
from assistant.web.conversation import Conversation, Turn
from assistant.web.judging import buttons, save
from tests.web.fake import FakeAssistant


def answered(question: str, *role_ids: str) -> Turn:
    return Turn(question, state="answered", answer=Answer(question, "answered", "yes"), role_ids=role_ids)


TALK = Conversation((answered("first"), Turn("stopped", state="stopped"), answered("second", "a-role")))


def sent(turn: object = "2", verdict: object = "wrong") -> dict[str, object]:
    return {"turn": turn, "verdict": verdict}


def test_it_is_saved_with_the_questions_before_it_and_the_roles_it_was_asked_of(fake: FakeAssistant) -> None:
    html = save(fake, TALK, sent())  # type: ignore[arg-type]
    assert fake.saved == [("second", ("first",), ("a-role",), False)]
    assert 'data-turn="2" data-verdict="wrong"' in html
    assert "Saved as a case in cases.yaml" in html


def test_a_right_answer_is_saved_as_one(fake: FakeAssistant) -> None:
    assert "to stay so" in save(fake, TALK, sent("0", "right"))  # type: ignore[arg-type]
    assert fake.saved == [("first", (), (), True)]


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        sent("1"),
        sent("3"),
        sent("-1"),
        sent("9" * 400),
        sent(0),
        sent("²"),
        sent(verdict="maybe"),
        sent(verdict=[]),
    ],
)
def test_what_the_browser_makes_up_saves_nothing(fake: FakeAssistant, nonsense: dict[str, object]) -> None:
    assert save(fake, TALK, nonsense) == ""  # type: ignore[arg-type]
    assert fake.saved == []


def test_a_visitor_is_not_told_where_the_file_is(fake: FakeAssistant, caplog: pytest.LogCaptureFixture) -> None:
    talk = Conversation((answered("unwritable"),))
    with caplog.at_level(logging.ERROR):
        html = save(fake, talk, sent("0"))  # type: ignore[arg-type]
    assert "could not be saved" in html
    assert "secret" not in html + save(fake, TALK, sent())  # type: ignore[arg-type]
    assert "/a/secret/folder" in caplog.text


def test_saying_it_twice_is_two_messages_so_that_the_page_sees_both(fake: FakeAssistant) -> None:
    assert save(fake, TALK, sent()) != save(fake, TALK, sent())  # type: ignore[arg-type]


def test_the_buttons_are_named_and_say_whether_they_are_pressed() -> None:
    html = buttons()
    assert html.count("aria-label=") == 3
    assert html.count('aria-pressed="false"') == 2
    assert html.count('aria-hidden="true"') == 2


def test_a_running_answer_cannot_be_judged(fake: FakeAssistant) -> None:
    talk = Conversation((replace(TALK.turns[0], state="asking", answer=None),))
    assert save(fake, talk, sent("0")) == ""  # type: ignore[arg-type]
