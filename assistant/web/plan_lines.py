"""The posting behind a quote of a gap or a plan. A quote is named by its role and by where it starts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from assistant.domain import Citation, Posting, Role
from assistant.errors import AssistantError
from assistant.web.facts import clip
from assistant.web.sources import Source

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.preparation import Line, Plan

_SHOWN = 240


def quote_html(line: Line, label: str) -> str:
    """A quote as a button that opens its posting there."""
    words = escape(clip(line.quote, _SHOWN))
    return (
        f'<span data-role="{escape(line.role)}"><button type="button" class="line quote" data-cite="{line.start}" '
        f'data-k="q-{escape(line.role)}-{line.start}" aria-label="{escape(label)}: {words}" dir="auto">'
        f"“{words}”</button></span>"
    )


def lines_of_plan(plan: Plan) -> Iterator[Line]:
    """All lines that a plan rests on."""
    for item in plan.items:
        yield item.why
        yield from item.serves
    yield from (left.line for left in plan.coverage.left)


def source_of(assistant: Assistant, user: str, role: str, start: int) -> Source:
    """The role's posting with the lines of the user's plans and its requirements as quotes, numbered by their start.

    Where the posting is gone, what the plan has of it; the panel says so.
    """
    kept = [line for plan in assistant.planner.plans(user) for line in lines_of_plan(plan) if line.role == role]
    cited = {line.start: _of_line(line) for line in reversed(kept)}
    posting = None
    try:
        found = assistant.role(role)
        posting = assistant.posting(found.posting_id)
        cited = {**_of_role(found, posting), **cited}
        # Requirements that were read anew stand where they are now, also where a plan has them elsewhere.
        if start not in cited:
            cited[start] = _beginning(found, posting, start)
    except AssistantError:
        pass
    return Source(tuple(cited.values()) or (_nothing(role, start),), posting)


def _of_line(line: Line) -> Citation:
    return Citation(line.start, line.role, line.company, line.title, line.source, line.start, line.end, line.quote)


def _of_role(role: Role, posting: Posting) -> dict[int, Citation]:
    spans = [r.span for r in role.requirements] + [step.span for step in role.process]
    return {
        span.start: Citation(
            span.start, role.id, role.company, role.title, role.source, span.start, span.end, span.of(posting.text)
        )
        for span in spans
    }


def _beginning(role: Role, posting: Posting, start: int) -> Citation:
    end = min(len(posting.text), max(start, 0) + 200)
    start = min(max(start, 0), end)
    return Citation(start, role.id, role.company, role.title, role.source, start, end, posting.text[start:end])


def _nothing(role: str, start: int) -> Citation:
    return Citation(start, role, None, role, "", 0, 0, "")
