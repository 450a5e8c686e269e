"""Gives the items of a list that say nothing of their own the kind of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import SectionKind
from assistant.reading.lines import Line

# What an item without a sign of its own may be.
_FILLING = (
    SectionKind.RESPONSIBILITIES,
    SectionKind.MUST,
    SectionKind.NICE,
    SectionKind.BENEFITS,
    SectionKind.PROCESS,
)
# A line no longer than this may be an item of a list without bullets.
LONGEST_ITEM = 180


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with the kind of the section it belongs to, and whether it is that section's heading.

    `told` says that a heading or label in the line tells its kind; `mute` that it is a heading that tells nothing.
    """

    line: Line
    kind: SectionKind
    heading: bool
    told: bool = False
    mute: bool = False


def filled(labelled: Sequence[Labelled]) -> list[Labelled]:
    """The lines, where items of a list that give no sign of their own are what most of the others are."""
    out: list[Labelled] = []
    start = 0
    for number in range(1, len(labelled) + 1):
        if number == len(labelled) or not _goes_on(labelled[number - 1], labelled[number]):
            out.extend(_list_filled(labelled[start:number], out))
            start = number
    return out


def _goes_on(above: Labelled, item: Labelled) -> bool:
    """Whether a line belongs to the list (or block without bullets) that the line above it belongs to."""
    if item.heading or above.heading or item.line.bullet != above.line.bullet:
        return False
    return item.line.bullet or item.line.gap == 0


def _list_filled(items: Sequence[Labelled], out: Sequence[Labelled]) -> Sequence[Labelled]:
    kind = _kind_of_list(items, out) if any(_is_open(item) for item in items) else None
    if kind is None:
        return items
    return [Labelled(item.line, kind, heading=False, mute=item.mute) if _is_open(item) else item for item in items]


def _is_open(item: Labelled) -> bool:
    return item.kind is SectionKind.ROLE and not item.told and len(item.line.text) < LONGEST_ITEM


def _kind_of_list(items: Sequence[Labelled], out: Sequence[Labelled]) -> SectionKind | None:
    """What a list is: by its items that say so, or else by the heading right above it."""
    above = out[-1] if out and out[-1].heading else None
    if len(out) == 1 and above is not None and above.mute and not items[0].line.bullet:
        # What stands right below the posting's first line is its header.
        return None
    if not items[0].line.bullet and above is None:
        return None
    votes = Counter(item.kind for item in items if item.kind in _FILLING)
    # One item on interviews among a candidate's notes makes no process of the others.
    if 2 * votes[SectionKind.PROCESS] < len(items):
        del votes[SectionKind.PROCESS]
    if votes:
        return votes.most_common(1)[0][0]
    # Details of several kinds are no list of duties.
    silent = len(items) > 1 and all(item.kind is SectionKind.ROLE for item in items)
    if above is None or not silent or not (items[0].line.bullet or above.mute):
        return None
    return _expected({item.kind for item in out}, mute=above.mute)


def _expected(seen: set[SectionKind], *, mute: bool) -> SectionKind | None:
    """What a list that says nothing is: postings list what one does ("The role") before what one needs."""
    if SectionKind.RESPONSIBILITIES not in seen:
        return SectionKind.RESPONSIBILITIES
    return SectionKind.MUST if mute and SectionKind.MUST not in seen else None
