"""A role in full as HTML, and its lines as citations: each line opens the words of the posting that it stands on.

A role's lines are numbered from 1 like an answer's citations, so the source panel of the chat shows them as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from assistant.domain import Citation, Conflict, Fact, Posting, Requirement, Role, Round, Span
from assistant.web.cards import KINDS, company_html, unstated_html
from assistant.web.facts import clip, label, rounds, stated_names
from assistant.web.sources import Source
from assistant.web.texts import DEFAULT, say

# A role of which nothing was recognised is shown by its beginning.
_BEGINNING = 1_000
_LONGEST_QUOTE = 200
_SHORT_QUOTE = 32


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of a role, and the words it stands on. `n` is its number among all lines of the role."""

    n: int
    item: Fact | Round | Requirement | Conflict
    span: Span
    quote: str


def lines_of(role: Role, text: str) -> list[Line]:
    """The facts, the rounds in order, must-haves, nice-to-haves, duties, then every side of what does not agree.

    `text` is the posting's.
    """
    wanted: list[Fact | Round | Requirement] = [*role.facts, *sorted(role.process, key=lambda step: step.order)]
    for kind in KINDS:
        wanted += [requirement for requirement in role.requirements if requirement.kind == kind]
    stated = [(item, item.span) for item in wanted]
    sides = [(conflict, span) for conflict in role.conflicts for span in conflict.spans]
    return [Line(n, item, span, span.of(text)) for n, (item, span) in enumerate([*stated, *sides], 1)]


def source_of(role: Role, posting: Posting) -> Source:
    """What the panel shows: the posting, with the role's lines as numbered quotes."""
    spans = [line.span for line in lines_of(role, posting.text)]
    if not spans:
        spans = [Span(role.span.start, min(role.span.end, role.span.start + _BEGINNING))]
    cited = (
        Citation(n, role.id, role.company, role.title, role.source, span.start, span.end, span.of(posting.text))
        for n, span in enumerate(spans, 1)
    )
    return Source(tuple(cited), posting)


def role_html(role: Role, posting: Posting, language: str = DEFAULT) -> str:
    """The role's page. What the browser needs to address its lines stands in `data-role`."""
    lines = lines_of(role, posting.text)
    facts, steps = _only(lines, Fact), _only(lines, Round)
    groups = "".join(_requirements(lines, kind, language) for kind in KINDS)
    told = partial(say, language)
    return (
        f'<article class="role" data-role="{escape(role.id)}" aria-label="{told("roles_role")}">'
        f'<header><p class="company" dir="auto">{company_html(role, language)}</p>'
        f'<h2 tabindex="-1" dir="auto">{escape(role.title)}</h2><p class="file">{_file(role, language)} · '
        f'<a href="?tab=library" data-check="{escape(role.id)}">{told("roles_check")}</a></p>'
        f'<button type="button" class="ask" data-ask="{escape(role.id)}">{told("roles_ask")}</button></header>'
        f"{_warning(posting, language)}{_facts(role, facts, language)}{_conflicts(role, lines, language)}"
        f"{_process(role, steps, language)}{groups}</article>"
    )


def gone_html(reason: str, language: str = DEFAULT, *, title: str = "") -> str:
    """The page of a role that is not there; `reason` is a sentence, `title` what stands above it."""
    return (
        '<section class="nothing-here role">'
        f'<h2 tabindex="-1">{escape(title or say(language, "roles_gone"))}</h2>'
        f'<p dir="auto">{escape(reason)}</p></section>'
    )


def _only(lines: Iterable[Line], kind: type) -> list[Line]:
    return [line for line in lines if isinstance(line.item, kind)]


def _file(role: Role, language: str) -> str:
    said = say(language, "roles_repeated_in_file", n=role.duplicates + 1)
    stood = f" · {said}" if role.duplicates else ""
    return f"<bdi>{escape(role.source)}</bdi>{stood}"


def _warning(posting: Posting, language: str) -> str:
    if not posting.hidden:
        return ""
    found = "".join(f'<li dir="auto">{escape(clip(text, 1000))}</li>' for text in posting.hidden)
    return (
        f'<div class="callout failed hidden-text"><h3>{say(language, "roles_hides")}</h3>'
        f"<p>{say(language, 'roles_hides_reads')}</p><ul>{found}</ul></div>"
    )


def _facts(role: Role, lines: Sequence[Line], language: str) -> str:
    named: dict[str, list[Line]] = {}
    for line in lines:
        if isinstance(line.item, Fact):
            named.setdefault(line.item.name, []).append(line)
    rows = "".join(
        f"<div{_inline(found)}><dt>{label(name, language)}</dt>"
        f"{''.join(f'<dd>{_fact(line, language)}</dd>' for line in found)}</div>"
        for name, found in named.items()
    )
    table = f'<dl class="facts">{rows}</dl>' if rows else f"<p>{say(language, 'roles_facts_none')}</p>"
    unstated = unstated_html(stated_names(role), language=language)
    return f"<section><h3>{say(language, 'roles_facts')}</h3>{table}{unstated}</section>"


def _inline(lines: Sequence[Line]) -> str:
    """Several short quotes, like the names of a tech stack, stand side by side."""
    return ' class="inline"' if len(lines) > 1 and all(len(line.quote) <= _SHORT_QUOTE for line in lines) else ""


def _fact(line: Line, language: str) -> str:
    value = line.item.value if isinstance(line.item, Fact) else ""
    if " ".join(value.split()) == " ".join(line.quote.split()):
        return line_button(line.n, f"<q>{escape(value)}</q>", language)
    quote = escape(clip(line.quote, _LONGEST_QUOTE))
    return line_button(line.n, f"<strong>{escape(value)}</strong><q>{quote}</q>", language)


def _conflicts(role: Role, lines: Sequence[Line], language: str) -> str:
    """Where the posting says one thing in one place and another in the next: both sides, to ask about."""
    drawn = ""
    for conflict in role.conflicts:
        sides = "".join(
            f"<li>{line_button(line.n, f'<q>{escape(clip(line.quote, _LONGEST_QUOTE))}</q>', language)}</li>"
            for line in lines
            if line.item is conflict
        )
        why = escape(f"{conflict.why[:1].upper()}{conflict.why[1:]}.")
        called = label(conflict.fact, language)
        drawn += f'<div class="conflict"><h4>{called}</h4><p dir="auto">{why}</p><ul>{sides}</ul></div>'
    return f"<section><h3>{say(language, 'roles_conflicts')}</h3>{drawn}</section>" if drawn else ""


def _process(role: Role, lines: Sequence[Line], language: str) -> str:
    if not lines:
        return ""
    steps = "".join(f"<li>{_round(line, line.item, language)}</li>" for line in lines if isinstance(line.item, Round))
    title = say(language, "roles_process", rounds=rounds(role, language))
    return f'<section><h3>{title}</h3>{_course(role, language)}<ol class="rounds">{steps}</ol></section>'


def _course(role: Role, language: str) -> str:
    """What is said of the process as a whole."""
    if role.course is None:
        return ""
    n = role.course.interviews
    interviews = say(language, f"roles_course_{'one' if n == 1 else 'many'}", n=n) if n else None
    said = ", ".join(text for text in (interviews, role.course.duration, role.course.medium) if text)
    return f'<p dir="auto">{escape(say(language, "roles_course", said=said))}</p>' if said else ""


def _round(line: Line, step: Round, language: str) -> str:
    minutes = say(language, "roles_minutes", n=step.minutes) if step.minutes is not None else None
    known = dict.fromkeys(text for text in (step.format, minutes, step.medium) if text)
    known.update({say(language, "roles_with", who=step.who): None} if step.who else {})
    tags = "".join(f'<span class="tag">{escape(text)}</span>' for text in known)
    # Where the detail begins with the name, only what follows is said again.
    detail = clip((step.detail or "").removeprefix(step.name).lstrip(" .:;,–-\n"), _LONGEST_QUOTE)
    more = f'<span class="more" dir="auto">{escape(detail)}</span>' if detail else ""
    return line_button(line.n, f'<strong dir="auto">{escape(step.name)}</strong>{tags}{more}', language)


def _requirements(lines: Sequence[Line], kind: str, language: str) -> str:
    found = [line for line in lines if isinstance(line.item, Requirement) and line.item.kind == kind]
    if not found:
        return ""
    items = "".join(f"<li>{line_button(line.n, escape(line.quote), language)}</li>" for line in found)
    title = f'{say(language, f"roles_{kind}")} <span class="number">{len(found)}</span>'
    return f"<section><h3>{title}</h3><ul>{items}</ul></section>"


def line_button(n: int, inside: str, language: str) -> str:
    """A line that opens its source, as citation `n`; what it says is its name, so a screen reader hears that it is a
    source button."""
    return (
        f'<button type="button" class="line" dir="auto" data-cite="{n}" title="{say(language, "roles_show_place")}">'
        f"{inside}</button>"
    )
