"""Splits a posting's text into the stretches of its roles.

The reader goes through the lines once, and where a header block stands, a company's heading, or a block (lines after a
blank one) that opens the cycle of sections anew, the next role begins.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Span
from assistant.reading.companies import company_of_heading
from assistant.reading.cycle import LONG_INTRODUCTION, Current, note, reread, restarts
from assistant.reading.lines import Heading, Line, lines
from assistant.reading.listed import Row, listed
from assistant.reading.openers import BODY, header_at, is_role_in_a_line, opener_of
from assistant.reading.titles import is_name_line, reads_as_title

# How far below a title the sections that it opens may begin, in lines.
_BELOW_TITLE = 30
# A role has this much text before the next one's header.
_SHORTEST = 150
# A paragraph of so many characters is no heading.
_TOLD = 60
# So many rules part roles, and below this share of them one begins.
_RULES, _MOSTLY = 2, 0.6
_RULE = re.compile(r"(?:[-–—=_*~#]\s?){3,}")
# Among roles whose headers are lines of several parts, this much.
_SHORTEST_PARTED = 100
# No Markdown heading is deeper.
_DEEPEST = 7


@dataclass(frozen=True, slots=True)
class Stretch:
    """A role's run of text, and the company whose heading stands above it, if any.

    `top` is where the role itself begins, after a preamble that speaks of several roles: the first of them holds it,
    and `shared` is its span, for each of them. `header`: a header block opened the role. `title`: what the line of a
    list that opened it calls it. `apart`: a rule parts it from the role above.
    """

    span: Span
    company: str | None
    top: int
    header: bool = False
    title: str | None = None
    shared: Span | None = None
    apart: bool = False


def whole(text: str) -> Stretch:
    """All of `text` as the stretch of one role."""
    span = _trimmed(text, Span(0, len(text)))
    return Stretch(span, None, span.start)


def stretches(text: str, *, skip: Sequence[Span] = ()) -> list[Stretch]:
    """The roles' stretches of `text`, in order; lines within `skip` (boilerplate) open nothing.

    Every non-blank line belongs to one stretch, but for company headings, which belong to none.
    """
    read = list(_outside(lines(text), sorted(skip)))
    if not read:
        return [whole(text)]
    headings = [line.head for line in read]
    companies = _company_lines(read, headings)
    rows = listed(read, headings) if not companies else {}
    opened = _opened(text, read, headings, companies, rows, _parted(read, headings))
    found = _with_preambles(text, _grown_up(text, opened))
    titles = {read[number].span.start: title for number, (title, _) in rows.items()}
    return [replace(s, title=titles.get(s.top)) for s in found] if rows else found


def _outside(read: Sequence[Line], skip: Sequence[Span]) -> Iterator[Line]:
    """The lines that lie in none of the spans, which are in order."""
    reach, at = 0, 0
    for line in read:
        while at < len(skip) and skip[at].start <= line.span.start:
            reach, at = max(reach, skip[at].end), at + 1
        if line.span.end > reach:
            yield line


def _opened(
    text: str,
    read: Sequence[Line],
    headings: Sequence[Heading | None],
    companies: Mapping[int, str],
    rows: Mapping[int, Row],
    parted: frozenset[int],
) -> list[tuple[Current, int]]:
    """What was read of each role, and where it ends."""
    found: list[tuple[Current, int]] = []
    current: Current | None = None
    firsts: set[str] = set()
    block, company = read[0].span.start, None
    for number, (line, head) in enumerate(zip(read, headings, strict=True)):
        if number in companies:
            found += [(current, line.span.start)] if current is not None and current.length else []
            company, current = companies[number], None
            continue
        if current is None or line.gap or number in parted:
            block = line.span.start
        current = current or Current(block, company, block)
        if rows:
            current = _of_list(current, line, rows, number, found)
            note(current, line, head)
            continue
        if number in parted and block > current.start:
            found.append((current, block))
            current = Current(block, company, block, apart=True)
        opened = _by_header(text, current, read, headings, number)
        if opened is not None:
            found.append((current, line.span.start))
            current, block = opened, line.span.start
        elif block > current.start and (
            _anew(current, read, headings, number, block) or _as_before(current, line, firsts)
        ):
            found.append((current, block))
            current = Current(block, company, block)
            reread(current, read, headings, block, number)
        if not current.length:
            firsts.add(line.text)
        note(current, line, head)
    return [*found, (current, len(text))] if current is not None else found


def _parted(read: Sequence[Line], headings: Sequence[Heading | None]) -> frozenset[int]:
    """The lines below rules ("-----") that part one role from the next; none where rules part the sections of one.

    Below most of the rules a title stands, or a paragraph that introduces a team or the person sought.
    """
    rules = [number for number, line in enumerate(read) if _RULE.fullmatch(line.text)]
    if len(rules) < _RULES:
        return frozenset()
    told = [
        (start, sum(len(line.text) for line in read[start:end]))
        for above, end in zip(rules, [*rules[1:], len(read)], strict=True)
        if (start := above + 1) < end
    ]
    begins = [start for start, length in told if length >= _SHORTEST and _begins(read[start], headings[start])]
    long = sum(length >= _SHORTEST for _, length in told)
    return frozenset(begins) if len(begins) >= _RULES and len(begins) >= _MOSTLY * long else frozenset()


def _begins(line: Line, head: Heading | None) -> bool:
    """Whether a role may begin with a line: a title, a paragraph that introduces, or right away what one does."""
    return head is None and (line.bullet or reads_as_title(line.body, None) or opener_of(line) is not None)


def _of_list(
    current: Current, line: Line, rows: Mapping[int, Row], number: int, found: list[tuple[Current, int]]
) -> Current:
    """The role that a line of a list belongs to; one that the line ends goes to `found`."""
    if number not in rows:
        return current
    start, (title, company) = line.span.start, rows[number]
    if current.title is None:
        # What stands above the first holds for all of them.
        current.title, current.below, current.top, current.company = title, line.span.end, start, company
        return current
    found.append((current, start))
    return Current(start, company, start, title=title, below=line.span.end)


def _as_before(current: Current, line: Line, firsts: set[str]) -> bool:
    """Whether a paragraph is, word for word, one that a role began with: the role again, or a sibling of it."""
    told = len(line.text) >= _TOLD and current.length >= _SHORTEST
    return told and line.gap > 0 and line.text in firsts


def _anew(current: Current, read: Sequence[Line], headings: Sequence[Heading | None], number: int, block: int) -> bool:
    at_block = block == read[number].span.start
    below = headings[number + 1 : number + _BELOW_TITLE] if at_block else ()
    under = number > 0 and headings[number - 1] is not None
    return restarts(current, read[number], headings[number], below, at_block=at_block, under_heading=under)


def _by_header(
    text: str, current: Current, read: Sequence[Line], headings: Sequence[Heading | None], number: int
) -> Current | None:
    """The next role, where its header block begins at a line; the current role takes one that comes before its text."""
    line = read[number]
    if line.span.start < current.below:
        return None
    sibling = _sibling_above(text, current, line)
    if sibling is not None:
        current.title, current.top = current.title or sibling.body.casefold(), sibling.span.start
        start = line.span.start
        return Current(start, current.company, start, title=line.body.casefold(), below=line.span.end)
    if current.title is not None and current.length < _shortest(line):
        return None
    header = header_at(text, read, headings, number)
    if header is None or header.title is None:
        return None
    title, below = header.title.text.casefold(), read[number + header.lines - 1].span.end
    if current.title is None and not current.has_duties and not current.openers:
        current.title, current.below, current.top = title, below, line.span.start
    elif title != current.title or current.has_body:
        start = line.span.start
        return Current(start, current.company, start, title=title, below=below)
    return None


def _shortest(line: Line) -> int:
    """How much text a role has before another one's header, which begins at `line`."""
    if is_role_in_a_line(line):
        return 0
    return _SHORTEST_PARTED if line.text.count(" | ") > 1 else _SHORTEST


def _sibling_above(text: str, current: Current, line: Line) -> Line | None:
    """The current role's Markdown title, where a line is another one of its level, with text between the two."""
    if not _is_marked_title(line):
        return None
    above = lines(text, Span(current.top, line.span.start))
    # Above the first title, a page's own heading may stand.
    first = next((other for other in above if _is_marked_title(other)), None)
    if first is None or first is above[-1] or _level(first) != _level(line) or first.text == line.text:
        return None
    return first


def _grown_up(text: str, found: Sequence[tuple[Current, int]]) -> list[Stretch]:
    """The stretches, those that turn out to be no role (no duties, requirements or stack, and short) joined to the one
    before: a closing paragraph on "our team" opens nothing."""
    out: list[Stretch] = []
    for current, end in found:
        span, company = _trimmed(text, Span(current.start, end)), current.company
        if span.end == span.start:
            continue
        header = current.title is not None or current.apart
        if out and out[-1].company == company and not header and not _stands_alone(text, span):
            out[-1] = replace(out[-1], span=Span(out[-1].span.start, span.end))
        else:
            out.append(Stretch(span, company, max(current.top, span.start), header, apart=current.apart))
    if len(out) > 1 and out[1].company and not (out[0].company or out[0].header or _stands_alone(text, out[0].span)):
        # A candidate's words above the first company of their notes are no role.
        return out[1:]
    return out


def _stands_alone(text: str, span: Span) -> bool:
    kinds = {h.kind for line in lines(text, span) if (h := line.head) and not h.inline}
    return bool(kinds.intersection(BODY)) or span.end - span.start > LONG_INTRODUCTION


def _with_preambles(text: str, found: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with what stands before the first of several roles, if each of these begins with its own name.

    A preamble speaks of all roles below it (up to the next company's heading), for it stands above the first one's
    header, or above the line that names its team as such lines name the others.
    """
    out: list[Stretch] = []
    for _, run in itertools.groupby(found, key=lambda stretch: stretch.company):
        first, *rest = run
        top = _own_top(text, first) if rest and all(_is_named(text, s) for s in rest) else first.top
        shared = Span(first.span.start, top) if rest and top > first.span.start else None
        out.append(replace(first, top=top, shared=shared))
        out.extend(replace(stretch, shared=shared) for stretch in rest)
    return out


def _is_named(text: str, stretch: Stretch) -> bool:
    head = lines(text, stretch.span)[:2]
    return stretch.header or (len(head) > 1 and (is_name_line(*head) or _is_marked_title(head[0])))


def _is_marked_title(line: Line) -> bool:
    return line.text.startswith("#") and reads_as_title(line.body, None)


def _own_top(text: str, stretch: Stretch) -> int:
    """Where the first of several roles begins: at its header, or at the last named block above its duties."""
    if stretch.header:
        return stretch.top
    read, top = lines(text, stretch.span), stretch.top
    titled = next((line.span.start for line in read if _is_marked_title(line)), None)
    if titled is not None:
        return titled
    for line, below in itertools.pairwise(read):
        head = line.head
        if head is not None and not head.inline and head.kind in BODY:
            break
        if line.gap and is_name_line(line, below):
            top = line.span.start
    return top


def _company_lines(read: Sequence[Line], headings: Sequence[Heading | None]) -> dict[int, str]:
    """The lines that are a company's heading over the roles that follow, with the company's name."""
    found, title_level = {}, _DEEPEST
    # "#jobs" is a channel's name.
    marked = [n for n, line in enumerate(read) if line.text.startswith("#") and line.text.lstrip("#")[:1] == " "]
    for number, following in itertools.zip_longest(marked, marked[1:]):
        line, level = read[number], _level(read[number])
        titled = reads_as_title(_without_company(line.body), None)
        title_level = level if titled else title_level
        if headings[number] is not None or titled or level > title_level or _opens_a_list(read, number):
            continue
        below = read[following] if following is not None else None
        over = below is not None and _level(below) > level and reads_as_title(below.body, None)
        company = company_of_heading(line.body, over_titles=over)
        if company:
            found[number], title_level = company, _DEEPEST
    return found


def _without_company(heading: str) -> str:
    """A heading without the company behind a sign ("Product Engineer @ Acme")."""
    return heading.partition(" @ ")[0]


def _level(line: Line) -> int:
    """The level of a Markdown heading."""
    return len(line.text) - len(line.text.lstrip("#"))


def _opens_a_list(read: Sequence[Line], number: int) -> bool:
    below = read[number + 1] if number + 1 < len(read) else None
    return below is not None and below.bullet and not below.text.startswith("#") and not is_role_in_a_line(below)


def _trimmed(text: str, span: Span) -> Span:
    body = span.of(text)
    left = span.start + len(body) - len(body.lstrip())
    return Span(left, max(left, span.start + len(body.rstrip())))
