"""A plan as one HTML page to print: no script, no picture, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from assistant.preparation import Item, Plan
from assistant.prepare.exports.markdown import day_name, duration

_BOXES = {"open": "☐", "done": "☑", "skipped": "☒"}
_STYLE = """
body{font:11pt/1.45 Georgia,'Times New Roman',serif;color:#111;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6em;margin:0 0 .2em}h2{font-size:1.2em;margin:1.6em 0 .4em;border-bottom:1px solid #999}
h3{font-size:1em;margin:1.2em 0 .3em}ul{padding-left:1.2em}li{margin:.2em 0}
.item{break-inside:avoid;margin:.5em 0 .8em;padding-left:1.7em;text-indent:-1.7em}.item>*{text-indent:0}
.how{margin:.1em 0}.why{margin:.1em 0;font-size:.88em;color:#444;font-style:italic}.time{color:#444}
.skipped{color:#777}@media print{body{margin:0}@page{margin:18mm}h3{break-after:avoid}}
"""


def export(plan: Plan) -> bytes:
    """The page, UTF-8."""
    return "\n".join(_page(plan)).encode()


def _page(plan: Plan) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(plan.name)}</title><style>{_STYLE}</style></head><body><h1>{escape(plan.name)}</h1>"
    yield f"<p>{escape(duration(plan.budget_minutes))} from {day_name(plan.wish.start)}; {plan.coverage.covered} of "
    yield f"{plan.coverage.all} must-haves covered.</p>"
    if plan.warnings:
        yield "<h2>Read this first</h2><ul>" + "".join(f"<li>{escape(w)}</li>" for w in plan.warnings) + "</ul>"
    if plan.coverage.left:
        listed = "".join(
            f"<li>“{escape(_line(left.line.quote))}”: {escape(left.reason)}</li>" for left in plan.coverage.left
        )
        yield f"<h2>Must-haves not covered</h2><ul>{listed}</ul>"
    yield "<h2>Day by day</h2>"
    for day, items in groupby(plan.items, key=lambda i: i.date):
        sessions = list(items)
        yield f"<h3>{day_name(day)} · {escape(duration(sum(i.minutes for i in sessions)))}</h3>"
        yield from map(_item, sessions)
    yield from _sheet(plan)
    yield "</body></html>"


def _item(item: Item) -> str:
    return (
        f'<div class="item {item.state}">{_BOXES[item.state]} <b>{escape(item.what)}</b> '
        f'<span class="time">({escape(duration(item.minutes))})</span><p class="how">{escape(item.how)}</p>'
        f'<p class="why">Why: “{escape(_line(item.why.quote))}”</p></div>'
    )


def _sheet(plan: Plan) -> Iterator[str]:
    """The sheet's lines are Markdown of three kinds: headings, items, and bold words in these."""
    if not plan.sheet:
        return
    yield '<h2 style="break-before:page">The one-page sheet</h2>'
    for line in plan.sheet:
        if line.startswith("### "):
            yield f"<h3>{escape(line[4:])}</h3>"
        else:
            bold = escape(line.removeprefix("- ")).split("**")
            yield "<p>• " + "".join(f"<b>{part}</b>" if n % 2 else part for n, part in enumerate(bold)) + "</p>"


def _line(words: str) -> str:
    return " ".join(words.split())
