"""Markers, and the quotations that they stand behind."""

from __future__ import annotations

import re
from collections.abc import Callable

_MARKER = r"\[\^?\d{1,3}(?:\s*[-–,;]\s*\^?\d{1,3})*\](?:\((?:#|https?:)[^)\s]*\))?"
# One or several markers in a row: [1], [1][2], [1, 2], [1-3], [^1], [1](#source-1).
MARKERS = rf"(?<!\\){_MARKER}(?:\s*{_MARKER})*"
_QUOTED = re.compile(rf"“|\"(?P<words>[^\"“”]+)\"[.,;]?\s*(?P<markers>{MARKERS})")
_CLOSED = re.compile(rf"”[.,;]?\s*(?P<markers>{MARKERS})")
_LEADS = re.compile(rf"(?:^|[:：]\**|{MARKERS})[\s;,]*$")
# What leads to a quotation is looked for in this many characters before it.
_BEFORE = 80
# A quotation is closed within this many characters.
_LONGEST = 4000
# A marker as wide as this cites nothing in particular.
_WIDEST = 20


def without_quotations(text: str, keep: Callable[[str, tuple[int, ...]], str]) -> str:
    """The text with what `keep` gives in place of each quotation that stands for itself, from its words and the numbers
    that it cites: one at the start, after a colon, a marker or another quotation, with a marker right behind it. Others
    are words of their sentence."""
    kept, ours, at = "", 0, 0
    while opening := _QUOTED.search(text, at):
        kept += text[at : opening.start()]
        # Behind what was kept last there are only signs that part, where one quotation follows another.
        leads = _LEADS.search(kept[-_BEFORE:]) or (ours and not kept[ours : ours + _BEFORE].strip(" ;,"))
        found = _quotation(text, opening) if leads else None
        if found:
            words, markers, at = found
            kept += keep(words, numbers_of(markers))
            ours = len(kept)
        else:
            kept += text[opening.start()]
            at = opening.start() + 1
    return kept + text[at:]


def _quotation(text: str, opening: re.Match[str]) -> tuple[str, str, int] | None:
    """The words and markers of the quotation that opens there and its end; None where it is closed without a marker."""
    if opening.group("markers"):
        return opening.group("words"), opening.group("markers"), opening.end()
    close = _CLOSED.search(text, opening.end(), opening.end() + _LONGEST)
    if close is None:
        return None
    words = text[opening.end() : close.start()]
    return (words, close.group("markers"), close.end()) if _is_one(words) else None


def _is_one(words: str) -> bool:
    """Whether words between quotation marks are one quotation, that may hold others; not the «a” and “b» of two. Marks
    that do not pair up are the posting's own."""
    depth = 0
    for mark in re.findall("[“”]", words):
        depth += 1 if mark == "“" else -1
        if depth < 0:
            return words.count("“") != words.count("”")
    return True


def numbers_of(markers: str) -> tuple[int, ...]:
    """The numbers of markers: [1][2], [1, 2] and [1-3]."""
    found: list[int] = []
    for match in re.finditer(r"(\d+)(?:\s*[-–]\s*\^?(\d+))?", re.sub(r"\]\([^)]*\)", "]", markers)):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        found += range(first, last + 1) if first <= last < first + _WIDEST else [first, last]
    return tuple(dict.fromkeys(found))
