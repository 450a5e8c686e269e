"""The other roles that a question may mean: those whose names hold all the words by which it names its role."""

from __future__ import annotations

from assistant.domain import Role
from assistant.index.analysis import words
from assistant.retrieve.asked import Query
from assistant.retrieve.language import content_words
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import own_text

_LOOKED_AT = 12


def rivals(query: Query, library: Lookup) -> list[Role]:
    """The roles that the words for `query`'s only role name as well, best first; none where several roles are meant
    already, or nothing names the role."""
    wanted = set(words(" ".join(query.described)))
    if len(query.roles) != 1 or query.shape != "one" or not wanted:
        return []
    taken = library.roles(list(query.roles))
    if not taken or not wanted <= set(words(taken[0].name)):
        return []
    name = set(words(taken[0].name))
    wanted |= {term for word in query.subject for term in words(word) if term in name}
    ranked = library.search_roles(" ".join(query.described), limit=_LOOKED_AT, companies=query.companies or None)
    found = library.roles([id for id, _ in ranked if id not in query.roles])
    fitting = [role for role in found if wanted <= set(words(role.name))]
    return [role for role in fitting if not _told_apart(query, taken[0], role, library)] if fitting else []


def _told_apart(query: Query, taken: Role, other: Role, library: Lookup) -> bool:
    """Whether the question has a word of which the role that was taken speaks and the other does not."""
    said = {t for word in content_words(query.question) for t in words(word)}
    return bool(said & _terms(taken, library) - _terms(other, library))


def _terms(role: Role, library: Lookup) -> set[str]:
    return set(words(f"{role.name}\n{own_text(role, library)}"))
