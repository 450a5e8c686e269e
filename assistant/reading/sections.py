"""Cuts a role's text into sections of one kind each: by headings, and where there is none, by what the lines are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain import Section, SectionKind, Span
from assistant.knowledge import load
from assistant.reading.lines import Heading, Line, heading, lines
from assistant.reading.naming import reads_as_title
from assistant.reading.process import paragraph_of_process
from assistant.reading.sieve import Sieve

Boilerplate = Sequence[tuple[str, Span]]

_DETAILS = (SectionKind.LOCATION, SectionKind.COMPENSATION, SectionKind.TEAM)
_LISTS = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.NICE)
# Prose this long in a list section, after a blank line, may belong elsewhere ("NVIDIA is widely considered …").
_PROSE = 60
# In an introduction, a line shorter than this may be an item of a list without bullets.
_ITEM = 180


@dataclass(frozen=True, slots=True)
class _Labelled:
    line: Line
    kind: SectionKind
    heading: bool


# A cue by its list in `cues.yaml` and the kind that it speaks for.
_Cue = tuple[str, SectionKind]


def sections(text: str, span: Span, boilerplate: Boilerplate = ()) -> tuple[Section, ...]:
    """The sections of the role at `span`: they partition it (blank lines go to the section before).

    `boilerplate` are the posting's navigation and legal runs, in order.
    """
    labelled = _labelled(list(lines(text, span)), boilerplate)
    runs: list[list[_Labelled]] = []
    for item in labelled:
        if runs and runs[-1][-1].kind is item.kind and not item.heading:
            runs[-1].append(item)
        else:
            runs.append([item])
    starts = [span.start, *(run[0].line.span.start for run in runs[1:]), span.end]
    return tuple(
        Section(run[0].kind, Span(starts[i], starts[i + 1]), run[0].line.span if run[0].heading else None)
        for i, run in enumerate(runs)
    )


def _labelled(read: Sequence[Line], boilerplate: Boilerplate) -> list[_Labelled]:
    headings = [heading(line) for line in read]
    likely = _sieve().sift(line.body for line in read)
    bare = not any(h and not h.inline for h in headings)
    current = SectionKind.ROLE
    out = []
    for line, head, cues in zip(read, headings, likely, strict=True):
        outside = _boilerplate_kind(line, boilerplate)
        if outside:
            if outside is SectionKind.NAVIGATION and current is SectionKind.PROCESS and line.gap:
                # What a page offers below the process ("Create a job alert") ends it.
                current = SectionKind.ROLE
            if outside is SectionKind.NAVIGATION and head is not None and head.kind is outside:
                current = outside
            out.append(_Labelled(line, outside, heading=False))
            continue
        if head is not None and _is_inside(line, head, current):
            head = None
        if head is not None and not head.inline:
            current = head.kind
        kind = _kind(line, head, current, cues, bare=bare)
        if bare and kind is SectionKind.ROLE and out and out[-1].kind in _LISTS and len(line.text) < 2 * _ITEM:
            # Without headings, an item that gives no sign of its own is what its neighbour above is.
            kind = out[-1].kind
        elif kind is SectionKind.ROLE and line.bullet and out and out[-1].line.bullet and not out[-1].heading:
            # An item of a list is what the items before it are.
            kind = out[-1].kind
        out.append(_Labelled(line, kind, heading=bool(head and not head.inline)))
    return out


def _is_inside(line: Line, head: Heading, current: SectionKind) -> bool:
    """Whether what looks like a heading is part of the section around it: a step, a detail of "Similar jobs"."""
    if current is SectionKind.NAVIGATION:
        return head.kind in _DETAILS
    return current is SectionKind.PROCESS and _is_step(line, head)


def _is_step(line: Line, head: Heading) -> bool:
    """Within a process, "Meet the Team: …" or "Presentation" right below another line is a step, no new section."""
    return head.inline or (line.gap == 0 and head.kind in (SectionKind.TEAM, SectionKind.PROCESS))


def _kind(line: Line, head: Heading | None, current: SectionKind, cues: frozenset[_Cue], *, bare: bool) -> SectionKind:
    if head is not None:
        return head.kind
    if not line.bullet and _tells_the_process(line):
        return SectionKind.PROCESS
    if current is SectionKind.ROLE and not line.bullet and reads_as_title(line.body, None):
        return current
    if bare or (current is SectionKind.ROLE and (line.bullet or len(line.text) < _ITEM)):
        return _by_cue(line, "lines", cues) or _by_cue(line, "asides", cues) or current
    if line.gap and not line.bullet and len(line.text) > _PROSE and current in (*_LISTS, SectionKind.ROLE):
        return _aside(line, current, cues) or current
    if current is SectionKind.MUST and _cues("lines")[SectionKind.NICE].search(line.text):
        return SectionKind.NICE
    return current


def _aside(line: Line, current: SectionKind, cues: frozenset[_Cue]) -> SectionKind | None:
    """What a paragraph is that may not belong to the section around it; one on duties does belong to a list of them."""
    found = _by_cue(line, "asides", cues)
    return current if found in _LISTS and current in _LISTS else found


def _tells_the_process(line: Line) -> bool:
    """Whether a paragraph, wherever it stands, tells how interviews go."""
    return len(line.text) > _PROSE and paragraph_of_process(line.text)


@cache
def _cues(group: str) -> dict[SectionKind, re.Pattern[str]]:
    return {SectionKind(k): re.compile(p, re.IGNORECASE) for k, p in load("cues")[group].items()}


def _by_cue(line: Line, group: str, likely: frozenset[_Cue]) -> SectionKind | None:
    """The first kind of the group whose cue fits the line; only `likely` ones can."""
    body = line.body
    return next((k for k, pattern in _cues(group).items() if (group, k) in likely and pattern.search(body)), None)


@cache
def _sieve() -> Sieve[_Cue]:
    return Sieve({(g, kind): _hints()[g].get(kind, ()) for g in ("lines", "asides") for kind in _cues(g)})


@cache
def _hints() -> dict[str, dict[SectionKind, tuple[str, ...]]]:
    """Letters without which a cue cannot match, by group and kind."""
    groups: dict[str, dict[str, list[str]]] = load("cues")["hints"]
    return {g: {SectionKind(k): tuple(map(str, own)) for k, own in groups[g].items()} for g in ("asides", "lines")}


def _boilerplate_kind(line: Line, boilerplate: Boilerplate) -> SectionKind | None:
    return next((SectionKind(kind) for kind, span in boilerplate if span.contains(line.span)), None)
