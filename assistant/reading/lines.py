"""The lines of a normalised text: where they are, how far apart, and which of them are headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from assistant.domain import SectionKind, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder

# A heading is short; a longer line that happens to end in a known phrase is a sentence.
MAX_HEADING = 90
_SHOWN = re.compile(r"\S(?:.*\S)?")
_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s+)")
_BULLET = re.compile(
    # Signs, also those that are pictures; figures in a box; numbers and letters.
    r"^\s*(?:[•·‣▪●○◦◆■□➢►✓✔✅☑➕➡👉🔹🔸–—*-]\ufe0f?\s+|\d\ufe0f?\u20e3\s*|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)"
)
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+")
_PARENTHESES = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*$")
_TAIL = re.compile(r"\s+(?:(?:at|with|for|of|in)\s+(?:(?:this|the|our)\s+)?\S+(?:\s+\S+)?)$")
_AT_COMPANY = re.compile(r"\bat\s+[A-Z]")
_LABEL = re.compile(r"^([^:：]{2,40}?)(?:[:：]|\s[-–=])\s*(\S.*)$")
# What ends a label: most lines have no such sign where a label may end.
_LABEL_SIGN = re.compile(r"[:：]| [-–=]")
_ENDS = " \t:：*_#-–—|•.?!…"


@dataclass(frozen=True)
class Line:
    """A line that is not blank. `span` is without surrounding space; `gap` is the number of blank lines before it.

    What is asked of a line by each step of the reading is kept with it.
    """

    span: Span
    text: str
    gap: int
    bullet: bool

    @cached_property
    def body(self) -> str:
        """The line without its bullet or heading mark."""
        return _body(self.text, self.bullet) if self.bullet or self.text[0] in "#>" else self.text

    @cached_property
    def head(self) -> Heading | None:
        """The heading that the line is or begins with, if any."""
        found = _heading(self.text, self.bullet)
        return found or (_numbered(self.text) if self.bullet and self.gap else None)


@lru_cache(maxsize=2048)
def _body(text: str, bullet: bool) -> str:
    if text[0] in "#>":
        return _BULLET.sub("", _MARK.sub("", text), count=1)
    return _BULLET.sub("", text, count=1) if bullet else text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a line is, or (`inline`) that it starts with as a label: "Location: Lisbon".

    A `mute` one only stands as a heading: it does not tell of what.
    """

    kind: SectionKind
    inline: bool = False
    mute: bool = False


def lines(text: str, span: Span | None = None) -> Sequence[Line]:
    """The non-blank lines of `text` within `span` (default: all of it), in order."""
    return _all(text) if span is None else _within(text, span.start, span.end)


@lru_cache(maxsize=4)
def _all(text: str) -> tuple[Line, ...]:
    return tuple(_found(text, 0, len(text)))


# Each step of the reading goes through the same sections of one posting; what is kept is bounded by their number.
@lru_cache(maxsize=256)
def _within(text: str, start: int, stop: int) -> tuple[Line, ...]:
    """The lines of a part: those of the text where the part cuts none of them, only that no gap reaches beyond it."""
    whole, begins = _all(text), starts(text)
    first, last = bisect_left(begins, start), bisect_left(begins, stop)
    if (first and whole[first - 1].span.end > start) or (last > first and whole[last - 1].span.end > stop):
        return tuple(_found(text, start, stop))
    if first == last:
        return ()
    head = whole[first]
    gap = text.count("\n", start, head.span.start)
    return whole[first:last] if gap == head.gap else (replace(head, gap=gap), *whole[first + 1 : last])


@lru_cache(maxsize=4)
def starts(text: str) -> tuple[int, ...]:
    """Where the lines of `text` begin."""
    return tuple(line.span.start for line in _all(text))


def _found(text: str, start: int, stop: int) -> Iterator[Line]:
    # The first line of a part has no line break in front of it, any other one has one that ends the line above.
    above = 0
    for match in _SHOWN.finditer(text, start, stop):
        left, right = match.span()
        shown = match.group()
        yield Line(Span(left, right), shown, text.count("\n", start, left) - above, _is_bullet(shown))
        start, above = right, 1


def _is_bullet(shown: str) -> bool:
    if shown[0].isalpha() and shown[1:2] != ")":
        return False
    return _BULLET.match(shown if shown[0] != ">" else _MARK.sub("", shown)) is not None


@cache
def phrases() -> dict[str, SectionKind]:
    """Every heading phrase of `knowledge/headings.yaml` with its kind; those with a company's place are left out."""
    return {p: SectionKind(kind) for kind, listed in load("headings").items() for p in listed if "{company}" not in p}


@cache
def _company_phrases() -> tuple[re.Pattern[str], dict[str, SectionKind]]:
    """A pattern of what stands before a company's name in a heading, and the kind of each."""
    named = {
        p.removesuffix(" {company}"): SectionKind(kind)
        for kind, listed in load("headings").items()
        for p in listed
        if "{company}" in p
    }
    name = r"(?-i:[A-Z0-9])[\w&.'’-]*(?:\s+(?-i:[A-Z0-9&])[\w&.'’-]*){0,3}"
    before = "|".join(re.escape(p) for p in sorted(named, key=len, reverse=True))
    return re.compile(rf"({before})\s{name}$", re.IGNORECASE), named


def heading_key(text: str) -> str:
    """The form in which a line is compared with the phrases: no marks, no end punctuation, case-folded."""
    bare = (_MARK.sub("", text) if "#" in text or ">" in text else text).strip(_ENDS)
    if "’" in bare or "`" in bare:
        bare = bare.replace("’", "'").replace("`", "'")
    return " ".join(bare.split()).casefold()


@lru_cache(maxsize=2048)
def _numbered(text: str) -> Heading | None:
    """A numbered heading ("3. Person specification"): behind the number nothing but a phrase of several words that is
    known; items of a list have no blank line above."""
    number = _NUMBER.match(text)
    key = heading_key(text[number.end() :]) if number else ""
    kind = phrases().get(key) if " " in key else None
    return Heading(kind) if kind else None


# Postings of one employer repeat their lines, and each line is asked about by more than one step of the reading.
@lru_cache(maxsize=8192)
def _heading(text: str, bullet: bool) -> Heading | None:
    if len(text) <= MAX_HEADING and (not bullet or text.startswith("#")):
        kind = _whole(text)
        if kind:
            return Heading(kind)
    return _label(text)


def _whole(text: str) -> SectionKind | None:
    known = phrases()
    key = heading_key(text)
    if not key or (text.endswith(".") and len(key.split()) > 4):
        return None
    if key in known:
        return known[key]
    shorter = _PARENTHESES.sub("", key).strip(_ENDS)
    if shorter in known:
        return known[shorter]
    tail = _TAIL.sub("", shorter)
    if tail != shorter and tail in known and (len(tail.split()) > 1 or _AT_COMPANY.search(text)):
        return known[tail]
    return _by_company(text) or _by_ending(text, shorter) or _by_cue(text)


def _by_company(text: str) -> SectionKind | None:
    pattern, named = _company_phrases()
    match = pattern.match(_MARK.sub("", text).strip(_ENDS).replace("’", "'"))
    return named[match.group(1).casefold()] if match else None


def _by_ending(text: str, key: str) -> SectionKind | None:
    """ "Research Engineer Responsibilities": a title or name in front of a known plural heading."""
    words = key.split()
    if not 2 <= len(words) <= 12 or text.endswith((".", ",", ";")):
        return None
    shown = [w for w in text.strip(_ENDS).split() if w[:1].isalpha()]
    if not shown or sum(w[:1].isupper() for w in shown) < 0.6 * len(shown) or not shown[-1][:1].isupper():
        return None
    for size in (3, 2, 1):
        ending = " ".join(words[-size:])
        kind = phrases().get(ending) if len(words) > size else None
        if kind in (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.NICE) and ending.endswith("s"):
            return kind
    return None


@cache
def _cues() -> tuple[tuple[SectionKind, Finder], ...]:
    return tuple((SectionKind(k), Finder(p)) for k, p in load("cues")["headings"].items())


def _by_cue(text: str) -> SectionKind | None:
    """A short lead-in that ends in a colon ("The candidates we hire often have:")."""
    if not text.endswith(":"):
        return None
    return next((kind for kind, pattern in _cues() if pattern.search(text)), None)


def _label(text: str) -> Heading | None:
    match = _LABEL.match(text) if _LABEL_SIGN.search(text, 0, 44) else None
    if not match:
        return None
    kind = phrases().get(heading_key(match.group(1)))
    return Heading(kind, inline=True) if kind else None
