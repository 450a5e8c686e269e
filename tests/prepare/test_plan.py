"""A plan leads to the interview: what it promises holds for any dates, hours, days off and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import Role
from assistant.errors import UsageError
from assistant.preparation import Item, Plan, Profile, Recalled, Target, Wish
from assistant.prepare.gap import standing
from assistant.prepare.guides import foundations
from assistant.prepare.plan import make
from assistant.prepare.plan.days import LIGHT, days
from assistant.prepare.plan.drafting import covers
from tests.prepare.rooms import POSTING, TODAY, corpus_roles, resume, roles_of, target

BASE = Wish((), TODAY)


def made(targets: Sequence[Target], wish: Wish = BASE, **more: object) -> Plan:
    """The plan for these roles; `wish` gives everything but the interviews."""
    whole = replace(wish, interviews=tuple((t.role.id, t.interview) for t in targets))
    today: date = more.pop("today", TODAY)  # type: ignore[assignment]
    return make(whole, targets, plan_id="p", name="Plan", today=today, **more)  # type: ignore[arg-type]


def holds(plan: Plan, targets: Sequence[Target], wish: Wish) -> None:
    """Everything that each plan promises."""
    texts = {t.role.id: t.text for t in targets}
    interviews = {t.interview for t in targets}
    assert sum(i.minutes for i in plan.items) == plan.budget_minutes
    assert len({i.id for i in plan.items}) == len(plan.items)
    assert [i.date for i in plan.items] == sorted(i.date for i in plan.items)
    for item in plan.items:
        assert item.minutes >= 10
        assert wish.start <= item.date <= plan.last_day
        assert item.date.weekday() not in wish.weekdays_off
        assert item.date not in wish.dates_off
        assert item.date not in interviews or interviews == {wish.start}
        assert item.what
        assert item.how
        for line in covers(item):
            assert texts[line.role][line.start : line.end] == line.quote != ""
    musts = [(t.role.id, r.span.start) for t in targets for r in t.role.requirements if r.kind == "must"]
    served = {(line.role, line.start) for i in plan.items for line in covers(i)}
    left = {(entry.line.role, entry.line.start) for entry in plan.coverage.left}
    assert set(musts) <= served | left
    assert not left & served
    assert (plan.coverage.covered, plan.coverage.all) == (len(musts) - len(plan.coverage.left), len(musts))
    in_order(plan.items)


def in_order(items: Sequence[Item]) -> None:
    """No study session on a topic comes after one on what rests on it."""
    places: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        if item.kind == "study" and item.topic:
            places.setdefault(item.topic, []).append(place)
    for topic, own in places.items():
        for base in foundations(topic) & places.keys():
            assert max(places[base]) < min(own), f"{base} comes after {topic}"


def targets_of(roles: Sequence[tuple[Role, str]], interviews: Sequence[date]) -> list[Target]:
    return [Target(role, text, day) for (role, text), day in zip(roles, interviews, strict=True)]


hours = st.one_of(st.integers(1, 40).map(float), st.floats(0.5, 40).map(lambda h: round(h, 2)))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), a_week=hours, off=st.frozensets(st.integers(0, 6), max_size=3), ahead=st.integers(1, 95))
def test_every_plan_keeps_its_promises(data: st.DataObject, a_week: float, off: frozenset[int], ahead: int) -> None:
    roles = data.draw(st.lists(st.sampled_from(corpus_roles()), min_size=1, max_size=5, unique_by=lambda r: r[0].id))
    interviews = [TODAY + timedelta(days=data.draw(st.integers(1, ahead))) for _ in roles]
    dates_off = data.draw(st.frozensets(st.dates(TODAY, TODAY + timedelta(days=ahead)), max_size=6))
    wish = replace(BASE, hours_per_week=a_week, weekdays_off=off, dates_off=dates_off)
    targets = targets_of(roles, interviews)
    more: dict[str, object] = {}
    if data.draw(st.booleans()):
        more["standing"] = lambda topic: standing(topic, resume("senior-backend.txt"))
    plan = made(targets, wish, **more)
    holds(plan, targets, wish)
    assert plan == made(targets, wish, **more)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), a_week=hours, ahead=st.integers(4, 60))
def test_planning_anew_loses_nothing_that_is_done(data: st.DataObject, a_week: float, ahead: int) -> None:
    roles = data.draw(st.lists(st.sampled_from(corpus_roles()), min_size=1, max_size=3, unique_by=lambda r: r[0].id))
    targets = targets_of(roles, [TODAY + timedelta(days=ahead + n) for n in range(len(roles))])
    wish = replace(BASE, hours_per_week=a_week)
    first = made(targets, wish)
    later = TODAY + timedelta(days=data.draw(st.integers(0, ahead - 1)))
    past = [i for i in first.items if i.date <= later]
    marked = [replace(i, state=data.draw(st.sampled_from(["done", "done", "skipped", "open"]))) for i in past]
    kept = [i for i in marked if i.state != "open"]
    again = made(targets, wish, today=later, kept=kept)
    assert [i for i in again.items if i.state != "open"] == kept
    assert all(i.date >= later for i in again.items if i.state == "open")
    assert sum(i.minutes for i in again.items) == again.budget_minutes
    assert len({i.id for i in again.items}) == len(again.items)
    served = {(line.role, line.start) for i in again.items if i.state != "skipped" for line in covers(i)}
    left = {(entry.line.role, entry.line.start) for entry in again.coverage.left}
    musts = {(t.role.id, r.span.start) for t in targets for r in t.role.requirements if r.kind == "must"}
    assert musts == (musts & served) | left


@pytest.mark.shared
def test_every_must_have_of_every_real_role_is_covered_or_reported(shared: Path) -> None:
    roles = roles_of(shared / "postings")
    assert len(roles) > 20
    for role, text in roles:
        targets = [Target(role, text, TODAY + timedelta(days=21))]
        plan = made(targets, replace(BASE, hours_per_week=10))
        holds(plan, targets, replace(BASE, hours_per_week=10))
        assert [e for e in plan.coverage.left if "time" in e.reason] == []


def test_the_time_is_the_candidates_time() -> None:
    plan = made([target(days=28)], replace(BASE, hours_per_week=7))
    assert plan.budget_minutes == 28 * 60
    by_day = made([target(days=28)], replace(BASE, hours={0: 1.5, 5: 4}))
    assert {i.date.weekday() for i in by_day.items} == {0, 5}
    assert by_day.budget_minutes == 4 * 5.5 * 60


def test_half_an_hour_a_week_becomes_sessions_worth_sitting_down_for() -> None:
    found = days(replace(BASE, hours_per_week=2, interviews=(("r", TODAY + timedelta(days=21)),)))
    assert all(d.minutes >= 30 for d in found)
    assert sum(d.minutes for d in found) == 360


def test_the_last_day_is_light_and_ends_with_the_sheet() -> None:
    plan = made([target()], replace(BASE, hours_per_week=14))
    last = [i for i in plan.items if i.date == plan.items[-1].date]
    assert last[-1].date == TODAY + timedelta(days=20)
    assert last[-1].kind == "cheat-sheet"
    assert sum(i.minutes for i in last) <= LIGHT
    assert not [i for i in last if i.kind == "study"]


def test_every_stated_round_is_practised_in_its_format() -> None:
    plan = made([target()], replace(BASE, hours_per_week=10))
    practised = {i.stage: i for i in plan.items if i.kind == "practice" and i.why.kind == "round"}
    assert set(practised) == {"screening", "coding", "design"}
    assert "Coding interview" in practised["coding"].why.quote
    assert not [w for w in plan.warnings if "does not state" in w]


def test_rounds_that_no_posting_states_are_said_to_be_usual_ones() -> None:
    goal = target(POSTING.partition("Interview process")[0])
    plan = made([goal])
    practised = [i for i in plan.items if i.kind == "practice"]
    assert practised
    assert all("does not state its rounds" in i.how for i in practised)
    assert [w for w in plan.warnings if "does not state its interview rounds" in w]


def test_mock_interviews_come_late() -> None:
    plan = made([target(days=40)], replace(BASE, hours_per_week=10))
    mocks = [i.date for i in plan.items if i.kind == "mock"]
    assert len(mocks) == 2
    assert min(mocks) > TODAY + timedelta(days=28)


def test_reviews_come_back_to_what_was_studied_before() -> None:
    plan = made([target(days=40)], replace(BASE, hours_per_week=10))
    reviews = [i for i in plan.items if i.kind == "review"]
    assert len(reviews) >= 5
    for review in reviews:
        assert [i for i in plan.items if i.kind == "study" and i.topic == review.topic and i.date < review.date]


def test_what_is_missing_gets_more_time_than_what_is_there() -> None:
    def minutes(plan: Plan, topic: str) -> int:
        return sum(i.minutes for i in plan.items if i.topic == topic and i.kind == "study")

    cv = resume("career-changer.md")
    plain, seen = made([target()]), made([target()], standing=lambda topic: standing(topic, cv))
    assert minutes(seen, "kubernetes") > minutes(plain, "kubernetes")
    assert minutes(seen, "python") < minutes(plain, "python")
    weak = made([target()], profile=Profile(None, strong=("kubernetes",), weak=("python",)))
    assert minutes(weak, "python") > minutes(plain, "python")
    assert minutes(weak, "kubernetes") < minutes(plain, "kubernetes")


def test_words_of_emphasis_and_repetition_weigh() -> None:
    text = POSTING.replace("- Experience with Kubernetes.", "- Deep, expert knowledge of Kubernetes in production.")
    again = text.replace("- Run Kafka", "- Run Kubernetes clusters, and Kafka")

    def share(posting: str) -> int:
        return sum(i.minutes for i in made([target(posting)]).items if i.topic == "kubernetes" and i.kind == "study")

    assert share(POSTING) < share(text) < share(again)


def test_degrees_permits_and_what_was_led_are_told_not_studied() -> None:
    plan = made([target()])
    by_line = {line.quote: i for i in reversed(plan.items) for line in covers(i) if i.kind in ("formal", "story")}
    assert by_line["Authorization to work in Germany."].kind == "formal"
    assert by_line["A Bachelor's degree in Computer Science or a related field."].kind == "formal"
    assert by_line["You have led a project from the first idea to its users."].kind == "story"
    assert not [i for i in plan.items if i.topic in ("identity-access", "computer-science")]


def test_too_little_time_is_said_and_the_heaviest_must_haves_come_first() -> None:
    plan = made([target(days=3)], replace(BASE, hours_per_week=2))
    assert [w for w in plan.warnings if "what weighs most comes first" in w]
    assert [w for w in plan.warnings if w.startswith("Left out for lack of time")]
    assert plan.coverage.left
    assert all("time" in entry.reason for entry in plan.coverage.left)
    assert next(i.topic for i in plan.items if i.kind == "study") in ("python", "sql", "kubernetes", "data-pipelines")


def test_more_time_than_is_needed_is_said_too() -> None:
    plan = made([target(days=90)], replace(BASE, hours_per_week=40))
    assert [w for w in plan.warnings if "depth and practice" in w]
    assert sum(i.minutes for i in plan.items) == plan.budget_minutes


def test_an_interview_tomorrow_gets_the_essentials_and_one_today_the_sheet_alone() -> None:
    tomorrow = made([target(days=1)])
    assert {i.date for i in tomorrow.items} == {TODAY}
    assert "tomorrow" in tomorrow.warnings[0]
    today = made([target(days=0)])
    assert sum(i.minutes for i in today.items) == today.budget_minutes == 30
    assert "today" in today.warnings[0]


def test_two_interviews_on_one_day_are_pointed_out() -> None:
    other = target(POSTING.replace("Brightwater Analytics", "Kestrel Systems").replace("Brightwater", "Kestrel"))
    plan = made([target(), other])
    assert [w for w in plan.warnings if "are both on" in w]
    assert len([i for i in plan.items if i.kind == "cheat-sheet"]) == 1


def test_the_earlier_interview_is_prepared_first() -> None:
    early = target("Kestrel\nNurse\n\nRequirements\n- Experience of acute care and infection control.\n", days=6)
    plan = made([target(days=30), early], replace(BASE, hours_per_week=10))
    nursing = [i.date for i in plan.items if i.topic in ("acute-care", "infection-control") and i.kind == "study"]
    assert nursing
    assert max(nursing) < early.interview
    assert [i.date for i in plan.items if i.topic == "python" and i.kind == "study"][-1] > early.interview


def test_a_role_without_requirements_still_gets_a_plan_that_says_what_it_rests_on() -> None:
    goal = target("Acme\nGardener\n\nAbout us\nWe keep the parks of the town, and are a friendly lot of nine people.\n")
    plan = made([goal])
    assert [w for w in plan.warnings if "lists no requirements" in w]
    assert plan.items
    holds(plan, [goal], BASE)


@pytest.mark.parametrize(
    ("wish", "days_ahead", "says"),
    [
        (BASE, -1, "is in the past"),
        (replace(BASE, start=TODAY + timedelta(days=30)), 21, "after the interview"),
        (replace(BASE, hours_per_week=0), 21, "there is no time to plan"),
        (replace(BASE, hours_per_week=-3), 21, "there is no time to plan"),
        (replace(BASE, hours_per_week=200), 21, "more than 12 hours"),
        (replace(BASE, hours_per_week=20, weekdays_off=frozenset(range(1, 7))), 21, "more than 12 hours"),
        (replace(BASE, weekdays_off=frozenset(range(7))), 21, "every weekday is off"),
        (BASE, 500, "more than a year"),
    ],
)
def test_a_wish_that_no_honest_plan_can_be_made_for_is_refused(wish: Wish, days_ahead: int, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        made([target(days=days_ahead)], wish)


def test_days_off_up_to_the_interview_leave_a_plan_without_sessions_that_says_so() -> None:
    off = frozenset(TODAY + timedelta(days=n) for n in range(3))
    plan = made([target(days=3)], replace(BASE, dates_off=off))
    assert plan.items == ()
    assert plan.coverage.covered == 0
    assert [w for w in plan.warnings if "no day is left" in w]


def test_the_sheet_has_what_the_resume_shows_and_what_to_ask() -> None:
    from assistant.prepare.gap import Likeness, compare
    from tests.prepare.rooms import embed

    goal, cv = target(), resume("senior-backend.txt")
    gap = compare(goal.role, goal.text, cv, Likeness(cv, embed))
    lines = made([goal], gaps={goal.role.id: gap}, standing=partial(standing, resume=cv)).sheet
    assert lines[0].startswith("### ")
    assert [line for line in lines if "Say without being asked" in line]
    assert [line for line in lines if line.startswith("- Ask:") and "range" in line]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(a_week=hours, ahead=st.integers(1, 60), went=st.sampled_from(["badly", "so-so"]), n=st.integers(1, 9))
def test_questions_of_a_real_interview_break_no_promise_of_a_plan(a_week: float, ahead: int, went: str, n: int) -> None:
    goal = target(days=ahead)
    asked = [
        Recalled(f"q{k}", goal.role.id, f"Question {k}?", "kafka", "theory", went, ("It does.",)) for k in range(n)
    ]
    wish = replace(BASE, hours_per_week=a_week)
    plan = made([goal], wish, asked_before=asked)
    holds(plan, [goal], wish)
    assert plan == made([goal], wish, asked_before=asked)
