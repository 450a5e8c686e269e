"""How long a step takes, as its words say it."""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled


@cache
def process_cue(name: str) -> re.Pattern[str]:
    """A cue of `knowledge/cues.yaml`, group `process`."""
    return compiled(load("cues")["process"][name])


@cache
def process_finder(name: str) -> Finder:
    """The same, where only yes or no is asked for."""
    return Finder(load("cues")["process"][name])


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
def _worded() -> tuple[tuple[int, Finder], ...]:
    listed = load("cues")["process"]["lengths"]
    return tuple((minutes, Finder(pattern)) for minutes, pattern in listed)
