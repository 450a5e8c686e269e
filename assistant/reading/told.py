"""The lines of a role that may state facts, with what the letters of each let it state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Section, SectionKind, Span
from assistant.reading.letters import Stated, letters
from assistant.reading.lines import Line, lines
from assistant.reading.orders import without_orders
from assistant.reading.slots import asks_for_a_fact

# Where a posting's header stands.
TOP = (SectionKind.ROLE, SectionKind.LOCATION, SectionKind.COMPENSATION, SectionKind.COMPANY)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a section, and what its letters let it state: slots with the number of a pattern, "pay", "process"."""

    part: Section
    line: Line
    likely: frozenset[Stated]

    @property
    def item(self) -> Span:
        """The line without its bullet."""
        return Span(self.line.span.end - len(self.line.body), self.line.span.end)


def told(text: str, parts: Sequence[Section]) -> list[Told]:
    """The lines of `parts` but for headings and navigation, which states nothing; legal text does (pay and work
    authorisation often hide there). What is meant for machines states nothing either. A form's label stays, though it
    may stand like a heading ("Closing date")."""
    read = [
        (part, line)
        for part in parts
        if part.kind is not SectionKind.NAVIGATION
        for line in without_orders(text, lines(text, part.span))
        if line.span != part.heading or (part.kind is SectionKind.ROLE and asks_for_a_fact(line.text))
    ]
    return [Told(part, line, letters(line.text).facts) for part, line in read]
