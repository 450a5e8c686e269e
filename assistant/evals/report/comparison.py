"""What changed against an earlier run: which cases got better or worse, and each metric before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.evals.report import charts
from assistant.evals.report.figures import counted, figure, moment, number, probability
from assistant.evals.report.markup import Html, html, joined, piece
from assistant.evals.report.measures import headings
from assistant.evals.report.tally import Tally
from assistant.evals.report.words import badge

Json = Mapping[str, Any]
# Cases named in each list; the rest is counted.
NAMED = 50
_LISTS = {
    "worse": ("Worse: right before, wrong now", "right before, wrong now"),
    "better": ("Better: wrong before, right now", "wrong before, right now"),
    "new": ("Not in the earlier run", "not in the earlier run"),
    "gone": ("In the earlier run only", ""),
}
_CHANCE = 0.05  # The p below which a difference is taken for more than chance.


def standing(comparison: Json | None) -> dict[str, str]:
    """For the ids of cases that changed: a few words on how they stand against the earlier run."""
    return {id_: words for key, (_, words) in _LISTS.items() for id_ in (comparison or {}).get(key) or () if words}


def wanted(comparison: Json | None) -> frozenset[str]:
    """The ids of the cases that the comparison will name."""
    return frozenset(id_ for key in _LISTS for id_ in ((comparison or {}).get(key) or ())[:NAMED])


def sentence(comparison: Json) -> str:
    """The comparison in one sentence, with what the paired test makes of it."""
    better, worse = len(comparison.get("better") or ()), len(comparison.get("worse") or ())
    if not better and not worse:
        return "Against the earlier run, no case got better or worse."
    said = f"Against the earlier run, {counted(better, 'case')} got better and {counted(worse, 'case')} got worse"
    p = number(comparison.get("p"))
    if p is None:
        return f"{said}."
    luck = "more than chance explains" if p < _CHANCE else "chance alone could do that"
    return f"{said}; {luck} (paired test, {probability(p)})."


def section(comparison: Json | None, metrics: Sequence[Json], tally: Tally) -> Html | None:
    """The whole comparison, None where the run was not compared."""
    if not comparison:
        return None
    base = comparison.get("baseline") or {}
    of = [str(base[key]) for key in ("engine", "git_commit") if base.get(key)]
    inside = html(
        "<p>The earlier run is that of {when}{of}. {said}</p>{lists}{metrics}",
        when=moment(base.get("started") or "an unknown time"),
        of=f" ({', '.join(of)})" if of else "",
        said=sentence(comparison),
        lists=_lists(comparison, tally),
        metrics=_changes(comparison.get("metrics") or (), metrics),
    )
    return piece("section", id="comparison", title="Compared with an earlier run", inside=inside)


def _lists(comparison: Json, tally: Tally) -> Iterator[Html]:
    for key, (title, _) in _LISTS.items():
        ids = comparison.get(key) or ()
        if not ids:
            continue
        items = [html("<li>{case}</li>", case=_name(str(id_), tally)) for id_ in ids[:NAMED]]
        if len(ids) > NAMED:
            items.append(html("<li>and {more} more</li>", more=f"{len(ids) - NAMED:,}"))
        n = counted(len(ids), "case")
        yield html('<h3>{title}: {n}</h3><ul class="changed">{items}</ul>', title=title, n=n, items=items)


def _name(id_: str, tally: Tally) -> Html:
    """A case as its status now and a link to it; of one that is gone its id."""
    named = tally.named.get(id_)
    if named is None:
        return html("<code>{id}</code>", id=id_)
    pattern = '{now} <a href="#{anchor}"><bdi>{name}</bdi></a>'
    return html(pattern, now=badge(named.status), anchor=named.anchor, name=named.description)


def _changes(compared: Sequence[Json], metrics: Sequence[Json]) -> Html | None:
    """Each metric before and after, the difference as a bar and as numbers, and whether it is for the better."""
    known = {metric.get("name"): metric for metric in metrics if metric.get("kind") is None}
    shown = [one for one in compared if one.get("before") is not None or one.get("after") is not None]
    if not shown:
        return None
    rows = joined(_change(one, known.get(one.get("name"), {})) for one in shown)
    head = headings("Metric", "Before and now", "Change over the cases of both runs, with its 95% interval")
    return piece("table", kind="stack changes", title="Metrics before and after", head=head, rows=rows)


def _change(one: Json, metric: Json) -> Html:
    unit = str(metric.get("unit") or "")
    difference, low, high, p = (number(one.get(key)) for key in ("difference", "low", "high", "p"))
    notes = [f"{_signed(low, unit)} to {_signed(high, unit)}"] if low is not None and high is not None else []
    return piece(
        "change",
        title=metric.get("title") or one.get("name"),
        before=figure(one.get("before"), unit),
        after=figure(one.get("after"), unit),
        verdict=_verdict(difference, p, unit, str(metric.get("better"))),
        chart=charts.change(difference, low, high) if difference else None,
        span="; ".join([*notes, *([probability(p)] if p is not None else [])]) if difference else None,
    )


def _verdict(difference: float | None, p: float | None, unit: str, better: str) -> str:
    """A difference in words. One that chance could make is not called better or worse."""
    if difference is None:
        return "not tested"
    if difference == 0:
        return "= the same"
    said = f"{'▲' if difference > 0 else '▼'} {_signed(difference, unit)}"
    if p is not None and p >= _CHANCE:
        return f"{said}, may be chance"
    return f"{said}, {'better' if (difference > 0) == (better == 'higher') else 'worse'}"


def _signed(difference: float, unit: str) -> str:
    size = figure(abs(difference), unit)
    size = size.removesuffix("%") + " points" if unit == "share" else size
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{size}"
