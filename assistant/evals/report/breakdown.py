"""The run taken apart: outcomes by type of case, and how long answers took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evals.report import charts
from assistant.evals.report.figures import counted, duration, number, percent
from assistant.evals.report.markup import Html, html, joined, piece
from assistant.evals.report.measures import headings
from assistant.evals.report.tally import Tally, buckets
from assistant.evals.report.words import OUTCOMES, RIGHT

Json = Mapping[str, Any]
_ROW = '<tr><th scope="row"><bdi>{name}</bdi></th><td>{numbers}</td><td class="drawn">{chart}</td></tr>'


def types(tally: Tally, matrix: Html | None) -> Html | None:
    """A bar for each type of case, the numbers beside it; `matrix` (metrics by type) goes below."""
    if not tally.by_kind:
        return None
    rows = joined(
        html(
            _ROW,
            name=kind,
            numbers=_numbers(count),
            chart=charts.stacked([(status, count[status]) for status in reversed(OUTCOMES)], count.total()),
        )
        for kind, count in sorted(tally.by_kind.items())
    )
    title, head = "Outcomes by type of case", headings("Type", "Came out right", "")
    table = piece("table", kind="bars", title=title, head=head, rows=rows)
    return piece("section", id="types", title="By type of case", inside=joined([table, matrix]))


def times(tally: Tally, metrics: Sequence[Json]) -> Html | None:
    """How long answers took: the percentiles among the metrics in a sentence, and a bar for each step of time."""
    if not tally.milliseconds:
        return None
    ordered = sorted(tally.milliseconds)
    steps = buckets(ordered)
    most = max(n for _, _, n in steps)
    rows = joined(
        html(_ROW, name=_between(low, high), numbers=f"{n:,}", chart=charts.stacked([("count", n)], most))
        for low, high, n in steps
    )
    title, head = f"Times of {counted(len(ordered), 'answer')}", headings("Time", "Answers", "")
    inside = html(
        "<p>{said}</p>{table}",
        said=_said(metrics, ordered[-1]),
        table=piece("table", kind="bars", title=title, head=head, rows=rows),
    )
    return piece("section", id="times", title="How long answers took", inside=inside)


def _said(metrics: Sequence[Json], slowest: float) -> str:
    known = {m.get("name"): number(m.get("value")) for m in metrics if m.get("kind") is None}
    shares = (("latency_p50", "Half"), ("latency_p95", "19 of 20"), ("latency_p99", "99 of 100"))
    parts = [f"{share} came within {duration(at)}" for name, share in shares if (at := known.get(name)) is not None]
    return ", ".join(parts) + ("; t" if parts else "T") + f"he slowest took {duration(slowest)}."


def _numbers(count: Mapping[str, int]) -> str:
    whole, right = sum(count.values()), sum(count.get(status, 0) for status in RIGHT)
    others = [f"{count[s]:,} {OUTCOMES[s].of_many}" for s in OUTCOMES if s not in RIGHT and count.get(s)]
    return "; ".join([f"{right:,} of {whole:,} ({percent(right / whole)})", *others])


def _between(low: float, high: float) -> str:
    return f"{duration(low)} to {duration(high)}" if low else f"up to {duration(high)}"
