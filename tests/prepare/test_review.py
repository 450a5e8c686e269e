"""Review: FSRS's own memory, in the order that helps most on the day of the interview; nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from assistant.prepare.questions.bank import bank
from assistant.prepare.review import memory
from assistant.prepare.review.cards import Kept, card_body, card_from, grade_of, graded, interview_of
from assistant.prepare.review.history import History
from assistant.prepare.review.progress import progress, scored_body
from assistant.prepare.review.queue import Cards
from assistant.prepare.review.schedule import NEVER, Deck, today
from assistant.records import Records
from assistant.training import Feedback, Question, Scored
from benchmarks.review import fixed, ours, plain, simulate

MONDAY = date(2026, 11, 30)
ME = "me"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path)
    yield opened
    opened.close()


def question(at: int = 0) -> Question:
    return list(bank(["software"]))[at]


def scored(score: int | None) -> Feedback:
    return Feedback(None if score is not None else "too_short", score, (), "")


@given(
    grades=st.lists(st.integers(1, 4), min_size=1, max_size=8),
    gaps=st.lists(st.integers(0, 40), min_size=8, max_size=8),
)
def test_a_card_is_what_the_package_fsrs_makes_of_its_reviews(grades: list[int], gaps: list[int]) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    theirs, ours_, day = FsrsCard(card_id=1), None, MONDAY
    for grade, gap in zip(grades, gaps, strict=False):
        day += timedelta(days=gap)
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        theirs, _ = scheduler.review_card(theirs, Rating(grade), at)
        ours_ = graded(ours_, "q", ["r"], grade, day)
    assert ours_ is not None
    assert (ours_.stability, ours_.difficulty) == pytest.approx((theirs.stability, theirs.difficulty))
    assert date.fromordinal(ours_.due) == theirs.due.date()


@given(
    days=st.integers(1, 60), stability=st.floats(0.3, 200), difficulty=st.floats(1, 10), grade=st.sampled_from([1, 3])
)
def test_the_arrays_formulas_are_those_of_the_package(
    days: int, stability: float, difficulty: float, grade: int
) -> None:
    before = Kept("q", stability, difficulty, MONDAY.toordinal(), MONDAY.toordinal(), 1, 0, ())
    after = graded(before, "q", (), grade, MONDAY + timedelta(days=days))
    s, d = np.array([stability]), np.array([difficulty])
    recalled = memory.recall(float(days), s)
    formula = memory.after_success if grade == 3 else memory.after_failure
    assert after.stability == pytest.approx(float(formula(s, d, recalled)[0]), rel=1e-6)
    assert after.difficulty == pytest.approx(float(memory.harder(d, grade)[0]), rel=1e-6)


def test_a_clock_that_was_set_back_undoes_nothing() -> None:
    first = graded(None, "q", ["r"], 3, MONDAY)
    again = graded(first, "q", ["r"], 3, MONDAY - timedelta(days=400))
    assert again.last == first.last
    assert again.stability >= first.stability


def test_a_card_comes_back_from_its_record() -> None:
    card = graded(graded(None, "q", ["r"], 1, MONDAY), "q", ["s"], 4, MONDAY + timedelta(days=3))
    back = card_from("q", card_body(card))
    assert back.roles == ("r", "s")
    assert replace(back, stability=card.stability, difficulty=card.difficulty) == card


@pytest.mark.parametrize(("score", "grade"), [(None, None), (0, 1), (39, 1), (45, 2), (70, 3), (95, 4)])
def test_scores_become_grades(score: int | None, grade: int | None) -> None:
    assert grade_of(scored(score)) == grade


def test_with_help_no_answer_counts_as_known() -> None:
    assert grade_of(scored(95), helped=True) == 2


# ------------------------------------------------------------------------------------------ the order of a day


def deck(n: int, left: float, rng: np.random.Generator) -> Deck:
    return Deck(rng.uniform(0.3, 30, n), rng.uniform(1, 10, n), rng.integers(0, 20, n).astype(float), np.full(n, left))


@given(n=st.integers(1, 60), left=st.integers(1, 70), capacity=st.integers(1, 40), seed=st.integers(0, 1000))
def test_only_what_helps_is_in_the_order_and_each_card_once(n: int, left: int, capacity: int, seed: int) -> None:
    found = deck(n, float(left), np.random.default_rng(seed))
    day = today(found, capacity)
    assert len(set(day.order.tolist())) == len(day.order)
    assert (day.gain[day.order] > 0).all()
    assert (found.elapsed[day.order] > 0).all()
    assert ((day.then >= 0) & (day.then <= 1) & (day.then + day.gain <= 1.0001)).all()


def test_on_the_last_day_the_largest_gain_comes_first() -> None:
    found = deck(50, 1.0, np.random.default_rng(3))
    day = today(found, 10)
    assert (np.diff(day.gain[day.order]) <= 1e-12).all()


def test_without_an_interview_a_card_is_due_as_fsrs_has_it() -> None:
    stability = np.array([10.0, 10.0, 3.0])
    elapsed = np.array([9.0, 10.0, 8.0])
    day = today(Deck(stability, np.full(3, 5.0), elapsed, np.full(3, float(NEVER))), 10)
    assert day.order.tolist() == [2, 1]


def test_what_was_reviewed_today_waits() -> None:
    day = today(Deck(np.array([0.5]), np.array([9.0]), np.array([0.0]), np.array([5.0])), 10)
    assert day.order.tolist() == []


def test_the_next_interview_of_a_cards_roles_is_its_deadline() -> None:
    dates = {"a": MONDAY - timedelta(days=1), "b": MONDAY + timedelta(days=9), "c": MONDAY + timedelta(days=4)}
    assert interview_of(("a", "b", "c"), dates, MONDAY) == ("c", MONDAY + timedelta(days=4))
    assert interview_of(("a",), dates, MONDAY) is None


@pytest.mark.parametrize("days", [7, 14, 30, 60])
def test_more_is_recalled_on_the_day_than_by_plain_fsrs_or_fixed_steps(days: int) -> None:
    theirs = max(simulate(plain, days, runs=4).recall, simulate(fixed, days, runs=4).recall)
    assert simulate(ours, days, runs=4).recall > theirs


# ------------------------------------------------------------------------------------------ what is kept


def test_a_queue_holds_the_questions_themselves_and_what_today_adds(records: Records) -> None:
    cards = Cards(records)
    for at in range(5):
        cards.review(ME, question(at), 3, MONDAY)
        cards.add_role(ME, question(at).id, "role")
    later = MONDAY + timedelta(days=6)
    queue = cards.queue(ME, {"role": MONDAY + timedelta(days=20)}, later, 3)
    assert len(queue.cards) == 3
    assert (queue.waiting, queue.total) == (2, 5)
    assert {card.question for card in queue.cards} <= {question(at) for at in range(5)}
    assert queue.recall_then is not None
    assert queue.with_today is not None
    assert queue.with_today > queue.recall_then
    assert cards.queue(ME, {}, later, 3, roles=["another"]).total == 0


def test_a_missed_day_makes_a_new_order_and_loses_no_card(records: Records) -> None:
    cards = Cards(records)
    for at in range(12):
        cards.review(ME, question(at), 1 + at % 4, MONDAY)
        cards.add_role(ME, question(at).id, "role")
    dates = {"role": MONDAY + timedelta(days=10)}
    days = [cards.queue(ME, dates, MONDAY + timedelta(days=n), 20) for n in range(1, 10)]
    assert all(queue.total == 12 for queue in days)
    assert all(queue.cards for queue in days)


def test_a_score_is_noted_and_a_card_reviewed_once(records: Records) -> None:
    cards = Cards(records)
    history = History(records, cards)
    for _ in range(2):
        history.add(ME, question(), scored(80), "i/0/1", 1_796_029_200.0, "practice", "role")
    assert [card.reviews for card in cards.kept(ME)] == [1]
    assert len(records.scan(ME, "score")) == 1


def test_what_was_not_scored_makes_a_card_and_no_score(records: Records) -> None:
    cards = Cards(records)
    History(records, cards).add(ME, question(), scored(None), "i/0/1", 1_796_029_200.0, "practice", "role")
    assert [card.key for card in cards.kept(ME)] == [question().id]
    assert records.scan(ME, "score") == []


def test_a_killed_process_between_score_and_card_loses_no_card(records: Records) -> None:
    cards = Cards(records)
    history = History(records, cards)
    history.add(ME, question(), scored(80), "i/0/1", 1_796_029_200.0, "practice", "role")
    records.remove(ME, "card")
    records.remove(ME, "question")
    history.add(ME, question(), scored(80), "i/0/1", 1_796_029_200.0, "practice", "role")
    assert len(cards.kept(ME)) == 1


def test_progress_counts_the_last_answers_and_must_haves_answered_well() -> None:
    def body(at: float, score: int, start: int) -> dict[str, object]:
        return scored_body(Scored(at, "i", "role", f"q{at}", "sql", "theory", score, "live"), ("role", start))

    at = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()
    found = progress([], [body(at, 20, 1), body(at + 1, 90, 2), body(at - 86_400, 40, 1)], [], {"role": 4}, 3, MONDAY)
    assert found.by_topic == (("sql", 50.0, 3),)
    assert found.coverage == (("role", 1, 4),)
    assert [s.score for s in found.scores] == [40, 20, 90]
    assert found.streak == 2
