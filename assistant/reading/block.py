"""The block of lines at a role's top, read as one: its parts with what they are, title and company among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.domain import Span
from assistant.reading.asked import label_of
from assistant.reading.chips import CHIPS
from assistant.reading.kinds import is_unit, may_be_title
from assistant.reading.lines import Line
from assistant.reading.names import company_key, has_form, has_title_word, known_company, ordinary_words, places_of
from assistant.reading.parts import Part, answer_of, parts_of

# How many lines the block may have, and from which length on a line is text.
_LINES = 20
# How many lines show whether a posting is written without capitals.
_SHOWN = 5
_PROSE, _PROSE_WORDS = 110, 6
# What a name needs to be the company: to stand beside the title, or to be spoken of in the text below.
_ENOUGH = 2
# How far from a block the text may speak of its company, in characters.
_NEAR = 10_000
_DOMAIN = re.compile(r"(?:@|https?://(?:www\.)?|www\.|\bat\s+)((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)
# Within an address a letter follows the full stop, and its end is no longer than that.
_DOT, _LONGEST_END = re.compile(r"\.(?=[A-Za-z]{2})"), 40
_AT = re.compile(r"\b(?:at|join|joining|about|why|with)\s+$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:[-–—|]\s+[A-Z]|(?:is|are|was|[a-z]+s)\b)")
_IN = re.compile(r"\b(?:in|near|around|outside|à)\s$")
_PLACE_WORDS = 3
_PAIR = re.compile(r"^(.{2,60}?)(?:\s+[-–—]|:)\s+(.{2,80})$")


@dataclass(frozen=True, slots=True)
class Block:
    """The parts of a role's first lines in their order, with the title and the company among them.

    `sure` says that the text below speaks of the company, or that the title is "at" it.
    """

    parts: tuple[Part, ...] = ()
    title: Part | None = None
    company: Part | None = None
    sure: bool = False
    lines: int = 0


def block_of(text: str, head: Sequence[Line]) -> Block:
    """The block that the lines `head` of `text` begin with, down to the first section heading or sentence."""
    if not head:
        return Block()
    small = _in_small_letters(head)
    parts: list[Part] = []
    end, asks = 0, None
    for number, line in enumerate(head[:_LINES]):
        label = label_of(line.text)
        found = parts_of(line, number, small=small)
        if asks and not label and not line.bullet and not _heads(line):
            found = (answer_of(line, number, asks),)
        elif _closes(line, found):
            break
        parts.extend(found)
        # Above the title, words that may be labels are a page's menu.
        asks = label if any(p.is_a("title") for p in parts) else None
        end = number + 1
    return resolved(text, parts, Span(head[0].span.start, head[end - 1].span.end), end) if end else Block()


def resolved(text: str, parts: Sequence[Part], span: Span, count: int) -> Block:
    """The block of `parts` at `span`: which of them is the title, and which the company, if one is."""
    told = [_placed(text, p, span) for p in _without_company_first(text, parts, span)]
    title = next((p for p in told if p.is_a("title")), None)
    company, sure = _company(text, told, title, span)
    return Block(tuple(told), title, company, sure, count)


def _in_small_letters(head: Sequence[Line]) -> bool:
    """Whether a posting is written without capitals: none of its first lines begins with one."""
    return not any(line.text[0].isupper() for line in head[:_SHOWN])


def _heads(line: Line) -> bool:
    head = line.head
    return head is not None and not head.inline


def _closes(line: Line, found: Sequence[Part]) -> bool:
    """Whether a line is no longer of the block: a section's heading, an item of a list, a sentence."""
    if _heads(line) and not (found and found[0].is_a("title", "team", "place", "furniture", *CHIPS)):
        return True
    if any(not p.is_a("other") for p in found):
        return False
    return line.bullet or is_sentence(line)


def is_sentence(line: Line) -> bool:
    """Whether a line is text: long, or some words with a full stop behind them."""
    return len(line.text) > _PROSE or (len(line.text.split()) >= _PROSE_WORDS and line.text[-1] in ".!?:")


def _without_company_first(text: str, parts: Sequence[Part], span: Span) -> list[Part]:
    """The parts, "Acme - Data Engineer" as two where the text speaks of Acme elsewhere."""
    out: list[Part] = []
    for part in parts:
        pair = _PAIR.match(part.text) if part.is_a("title") else None
        split = _halves(text, part, pair, span) if pair else None
        out.extend(split or [part])
    return out


def _halves(text: str, part: Part, pair: re.Match[str], span: Span) -> list[Part] | None:
    halves: list[Part] = []
    if has_title_word(pair.group(1)) == has_title_word(pair.group(2)):
        return None
    for group in (1, 2):
        a, b = part.span.start + pair.start(group), part.span.start + pair.end(group)
        halves.extend(parts_of(Line(Span(a, b), text[a:b], 0, False), part.line))
    if len(halves) == 2:
        # "Acme — founding engineer": beside its company a title needs no capitals.
        halves = [p if p.is_a("title", "name") else _as_title(p) for p in halves]
    names = [p for p in halves if p.is_a("name")]
    both = len(halves) == 2 and len(names) == 1 and any(p.is_a("title") for p in halves)
    return halves if both and employs(text, names[0].text, span) else None


def _as_title(part: Part) -> Part:
    return replace(part, kinds=frozenset({"title"})) if may_be_title(part.text) else part


def _placed(text: str, part: Part, span: Span) -> Part:
    """The part, a name that the text speaks of as of a place ("near Crewe") as one."""
    if part.kinds != {"name"} or part.at or has_form(part.text) or len(part.text.split()) > _PLACE_WORDS:
        return part
    used = any(_IN.search(text[max(0, at - 10) : at]) for at in places_of(text, part.text, *_around(span)))
    return replace(part, kinds=frozenset({"place"})) if used and not employs(text, part.text, span) else part


def employs(text: str, name: str, block: Span) -> bool:
    """Whether the text speaks of the name as of an employer: known, by form or address, "at Acme", "Acme is"."""
    if known_company(name) or has_form(name) or domain_of(text, name):
        return True
    for at in places_of(text, name, *_around(block)):
        if block.start <= at < block.end:
            continue
        before, after = text[:at].rsplit("\n", 1)[-1], text[at + len(name) :][:20]
        # At a line's start, before another title ("Acme - Clerk") or a verb ("Acme makes …").
        if _AT.search(before) or (not before.strip(" #*=>") and _GOES_ON.match(after)):
            return True
    return False


def _company(text: str, parts: Sequence[Part], title: Part | None, span: Span) -> tuple[Part | None, bool]:
    shown = [p for p in parts if not p.is_a("furniture", "date", "pay", "other")]
    if title is None and not any(
        (p.at and p.is_a("name")) or has_form(p.text) or p.is_a("place", *CHIPS) for p in shown
    ):
        return None, False
    best: tuple[float, Part, bool] | None = None
    for number, part in enumerate(shown):
        if not part.is_a("name") or (title is not None and part.line > title.line + 3):
            continue
        beside = title is not None and any(p is title for p in shown[max(0, number - 1) : number + 2])
        sure = part.at or _is_sure(text, part.text, span)
        score = 8 * part.at + 4 * sure + 2 * beside + (title is None and number == 0) + has_form(part.text)
        # Of two alike, the first.
        if score >= _ENOUGH and (best is None or score - number / 10 > best[0]):
            best = (score - number / 10, part, sure)
    return (best[1], best[2]) if best else (None, False)


def _is_sure(text: str, name: str, block: Span) -> bool:
    if is_unit(name):
        return False
    return bool(known_company(name)) or has_form(name) or spoken_of(text, name, block)


def spoken_of(text: str, name: str, block: Span) -> bool:
    """Whether the text outside `block` speaks of the name: as a whole, by its telling first word, or by an address."""
    low = name == name.lower()
    # "CLIMATE" in a text that speaks of "the climate" is a word.
    if any(low or not found.islower() for found in _outside(text, name, block)):
        return True
    first = next((w for w in re.findall(r"[^\W\d_][\w’']*", name) if w.casefold() not in ordinary_words()), "")
    if len(first) > 3 and any(low or at[:1].isupper() for at in _outside(text, first, block)):
        return True
    return domain_of(text, name)


def _outside(text: str, words: str, block: Span) -> list[str]:
    found = (at for at in places_of(text, words, *_around(block)) if not block.start <= at < block.end)
    return [text[at : at + len(words)] for at in found if text[at - 1 : at] not in {"@", ".", "/"}]


def _around(block: Span) -> tuple[int, int]:
    """Where the text about a block stands; a file may hold thousands of roles."""
    return max(0, block.start - _NEAR), block.end + _NEAR


def domain_of(text: str, name: str) -> bool:
    """Whether an address in the text is that of the company: "jobs@quillonhealth.example"."""
    return company_key(name) in _domains(text)


@lru_cache(maxsize=4)
def _domains(text: str) -> frozenset[str]:
    """The names in the mail and web addresses of a text, as companies' keys."""
    found = (_DOMAIN.search(text, _word_at(text, dot.start()), dot.end() + _LONGEST_END) for dot in _DOT.finditer(text))
    return frozenset(company_key(part) for m in found if m for part in m.group(1).split(".")[:-1])


def _word_at(text: str, dot: int) -> int:
    """Where the address around a full stop may begin, with the "at" in front of it."""
    space = max(text.rfind(" ", 0, dot), text.rfind("\n", 0, dot))
    return max(0, space - len("at"))
