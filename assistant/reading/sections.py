"""Cuts a role's text into sections of one kind each: by headings, and where there is none, by what the lines are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from assistant.domain import Section, SectionKind, Span
from assistant.reading.cueing import (
    INTRODUCED,
    Judge,
    by_any_cue,
    by_aside,
    by_cue,
    by_introduction,
    cues,
    likely_cues,
)
from assistant.reading.cutting import Boilerplate, cut, sentences_of
from assistant.reading.filling import LONGEST_ITEM, Labelled, filled
from assistant.reading.letters import Cues
from assistant.reading.lines import Heading, Line, lines
from assistant.reading.naming import reads_as_title
from assistant.reading.outline import outline
from assistant.reading.telling import paragraph_of_process

_DETAILS = (SectionKind.LOCATION, SectionKind.COMPENSATION, SectionKind.TEAM)
_LISTS = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.NICE)
# Within these, a paragraph may belong elsewhere.
_WITH_ASIDES = (*_LISTS, SectionKind.ROLE, SectionKind.BENEFITS, SectionKind.COMPENSATION)
# Below these, what is given besides the pay may stand as well.
_WITH_GIFTS = (SectionKind.COMPENSATION, SectionKind.COMPANY)
# Prose this long in a list section, after a blank line, may belong elsewhere ("NVIDIA is widely considered …").
_PROSE = 60
# A paragraph this long that makes up so much of a role without headings is taken for most of a posting.
_GLUED, _GLUED_SHARE = 300, 1 / 3
# "Fluent English; German is a plus" asks for English first.
_CLAUSE = re.compile(r";\s|\.\s")
_LABEL_WITHIN = re.compile(r"[.!?]\s+[^\W\d_][^.!?:]{1,39}:\s")
_AMOUNT = re.compile(r"(?:[$€£¥₹]|\b[A-Z]{3})\s?\d|\d\s?(?:[$€£¥₹]|[A-Z]{3}\b)")
# Cues of duties and requirements, and of what is given besides the pay.
_OF_LISTS: Cues = frozenset((group, kind) for group in ("lines", "asides") for kind in _LISTS)
_GIVEN: Cues = frozenset((group, SectionKind.BENEFITS) for group in ("lines", "asides"))


def sections(text: str, span: Span, boilerplate: Boilerplate = ()) -> tuple[Section, ...]:
    """The sections of the role at `span`: they partition it (blank lines go to the section before).

    `boilerplate` are the posting's navigation and legal runs, in order.
    """
    read = list(lines(text, span))
    if boilerplate:
        read = [part for line in read for part in cut(text, line, _around(line.span, boilerplate))]
    runs: list[list[Labelled]] = []
    for item in filled(_labelled(read, boilerplate)):
        if runs and runs[-1][-1].kind is item.kind and not item.heading:
            runs[-1].append(item)
        else:
            runs.append([item])
    starts = [span.start, *(run[0].line.span.start for run in runs[1:]), span.end]
    return tuple(
        Section(run[0].kind, Span(starts[i], starts[i + 1]), run[0].line.span if run[0].heading else None)
        for i, run in enumerate(runs)
    )


def _labelled(read: Sequence[Line], boilerplate: Boilerplate) -> list[Labelled]:
    outside = [_boilerplate_kind(line, boilerplate) if boilerplate else None for line in read]
    own = [line for line, kind in zip(read, outside, strict=True) if kind is None]
    likely = likely_cues(own)
    headings = outline(own, Judge(own, likely), _broken(outside))
    reader = _Reader(bare=not any(h and not h.inline for h in headings))
    inside = zip(headings, likely, strict=True)
    glued = max(_GLUED, _GLUED_SHARE * sum(len(line.text) for line in own))
    for line, foreign in zip(read, outside, strict=True):
        if foreign:
            reader.skip(line, foreign)
            continue
        head, told = next(inside)
        if reader.bare and (len(line.text) > glued or _labels_within(line)):
            reader.take_apart(line)
        else:
            reader.take(line, head, told)
    return reader.out


def _labels_within(line: Line) -> bool:
    """Whether a sentence of a line, not the first, begins with a label ("We count fish. Need: Python and boots.")."""
    if line.bullet or not _LABEL_WITHIN.search(line.text):
        return False
    _, *others = sentences_of(line)
    return any((head := part.head) is not None and head.inline for part in others)


def _broken(outside: Sequence[SectionKind | None]) -> set[int]:
    """Which of the lines that are no boilerplate, counted by themselves, stand right above boilerplate."""
    found, number = set(), -1
    for kind in outside:
        number += kind is None
        if kind is not None:
            found.add(number)
    return found


class _Reader:
    """Goes through a role's lines from the first to the last. `bare` says that there is no heading among them."""

    def __init__(self, *, bare: bool) -> None:
        self.out: list[Labelled] = []
        self.bare = bare
        self._current = SectionKind.ROLE
        # Whether the introduction is over: a duty or requirement has been seen.
        self._listed = False
        # Whether a line of the section around has been read.
        self._begun = False

    def skip(self, line: Line, foreign: SectionKind) -> None:
        """Takes a line of boilerplate."""
        self._current = _beside(line, foreign, self._current, begun=self._begun and not line.bullet)
        self.out.append(Labelled(line, foreign, heading=False))

    def take(self, line: Line, head: Heading | None, likely: Cues) -> None:
        """Takes a line of the posting itself, with the heading that it is or begins with."""
        if head is None or _is_inside(line, head, self._current):
            self.out.append(Labelled(line, self._kind_of(line, likely), heading=False))
            self._begun = True
            return
        self._current, self._begun = _below(head, self._current), head.inline
        self.out.append(Labelled(line, head.kind, heading=not head.inline, told=True, mute=head.mute))

    def take_apart(self, line: Line) -> None:
        """Takes a posting that is all in one paragraph sentence by sentence: each tells what it is, or goes on."""
        parts = list(sentences_of(line))
        for part, likely in zip(parts, likely_cues(parts), strict=True):
            head = part.head
            self.take(part, head if head is not None and head.inline else None, likely)

    def _kind_of(self, line: Line, likely: Cues) -> SectionKind:
        above = self.out[-1] if self.out else None
        if above and above.heading and self._current is SectionKind.ROLE and len(line.text) > _PROSE:
            # What stands right below "The role" introduces it, also where it says "you will".
            likely -= _OF_LISTS
        if not self._listed:
            likely |= INTRODUCED
        kind = _kind(line, self._current, likely, bare=self.bare)
        self._listed = self._listed or kind in _LISTS
        if self.bare and kind is SectionKind.ROLE and above and above.kind in _LISTS:
            # Without headings, an item that gives no sign of its own is what its neighbour above is.
            return above.kind if len(line.text) < 2 * LONGEST_ITEM else kind
        return kind


def _below(head: Heading, current: SectionKind) -> SectionKind:
    """What goes on below a heading or label. A label with the pay ends a list: what follows are more such details."""
    if not head.inline:
        return head.kind
    return SectionKind.ROLE if head.kind is SectionKind.COMPENSATION and current in _LISTS else current


def _beside(line: Line, foreign: SectionKind, current: SectionKind, *, begun: bool) -> SectionKind:
    """What goes on below a line of boilerplate: a heading over other jobs is one, and what a page offers below the
    process ("Create a job alert") ends it. `begun`: a line of the section stands right above."""
    if foreign is not SectionKind.NAVIGATION:
        return current
    head = line.head
    if head is not None and (head.kind is foreign or (head.kind is SectionKind.ROLE and not head.inline)):
        # "Full job description": what the page says about the job is over.
        return head.kind
    return SectionKind.ROLE if current is SectionKind.PROCESS and (line.gap or begun) else current


def _is_inside(line: Line, head: Heading, current: SectionKind) -> bool:
    """Whether what looks like a heading is part of the section around it: a step, a detail of "Similar jobs"."""
    if current is SectionKind.NAVIGATION:
        return head.kind in _DETAILS
    if head.inline and line.bullet and head.kind is SectionKind.MUST and current in (*_LISTS, SectionKind.BENEFITS):
        # "• Experience: …" below "Desirable" says which field it is, "• Training: …" what is given.
        return True
    return current is SectionKind.PROCESS and _is_step(line, head)


def _is_step(line: Line, head: Heading) -> bool:
    """Within a process, "Meet the Team: …" or "Presentation" right below another line is a step, no new section."""
    if head.inline and not line.bullet and head.kind in (SectionKind.LOCATION, SectionKind.COMPENSATION):
        return False
    return head.inline or (line.gap == 0 and head.kind in (SectionKind.TEAM, SectionKind.PROCESS))


def _kind(line: Line, current: SectionKind, likely: Cues, *, bare: bool) -> SectionKind:
    """What a line is that is no heading, within a section of kind `current`."""
    if not line.bullet and _tells_the_process(line):
        return SectionKind.PROCESS
    if current is SectionKind.ROLE and not line.bullet and reads_as_title(line.body, None):
        return current
    if current is SectionKind.COMPENSATION and _AMOUNT.search(line.text):
        return current
    if bare or (current is SectionKind.ROLE and (line.bullet or len(line.text) < LONGEST_ITEM)):
        return by_any_cue(line, likely) or current
    is_prose = not line.bullet and len(line.text) > _PROSE
    if is_prose and current in _WITH_ASIDES and (line.gap or current is SectionKind.ROLE):
        return _aside(line, current, likely) or current
    if current is SectionKind.MUST and cues("lines")[SectionKind.NICE].search(_CLAUSE.split(line.text, 1)[0]):
        return SectionKind.NICE
    if current in _WITH_GIFTS:
        # "Pay and perks", "Why us?": what is given besides the pay.
        return by_cue(line, "asides", likely & _GIVEN) or by_cue(line, "lines", likely & _GIVEN) or current
    return current


def _aside(line: Line, current: SectionKind, likely: Cues) -> SectionKind | None:
    """What a paragraph is that may not belong to the section around it; one on duties does belong to a list of them."""
    found = by_introduction(line, likely) if current is SectionKind.ROLE else by_aside(line, likely)
    return current if found in _LISTS and current in _LISTS else found


def _boilerplate_kind(line: Line, boilerplate: Boilerplate) -> SectionKind | None:
    near = _around(line.span, boilerplate)
    return next((SectionKind(kind) for kind, span in near if span.contains(line.span)), None)


def _around(span: Span, boilerplate: Boilerplate) -> Boilerplate:
    """Those of the runs, which are in order and do not overlap, that `span` overlaps."""
    first = bisect_right(boilerplate, span.start, key=lambda run: run[1].end)
    last = bisect_left(boilerplate, span.end, first, key=lambda run: run[1].start)
    return boilerplate[first:last]


def _tells_the_process(line: Line) -> bool:
    """Whether a paragraph, wherever it stands, tells how interviews go."""
    return len(line.text) > _PROSE and paragraph_of_process(line.text)
