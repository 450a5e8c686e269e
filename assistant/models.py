"""The chat model that the settings name, or none. By LangChain: OpenAI's, any server that speaks its API, others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.errors import InvalidSetting

if TYPE_CHECKING:
    from langchain_core.caches import BaseCache
    from langchain_core.language_models import BaseChatModel

DEFAULT = "openai:gpt-4o-mini"
_SERVERS = ("OPENAI_BASE_URL", "OPENAI_API_BASE")
_KEY = "OPENAI_API_KEY"
_SECONDS = 60.0
_RETRIES = 2


def model_name(model: str | None) -> str | None:
    """The chat model to be used, as "provider:model": the setting's, or the default; a name alone is OpenAI's, or of a
    server that speaks its API. None where such a model has neither a key nor a server in the environment."""
    name = DEFAULT if model is None else model if ":" in model else f"openai:{model}"
    reachable = any(os.environ.get(variable) for variable in (_KEY, *_SERVERS))
    return name if reachable or not name.startswith("openai:") else None


def chat_model(
    name: str,
    *,
    cache: BaseCache | None = None,
    seconds: float = _SECONDS,
    retries: int = _RETRIES,
    answer_tokens: int | None = None,
) -> BaseChatModel:
    """The chat model of a name that `model_name` gave. It answers as little at random as it can, and gives up after so
    many `seconds` without a word; `retries` are its client's own. `cache` answers for it what it was asked before;
    `answer_tokens` bounds an answer.

    Raises InvalidSetting where the provider's package is missing or the name is none of its.
    """
    from langchain.chat_models import init_chat_model

    # A server of one's own needs no key, but the client insists on some.
    more: dict[str, Any] = {"api_key": "none"} if name.startswith("openai:") and _is_keyless() else {}
    if name.startswith("openai:"):
        # LangChain asks other servers than OpenAI's own for no usage unless it is told to.
        more["stream_usage"] = True
    if answer_tokens is not None:
        more["max_tokens"] = answer_tokens
    try:
        found: BaseChatModel = init_chat_model(
            name, temperature=0, timeout=seconds, max_retries=retries, cache=cache, **more
        )
    except (ValueError, ImportError) as error:
        said = " ".join(str(error).split())
        raise InvalidSetting(
            f"the model {name!r} cannot be used: {said}; correct PREP_MODEL, as in openai:NAME"
        ) from error
    return found


def own_server() -> bool:
    """Whether models of OpenAI's API are asked on another server than OpenAI's own."""
    return any(os.environ.get(variable) for variable in _SERVERS)


def reached_by() -> tuple[str | None, ...]:
    """What decides which server a model is reached at: a model that was made under other values is not the same."""
    return tuple(os.environ.get(variable) for variable in (_KEY, *_SERVERS))


def _is_keyless() -> bool:
    return not os.environ.get(_KEY) and any(os.environ.get(name) for name in _SERVERS)
