"""What a turn looks like: the answer, the abstention, the error; and that no foreign text becomes markup."""

from __future__ import annotations

from html import escape

from assistant.web.conversation import Conversation, Turn
from assistant.web.render import finished, latest, turn_html
from assistant.web.welcome import welcome
from tests.web.fake import CANNED, EXAMPLES
from tests.web.library import ROLES


def answered(key: str) -> Turn:
    answer = CANNED[key]("A question about " + key)
    return Turn(answer.question, state="answered", text=answer.text, answer=answer)


def test_an_answer_has_its_citations_as_buttons_and_its_sources_below() -> None:
    html = turn_html(answered("pay"), 3)
    assert 'data-turn="3"' in html
    assert 'data-state="answered"' in html
    assert html.count('data-cite="1"') == 2  # in the text, and in the list of sources
    assert "northwind-research-engineer.txt" in html
    assert "Copy answer" in html


def test_the_sources_name_each_role_once() -> None:
    html = turn_html(answered("interview"), 0)
    assert html.count('<span class="file">') == 1


def test_an_abstention_says_so_and_offers_the_question() -> None:
    html = turn_html(answered("parental"), 0)
    assert "The postings do not say" in html
    assert 'class="callout abstained"' in html
    assert "What parental leave do you offer" in html
    assert 'data-copy="question"' in html
    assert "data-cite" not in html


def test_a_degraded_answer_says_why() -> None:
    assert "No key for a chat model is set" in turn_html(answered("degraded"), 0)


def test_an_error_is_a_sentence() -> None:
    html = turn_html(Turn("q", state="failed", text="the library is busy; try again"), 0)
    assert "The library is busy; try again." in html
    assert 'role="alert"' in html


def test_a_question_without_text_yet_says_what_is_going_on() -> None:
    assert "Reading the postings" in latest(Conversation((Turn("q"),)))


def test_a_stopped_answer_keeps_what_had_come() -> None:
    html = turn_html(Turn("q", state="stopped", text="Half an ans"), 0)
    assert "Half an ans" in html
    assert "Stopped here." in html


def test_question_roles_and_titles_are_escaped() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    html = turn_html(Turn(hostile, roles=(hostile,)), 0) + turn_html(answered("hostile"), 1)
    assert "<img" not in html
    assert "<script" not in html
    assert escape(hostile) in html


def test_the_latest_turn_is_drawn_apart() -> None:
    talk = Conversation((answered("pay"), Turn("second")))
    assert 'data-turn="0"' in finished(talk)
    assert 'data-turn="1"' not in finished(talk)
    assert 'data-turn="1"' in latest(talk)
    assert latest(Conversation()) == finished(Conversation()) == ""


def test_the_welcome_offers_examples() -> None:
    html = welcome([*EXAMPLES, "<b>x</b>"], len(ROLES), 1)
    assert html.count('class="chip"') == 5
    assert "4 roles at 1 company" in html
    assert "<b>" not in html


def test_the_welcome_of_an_empty_library_says_what_to_do() -> None:
    html = welcome([], 0, 0)
    assert "prep ingest FOLDER" in html
    assert 'data-go="library"' in html
    assert "chip" not in html


def test_the_welcome_of_a_large_library_counts_no_further_than_it_knows() -> None:
    assert "More than 500 roles read." in welcome(EXAMPLES, 500, 120, more=True)
