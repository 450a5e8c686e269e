"""What the library holds: its roles, or its companies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold, plain
from assistant.answer.targets import MOST_ROLES, Library, targets
from assistant.domain import Answer, Role, Span
from assistant.reading.lines import lines
from assistant.retrieve.query import Query

_SHOWN = 40
_COMPANIES = re.compile(r"\b(?:compan(?:y|ies)|employers?|firms?|empresas?|firmen|unternehmen)\b|公司", re.IGNORECASE)
_HIRING = re.compile(r"\b(?:which|what|list|show|how\s+many)\b", re.IGNORECASE)


def inventory(query: Query, library: Library) -> Answer:
    """The saved roles that a question without any subject is about, each with the line it begins with."""
    roles = targets(query, library) or library.list_roles(MOST_ROLES)
    if not roles:
        return abstain.nothing_found(query, [], roles)
    if _COMPANIES.search(query.question) and not query.companies:
        return _companies(query, roles, library)
    draft = Draft(library.posting_text)
    more = "at least " if len(roles) == MOST_ROLES else ""
    draft.say(f"There {'is' if len(roles) == 1 else 'are'} {more}{len(roles)} saved role{'s'[: len(roles) - 1]}:\n")
    return _listed(query, draft, roles, library)


def silent(query: Query, what: str, speaking: Collection[str], library: Library) -> Answer:
    """The roles in question that do not `what` ("state the pay"), which are those without the ids `speaking`; each with
    the line it begins with, for what is not said has no line."""
    roles = targets(query, library) or library.list_roles(MOST_ROLES)
    found = [role for role in roles if role.id not in speaking]
    if not found:
        return replace(
            abstain.nothing_found(query, [], roles), text=f"All of the {len(roles)} roles in question {what}."
        )
    draft = Draft(library.posting_text)
    draft.say(f"{len(found)} of {len(roles)} roles {'does' if len(found) == 1 else 'do'} not {what}:\n")
    return _listed(query, draft, found, library)


def repeated(query: Query, library: Library) -> Answer:
    """The roles that were saved more than once within a file."""
    roles = targets(query, library) or library.list_roles(MOST_ROLES)
    found = [role for role in roles if role.duplicates]
    if not found:
        text = f"None of the {len(roles)} roles in question stands more than once in its file."
        return replace(abstain.nothing_found(query, [], roles), text=text)
    draft = Draft(library.posting_text)
    draft.say("Saved more than once; each is kept as one role:\n")
    for role in found[:_SHOWN]:
        draft.say(f"- {bold(role)}: {role.duplicates + 1} times {draft.cite(role, _beginning(role, library))}")
    return draft.answer(query.question)


def _listed(query: Query, draft: Draft, roles: Sequence[Role], library: Library) -> Answer:
    for role in roles[:_SHOWN]:
        draft.say(f"- {bold(role)} {draft.cite(role, _beginning(role, library))}")
    if len(roles) > _SHOWN:
        draft.say(f"- … and {len(roles) - _SHOWN} more")
    return draft.answer(query.question)


def _companies(query: Query, roles: Sequence[Role], library: Library) -> Answer:
    draft = Draft(library.posting_text)
    counts = Counter(role.company for role in roles if role.company)
    first = {role.company: role for role in reversed(roles)}
    draft.say(f"The saved postings are from {len(counts)} {'company' if len(counts) == 1 else 'companies'}:\n")
    for name, count in sorted(counts.items(), key=lambda item: item[0].casefold()):
        marker = draft.cite(first[name], _beginning(first[name], library))
        draft.say(f"- **{plain(name)}** ({count} role{'s' if count > 1 else ''}) {marker}")
    return draft.answer(query.question) if counts else abstain.nothing_found(query, [], roles)


def _beginning(role: Role, library: Library) -> Span:
    """The role's first line, which stands for it."""
    first = next(iter(lines(library.posting_text(role.posting_id), role.span)), None)
    return first.span if first else role.span
