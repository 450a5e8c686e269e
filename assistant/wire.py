"""The domain as the JSON that scripts read (design section 5). Keys may be added, never taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.domain import FACT_NAMES, Answer, Fact, IngestReport, Role

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """An answer with its citations; `id` is None where the question had none, `usage` where no chat model was asked."""
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status,
        "text": answer.text,
        "citations": [asdict(citation) for citation in answer.citations],
        "ask_the_recruiter": list(answer.ask_the_recruiter),
        "engine": answer.engine,
        "degraded": answer.degraded,
        "seconds": round(answer.seconds, 4),
        "usage": asdict(answer.usage) if answer.usage else None,
    }


def role_json(role: Role, text: str) -> Json:
    """A role; `text` is the normalised text of its posting, out of which the quotes are cut."""
    return {
        "id": role.id,
        "company": role.company,
        "title": role.title,
        "source": role.source,
        "start": role.span.start,
        "end": role.span.end,
        "duplicates": role.duplicates,
        "facts": {name: _fact_json(role.stated(name), text) for name in FACT_NAMES},
        "requirements": [
            {
                "text": r.span.of(text),
                "kind": r.kind,
                "topics": list(r.topics),
                "years": r.years,
                "start": r.span.start,
                "end": r.span.end,
            }
            for r in role.requirements
        ],
        "process": [
            {
                "order": r.order,
                "name": r.name,
                "format": r.format,
                "minutes": r.minutes,
                "detail": r.detail,
                "who": r.who,
                "medium": r.medium,
                "start": r.span.start,
                "end": r.span.end,
            }
            for r in role.process
        ],
        "course": asdict(role.course) if role.course else None,
        "conflicts": [
            {
                "fact": c.fact,
                "why": c.why,
                "quotes": [{"quote": x.of(text), "start": x.start, "end": x.end} for x in c.spans],
            }
            for c in role.conflicts
        ],
        "sections": [{"kind": s.kind.value, "start": s.span.start, "end": s.span.end} for s in role.sections],
    }


def _fact_json(stated: Sequence[Fact], text: str) -> Json:
    """The first statement of a slot; where there are several, all of them under "all"."""
    if not stated:
        return {"stated": False}
    every = [
        {"value": _value(f), "words": f.value, "quote": f.span.of(text), "start": f.span.start, "end": f.span.end}
        for f in stated
    ]
    return {"stated": True, **every[0], **({"all": every} if len(every) > 1 else {})}


def _value(fact: Fact) -> object:
    """A fact's value as data where its words can be read as such, else as words: pay as {"min", "max", "currency",
    "period", "basis"}, years as a number, a degree as {"minimum", "others", "or_equivalent"}, a work mode as {"modes",
    "office_days"}, kinds of employment as a list, dates as ISO 8601."""
    if fact.pay is not None:
        pay = fact.pay
        return {"min": pay.low, "max": pay.high, "currency": pay.currency, "period": pay.period, "basis": pay.basis}
    if fact.degree is not None:
        return asdict(fact.degree)
    if fact.mode is not None:
        return asdict(fact.mode)
    if fact.years is not None:
        return int(fact.years) if fact.years.is_integer() else fact.years
    return fact.date or list(fact.kinds) or fact.value


def ingest_json(report: IngestReport) -> Json:
    """What an ingest did."""
    return {
        "files": report.files,
        "roles": report.roles,
        "chunks": report.chunks,
        "unchanged": report.unchanged,
        "failed": [asdict(failure) for failure in report.failed],
        "seconds": round(report.seconds, 3),
    }
