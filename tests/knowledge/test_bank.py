"""The bank of interview questions: each of the documented shape, none twice, every model answer covers its rubric."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from assistant.knowledge import load, parts

TOPICS = {t["id"]: t for t in load("topics")["topics"]}
BANK: list[tuple[str, dict[str, Any]]] = [
    (name, entry) for name in parts("questions") for entry in load(f"questions/{name}") or ()
]
STAGES = {"screening", "coding", "theory", "design", "project", "behavioural", "asking"}
PARTS = {"situation", "task", "action", "result", "lesson"}
REQUIRED = {"id", "topic", "stage", "level", "minutes", "question", "rubric", "hint", "follow_ups", "answer"}
FILLED = {"screening", "project", "behavioural", "asking"}


def test_there_are_questions_enough() -> None:
    assert len(BANK) >= 600
    assert len({e["topic"] for _, e in BANK}) >= 150
    by_stage = Counter(e["stage"] for _, e in BANK)
    assert set(by_stage) == STAGES
    assert min(by_stage.values()) >= 20, by_stage


def test_ids_and_questions_are_unique() -> None:
    assert not [i for i, n in Counter(e["id"] for _, e in BANK).items() if n > 1]
    plain = Counter(re.sub(r"\W+", " ", e["question"]).casefold().strip() for _, e in BANK)
    assert not [q for q, n in plain.items() if n > 1]


@pytest.mark.parametrize(("name", "entry"), BANK, ids=[f"{n}:{e['id']}" for n, e in BANK])
def test_a_question_has_its_fields(name: str, entry: dict[str, Any]) -> None:
    assert REQUIRED <= set(entry) <= REQUIRED | {"also"}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["id"])
    assert entry["topic"] in TOPICS
    assert len(entry.get("also", ())) <= 3
    assert set(entry.get("also", ())) <= set(TOPICS) - {entry["topic"]}
    assert entry["stage"] in STAGES
    assert entry["level"] in (1, 2, 3)
    assert 2 <= entry["minutes"] <= 45
    assert 40 <= len(entry["question"]) <= 700
    assert entry["question"].rstrip()[-1] in "?.:"
    holes = set(re.findall(r"\{(\w+)\}", entry["question"]))
    assert holes <= ({"company", "title"} if entry["stage"] in FILLED else set())
    assert not re.search(r"\{\w+\}", entry["answer"] + entry["hint"])
    assert 3 <= len(entry["rubric"]) <= 7
    assert 1 <= len(entry["follow_ups"]) <= 3
    assert 55 <= len(entry["answer"].split()) <= 200


@pytest.mark.parametrize(("name", "entry"), BANK, ids=[f"{n}:{e['id']}" for n, e in BANK])
def test_a_rubric_is_statements_and_the_model_answer_names_its_terms(name: str, entry: dict[str, Any]) -> None:
    answer = " ".join(entry["answer"].split()).casefold()
    structured = entry["stage"] in ("behavioural", "project")
    for point in entry["rubric"]:
        assert set(point) == {"point", "weight", "terms"} | ({"part"} if structured else set())
        assert point["weight"] in (1, 2, 3)
        assert 1 <= len(point["terms"]) <= 4
        assert len(point["point"].split()) >= 5
        if structured:
            assert point["part"] in PARTS
        for group in point["terms"]:
            words = [w.strip().casefold() for w in group.split(" | ")]
            assert all(words), group
            assert any(w in answer for w in words), f"{entry['id']}: the answer has none of {group!r}"
    assert any(point["weight"] == 3 for point in entry["rubric"])
