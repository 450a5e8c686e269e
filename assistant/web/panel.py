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
from assistant.web.texts import DEFAULT, say

AROUND = 4_000
# Up to this length a posting is shown whole: three screens of text need no window.
WHOLE_UP_TO = 12_000


def empty(reason: str = "", language: str = DEFAULT) -> str:
    """The panel with nothing chosen; `reason` is a sentence, by default what to do."""
    said = escape(reason or say(language, "panel_empty"))
    return (
        f'<section class="source nothing">{_close(language)}<h2>{say(language, "panel_sources")}</h2>'
        f"<p>{said}</p></section>"
    )


def panel_html(
    sources: Sequence[Source],
    *,
    key: str,
    chosen: int,
    whole: bool = False,
    numbered: bool = True,
    language: str = DEFAULT,
) -> str:
    """The panel for what `key` names (a turn's index, a role's id), opened at citation `chosen`.

    `whole` shows the chosen posting uncut. `numbered`: the citations have numbers that the reader sees, in an answer.
    """
    numbers = sorted(n for source in sources for n in source.numbers)
    if not numbers:
        return empty(say(language, "panel_uncited"), language)
    chosen = chosen if chosen in numbers else numbers[0]
    articles = "".join(_article(source, chosen, whole and chosen in source.numbers, language) for source in sources)
    return (
        f'<section class="source{"" if numbered else " unnumbered"}" data-panel-key="{escape(key)}" '
        f'data-chosen="{chosen}" aria-label="{say(language, "panel_label")}"><div class="tabs">{_close(language)}'
        f'<h2 tabindex="-1">{say(language, "panel_source")}</h2>'
        f"{_switches(numbers, chosen, language) if numbered else ''}</div>{articles}</section>"
    )


def _close(language: str) -> str:
    return (
        f'<button type="button" class="quiet close" data-close aria-label="{say(language, "panel_close_this")}">'
        f"{say(language, 'panel_close')}</button>"
    )


def _switches(numbers: Sequence[int], chosen: int, language: str) -> str:
    buttons = "".join(
        f'<button type="button" class="cite" data-cite="{n}" aria-label="{say(language, "panel_show", n=n)}"'
        f"{' aria-current=true' if n == chosen else ''}>[{n}]</button>"
        for n in numbers
    )
    return f'<div class="switches" role="group" aria-label="{say(language, "panel_of_answer")}">{buttons}</div>'


def _article(source: Source, chosen: int, whole: bool, language: str) -> str:
    titles = "".join(_title(citations, chosen) for citations in _by_role(source.citations))
    misplaced = "".join(_misplaced(citation, chosen, language) for citation in source.misplaced)
    return (
        f"<article {_for(source.numbers, chosen)}><header>{titles}</header>{_hidden_text(source, language)}{misplaced}"
        f"{_text(source, chosen, whole, language)}</article>"
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


def _hidden_text(source: Source, language: str) -> str:
    if source.posting is None or not source.posting.hidden:
        return ""
    found = "".join(f"<li dir=auto>{escape(text)}</li>" for text in source.posting.hidden)
    return f'<details class="note"><summary>{say(language, "panel_hides")}</summary><ul>{found}</ul></details>'


def _misplaced(citation: Citation, chosen: int, language: str) -> str:
    return (
        f'<div class="note" {_for([citation.n], chosen)}><p>{say(language, "panel_misplaced", n=citation.n)}</p>'
        f'<blockquote dir="auto">{escape(citation.quote)}</blockquote></div>'
    )


def _text(source: Source, chosen: int, whole: bool, language: str) -> str:
    if source.posting is None:
        return ""
    text, marks = source.posting.text, source.marks
    shown = _shown(text, marks, whole)
    # Focusable, because what scrolls must be reachable from the keyboard.
    label = say(language, "panel_text")
    opening = f'<div class="posting" tabindex="0" role="region" data-posting="{escape(source.posting.id)}" '
    drawn = "".join(_stretches(text, marks, shown, chosen, language))
    return f'{opening}aria-label="{label}">{drawn}</div>{_more(text, shown, language)}'


def _shown(text: str, marks: Sequence[Mark], whole: bool) -> list[Span]:
    if whole or len(text) <= WHOLE_UP_TO:
        return [Span(0, len(text))]
    return windows(text, [mark.span for mark in marks], AROUND)


def _stretches(text: str, marks: Sequence[Mark], shown: Sequence[Span], chosen: int, language: str) -> list[str]:
    parts, at = [], 0
    for window in shown:
        parts.append(_gap(window.start - at, language))
        parts.extend(_run(run, chosen) for run in runs(text, marks, window))
        at = window.end
    return [*parts, _gap(len(text) - at, language)]


def _run(run: Run, chosen: int) -> str:
    if not run.ns:
        return escape(run.text)
    picked = ' class="chosen"' if chosen in run.ns else ""
    return f'<mark data-quotes="{_spaced(run.ns)}"{picked}>{escape(run.text)}</mark>'


def _gap(characters: int, language: str) -> str:
    return f'<p class="gap">{say(language, "panel_gap", n=f"{characters:,}")}</p>' if characters else ""


def _more(text: str, shown: Sequence[Span], language: str) -> str:
    if sum(window.end - window.start for window in shown) == len(text):
        return ""
    label = say(language, "panel_whole", n=f"{len(text):,}")
    return f'<button type="button" class="quiet whole" data-whole>{label}</button>'
