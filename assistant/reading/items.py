"""The items of an interview process: lines with the line that describes them, and lists within one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Span
from assistant.reading.lengths import lengths
from assistant.reading.steps import steps

# What ends an item of a list in one line; within brackets nothing does.
_ITEM_END = re.compile(r"(?:,(?:\s*(?:and\s+)?then)?|;|\bthen\b|→)(?![^()]*\))")
_LONG_ITEM = 12
_NAME_WORDS = 5


def detailed(text: str, found: list[tuple[Span, bool]]) -> Iterator[tuple[Span, bool]]:
    """The statements, a short line that names a round joined to the line below that describes it.

    Only where the section is written so throughout: half of its short lines or more have such a line below.
    """
    names = [_is_name(text, span, listed) for span, listed in found]
    described = [names[i] and i + 1 < len(found) and _describes(text, found, i) for i in range(len(found))]
    together = sum(described) > 1 and 2 * sum(described) >= sum(names)
    taken = False
    for i, (span, listed) in enumerate(found):
        if taken:
            taken = False
            continue
        taken = together and described[i]
        yield (Span(span.start, found[i + 1][0].end), True) if taken else (span, listed)


def _is_name(text: str, span: Span, listed: bool) -> bool:
    """Whether a line without a bullet is short enough, and no sentence, to be a round's name."""
    words = span.of(text)
    plain = text[max(0, span.start - 1) : span.start] in ("", "\n")
    return listed and plain and len(words.split()) <= _NAME_WORDS and not lengths(words) and ":" not in words


def _describes(text: str, found: list[tuple[Span, bool]], number: int) -> bool:
    """Whether the statement below stands right below, and is longer or a sentence."""
    above, below = found[number][0], found[number + 1][0]
    words = below.of(text)
    near = text[above.end : below.start].count("\n") == 1
    return near and (words.endswith(".") or len(words.split()) > _NAME_WORDS or bool(lengths(words)))


def timed(text: str, sentence: Span) -> list[Span]:
    """The items of a list in one line of which two or more say how long they take: each is a round, whatever its name
    ("hiring manager 45 min, system design 75 min, founders (30 min)")."""
    ends = [m.start() for m in _ITEM_END.finditer(text, sentence.start, sentence.end)] + [sentence.end]
    starts = [sentence.start, *(m.end() for m in _ITEM_END.finditer(text, sentence.start, sentence.end))]
    items = [Span(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]
    timed = sum(bool(lengths(i.of(text))) and len(i.of(text).split()) <= _LONG_ITEM for i in items)
    if timed < 2 or 2 * timed < len(items):
        return []
    return [_behind_colon(text, i) for i in items if lengths(i.of(text)) or steps(text, i)]


def _behind_colon(text: str, item: Span) -> Span:
    """An item without what leads into the list ("the steps are short: a phone call")."""
    colon = text.rfind(": ", item.start, item.end)
    return Span(colon + 2, item.end) if colon >= 0 else item
