"""The library as one answer sees it: what was read once is not read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.domain import Chunk, Hit, Role
from assistant.index.library import Library
from assistant.retrieve.fusion import DENSE_SHARE, Ranking
from assistant.retrieve.search import search

# How many chunks an open question is answered from.
EVIDENCE = 16


# What was searched for: the text, how many chunks, in which roles and companies.
_Searched = tuple[str, int, frozenset[str] | None, frozenset[str] | None]


class View:
    """A library's look-ups with a memory that lasts for one question. Lives in one thread and is thrown away.

    `evidence_k` is how many chunks a search finds unless it says otherwise, `dense_share` how they are ranked (`fuse`).
    """

    def __init__(self, library: Library, *, evidence_k: int = EVIDENCE, dense_share: float = DENSE_SHARE) -> None:
        self._library = library
        self._evidence_k = evidence_k
        self._dense_share = dense_share
        self._texts: dict[str, str] = {}
        self._roles: dict[str, Role] = {}
        self._frequencies: dict[str, int] = {}
        self._found: dict[_Searched, list[Hit]] = {}

    def _keep(self, roles: list[Role]) -> list[Role]:
        self._roles.update((role.id, role) for role in roles)
        return roles

    def posting_text(self, posting_id: str) -> str:
        """The posting's normalised text."""
        if posting_id not in self._texts:
            # A posting that another process has just removed has no words left to quote.
            self._texts[posting_id] = self._library.catalog.posting_text(posting_id) or ""
        return self._texts[posting_id]

    def roles(self, ids: Sequence[str]) -> list[Role]:
        """The roles of those ids, in that order; ids that are gone are left out."""
        new = [i for i in ids if i not in self._roles]
        if new:
            self._keep(self._library.roles(new))
        return [self._roles[i] for i in dict.fromkeys(ids) if i in self._roles]

    def roles_of_company(self, key: str, limit: int) -> list[Role]:
        """The roles of a company, by its key."""
        return self._keep(self._library.catalog.roles_of_company(key, limit))

    def list_roles(self, limit: int, offset: int = 0) -> list[Role]:
        """The first roles of the library."""
        return self._keep(self._library.catalog.list_roles(limit, offset))

    def companies_named(self, keys: Sequence[str]) -> dict[str, str]:
        """Those of the keys that are companies of the library, with their names."""
        return self._library.catalog.companies_named(keys)

    def search_roles(
        self, query: str, *, limit: int, companies: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The roles that fit a description best."""
        return self._library.search_roles(query, limit=limit, companies=companies)

    def document_frequency(self, term: str) -> int:
        """In how many chunks the term stands."""
        if term not in self._frequencies:
            self._frequencies[term] = self._library.document_frequency(term)
        return self._frequencies[term]

    def roles_matching(
        self, terms: Sequence[str], *, require_all: bool = True, companies: Sequence[str] | None = None, limit: int
    ) -> list[str]:
        """The roles in whose text the terms stand."""
        return self._library.roles_matching(terms, require_all=require_all, companies=companies, limit=limit)

    def roles_stating(self, fact: str, *, companies: Sequence[str] | None = None, limit: int) -> list[str]:
        """The roles that state the fact."""
        return self._library.roles_stating(fact, companies=companies, limit=limit)

    def search(
        self,
        text: str,
        *,
        k: int | None = None,
        roles: Collection[str] | None = None,
        companies: Collection[str] | None = None,
    ) -> list[Hit]:
        """The `k` chunks that fit the text best, best first; None: as many as an open question is answered from."""
        most = k or self._evidence_k
        key = (
            text,
            most,
            None if roles is None else frozenset(roles),
            None if companies is None else frozenset(companies),
        )
        if key not in self._found:
            self._found[key] = search(
                self, text, k=most, roles=roles, companies=companies, dense_share=self._dense_share
            )
        return list(self._found[key])

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How near in meaning each of the other texts is to `text`: cosines in [-1, 1]."""
        return self._library.likeness(text, others)

    def search_dense(
        self, text: str, *, limit: int, roles: Collection[str] | None = None, companies: Collection[str] | None = None
    ) -> Ranking:
        """The chunks nearest in meaning."""
        return self._library.search_dense(text, limit=limit, roles=roles, companies=companies)

    def search_lexical(
        self, text: str, *, limit: int, roles: Collection[str] | None = None, companies: Collection[str] | None = None
    ) -> Ranking:
        """The chunks with the words."""
        return self._library.search_lexical(text, limit=limit, roles=roles, companies=companies)

    def chunks_of_roles(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of those roles, in text order."""
        return self._library.catalog.chunks_of_roles(ids)

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of those ids."""
        return self._library.chunks(ids)

    def roles_named_like(self, word: str, *, limit: int) -> list[str]:
        """The roles whose company or title holds a word one typing slip away."""
        return self._library.roles_named_like(word, limit=limit)

    def near_word(self, word: str) -> str | None:
        """A word of the postings that `word` is likely a slip of."""
        return self._library.near_word(word)
