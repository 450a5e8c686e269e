"""A plan opens elsewhere: in calendars, Anki, a browser, scripts; it is read back with libraries that are not ours."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ics
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from assistant.preparation import Gap, Plan, Wish
from assistant.preparation_wire import gap_json, plan_from, plan_json, resume_json
from assistant.prepare.exports import FORMATS, export
from assistant.prepare.exports.markdown import duration, gap_lines, hours_per_topic, plain
from assistant.prepare.gap import Likeness, compare
from assistant.prepare.plan import make
from tests.prepare.rooms import POSTING, TODAY, embed, resume, target


@cache
def sample(zone: str | None = "Europe/Berlin", days: int = 21) -> Plan:
    goal = target(POSTING.replace("Python", "Python <b>&</b>", 1), days=days)
    wish = Wish(((goal.role.id, goal.interview),), TODAY, 8.0, at=time(18, 30), timezone=zone)
    return make(wish, [goal], plan_id="brightwater", name="Plan; with, commas — and “quotes”", today=TODAY)


def events(plan: Plan) -> dict[str, ics.Event]:
    return {event.uid: event for event in ics.Calendar(export(plan, "ics").decode()).events}


def test_a_calendar_has_each_session_and_the_interview() -> None:
    plan = sample()
    found = events(plan)
    assert len(found) == len(plan.items) + 1
    for item in plan.items:
        event = found[f"{item.id}@interview-prep"]
        assert event.name == item.what
        assert event.duration == timedelta(minutes=item.minutes)
        assert event.begin.date() == item.date
        assert " ".join(item.why.quote.split()) in event.description
    interview = found["brightwater.brightwater-analytics-senior-data-engineer@interview-prep"]
    assert interview.all_day
    assert interview.begin.date() == plan.last_day


def test_sessions_begin_at_the_wished_hour_and_follow_each_other() -> None:
    plan = sample()
    found = events(plan)
    first = [i for i in plan.items if i.date == plan.items[0].date]
    begin = found[f"{first[0].id}@interview-prep"].begin
    assert begin.datetime == datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    for one, other in pairwise(first):
        ended = found[f"{one.id}@interview-prep"].end
        assert found[f"{other.id}@interview-prep"].begin >= ended


def test_the_hour_stays_the_same_by_the_clock_through_a_change_to_summer_time() -> None:
    goal = target()
    start = date(2027, 3, 22)
    wish = Wish(((goal.role.id, date(2027, 4, 5)),), start, 8.0, at=time(18, 0), timezone="Europe/Berlin")
    plan = make(wish, [replace(goal, interview=date(2027, 4, 5))], plan_id="p", name="p", today=start)
    days = {i.date: events(plan)[f"{i.id}@interview-prep"].begin for i in reversed(plan.items)}
    before, after = days[date(2027, 3, 26)], days[date(2027, 3, 30)]
    assert (before.to("utc").hour, after.to("utc").hour) == (17, 16)


def test_without_a_zone_times_float() -> None:
    text = export(sample(None), "ics").decode()
    assert "DTSTART:20261130T183000\r\n" in text
    assert "VTIMEZONE" not in text
    assert "BEGIN:VTIMEZONE" in export(sample(), "ics").decode()


def test_a_second_export_updates_the_first() -> None:
    plan = sample()
    later = replace(plan, revision=2)
    assert set(events(plan)) == set(events(later))
    assert "SEQUENCE:1" in export(later, "ics").decode()
    assert export(plan, "ics") == export(plan, "ics")


def test_a_skipped_session_is_cancelled_in_the_calendar() -> None:
    plan = sample()
    skipped = replace(plan, items=(replace(plan.items[0], state="skipped"), *plan.items[1:]))
    assert events(skipped)[f"{plan.items[0].id}@interview-prep"].status == "CANCELLED"


def imported(path: Path, *decks: Path) -> Any:
    """A real Anki collection with the decks imported, one after the other."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    collection = Collection(str(path / "collection.anki2"))
    for deck in decks:
        collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(deck), options=ImportAnkiPackageOptions())
        )
    return collection


def test_anki_imports_the_deck_and_a_second_import_adds_nothing(tmp_path: Path) -> None:
    plan = sample()
    reworded = [replace(i, why=replace(i.why, quote="Python, in other words")) for i in plan.items]
    (tmp_path / "one.apkg").write_bytes(export(plan, "anki"))
    (tmp_path / "two.apkg").write_bytes(export(replace(plan, items=tuple(reworded)), "anki"))
    collection = imported(tmp_path, tmp_path / "one.apkg")
    count = collection.note_count()
    cards = collection.card_count()
    collection.close()
    collection = imported(tmp_path, tmp_path / "two.apkg")
    assert collection.note_count() == count >= 30
    assert collection.card_count() == cards == count
    topics = {i.topic for i in plan.items if i.kind == "study"}
    assert {n.tags[0] for n in map(collection.get_note, collection.find_notes(""))} == topics
    assert [d.name for d in collection.decks.all_names_and_ids() if d.name.startswith("Interview::")]
    collection.close()


def test_a_deck_of_a_plan_without_topics_is_a_deck(tmp_path: Path) -> None:
    (tmp_path / "empty.apkg").write_bytes(export(replace(sample(), items=()), "anki"))
    collection = imported(tmp_path, tmp_path / "empty.apkg")
    assert collection.note_count() == 0
    collection.close()


def test_the_page_to_print_holds_all_and_runs_nothing() -> None:
    plan = sample()
    text = export(plan, "html").decode()
    page = LexborHTMLParser(text)
    assert len(page.css(".item")) == len(plan.items)
    assert not page.css("script, link, img, iframe, b b")
    assert "Python &lt;b&gt;" in text
    assert "http" not in text


def test_markdown_shows_each_session_with_its_reason() -> None:
    plan = sample()
    text = export(plan, "md").decode()
    assert text.count("- [ ] ") == len(plan.items)
    assert text.count("*Why: “") == len(plan.items)
    assert "<b>" not in text.replace("\\<b\\>", "")
    done = replace(plan, items=(replace(plan.items[0], state="done"), *plan.items[1:]))
    assert export(done, "md").decode().count("- [x] ") == 1


def test_json_is_what_the_design_says_and_reads_back_whole() -> None:
    plan = replace(sample(), degraded="no model", warnings=("a",))
    body = json.loads(export(plan, "json"))
    assert set(body) >= {"roles", "start", "interviews", "budget_minutes", "items", "coverage", "warnings"}
    item = body["items"][0]
    assert set(item) >= {"date", "minutes", "kind", "topic", "what", "how", "why", "done"}
    assert set(item["why"]) >= {"role", "source", "start", "end", "quote"}
    assert body["coverage"]["must"] == [plan.coverage.covered, plan.coverage.all]
    assert plan_from(body) == plan


@given(
    st.dictionaries(st.integers(0, 6), st.floats(0, 12, allow_nan=False), max_size=7),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(), max_size=4),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_any_wish_reads_back(hours: dict[int, float], off: frozenset[int], dates: frozenset[date], at: time) -> None:
    plan = sample()
    wish = replace(plan.wish, hours=hours, weekdays_off=off, dates_off=dates, at=at.replace(tzinfo=None))
    assert plan_from(json.loads(json.dumps(plan_json(replace(plan, wish=wish))))).wish == wish


def test_a_gap_and_a_resume_as_json_and_the_gap_as_a_table() -> None:
    goal, cv = target(), resume("senior-backend.txt")
    gap: Gap = compare(goal.role, goal.text, cv, Likeness(cv, embed))
    entries = gap_json(gap)
    assert len(entries) == len(goal.role.requirements)
    for entry in entries:
        assert entry["verdict"] in ("met", "partly", "missing", "unknown")
        assert goal.text[entry["requirement"]["start"] : entry["requirement"]["end"]] == entry["requirement"]["text"]
        assert all(cv.text[e["start"] : e["end"]] == e["quote"] for e in entry["evidence"])
    table = list(gap_lines(gap))
    assert sum(line.startswith("| ") for line in table) == len(entries) + 2 * 3
    assert "tomasz" not in json.dumps(resume_json(cv)).casefold()


def test_hours_per_topic_add_up_to_the_plan() -> None:
    plan = sample()
    listed = hours_per_topic(plan.items)
    assert sum(minutes for _, minutes in listed) == plan.budget_minutes
    assert [m for _, m in listed] == sorted((m for _, m in listed), reverse=True)


@pytest.mark.parametrize(("minutes", "said"), [(45, "45 min"), (60, "1 h"), (80, "1 h 20 min"), (0, "0 min")])
def test_durations_read_as_people_say_them(minutes: int, said: str) -> None:
    assert duration(minutes) == said


@given(st.text())
def test_words_of_others_cannot_become_markup(words: str) -> None:
    shown = plain(words)
    assert "\n" not in shown
    assert not [at for at, c in enumerate(shown) if c in "<>*[" and (at == 0 or shown[at - 1] != "\\")]


def test_every_format_has_its_suffix_and_type() -> None:
    assert set(FORMATS) == {"md", "json", "ics", "anki", "html"}
    assert all(suffix.startswith(".") and "/" in kind for suffix, kind in FORMATS.values())
