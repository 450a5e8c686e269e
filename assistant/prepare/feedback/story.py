"""Stories by their parts: situation, task, action, result, and what was learned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.knowledge import load
from assistant.prepare.feedback.statements import Statement
from assistant.training import PARTS, Judged, Question, Told, Verdict


@cache
def _cue(part: str) -> re.Pattern[str] | None:
    cues = load("feedback")["cues"]
    return re.compile(cues[part], re.IGNORECASE) if part in cues else None


def tells(part: str | None, text: str) -> bool:
    """Whether a sentence sounds like that part of a story."""
    cue = _cue(part) if part else None
    return bool(cue and cue.search(text))


def narrates(text: str) -> bool:
    """Whether a sentence tells what was, and does not speak of how things are in general."""
    told, general = _narration()
    return bool(told.search(text)) and not general.search(text)


@cache
def _narration() -> tuple[re.Pattern[str], re.Pattern[str]]:
    content = load("feedback")
    return re.compile(content["narrated"], re.IGNORECASE), re.compile(content["general"], re.IGNORECASE)


def parts_of(question: Question, said: Sequence[Statement], judged: Sequence[Judged]) -> tuple[Told, ...]:
    """The parts that a story should have, with what tells them; () where the question asks for no story.

    A part is told where a point of it is covered, or a sentence sounds like it and is no copy; the lesson only where
    the rubric asks for one.
    """
    wanted = {point.part for point in question.rubric if point.part}
    if not wanted:
        return ()
    parts = [part for part in PARTS if part in wanted or part != "lesson"]
    return tuple(_told(part, said, judged) for part in parts)


def _told(part: str, said: Sequence[Statement], judged: Sequence[Judged]) -> Told:
    proved = [j for j in judged if j.point.part == part and j.verdict != "missing"]
    sounding = next((s.text for s in said if s.counts and tells(part, s.text)), "")
    if not proved:
        return Told(part, "partly" if sounding else "missing", sounding)
    best = max(proved, key=lambda j: j.credit)
    verdict: Verdict = "covered" if best.verdict == "covered" or sounding else "partly"
    return Told(part, verdict, best.evidence or sounding)
