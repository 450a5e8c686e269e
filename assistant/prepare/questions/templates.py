"""Questions for requirements that the bank has nothing for, and rubrics for questions that come without one."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from assistant.knowledge import load
from assistant.prepare.questions.targets import Target
from assistant.reading.topics import topic
from assistant.training import Point, Question, Stage

_LONGEST_QUOTE = 220


def wordings(stage: Stage) -> int:
    """How many templates a stage has."""
    return len(_content()["templates"][stage.value])


def worded(target: Target, stage: Stage, number: int, level: int) -> Question | None:
    """The requirement as a question of that stage by the template of that number; None where it does not fit."""
    entry = _content()["templates"][stage.value][number]
    named = target.topics[0] if target.topics else None
    if entry.get("topic") and named is None:
        return None
    values = {"quote": _quote(target.line.quote), "topic": topic(named).name if named else ""}
    text = str(entry["text"]).format(**values)
    key = hashlib.sha256(f"{stage}/{number}/{target.line.quote}".encode()).hexdigest()[:12]
    about = named or (target.implies[0] if target.implies else "communication")
    return plain(f"own-{key}", text, stage, about, level=level, origin="template")


def plain(id: str, text: str, stage: Stage, about: str, *, level: int, origin: str) -> Question:
    """A question with the stage's own rubric, hint and follow-ups."""
    content = _content()
    return Question(
        id=id,
        question=text,
        stage=stage,
        topic=about,
        difficulty=level,
        minutes=content["minutes"][stage.value],
        rubric=rubric(stage),
        hint=content["hints"][stage.value],
        follow_ups=tuple(content["follow_ups"][stage.value]),
        origin=origin,
    )


@cache
def rubric(stage: Stage) -> tuple[Point, ...]:
    """What a good answer to any question of the stage holds."""
    return tuple(
        Point(
            entry["point"],
            entry["weight"],
            tuple(tuple(group.split(" | ")) for group in entry["terms"]),
            entry.get("part"),
        )
        for entry in _content()["rubrics"][stage.value]
    )


def _quote(text: str) -> str:
    """A requirement's words inside a question: on one line, without the stop at its end, cut at a word if long."""
    line = " ".join(text.split()).rstrip(".;:, ")
    if len(line) <= _LONGEST_QUOTE:
        return line
    return line[: line.rfind(" ", 0, _LONGEST_QUOTE)].rstrip(",;: ") + " …"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = load("question_templates")
    return content
