"""The BM25 side of the library: two tantivy indexes in one folder, `chunks` and `roles`.

They are apart because BM25 weighs words by the whole index's lengths and counts: long role texts among short chunks
would bend both. Text is analysed in Python (`analysis`) and stored as terms: a question is never parsed as syntax.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Chunk, Posting, Role
from assistant.index.analysis import index_terms, query_terms, words
from assistant.index.entries import Entry
from assistant.index.storage import reading_from
from assistant.reading.companies import company_key

if TYPE_CHECKING:
    import tantivy

# Raised with every change of the schema, or of the terms that `analysis` makes: they would not be in an older index.
FORMAT = "1"
_HEAP = 64_000_000
_NAME_BOOST = 2.0
# In shorter words one slip makes another word.
_SHORTEST_FUZZY, _SHORTEST_TWO_SLIPS = 4, 6


class LexicalIndex:
    """An open folder of BM25 indexes. Readers see the last commit after `refresh()`; one writer at a time."""

    def __init__(self, folder: Path) -> None:
        """Opens `folder`, creating empty indexes where there are none. Raises LibraryError where they are damaged."""
        self._folder = folder
        with reading_from("word index", folder):
            self._chunks = _open(folder / "chunks", _chunk_schema())
            self._roles = _open(folder / "roles", _role_schema())
        self.refresh()

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there are indexes in `folder`."""
        return all((folder / part / "meta.json").is_file() for part in ("chunks", "roles"))

    def refresh(self) -> None:
        """Looks again at what has been committed, by this process or another one."""
        with reading_from("word index", self._folder):
            for index in (self._chunks, self._roles):
                index.reload()
            self._chunk_searcher = self._chunks.searcher()
            self._role_searcher = self._roles.searcher()

    def search(
        self,
        query: str,
        *,
        limit: int,
        roles: Collection[str] | None = None,
        companies: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """The ids of the `limit` chunks that fit `query` best and their BM25 scores (0 and up), best first.

        `roles` (ids) and `companies` (keys) narrow it down; an empty collection allows nothing, None everything.
        """
        filters = {"role": roles, "company": companies}
        return _search(self._chunk_searcher, self._chunks.schema, _any_of(query, ("body",)), filters, limit)

    def search_roles(
        self, query: str, *, limit: int, companies: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the roles whose name and text fit `query` best, with scores, best first."""
        clauses = _any_of(query, ("name", "words"))
        return _search(self._role_searcher, self._roles.schema, clauses, {"company": companies}, limit)

    def document_frequency(self, term: str) -> int:
        """In how many chunks `term` stands; several words count where they stand side by side, in that order."""
        found = words(term)
        if not found or any(not self._chunk_searcher.doc_freq("body", word) for word in found):
            return 0
        query = _phrase(self._chunks.schema, "body", found)
        return int(self._chunk_searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]

    def roles_matching(
        self,
        terms: Sequence[str],
        *,
        require_all: bool = True,
        companies: Collection[str] | None = None,
        limit: int,
    ) -> list[str]:
        """The ids of the roles in whose name or chunks the `terms` stand: all of them or, without `require_all`, any.

        A term of several words must stand as a phrase. Complete up to `limit`; every role counts the same, so the
        order is that of the index. No terms match no role.
        """
        import tantivy

        schema = self._roles.schema
        phrases = [_phrase(schema, "words", found) for found in map(words, terms) if found]
        if not phrases:
            return []
        occur = tantivy.Occur.Must if require_all else tantivy.Occur.Should
        matching = tantivy.Query.boolean_query([(occur, phrase) for phrase in phrases])
        query = _filtered(schema, tantivy.Query.const_score_query(matching, 1.0), {"company": companies})
        return [id for id, _ in _hits(self._role_searcher, query, limit)]

    def roles_stating(self, fact: str, *, companies: Collection[str] | None = None, limit: int) -> list[str]:
        """The ids of the roles that state `fact` (one of `domain.FACT_NAMES`): complete up to `limit`, in no order."""
        import tantivy

        schema = self._roles.schema
        stating = tantivy.Query.const_score_query(tantivy.Query.term_query(schema, "states", fact), 1.0)
        return [id for id, _ in _hits(self._role_searcher, _filtered(schema, stating, {"company": companies}), limit)]

    def roles_named_like(self, word: str, *, limit: int) -> list[str]:
        """The ids of roles in whose company or title a word stands that differs from `word` by one typing slip."""
        import tantivy

        found = words(word)
        if len(found) != 1 or len(found[0]) < _SHORTEST_FUZZY:
            return []
        query = tantivy.Query.fuzzy_term_query(self._roles.schema, "name", found[0], distance=1)
        return [id for id, _ in _hits(self._role_searcher, query, limit)]

    def chunks_near(self, word: str, *, limit: int) -> list[str]:
        """The ids of chunks in which a word stands that differs from `word` by one or, in longer words, two slips."""
        import tantivy

        found = words(word)
        if len(found) != 1 or len(found[0]) < _SHORTEST_FUZZY:
            return []
        slips = 1 if len(found[0]) < _SHORTEST_TWO_SLIPS else 2
        query = tantivy.Query.fuzzy_term_query(self._chunks.schema, "body", found[0], distance=slips)
        return [id for id, _ in _hits(self._chunk_searcher, query, limit)]

    def replace(self, postings: Iterable[str], entries: Iterable[Entry]) -> None:
        """Takes out everything of `postings` (ids), puts `entries` in, and commits: all of it or, on error, none."""
        kept = list(entries)
        gone = [*postings, *(entry.id for entry in kept)]
        _write(self._chunks, gone, (_chunk_document(chunk) for entry in kept for chunk in entry.chunks))
        _write(self._roles, gone, (document for entry in kept for document in _role_documents(entry)))

    def ids(self) -> tuple[set[str], set[str]]:
        """Every chunk id and every role id in the index. Reads it all: for checks, not for queries."""
        import tantivy

        everything = tantivy.Query.all_query()
        searchers = (self._chunk_searcher, self._role_searcher)
        chunks, roles = ({id for id, _ in _hits(s, everything, max(1, s.num_docs))} for s in searchers)
        return chunks, roles


def _chunk_schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("posting", "role", "company"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="whitespace")
    return builder.build()


def _role_schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("posting", "company", "states"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("name", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("words", tokenizer_name="whitespace")
    return builder.build()


def _open(folder: Path, schema: tantivy.Schema) -> tantivy.Index:
    import tantivy

    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(folder))
    index.config_reader("manual")
    return index


def _chunk_document(chunk: Chunk) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_text("id", chunk.id)
    document.add_text("posting", chunk.posting_id)
    document.add_text("role", chunk.role_id)
    document.add_text("company", company_key(chunk.company or ""))
    document.add_text("body", " ".join(index_terms(chunk.embedded)))
    return document


def _role_documents(entry: Entry) -> Iterable[tantivy.Document]:
    chunks = {role: list(group) for role, group in groupby(entry.chunks, key=lambda chunk: chunk.role_id)}
    return (_role_document(entry.posting, role, chunks.get(role.id, [])) for role in entry.roles)


def _role_document(posting: Posting, role: Role, chunks: list[Chunk]) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_text("id", role.id)
    document.add_text("posting", posting.id)
    document.add_text("company", company_key(role.company or ""))
    for fact in {fact.name for fact in role.facts}:
        document.add_text("states", fact)
    document.add_text("name", " ".join(index_terms(role.name)))
    document.add_text("words", " ".join(index_terms("\n".join([role.name, *(chunk.text for chunk in chunks)]))))
    return document


def _write(index: tantivy.Index, postings: Sequence[str], documents: Iterable[tantivy.Document]) -> None:
    import tantivy

    writer = index.writer(_HEAP, 1)
    try:
        if postings:
            writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "posting", list(postings)))
        for document in documents:
            writer.add_document(document)
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        # Releases the folder's lock file: without it the next writer, even in this process, is turned away.
        writer.wait_merging_threads()


def _any_of(query: str, fields: Sequence[str]) -> list[tuple[str, str, float]]:
    boosts = {"name": _NAME_BOOST}
    return [(field, term, boosts.get(field, 1.0)) for term in query_terms(query) for field in fields]


def _search(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    clauses: list[tuple[str, str, float]],
    filters: dict[str, Collection[str] | None],
    limit: int,
) -> list[tuple[str, float]]:
    import tantivy

    terms = [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term, "freq"), boost)
        for field, term, boost in clauses
    ]
    if not terms:
        return []
    query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
    return _hits(searcher, _filtered(schema, query, filters), limit)


def _filtered(
    schema: tantivy.Schema, query: tantivy.Query, filters: dict[str, Collection[str] | None]
) -> tantivy.Query:
    """`query` where every given filter holds, with the scores left as they are."""
    import tantivy

    musts = [
        tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, field, list(allowed)), 0.0)
        for field, allowed in filters.items()
        if allowed is not None
    ]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in [query, *musts]]) if musts else query


def _phrase(schema: tantivy.Schema, field: str, found: Sequence[str]) -> tantivy.Query:
    import tantivy

    if len(found) == 1:
        return tantivy.Query.term_query(schema, field, found[0])
    return tantivy.Query.phrase_query(schema, field, list(found))


def _hits(searcher: tantivy.Searcher, query: tantivy.Query, limit: int) -> list[tuple[str, float]]:
    if limit < 1:
        return []
    found = searcher.search(query, limit, count=False).hits
    return [(str(searcher.doc(address).get_first("id")), float(score)) for score, address in found]
