"""Tokens: what a chat model read and wrote for the answers, in all."""

from __future__ import annotations

from assistant.evals.metrics.base import Metric, undefined
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """Prompt and completion tokens of the answer. Not defined where no chat model was asked."""
    usage = seen.answer.usage
    if usage is None:
        return undefined("no chat model was asked")
    said = f"{usage.prompt_tokens} read and {usage.completion_tokens} written"
    return Measure(float(usage.prompt_tokens + usage.completion_tokens), said)


METRIC = Metric("tokens", "Tokens", "tokens", "lower", "sum", measure)
