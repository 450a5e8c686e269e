"""A role in full as HTML, and its lines as citations: each line opens the words of the posting that it stands on.

A role's lines are numbered from 1 like an answer's citations, so the source panel of the chat shows them as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.domain import Citation, Conflict, Fact, Posting, Requirement, Role, Round, Span
from assistant.web.cards import KINDS, company_html, unstated_html
from assistant.web.facts import LABELS, clip, rounds, stated_names
from assistant.web.sources import Source

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


def role_html(role: Role, posting: Posting) -> str:
    """The role's page. What the browser needs to address its lines stands in `data-role`."""
    lines = lines_of(role, posting.text)
    facts, steps = _only(lines, Fact), _only(lines, Round)
    groups = "".join(_requirements(lines, kind) for kind in KINDS)
    return (
        f'<article class="role" data-role="{escape(role.id)}" aria-label="Role">'
        f'<header><p class="company" dir="auto">{company_html(role)}</p>'
        f'<h2 tabindex="-1" dir="auto">{escape(role.title)}</h2><p class="file">{_file(role)}</p>'
        '<button type="button" class="ask" data-ask>Ask about this role</button></header>'
        f"{_warning(posting)}{_facts(role, facts)}{_conflicts(role, lines)}{_process(role, steps)}{groups}</article>"
    )


def gone_html(reason: str) -> str:
    """The page of a role that is not there; `reason` is a sentence."""
    return (
        '<section class="nothing-here role"><h2 tabindex="-1">This role is not in the library</h2>'
        f'<p dir="auto">{escape(reason)}</p></section>'
    )


def _only(lines: Iterable[Line], kind: type) -> list[Line]:
    return [line for line in lines if isinstance(line.item, kind)]


def _file(role: Role) -> str:
    stood = f" · stood {role.duplicates + 1} times in the file" if role.duplicates else ""
    return f"<bdi>{escape(role.source)}</bdi>{stood}"


def _warning(posting: Posting) -> str:
    if not posting.hidden:
        return ""
    found = "".join(f'<li dir="auto">{escape(clip(text, 1000))}</li>' for text in posting.hidden)
    return (
        '<div class="callout failed hidden-text"><h3>This file hides text from its readers</h3>'
        f"<p>It stands in the file but not on its page, and no answer uses it. It reads:</p><ul>{found}</ul></div>"
    )


def _facts(role: Role, lines: Sequence[Line]) -> str:
    named: dict[str, list[Line]] = {}
    for line in lines:
        if isinstance(line.item, Fact):
            named.setdefault(line.item.name, []).append(line)
    rows = "".join(
        f"<div{_inline(found)}><dt>{LABELS.get(name, escape(name))}</dt>"
        f"{''.join(f'<dd>{_fact(line)}</dd>' for line in found)}</div>"
        for name, found in named.items()
    )
    table = f'<dl class="facts">{rows}</dl>' if rows else "<p>None of the facts that were looked for is stated.</p>"
    return f"<section><h3>What is stated</h3>{table}{unstated_html(stated_names(role))}</section>"


def _inline(lines: Sequence[Line]) -> str:
    """Several short quotes, like the names of a tech stack, stand side by side."""
    return ' class="inline"' if len(lines) > 1 and all(len(line.quote) <= _SHORT_QUOTE for line in lines) else ""


def _fact(line: Line) -> str:
    value = line.item.value if isinstance(line.item, Fact) else ""
    if " ".join(value.split()) == " ".join(line.quote.split()):
        return _button(line, f"<q>{escape(value)}</q>")
    return _button(line, f"<strong>{escape(value)}</strong><q>{escape(clip(line.quote, _LONGEST_QUOTE))}</q>")


def _conflicts(role: Role, lines: Sequence[Line]) -> str:
    """Where the posting says one thing in one place and another in the next: both sides, to ask about."""
    drawn = ""
    for conflict in role.conflicts:
        sides = "".join(
            f"<li>{_button(line, f'<q>{escape(clip(line.quote, _LONGEST_QUOTE))}</q>')}</li>"
            for line in lines
            if line.item is conflict
        )
        why = escape(f"{conflict.why[:1].upper()}{conflict.why[1:]}.")
        drawn += f'<div class="conflict"><h4>{LABELS[conflict.fact]}</h4><p dir="auto">{why}</p><ul>{sides}</ul></div>'
    return f"<section><h3>Said in two ways</h3>{drawn}</section>" if drawn else ""


def _process(role: Role, lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    steps = "".join(f"<li>{_round(line, line.item)}</li>" for line in lines if isinstance(line.item, Round))
    return f'<section><h3>Interview: {rounds(role)}</h3>{_course(role)}<ol class="rounds">{steps}</ol></section>'


def _course(role: Role) -> str:
    """What is said of the process as a whole."""
    if role.course is None:
        return ""
    interviews = f"{role.course.interviews} interviews" if role.course.interviews else None
    said = ", ".join(text for text in (interviews, role.course.duration, role.course.medium) if text)
    return f'<p dir="auto">As a whole: {escape(said)}</p>' if said else ""


def _round(line: Line, step: Round) -> str:
    minutes = f"{step.minutes} minutes" if step.minutes is not None else None
    known = dict.fromkeys(text for text in (step.format, minutes, step.medium) if text)
    known.update({f"with {step.who}": None} if step.who else {})
    tags = "".join(f'<span class="tag">{escape(text)}</span>' for text in known)
    # Where the detail begins with the name, only what follows is said again.
    detail = clip((step.detail or "").removeprefix(step.name).lstrip(" .:;,–-\n"), _LONGEST_QUOTE)
    more = f'<span class="more" dir="auto">{escape(detail)}</span>' if detail else ""
    return _button(line, f'<strong dir="auto">{escape(step.name)}</strong>{tags}{more}')


def _requirements(lines: Sequence[Line], kind: str) -> str:
    found = [line for line in lines if isinstance(line.item, Requirement) and line.item.kind == kind]
    if not found:
        return ""
    items = "".join(f"<li>{_button(line, escape(line.quote))}</li>" for line in found)
    return f'<section><h3>{KINDS[kind]} <span class="number">{len(found)}</span></h3><ul>{items}</ul></section>'


def _button(line: Line, inside: str) -> str:
    """A line that opens its source; what it says is its name, so a screen reader hears that it is a source button."""
    return (
        f'<button type="button" class="line" dir="auto" data-cite="{line.n}" title="Show where this stands">'
        f"{inside}</button>"
    )
