"""The library as a LangChain retriever, for anyone's chain or agent."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.domain import Hit
from assistant.retrieve.fusion import DENSE_SHARE
from assistant.retrieve.search import search


class PostingRetriever(BaseRetriever):
    """Finds the stretches of postings that fit a text.

    `library` is an open `assistant.index.library.Library`. `k` is the number of documents. `roles` (ids) and
    `companies` (keys, see `assistant.reading.companies.company_key`) filter inside both indexes.
    `dense_share` in [0, 1] weighs vectors against BM25.

    Each document's `page_content` is the posting's own words; its metadata holds `id role company title section
    source start end score rank`, where `start` and `end` point into the posting's normalised text.
    """

    library: Any
    k: int = 8
    roles: tuple[str, ...] | None = None
    companies: tuple[str, ...] | None = None
    dense_share: float = DENSE_SHARE

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = search(
            self.library,
            query,
            k=self.k,
            roles=self.roles,
            companies=self.companies,
            dense_share=self.dense_share,
        )
        titles = {role.id: (role.title, role.source) for role in self.library.roles([h.chunk.role_id for h in hits])}
        return [_document(hit, *titles.get(hit.chunk.role_id, ("", ""))) for hit in hits]


def _document(hit: Hit, title: str, source: str) -> Document:
    chunk = hit.chunk
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "id": chunk.id,
            "role": chunk.role_id,
            "company": chunk.company,
            "title": title,
            "section": chunk.section.value,
            "source": source,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "score": hit.score,
            "rank": hit.rank,
        },
    )
