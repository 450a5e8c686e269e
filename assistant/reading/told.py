"""The lines of a role that may state facts, with what the letters of each let it state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain import Section, SectionKind, Span
from assistant.reading import money
from assistant.reading.lines import Line, lines
from assistant.reading.orders import without_orders
from assistant.reading.sieve import Sieve
from assistant.reading.slots import slots
from assistant.reading.telling import process_hints

# Where a posting's header stands.
TOP = (SectionKind.ROLE, SectionKind.LOCATION, SectionKind.COMPENSATION, SectionKind.COMPANY)
# What a line may state besides the slots with patterns: pay, and how interviews go.
PAY, PROCESS = ("salary", 0), ("interview_process", 0)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a section, and what its letters let it state: slots with the number of a pattern, "pay", "process"."""

    part: Section
    line: Line
    likely: frozenset[tuple[str, int]]

    @property
    def item(self) -> Span:
        """The line without its bullet."""
        return Span(self.line.span.end - len(self.line.body), self.line.span.end)


@cache
def _sieve() -> Sieve[tuple[str, int]]:
    hints = {(name, i): own for name, slot in slots().items() for i, (_, own) in enumerate(slot.hinted)}
    return Sieve({**hints, PAY: money.hints(), PROCESS: process_hints()})


def told(text: str, parts: Sequence[Section]) -> list[Told]:
    """The lines of `parts` but for headings and navigation, which states nothing; legal text does (pay and work
    authorisation often hide there). What is meant for machines states nothing either."""
    read = [
        (part, line)
        for part in parts
        if part.kind is not SectionKind.NAVIGATION
        for line in without_orders(text, lines(text, part.span))
        if line.span != part.heading
    ]
    likely = likely_facts(line.text for _, line in read)
    return [Told(part, line, names) for (part, line), names in zip(read, likely, strict=True)]


def likely_facts(read: Iterable[str]) -> list[frozenset[tuple[str, int]]]:
    """What the letters of each of these texts let it state."""
    return _sieve().sift(read)
