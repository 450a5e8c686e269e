"""What a line or sentence may say by its letters: the cues, facts and orders whose patterns are worth trying on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.domain import SectionKind
from assistant.knowledge import load
from assistant.reading import money
from assistant.reading.sieve import Sieve
from assistant.reading.slots import slots

# A cue by its list in `cues.yaml` and the kind that it speaks for.
Cue = tuple[str, SectionKind]
Cues = frozenset[Cue]
# A fact by its slot and the number of a pattern.
Stated = tuple[str, int]
# "lines" are cues of items and short lines, "asides" of paragraphs.
CUE_GROUPS = ("lines", "asides")
# What a line may state besides the slots with patterns: pay, and how interviews go.
PAY, PROCESS = ("salary", 0), ("interview_process", 0)


class Letters(NamedTuple):
    """What may be said: cues, what states facts, and orders to machines by the numbers of their patterns."""

    cues: Cues
    facts: frozenset[Stated]
    orders: frozenset[int]


# Each step of the reading asks about the same lines, and employers repeat theirs.
@lru_cache(maxsize=8192)
def letters(text: str) -> Letters:
    """What a text of one line may say."""
    return _letters(_sieve().bits(text))


@lru_cache(maxsize=8192)
def _letters(bits: int) -> Letters:
    named = _sieve().named(bits)
    return Letters(
        frozenset(name for group, name in named if group == "cue"),  # type: ignore[misc]
        frozenset(name for group, name in named if group == "fact"),  # type: ignore[misc]
        frozenset(name for group, name in named if group == "order"),  # type: ignore[misc]
    )


@cache
def _sieve() -> Sieve[tuple[str, Cue | Stated | int]]:
    facts: dict[Stated, tuple[str, ...]] = {
        (name, number): own for name, slot in slots().items() for number, (_, own) in enumerate(slot.hinted)
    }
    facts.update({PAY: money.hints(), PROCESS: tuple(load("cues")["process"]["hints"])})
    sentences = enumerate(load("instructions")["sentences"])
    return Sieve(
        {
            **{("cue", cue): own for cue, own in cue_hints().items()},
            **{("fact", stated): own for stated, own in facts.items()},
            **{("order", number): entry["hints"] for number, entry in sentences},
        }
    )


@cache
def cue_hints() -> Mapping[Cue, tuple[str, ...]]:
    """Letters without which a cue cannot fit a line, by the cue."""
    content = load("cues")
    return {
        (group, SectionKind(kind)): tuple(map(str, content["hints"][group].get(kind, ())))
        for group in CUE_GROUPS
        for kind in content[group]
    }
