"""`prep gap`, `plan`, `plans`, `resume`, `profile` as people run them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.running import complaint, prep
from tests.conftest import ROOT

CV = ROOT / "tests" / "gold" / "resumes" / "senior-backend.txt"
ROLE = "nvidia-senior-machine-learning-engineer"
SOON = (date.today() + timedelta(days=21)).isoformat()
LATER = (date.today() + timedelta(days=30)).isoformat()


def test_a_gap_is_a_table_and_json(home: Path) -> None:
    shown = prep(home, "gap", "nvidia senior", "--resume", CV)
    assert shown.returncode == 0
    assert "must-haves met" in shown.stdout
    entries = json.loads(prep(home, "gap", ROLE, "--resume", CV, "--json").stdout)
    assert {e["verdict"] for e in entries} <= {"met", "partly", "missing", "unknown"}
    assert all(e["evidence"] for e in entries if e["verdict"] == "met")


def test_a_plan_is_made_kept_marked_planned_anew_and_deleted(home: Path, tmp_path: Path) -> None:
    done = prep(home, "plan", ROLE, "--interview", SOON, "--days-off", "sun", "--format", "json")
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    assert prep(home, "plan", ROLE, "--interview", SOON, "--days-off", "sun", "--format", "json").stdout == done.stdout
    assert sum(i["minutes"] for i in plan["items"]) == plan["budget_minutes"]
    assert plan["id"] in prep(home, "plans", "list").stdout
    first = plan["items"][0]["id"]
    assert "1 of" in prep(home, "plans", "done", plan["id"], first[:12]).stdout
    again = json.loads(prep(home, "plans", "replan", plan["id"], "--format", "json").stdout)
    assert [i["id"] for i in again["items"] if i["done"]] == [first]
    fewer = json.loads(prep(home, "plans", "replan", plan["id"], "--hours-per-week", "3", "--format", "json").stdout)
    assert fewer["id"] == plan["id"]
    assert fewer["budget_minutes"] < plan["budget_minutes"]
    assert fewer["wish"]["days_off"] == ["sun"]
    assert "belongs to none" not in prep(home, "plans", "replan", plan["id"], "--interview", LATER).stderr
    moved = json.loads(prep(home, "plans", "show", plan["id"], "--format", "json").stdout)
    assert [x["date"] for x in moved["interviews"]] == [LATER]
    assert prep(home, "plans", "check", plan["id"]).returncode == 0
    calendar = tmp_path / "plan.ics"
    assert prep(home, "plans", "show", plan["id"], "--format", "ics", "-o", calendar).returncode == 0
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "Deleted" in prep(home, "plans", "delete", plan["id"]).stdout
    assert "no plans yet" in prep(home, "plans", "list").stdout


def test_the_posting_text_that_show_prints_is_the_one_that_plans_cite(home: Path) -> None:
    plan = json.loads(prep(home, "plan", ROLE, "--interview", SOON, "--format", "json").stdout)
    text = prep(home, "show", ROLE, "--text").stdout
    assert all(text[i["why"]["start"] : i["why"]["end"]] == i["why"]["quote"] for i in plan["items"])


def test_a_resume_is_kept_shown_without_contacts_and_deleted(home: Path) -> None:
    shown = prep(home, "resume", CV)
    assert "12.2 years" in shown.stdout
    assert "wierzbicki@" not in shown.stdout
    assert json.loads(prep(home, "resume", "--json").stdout)["years"] == 12.2
    assert prep(home, "gap", ROLE).returncode == 0
    assert "deleted" in prep(home, "resume", "--delete").stdout
    assert "no résumé is kept" in complaint(prep(home, "resume"), 2)


def test_a_profile_is_kept_and_deleted(home: Path) -> None:
    assert "strong: python, kafka" in prep(home, "profile", "--level", "senior", "--strong", "Python,kafka").stdout
    assert json.loads(prep(home, "profile", "--json").stdout)["level"] == "senior"
    assert "deleted" in prep(home, "profile", "--delete").stdout
    assert "no profile is kept" in complaint(prep(home, "profile"), 2)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("plan", "astronaut", "--interview", SOON), "no role 'astronaut'"),
        (("plan", ROLE, "--interview", "2020-01-01"), "is in the past"),
        (("plan", ROLE, "--interview", "someday"), "is no date"),
        (("plan", ROLE, "--interview", SOON, "--hours-per-week", "0"), "there is no time to plan"),
        (("plan", ROLE, "--interview", SOON, "--hours-per-week", "200"), "more than 12 hours"),
        (("plan", ROLE, "--interview", SOON, "--format", "docx"), "choose one of md"),
        (("plan", ROLE, "--interview", SOON, "--resume", "nowhere.pdf"), "there is no file"),
        (("gap", ROLE), "there is no résumé"),
        (("plans", "show", "nothing"), "there is no one plan 'nothing'"),
    ],
)
def test_wrong_input_is_one_line_that_says_what_to_do(home: Path, arguments: tuple[str, ...], says: str) -> None:
    line = complaint(prep(home, *arguments), 2)
    assert says in line
    assert line.count("\n") == 1
