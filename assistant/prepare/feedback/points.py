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
from assistant.prepare.feedback.statements import Statement
from assistant.prepare.feedback.story import tells
from assistant.prepare.feedback.terms import groups_named
from assistant.training import Judged, Point, Question, Verdict

if TYPE_CHECKING:
    from assistant.prepare.feedback.meaning import Vectors

# Chosen on the tuning half of tests/gold/feedback.yaml; see docs/benchmarks.md.
_FAR, _CLOSE = 0.22, 0.62  # cosines that count nothing and fully
_MEANING, _TERMS = 0.5, 0.5
_TELLING = 0.2  # what a sentence of the part that a point asks for adds
_ALONE = 0.75  # what meaning without a single term is worth
_NEAR = 0.15  # a sentence must be so close to a point that its terms count for it
_PARTLY, _COVERED = 0.30, 0.62
_MOST_POINTS = 2
# More sentences than this are not compared: the first, and those that name most terms.
_MOST_STATEMENTS = 40
# An answer no sentence of which is so close to question, points or model answer speaks of something else.
_OFF_TOPIC = 0.27


@dataclass(frozen=True, slots=True)
class Compared:
    """The sentences that count, with their cosines to each point and to what was asked."""

    said: tuple[Statement, ...]
    to_points: Vectors
    to_question: Vectors


def compared(question: Question, said: Sequence[Statement], meaning: Meaning) -> Compared:
    """The sentences that can prove something, against the question's points."""
    counting = _most_telling([s for s in said if s.counts], question)
    points = [point.point for point in question.rubric]
    asked = [question.question, *([question.answer] if question.answer else [])]
    cosines = meaning.cosines([s.text for s in counting], [*points, *asked])
    return Compared(tuple(counting), cosines[:, : len(points)], cosines[:, len(points) :])


def is_off_topic(question: Question, found: Compared) -> bool:
    """Whether no sentence speaks of what was asked, neither by meaning nor by terms."""
    if not found.said:
        return True
    closest = max(float(found.to_question.max()), float(found.to_points.max(initial=0.0)))
    return closest < _OFF_TOPIC


def judged(question: Question, found: Compared) -> tuple[Judged, ...]:
    """Each point of the rubric in order, with verdict, evidence and reason."""
    proofs = _proofs(question, found)
    return tuple(_verdict(point, proof) for point, proof in zip(question.rubric, proofs, strict=True))


@dataclass(frozen=True, slots=True)
class _Proof:
    """What speaks for a point: the best sentence, its closeness in [0, 1], the share of term groups, the value of all."""

    best: Statement | None
    close: float
    named: int
    value: float


def _proofs(question: Question, found: Compared) -> list[_Proof]:
    allowed = _allowed(question, found)
    return [_proof(point, n, found, allowed[n]) for n, point in enumerate(question.rubric)]


def _allowed(question: Question, found: Compared) -> list[list[int]]:
    """For each point the sentences that may prove it: each sentence goes to the points that it proves best."""
    allowed: list[list[int]] = [[] for _ in question.rubric]
    for k, statement in enumerate(found.said):
        values = [_single(point, statement, float(found.to_points[k, n])) for n, point in enumerate(question.rubric)]
        for n in sorted(range(len(values)), key=lambda n: -values[n])[:_MOST_POINTS]:
            if values[n] > 0:
                allowed[n].append(k)
    return allowed


def _single(point: Point, statement: Statement, cosine: float) -> float:
    """What one sentence alone is worth for a point."""
    named = groups_named(point, statement.text, statement.stems) if cosine >= _NEAR else frozenset()
    return _value(point, _scaled(cosine), len(named), tells(point.part, statement.text))


def _proof(point: Point, n: int, found: Compared, allowed: Sequence[int]) -> _Proof:
    if not allowed:
        return _Proof(None, 0.0, 0, 0.0)
    groups: frozenset[int] = frozenset()
    told = False
    for k in allowed:
        statement = found.said[k]
        if found.to_points[k, n] >= _NEAR:
            groups |= groups_named(point, statement.text, statement.stems)
            told = told or tells(point.part, statement.text)
    close = max(_scaled(float(found.to_points[k, n])) for k in allowed)
    best = max(allowed, key=lambda k: _single(point, found.said[k], float(found.to_points[k, n])))
    return _Proof(found.said[best], close, len(groups), _value(point, close, len(groups), told))


def _value(point: Point, close: float, named: int, told: bool) -> float:
    """Meaning, terms and telling as one value in [0, 1]."""
    share = named / len(point.terms) if point.terms else close
    value = _MEANING * close + _TERMS * share if named or not point.terms else _ALONE * close
    return min(1.0, value + _TELLING * close) if told and point.part else value


def _scaled(cosine: float) -> float:
    return min(1.0, max(0.0, (cosine - _FAR) / (_CLOSE - _FAR)))


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


def verdict_of(credit: float) -> Verdict:
    """The verdict that a credit stands for."""
    return "covered" if credit >= 1.0 else "partly" if credit > 0 else "missing"


def _most_telling(said: Sequence[Statement], question: Question) -> list[Statement]:
    """At most so many sentences, in their order: the first ones and those that name most of the terms."""
    if len(said) <= _MOST_STATEMENTS:
        return list(said)

    def named(statement: Statement) -> int:
        return sum(len(groups_named(point, statement.text, statement.stems)) for point in question.rubric)

    ranked = sorted(range(len(said)), key=lambda k: (-named(said[k]) - (k < 8), k))
    return [said[k] for k in sorted(ranked[:_MOST_STATEMENTS])]
