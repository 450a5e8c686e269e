"""The facade of preparing: what is kept of a user, plans that live, postings that change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.app import Assistant, Settings, build
from assistant.errors import EmptyFile, UnknownPlan, UnknownRole, UsageError
from assistant.planner import Planner
from assistant.preparation import Plan
from assistant.training import Remembered
from tests.prepare.rooms import POSTING, RESUMES, TODAY

OTHER = POSTING.replace("Brightwater Analytics", "Kestrel Systems").replace("Brightwater", "Kestrel")
FIRST, SECOND = "brightwater-analytics-senior-data-engineer", "kestrel-systems-senior-data-engineer"


class Clock:
    """A day that tests move."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def postings(tmp_path: Path) -> Path:
    folder = tmp_path / "postings"
    folder.mkdir()
    (folder / "brightwater.txt").write_text(POSTING)
    (folder / "kestrel.txt").write_text(OTHER)
    return folder


@pytest.fixture
def assistant(tmp_path: Path, postings: Path) -> Iterator[Assistant]:
    built = build(Settings(home=tmp_path / "home"))
    built.ingest([postings])
    yield built
    built.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def planner(assistant: Assistant, clock: Clock) -> Planner:
    assistant.planner._today = clock
    return assistant.planner


def planned(planner: Planner, user: str = "ada", **more: object) -> Plan:
    wish = planner.wish([FIRST], ["2026-12-21"], hours_per_week=10, **more)
    return planner.plan(user, wish)


def test_a_resume_is_kept_per_user_and_deletable(planner: Planner) -> None:
    planner.save_resume("ada", RESUMES / "senior-backend.txt")
    kept = planner.resume("ada")
    assert kept is not None
    assert kept.years == 12.2
    assert planner.resume("bob") is None
    assert planner.delete_resume("ada")
    assert planner.resume("ada") is None
    assert not planner.delete_resume("ada")


def test_a_resume_that_cannot_be_read_leaves_the_kept_one(planner: Planner) -> None:
    planner.save_resume_text("ada", "Ada Byron\n\nSkills\nPython\n")
    with pytest.raises(EmptyFile):
        planner.save_resume_text("ada", "  ")
    assert planner.resume("ada") is not None
    with pytest.raises(UsageError, match="there is no file"):
        planner.save_resume("ada", Path("nowhere.pdf"))


def test_a_profile_names_topics_as_people_do(planner: Planner) -> None:
    kept = planner.save_profile("ada", level="senior", strong=["Python", "C++", "vector search"], weak=["kafka"])
    assert kept.strong == ("python", "cpp", "vector-search")
    assert planner.profile("ada") == kept
    with pytest.raises(UsageError, match="no level 'guru'"):
        planner.save_profile("ada", level="guru")
    with pytest.raises(UsageError, match="no topic that is known here; did you mean kubernetes"):
        planner.save_profile("ada", strong=["kubernets"])
    assert planner.delete_profile("ada")
    assert planner.profile("ada") is None


def test_a_gap_needs_something_to_go_by(planner: Planner) -> None:
    with pytest.raises(UsageError, match="there is no résumé"):
        planner.gap("ada", FIRST)
    planner.save_profile("ada", strong=["python"])
    assert planner.gap("ada", FIRST).notes
    planner.save_resume("ada", RESUMES / "senior-backend.txt")
    gap = planner.gap("ada", "brightwater")
    assert gap.role == FIRST
    assert gap is planner.gap("ada", FIRST)
    assert "must-haves met" in planner.gap_markdown(gap)


def test_a_role_is_found_by_what_only_it_is_called(planner: Planner) -> None:
    assert planner.find("kestrel engineer").id == SECOND
    with pytest.raises(UnknownRole, match="may be any of 2 roles"):
        planner.find("data engineer")
    with pytest.raises(UnknownRole):
        planner.find("astronaut")


def test_the_same_input_gives_the_same_plan_once(planner: Planner) -> None:
    first = planned(planner)
    assert planned(planner) == first
    assert planner.plans("ada") == [first]
    assert planner.plans("bob") == []
    with pytest.raises(UnknownPlan, match="none yet"):
        planner.kept("bob", first.id)


def test_several_plans_side_by_side_the_nearest_first(planner: Planner) -> None:
    late = planner.plan("ada", planner.wish([SECOND], ["2027-01-15"]))
    soon = planned(planner)
    both = planner.plan("ada", planner.wish([FIRST, SECOND], ["2026-12-21", "2027-01-10"]))
    assert [p.id for p in planner.plans("ada")] == [soon.id, both.id, late.id]
    planner.delete("ada", late.id)
    assert len(planner.plans("ada")) == 2
    assert planner.kept("ada", "more") == both


def test_marks_stay_through_planning_anew_and_a_missed_day_comes_back(planner: Planner, clock: Clock) -> None:
    plan = planned(planner)
    day_one = [i for i in plan.items if i.date == TODAY]
    day_two = [i for i in plan.items if i.date == TODAY + timedelta(days=1)]
    for item in day_one:
        plan = planner.mark("ada", plan.id, item.id[:10], "done")
    clock.day = TODAY + timedelta(days=3)
    again = planner.replan("ada", plan.id)
    assert [i.id for i in again.items if i.state == "done"] == [i.id for i in day_one]
    assert all(i.date >= clock.day for i in again.items if i.state == "open")
    assert {i.id for i in day_two if i.kind == "study"} & {i.id for i in again.items}
    assert again.revision > plan.revision
    assert planner.kept("ada", plan.id) == again
    # The same wish made again keeps the marks as well.
    assert [i.id for i in planned(planner).items if i.state == "done"] == [i.id for i in day_one]


def test_what_is_learnt_is_not_learnt_again(planner: Planner, clock: Clock) -> None:
    plan = planned(planner)
    first = next(i for i in plan.items if i.kind == "study")
    planner.mark("ada", plan.id, first.id, "done")
    clock.day = TODAY + timedelta(days=1)
    again = planner.replan("ada", plan.id)
    parts = [p for i in again.items if i.topic == first.topic and i.kind == "study" for p in i.parts]
    assert len(parts) == len(set(parts))


def test_skipping_the_only_session_of_a_must_have_is_reported(planner: Planner) -> None:
    plan = planned(planner)
    formal = next(i for i in plan.items if i.kind == "formal")
    skipped = planner.mark("ada", plan.id, formal.id, "skipped")
    assert skipped.coverage.covered < plan.coverage.covered
    assert "you skipped its session" in skipped.coverage.left[0].reason
    opened = planner.mark("ada", plan.id, formal.id, "open")
    assert opened.coverage == plan.coverage


def test_a_mark_names_one_session(planner: Planner) -> None:
    plan = planned(planner)
    with pytest.raises(UsageError, match="no session of the plan begins with 'zzz'"):
        planner.mark("ada", plan.id, "zzz", "done")
    letters = [i.id[0] for i in plan.items]
    with pytest.raises(UsageError, match="sessions of the plan begin"):
        planner.mark("ada", plan.id, max(letters, key=letters.count), "done")


def test_a_changed_posting_flags_the_sessions_that_rest_on_it(
    planner: Planner, assistant: Assistant, postings: Path
) -> None:
    plan = planned(planner)
    assert planner.affected("ada", plan.id) == []
    assert planner.new_requirements("ada", plan.id) == []
    changed = POSTING.replace("- Strong SQL and PostgreSQL.", "- Strong Kotlin.").replace(
        "About us", "About us all\n", 1
    )
    (postings / "brightwater.txt").write_text(changed)
    assistant.ingest([postings])
    affected = planner.affected("ada", plan.id)
    assert affected
    assert all("no longer says “Strong SQL" in hit.how for hit in affected)
    # Lines that only moved are not flagged.
    assert len(affected) < len(plan.items) / 2
    assert [line.quote for line in planner.new_requirements("ada", plan.id)] == ["Strong Kotlin."]
    again = planner.replan("ada", plan.id)
    assert planner.affected("ada", again.id) == []
    assert "kotlin" in {i.topic for i in again.items}


def test_a_role_that_is_gone_flags_all_and_cannot_be_planned_anew(planner: Planner, assistant: Assistant) -> None:
    plan = planned(planner)
    assistant.remove(FIRST)
    assert len(planner.affected("ada", plan.id)) == len(plan.items)
    marked = planner.mark("ada", plan.id, plan.items[0].id, "done")
    assert marked.coverage == plan.coverage
    with pytest.raises(UnknownRole):
        planner.replan("ada", plan.id)


def test_a_new_date_or_fewer_hours_keep_the_plan_and_what_is_done(planner: Planner) -> None:
    plan = planned(planner)
    planner.mark("ada", plan.id, plan.items[0].id, "done")
    moved = replace(plan.wish, interviews=((FIRST, date(2027, 1, 4)),), hours_per_week=4.0)
    again = planner.replan("ada", plan.id, moved)
    assert again.id == plan.id
    assert again.last_day == date(2027, 1, 4)
    assert again.items[0].state == "done"


def test_after_the_first_of_two_interviews_the_plan_goes_on_for_the_second(planner: Planner, clock: Clock) -> None:
    plan = planner.plan("ada", planner.wish([FIRST, SECOND], ["2026-12-07", "2026-12-21"]))
    planner.mark("ada", plan.id, plan.items[0].id, "done")
    clock.day = date(2026, 12, 8)
    again = planner.replan("ada", plan.id)
    assert again.roles == (SECOND,)
    assert again.items[0].state == "done"
    assert planner.export(again, "ics")
    clock.day = date(2026, 12, 22)
    with pytest.raises(UsageError, match="is in the past"):
        planner.replan("ada", plan.id)


def test_two_tabs_marking_at_once_lose_no_mark(planner: Planner, assistant: Assistant) -> None:
    from concurrent.futures import ThreadPoolExecutor

    plan = planned(planner)
    with ThreadPoolExecutor(2) as tabs:
        list(tabs.map(lambda i: planner.mark("ada", plan.id, i.id, "done"), plan.items[:2]))
    assert [i.state for i in planner.kept("ada", plan.id).items[:2]] == ["done", "done"]


def test_exports_are_bytes_and_other_forms_are_refused(planner: Planner) -> None:
    plan = planned(planner)
    for form in ("md", "json", "ics", "anki", "html"):
        assert planner.export(plan, form)
        assert planner.export_kind(form)[0]
    with pytest.raises(UsageError, match="choose one of md, json"):
        planner.export(plan, "docx")


@pytest.mark.parametrize(
    ("roles", "interviews", "more", "says"),
    [
        ([FIRST], ["soon"], {}, "the interview 'soon' is no date"),
        ([FIRST, SECOND], ["2026-12-20", "2026-12-21", "2026-12-22"], {}, "2 roles and 3 interview dates"),
        ([FIRST], ["other=2026-12-20"], {}, "belongs to none of the roles"),
        ([FIRST], ["2026-12-20"], {"hours": "mon:2"}, "write mon=1.5,sat=4"),
        ([FIRST], ["2026-12-20"], {"days_off": "sometimes"}, "the day off 'sometimes' is no date"),
        ([FIRST], ["2026-12-20"], {"at": "25:00"}, "the time '25:00' is none"),
        ([FIRST], ["2026-12-20"], {"timezone": "Mars/Olympus"}, "no time zone 'Mars/Olympus'"),
        ([FIRST], ["2026-12-20"], {"level": "guru"}, "no level 'guru'"),
    ],
)
def test_what_cannot_be_read_is_named(
    planner: Planner, roles: list[str], interviews: list[str], more: dict[str, str], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        planner.wish(roles, interviews, **more)


def test_wishes_are_read_as_people_write_them(planner: Planner) -> None:
    wish = planner.wish(
        [FIRST, SECOND],
        ["15 December 2026", f"{SECOND}=2026-12-20"],
        hours="mon=1.5, Saturday=4",
        days_off="Sunday,2026-12-24",
    )
    assert wish.interviews == ((FIRST, date(2026, 12, 15)), (SECOND, date(2026, 12, 20)))
    assert dict(wish.hours) == {0: 1.5, 5: 4.0}
    assert (wish.weekdays_off, wish.dates_off) == (frozenset({6}), frozenset({date(2026, 12, 24)}))


def test_all_of_it_is_part_of_what_is_exported_and_forgotten(planner: Planner, assistant: Assistant) -> None:
    planner.save_resume("ada", RESUMES / "new-phd.md")
    planned(planner)
    assert set(assistant.records.everything("ada")) == {"plan", "resume"}
    assistant.records.forget("ada")
    assert planner.plans("ada") == []
    assert planner.resume("ada") is None


# ------------------------------------------------------------------------------------------ after an interview


def debriefed(assistant: Assistant, *asked: Remembered, role: str = FIRST) -> None:
    assistant.trainer.debrief("ada", role, asked)


BADLY = Remembered("How do you keep a Kafka consumer from handling a message twice?", "badly")
SO_SO = Remembered("Tell me about a time when you disagreed with your manager.", "so-so")


def test_what_went_badly_in_an_interview_becomes_sessions_of_the_plan(assistant: Assistant, planner: Planner) -> None:
    before = planned(planner)
    debriefed(assistant, BADLY, SO_SO, Remembered("Why us?", "well"))
    assert planner.newly_asked("ada", before.id) == [BADLY.question, SO_SO.question]
    after = planner.replan("ada", before.id)
    found = [item for item in after.items if item.what.startswith("Asked in your interview")]
    assert [BADLY.question[:40] in item.what for item in found] == [True, False, True]
    first = found[0]
    assert first.kind == "practice"
    assert first.topic == "kafka"
    assert "Kafka" in first.why.quote
    assert "went badly" in first.how
    assert "1) " in first.how
    assert first.date < found[-1].date
    assert planner.newly_asked("ada", before.id) == []
    assert planner.replan("ada", before.id) == after
    assert sum(i.minutes for i in after.items) == after.budget_minutes


def test_a_topic_that_went_badly_gets_more_time(assistant: Assistant, planner: Planner) -> None:
    def minutes(plan: Plan) -> int:
        return sum(i.minutes for i in plan.items if i.topic == "kafka" and i.kind == "study")

    before = planned(planner)
    debriefed(assistant, BADLY)
    assert minutes(planner.replan("ada", before.id)) > minutes(before)


def test_a_session_on_what_was_asked_stays_done_and_what_went_well_the_next_time_is_left_out(
    assistant: Assistant, planner: Planner, clock: Clock
) -> None:
    plan = planned(planner)
    debriefed(assistant, BADLY)
    plan = planner.replan("ada", plan.id)
    first = next(item for item in plan.items if item.what.startswith("Asked"))
    planner.mark("ada", plan.id, first.id, "done")
    clock.day = first.date + timedelta(days=1)
    again = planner.replan("ada", plan.id)
    assert [i.state for i in again.items if i.id == first.id] == ["done"]
    debriefed(assistant, replace(BADLY, went="well"))
    left = planner.replan("ada", plan.id)
    assert [i.id for i in left.items if i.what.startswith("Asked")] == [first.id]


def test_another_role_takes_up_only_what_concerns_it(assistant: Assistant, planner: Planner) -> None:
    debriefed(assistant, BADLY, SO_SO)
    other = planner.plan("ada", planner.wish([SECOND], ["2026-12-21"], hours_per_week=10))
    asked = [item for item in other.items if item.what.startswith("Asked")]
    assert asked
    assert {item.topic for item in asked} == {"kafka"}
    assert all(item.why.role == SECOND for item in asked)
    assert not [i for i in planned(planner, "bob").items if i.what.startswith("Asked")]
