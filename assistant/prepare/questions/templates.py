"""Questions for requirements that the bank has nothing for, and rubrics for questions that come without one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.knowledge import load
from assistant.prepare.gap.skills import is_soft
from assistant.prepare.questions.targets import Target
from assistant.reading.topics import topic
from assistant.training import Point, Question, Stage

_CREDENTIAL = "credential"
# A quote longer than this is cut where a part of its sentence ends, if that leaves enough of it.
_LONGEST, _LONGEST_PAPER, _SHORTEST = 110, 180, 30
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
_PART = re.compile(
    r"\s*(?:[;:–—]\s|\s-\s|,\s|\s\((?=e\.g|for|such)|\s(?=(?:such\s+as|including|so\s+that|in\s+order)\b))"
)


def wordings(target: Target, stage: Stage) -> range:
    """The numbers of the templates for a line in that stage."""
    return range(len(_texts(target, stage)))


def naming(target: Target, stage: Stage) -> frozenset[int]:
    """Those of them that name a topic of the line."""
    return frozenset(n for n, text in enumerate(_texts(target, stage)) if "{topic}" in text)


def worded(target: Target, stage: Stage, number: int, level: int) -> Question | None:
    """The requirement as a question of that stage by the template of that number; None where it does not fit."""
    text = _texts(target, stage)[number]
    named = next((id for id in target.topics if not is_soft(id)), None)
    if "{topic}" in text and named is None:
        return None
    quote = short(target.line.quote, _LONGEST_PAPER if target.credential else _LONGEST)
    said = text.format(quote=quote, topic=_inside(named) if named else "")
    key = hashlib.sha256(f"{stage}/{number}/{target.line.quote}".encode()).hexdigest()[:12]
    about = next(iter([*([named] if named else []), *target.topics, *target.implies]), "communication")
    made = plain(f"own-{key}", said, stage, about, level=level, origin="template")
    return _as_credential(made) if target.credential else made


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
        rubric=rubric(stage.value),
        hint=content["hints"][stage.value],
        follow_ups=tuple(content["follow_ups"][stage.value]),
        origin=origin,
    )


def _as_credential(question: Question) -> Question:
    """A question about papers: said in two sentences, not judged as work."""
    content = _content()
    return replace(
        question,
        minutes=content["minutes"][_CREDENTIAL],
        rubric=rubric(_CREDENTIAL),
        hint=content["hints"][_CREDENTIAL],
        follow_ups=tuple(content["follow_ups"][_CREDENTIAL]),
    )


@cache
def rubric(kind: str) -> tuple[Point, ...]:
    """What a good answer holds to any question of a stage, or about a credential."""
    return tuple(
        Point(
            entry["point"],
            entry["weight"],
            tuple(tuple(group.split(" | ")) for group in entry["terms"]),
            entry.get("part"),
        )
        for entry in _content()["rubrics"][kind]
    )


def short(text: str, longest: int = _LONGEST) -> str:
    """A requirement's words for use inside a question: verbatim, on one line, its first sentence; of one longer than
    `longest` the first part, without the stop at its end."""
    line = " ".join(text.split())
    sentences = _SENTENCE.split(line)
    while len(sentences) > 1 and len(sentences[0]) < _SHORTEST:
        sentences[:2] = [f"{sentences[0]} {sentences[1]}"]
    line = sentences[0]
    if len(line) > longest:
        ends = [m.start() for m in _PART.finditer(line) if _SHORTEST <= m.start() <= longest]
        line = line[: ends[-1]] if ends else line[: line.rfind(" ", 0, longest)].rstrip(",;: ") + " …"
    return line.rstrip(".;:, ")


def _inside(id: str) -> str:
    """A topic's name inside a sentence: small, unless it is a name."""
    found = topic(id)
    name = found.name.removesuffix(" fundamentals")
    first = name.split()[0]
    small = first[1:].islower() and any(alias.startswith(first.lower()) for alias in found.aliases)
    return name[0].lower() + name[1:] if small else name


def _texts(target: Target, stage: Stage) -> tuple[str, ...]:
    return tuple(entry["text"] for entry in _content()["templates"][_CREDENTIAL if target.credential else stage.value])


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = load("question_templates")
    return content
