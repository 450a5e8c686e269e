"""The rounds that prose names, and what they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Course, Document
from assistant.knowledge import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from assistant.reading.steps import format_of, steps
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("A phone call, then a take-home project, then lunch.", ["phone call", "take-home project", "lunch"]),
        ("Two technical interviews with engineers, followed by a chat.", ["technical interviews"] * 2 + ["chat"]),
        ("Take-home exercise or pair programming.", ["Take-home exercise"]),
        ("Interview with coding questions about your project.", ["Interview"]),
        ("A small project with a follow-up discussion.", ["small project", "follow-up"]),
        ("On-site interview (with a whiteboard, a panel and a quiz).", ["On-site interview"]),
        ("A 2 hour pairing session. The session is relaxed.", ["pairing session"]),
        ("There is no take-home test, just a conversation.", ["conversation"]),
        ("We value kindness and ship every day.", []),
    ],
)
def test_a_clause_that_names_something_to_attend_is_a_round(text: str, nouns: list[str]) -> None:
    assert [step.noun.of(text) for step in steps(text)] == nouns


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("take-home coding challenge", "take-home"),
        ("pair programming on-site", "pair"),
        ("system design interview", "system-design"),
        ("a call with the founder", "phone"),
        ("culture interview over video", "behavioural"),
        ("Vorstellungsgespräch per Telefon", "phone"),
        ("a walk in the park", None),
    ],
)
def test_the_format_is_what_the_words_give(words: str, kind: str | None) -> None:
    assert format_of(words) == kind


def test_the_process_as_a_whole_is_what_its_remarks_say() -> None:
    text = (
        "Acme\n\nTitle: Chemist\n\nInterview Process\n"
        "We invite you to a 20-minute phone screen with our recruiter. "
        "After the phone screen there are three technical interviews:\n"
        "Lab test with a senior chemist\nPresentation of past work\nMeet the team\n"
        "We aim to be done within two weeks. All interviews are held on Google Meet.\n"
    )
    role = read_roles(normalize(Document("acme.txt", text)))[0]
    assert role.course == Course(3, "two weeks", "Google Meet")
    first = role.process[0]
    assert (first.format, first.minutes, first.who, first.medium) == ("phone", 20, "our recruiter", "phone")
    assert role.process[1].who == "a senior chemist"


@given(st.text(alphabet="abc ,.;()interview call and then take-home 123\n", max_size=120))
def test_rounds_lie_in_order_within_their_clauses(text: str) -> None:
    found = steps(text)
    assert all(step.noun.of(text).strip() for step in found)
    starts = [step.clause.start for step in found]
    assert starts == sorted(starts)


def test_the_data_file_holds_what_the_code_reads() -> None:
    entry = load("rounds")
    for pattern in [*entry["nouns"], *(p for _, p in entry["formats"])]:
        re.compile(pattern)
    assert set(entry) == {
        "nouns", "between", "either", "negated", "alone", "talk", "reference", "generic", "numbers", "formats",
        "tail", "purpose", "unspaced",        "who", "medium", "duration", "interviews", "wholly",
    }  # fmt: skip


@pytest.mark.shared
def test_the_number_of_rounds_in_sixty_real_processes(shared: Path) -> None:
    with (shared / "data" / "interview-processes" / "companies-a-to-m.jsonl").open(encoding="utf-8") as stream:
        lines = {record["company"]: record["process"] for record in map(json.loads, stream)}
    labels = yaml.safe_load((ROOT / "tests" / "gold" / "interview_processes.yaml").read_text("utf-8"))["lines"]
    right = [len(steps(lines[g["company"]])) in (len(g["rounds"]), len(g.get("also", g["rounds"]))) for g in labels]
    assert sum(right) / len(right) >= 0.9
