"""How questions are taken apart: what names a company or role, what is a slip, what is asked."""

from __future__ import annotations

import pytest

from assistant.answer.pay import bound
from assistant.retrieve.language import asks_of, content_words, described_role, is_abroad
from assistant.retrieve.query import Query
from assistant.retrieve.spelling import slips


def test_words_that_ask_leave_the_name_between_them() -> None:
    asks, left = asks_of("How does Tidepool interview?")
    assert asks == ("interview_process",)
    assert content_words(left) == ("Tidepool",)


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("What does the kitchen automation technician earn?", "kitchen automation technician"),
        ("Is the vector search engineer remote?", "vector search engineer"),
        ("closing date ICU nurse", "ICU nurse"),
        ("What does Zoom pay?", ""),
    ],
)
def test_a_job_title_describes_a_role_without_the_word_role(question: str, role: str) -> None:
    assert described_role(question)[0] == role


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("salery", "salary", 1), ("serach", "search", 1), ("weather", "whether", 2), ("same", "same", 0)],
)
def test_slips_are_counted_as_people_make_them(one: str, other: str, count: int) -> None:
    assert slips(one, other) == count


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which roles pay more than $200,000?", (True, 200_000.0, "USD")),
        ("Which jobs pay over 150k?", (True, 150_000.0, None)),
        ("Which roles pay less than 90000 euros?", (False, 90_000.0, "EUR")),
        ("Which roles pay?", None),
    ],
)
def test_a_sum_to_compare_with(question: str, expected: tuple[bool, float, str | None] | None) -> None:
    assert bound(Query(question)) == expected


def test_a_question_in_another_language_is_known_by_its_small_words() -> None:
    assert is_abroad("Wie läuft das Gespräch ab?")
    assert is_abroad("星河短视频的薪资是多少？")
    assert not is_abroad("What is the pay at Zoom?")
