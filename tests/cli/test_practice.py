"""`prep questions`, `feedback`, `interview`, `review`, `progress`, `debrief` and `my-data` as people run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import complaint, prep
from tests.prepare.gold import triples

T = next(t for t in triples() if t.question.id == "machine-learning-gap-diagnosis")

FIELDS = {"id", "question", "stage", "topic", "difficulty", "minutes", "requirement", "rubric", "hint", "follow_ups"}


@pytest.fixture
def mine(home: Path, tmp_path: Path) -> Path:
    """A home of one's own with the sample postings."""
    folder = tmp_path / "home"
    shutil.copytree(home, folder)
    return folder


@pytest.fixture(scope="module")
def role(home: Path) -> str:
    found = json.loads(prep(home, "roles", "--json").stdout)
    return str(found[0]["id"])


def test_questions_as_json_are_of_the_documented_shape(home: Path, role: str) -> None:
    found = json.loads(prep(home, "questions", role, "-n", "8", "--json").stdout)
    text = prep(home, "show", role, "--text").stdout
    assert len(found) == 8
    for q in found:
        assert set(q) >= FIELDS
        assert {"role", "source", "start", "end", "quote"} <= set(q["requirement"])
        assert q["requirement"]["quote"] == text[q["requirement"]["start"] : q["requirement"]["end"]]
        assert all({"point", "weight"} <= set(point) for point in q["rubric"])


def test_questions_for_people_say_where_the_rounds_are_from(home: Path, role: str) -> None:
    said = prep(home, "questions", role, "-n", "5").stdout
    assert "posting" in said
    assert "tests: “" in said


def test_feedback_as_json_is_of_the_documented_shape(home: Path, role: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(T.strong, "utf-8")
    arguments = ("feedback", role, "--question", T.question.id, "--answer")
    found = json.loads(prep(home, *arguments, f"@{file}", "--json").stdout)
    assert found["floor"] is None
    assert 60 <= found["score"] <= 100
    assert {"point", "verdict", "evidence"} <= set(found["points"][0])
    assert found["engine"] == "rules"
    floor = json.loads(prep(home, *arguments, "Dunno.", "--json").stdout)
    assert (floor["score"], floor["points"]) == (None, [])


def test_feedback_for_people_shows_evidence_and_advice(home: Path, role: str) -> None:
    said = prep(home, "feedback", role, "--question", T.question.question, "--answer", T.partial).stdout
    assert "of 100" in said
    assert "you: “" in said
    assert "What would raise it most" in said


def test_an_interview_can_be_stopped_and_gone_on_with(mine: Path, role: str) -> None:
    first = prep(mine, "interview", role, "-n", "2", "--seed", "1", stdin=":hint\nI would start with the logs.\n\n")
    assert "Hint:" in first.stdout
    assert "Paused, and kept" in first.stdout
    second = prep(mine, "interview", stdin="\n:skip\n")
    assert "Question 2 of 2" in second.stdout
    assert "comes back in: prep review" in second.stdout
    progress = json.loads(prep(mine, "progress", "--json").stdout)
    assert [s["phase"] for s in progress["sittings"]] == ["finished"]
    assert progress["cards"] == 2


def test_a_live_interview_gives_its_feedback_at_the_end(mine: Path, role: str) -> None:
    typed = "I do not know this one, sorry.\n\nI would ask a colleague and read the code of it first.\n\n:quit\n"
    said = prep(mine, "interview", role, "--live", "-n", "2", "--seed", "1", stdin=typed).stdout
    assert "What would be your first step" in said
    assert said.index("Question 2") < said.index("1. ", said.index("Question 2"))


def test_review_shows_what_is_due_on_the_way_to_a_date(mine: Path, role: str) -> None:
    assert "no cards yet" in prep(mine, "review").stdout
    prep(mine, "debrief", role, "--asked", "[badly] How do Python generators save memory?")
    assert "Nothing to review today" in prep(mine, "review").stdout
    said = prep(mine, "progress", "--interview", f"{role}=2099-01-01")
    assert said.returncode == 0
    assert json.loads(prep(mine, "review", "--json").stdout)["total"] == 1


def test_a_debrief_says_what_to_study(mine: Path, role: str) -> None:
    said = prep(mine, "debrief", role, "--asked", "[badly] How do Python generators save memory?").stdout
    assert "1 question kept" in said
    assert "study python" in said


def test_a_debrief_goes_into_plans(mine: Path, role: str) -> None:
    made = prep(mine, "plan", role, "--interview", "2099-02-01", "--start", "2099-01-01", "--format", "json")
    assert made.returncode == 0
    asked = "[badly] Tell me about a time when you disagreed with your manager."
    said = prep(mine, "debrief", role, "--asked", asked).stdout
    plan = said.split("prep plans replan ")[1].split()[0]
    assert "disagreed with your manager" in prep(mine, "plans", "check", plan).stdout
    assert prep(mine, "plans", "replan", plan).returncode == 0
    shown = prep(mine, "plans", "show", plan).stdout
    assert "Asked in your interview" in shown
    assert "disagreed with your manager" in shown
    assert "prep plans replan" not in prep(mine, "debrief", role, "--asked", asked).stdout


def test_ones_data_is_exported_and_deleted(mine: Path, role: str, tmp_path: Path) -> None:
    prep(mine, "debrief", role, "--asked", "Why us?")
    file = tmp_path / "mine.json"
    prep(mine, "my-data", "export", "-o", file)
    assert "Why us?" in file.read_text("utf-8")
    assert "add --yes" in complaint(prep(mine, "my-data", "delete", stdin=""), 2)
    assert "records deleted" in prep(mine, "my-data", "delete", "--yes").stdout
    assert json.loads(prep(mine, "my-data", "export").stdout) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("questions", "no-such-role-at-all"), "no-such-role-at-all"),
        (("interview",), "prep interview ROLE"),
        (("progress", "--interview", "soon"), "ROLE=DATE"),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(mine: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in complaint(prep(mine, *arguments), 2)


def test_wrong_values_are_named(mine: Path, role: str) -> None:
    assert "'karaoke'" in complaint(prep(mine, "questions", role, "--stage", "karaoke"), 2)
    assert "0 questions" in complaint(prep(mine, "questions", role, "-n", "0"), 2)
    assert "nowhere.txt" in complaint(prep(mine, "feedback", role, "--question", "Why?", "--answer", "@nowhere.txt"), 2)
