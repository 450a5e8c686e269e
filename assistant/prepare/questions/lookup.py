"""A question that somebody typed: the bank's own where it is one of those, else with the rubric of its kind."""

from __future__ import annotations

import hashlib
import re
from functools import cache

from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.questions.bank import areas_of, bank
from assistant.prepare.questions.targets import stems
from assistant.prepare.questions.templates import plain
from assistant.reading.topics import topics_of
from assistant.training import Question, Stage

# Two questions this close in meaning ask the same.
_SAME = 0.88
_NEAREST = 12


def by_id(id: str) -> Question | None:
    """The question of the bank with that id."""
    return next((question for question in bank() if question.id == id), None)


def understood(text: str, meaning: Meaning, *, origin: str = "typed") -> Question:
    """The bank's question that has this id, these words or this meaning; else one with the rubric of its stage."""
    line = " ".join(text.split())
    wanted = words(line)
    for question in bank():
        if question.id == line or words(question.question) == wanted:
            return question
    return _like(line, meaning) or _typed(line, origin)


def stage_of(text: str) -> Stage:
    """What kind of question a text is, by its wording."""
    return next((stage for stage, pattern in _kinds() if pattern.search(text)), Stage.THEORY)


def _like(text: str, meaning: Meaning) -> Question | None:
    """The bank's question that means the same, looked for among those with most words in common."""
    own = stems(text)
    found = list(bank(areas_of(topics_of(text))))
    near = sorted(found, key=lambda q: -len(own & stems(q.question)) / (8 + len(stems(q.question))))[:_NEAREST]
    if not near or not own:
        return None
    cosines = meaning.cosines([text], [question.question for question in near])[0]
    best = int(cosines.argmax())
    return near[best] if cosines[best] >= _SAME else None


def _typed(text: str, origin: str) -> Question:
    stage = stage_of(text)
    named = topics_of(text)
    about = (
        named[0] if named else ("communication" if stage in (Stage.BEHAVIOURAL, Stage.SCREENING) else "problem-solving")
    )
    key = hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:12]
    return plain(f"{origin}-{key}", text, stage, about, level=2, origin=origin)


@cache
def _kinds() -> tuple[tuple[Stage, re.Pattern[str]], ...]:
    return tuple((Stage(stage), compiled(p)) for stage, p in load("interviews")["kinds"])
