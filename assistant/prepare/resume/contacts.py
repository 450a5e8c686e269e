"""Contact details of a résumé: found, so that they can be kept out of whatever leaves this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.preparation import Contact, Resume
from assistant.prepare.resume.layout import Row
from assistant.reading.topics import topics_of

_TOP = 8
_PARTS = re.compile(r"\s*(?:[|·•—]|\s[–-]\s)\s*")
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
# A number with a year in it between marks is a date or a stretch of time.
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def contacts(text: str, rows: Sequence[Row]) -> tuple[Contact, ...]:
    """The contact details, in text order, without overlap."""
    found = [c for kind in ("email", "link", "phone", "address") for c in _matched(text, kind)]
    head = [row for row in rows[:_TOP] if row.kind == "top"]
    found += [
        Contact("address", r.span) for r in head if any(c.kind == "address" and r.span.contains(c.span) for c in found)
    ]
    found += [c for row in head for c in _beside(text, row, found)]
    name = next(_names(text, rows), None)
    found += [Contact("name", span) for span in (_all_of(text, name) if name else ())]
    kept: list[Contact] = []
    for contact in sorted(found, key=lambda c: (c.span.start, -c.span.end)):
        if not kept or contact.span.start >= kept[-1].span.end:
            kept.append(contact)
    return tuple(kept)


def masked(resume: Resume, span: Span | None = None) -> str:
    """The résumé's text within `span` (default: all of it) with each contact detail as its kind in brackets."""
    inside = span or Span(0, len(resume.text))
    pieces, at = [], inside.start
    for contact in resume.contacts:
        if contact.span.overlaps(inside):
            pieces += [resume.text[at : max(at, contact.span.start)], f"[{contact.kind}]"]
            at = contact.span.end
    return "".join([*pieces, resume.text[at : inside.end]])


def _matched(text: str, kind: str) -> Iterator[Contact]:
    for match in _pattern(kind).finditer(text):
        digits = sum(c.isdigit() for c in match.group())
        is_number = _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not _YEARS.search(match.group())
        if (kind != "phone" or is_number) and "\n" not in match.group():
            yield Contact(kind, Span(match.start(), match.end()))


def _beside(text: str, row: Row, found: Sequence[Contact]) -> Iterator[Contact]:
    """The other parts of a line that holds a mail address or a number: places, by all likelihood."""
    telling = [c.span for c in found if c.kind in ("email", "phone") and row.span.contains(c.span)]
    taken = [c.span for c in found if row.span.contains(c.span)]
    if not telling or len(row.words) > 160:
        return
    start = row.span.start
    for end, after in [(m.start(), m.end()) for m in _PARTS.finditer(row.words)] + [(len(row.words), len(row.words))]:
        part = Span(start, max(start, row.span.start + end))
        if part.of(text).strip() and not any(part.overlaps(t) for t in taken) and not topics_of(part.of(text)):
            yield Contact("address", part)
        start = row.span.start + after


def _names(text: str, rows: Sequence[Row]) -> Iterator[str]:
    """The line at the top that looks like a person's name, if one does."""
    for row in rows[:3]:
        words = row.words.split()
        wordy = all(w[0].isupper() and not any(c.isdigit() for c in w) and "@" not in w for w in words)
        plain = not {w.casefold().strip(".,:") for w in words} & set(load("resume")["no_name"])
        if 2 <= len(words) <= 4 and wordy and plain and not row.heading and not topics_of(row.words):
            yield row.words


def _all_of(text: str, name: str) -> Iterator[Span]:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    yield from (Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(load("resume")["contacts"][kind], re.IGNORECASE)
