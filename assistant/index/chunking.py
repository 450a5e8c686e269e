"""A role's text to the pieces that are indexed. Pure: the same posting and role give the same chunks everywhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from assistant.domain import Chunk, Posting, Role, SectionKind, Span

SECTION_WORDS: dict[SectionKind, str] = {
    SectionKind.ROLE: "about the role",
    SectionKind.TEAM: "the team",
    SectionKind.COMPANY: "about the company",
    SectionKind.RESPONSIBILITIES: "responsibilities",
    SectionKind.MUST: "requirements",
    SectionKind.NICE: "nice to have",
    SectionKind.STACK: "tech stack",
    SectionKind.COMPENSATION: "salary and compensation",
    SectionKind.LOCATION: "location",
    SectionKind.PROCESS: "interview process",
    SectionKind.BENEFITS: "benefits",
    SectionKind.LEGAL: "legal",
    SectionKind.NAVIGATION: "navigation",
}
_SKIPPED = frozenset({SectionKind.LEGAL, SectionKind.NAVIGATION})
_LINE_END = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(
    r"[.!?;:\u2026][\"')\]\u201d\u2019]*\s+"  # as English ends them
    r"|[\u3002\uff01\uff1f\uff1b]\s*"  # as Chinese and Japanese do, without a space
    r"|\s(?=[\u2022\u00b7\u25cf]\s)"  # before a bullet in a line of them
)
_SPACE = re.compile(r"\s+")


def chunk(posting: Posting, role: Role, *, size: int = 600) -> list[Chunk]:
    """The chunks of `role` in text order: none crosses a section, none overlaps another, and
    `chunk.text == posting.text[chunk.span]` exactly, at most `size` characters unless one word is longer.

    Navigation and legal text (sections of that kind, and the posting's boilerplate) is left out, and so is a piece that
    only repeats the role's name: every chunk has that in its context.
    """
    names = {_letters(name) for name in (role.title, role.name, role.company or "")}
    return [
        _chunk(posting, role, section.kind, span)
        for section in role.sections
        if section.kind not in _SKIPPED
        for part in _without(section.span, posting.boilerplate)
        for span in _section_spans(posting.text, part, size)
        if _letters(span.of(posting.text)) not in names
    ]


def split(text: str, size: int) -> list[Span]:
    """Cuts `text` into spans of at most `size` characters: in order, apart from each other, stripped of white
    space, together holding every other character. A span is longer only where a single word is.

    Cuts at the end of a line where there is one, else of a sentence, else between words.
    """
    if size < 1:
        raise ValueError(f"a chunk's size must be at least 1 character, got {size}")
    spans: list[Span] = []
    start, end = _strip(text, 0, len(text))
    while start < end:
        cut = end if end - start <= size else _cut(text, start, end, size)
        spans.append(Span(*_strip(text, start, cut)))
        start, end = _strip(text, cut, end)
    return spans


def _cut(text: str, start: int, end: int, size: int) -> int:
    """Where the piece that begins at `start` ends, at most `size` on. The last two pieces are made about equal,
    for a chunk of a few words says little when it is found alone."""
    left = end - start
    limit = start + (size if left >= size * 3 // 2 else min(size, left * 2 // 3))
    floor = start + size // 3
    nearby = ((_LINE_END, floor, limit), (_SENTENCE_END, floor, limit), (_SPACE, floor, limit))
    for boundary, low, high in (*nearby, (_SPACE, start + 1, start + size)):
        cut = _last(boundary, text, low, high)
        if cut is not None:
            return cut
    space = _SPACE.search(text, start + size, end)
    return space.start() if space else end


def _last(boundary: re.Pattern[str], text: str, low: int, high: int) -> int | None:
    """The start of the white space of the last `boundary` in `text[low:high]`, which a cut there leaves behind."""
    found = None
    for match in boundary.finditer(text, low, min(len(text), high + 1)):
        stop = match.start() + len(match.group().rstrip())
        if low <= stop <= high:
            found = stop
    return found


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without(span: Span, holes: tuple[Span, ...]) -> Iterator[Span]:
    """What is left of `span` when `holes` (in order, apart) are cut out of it."""
    start = span.start
    for hole in holes:
        if hole.end > start and hole.start < span.end:
            if hole.start > start:
                yield Span(start, hole.start)
            start = min(hole.end, span.end)
    if start < span.end:
        yield Span(start, span.end)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _section_spans(text: str, part: Span, size: int) -> list[Span]:
    return [Span(part.start + s.start, part.start + s.end) for s in split(part.of(text), size)]


def _chunk(posting: Posting, role: Role, section: SectionKind, span: Span) -> Chunk:
    context = f"{role.name} \u2014 {SECTION_WORDS[section]}"
    identity = "\x00".join((posting.id, str(span.start), str(span.end), context))
    return Chunk(
        id=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        posting_id=posting.id,
        role_id=role.id,
        company=role.company,
        section=section,
        span=span,
        text=span.of(posting.text),
        context=context,
    )
