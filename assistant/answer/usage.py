"""What an answer cost: tokens as the API counted them, else as tiktoken does, and USD where the price is known."""

from __future__ import annotations

import re
from typing import Any

from assistant.answer.tokens import count
from assistant.domain import Usage
from assistant.knowledge import load

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$|-latest$")


def usage_of(reported: Any, prompt: int, text: str, model: str, *, priced: bool = True) -> Usage:
    """The usage of one request. `reported` is LangChain's `usage_metadata` or None; else `prompt` tokens went in and
    the tokens of `text` came out. `priced` is False for a server of one's own: its price is not OpenAI's."""
    if reported and reported.get("input_tokens"):
        read, written = int(reported["input_tokens"]), int(reported["output_tokens"])
    else:
        read, written = prompt, count(text, model)
    return Usage(read, written, cost(model, read, written) if priced else None)


def added(one: Usage | None, other: Usage) -> Usage:
    """Both together; the cost is known if both are."""
    if one is None:
        return other
    both = None if one.cost is None or other.cost is None else one.cost + other.cost
    return Usage(one.prompt_tokens + other.prompt_tokens, one.completion_tokens + other.completion_tokens, both)


def cost(model: str, read: int, written: int) -> float | None:
    """USD for so many tokens, by `knowledge/prices.yaml`; None for a model that has no price there."""
    provider, _, name = model.rpartition(":")
    prices = load("prices").get(provider, {}).get(_DATED.sub("", name))
    return None if prices is None else (read * prices[0] + written * prices[1]) / 1_000_000
