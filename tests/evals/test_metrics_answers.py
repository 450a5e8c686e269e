"""Correctness and abstention, turn by turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Answer
from assistant.evals.metrics import METRICS
from assistant.evals.model import Check, Measure, Seen, Turn
from tests.evals.small import SMALL, abstained, answered

BY_NAME = {metric.name: metric for metric in METRICS}
RIGHT_REFUSAL = Turn("?", (Check("abstains"),))
WANTS_ANSWER = Turn("?", (Check("answers"),))
OPEN = Turn("?", (Check("latency", None, 500),))


def measured(name: str, turn: Turn, answer: Answer) -> Measure:
    """What the metric says."""
    return BY_NAME[name].measure(turn, Seen(answer), SMALL)


def facts(*groups: list[str]) -> Check:
    """A check of facts that all must be stated."""
    return Check("facts", list(groups))


def test_correctness_is_the_share_of_the_facts_that_are_stated() -> None:
    turn = Turn("?", (facts(["117,?000"], ["233,?900", "234K"], ["equity"], ["bonus"]),))
    assert measured("correctness", turn, answered("117,000 to 234K, plus equity.")).value == 0.75
    assert measured("correctness", turn, answered("Nothing of it.")).value == 0.0


def test_correctness_is_the_mean_over_all_checks_of_content() -> None:
    turn = Turn("?", (facts(["pay"], ["leave"]), Check("icontains", "rust"), Check("icontains", "cobol", negated=True)))
    found = measured("correctness", turn, answered("pay, Rust, COBOL"))
    assert found.value == pytest.approx((0.5 + 1 + 0) / 3)
    assert "leave" in found.reason


def test_checks_of_time_citations_and_judges_say_nothing_of_correctness() -> None:
    turn = Turn(
        "?", (Check("latency", None, 500), Check("cites", ["x"]), Check("judge", "Is it?", 0.5), Check("answers"))
    )
    assert measured("correctness", turn, answered("Yes.")) == Measure(None, "no check says what the answer should say")


def test_an_abstention_where_an_answer_is_expected_is_not_correct_whatever_its_words() -> None:
    turn = Turn("?", (Check("icontains", "posting"),))
    assert measured("correctness", turn, abstained("The posting does not say.")) == Measure(
        0.0, "the product abstained"
    )


def test_correctness_is_not_defined_where_an_abstention_is_expected() -> None:
    turn = Turn("?", (Check("abstains"), Check("icontains", "posting")))
    assert measured("correctness", turn, abstained()).value is None


ANSWER, ABSTENTION = answered("Yes."), abstained()


@pytest.mark.parametrize(
    ("name", "turn", "answer", "value"),
    [
        ("abstention_precision", RIGHT_REFUSAL, ABSTENTION, 1.0),
        ("abstention_precision", WANTS_ANSWER, ABSTENTION, 0.0),
        ("abstention_precision", OPEN, ABSTENTION, None),
        ("abstention_precision", RIGHT_REFUSAL, ANSWER, None),
        ("abstention_precision", WANTS_ANSWER, ANSWER, None),
        ("abstention_recall", RIGHT_REFUSAL, ABSTENTION, 1.0),
        ("abstention_recall", RIGHT_REFUSAL, ANSWER, 0.0),
        ("abstention_recall", WANTS_ANSWER, ABSTENTION, None),
        ("abstention_recall", OPEN, ANSWER, None),
        ("over_refusal", WANTS_ANSWER, ABSTENTION, 1.0),
        ("over_refusal", WANTS_ANSWER, ANSWER, 0.0),
        ("over_refusal", RIGHT_REFUSAL, ABSTENTION, None),
        ("over_refusal", OPEN, ABSTENTION, None),
    ],
)
def test_a_right_refusal_counts_for_and_a_wrong_one_against(
    name: str, turn: Turn, answer: Answer, value: float | None
) -> None:
    assert measured(name, turn, answer).value == value


def test_a_run_in_which_nobody_abstains_has_no_abstention_precision_but_a_recall_of_nought() -> None:
    assert measured("abstention_precision", RIGHT_REFUSAL, ANSWER).reason == "the product answered"
    assert measured("abstention_recall", RIGHT_REFUSAL, ANSWER).reason == "the product answered instead"


def test_a_broken_abstention_is_an_abstention_still() -> None:
    nothing_to_ask = replace(abstained(), ask_the_recruiter=())
    assert measured("abstention_recall", RIGHT_REFUSAL, nothing_to_ask).value == 1.0
