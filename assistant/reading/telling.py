"""Which sentences and paragraphs, wherever they stand, tell how interviews go."""

from __future__ import annotations

from assistant.domain import Span
from assistant.reading.items import timed
from assistant.reading.lengths import process_cue, process_finder
from assistant.reading.letters import PROCESS, letters
from assistant.reading.steps import steps


def states_process(sentence: str) -> bool:
    """Whether a sentence outside a process section says something about how interviews go."""
    return PROCESS in letters(sentence).facts and process_finder("states").search(sentence)


def paragraph_of_process(text: str) -> bool:
    """Whether a paragraph tells how interviews go, from its first step on."""
    return PROCESS in letters(text).facts and (process_finder("paragraph").search(text) or _names_steps(text))


def _names_steps(text: str) -> bool:
    """Whether a paragraph names several rounds in an order, and speaks of no one else than who applies."""
    if process_finder("others").search(text):
        return False
    if process_cue("lead").match(text) and len(steps(text)) > 1:
        return True
    if process_cue("label").match(text) and len(timed(text, Span(0, len(text)))) > 1:
        return True
    return all(process_finder(name).search(text) for name in ("order", "for_you", "sure")) and len(steps(text)) > 1
