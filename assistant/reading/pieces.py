"""The pieces of a header line between its separators, without what decorates them."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What keeps parts apart whatever they are, and what does where both sides are of a kind.
STRONG = re.compile(r"\s+[·|•‖│/]+(?:\s+|$)|\s*\t+\s*|(?<=[\u4e00-\u9fff])\s+(?=\d)|(?<=年)\s+(?=[\u4e00-\u9fff])")
DASH = re.compile(r"\s+[-–—]{1,2}\s+")
COMMA = re.compile(r"[,،]\s+")
# What decorates a part: bullets, arrows, Markdown, emoji (but no brackets).
EDGE = re.compile(r"^[^\w(（【\[$€£¥₹.@]+|[^\w)）\]+#.!?:;,%*★]+$")
_STARS = re.compile(r"^\*+|\*+$")


def pieces(text: str, separator: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the pieces of `text` between `start` and `end` stand, empty ones left out."""
    for match in separator.finditer(text, start, end):
        if trim(text, start, match.start()):
            yield start, match.start()
        start = match.end()
    if trim(text, start, end):
        yield start, end


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The piece without what decorates it, or None where nothing is left."""
    piece = text[start:end]
    if piece[:1].isalnum() and piece[-1:].isalnum():
        return start, end
    while piece:
        match = EDGE.search(piece) or _STARS.search(piece)
        if not match:
            return start, start + len(piece)
        if match.start() == 0:
            start, piece = start + match.end(), piece[match.end() :]
        else:
            piece = piece[: match.start()]
    return None
