"""The roles that a question is about, and what they state."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Protocol

from assistant.domain import Fact, Hit, Role, SectionKind, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading.lines import heading, lines
from assistant.reading.telling import states_process
from assistant.retrieve.language import forms, is_abroad
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import own_text
from assistant.retrieve.query import Query
from assistant.retrieve.search import Searchable

# A question about a whole library looks at this many roles; beyond it the answer says that it is not complete.
MOST_ROLES = 200
_TOOL = re.compile(r"(?<=[\s(,/])(?:[A-Z][\w+#.]*[A-Za-z0-9+#]|[a-z]+[A-Z]\w*)(?=[\s),./;]|$)")


class Library(Lookup, Searchable, Protocol):
    """What answering needs of the library; every method is an index look-up."""

    def list_roles(self, limit: int, offset: int = 0) -> list[Role]: ...
    def roles_stating(self, fact: str, *, companies: Sequence[str] | None = None, limit: int) -> list[str]: ...
    def roles_matching(
        self, terms: Sequence[str], *, require_all: bool = True, companies: Sequence[str] | None = None, limit: int
    ) -> list[str]: ...
    def posting_text(self, posting_id: str) -> str: ...
    def search(
        self,
        text: str,
        *,
        k: int | None = None,
        roles: Collection[str] | None = None,
        companies: Collection[str] | None = None,
    ) -> list[Hit]: ...


def targets(query: Query, library: Library) -> list[Role]:
    """The roles a question names, else those of its companies, else none (the whole library is meant)."""
    if query.roles:
        return library.roles(list(query.roles))
    return [role for key in query.companies for role in library.roles_of_company(key, MOST_ROLES)]


def evidence(query: Query, library: Library, *, k: int | None = None) -> list[Hit]:
    """The chunks that an open question is answered from, best first: of the roles or companies it names, if any."""
    roles = [role.id for role in targets(query, library)] if query.roles else None
    companies = list(query.companies) if query.companies and roles is None else None
    return library.search(query.question, k=k, roles=roles, companies=companies)


def stating(ask: str, query: Query, library: Library) -> list[Role]:
    """Where a question names nobody: the roles that state `ask`, up to `MOST_ROLES`."""
    if ask.startswith("section:"):
        return [r for r in library.list_roles(MOST_ROLES) if section_spans(r, ask, library.posting_text(r.posting_id))]
    ids = library.roles_stating(ask, companies=query.companies or None, limit=MOST_ROLES)
    return library.roles(ids)


def unheard(query: Query, looked: Sequence[Role], library: Library) -> list[str]:
    """The words of the question's subject that stand in none of the roles `looked` at (without any: in no posting).

    A question in another language than the postings' is not held to its words.
    """
    if is_abroad(query.question):
        return []
    if not looked:
        return [w for w in query.subject if not library.document_frequency(w)]
    held = {t for role in looked for t in words(f"{role.name}\n{own_text(role, library)}")}
    return [w for w in query.subject if not any(set(words(form)) <= held for form in forms(w))]


def about(query: Query, roles: Sequence[Role], library: Library) -> list[Role]:
    """Those of the roles that speak of all of the question's subject, which it names in place of a role."""
    if not query.subject or is_abroad(query.question):
        return list(roles)
    wanted = {t for w in query.subject for t in words(w)}
    return [r for r in roles if wanted <= set(words(f"{r.name}\n{own_text(r, library)}"))]


def statements(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """The spans by which `role` states what is asked (a fact or a "section:<kind>"); empty where it does not."""
    if ask.startswith("section:"):
        return section_spans(role, ask, text)
    found = tuple(fact.span for fact in stated(role, ask))
    return found or (_tools(role, text) if ask == "tech_stack" else ())


def stated(role: Role, name: str) -> list[Fact]:
    """The role's facts of that name, those with the slot's own words first."""
    facts = list(role.stated(name))
    if name == "salary":
        facts.sort(key=lambda fact: not _is_pay_section(role, fact.span))
    if name == "interview_process" and not role.process:
        return [fact for fact in facts if states_process(fact.value)]
    return facts


def _is_pay_section(role: Role, span: Span) -> bool:
    return any(s.kind is SectionKind.COMPENSATION and s.span.overlaps(span) for s in role.sections)


def section_spans(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """The lines of the role's sections of the kind that "section:<kind>" names, without headings and bullets."""
    kind = SectionKind(ask.removeprefix("section:"))
    return tuple(
        Span(line.span.end - len(line.body), line.span.end)
        for section in role.sections
        if section.kind is kind
        for line in lines(text, section.span)
        if line.span != section.heading and not (heading(line) and line.text.endswith(":"))
    )


def _tools(role: Role, text: str) -> tuple[Span, ...]:
    """Without a stack section: the requirements that name tools, by their capitals inside the line."""
    degrees = {fact.span for fact in role.stated("degree")}
    wanted = [r for r in role.requirements if r.kind in ("must", "nice") and r.span not in degrees]
    return tuple(r.span for r in wanted if any(_is_tool(name) for name in _TOOL.findall(r.span.of(text))))


@cache
def _not_tools() -> frozenset[str]:
    listed = load("words")
    return frozenset(map(str, [*listed["stop"], *listed["generic"], *load("cues")["titles"]["words"]])) - frozenset(
        map(str, listed["tools"])
    )


def _is_tool(name: str) -> bool:
    return name.casefold() not in _not_tools() and not re.fullmatch(r"[A-Z][a-z]+(?:ing|ed|s)|[A-Z]{2,}s", name)
