"""The metrics' numbers as tables: of one turn, of the whole run, and by type of case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evals.report import charts
from assistant.evals.report.figures import UNDEFINED, counted, figure, number
from assistant.evals.report.markup import Html, html, joined, piece
from assistant.evals.report.tally import Tally
from assistant.evals.report.words import METRICS

Json = Mapping[str, Any]
_MOST_REASONS = 5  # Of those for which a metric is undefined, how many are told.


def measures_html(turn: Json, metrics: Mapping[str, Json]) -> Html | None:
    """What each metric says of one turn, with its reason; folded. `metrics` are the run's, by name."""
    found = turn.get("measures") or {}
    if not found:
        return None
    rows = joined(
        html(
            '<tr><th scope="row">{name}</th><td>{value}</td><td dir="auto">{reason}</td></tr>',
            name=metrics.get(name, {}).get("title") or name,
            value=figure(measure.get("value"), str(metrics.get(name, {}).get("unit"))),
            reason=measure.get("reason"),
        )
        for name, measure in found.items()
    )
    title = "What each metric says of this answer"
    table = piece("table", kind="plain", title=title, head=headings("Metric", "Value", "Why"), rows=rows)
    return piece("fold", kind="measures", title=f"Measures: {counted(len(found), 'metric')}", inside=table)


def totals(metrics: Sequence[Json], tally: Tally) -> Html:
    """Each metric over all cases: its value, its interval as a bar and as numbers, on how many answers it rests."""
    whole = [metric for metric in metrics if metric.get("kind") is None]
    rows = joined(_row(metric, _top(metric, whole), tally) for metric in whole)
    head = headings("Metric", "Value, with its 95% interval", "Rests on")
    table = piece("table", kind="stack metrics", title="Each metric over all cases", head=head, rows=rows)
    return html("{table}{why}", table=table, why=_undefined(whole, tally))


def by_kind(metrics: Sequence[Json]) -> Html | None:
    """Each metric (rows) for each type of case (columns); folded. None where nothing was measured by type."""
    kinds = list(dict.fromkeys(str(m["kind"]) for m in metrics if m.get("kind") is not None))
    if not kinds:
        return None
    cells = {(str(m.get("name")), str(m.get("kind"))): m for m in metrics}
    rows = joined(
        html(
            '<tr><th scope="row">{title}</th>{cells}</tr>',
            title=metric.get("title") or name,
            cells=(_cell(cells.get((name, kind))) for kind in kinds),
        )
        for name, metric in {str(m.get("name")): m for m in metrics}.items()
    )
    title = "Every metric for every type of case"
    table = piece("table", kind="matrix", title=title, head=headings("", *kinds), rows=rows)
    return piece("fold", kind="measures", title=title, inside=piece("wide", title=title, table=table))


def headings(*titles: str) -> Html:
    """The heads of columns; one without a title heads nothing."""
    return joined(
        html('<th scope="col"><bdi>{title}</bdi></th>', title=title) if title else html("<td></td>") for title in titles
    )


def _top(metric: Json, whole: Sequence[Json]) -> float:
    """The end of a metric's axis: all of a share, else the largest number among the metrics of its unit."""
    unit = metric.get("unit")
    if unit == "share":
        return 1.0
    alike = [m for m in whole if m.get("unit") == unit]
    return max((number(m.get(edge)) or 0.0 for m in alike for edge in ("value", "high")), default=0.0)


def _row(metric: Json, top: float, tally: Tally) -> Html:
    unit, value, name = str(metric.get("unit")), number(metric.get("value")), str(metric.get("name"))
    low, high = number(metric.get("low")), number(metric.get("high"))
    return piece(
        "metric",
        title=metric.get("title") or name,
        words=METRICS.get(name),
        value=figure(value, unit),
        chart=None if value is None else charts.interval(value, low, high, top),
        interval=_why(name, tally) if value is None else _span(low, high, unit),
        based=_based(metric),
    )


def _span(low: float | None, high: float | None, unit: str) -> str | None:
    return f"{figure(low, unit)} to {figure(high, unit)}" if low is not None and high is not None else None


def _based(metric: Json) -> str:
    n, undefined = int(number(metric.get("n")) or 0), int(number(metric.get("undefined")) or 0)
    return counted(n, "answer") + (f"; {UNDEFINED} for {undefined:,}" if n and undefined else "")


def _why(name: str, tally: Tally) -> str:
    common = tally.undefined.get(name)
    return common.most_common(1)[0][0] if common else "no case of this run asks for it"


def _undefined(whole: Sequence[Json], tally: Tally) -> Html | None:
    """Why metrics are not defined for some answers, each reason with how often it holds; folded."""
    items = joined(
        html(
            "<dt>{title}</dt>{reasons}",
            title=metric.get("title") or metric.get("name"),
            reasons=_reasons(metric, tally),
        )
        for metric in whole
        if tally.undefined.get(str(metric.get("name")))
    )
    inside = html("<dl>{items}</dl>", items=items)
    title = "Why a metric is not defined for some answers"
    return piece("fold", kind="measures", title=title, inside=inside) if items else None


def _reasons(metric: Json, tally: Tally) -> Html:
    found = tally.undefined[str(metric.get("name"))].most_common(_MOST_REASONS)
    return joined(html("<dd>{n}: {why}</dd>", n=counted(n, "answer"), why=why) for why, n in found)


def _cell(metric: Json | None) -> Html:
    if metric is None or number(metric.get("value")) is None:
        return html('<td class="none">{nothing}</td>', nothing=UNDEFINED)
    value = figure(metric.get("value"), str(metric.get("unit")))
    return html('<td>{value} <span class="gloss">of {n}</span></td>', value=value, n=metric.get("n"))
