"""What a posting says of its interview process as a whole, and who and what a round names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.domain import Course, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(load("rounds")[name])


def course(text: str, remarks: Sequence[Span]) -> Course | None:
    """The number of interviews, the duration and the medium that the `remarks` on a process state; None for none."""
    found = Course(*(_first(name, text, remarks) for name in ("interviews", "duration", "medium")))  # type: ignore[arg-type]
    return found if found != Course() else None


def _first(name: str, text: str, remarks: Sequence[Span]) -> str | int | None:
    for remark in remarks:
        words = remark.of(text)
        match = _pattern(name).search(words)
        if match is None or (name == "medium" and not _pattern("wholly").search(words)):
            continue
        if name == "interviews":
            count = match.group("count").casefold()
            return int(count) if count.isdigit() else int(load("typed")["numbers"][count])
        return match.group("duration") if name == "duration" else match.group()
    return None


def who_of(words: str) -> str | None:
    """Whom a round is with, as its words say it."""
    match = _pattern("who").search(words)
    return (match.group("who") or match.group("by")).strip() if match else None


def medium_of(words: str) -> str | None:
    """The medium or place that a round's words name."""
    match = _pattern("medium").search(words)
    return match.group() if match else None
