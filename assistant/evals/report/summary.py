"""The top of the report, in plain words: what was asked of what, how much came out right, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.evals.report import comparison
from assistant.evals.report.figures import counted, percent
from assistant.evals.report.markup import Html, clipped, html, joined
from assistant.evals.report.overall import missed
from assistant.evals.report.tally import Tally
from assistant.evals.report.words import RIGHT, WRONG

Json = Mapping[str, Any]
_LONGEST = 160  # Characters of a description or question.
_FILES = 4  # Case files that are named; more are counted.
_EXTRACTIVE = "the extractive engine, which generates nothing and answers with quotes from the postings"
_ASKED = (
    "{questions} about saved job postings, in {cases}{files}, {were} put to {engine}. Each answer was then checked "
    "against what the author of its case had written down beforehand."
)


def headline(tally: Tally, gates: Sequence[Json]) -> str:
    """The outcome in a few words: the report's heading and title."""
    cases, wrong, low = tally.by_status.total(), tally.count(WRONG), len(missed(gates))
    if not cases:
        return "No case was run"
    if wrong:
        said = f"{wrong:,} of {counted(cases, 'case')} failed"
    elif tally.count(RIGHT) == cases:
        said = f"All {counted(cases, 'case')} passed" if cases > 1 else "The one case passed"
    else:
        said = f"No new failure in {counted(cases, 'case')}"
    return f"{said}, {counted(low, 'gate')} missed" if low else said


def lead(run: Json, tally: Tally) -> Iterator[Html]:
    """The first paragraphs, for a person who did not write the cases."""
    kept, stopped = run.get("run") or {}, run.get("stopped")
    if kept.get("finished") is False or stopped:
        why = html(" It was stopped: {why}.", why=str(stopped).rstrip(".")) if stopped else None
        yield html(
            '<p class="note"><strong>This run did not finish.</strong> What follows is its part.{why}</p>', why=why
        )
    yield html('<p class="lead">{asked} {right}</p>', asked=_asked(kept, tally), right=_right(tally))
    yield from _wrong(tally)
    yield from _gates(run.get("gates") or ())
    if run.get("comparison"):
        said = comparison.sentence(run["comparison"])
        yield html('<p>{said} <a href="#comparison">See which.</a></p>', said=said)


def _asked(kept: Json, tally: Tally) -> Html:
    names = [str(file) for file in kept.get("files") or ()]
    of = joined((html("<code>{file}</code>", file=file) for file in names[:_FILES]), ", ")
    more = f" and {counted(len(names) - _FILES, 'more file')}" if len(names) > _FILES else ""
    return html(
        _ASKED,
        questions=counted(tally.questions, "question"),
        cases=counted(tally.by_status.total(), "case"),
        files=html(" of {of}{more}", of=of, more=more) if names else None,
        were="was" if tally.questions == 1 else "were",
        engine=_engine(kept),
    )


def _engine(kept: Json) -> str:
    engine, model = kept.get("engine"), kept.get("model")
    if engine == "extractive":
        return _EXTRACTIVE
    return f"the {engine or 'product’s'} engine" + (f" with the chat model {model}" if model else "")


def _right(tally: Tally) -> Html:
    cases, right = tally.by_status.total(), tally.count(RIGHT)
    if not cases:
        return html("")
    sentences = [
        html(
            "<strong>{right} of {cases} came out right ({share}).</strong>",
            right=f"{right:,}",
            cases=counted(cases, "case"),
            share=percent(right / cases),
        )
    ]
    for status, pattern in (
        ("mended", "Of these, {n} had been marked as known to fail: the mark has to go."),
        ("known", "{n} failed as known, for a reason that is written down."),
        ("unscored", "{n} could not be judged."),
    ):
        if tally.by_status[status]:
            sentences.append(html(pattern, n=f"{tally.by_status[status]:,}"))
    return joined(sentences, " ")


def _wrong(tally: Tally) -> Iterator[Html]:
    """The first failures with their reasons, how many more there are, and which checks fail most."""
    if not tally.wrong:
        return
    items = [
        html(
            '<li><a href="#{anchor}"><bdi>{what}</bdi></a>{asked}: <span dir="auto">{why}</span></li>',
            anchor=one.anchor,
            what=clipped(one.description, _LONGEST),
            asked=one.question and html(", asked <q>{it}</q>", it=clipped(one.question, _LONGEST)),
            why=clipped(one.reason, 2 * _LONGEST),
        )
        for one in tally.wrong
    ]
    more = tally.count(WRONG) - len(items)
    if more:
        items.append(html('<li><a href="#failing">and {n} more</a></li>', n=f"{more:,}"))
    yield html('<h2 id="wrong">What is wrong</h2><ul class="wrong">{items}</ul>', items=items)
    if more and tally.missed:
        often = ", ".join(f"{kind} ({counted(n, 'answer')})" for kind, n in tally.missed.most_common(3))
        yield html("<p>The checks that failed most: {often}.</p>", often=often)


def _gates(gates: Sequence[Json]) -> Iterator[Html]:
    low = len(missed(gates))
    if not gates:
        return
    said = f"{low:,} of {counted(len(gates), 'gate')} missed" if low else f"No gate of {len(gates):,} missed"
    yield html('<p>{said}: <a href="#gates">what the case files ask of the run as a whole.</a></p>', said=said)
