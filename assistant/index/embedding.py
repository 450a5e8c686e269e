"""Setting -> embedding model: the built-in one, or any that LangChain reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from langchain_core.embeddings import Embeddings

from assistant.errors import InvalidSetting, LibraryError
from assistant.index.minilm import MiniLMEmbeddings

__all__ = ["MiniLMEmbeddings", "NamedEmbeddings", "embeddings_from_setting"]

BUILTIN = "builtin"
_CHOICES = 'use "builtin", or "provider:model" such as "openai:text-embedding-3-small"'


@dataclass(frozen=True)
class NamedEmbeddings(Embeddings):
    """A provider's embedding model under the name it was set by: vectors of different names must not be mixed.

    Vectors are as the provider gives them, of any length. Raises LibraryError where an OpenAI-compatible provider
    refuses or does not answer.
    """

    model: str
    embeddings: Embeddings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        try:
            return self.embeddings.embed_documents(texts)
        except _openai_error() as error:
            raise self._failed(error) from error

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        try:
            return self.embeddings.embed_query(text)
        except _openai_error() as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> LibraryError:
        return LibraryError(
            f"the embedding model {self.model!r} gave no vectors: {_one_line(error)}; check the key, the model's name "
            f"and the network, or {_CHOICES}"
        )


def embeddings_from_setting(setting: str) -> MiniLMEmbeddings | NamedEmbeddings:
    """The embedding model that a setting names: "builtin", or "provider:model" for LangChain's `init_embeddings`.

    Keys come from where the provider's package looks for them (OPENAI_API_KEY, OPENAI_BASE_URL, …). Loads no model and
    asks no provider yet. Raises InvalidSetting for an unknown provider, a missing package, or a missing key.
    """
    name = setting.strip()
    if name == BUILTIN:
        return MiniLMEmbeddings()
    provider, colon, model = name.partition(":")
    if not (provider and colon and model):
        raise InvalidSetting(f"the embedding setting {setting!r} names no model; {_CHOICES}")
    return NamedEmbeddings(name, _from_langchain(name, provider))


def _from_langchain(name: str, provider: str) -> Embeddings:
    from langchain.embeddings import init_embeddings
    from pydantic import ValidationError

    # Texts instead of token numbers: all OpenAI-compatible servers take them, and no tokenizer is fetched to count.
    options: dict[str, Any] = {"check_embedding_ctx_length": False} if provider == "openai" else {}
    try:
        return init_embeddings(name, **options)
    except ValidationError as error:
        raise _unusable(name, error.errors()[0]["msg"]) from error
    except (ValueError, ImportError, _openai_error()) as error:
        raise _unusable(name, _one_line(error)) from error


def _unusable(name: str, reason: str) -> InvalidSetting:
    return InvalidSetting(
        f"the embedding setting {name!r} cannot be used: {reason.rstrip('.')}; mend that, or {_CHOICES}"
    )


def _openai_error() -> type[Exception]:
    # Named in `except` clauses only, so that the package is loaded only once something has failed.
    from openai import OpenAIError

    return OpenAIError


def _one_line(error: Exception) -> str:
    """The first line of an error's message, without its full stop."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
