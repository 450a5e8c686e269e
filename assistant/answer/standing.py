"""What the heading above a statement makes of it: asked whether something is needed, an extra is said to be one."""

from __future__ import annotations

from assistant.answer.draft import Draft
from assistant.domain import Role, Section, SectionKind, Span
from assistant.retrieve.language import pattern
from assistant.retrieve.query import Query


def told(draft: Draft, query: Query, role: Role, span: Span) -> str:
    """The span quoted; where the question wants to know whether it is needed, and it stands below a heading of extras
    ("Preferred Qualifications"), with that heading."""
    quoted = draft.quote(role, span)
    extra = _extras(role, span, draft.text_of(role.posting_id)) if _asks_whether(query.question) else None
    return f"{quoted} (under {draft.quote(role, extra)})" if extra else quoted


def _asks_whether(question: str) -> bool:
    return any(pattern(name).search(question) for name in ("yes_no", "needed"))


def _extras(role: Role, span: Span, text: str) -> Span | None:
    """The heading of the extras among which the span stands; None where it stands below another one, or none."""
    found: Section | None = next((s for s in role.sections if s.span.contains(span)), None)
    if found is None or found.heading is None or found.kind is not SectionKind.NICE:
        return None
    return found.heading if pattern("extras").search(found.heading.of(text)) else None
