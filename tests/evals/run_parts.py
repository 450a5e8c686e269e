"""The parts of a run's JSON, each as plain as it can be unless it is told more."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def case(id: str, description: str, status: str = "passed", **more: Any) -> Json:
    """A case with one turn, unless `turns` says otherwise."""
    found = {
        "id": id,
        "description": description,
        "kind": "fact",
        "status": status,
        "file": "evals/facts.yaml",
        "line": 12,
        "known_failure": None,
        "error": None,
        "turns": [turn()],
    }
    return {**found, **more}


def turn(question: str = "How much does Northwind pay?", **more: Any) -> Json:
    """A turn whose one check holds, unless `checks` says otherwise."""
    quote = "Base pay: $185,000 to $240,000 a year."
    found = {
        "question": question,
        "history": [],
        "roles": [],
        "answer": answer(question, f"**Northwind: Search Engineer** pays: “{quote}” [1]", [quote]),
        "evidence": [hit(1, f"Pay and benefits\n{quote}\nA bonus of up to 15%, and shares.")],
        "checks": [check("answers", reason="it answered")],
        "measures": {"correctness": measure(1.0, "1 of 1 is there"), "groundedness": measure(1.0, "1 of 1 holds")},
    }
    return {**found, **more}


def answer(question: str, text: str, quotes: list[str], status: str = "answered", seconds: float = 0.038) -> Json:
    """An answer that cites these quotes of Northwind's posting."""
    citations = [
        {
            "n": n,
            "role": "northwind-search-engineer",
            "company": "Northwind",
            "title": "Search Engineer",
            "source": "notes/northwind.txt",
            "start": 1200 + 100 * n,
            "end": 1200 + 100 * n + len(quote),
            "quote": quote,
        }
        for n, quote in enumerate(quotes, 1)
    ]
    return {
        "id": None,
        "question": question,
        "status": status,
        "text": text,
        "citations": citations,
        "ask_the_recruiter": [question] if status == "abstained" else [],
        "engine": "extractive",
        "degraded": None,
        "seconds": seconds,
    }


def hit(rank: int, text: str, role: str = "northwind-search-engineer", section: str = "compensation") -> Json:
    """A passage that the search found; better ranks have better scores."""
    start = 1290 if rank == 1 else 4000 + 500 * rank
    found = {"rank": rank, "score": round(0.97 / rank, 6), "role": role, "section": section, "start": start}
    return {**found, "id": f"chunk-{rank}", "end": start + len(text), "text": text}


def check(type: str, value: Any = None, passed: bool | None = True, **more: Any) -> Json:
    """A check with its verdict."""
    score = None if passed is None else float(passed)
    found = {"type": type, "value": value, "threshold": None, "passed": passed, "score": score, "reason": "it holds"}
    return {**found, **more}


def measure(value: float | None, reason: str) -> Json:
    """What a metric says of a turn."""
    return {"value": value, "reason": reason}


def change(name: str, before: float | None, after: float | None, *tested: float | None) -> Json:
    """A metric before and after; `tested` are the difference, its interval and its p."""
    difference, low, high, p = tested or (None, None, None, None)
    return {"name": name, "before": before, "after": after, "difference": difference, "low": low, "high": high, "p": p}
