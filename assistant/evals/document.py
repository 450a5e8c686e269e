"""A case's result as the JSON that records, reports and baselines are made of."""

from __future__ import annotations

from typing import Any

from assistant.domain import Hit
from assistant.evals.conduct import Conducted, Shown
from assistant.evals.model import Case, Check, TurnResult, Verdict
from assistant.wire import answer_json

Json = dict[str, Any]
SCHEMA = 1


def case_json(conducted: Conducted) -> Json:
    """A case as it went. Of a case that died, the turns before are there and `error` says why."""
    result = conducted.result
    case = result.case
    return {
        "id": case.id,
        "description": case.description,
        "kind": case.kind,
        "status": result.status,
        "file": case.where.file,
        "line": case.where.line,
        "known_failure": case.known_failure,
        "error": result.error,
        "turns": [
            _turn_json(case, at, done, shown)
            for at, (done, shown) in enumerate(zip(result.turns, conducted.shown, strict=True))
        ],
    }


def _turn_json(case: Case, at: int, done: TurnResult, shown: Shown) -> Json:
    turn = case.turns[at]
    return {
        "question": turn.question,
        "history": [*case.history, *(earlier.question for earlier in case.turns[:at])],
        "roles": list(case.roles),
        "answer": answer_json(done.answer),
        "evidence": [_hit_json(hit) for hit in shown.hits],
        "gold": None if shown.gold is None else list(shown.gold),
        "checks": [_check_json(check, verdict) for check, verdict in zip(turn.checks, done.verdicts, strict=True)],
        "measures": {name: {"value": m.value, "reason": m.reason} for name, m in sorted(done.measures.items())},
    }


def _hit_json(hit: Hit) -> Json:
    chunk = hit.chunk
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "id": chunk.id,
        "role": chunk.role_id,
        "section": chunk.section.value,
        "start": chunk.span.start,
        "end": chunk.span.end,
        "text": chunk.text,
    }


def _check_json(check: Check, verdict: Verdict) -> Json:
    return {
        "type": check.name,
        "value": check.value,
        "threshold": check.threshold,
        "line": check.where.line,
        "passed": verdict.passed,
        "score": verdict.score,
        "reason": verdict.reason,
    }
