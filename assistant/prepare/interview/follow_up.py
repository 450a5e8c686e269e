"""What an interviewer asks on, in view of the answer: where it stopped, what it left open, or what it said."""

from __future__ import annotations

from functools import cache
from typing import Any

from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.training import Asked, Feedback, Judged, Question

_LONGEST_QUOTE = 90
_WEAK, _STRONG = 35, 80


def follow_up(asked: Asked, feedback: Feedback) -> str | None:
    """The next question about the same thing; None where one was asked already, or where nothing is to be won.

    It never tells a rubric point that is missing.
    """
    if any(tried.follow_up for tried in asked.tries) or len(asked.tries) != 1:
        return None
    said = _said()
    if feedback.floor is not None:
        kinds = {"off_topic": "off_topic", "no_answer": "unknown", "too_short": "short", "only_terms": "short"}
        return str(said[kinds[feedback.floor]]) if feedback.floor in kinds else None
    part = next((told.part for told in feedback.parts if told.verdict == "missing"), None)
    if part in ("result", "action"):
        return str(said["result" if part == "result" else "own"])
    return _about(asked.question, feedback)


def _about(question: Question, feedback: Feedback) -> str | None:
    """A weak answer is asked about its own words; a better one gets the bank's question that is closest to what it left
    open, or, where it left nothing open, to what it said."""
    said = _said()
    proved = [judged for judged in feedback.points if judged.evidence]
    score = feedback.score or 0
    if score < _WEAK:
        return str(said["vague"]).format(quote=_quote(proved[0].evidence)) if proved else str(said["short"])
    left = [judged for judged in feedback.points if judged.verdict != "covered"]
    if question.follow_ups:
        return _closest(question.follow_ups, left if score < _STRONG and left else proved)
    return str(said["detail"]).format(quote=_quote(proved[-1].evidence)) if proved else None


def _closest(asked: tuple[str, ...], points: list[Judged]) -> str:
    about = {stem for judged in points for stem in words(judged.point.point + " " + judged.evidence)}
    return max(asked, key=lambda text: len(about & set(words(text))) / (1 + len(set(words(text)))) ** 0.5)


def _quote(text: str) -> str:
    line = " ".join(text.split()).rstrip(".;:, ")
    return line if len(line) <= _LONGEST_QUOTE else line[: line.rfind(" ", 0, _LONGEST_QUOTE)] + " …"


@cache
def _said() -> dict[str, Any]:
    content: dict[str, Any] = load("follow_ups")
    return content
