"""The graded answers of tests/gold as values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from assistant.prepare.questions.bank import bank
from assistant.training import Question
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Triple:
    """A question with a strong, a partial and a weak answer."""

    question: Question
    strong: str
    partial: str
    weak: str
    held_out: bool


@dataclass(frozen=True, slots=True)
class Case:
    """An answer that must hit a floor."""

    question: Question
    answer: str
    posting: str
    floor: str


@cache
def questions() -> dict[str, Question]:
    """The bank by id."""
    return {question.id: question for question in bank()}


@cache
def triples() -> tuple[Triple, ...]:
    """All graded triples, in the file's order."""
    return tuple(
        Triple(questions()[e["question"]], e["strong"], e["partial"], e["weak"], bool(e.get("held_out")))
        for e in _load("feedback")
    )


@cache
def floor_cases() -> tuple[Case, ...]:
    """All answers that must not be scored."""
    return tuple(_case(entry) for entry in _load("floors"))


def _case(entry: dict[str, Any]) -> Case:
    question = questions()[entry["question"]]
    pasted = {
        "question": question.question,
        "rubric": "\n".join(point.point for point in question.rubric),
        "model_answer": question.answer,
        "hint": question.hint,
    }.get(entry.get("paste", ""), "")
    text = entry.get("answer", f"{entry.get('before', '')}{pasted}{entry.get('behind', '')}")
    return Case(question, text, entry.get("posting", ""), entry["floor"])


def _load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "gold" / f"{name}.yaml").read_text("utf-8"))
    return found
