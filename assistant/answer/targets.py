"""The roles that a question is about, and what they state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from assistant.answer.stated import section_spans
from assistant.domain import Chunk, Hit, Role
from assistant.index.analysis import words
from assistant.reading.topics import mentions, topics_of
from assistant.retrieve.alike import things, unheard_of
from assistant.retrieve.language import is_abroad, pattern, reads_abroad
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import own_text
from assistant.retrieve.query import Query
from assistant.retrieve.search import Searchable

# A question about a whole library looks at this many roles; beyond it the answer says that it is not complete.
MOST_ROLES = 200
# Of so many roles the whole text is looked through.
_FEW = 4


class Library(Lookup, Searchable, Protocol):
    """What answering needs of the library; every method is an index look-up."""

    def list_roles(self, limit: int, offset: int = 0) -> list[Role]: ...
    def roles_stating(self, fact: str, *, companies: Sequence[str] | None = None, limit: int) -> list[str]: ...
    def roles_matching(
        self, terms: Sequence[str], *, require_all: bool = True, companies: Sequence[str] | None = None, limit: int
    ) -> list[str]: ...
    def posting_text(self, posting_id: str) -> str: ...
    def chunks_of_roles(self, ids: Sequence[str]) -> list[Chunk]: ...
    def likeness(self, text: str, others: Sequence[str]) -> list[float]: ...
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

    Words that only frame a question are not looked for, and a question in another language than the postings' is not
    held to its words.
    """
    wanted = things(query.subject, query.question)
    if is_abroad(query.question):
        return []
    if not looked:
        return [w for w in wanted if not library.document_frequency(w)]
    held = {t for role in looked for t in words(f"{role.name}\n{own_text(role, library)}")}
    lost = unheard_of(wanted, held)
    if lost and all(reads_abroad(own_text(role, library)) for role in looked):
        # What is asked about in English stands there in the posting's own language; names are names in any.
        return [word for word in lost if word[:1].isupper()]
    return lost


def unspoken(query: Query, looked: Sequence[Role], library: Library) -> list[str]:
    """The subjects that a yes-or-no question names ("deep learning") where the roles `looked` at speak of none of them,
    neither in its words nor in others for the same; empty where they do, or where it names none but the roles."""
    if not 0 < len(looked) <= _FEW or not pattern("yes_no").match(query.question):
        return []
    own = {t for role in looked for t in words(role.name)} | set(words(" ".join(query.described)))
    named = [(m.topic, m.span.of(query.question)) for m in mentions(query.question)]
    named = [(topic, said) for topic, said in named if not set(words(said)) <= own]
    texts = [own_text(role, library) for role in looked] if named else []
    spoken = {topic for text in texts for topic in topics_of(text)}
    if any(topic in spoken or any(said.casefold() in text.casefold() for text in texts) for topic, said in named):
        return []
    return [said for _, said in named]


def about(query: Query, roles: Sequence[Role], library: Library) -> list[Role]:
    """Those of the roles that speak of all of the question's subject, which it names in place of a role."""
    if not query.subject or is_abroad(query.question):
        return list(roles)
    wanted = things(query.subject, query.question)
    return [r for r in roles if not unheard_of(wanted, set(words(f"{r.name}\n{own_text(r, library)}")))]
