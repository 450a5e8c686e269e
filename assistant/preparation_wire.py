"""Résumés, gaps and plans as the JSON that scripts read and that records keep. Keys may be added, never taken away."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, time
from typing import Any

from assistant.domain import Span
from assistant.preparation import (
    WEEKDAYS,
    Coverage,
    Finding,
    Gap,
    Item,
    Left,
    Line,
    Plan,
    Profile,
    Resume,
    Wish,
)

Json = dict[str, Any]


def resume_json(resume: Resume) -> Json:
    """What was read of a résumé. Contact details by kind only: their words stay where they are."""
    text = resume.text
    return {
        "source": resume.source,
        "english": resume.english,
        "years": resume.years,
        "contacts": sorted({c.kind for c in resume.contacts}),
        "experiences": [
            {
                "kind": e.kind,
                "heading": e.heading.of(text),
                "first": e.first.isoformat() if e.first else None,
                "last": e.last.isoformat() if e.last else None,
                "current": e.current,
                "start": e.span.start,
                "end": e.span.end,
            }
            for e in resume.experiences
        ],
        "degrees": [{"level": s.level, "finished": s.finished, **_quoted(s.span, text)} for s in resume.schooling],
        "topics": [
            {
                "topic": a.topic,
                "years": a.years,
                "strength": a.strength,
                "evidence": [_quoted(span, text) for span in a.spans],
            }
            for a in resume.abilities
        ],
    }


def _quoted(span: Span, text: str) -> Json:
    return {"start": span.start, "end": span.end, "quote": span.of(text)}


def profile_json(profile: Profile) -> Json:
    """What a candidate said of themselves."""
    return {"level": profile.level, "strong": list(profile.strong), "weak": list(profile.weak)}


def profile_from(body: Json) -> Profile:
    """The profile that `profile_json` wrote."""
    return Profile(body.get("level"), tuple(body.get("strong", ())), tuple(body.get("weak", ())))


def gap_json(gap: Gap) -> list[Json]:
    """The findings, must-haves first."""
    return [_finding_json(finding) for finding in gap.findings]


def _finding_json(finding: Finding) -> Json:
    r = finding.requirement
    return {
        "requirement": {
            **line_json(finding.line),
            "text": finding.line.quote,
            "kind": r.kind,
            "topics": list(r.topics),
            "years": r.years,
        },
        "verdict": finding.verdict,
        "why": finding.why,
        "evidence": [asdict(quote) for quote in finding.evidence],
    }


def line_json(line: Line) -> Json:
    """A citable line of a posting."""
    return asdict(line)


def line_from(body: Json) -> Line:
    """The line that `line_json` wrote."""
    return Line(**{f.name: body[f.name] for f in fields(Line) if f.name in body})


def item_json(item: Item) -> Json:
    """A session; `done` beside the fuller `state` (open, done, skipped)."""
    return {
        "id": item.id,
        "date": item.date.isoformat(),
        "minutes": item.minutes,
        "kind": item.kind,
        "topic": item.topic,
        "what": item.what,
        "how": item.how,
        "why": line_json(item.why),
        "serves": [line_json(line) for line in item.serves],
        "stage": item.stage,
        "parts": list(item.parts),
        "role": item.role,
        "done": item.state == "done",
        "state": item.state,
        "tailored": item.tailored,
    }


def item_from(body: Json) -> Item:
    """The item that `item_json` wrote."""
    return Item(
        id=body["id"],
        date=date.fromisoformat(body["date"]),
        minutes=body["minutes"],
        kind=body["kind"],
        what=body["what"],
        how=body["how"],
        why=line_from(body["why"]),
        topic=body["topic"],
        stage=body["stage"],
        serves=tuple(line_from(line) for line in body["serves"]),
        parts=tuple(body["parts"]),
        role=body["role"],
        state=body["state"],
        tailored=body["tailored"],
    )


def plan_json(plan: Plan) -> Json:
    """A plan, whole: what scripts read, and what is kept of it."""
    return {
        "id": plan.id,
        "name": plan.name,
        "roles": list(plan.roles),
        "start": plan.wish.start.isoformat(),
        "interviews": [{"role": role, "date": day.isoformat()} for role, day in plan.wish.interviews],
        "wish": _wish_json(plan.wish),
        "budget_minutes": plan.budget_minutes,
        "items": [item_json(item) for item in plan.items],
        "coverage": {
            "must": [plan.coverage.covered, plan.coverage.all],
            "not_covered": [{**line_json(left.line), "reason": left.reason} for left in plan.coverage.left],
        },
        "warnings": list(plan.warnings),
        "sheet": list(plan.sheet),
        "degraded": plan.degraded,
        "revision": plan.revision,
    }


def plan_from(body: Json) -> Plan:
    """The plan that `plan_json` wrote."""
    covered, every = body["coverage"]["must"]
    return Plan(
        id=body["id"],
        name=body["name"],
        wish=_wish_from(body),
        budget_minutes=body["budget_minutes"],
        items=tuple(item_from(item) for item in body["items"]),
        coverage=Coverage(
            covered, every, tuple(Left(line_from(x), x["reason"]) for x in body["coverage"]["not_covered"])
        ),
        warnings=tuple(body["warnings"]),
        sheet=tuple(body["sheet"]),
        degraded=body["degraded"],
        revision=body["revision"],
    )


def _wish_json(wish: Wish) -> Json:
    return {
        "hours_per_week": wish.hours_per_week,
        "hours": {WEEKDAYS[day]: hours for day, hours in sorted(wish.hours.items())},
        "days_off": [
            *(WEEKDAYS[d] for d in sorted(wish.weekdays_off)),
            *(d.isoformat() for d in sorted(wish.dates_off)),
        ],
        "level": wish.level,
        "at": wish.at.isoformat("minutes"),
        "timezone": wish.timezone,
    }


def _wish_from(body: Json) -> Wish:
    kept = body["wish"]
    off = [str(day) for day in kept["days_off"]]
    return Wish(
        interviews=tuple((x["role"], date.fromisoformat(x["date"])) for x in body["interviews"]),
        start=date.fromisoformat(body["start"]),
        hours_per_week=kept["hours_per_week"],
        hours={WEEKDAYS.index(day): hours for day, hours in kept["hours"].items()},
        weekdays_off=frozenset(WEEKDAYS.index(day) for day in off if day in WEEKDAYS),
        dates_off=frozenset(date.fromisoformat(day) for day in off if day not in WEEKDAYS),
        level=kept["level"],
        at=time.fromisoformat(kept["at"]),
        timezone=kept["timezone"],
    )
