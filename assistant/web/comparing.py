"""Roles side by side as HTML: a row for each thing that they state or ask for, a cell for each role, quotes in them.

The quotes are numbered from 1, row by row and role by role, as citations of the source panel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from assistant.domain import Citation, Posting, Role, Span
from assistant.matrix import Matrix, Row
from assistant.web.cards import company_html, link
from assistant.web.detail import line_button
from assistant.web.facts import clip, label
from assistant.web.sources import Source
from assistant.web.texts import say

# So many roles fit side by side.
MOST = 6
_LONGEST_QUOTE = 220


@dataclass(frozen=True, slots=True)
class _Quote:
    n: int
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the matrix with its quotes, a list for each role."""

    row: Row
    cells: tuple[tuple[_Quote, ...], ...]


def key_of(ids: Sequence[str]) -> str:
    """What names these roles side by side, on the page and in its events; ids hold no blanks."""
    return " ".join(ids)


def sources_of(matrix: Matrix, postings: Mapping[str, Posting]) -> list[Source]:
    """What the source panel shows: the postings, by id, with all quotes of the comparison."""
    cited: dict[str, list[Citation]] = {}
    for line in _lines(matrix):
        for quote in (quote for cell in line.cells for quote in cell):
            role, span = quote.role, quote.span
            words = span.of(postings[role.posting_id].text)
            citation = Citation(quote.n, role.id, role.company, role.title, role.source, span.start, span.end, words)
            cited.setdefault(role.posting_id, []).append(citation)
    return [Source(tuple(citations), postings[id]) for id, citations in cited.items()]


def matrix_html(matrix: Matrix, postings: Mapping[str, Posting], language: str) -> str:
    """The page: the roles, what they state, what they ask for, and what none of them states."""
    told = partial(say, language)
    ids = [role.id for role in matrix.roles]
    title = told("compare_title", n=len(ids))
    silent = told("roles_comma").join(label(name, language).lower() for name in matrix.silent)
    foot = f'<p class="unstated">{told("compare_silent", facts=silent)}</p>' if silent else ""
    return (
        f'<article class="role comparison" data-role="{escape(key_of(ids))}" aria-label="{title}"><header>'
        f'<h2 tabindex="-1">{title}</h2><p class="file">{told("compare_lead")}</p>'
        f'<button type="button" class="ask" data-ask="{escape(key_of(ids))}">{told("compare_ask")}</button></header>'
        f'<label class="compare-only"><input type="checkbox" data-compare-only> <span>{told("compare_only")}</span>'
        f"</label>{_table(matrix, postings, language)}{foot}</article>"
    )


def bar_html(language: str) -> str:
    """What stands below the list once roles are ticked; the page's script fills it in."""
    told = partial(say, language)
    many, too_many = told("compare_bar_many", n="{n}"), told("compare_bar_too_many", n="{n}", most=MOST)
    return (
        f'<div class="compare-bar" role="region" aria-label="{told("compare_bar")}" data-most="{MOST}" '
        f'data-one="{told("compare_bar_one")}" data-many="{many}" data-too-many="{too_many}" hidden><p role="status">'
        f'</p><button type="button" class="main" data-compare-do disabled>{told("compare_do")}</button>'
        f'<button type="button" class="quiet" data-compare-clear>{told("compare_clear")}</button></div>'
    )


def _lines(matrix: Matrix) -> Iterator[_Line]:
    n = 0
    for row in matrix.rows:
        cells = []
        for role, spans in zip(matrix.roles, row.cells, strict=True):
            cells.append(tuple(_Quote(n + at, role, span) for at, span in enumerate(spans, 1)))
            n += len(spans)
        yield _Line(row, tuple(cells))


def _table(matrix: Matrix, postings: Mapping[str, Posting], language: str) -> str:
    lines = list(_lines(matrix))
    groups = {
        "compare_facts": [line for line in lines if line.row.kind == "fact"],
        "compare_requirements": [line for line in lines if line.row.kind != "fact"],
    }
    body = ""
    for name, group in groups.items():
        rows = "".join(_row(line, matrix, postings, language) for line in group)
        head = f'<th colspan="{len(matrix.roles) + 1}" scope="rowgroup">{say(language, name)}</th>'
        body += f'<tbody><tr class="group">{head}</tr>{rows}</tbody>' if group else ""
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{say(language, "compare_table")}">'
        f'<table class="matrix"><caption class="unseen">{say(language, "compare_table")}</caption><thead><tr>'
        f'<th scope="col">{say(language, "compare_slot")}</th>{_heads(matrix.roles, language)}</tr></thead>'
        f"{body}</table></div>"
    )


def _heads(roles: Sequence[Role], language: str) -> str:
    heads = ""
    for role in roles:
        others = key_of([other.id for other in roles if other.id != role.id])
        remove = escape(say(language, "compare_remove", name=role.name))
        button = (
            f'<button type="button" class="quiet" data-compare="{escape(others)}" aria-label="{remove}" '
            f'title="{remove}">×</button>'
            if len(roles) > 2
            else ""
        )
        heads += (
            f'<th scope="col"><span class="company" dir="auto">{company_html(role, language)}</span>{button}'
            f'<a href="{link(role.id)}" data-open="{escape(role.id)}" dir="auto">{escape(role.title)}</a></th>'
        )
    return heads


def _row(line: _Line, matrix: Matrix, postings: Mapping[str, Posting], language: str) -> str:
    row = line.row
    cells = "".join(
        f'<td data-name="{escape(role.name)}">{_cell(quotes, postings, row, language)}</td>'
        for role, quotes in zip(matrix.roles, line.cells, strict=True)
    )
    note = _note(row, len(matrix.roles), language)
    kind = ' class="alike"' if _is_alike(row, len(matrix.roles)) else ""
    tag = f' <span class="tag">{note}</span>' if note else ""
    return f'<tr{kind}><th scope="row">{_name(row, language)}{tag}</th>{cells}</tr>'


def _cell(quotes: Sequence[_Quote], postings: Mapping[str, Posting], row: Row, language: str) -> str:
    if not quotes:
        said = say(language, "compare_unstated" if row.kind == "fact" else "compare_not_asked")
        return f'<span class="absent">○ {said}</span>'
    return "".join(
        line_button(q.n, escape(clip(q.span.of(postings[q.role.posting_id].text), _LONGEST_QUOTE)), language)
        for q in quotes
    )


def _name(row: Row, language: str) -> str:
    if row.kind == "fact":
        return label(row.name, language)
    return escape(row.name) if row.kind == "topic" else say(language, f"compare_{row.kind}")


def _is_alike(row: Row, of: int) -> bool:
    return row.alike or (row.kind == "topic" and row.stated == of)


def _note(row: Row, of: int, language: str) -> str:
    """In words, whether the roles agree in this row."""
    told = partial(say, language, n=row.stated, of=of)
    if row.kind == "topic":
        return told("compare_asked_all" if row.stated == of else "compare_asked_partly")
    if row.kind != "fact":
        return ""
    return told("compare_alike" if row.alike else "compare_differ" if row.stated == of else "compare_partly")
