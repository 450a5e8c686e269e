"""The source panel: the posting that a citation points to, with every quote of the answer marked in it.

All postings of one answer are drawn at once, and the page's script shows the one that the chosen citation needs: so a
click on [2] needs no round trip. What belongs to certain citations carries their numbers in `data-ns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.domain import Citation, Span
from assistant.web.highlight import Mark, Run, runs, windows
from assistant.web.render import name_of
from assistant.web.sources import Source

AROUND = 4_000
# Up to this length a posting is shown whole: three screens of text need no window.
WHOLE_UP_TO = 12_000
_CLOSE = '<button type="button" class="quiet close" data-close aria-label="Close the source panel">Close</button>'


def empty(reason: str = "Choose a number like [1] in an answer to see the words it stands on.") -> str:
    """The panel with nothing chosen."""
    return f'<section class="source nothing">{_CLOSE}<h2>Sources</h2><p>{escape(reason)}</p></section>'


def panel_html(sources: Sequence[Source], *, key: str, chosen: int, whole: bool = False, numbered: bool = True) -> str:
    """The panel for what `key` names (a turn's index, a role's id), opened at citation `chosen`.

    `whole` shows the chosen posting uncut. `numbered`: the citations have numbers that the reader sees, in an answer.
    """
    numbers = sorted(n for source in sources for n in source.numbers)
    if not numbers:
        return empty("This answer cites no posting.")
    chosen = chosen if chosen in numbers else numbers[0]
    articles = "".join(_article(source, chosen, whole and chosen in source.numbers) for source in sources)
    return (
        f'<section class="source{"" if numbered else " unnumbered"}" data-panel-key="{escape(key)}" '
        f'data-chosen="{chosen}" aria-label="Source panel"><div class="tabs">{_CLOSE}<h2 tabindex="-1">Source</h2>'
        f"{_switches(numbers, chosen) if numbered else ''}</div>{articles}</section>"
    )


def _switches(numbers: Sequence[int], chosen: int) -> str:
    buttons = "".join(
        f'<button type="button" class="cite" data-cite="{n}" aria-label="Show source {n}"'
        f"{' aria-current=true' if n == chosen else ''}>[{n}]</button>"
        for n in numbers
    )
    return f'<div class="switches" role="group" aria-label="Sources of this answer">{buttons}</div>'


def _article(source: Source, chosen: int, whole: bool) -> str:
    titles = "".join(_title(citations, chosen) for citations in _by_role(source.citations))
    misplaced = "".join(_misplaced(citation, chosen) for citation in source.misplaced)
    return (
        f"<article {_for(source.numbers, chosen)}><header>{titles}</header>{_hidden_text(source)}{misplaced}"
        f"{_text(source, chosen, whole)}</article>"
    )


def _by_role(citations: Sequence[Citation]) -> list[list[Citation]]:
    roles: dict[str, list[Citation]] = {}
    for citation in citations:
        roles.setdefault(citation.role, []).append(citation)
    return list(roles.values())


def _title(citations: Sequence[Citation], chosen: int) -> str:
    first = citations[0]
    company = f'<p class="company" dir="auto">{escape(first.company)}</p>' if first.company else ""
    return (
        f'<div {_for([c.n for c in citations], chosen)} data-name="{escape(name_of(first))}">{company}'
        f'<h3 dir="auto">{escape(first.title)}</h3><p class="file">{escape(first.source)}</p></div>'
    )


def _for(numbers: Sequence[int], chosen: int) -> str:
    """The attributes of something that is shown only while one of `numbers` is chosen."""
    return f'data-ns="{_spaced(numbers)}"' + ("" if chosen in numbers else " hidden")


def _spaced(numbers: Sequence[int]) -> str:
    return " ".join(str(n) for n in numbers)


def _hidden_text(source: Source) -> str:
    if source.posting is None or not source.posting.hidden:
        return ""
    found = "".join(f"<li dir=auto>{escape(text)}</li>" for text in source.posting.hidden)
    return f'<details class="note"><summary>This file hides text from its readers</summary><ul>{found}</ul></details>'


def _misplaced(citation: Citation, chosen: int) -> str:
    return (
        f'<div class="note" {_for([citation.n], chosen)}><p>The library has changed since: this quote [{citation.n}] '
        f'is no longer where it was.</p><blockquote dir="auto">{escape(citation.quote)}</blockquote></div>'
    )


def _text(source: Source, chosen: int, whole: bool) -> str:
    if source.posting is None:
        return ""
    text, marks = source.posting.text, source.marks
    shown = _shown(text, marks, whole)
    # Focusable, because what scrolls must be reachable from the keyboard.
    opening = '<div class="posting" tabindex="0" role="region" aria-label="Text of the posting">'
    return opening + "".join(_stretches(text, marks, shown, chosen)) + "</div>" + _more(text, shown)


def _shown(text: str, marks: Sequence[Mark], whole: bool) -> list[Span]:
    if whole or len(text) <= WHOLE_UP_TO:
        return [Span(0, len(text))]
    return windows(text, [mark.span for mark in marks], AROUND)


def _stretches(text: str, marks: Sequence[Mark], shown: Sequence[Span], chosen: int) -> list[str]:
    parts, at = [], 0
    for window in shown:
        parts.append(_gap(window.start - at))
        parts.extend(_run(run, chosen) for run in runs(text, marks, window))
        at = window.end
    return [*parts, _gap(len(text) - at)]


def _run(run: Run, chosen: int) -> str:
    if not run.ns:
        return escape(run.text)
    picked = ' class="chosen"' if chosen in run.ns else ""
    return f'<mark data-quotes="{_spaced(run.ns)}"{picked}>{escape(run.text)}</mark>'


def _gap(characters: int) -> str:
    return f'<p class="gap">{characters:,} characters not shown</p>' if characters else ""


def _more(text: str, shown: Sequence[Span]) -> str:
    if sum(window.end - window.start for window in shown) == len(text):
        return ""
    return (
        '<button type="button" class="quiet whole" data-whole>'
        f"Show the whole posting ({len(text):,} characters)</button>"
    )
