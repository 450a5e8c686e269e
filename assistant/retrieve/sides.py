"""The sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Role
from assistant.index.analysis import words
from assistant.reading.companies import known_company
from assistant.retrieve.asked import Query
from assistant.retrieve.employers import companies_in
from assistant.retrieve.language import asks_of, content_words, described_role, pattern
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import roles_in

# What stands between the sides of a comparison.
_BETWEEN = re.compile(r"\s+(?:and|with|vs\.?|versus|than|or|to|from|und|y|e|et)\s+|[,;:]|和|与", re.IGNORECASE)
# A group that is then told apart: "the two Grok Code roles".
_GROUP = re.compile(
    r"\b(?:the|both|all|my|those|these|their)?\s*\b(?:two|both|three|2|3)\s+(?:of\s+)?(?:the\s+|my\s+)?(?P<group>(?:[\w+#.&’'-]+\s+){0,5}?)"
    r"(?:roles|jobs|positions|postings|openings|ones|teams)\b",
    re.IGNORECASE,
)
_MOST = 6


def sides(question: str, asks: tuple[str, ...], scope: Sequence[str], library: Lookup) -> tuple[Query, ...]:
    """The sides of a comparison: each stretch between "and", "vs", commas … that names a company or role."""
    group = _GROUP.search(question)
    members = _members(group.group("group"), question, scope, library) if group else []
    if group and len(members) > 1:
        ids = [role.id for role in members]
        rest = f"{question[: group.start()]},{question[group.end() :]}"
        told = [s for s in (_alone_side(x, ids, library) for x in _BETWEEN.split(rest)) if len(s.roles) == 1]
        if len({s.roles for s in told}) < 2:
            told = [Query(role.name, roles=(role.id,)) for role in members]
        return tuple(replace(side, asks=asks) for side in told)
    found = []
    for stretch in _BETWEEN.split(question):
        side = _alone_side(stretch, scope, library)
        if side.narrowed:
            found.append(replace(side, asks=asks))
    return tuple(found)


def _members(group: str, question: str, scope: Sequence[str], library: Lookup) -> list[Role]:
    """The roles of a group that is told apart: those that its words describe, else those of the company it names."""
    companies, rest, _ = companies_in(question, library)
    words_ = [w for w in content_words(group) if w in rest]
    alike = _of_that_name(words_, companies, library) if words_ else []
    if len(alike) > 1:
        return alike
    named = roles_in(" ".join(words_), (), companies, scope, library, by_title=True, strict=False)[0] if words_ else ()
    if len(named) > 1:
        return library.roles(list(named))
    return [role for key in companies[:1] for role in library.roles_of_company(key, _MOST)]


def _of_that_name(words_: Sequence[str], companies: Sequence[str], library: Lookup) -> list[Role]:
    """The roles whose names hold all of the words."""
    wanted = set(words(" ".join(words_)))
    ranked = library.search_roles(" ".join(words_), limit=20, companies=companies or None)
    return [role for role in library.roles([id for id, _ in ranked]) if wanted <= set(words(role.name))][:_MOST]


def compared(query: Query, parts: tuple[Query, ...]) -> Query:
    """`query` with its sides; the words that only name a side are no subject."""
    named = {w for part in parts for word in content_words(part.question) for w in words(word) if part.roles}
    named -= {w for part in parts for word in part.subject for w in words(word)}
    subject = tuple(w for w in query.subject if not set(words(w)) <= named)
    return replace(query, parts=parts, subject=subject)


def _alone_side(stretch: str, scope: Sequence[str], library: Lookup) -> Query:
    companies, rest, unknown = companies_in(stretch, library)
    bare_name = stretch.strip(" ?.!:")
    if not companies and not unknown and known_company(bare_name):
        return Query(bare_name, unknown=(bare_name,))
    description, rest = described_role(rest)
    _, left = asks_of(rest)
    bare = content_words(pattern("shapes", "compare").sub(" ", left))
    if companies and bare and not description and len(library.roles_of_company(companies[0], 2)) > 1:
        # "NVIDIA for vector search": what stands beside a company's name says which of its roles is meant.
        description, bare = " ".join(bare), ()
    roles, subject, lost = roles_in(description, bare, companies, scope, library, by_title=True)
    return Query(stretch.strip(), "one", (), tuple(companies), roles, subject, (*unknown, *lost))
