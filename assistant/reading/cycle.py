"""The cycle of sections that a role runs through, and what shows that it begins anew: the next role.

Signals, all of them from data files: a heading kind that the current role has had, a second paragraph that introduces a
team or addresses a new person, a title, a short line that stood in the current role before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.domain import SectionKind
from assistant.reading.lines import Heading, Line
from assistant.reading.openers import BODY, opener_of
from assistant.reading.titles import reads_as_title

_OPENING = (SectionKind.TEAM, SectionKind.ROLE)
# Headings that a role has once: meeting one of them again means that the cycle starts anew.
_CYCLE = (*BODY, SectionKind.PROCESS)
# "Key objectives" is a part of a role; "About the team" may open one.
_WORD = re.compile(r"[^\W\d_]{2,}")
_ABOUT = re.compile(r"(?:about|the|our|your|über|sobre|à propos)\b", re.IGNORECASE)
# An introduction this long is a body of its own: what opens anew after it is another role.
LONG_INTRODUCTION = 700


@dataclass(slots=True)
class Current:
    """What the role being read has shown so far. `top`: where it begins itself, after a preamble; `title`, `below`:
    what its header block says and where that ends, if it has one. `apart`: a rule parts it from the one above."""

    start: int
    company: str | None
    top: int
    kinds: set[SectionKind] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)
    openers: set[str] = field(default_factory=set)
    length: int = 0
    title: str | None = None
    below: int = 0
    apart: bool = False

    @property
    def has_duties(self) -> bool:
        """Whether sections with duties, requirements or stack were there."""
        return bool(self.kinds.intersection(BODY))

    @property
    def has_body(self) -> bool:
        """Whether there was enough for a role."""
        return self.has_duties or self.length > LONG_INTRODUCTION


def restarts(
    current: Current,
    line: Line,
    head: Heading | None,
    below: Sequence[Heading | None],
    *,
    at_block: bool,
    under_heading: bool,
) -> bool:
    """Whether `line` begins the cycle anew. `below` are the headings of the next lines."""
    if head is not None and not head.inline:
        if head.kind in _CYCLE and head.kind in current.kinds:
            return _same_cycle_twice(current, line, head)
        opens = head.kind in _OPENING and (
            _ABOUT.match(line.body) or line.text.strip(" :").casefold() in current.phrases
        )
        return at_block and bool(opens) and bool(current.kinds.intersection(BODY)) and _again(current, below)
    # The paragraph below a heading is what that heading announces, whatever it says.
    if not at_block or not current.has_body or under_heading:
        return False
    if _is_title(current, line) and _again(current, below):
        return True
    opener = opener_of(line)
    if opener is not None:
        if current.title and _names(line.text, current.title):
            # "As a Data Engineer you build …" below the title "Data Engineer" goes on with that role.
            return False
        return bool(current.kinds.intersection(BODY)) or (opener in current.openers and line.gap > 1)
    return _is_short(line) and line.text.casefold() in current.phrases


def _names(sentence: str, title: str) -> bool:
    """Whether a sentence calls the role by its title."""
    return set(_WORD.findall(title)) <= set(_WORD.findall(sentence.casefold()))


def _again(current: Current, below: Sequence[Heading | None]) -> bool:
    """Whether sections that the current role has had follow: the cycle begins anew."""
    return any(h.kind in current.kinds for h in below if h is not None and not h.inline and h.kind in BODY)


def _is_title(current: Current, line: Line) -> bool:
    return (not line.bullet or line.text.startswith("#")) and reads_as_title(line.body, current.company)


def _same_cycle_twice(current: Current, line: Line, head: Heading) -> bool:
    """A heading kind again: only the very same phrase is a restart, or one that has a full cycle behind it.

    One posting may well have "Minimum Qualifications" and "Education", both of them requirements.
    """
    return line.text.strip(" :").casefold() in current.phrases or (
        head.kind is SectionKind.RESPONSIBILITIES and SectionKind.MUST in current.kinds and line.gap > 0
    )


def note(current: Current, line: Line, head: Heading | None) -> None:
    """Takes a line into account."""
    current.length += len(line.text)
    if head is not None and not head.inline:
        current.kinds.add(head.kind)
        current.phrases.add(line.text.strip(" :").casefold())
    elif line.gap and _is_short(line):
        current.phrases.add(line.text.casefold())
    opener = opener_of(line) if line.gap or not current.openers else None
    if opener:
        current.openers.add(opener)


def reread(current: Current, read: Sequence[Line], headings: Sequence[Heading | None], block: int, until: int) -> None:
    """Notes the lines from the block's start up to the one that gave the restart away."""
    first = until
    while first > 0 and read[first - 1].span.start >= block:
        first -= 1
    for line, head in zip(read[first:until], headings[first:until], strict=True):
        note(current, line, head)


def _is_short(line: Line) -> bool:
    # A rule ("---") stands between sections, as often as one likes.
    said = any(map(str.isalnum, line.text))
    return said and len(line.text) <= 60 and not line.bullet and line.text[-1:] not in ".;,"
