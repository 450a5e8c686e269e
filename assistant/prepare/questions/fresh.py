"""Questions that a chat model wrote, checked: each tests a line of the posting, states nothing about the job that the
posting does not, has a usable rubric, and is like no other question."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.index.analysis import words
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.questions.targets import Target, stems
from assistant.prepare.questions.templates import plain
from assistant.training import Point, Question, Stage

# From this cosine on, two questions are the same.
ALIKE = 0.9
_SHORTEST, _LONGEST = 40, 700
_FEWEST_POINTS, _MOST_POINTS = 3, 7
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w+#.-]*[A-Za-z+#]\b")
# What a sentence says of the employer or the job, and not of the candidate or the world.
_OF_THE_JOB = re.compile(r"\b(?:our|we|us|company|team|this\s+(?:role|job|position))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as a model wrote it: the number of the line that it tests (from 1), rubric points with weights."""

    line: int
    question: str
    rubric: Sequence[tuple[str, int]]
    hint: str


def accepted(
    drafts: Iterable[Draft],
    lines: Sequence[Target],
    stage: Stage,
    level: int,
    others: Sequence[str],
    meaning: Meaning,
) -> list[Question]:
    """The drafts that pass, as questions that cite their line."""
    known, found = list(others), []
    for draft in drafts:
        if not 1 <= draft.line <= len(lines) or not _is_sound(draft, lines[draft.line - 1]):
            continue
        if known and float(meaning.cosines([draft.question], known).max()) >= ALIKE:
            continue
        known.append(draft.question)
        found.append(_question(draft, lines[draft.line - 1], stage, level))
    return found


def _is_sound(draft: Draft, target: Target) -> bool:
    text = " ".join(draft.question.split())
    points = [point for point, weight in draft.rubric if len(point.split()) >= 4 and weight in (1, 2, 3)]
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and text[-1] in "?."
        and _FEWEST_POINTS <= len(points) == len(draft.rubric) <= _MOST_POINTS
        and any(weight == 3 for _, weight in draft.rubric)
        and bool(stems(text) & target.stems)
        and not invented(text, target)
    )


def invented(text: str, target: Target) -> tuple[str, ...]:
    """Numbers and names in what a question says of the job that do not stand in the line it tests."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if _OF_THE_JOB.search(s)]
    there = set(words(target.line.quote))
    said = [found for s in sentences for found in (*_NUMBER.findall(s), *_NAME.findall(s))]
    return tuple(word for word in said if not set(words(word)) <= there)


def _question(draft: Draft, target: Target, stage: Stage, level: int) -> Question:
    text = " ".join(draft.question.split())
    key = f"new-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    about = (*target.topics, *target.implies, "problem-solving")[0]
    base = plain(key, text, stage, about, level=level, origin="model")
    rubric = tuple(Point(" ".join(point.split()), weight) for point, weight in draft.rubric)
    return replace(base, rubric=rubric, hint=" ".join(draft.hint.split()) or base.hint, requirement=target.line)
