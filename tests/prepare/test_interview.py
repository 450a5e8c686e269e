"""Mock interviews: what each step does; nothing is lost by a kill, a second tab, a clock, a removed role."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from assistant.app import Assistant, Settings, build
from assistant.errors import NotNow, RecordChanged, UnknownInterview, UnknownRole, UsageError
from assistant.prepare.interview import machine
from assistant.prepare.questions.bank import bank
from assistant.records import Records
from assistant.training import Feedback, Interview, Remembered
from assistant.training_wire import interview_from, interview_json
from tests.prepare.gold import triples
from tests.prepare.training_parts import DAY, Desk

ME, YOU = "me", "you"
GOOD = triples()[1]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[Assistant]:
    built = build(Settings(home=tmp_path_factory.mktemp("home")))
    built.ingest([corpus])
    yield built
    built.close()


@pytest.fixture
def desk(library: Assistant, tmp_path: Path) -> Iterator[Desk]:
    records = Records(tmp_path)
    yield Desk(library.library, records)
    records.close()


@pytest.fixture
def role(library: Assistant) -> str:
    return library.roles()[0].id


def fresh(mode: str = "practice", n: int = 3, now: float = 0.0) -> Interview:
    questions = list(bank(["software"]))[:n]
    return machine.started("i", "role", "Acme: Engineer", mode, questions, (), "", now)  # type: ignore[arg-type]


def fine(score: int = 70) -> Feedback:
    return Feedback(None, score, (), "Go on.")


# ------------------------------------------------------------------------------------------ the machine


def test_an_answer_is_there_before_its_feedback() -> None:
    after = machine.answered(fresh(), "I would …", 12.0)
    assert machine.unjudged(after)
    assert after.now is not None
    assert after.now.tries[-1].feedback is None
    judged = machine.judged(after, fine(), None, 13.0)
    assert not machine.unjudged(judged)
    assert judged.now is not None
    assert judged.now.best == fine()


def test_practice_gives_hints_at_once_and_the_model_answer_after_trying() -> None:
    interview = machine.hinted(fresh())
    with pytest.raises(NotNow, match="after you have tried"):
        machine.revealed(interview)
    tried = machine.judged(machine.answered(interview, "x", 1.0), fine(), None, 2.0)
    assert tried.now is not None
    assert tried.now.tries[0].helped
    assert machine.revealed(tried).now.revealed  # type: ignore[union-attr]
    assert machine.retried(tried, 3.0).phase == "asking"


@pytest.mark.parametrize("step", [machine.hinted, machine.revealed, lambda one: machine.retried(one, 1.0)])
def test_a_live_interview_gives_no_help(step) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotNow, match="practice mode"):
        step(fresh("live"))


def test_after_the_last_question_the_interview_is_finished() -> None:
    interview = fresh(n=2)
    for _ in range(2):
        interview = machine.moved_on(interview, 1.0)
    assert interview.phase == "finished"
    assert interview.now is None
    with pytest.raises(NotNow, match="over"):
        machine.answered(interview, "late", 2.0)


def test_a_pause_stops_the_clock_and_goes_back_to_where_it_was() -> None:
    interview = machine.paused(fresh(now=0.0), 40.0)
    with pytest.raises(NotNow, match="resume"):
        machine.answered(interview, "x", 50.0)
    back = machine.resumed(interview, 10_000.0)
    assert (back.phase, machine.elapsed(back, 10_005.0)) == ("asking", 45.0)
    answered = machine.judged(machine.answered(back, "x", 10_010.0), fine(), None, 10_011.0)
    assert machine.resumed(machine.paused(answered, 1.0), 2.0).phase == "answered"


@given(jump=st.floats(-1e9, 1e9))
def test_a_clock_that_jumps_never_counts_less_than_nothing_or_days(jump: float) -> None:
    interview = fresh("live", now=1e9)
    after = machine.answered(interview, "x", 1e9 + jump)
    tried = after.asked[0].tries[0]
    assert 0 <= tried.seconds <= 3 * 60 * after.asked[0].question.minutes
    assert tried.text == "x"


def test_a_late_answer_is_taken_and_marked() -> None:
    interview = fresh("live")
    minutes = interview.asked[0].question.minutes
    assert machine.answered(interview, "x", minutes * 60 + 1).asked[0].tries[0].late
    assert not machine.answered(interview, "x", minutes * 60 - 1).asked[0].tries[0].late


def test_an_interview_comes_back_from_its_json() -> None:
    interview = machine.judged(machine.answered(machine.hinted(fresh()), "näive 面试", 5.0), fine(), "And then?", 6.0)
    assert interview_from(json.loads(json.dumps(interview_json(interview))), interview.version) == interview


class Candidate(RuleBasedStateMachine):
    """Any order of steps: refused or done, but no answer is ever lost and the place never goes back."""

    def __init__(self) -> None:
        super().__init__()
        self.interview = fresh(n=3)
        self.answers: list[str] = []
        self.place = 0

    @rule(text=st.text(max_size=5), now=st.floats(0, 1e6))
    def answer(self, text: str, now: float) -> None:
        try:
            self.interview = machine.answered(self.interview, text, now)
            self.answers.append(text)
        except NotNow:
            return

    @rule(now=st.floats(0, 1e6))
    def judge(self, now: float) -> None:
        if machine.unjudged(self.interview) and self.interview.phase != "paused":
            self.interview = machine.judged(self.interview, fine(), None, now)

    @rule(name=st.sampled_from(["hinted", "revealed"]))
    def help(self, name: str) -> None:
        try:
            self.interview = getattr(machine, name)(self.interview)
        except NotNow:
            return

    @rule(name=st.sampled_from(["retried", "moved_on", "paused", "resumed"]), now=st.floats(0, 1e6))
    def step(self, name: str, now: float) -> None:
        try:
            self.interview = getattr(machine, name)(self.interview, now)
        except NotNow:
            return

    @invariant()
    def nothing_is_lost(self) -> None:
        kept = [tried.text for asked in self.interview.asked for tried in asked.tries]
        assert kept == self.answers
        assert self.interview.place >= self.place
        self.place = self.interview.place


TestCandidate = Candidate.TestCase


# ------------------------------------------------------------------------------------------ through the trainer


def test_an_interview_from_first_question_to_progress(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    interview = trainer.start(ME, role, n=3, seed=1)
    first = interview.asked[0].question
    interview = trainer.hint(ME, interview.id)
    interview = trainer.answer(ME, interview.id, first.answer.replace(". ", ". So, ") or "I have done this before.")
    assert interview.now is not None
    assert interview.now.tries[0].feedback is not None
    while not interview.over:
        interview = trainer.next(ME, interview.id)
    assert interview.phase == "finished"
    assert trainer.current(ME) is None
    progress = trainer.progress(ME)
    assert [s.id for s in progress.sittings] == [interview.id]
    assert progress.cards == len(interview.asked)


def test_live_follow_ups_depend_on_the_answer(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    interview = trainer.start(ME, role, mode="live", n=2, seed=1)
    after = trainer.answer(ME, interview.id, "Not sure, I'd have to look it up.")
    assert after.now is not None
    assert after.now.follow_up == "That is fine. What would be your first step to find out?"
    assert not after.open_book
    again = trainer.answer(ME, interview.id, "I would read the manual and measure where the time goes in our service.")
    assert again.now is not None
    assert again.now.tries[-1].follow_up == after.now.follow_up
    assert again.now.follow_up is None
    assert trainer.finish(ME, interview.id).open_book


def test_a_process_killed_between_answer_and_feedback_loses_nothing(
    desk: Desk, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = desk.trainer()
    interview = trainer.start(ME, role, n=2, seed=1)

    def killed(*_: object, **__: object) -> Feedback:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("assistant.trainer.by_rules", killed)
        with pytest.raises(KeyboardInterrupt):
            trainer.answer(ME, interview.id, GOOD.partial)
    found = desk.trainer().current(ME)
    assert found is not None
    assert found.now is not None
    assert [tried.text for tried in found.now.tries] == [GOOD.partial]
    assert found.now.tries[0].feedback is not None
    assert len(found.now.tries) == 1


def test_two_tabs_in_one_interview_never_overwrite_each_other(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    seen = trainer.start(ME, role, n=2, seed=1)
    trainer.answer(ME, seen.id, GOOD.partial, version=seen.version)
    with pytest.raises(RecordChanged, match="another tab"):
        trainer.answer(ME, seen.id, "the other tab's answer", version=seen.version)
    kept = trainer.interview(ME, seen.id)
    assert [t.text for t in kept.asked[0].tries] == [GOOD.partial]


def test_a_role_that_is_removed_in_the_middle_leaves_the_interview_whole(corpus: Path, tmp_path: Path) -> None:
    with_role = build(Settings(home=tmp_path))
    with_role.ingest([corpus])
    trainer = with_role.trainer
    role = with_role.roles()[0]
    interview = trainer.start(ME, role.id, n=3, seed=1)
    with_role.remove(role.id)
    after = trainer.next(ME, trainer.answer(ME, interview.id, GOOD.partial).id)
    assert after.now is not None
    assert after.now.question.requirement is not None
    assert after.now.question.requirement.quote
    assert trainer.progress(ME).sittings
    with pytest.raises(UnknownRole):
        trainer.start(ME, role.id)
    with_role.close()


def test_users_do_not_see_each_others_interviews(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    mine = trainer.start(ME, role, n=2)
    with pytest.raises(UnknownInterview):
        trainer.interview(YOU, mine.id)
    assert trainer.sittings(YOU) == []
    assert trainer.current(YOU) is None


def test_an_answer_stands_in_no_error(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    interview = trainer.quit(ME, trainer.start(ME, role, n=2).id)
    with pytest.raises(NotNow) as caught:
        trainer.answer(ME, interview.id, "SECRET-SALARY")
    assert "SECRET" not in str(caught.value)


def test_cards_come_back_before_the_interview_and_reviews_move_them(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    interview = trainer.start(ME, role, n=4, seed=1)
    for _ in interview.asked:
        trainer.next(ME, interview.id)
    trainer.set_interview_date(ME, role, date(2026, 12, 20))
    assert trainer.due(ME).cards == ()
    desk.clock.pass_(3 * DAY)
    queue = trainer.due(ME)
    assert len(queue.cards) == len(interview.asked)
    assert {card.interview for card in queue.cards} == {"2026-12-20"}
    trainer.grade(ME, queue.cards[0].key, 3)
    given_ = trainer.review_answer(ME, queue.cards[1].key, "Too short.")
    assert given_.floor == "too_short"
    assert len(trainer.due(ME).cards) == len(queue.cards) - 1
    assert trainer.progress(ME).recall[-1][0] == "2026-12-03"


def test_the_days_of_plans_count_unless_another_is_noted(desk: Desk, role: str) -> None:
    desk.dates = {role: date(2026, 12, 10)}
    trainer = desk.trainer()
    assert trainer.dates(ME) == desk.dates
    trainer.set_interview_date(ME, role, date(2026, 12, 12))
    assert trainer.dates(ME) == {role: date(2026, 12, 12)}
    trainer.set_interview_date(ME, role, None)
    assert trainer.dates(ME) == desk.dates


def test_a_debrief_becomes_questions_cards_and_things_to_study(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    asked = [
        Remembered("How do Python generators save memory?", "badly"),
        Remembered("Why do you want this job?", "well"),
    ]
    kept = trainer.debrief(ME, role, asked)
    assert [topic for topic, _ in kept.plan] == ["python"]
    assert "went badly" in kept.plan[0][1]
    assert {q.question for q in kept.questions} <= {q.question for q in trainer.questions(ME, role, 8).questions}
    assert trainer.progress(ME).cards == 2
    assert trainer.debriefs(ME) == [kept]
    with pytest.raises(UsageError, match="write down"):
        trainer.debrief(ME, role, [Remembered("   ")])


def test_everything_is_exported_and_deleted(desk: Desk, role: str) -> None:
    trainer = desk.trainer()
    interview = trainer.start(ME, role, n=2, seed=1)
    trainer.answer(ME, interview.id, GOOD.partial)
    trainer.start(YOU, role, n=2)
    exported = json.loads(trainer.export(ME))
    assert exported["interview"][0]["asked"][0]["tries"][0]["text"] == GOOD.partial
    assert trainer.forget(ME) > 0
    assert json.loads(trainer.export(ME)) == {}
    assert trainer.sittings(YOU)


@pytest.mark.parametrize(("n", "stage"), [(0, None), (61, None), (5, "karaoke")])
def test_what_cannot_be_asked_for_is_said_with_its_value(desk: Desk, role: str, n: int, stage: str | None) -> None:
    with pytest.raises(UsageError, match=stage or str(n)):
        desk.trainer().questions(ME, role, n, stage=stage)
