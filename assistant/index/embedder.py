"""The embedding model as the library needs it: a name to tell it from others, and arrays instead of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings

    Vectors = np.ndarray[Any, Any]

_BATCH = 256


class Embedder:
    """Wraps any LangChain `Embeddings`. `model` is what the library remembers its vectors by."""

    def __init__(self, embeddings: Embeddings, model: str | None = None) -> None:
        self._embeddings = embeddings
        self.model = model or model_name(embeddings)

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One vector (a row) for each text, equal texts embedded once."""
        import numpy as np

        distinct = list(dict.fromkeys(texts))
        rows: dict[str, Any] = {}
        for at in range(0, len(distinct), _BATCH):
            some = distinct[at : at + _BATCH]
            rows.update(zip(some, self._embeddings.embed_documents(some), strict=True))
        if not rows:
            return np.zeros((0, 0), dtype=np.float32)
        return np.asarray([rows[text] for text in texts], dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        import numpy as np

        return np.asarray(self._embeddings.embed_query(text), dtype=np.float32)


def model_name(embeddings: Embeddings) -> str:
    """The name an embedding model goes by: what it says of itself, else its class."""
    for attribute in ("model_name", "model"):
        name = getattr(embeddings, attribute, None)
        if isinstance(name, str) and name:
            return name
    return type(embeddings).__name__
