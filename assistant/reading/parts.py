"""The parts of a header's lines, each with what it is: title, place, chips, a name that may be the company's …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.domain import Span
from assistant.reading.asked import asked, label_of
from assistant.reading.chips import CHIPS, PLACE, said, says
from assistant.reading.kinds import announced as announced_by
from assistant.reading.kinds import before_pay, closing, employer, kinds_of, may_be_title
from assistant.reading.lines import Line
from assistant.reading.names import has_title_word
from assistant.reading.pieces import COMMA, DASH, EDGE, STRONG, pieces, trim

# Longer lines are text.
_LONGEST = 160
_PIN = re.compile("[📍📌🌍🌎🌏🗺]")
# A part of a longer line is no longer than this; nor is what a form holds than that.
_LONG_PIECE, _LONGEST_ANSWER = 60, 90
# "Acme (https://acme.example)", "Acme Page 1 of 2"
_BEHIND = re.compile(
    r"\s*\((?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s)]*)?\)$|\s+(?:page|seite|página)\s+\d+(?:\s+\w+\s+\d+)?$",
    re.IGNORECASE,
)
_AT_LINE = re.compile(r"^(?:at|@)\s+(?=\S)", re.IGNORECASE)
_FIRST = re.compile(r"([^.!?]{3,40})\.\s+\S")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a header line. `kinds` holds what it says: "title", "place", "work_mode", "employment_type",
    "seniority", "team", "pay", "date", "furniture", "name" (perhaps the company), "other". `at`: it follows an "at", or
    a label that asks for it."""

    kinds: frozenset[str]
    span: Span
    text: str
    line: int
    at: bool = False

    def is_a(self, *kinds: str) -> bool:
        """Whether it says one of `kinds`."""
        return not self.kinds.isdisjoint(kinds)


def parts_of(line: Line, number: int, *, small: bool = False) -> tuple[Part, ...]:
    """The parts of a line in its order. `small`: the posting is written without capitals."""
    found = _parts(line.text, small)
    at = line.span.start
    return tuple(Part(p.kinds, Span(at + p.span.start, at + p.span.end), p.text, number, p.at) for p in found)


@lru_cache(maxsize=4096)
def _parts(text: str, small: bool) -> tuple[Part, ...]:
    if len(text) > _LONGEST:
        return _before_text(text, small) or (Part(frozenset({"other"}), Span(0, len(text)), text, 0),)
    form = asked(text)
    if form and form[0] != "title":
        return (_answer(text, *form),)
    if label_of(text):
        return (Part(frozenset({"furniture"}), Span(0, len(text)), text, 0),)
    if len(text) > _LONG_PIECE and text[-1] in ".!?" and not STRONG.search(text) and not _opens_with_title(text):
        return _sentence(text)
    at = _AT_LINE.match(text)
    if at and len(text) <= _LONG_PIECE and text[-1] not in ".!?:":
        return tuple(_of_company(text, at.end(), len(text), small=small))
    rest, announced = (form[1], True) if form else _unannounced(text)
    out: list[Part] = []
    for start, end in pieces(text, STRONG, rest, len(text)):
        out.extend(_typed(text, start, end, announced=announced and not out, small=small))
    return tuple(out)


def answer_of(line: Line, number: int, kind: str) -> Part:
    """What a line says that stands below a label which asks for `kind` ("Job Locations")."""
    part = _answer(line.text, kind, 0)
    return replace(part, span=Span(line.span.start + part.span.start, line.span.start + part.span.end), line=number)


def _answer(text: str, kind: str, start: int) -> Part:
    """The part behind a label ("Site: Osterdal"): what it asks for, unless it is text, or says something else."""
    stands = trim(text, start, len(text)) or (start, len(text))
    words = text[slice(*stands)]
    kinds = says(words)
    told = kinds & frozenset(CHIPS)
    if len(words) > _LONGEST_ANSWER or words[-1] in ".!?":
        return Part(frozenset({"other"}), Span(0, len(text)), text, 0)
    if kind == "place":
        kinds = kinds if kinds and kinds == told else told | {"place"}
    elif kind in CHIPS:
        kinds = told or frozenset({"seniority" if kind == "seniority" else "furniture"})
    else:
        kinds = frozenset({{"company": "name", "other": "furniture"}.get(kind, kind)})
    return Part(kinds, Span(*stands), words, 0, at=kind in kinds or kind == "company")


def _opens_with_title(text: str) -> bool:
    """ "Systems admin wanted, Galway, must know Linux."."""
    first = re.split(r",\s|\s[-–—]\s", text[:_LONG_PIECE], maxsplit=1)
    return len(first) > 1 and has_title_word(first[0])


def _sentence(text: str) -> tuple[Part, ...]:
    """A sentence, or what a line says before it ("Delft, on-site. We fly …")."""
    first = _FIRST.match(text)
    kinds = says(first.group(1)) if first else frozenset()
    if first is None or not kinds:
        return (Part(frozenset({"other"}), Span(0, len(text)), text, 0),)
    return (Part(kinds, Span(0, first.end(1)), first.group(1), 0),)


def _before_text(text: str, small: bool) -> tuple[Part, ...]:
    """The parts that a long line begins with, before the text that follows them in the same line, if it does."""
    out: list[Part] = []
    for separator in (STRONG, DASH):
        for start, end in pieces(text[: 2 * _LONGEST], separator, 0, 2 * _LONGEST):
            if end - start > _LONG_PIECE or end >= len(text):
                break
            out.extend(_typed(text, start, end, announced=False, small=small))
        if len(out) > 1 and any(p.is_a("title") for p in out):
            return tuple(out)
        out = []
    return ()


def _unannounced(text: str) -> tuple[int, bool]:
    """Where a line's own words begin ("NOW HIRING: NETWORK ENGINEER"), and whether something announces them."""
    bare = EDGE.match(text)
    begin = bare.end() if bare else 0
    announced = False
    # "Subject: Opening - Data Engineer"
    while match := announced_by().match(text, begin):
        begin, announced = match.end(), True
    return (begin, True) if announced else (0, False)


def _typed(text: str, start: int, end: int, *, announced: bool, small: bool) -> list[Part]:
    """The part between two separators: whole where it is of a kind, else split where its pieces are of kinds."""
    trimmed = trim(text, start, end)
    if trimmed is None:
        return []
    pinned = _PIN.search(text[start : trimmed[0]])
    start, end = _without_note(text, *trimmed)
    words = text[start:end]
    kinds = kinds_of(words, small=small)
    if pinned and kinds.isdisjoint(CHIPS):
        return [Part(frozenset({"place"}), Span(start, end), words, 0)]
    employs = employer().search(words) if has_title_word(words) or words[:1] == "@" else None
    if employs and has_title_word(words[: employs.start()]):
        return _title_at(text, start, end, employs, announced=announced, small=small)
    if words[:1] == "@" and len(words) > 1:
        return _of_company(text, start + 1, end, small=small)
    paid = before_pay(words) if "pay" in kinds else 0
    if paid:
        title = _typed(text, start, start + paid, announced=announced, small=small)
        return [*title, Part(kinds, Span(start + paid, end), words[paid:], 0)]
    if kinds.isdisjoint({"name", "other", "title"}) and len(words) <= _LONG_PIECE:
        return [Part(kinds, Span(start, end), words, 0)]
    for separator in (DASH, COMMA):
        split = _split(text, start, end, separator, announced=announced, small=small)
        if split:
            return split
    if announced and kinds.isdisjoint({"title"}) and may_be_title(words):
        kinds = frozenset({"title"})
    headed = _headed(text, start, end, announced=announced, small=small) if "other" in kinds else []
    return headed or [_part(text, start, end, kinds)]


def _without_note(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece without the address or the page's number behind it."""
    behind = _BEHIND.search(text, start, end)
    return start, behind.start() if behind and behind.start() > start else end


def _headed(text: str, start: int, end: int, *, announced: bool, small: bool) -> list[Part]:
    """ "Data Engineer, Berlin - you write …": the title and place before the dash, and the rest; else nothing."""
    first, *rest = pieces(text, DASH, start, end)
    if not rest:
        return []
    head = _typed(text, *first, announced=announced, small=small)
    if not head or not head[0].is_a("title") or not any(p.is_a("place", *CHIPS) for p in head):
        return []
    return [*head, Part(frozenset({"other"}), Span(rest[0][0], end), text[rest[0][0] : end].strip(), 0)]


def _title_at(text: str, start: int, end: int, found: re.Match[str], *, announced: bool, small: bool) -> list[Part]:
    """ "Data Engineer at Acme, Berlin": the title, the company, what follows."""
    title = _typed(text, start, start + found.start(), announced=announced, small=small)
    rest = _of_company(text, start + found.end(), end, small=small)
    if not rest or (rest[0].text[:1].islower() and not small):
        words = text[start:end]
        return [Part(kinds_of(words, small=small), Span(start, end), words, 0)]
    return [*title, *rest]


def _of_company(text: str, start: int, end: int, *, small: bool) -> list[Part]:
    """A company's name up to the first comma or bracket, and what follows it."""
    cut = re.search(r",\s|\s[(（]", text[start:end])
    stop = start + cut.start() if cut else end
    name = trim(text, start, stop)
    if name is None:
        return []
    first = Part(frozenset({"name"}), Span(*name), text[slice(*name)], 0, at=True)
    return [first, *(_typed(text, stop, end, announced=False, small=small) if cut else [])]


def _split(
    text: str, start: int, end: int, separator: re.Pattern[str], *, announced: bool, small: bool
) -> list[Part] | None:
    """The pieces at a weak separator, or None where it belongs to the words ("Data Analyst - Supply Chain")."""
    bounds = [b for b in (trim(text, *p) for p in pieces(text, separator, start, end)) if b]
    if len(bounds) < 2:
        return None
    out: list[Part] = []
    for a, b in bounds:
        kinds = kinds_of(text[a:b], small=small)
        if announced and not out and may_be_title(text[a:b]):
            kinds = frozenset({"title"})
        out.append(_part(text, a, b, kinds))
    tail = out[1:] if separator is COMMA else out
    typed = [p for p in tail if p.is_a("place", "pay", *CHIPS)]
    if separator is COMMA and (not typed or not _ends_a_name(text, bounds) or out[0].is_a("other")):
        return None
    if not typed or any(p.is_a("other") for p in out[: out.index(typed[0])]):
        return None
    return out


def _ends_a_name(text: str, bounds: Sequence[tuple[int, int]]) -> bool:
    """Whether what follows the first comma is a place by itself: "Obsidian, Cambridge", not "Wexcombe, England"."""
    after = [w.kind for w in said(text[slice(*bounds[1])])]
    return has_title_word(text[slice(*bounds[0])]) or "city" in after or not set(after) & set(PLACE)


def _part(text: str, start: int, end: int, kinds: frozenset[str]) -> Part:
    """The piece as a part, a title without what closes it ("… wanted")."""
    found = closing().search(text[start:end]) if "title" in kinds else None
    end = start + found.start() if found and found.start() else end
    return Part(kinds, Span(start, end), text[start:end], 0)
