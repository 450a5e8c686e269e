"""Rubric point by rubric point: how well an answer meets it, by meaning and by terms, with the words that prove it.

A point's value comes from the sentence that is closest to it in meaning and from the terms that its sentences name. A
sentence proves two points at most, so that one that lists everything does not cover everything; sentences that only
list terms, that repeat what was given, or that speak to the judge prove nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.feedback.relevance import others, relevance
from assistant.prepare.feedback.statements import Statement
from assistant.prepare.feedback.story import narrates, tells
from assistant.prepare.feedback.terms import groups_named
from assistant.prepare.questions.vectors import texts_of
from assistant.training import Judged, Point, Question, Stage

if TYPE_CHECKING:
    from assistant.prepare.feedback.meaning import Vectors

_PARTLY, _COVERED = 0.25, 0.5
_MOST_POINTS = 2
# More sentences than this are not compared: the first, and those that name most terms.
_MOST_STATEMENTS = 40
_PERSONAL = (Stage.SCREENING, Stage.PROJECT, Stage.BEHAVIOURAL, Stage.ASKING)
# An answer no sentence of which is so close to question, points or model answer speaks of something else.
_OFF_TOPIC = 0.27


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a kind of point is valued. Cosines up to `far` count nothing, from `close` on fully; terms count in sentences
    that are `near`; `meaning`, `terms` and `telling` (sounding like the part of a story) are what each is worth;
    `alone` is what meaning is worth without a single term."""

    far: float
    close: float
    near: float
    meaning: float
    terms: float
    telling: float
    alone: float


# Chosen on the tuning part of tests/gold/feedback.yaml; the held-out part is in docs/benchmarks.md. What one has
# lived through is told in other words than a rubric's, so less closeness is asked of it.
_FACT = _Scale(far=0.15, close=0.72, near=0.12, meaning=0.35, terms=0.65, telling=0.0, alone=0.5)
_OWN = _Scale(far=0.02, close=0.48, near=0.03, meaning=0.48, terms=0.42, telling=0.2, alone=0.48)


@dataclass(frozen=True, slots=True)
class Compared:
    """The candidate's own sentences, with their cosines to each point and to what was asked, and how far they speak of
    that at all (0 to 1)."""

    said: tuple[Statement, ...]
    to_points: Vectors
    to_question: Vectors
    relevance: float


def compared(question: Question, said: Sequence[Statement], meaning: Meaning) -> Compared:
    """The candidate's own sentences against the question's points."""
    import numpy as np

    own = _most_telling([s for s in said if s.own], question)
    beside = others(question)
    asked = [text for one in (question, *beside) for text in texts_of(one)]
    model_answer = [question.answer] if question.answer else []
    cosines = meaning.cosines([s.text for s in own], [*asked, *model_answer])
    to_points = cosines[:, 1 : 1 + len(question.rubric)]
    to_question = np.concatenate((cosines[:, :1], cosines[:, len(asked) :]), axis=1)
    return Compared(tuple(own), to_points, to_question, relevance(question, beside, cosines))


def is_off_topic(question: Question, found: Compared) -> bool:
    """Whether no sentence speaks of what was asked, or the whole tells of something else."""
    if not found.said or not found.relevance:
        return True
    closest = max(float(found.to_question.max()), float(found.to_points.max(initial=0.0)))
    return closest < _OFF_TOPIC


def judged(question: Question, found: Compared) -> tuple[Judged, ...]:
    """Each point of the rubric in order, with verdict, evidence and reason."""
    proofs = _proofs(question, found)
    return tuple(_verdict(point, proof) for point, proof in zip(question.rubric, proofs, strict=True))


@dataclass(frozen=True, slots=True)
class _Proof:
    """What speaks for a point: the best sentence, the number of term groups named, the value of it all."""

    best: Statement | None
    named: int
    value: float


def _proofs(question: Question, found: Compared) -> list[_Proof]:
    scale = _OWN if question.stage in _PERSONAL else _FACT
    allowed = _allowed(question, found, scale)
    return [_proof(point, n, found, allowed[n], scale) for n, point in enumerate(question.rubric)]


def _allowed(question: Question, found: Compared, scale: _Scale) -> list[list[int]]:
    """For each point the sentences that may prove it: each sentence goes to the points that it proves best."""
    allowed: list[list[int]] = [[] for _ in question.rubric]
    for k, statement in enumerate(found.said):
        cosines = found.to_points[k]
        values = [_single(point, statement, float(cosines[n]), scale) for n, point in enumerate(question.rubric)]
        for n in sorted(range(len(values)), key=lambda n: -values[n])[:_MOST_POINTS]:
            if values[n] > 0:
                allowed[n].append(k)
    return allowed


def _single(point: Point, statement: Statement, cosine: float, scale: _Scale) -> float:
    """What one sentence alone is worth for a point; a general remark is nothing for a story."""
    if not statement.counts or (point.part and not narrates(statement.text)):
        return 0.0
    named = groups_named(point, statement.text, statement.stems) if cosine >= scale.near else frozenset()
    return _value(point, cosine, len(named), tells(point.part, statement.text), scale)


def _proof(point: Point, n: int, found: Compared, allowed: Sequence[int], scale: _Scale) -> _Proof:
    if not allowed:
        return _Proof(None, 0, 0.0)
    near = [found.said[k] for k in allowed if found.to_points[k, n] >= scale.near]
    groups = frozenset(g for statement in near for g in groups_named(point, statement.text, statement.stems))
    told = any(tells(point.part, found.said[k].text) for k in allowed)
    cosines = {k: float(found.to_points[k, n]) for k in allowed}
    best = max(allowed, key=lambda k: _single(point, found.said[k], cosines[k], scale))
    value = found.relevance * _value(point, max(cosines.values()), len(groups), told, scale)
    return _Proof(found.said[best], len(groups), value)


def _value(point: Point, cosine: float, named: int, told: bool, scale: _Scale) -> float:
    """Meaning, terms and telling as one value in [0, 1]."""
    close = min(1.0, max(0.0, (cosine - scale.far) / (scale.close - scale.far)))
    share = named / len(point.terms) if point.terms else close
    value = scale.meaning * close + scale.terms * share if named or not point.terms else scale.alone * close
    return min(1.0, value + (scale.telling if told and close else 0.0))


def _verdict(point: Point, proof: _Proof) -> Judged:
    if proof.best is None or proof.value < _PARTLY:
        return Judged(point, "missing", 0.0, "", "No sentence of the answer says this.")
    evidence = proof.best.text
    if proof.value >= _COVERED:
        return Judged(point, "covered", 1.0, evidence, _reason("Says this", point, proof))
    credit = 0.3 + 0.5 * (proof.value - _PARTLY) / (_COVERED - _PARTLY)
    return Judged(point, "partly", credit, evidence, _reason("Goes in this direction", point, proof))


def _reason(verdict: str, point: Point, proof: _Proof) -> str:
    lacking = len(point.terms) - proof.named
    if proof.named and not lacking:
        return f"{verdict}, and names what belongs to it."
    if proof.named:
        return f"{verdict}; {lacking} of the {len(point.terms)} things that belong to it {_are(lacking)} not named."
    return f"{verdict} in other words; nothing that belongs to it is named." if point.terms else f"{verdict}."


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _most_telling(said: Sequence[Statement], question: Question) -> list[Statement]:
    """At most so many sentences, in their order: the first ones and those that name most of the terms."""
    if len(said) <= _MOST_STATEMENTS:
        return list(said)

    def named(statement: Statement) -> int:
        return sum(len(groups_named(point, statement.text, statement.stems)) for point in question.rubric)

    ranked = sorted(range(len(said)), key=lambda k: (-named(said[k]) - (k < 8), k))
    return [said[k] for k in sorted(ranked[:_MOST_STATEMENTS])]
