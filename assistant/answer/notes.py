"""What the product adds under a chat model's text: roles left out of a list, what was removed, what is unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer.phrases import bold
from assistant.answer.targets import Library
from assistant.answer.vetting import Vetting
from assistant.domain import Answer, Span
from assistant.retrieve.query import Query

# Roles that are added to a list; what is beyond them is counted.
_ADDED = 20


def notes(query: Query, plain: Answer, vetting: Vetting, library: Library) -> Iterator[str]:
    """The paragraphs to add, as Markdown; what they quote is cited in the vetting's draft."""
    if query.shape == "list" and query.extreme is None and plain.status == "answered":
        yield from _other_roles(plain, vetting, library)
    if vetting.removed:
        yield left_out(vetting.removed)
    if vetting.silent:
        yield "The postings do not state all of what was asked."


def left_out(count: int) -> str:
    """The line that says that statements were removed."""
    if count == 1:
        return "1 statement was left out because the postings do not support it."
    return f"{count} statements were left out because the postings do not support them."


def _other_roles(plain: Answer, vetting: Vetting, library: Library) -> Iterator[str]:
    """The roles of the listing without a model that the model does not cite: a list is complete."""
    told = {citation.role for citation in vetting.draft.answer("").citations}
    first = {citation.role: citation for citation in reversed(plain.citations) if citation.role not in told}
    order = [role for role in dict.fromkeys(c.role for c in plain.citations) if role in first]
    roles = {role.id: role for role in library.roles(order[:_ADDED])}
    lines = [
        f"- {bold(role)} says: {vetting.draft.quote(role, Span(first[id].start, first[id].end))}"
        for id, role in roles.items()
    ]
    if len(order) > len(lines):
        lines.append(f"- and {len(order) - len(lines)} more")
    if lines:
        yield "\n".join(["Also:\n", *lines])
