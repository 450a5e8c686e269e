"""Splits a posting's text into the stretches of its roles.

A role runs through a cycle: an introduction, then duties, requirements, stack, place. The reader goes through the
lines once, and where a block (lines after a blank one) opens that cycle anew, the next role begins there. Signals, all
of them from data files: a company's heading, a heading kind that the current role has had, a second paragraph that
introduces a team or addresses a new person, a short line that stood in the current role before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.domain import SectionKind, Span
from assistant.knowledge import load
from assistant.reading.companies import company_of_heading
from assistant.reading.lines import Heading, Line, heading, lines
from assistant.reading.naming import reads_as_title
from assistant.reading.sieve import Sieve

_OPENING = (SectionKind.TEAM, SectionKind.ROLE)
_BODY = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.STACK)
# Headings that a role has once: meeting one of them again means that the cycle starts anew.
_CYCLE = (*_BODY, SectionKind.PROCESS)
# "Key objectives" is a part of a role; "About the team" may open one.
_ABOUT = re.compile(r"(?:about|the|our|your|über|sobre|à propos)\b", re.IGNORECASE)
# How far below a title the sections that it opens may begin, in lines.
_BELOW_TITLE = 30
# An introduction this long is a body of its own: what opens anew after it is another role.
_LONG_INTRODUCTION = 700


@dataclass(frozen=True, slots=True)
class Stretch:
    """A role's run of text, and the company whose heading stands above it, if any."""

    span: Span
    company: str | None


@dataclass(slots=True)
class _Current:
    """What the role being read has shown so far."""

    start: int
    company: str | None
    kinds: set[SectionKind] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)
    openers: set[str] = field(default_factory=set)
    repeated: SectionKind | None = None
    length: int = 0

    @property
    def has_body(self) -> bool:
        return bool(self.kinds.intersection(_BODY)) or self.length > _LONG_INTRODUCTION


def stretches(text: str, *, skip: Sequence[Span] = ()) -> list[Stretch]:
    """The roles' stretches of `text`, in order; lines within `skip` (boilerplate) open nothing.

    Every non-blank line belongs to one stretch, but for company headings, which belong to none.
    """
    read = [line for line in lines(text) if not any(s.contains(line.span) for s in skip)]
    if not read:
        return [Stretch(_trimmed(text, Span(0, len(text))), None)]
    headings = [heading(line) for line in read]
    companies = _company_lines(read, headings)
    found: list[tuple[int, int, str | None]] = []
    current: _Current | None = None
    block = read[0].span.start
    company: str | None = None
    for number, (line, head) in enumerate(zip(read, headings, strict=True)):
        if number in companies:
            if current is not None and current.length:
                found.append((current.start, line.span.start, current.company))
            company, current = companies[number], None
            continue
        if current is None:
            current = _Current(line.span.start, company)
            block = line.span.start
        elif line.gap:
            block = line.span.start
        under_heading = number > 0 and headings[number - 1] is not None
        at_block = block == line.span.start
        below = headings[number + 1 : number + _BELOW_TITLE] if at_block else ()
        anew = _restarts(current, line, head, below, at_block=at_block, under_heading=under_heading)
        if anew and block > current.start:
            found.append((current.start, block, current.company))
            current = _Current(block, company)
            _reread(current, read, headings, block, number)
        _note(current, line, head)
    if current is not None:
        found.append((current.start, len(text), current.company))
    return _grown_up(text, found)


def _grown_up(text: str, found: Sequence[tuple[int, int, str | None]]) -> list[Stretch]:
    """The stretches, those that turn out to be no role (no duties, requirements or stack, and short) joined to the one
    before: a closing paragraph on "our team" opens nothing."""
    out: list[Stretch] = []
    for start, end, company in found:
        span = _trimmed(text, Span(start, end))
        if span.end == span.start:
            continue
        if out and out[-1].company == company and not _stands_alone(text, span):
            out[-1] = Stretch(Span(out[-1].span.start, span.end), company)
        else:
            out.append(Stretch(span, company))
    return out


def _stands_alone(text: str, span: Span) -> bool:
    kinds = {h.kind for line in lines(text, span) if (h := heading(line)) and not h.inline}
    return bool(kinds.intersection(_BODY)) or span.end - span.start > _LONG_INTRODUCTION


def _restarts(
    current: _Current,
    line: Line,
    head: Heading | None,
    below: Sequence[Heading | None],
    *,
    at_block: bool,
    under_heading: bool,
) -> bool:
    if head is not None and not head.inline:
        if head.kind in _CYCLE and head.kind in current.kinds:
            return _same_cycle_twice(current, line, head)
        opens = head.kind in _OPENING and (
            _ABOUT.match(line.body) or line.text.strip(" :").casefold() in current.phrases
        )
        return at_block and bool(opens) and bool(current.kinds.intersection(_BODY)) and _again(current, below)
    # The paragraph below a heading is what that heading announces, whatever it says.
    if not at_block or not current.has_body or under_heading:
        return False
    if _is_title(current, line) and _again(current, below):
        return True
    opener = opener_of(line)
    if opener is not None:
        return bool(current.kinds.intersection(_BODY)) or (opener in current.openers and line.gap > 1)
    return _is_short(line) and line.text.casefold() in current.phrases


def _again(current: _Current, below: Sequence[Heading | None]) -> bool:
    """Whether sections that the current role has had follow: the cycle begins anew."""
    return any(h.kind in current.kinds for h in below if h is not None and not h.inline and h.kind in _BODY)


def _is_title(current: _Current, line: Line) -> bool:
    return (not line.bullet or line.text.startswith("#")) and reads_as_title(line.body, current.company)


def _same_cycle_twice(current: _Current, line: Line, head: Heading) -> bool:
    """A heading kind again: only the very same phrase is a restart, or one that has a full cycle behind it.

    One posting may well have "Minimum Qualifications" and "Education", both of them requirements.
    """
    return line.text.strip(" :").casefold() in current.phrases or (
        head.kind is SectionKind.RESPONSIBILITIES and SectionKind.MUST in current.kinds and line.gap > 0
    )


def _note(current: _Current, line: Line, head: Heading | None) -> None:
    current.length += len(line.text)
    if head is not None and not head.inline:
        current.kinds.add(head.kind)
        current.phrases.add(line.text.strip(" :").casefold())
    elif line.gap and _is_short(line):
        current.phrases.add(line.text.casefold())
    opener = opener_of(line) if line.gap or not current.openers else None
    if opener:
        current.openers.add(opener)


def _reread(
    current: _Current, read: Sequence[Line], headings: Sequence[Heading | None], block: int, until: int
) -> None:
    """Notes the lines from the block's start up to the one that gave the restart away."""
    first = until
    while first > 0 and read[first - 1].span.start >= block:
        first -= 1
    for line, head in zip(read[first:until], headings[first:until], strict=True):
        _note(current, line, head)


def _company_lines(read: Sequence[Line], headings: Sequence[Heading | None]) -> dict[int, str]:
    """The lines that are a company's heading over the roles that follow, with the company's name."""
    found = {}
    for number, (line, head) in enumerate(zip(read, headings, strict=True)):
        if head is None and line.text.startswith("#"):
            company = company_of_heading(line.body)
            if company:
                found[number] = company
    return found


@cache
def _openers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in load("cues")["openers"].items())


def opener_of(line: Line) -> str | None:
    """The kind of opening paragraph ("team", "person") that the line is, if it is one."""
    return None if len(line.text) < 40 or line.bullet else _opener(line.text)


@lru_cache(maxsize=4096)
def _opener(text: str) -> str | None:
    (likely,) = _sieve().sift([text])
    return next((kind for kind, pattern in _openers() if kind in likely and pattern.search(text)), None)


@cache
def _sieve() -> Sieve[str]:
    return Sieve(load("cues")["hints"]["openers"])


def _is_short(line: Line) -> bool:
    return len(line.text) <= 60 and not line.bullet and line.text[-1:] not in ".;,"


def _trimmed(text: str, span: Span) -> Span:
    body = span.of(text)
    left = span.start + len(body) - len(body.lstrip())
    return Span(left, max(left, span.start + len(body.rstrip())))
