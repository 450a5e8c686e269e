"""Which sentences and paragraphs, wherever they stand, tell how interviews go."""

from __future__ import annotations

from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading.items import timed
from assistant.reading.lengths import process_cue, process_finder
from assistant.reading.steps import steps


def states_process(sentence: str) -> bool:
    """Whether a sentence outside a process section says something about how interviews go."""
    return _may_tell(sentence) and process_finder("states").search(sentence)


def _may_tell(text: str) -> bool:
    """Whether a text can speak of a process at all: a look at its letters, far cheaper than the patterns."""
    folded = text.casefold()
    return any(map(folded.__contains__, process_hints()))


@cache
def process_hints() -> tuple[str, ...]:
    """Letters, case-folded, of which at least one stands in every text that speaks of how interviews go."""
    return tuple(load("cues")["process"]["hints"])


def paragraph_of_process(text: str) -> bool:
    """Whether a paragraph tells how interviews go, from its first step on."""
    return _may_tell(text) and (process_finder("paragraph").search(text) or _names_steps(text))


def _names_steps(text: str) -> bool:
    """Whether a paragraph names several rounds in an order, and speaks of no one else than who applies."""
    if process_finder("others").search(text):
        return False
    if process_cue("lead").match(text) and len(steps(text)) > 1:
        return True
    if process_cue("label").match(text) and len(timed(text, Span(0, len(text)))) > 1:
        return True
    return all(process_finder(name).search(text) for name in ("order", "for_you", "sure")) and len(steps(text)) > 1
