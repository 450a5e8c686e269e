"""How far an answer from life speaks of what was asked.

Any two stories of working life are alike to an embedding: that a sentence is close to a point says little. What tells
is whether the answer is closer to this question than it is to others of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.prepare.questions.bank import areas_of, bank
from assistant.training import Question, Stage

if TYPE_CHECKING:
    from assistant.prepare.feedback.meaning import Vectors

# What is told of oneself. A question to the interviewer is judged by itself: it is about the role, as they all are.
TOLD = (Stage.SCREENING, Stage.PROJECT, Stage.BEHAVIOURAL)
_OTHERS = 36
# Standard deviations above the others' mean, chosen on answers of tests/gold/feedback.yaml to their own and to each
# other's questions: below `_ASIDE` an answer counts nothing, from `_TO_THE_POINT` on fully.
_ASIDE, _TO_THE_POINT = 0.2, 0.8


@dataclass(frozen=True, slots=True)
class Likeness:
    """Three ways of being close to a question: the answer to its text, the best sentences to its points, the answer to
    its points."""

    to_text: float
    sentences: float
    to_points: float


def others(question: Question) -> tuple[Question, ...]:
    """Questions of its kind to compare with; none where what is asked for is not told of oneself."""
    if question.stage not in TOLD:
        return ()
    return tuple(other for other in _told_about(areas_of([question.topic])) if other.id != question.id)


def relevance(question: Question, beside: Sequence[Question], cosines: Vectors) -> float:
    """0 where the answer is no closer to the question than to those beside it, 1 where it plainly speaks of it.

    `cosines`: a row for each of the answer's sentences; a column for each of the question's `texts_of`, then of those
    beside it, in order.
    """
    if not beside or not len(cosines):
        return 1.0
    return _share(_standing(list(_likenesses((question, *beside), cosines))))


def _share(deviations: float) -> float:
    return min(1.0, max(0.0, (deviations - _ASIDE) / (_TO_THE_POINT - _ASIDE)))


def _standing(found: Sequence[Likeness]) -> float:
    """The first one's mean z-score among the others."""
    import numpy as np

    table = np.array([(one.to_text, one.sentences, one.to_points) for one in found])
    others = table[1:]
    spread = np.maximum(others.std(axis=0), 1e-6)
    return float(((table[0] - others.mean(axis=0)) / spread).mean())


def _likenesses(asked: Sequence[Question], cosines: Vectors) -> Iterator[Likeness]:
    """Of each question. The answer as a whole is the mean of its sentences; that this vector has another length than
    theirs does not matter, because all others are measured with it too."""
    start, mean = 0, cosines.mean(axis=0)
    for question in asked:
        end = start + 1 + len(question.rubric)
        whole, sentences = mean[start:end], cosines[:, start + 1 : end]
        yield Likeness(float(whole[0]), float(sentences.max(axis=0).mean()), float(whole[1:].mean()))
        start = end


@cache
def _told_about(areas: tuple[str, ...]) -> tuple[Question, ...]:
    """Questions of the areas and of the files for every role, evenly out of them all."""
    told = [question for question in bank(areas) if question.stage in TOLD]
    return tuple(told[:: max(1, len(told) // _OTHERS)][:_OTHERS])
