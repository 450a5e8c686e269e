"""The bank of questions, `knowledge/questions/*.yaml`, read file by file as it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from assistant.knowledge import load, parts
from assistant.reading.topics import topic
from assistant.training import Point, Question, Stage

# Files that are for every role; the others are named by the area of their questions' topics.
COMMON = ("asking", "behavioural", "screening")


def bank(areas: Iterable[str] | None = None) -> Iterator[Question]:
    """The questions about topics of `areas` and those of the common files; all questions where `areas` is None."""
    wanted = None if areas is None else {*areas, *COMMON}
    for name in parts("questions"):
        if wanted is None or name in wanted:
            yield from of_file(name)


@cache
def of_file(name: str) -> tuple[Question, ...]:
    """The questions of one file, in its order."""
    return tuple(_question(entry) for entry in load(f"questions/{name}") or ())


def areas_of(topics: Iterable[str]) -> tuple[str, ...]:
    """The areas that topics belong to, each once."""
    return tuple(dict.fromkeys(topic(id).area for id in topics))


def _question(entry: dict[str, Any]) -> Question:
    return Question(
        id=entry["id"],
        question=_line(entry["question"]),
        stage=Stage(entry["stage"]),
        topic=entry["topic"],
        difficulty=entry["level"],
        minutes=entry["minutes"],
        rubric=tuple(_point(point) for point in entry["rubric"]),
        hint=_line(entry["hint"]),
        follow_ups=tuple(_line(f) for f in entry["follow_ups"]),
        answer=_line(entry["answer"]),
        also=tuple(entry.get("also", ())),
    )


def _point(entry: dict[str, Any]) -> Point:
    terms = tuple(tuple(word.strip() for word in str(group).split(" | ") if word.strip()) for group in entry["terms"])
    return Point(_line(entry["point"]), entry["weight"], terms, entry.get("part"))


def _line(text: str) -> str:
    return " ".join(str(text).split())
