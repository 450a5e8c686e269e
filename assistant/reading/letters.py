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
_GROUPS = ("lines", "asides")
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
    bits, (cues, facts, orders) = _sieve().bits(text), _masks()
    return Letters(_cues(bits & cues), _facts(bits & facts), _orders(bits & orders))


# One line differs from the next in what it may say of one thing, less often in what of all.
@lru_cache(maxsize=4096)
def _cues(bits: int) -> Cues:
    return frozenset(_sieve().named(bits))  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _facts(bits: int) -> frozenset[Stated]:
    return frozenset(_sieve().named(bits))  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _orders(bits: int) -> frozenset[int]:
    return frozenset(_sieve().named(bits))  # type: ignore[arg-type]


@cache
def _sieve() -> Sieve[Cue | Stated | int]:
    return Sieve({**cue_hints(), **_fact_hints(), **_order_hints()})


@cache
def _masks() -> tuple[int, int, int]:
    """The bits of cues, of facts and of orders."""
    cues, facts, orders = len(cue_hints()), len(_fact_hints()), len(_order_hints())
    return (1 << cues) - 1, (1 << facts) - 1 << cues, (1 << orders) - 1 << cues + facts


@cache
def cue_hints() -> Mapping[Cue, tuple[str, ...]]:
    """Letters without which a cue cannot fit a line, by the cue."""
    content = load("cues")
    return {
        (group, SectionKind(kind)): tuple(map(str, content["hints"][group].get(kind, ())))
        for group in _GROUPS
        for kind in content[group]
    }


@cache
def _fact_hints() -> Mapping[Stated, tuple[str, ...]]:
    found = {(name, number): own for name, slot in slots().items() for number, (_, own) in enumerate(slot.hinted)}
    return {**found, PAY: money.hints(), PROCESS: tuple(load("cues")["process"]["hints"])}


@cache
def _order_hints() -> Mapping[int, tuple[str, ...]]:
    return {number: tuple(entry["hints"]) for number, entry in enumerate(load("instructions")["sentences"])}
