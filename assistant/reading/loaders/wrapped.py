"""Text that was broken into lines of one width, as mail programs and editors do, becomes paragraphs again."""

from __future__ import annotations

import re

_MARKED = re.compile(r"\s*(?:[•·‣▪●○◦■□➢►✓✔–—+>#|]|[*-]\s|\(?\d{1,3}[.)]\s|[a-zA-Z][.)]\s|\S[^:]{0,40}:\s*$)")
# A link is one word: editors do not break it.
_FIRST_WORD = re.compile(r"\s*(\[[^\[\]]{1,200}\]\([^()\s]*\)\S*|\S+)")
_BROKEN = re.compile(r"([^\W\d_]{2,})-$")
_HYPHENED = re.compile(r"-[^\S\n]*\n")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?![\w-])")
_HEADING = re.compile(r"\s*#")
# Narrower than this no one wraps a text; wider than this no one wraps it by hand.
_NARROWEST, _WIDEST = 50, 120
# Evidence: so many lines that are full, and so often a lower-case letter after the break.
_MIN_FULL = 4
_MIN_LOWER = 0.5


def unwrapped(text: str, *, share: float = 0.3) -> str:
    """`text` with wrapped lines joined, if it is wrapped at one width; else `text` itself.

    A line is full if the next line's first word would not have fitted. At least `share` of the lines have to be full,
    besides other evidence. Bullets, headings, labels and table rows start lines of their own.
    """
    lines = text.split("\n")
    breaks = {n: bounds for n in range(len(lines) - 1) if (bounds := _bounds(lines[n], lines[n + 1]))}
    width = _width(breaks)
    full = frozenset(n for n, (shortest, longest) in breaks.items() if shortest <= width < longest)
    filled = sum(1 for line in lines if len(line.strip()) > 1)
    lower = sum(lines[n + 1].lstrip()[:1].islower() for n in full)
    if len(full) < _MIN_FULL or len(full) < share * filled or lower < _MIN_LOWER * len(full):
        return text
    words = frozenset(_WORD.findall(text.casefold())) if _HYPHENED.search(text) else frozenset()
    return "\n".join(_joined(lines, full, words))


def _bounds(line: str, following: str) -> tuple[int, int] | None:
    """The widths at which a line may have been wrapped here: from its own length, to less than with the next word."""
    length = len(line.rstrip())
    # A link's address is never broken: its line may be longer than any width.
    if "](" in line or "://" in line:
        length = min(length, _NARROWEST)
    if not length or length > _WIDEST or _HEADING.match(line) or _MARKED.match(following):
        return None
    word = _FIRST_WORD.match(following)
    longest = len(line.rstrip()) + 1 + len(word.group(1)) if word else 0
    return (length, longest) if longest > _NARROWEST else None


def _width(breaks: dict[int, tuple[int, int]]) -> int:
    """The width that explains the most breaks."""
    votes = [0] * (_WIDEST + 2)
    for shortest, longest in breaks.values():
        for width in range(max(shortest, _NARROWEST), min(longest, _WIDEST + 1)):
            votes[width] += 1
    return max(range(len(votes)), key=votes.__getitem__)


def _joined(lines: list[str], full: frozenset[int], words: frozenset[str]) -> list[str]:
    out: list[str] = []
    parts: list[str] = []
    for number, line in enumerate(lines):
        parts.append(line.strip() if parts else line.rstrip())
        if number not in full:
            out.append(_sentence(parts, words))
            parts = []
    return out


def _sentence(parts: list[str], words: frozenset[str]) -> str:
    """The parts as one line; a word that was broken with a hyphen ("coun-", "try") is whole again."""
    line = parts[0]
    for part in parts[1:]:
        broken = _BROKEN.search(line) if line[-1:] == "-" else None
        if broken is None or not part[:1].islower():
            line = f"{line} {part}"
        else:
            # A part that is a word by itself elsewhere keeps its hyphen ("long-term").
            line = line + part if broken.group(1).casefold() in words else line[:-1] + part
    return line
