"""Training as JSON: what scripts read (design section 5), and the same for what is kept, read back by `…_from`.

Keys may be added, never taken away. `…_from` takes what the function before it gave, also by an earlier version of the
product: keys that are missing get their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.training import (
    Asked,
    Card,
    Contradiction,
    Debrief,
    Feedback,
    Interview,
    Judged,
    Line,
    Point,
    Progress,
    Question,
    QuestionSet,
    Queue,
    Remembered,
    Stage,
    Step,
    Told,
    Try,
)

Json = dict[str, Any]
Body = Mapping[str, Any]


def question_json(question: Question) -> Json:
    """A question with its rubric; `requirement` is None where no line of a posting stands behind it."""
    return {
        "id": question.id,
        "question": question.question,
        "setting": question.setting,
        "stage": question.stage.value,
        "topic": question.topic,
        "also": list(question.also),
        "difficulty": question.difficulty,
        "minutes": question.minutes,
        "requirement": asdict(question.requirement) if question.requirement else None,
        "rubric": [point_json(point) for point in question.rubric],
        "hint": question.hint,
        "follow_ups": list(question.follow_ups),
        "answer": question.answer,
        "outline": question.outline,
        "round": question.step,
        "origin": question.origin,
    }


def question_from(body: Body) -> Question:
    """The question again."""
    line = body.get("requirement")
    return Question(
        id=body["id"],
        question=body["question"],
        stage=Stage(body["stage"]),
        topic=body["topic"],
        difficulty=body["difficulty"],
        minutes=body["minutes"],
        rubric=tuple(_point_from(point) for point in body["rubric"]),
        hint=body.get("hint", ""),
        follow_ups=tuple(body.get("follow_ups", ())),
        answer=body.get("answer", ""),
        also=tuple(body.get("also", ())),
        setting=body.get("setting", ""),
        requirement=Line(**line) if line else None,
        step=body.get("round"),
        origin=body.get("origin", "bank"),
    )


def point_json(point: Point) -> Json:
    """A rubric point; `part` is None where the answer is no story."""
    return {
        "point": point.point,
        "weight": point.weight,
        "part": point.part,
        "terms": [list(group) for group in point.terms],
    }


def _point_from(body: Body) -> Point:
    terms = tuple(tuple(group) for group in body.get("terms", ()))
    return Point(body["point"], body["weight"], terms, body.get("part"))


def question_set_json(found: QuestionSet) -> Json:
    """A role's questions with the rounds that they are for."""
    return {
        "role": found.role,
        "name": found.name,
        "note": found.note,
        "rounds": [_step_json(step) for step in found.steps],
        "coverage": {"must": [found.covered, found.musts]},
        "questions": [question_json(question) for question in found.questions],
        "degraded": found.degraded,
    }


def _step_json(step: Step) -> Json:
    return {**asdict(step), "stages": [stage.value for stage in step.stages]}


def _step_from(body: Body) -> Step:
    return Step(**{**body, "stages": tuple(Stage(stage) for stage in body["stages"])})


def feedback_json(feedback: Feedback) -> Json:
    """Feedback; `points` is empty and `score` None where a floor was hit."""
    return {
        "floor": feedback.floor,
        "score": feedback.score,
        "points": [
            {
                "point": judged.point.point,
                "weight": judged.point.weight,
                "part": judged.point.part,
                "verdict": judged.verdict,
                "credit": round(judged.credit, 3),
                "evidence": judged.evidence,
                "reason": judged.reason,
            }
            for judged in feedback.points
        ],
        "parts": [asdict(told) for told in feedback.parts],
        "contradictions": [asdict(one) for one in feedback.contradictions],
        "advice": feedback.advice,
        "study": list(feedback.study),
        "notes": list(feedback.notes),
        "engine": feedback.engine,
        "degraded": feedback.degraded,
    }


def feedback_from(body: Body) -> Feedback:
    """The feedback again; the points' terms are not kept with it."""
    return Feedback(
        floor=body["floor"],
        score=body["score"],
        points=tuple(
            Judged(
                Point(p["point"], p["weight"], (), p.get("part")),
                p["verdict"],
                p["credit"],
                p["evidence"],
                p.get("reason", ""),
            )
            for p in body["points"]
        ),
        advice=body["advice"],
        engine=body.get("engine", "rules"),
        parts=tuple(Told(**told) for told in body.get("parts", ())),
        contradictions=tuple(Contradiction(**one) for one in body.get("contradictions", ())),
        study=tuple(body.get("study", ())),
        notes=tuple(body.get("notes", ())),
        degraded=body.get("degraded"),
    )


def interview_json(interview: Interview) -> Json:
    """An interview with all its questions, answers and feedback."""
    return {
        "id": interview.id,
        "role": interview.role,
        "name": interview.name,
        "mode": interview.mode,
        "phase": interview.phase,
        "paused_in": interview.paused_in,
        "place": interview.place,
        "started": interview.started,
        "since": interview.since,
        "spent": interview.spent,
        "note": interview.note,
        "version": interview.version,
        "rounds": [_step_json(step) for step in interview.steps],
        "asked": [_asked_json(asked) for asked in interview.asked],
    }


def interview_from(body: Body, version: int) -> Interview:
    """The interview again, as the record of that `version` holds it."""
    kept = {name: body[name] for name in _INTERVIEW}
    steps = tuple(_step_from(step) for step in body["rounds"])
    return Interview(**kept, asked=tuple(_asked_from(a) for a in body["asked"]), steps=steps, version=version)


_INTERVIEW = ("id", "role", "name", "mode", "phase", "paused_in", "place", "started", "since", "spent", "note")


def _asked_json(asked: Asked) -> Json:
    return {
        "question": question_json(asked.question),
        "tries": [
            {**_flat(tried), "feedback": feedback_json(tried.feedback) if tried.feedback else None}
            for tried in asked.tries
        ],
        "hinted": asked.hinted,
        "revealed": asked.revealed,
        "follow_up": asked.follow_up,
    }


def _flat(tried: Try) -> Json:
    names = ("text", "at", "seconds", "follow_up", "helped", "late")
    return {name: getattr(tried, name) for name in names}


def _asked_from(body: Body) -> Asked:
    tries = tuple(
        Try(**{**t, "feedback": feedback_from(t["feedback"]) if t["feedback"] else None}) for t in body["tries"]
    )
    return Asked(question_from(body["question"]), tries, body["hinted"], body["revealed"], body["follow_up"])


def card_json(card: Card) -> Json:
    """A review card with its question."""
    names = ("key", "role", "due", "stability", "recall_now", "recall_then", "gain", "reviews", "lapses", "interview")
    return {**{name: getattr(card, name) for name in names}, "question": question_json(card.question)}


def queue_json(queue: Queue) -> Json:
    """The review of a day."""
    names = ("day", "waiting", "total", "recall_then", "with_today")
    return {**{name: getattr(queue, name) for name in names}, "cards": [card_json(card) for card in queue.cards]}


def progress_json(progress: Progress) -> Json:
    """Progress as rows for charts and tables."""
    return {
        "sittings": [asdict(sitting) for sitting in progress.sittings],
        "scores": [asdict(scored) for scored in progress.scores],
        "by_topic": [{"topic": name, "score": score, "answers": n} for name, score, n in progress.by_topic],
        "by_stage": [{"stage": name, "score": score, "answers": n} for name, score, n in progress.by_stage],
        "recall": [{"day": day, "recall": recall} for day, recall in progress.recall],
        "coverage": [{"role": role, "must": [done, all_]} for role, done, all_ in progress.coverage],
        "cards": progress.cards,
        "streak": progress.streak,
    }


def debrief_json(debrief: Debrief) -> Json:
    """What was noted after a real interview, and what became of it."""
    return {
        "id": debrief.id,
        "role": debrief.role,
        "at": debrief.at,
        "remembered": [asdict(one) for one in debrief.remembered],
        "questions": [question_json(question) for question in debrief.questions],
        "plan": [{"topic": topic, "why": why} for topic, why in debrief.plan],
    }


def debrief_from(body: Body) -> Debrief:
    """The debrief again."""
    return Debrief(
        body["id"],
        body["role"],
        body["at"],
        tuple(Remembered(**one) for one in body["remembered"]),
        tuple(question_from(question) for question in body["questions"]),
        tuple((item["topic"], item["why"]) for item in body["plan"]),
    )
