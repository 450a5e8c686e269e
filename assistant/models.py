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


def chat_model(name: str, *, cache: BaseCache | None = None) -> BaseChatModel:
    """The chat model of a name that `model_name` gave. It answers as little at random as it can, and gives up after a
    minute. `cache` answers for it what it was asked before.

    Raises InvalidSetting where the provider's package is missing or the name is none of its.
    """
    from langchain.chat_models import init_chat_model

    # A server of one's own needs no key, but the client insists on some.
    keyless: dict[str, Any] = {"api_key": "none"} if name.startswith("openai:") and _is_keyless() else {}
    try:
        found: BaseChatModel = init_chat_model(
            name, temperature=0, timeout=_SECONDS, max_retries=_RETRIES, cache=cache, **keyless
        )
    except (ValueError, ImportError) as error:
        said = " ".join(str(error).split())
        raise InvalidSetting(
            f"the model {name!r} cannot be used: {said}; correct PREP_MODEL, as in openai:NAME"
        ) from error
    return found


def _is_keyless() -> bool:
    return not os.environ.get(_KEY) and any(os.environ.get(name) for name in _SERVERS)
