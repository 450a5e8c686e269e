"""What is said to an answer as a whole: what would raise it most, what to study, remarks that cost nothing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.prepare.feedback.readable import word_list
from assistant.prepare.feedback.statements import Statement
from assistant.training import Judged, Question, Told

_WORDS_A_MINUTE = 140
_LONG_TOLD = 3.5
_GOOD = 75
_PART_ADVICE = {
    "situation": "say first where and when it was, and what was at stake",
    "task": "say what was yours to achieve",
    "action": "say what you did yourself, step by step, with I and not we",
    "result": "end with what came of it, with a number if there is one",
    "lesson": "say what you have done differently since",
}


def score_of(points: Sequence[Judged]) -> int:
    """0 to 100: the points' credit by their weight."""
    whole = sum(judged.point.weight for judged in points)
    return round(100 * sum(j.point.weight * j.credit for j in points) / whole) if whole else 0


def advice(points: Sequence[Judged], parts: Sequence[Told]) -> str:
    """Two to four sentences: how much is there, what would raise the score most, which part of a story to add."""
    covered = sum(j.verdict == "covered" for j in points)
    partly = sum(j.verdict == "partly" for j in points)
    halves = f" and {partly} in part" if partly else ""
    said = [f"You covered {covered} of {len(points)} points{halves}."]
    lacking = sorted((j for j in points if j.verdict != "covered"), key=lambda j: -j.point.weight * (1 - j.credit))
    if not lacking:
        return "You covered every point. Now say it in two minutes, without notes."
    said.append(f"What would raise it most: {_sentence(lacking[0].point.point)}")
    if len(lacking) > 1 and lacking[1].point.weight > 1:
        said.append(f"Then: {_sentence(lacking[1].point.point)}")
    missing = next((told.part for told in parts if told.verdict == "missing"), None)
    if missing:
        said.append(f"For the story, {_PART_ADVICE[missing]}.")
    return " ".join(said)


def study(question: Question, points: Sequence[Judged]) -> tuple[str, ...]:
    """Topic ids to go on with, the question's own first; nothing after a good answer."""
    return () if score_of(points) >= _GOOD else (question.topic, *question.also)


def remarks(said: Sequence[Statement], answer: str) -> tuple[str, ...]:
    """What was left out of the judgement, and how long the answer takes to say."""
    found = []
    if n := sum(s.addressed for s in said):
        found.append(f"{_sentences(n)} to whoever judges the answer {_were(n)} left out; it changes nothing.")
    if n := sum(s.copied is not None and not s.addressed for s in said):
        found.append(f"{_sentences(n)} that repeat what you were given {_were(n)} left out.")
    if n := sum(not s.says for s in said if len(s.stems) >= 5):
        found.append(f"{_sentences(n)} of mere keywords {_were(n)} left out: say what each does.")
    minutes = len(word_list(answer)) / _WORDS_A_MINUTE
    if minutes > _LONG_TOLD:
        found.append(
            f"Said aloud this takes about {round(minutes)} minutes; most interviewers stop listening after two."
        )
    return tuple(found)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _sentences(n: int) -> str:
    return "A sentence" if n == 1 else f"{n} sentences"


def _were(n: int) -> str:
    return "was" if n == 1 else "were"
