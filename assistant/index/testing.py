"""A double for the embedding model: small, instant and the same everywhere. For tests, of this project and others."""

from __future__ import annotations

import hashlib
import math

from langchain_core.embeddings import Embeddings

from assistant.index.analysis import query_terms


class HashEmbeddings(Embeddings):
    """Embeds a text as the sum of one fixed direction per term, so that texts which share words are near each other."""

    def __init__(self, dimensions: int = 32, model: str = "hash") -> None:
        self.model = model
        self.dimensions = dimensions
        self.calls = 0
        self.texts = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each text, in order; counted in `calls` and `texts`."""
        self.calls += 1
        self.texts += len(texts)
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector that the same words would have in a document."""
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        total = [0.0] * self.dimensions
        for term in query_terms(text) or [""]:
            stream = hashlib.shake_256(term.encode()).digest(self.dimensions)
            total = [have + (byte - 127.5) for have, byte in zip(total, stream, strict=True)]
        length = math.sqrt(sum(value * value for value in total)) or 1.0
        return [value / length for value in total]
