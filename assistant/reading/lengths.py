"""How long a step takes, as its words say it."""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load


@cache
def process_cue(name: str) -> re.Pattern[str]:
    """A cue of `knowledge/cues.yaml`, group `process`."""
    return re.compile(load("cues")["process"][name], re.IGNORECASE)


def lengths(words: str) -> list[int]:
    """The lengths of time that the words name, in minutes."""
    figures = [_minutes(m) for m in process_cue("minutes").finditer(words)]
    return figures + [minutes for minutes, pattern in _worded() if pattern.search(words)]


def _minutes(stated: re.Match[str]) -> int:
    if stated["m"]:
        return int(stated["m"])
    if stated["h"]:
        return 60 * int(stated["h"]) + int(stated["hm"])
    return round(float(stated["hours"]) * 60)


@cache
def _worded() -> tuple[tuple[int, re.Pattern[str]], ...]:
    listed = load("cues")["process"]["lengths"]
    return tuple((minutes, re.compile(pattern, re.IGNORECASE)) for minutes, pattern in listed)
