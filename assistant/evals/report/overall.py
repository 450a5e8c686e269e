"""The run as a whole: how many cases came out how, the gates, how repeated runs differ, and how it was run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.evals.report import charts
from assistant.evals.report.figures import counted, figure, moment, number
from assistant.evals.report.markup import Html, html, joined, piece
from assistant.evals.report.measures import headings
from assistant.evals.report.tally import Tally
from assistant.evals.report.words import OUTCOMES, badge

Json = Mapping[str, Any]


def missed(gates: Sequence[Json]) -> list[Json]:
    """The gates that the run does not pass."""
    return [gate for gate in gates if gate.get("passed") is not True]


def totals(tally: Tally) -> Html:
    """How many cases came out how, as a bar and as numbers with what they mean."""
    cases = tally.by_status.total()
    shown = [status for status in reversed(OUTCOMES) if tally.by_status[status] or status in ("passed", "failed")]
    tile = '<li>{badge} <strong>{n}</strong> <span class="gloss">{meaning}</span></li>'
    tiles = joined(
        html(tile, badge=badge(status), n=f"{tally.by_status[status]:,}", meaning=OUTCOMES[status].meaning)
        for status in shown
    )
    bar = charts.stacked([(status, tally.by_status[status]) for status in reversed(OUTCOMES)], cases)
    inside = html('{bar}<ul class="tiles">{tiles}</ul>', bar=bar, tiles=tiles)
    return piece("section", id="totals", title=f"Totals: {counted(cases, 'case')}", inside=inside)


def gates(asked: Sequence[Json], metrics: Sequence[Json]) -> Html | None:
    """What the case files ask of their cases taken together, and whether it is met."""
    if not asked:
        return None
    known = {m.get("name"): m for m in metrics if m.get("kind") is None}
    rows = joined(_gate(gate, known.get(gate.get("metric"), {})) for gate in asked)
    head = headings("Metric", "Asked for", "Is", "Gate", "Of the cases in")
    title = "Where one of these is missed, the run counts as failed"
    return piece(
        "section", id="gates", title="Gates", inside=piece("table", kind="stack", title=title, head=head, rows=rows)
    )


def spread(run: Json) -> Html | None:
    """How the same cases came out in repeated runs; None where they were run once."""
    found = run.get("spread")
    if not found:
        return None
    known = {m.get("name"): m for m in run.get("metrics") or () if m.get("kind") is None}
    rows = joined(_range(one, known.get(one.get("name"), {})) for one in found.get("metrics") or ())
    head = headings("Metric", "Lowest", "Median", "Highest", "Standard deviation")
    flips = joined(_flip(flip) for flip in found.get("flips") or ())
    inside = html(
        "<p>The cases were run {times}; {failed} failed as a whole.</p>{table}{flips}",
        times=counted(int(number(found.get("runs")) or 0), "time"),
        failed=counted(int(number(found.get("failed")) or 0), "run"),
        table=piece("table", kind="plain", title="Each metric over the runs", head=head, rows=rows),
        flips=html("<h3>Cases that came out differently</h3><ul>{flips}</ul>", flips=flips) if flips else None,
    )
    return piece("section", id="spread", title="How repeated runs differ", inside=inside)


def record(run: Json) -> Html:
    """All that the record of the run holds, for whoever wants to repeat it."""
    facts = joined(
        html("<dt>{name}</dt><dd>{value}</dd>", name=name, value=value)
        for name, value in _facts(run.get("run") or {})
        if value
    )
    inside = html('<dl class="record">{facts}</dl>', facts=facts)
    return piece("section", id="record", title="How it was run", inside=inside)


def _gate(gate: Json, metric: Json) -> Html:
    unit, met = str(metric.get("unit") or "share"), gate.get("passed") is True
    value, asked = number(gate.get("value")), number(gate.get("minimum")) or 0.0
    top = 1.0 if unit == "share" else max(value or 0.0, asked)
    return piece(
        "gate",
        title=metric.get("title") or gate.get("metric"),
        bound="at most" if metric.get("better") == "lower" else "at least",
        asked=figure(asked, unit),
        value=figure(value, unit),
        chart=None if value is None else charts.interval(value, None, None, top, asked),
        met=badge("passed", "Met") if met else badge("failed", "Missed"),
        file=gate.get("file") or "all files",
    )


def _range(one: Json, metric: Json) -> Html:
    unit = str(metric.get("unit") or "")
    cells = joined(html("<td>{n}</td>", n=figure(one.get(key), unit)) for key in ("min", "median", "max", "deviation"))
    title = metric.get("title") or one.get("name")
    return html('<tr><th scope="row">{title}</th>{cells}</tr>', title=title, cells=cells)


def _flip(flip: Json) -> Html:
    statuses = joined((badge(str(status)) for status in flip.get("statuses") or ()), " ")
    return html("<li><code>{id}</code> {statuses}</li>", id=flip.get("id"), statuses=statuses)


def _facts(kept: Json) -> Iterator[tuple[str, Any]]:
    commit, seconds = kept.get("git_commit"), number(kept.get("seconds"))
    yield "Case files", ", ".join(map(str, kept.get("files") or ()))
    yield "Only cases that match", kept.get("where")
    yield "Started", moment(kept["started"]) if kept.get("started") else None
    yield "Took", None if seconds is None else f"{seconds:,.1f} s"
    yield "Engine", kept.get("engine")
    yield "Chat model", kept.get("model") or "none"
    yield "Judge", kept.get("judge") or "none"
    yield "Each case was run", counted(int(number(kept.get("runs")) or 1), "time")
    yield "Git commit", commit and str(commit) + (", with changes that are not committed" if kept.get("dirty") else "")
    yield "Index", kept.get("index")
    for title, key in (("Setting", "settings"), ("Prompt", "prompts")):
        for name, value in (kept.get(key) or {}).items():
            yield f"{title}: {str(name).replace('_', ' ')}", str(value)
    yield "Product", kept.get("version")
    yield "Python", kept.get("python")
