"""How postings state facts: the slots of `knowledge/slots.yaml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.domain import SectionKind
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry of `knowledge/slots.yaml`, compiled: what states the slot, and what vetoes it.

    `pattern` is all patterns as one; `hinted` are the same in groups, each with the letters of which one must stand in
    a line that it fits (none: it may fit any line).
    """

    labels: frozenset[str]
    section: SectionKind | None
    pattern: re.Pattern[str] | None
    hinted: tuple[tuple[Finder, tuple[str, ...]], ...]
    needs: Finder | None
    unless: Finder | None
    inside: Finder | None
    outside: frozenset[SectionKind]


@cache
def slots() -> dict[str, Slot]:
    """The slots that are stated by words, by the name of their fact."""
    return {name: _compiled(entry) for name, entry in load("slots").items()}


def asks_for_a_fact(label: str) -> bool:
    """Whether a form's label asks for a fact other than how interviews go ("Closing date", "Salary")."""
    return label.strip(" *_#").casefold() in _labels()


def answers_no(words: str) -> bool:
    """Whether a form's line answers no: "Remote job" over "No" states no way of working."""
    return _no().fullmatch(words.strip()) is not None


@cache
def _no() -> re.Pattern[str]:
    return compiled(load("typed")["denied"])


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for name, slot in slots().items() if name != "interview_process" for label in slot.labels)


def _compiled(entry: dict[str, Any]) -> Slot:
    def finder(key: str) -> Finder | None:
        return Finder(entry[key]) if key in entry else None

    hints = tuple(map(str, entry.get("hints", [])))
    groups: dict[tuple[str, ...], list[str]] = {}
    for listed in entry.get("patterns", []):
        own = listed if isinstance(listed, dict) else {"pattern": listed}
        groups.setdefault(tuple(own.get("hints", hints)), []).append(f"(?:{own['pattern']})")
    joined = "|".join(p for group in groups.values() for p in group)
    return Slot(
        labels=frozenset(entry.get("labels", [])),
        section=SectionKind(entry["section"]) if "section" in entry else None,
        pattern=compiled(joined) if joined else None,
        needs=finder("needs"),
        unless=finder("unless"),
        inside=finder("inside"),
        hinted=tuple((Finder("|".join(group)), own) for own, group in groups.items()),
        outside=frozenset(SectionKind(kind) for kind in entry.get("outside", [])),
    )
