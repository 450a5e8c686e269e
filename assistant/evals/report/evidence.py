"""What an answer rests on: the quotes that it cites, and the passages that the search found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.evals.report.figures import counted, number
from assistant.evals.report.markup import Html, clipped, html, joined, piece

Json = Mapping[str, Any]


def numbered(answer: Json) -> dict[int, Json]:
    """The answer's citations by number; of two with one number the first, as a link can lead to one only."""
    first: dict[int, Json] = {}
    for citation in answer.get("citations") or ():
        n = number(citation.get("n"))
        if n is not None:
            first.setdefault(int(n), citation)
    return first


def citations_html(cited: Mapping[int, Json], anchor: str, longest: int) -> Html | None:
    """Each citation at `#{anchor}-n`: its quote, of at most `longest` characters, and where that stands."""
    if not cited:
        return None
    items = joined(
        piece(
            "citation",
            n=n,
            anchor=anchor,
            quote=clipped(str(citation.get("quote")), longest),
            name=": ".join(str(part) for part in (citation.get("company"), citation.get("title")) if part),
            source=citation.get("source"),
            start=citation.get("start"),
            end=citation.get("end"),
        )
        for n, citation in cited.items()
    )
    return html('<h4>What it cites</h4><ol class="citations">{items}</ol>', items=items)


def evidence_html(turn: Json, cited: Mapping[int, Json], longest: int) -> Html | None:
    """The hits in their order, each with its section and score, and which citations lie in it; folded."""
    hits = turn.get("evidence") or ()
    if not hits:
        return None
    items = joined(
        piece(
            "hit",
            rank=hit.get("rank"),
            role=hit.get("role"),
            section=hit.get("section"),
            score=_score(hit.get("score")),
            cited=(html(", cited as [{n}]", n=n) for n, citation in cited.items() if _overlap(citation, hit)),
            text=clipped(str(hit.get("text")), longest),
        )
        for hit in hits
    )
    title = f"Evidence: {counted(len(hits), 'passage')} that the search found, best first"
    return piece("fold", kind="evidence", title=title, inside=html("<ol>{items}</ol>", items=items))


def _score(score: Any) -> str:
    known = number(score)
    return "unknown" if known is None else f"{known:.3f}"


def _overlap(citation: Json, hit: Json) -> bool:
    edges = [number(one.get(edge)) for one in (citation, hit) for edge in ("start", "end")]
    if citation.get("role") != hit.get("role") or None in edges:
        return False
    start, end, first, last = (edge or 0.0 for edge in edges)
    return start < last and first < end
