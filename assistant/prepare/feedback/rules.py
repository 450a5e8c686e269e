"""Feedback without a chat model: floors, then the rubric point by point. The same answer gets the same feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.prepare.feedback.advice import advice, remarks, score_of, study
from assistant.prepare.feedback.contradictions import contradictions
from assistant.prepare.feedback.floors import LONGEST, floor_of, floor_text, given_texts
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.feedback.points import compared, is_off_topic, judged
from assistant.prepare.feedback.statements import Statement, statements
from assistant.prepare.feedback.story import parts_of
from assistant.training import Feedback, Judged, Question

ENGINE = "rules"
# From this relevance on nothing is said of it.
_PLAIN = 0.8
_ASIDE = "The story fits other questions nearly as well, so its points count less: say how it answers what was asked."


def feedback(question: Question, answer: str, meaning: Meaning, *, posting: str = "", resume: str = "") -> Feedback:
    """What is good and what is missing in an answer, or why it cannot be scored.

    `posting` is the text of the role's posting: repeating it is no answer. `resume` is the text of the résumé, whose
    contradictions are pointed out. Neither raises the score.
    """
    if len(answer) > LONGEST:
        return floored("too_long", answer)
    said = statements(answer, given_texts(question, posting))
    if floor := floor_of(answer, question, said):
        return floored(floor, answer)
    found = compared(question, said, meaning)
    if is_off_topic(question, found):
        return floored("off_topic", answer)
    made = told(question, answer, said, judged(question, found), resume)
    return made if found.relevance >= _PLAIN else replace(made, notes=(_ASIDE, *made.notes))


def floored(floor: str, answer: str) -> Feedback:
    """An answer that is not scored, and why."""
    return Feedback(floor, None, (), floor_text(floor, answer), ENGINE)


def told(question: Question, answer: str, said: Sequence[Statement], points: Sequence[Judged], resume: str) -> Feedback:
    """The verdicts as feedback: score, parts of the story, advice, what to study, remarks."""
    parts = parts_of(question, said, points)
    return Feedback(
        floor=None,
        score=score_of(points),
        points=tuple(points),
        advice=advice(points, parts),
        engine=ENGINE,
        parts=parts,
        contradictions=contradictions(said, resume),
        study=study(question, points),
        notes=remarks(said, answer),
    )
