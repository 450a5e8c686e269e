"""A prompt that fits the model's window: the rules, as many passages and earlier questions as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.numbered import Passage, numbered
from assistant.answer.phrases import listed, name_of
from assistant.answer.targets import Library, targets
from assistant.answer.tokens import count
from assistant.answer.untrusted import neutral, new_fence
from assistant.errors import ModelError
from assistant.prompts import Prompt
from assistant.retrieve.query import Query

# Of the window's tokens, what is left free: other models count otherwise, and a chat's own marks cost some.
_HEADROOM = 0.12
# The earlier questions may take this share of what there is room for.
_CONVERSATION = 0.15
_PER_PASSAGE = 6


@dataclass(frozen=True, slots=True)
class Packed:
    """A prompt's two parts, the passages that it shows with their numbers, its size in tokens, and whether a passage
    that states what is asked had no room."""

    system: str
    user: str
    shown: tuple[Passage, ...]
    tokens: int
    incomplete: bool = False


def room(window: int, answer_tokens: int) -> int:
    """How many tokens a prompt may have, for an answer of up to `answer_tokens` in a window of `window`."""
    return int(window * (1 - _HEADROOM)) - min(answer_tokens, window // 3)


def pack(
    prompt: Prompt,
    query: Query,
    passages: Sequence[Passage],
    history: Sequence[str],
    *,
    library: Library,
    budget: int,
    model: str = "",
) -> Packed:
    """The prompt of at most `budget` tokens of `model` for `query`; `passages` are taken in their order.

    A passage that no longer fits is left out, and shorter ones after it still tried; the newest of the earlier
    questions in `history` come first. Raises ModelError where not even one passage fits.
    """
    fence = new_fence()
    parts = {
        "question": neutral(query.question, fence),
        "understood": neutral(_understood(query, library), fence),
        "fence": fence,
    }
    left = budget - count("\n".join(prompt.fill(passages="", conversation="", **parts)), model)
    earlier = _conversation(history, int(left * _CONVERSATION), fence, model)
    left -= count(earlier, model)
    chosen = []
    for passage in passages:
        cost = count(passage.shown(fence), model) + _PER_PASSAGE
        if cost <= left:
            chosen.append(passage)
            left -= cost
    if not chosen:
        raise ModelError(f"the model's window leaves room for {budget:,} tokens, too few for a passage")
    shown = numbered(chosen)
    blocks = "\n\n".join(passage.shown(fence) for passage in shown)
    system, user = prompt.fill(passages=blocks, conversation=earlier, **parts)
    incomplete = any(passage.needed for passage in passages if passage not in chosen)
    return Packed(system, user, tuple(shown), count(f"{system}\n{user}", model), incomplete)


def _conversation(history: Sequence[str], budget: int, fence: str, model: str) -> str:
    """The newest of the earlier questions that fit, oldest first."""
    kept: list[str] = []
    for question in reversed(history):
        line = f"- {' '.join(neutral(question, fence).split())}"
        budget -= count(line, model) + 1
        if budget < 0:
            break
        kept.append(line)
    return "\n".join(["Earlier questions of this conversation:", *reversed(kept)]) + "\n" if kept else ""


def _understood(query: Query, library: Library) -> str:
    """What the question leaves to the conversation, said in full: what is asked, of which roles."""
    asked = listed([name_of(ask) for ask in query.asks])
    names = listed([role.name for role in targets(query, library)], most=6)
    said = [f"It asks for {asked}."] * bool(asked) + [f"It is about {names}."] * bool(names)
    return " ".join(said)
