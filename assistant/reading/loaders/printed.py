"""Printed lines to text: paragraphs from wrapped lines, whole words, no page numbers and no repeated headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.knowledge import load

# PDFium writes this where a line's last hyphen joins it to the next line.
HYPHEN = "\ufffe"
_MARKED = re.compile(r"(?:[•·‣▪●○◦■□➢►✓✔–—*\uf0b7\uf0a7\uf0d8-]\s*|\(?\d{1,2}[.)]\s|[a-z][.)]\s|o\s)")
_BROKEN = re.compile(r"([\w'’-]*)\ufffe(\w*)")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page|seite|página|p\.)?\s*#\s*(?:(?:of|/|von|de|sur)\s*#)?$|-\s*#\s*-$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*$")
# Running headers and footers stand in these outer parts of a page's height.
_MARGIN = 0.09
# Sizes and places that differ by less are the same to the eye, in points.
_SAME_SIZE = 0.6
_SAME_COLUMN = 40
# Lines further apart than this, in multiples of their size, belong to two paragraphs.
_LEADING = 1.75


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on a page: `left` and `right` in points, `first` and `last` the heights of its first and last
    baseline (they differ where hyphenation made one line of two), `place` its height as a share of the page's."""

    text: str
    left: float
    right: float
    first: float
    last: float
    size: float
    place: float


Pages = Sequence[Sequence[PrintedLine]]


def text_of(pages: Pages) -> str:
    """The text of the pages, its paragraphs as lines, with a blank line where the page has one."""
    out: list[str] = []
    before: PrintedLine | None = None
    right = 0.0
    for page in _without_running(pages):
        rights = _rights(page)
        for number, line in enumerate(page):
            if before is not None and _continues(before, line, right, number == 0):
                out[-1] = f"{out[-1]} {line.text.strip()}"
            else:
                if before is not None and number and _apart(before, line):
                    out.append("")
                out.append(line.text.strip())
            before, right = line, rights[_column(line)]
    return _dehyphenated("\n".join(out))


def _without_running(pages: Pages) -> Iterator[list[PrintedLine]]:
    """The pages without page numbers, and without the repetitions of headers and footers: the first one stays."""
    keys = [[_running_key(line) for line in page] for page in pages]
    counts = Counter(key for page in keys for key in set(page) if key)
    repeated = {key for key, count in counts.items() if count >= max(2, len(pages) / 2)}
    seen: set[str] = set()
    for page, page_keys in zip(pages, keys, strict=True):
        kept = []
        for line, key in zip(page, page_keys, strict=True):
            number = key and _PAGE_NUMBER.match(key) and (key != "#" or key in repeated)
            if not number and not (key in repeated and key in seen):
                kept.append(line)
            seen.add(key)
        yield kept


def _running_key(line: PrintedLine) -> str:
    """What tells a running line from others, whatever its numbers; "" for a line that stands among the text."""
    if _MARGIN < line.place < 1 - _MARGIN:
        return ""
    return _NUMBER.sub("#", " ".join(line.text.split())).casefold()


def _rights(page: Sequence[PrintedLine]) -> dict[int, float]:
    """For each column (by its left edge, in steps) how far right its lines and its neighbours' reach."""
    rights: dict[int, float] = {}
    for line in page:
        column = _column(line)
        for near in (column - 1, column, column + 1):
            rights[near] = max(rights.get(near, 0.0), line.right)
    return rights


def _column(line: PrintedLine) -> int:
    return int(line.left // _SAME_COLUMN)


def _continues(before: PrintedLine, line: PrintedLine, right: float, new_page: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it, whose column ends at `right`."""
    if _MARKED.match(line.text) or abs(before.size - line.size) > _SAME_SIZE:
        return False
    if new_page:
        if _SENTENCE_END.search(before.text.rstrip()) or not line.text[:1].islower():
            return False
    elif _apart(before, line) or line.first >= before.last or abs(line.left - before.left) > 3 * _SAME_COLUMN:
        return False
    words = line.text.split(None, 1)
    width = (line.right - line.left) / max(1, len(line.text))
    return bool(words) and before.right + (len(words[0]) + 1) * width > right


def _apart(before: PrintedLine, line: PrintedLine) -> bool:
    return before.last - line.first > _LEADING * max(before.size, line.size)


def _dehyphenated(text: str) -> str:
    return _BROKEN.sub(_whole_word, text) if HYPHEN in text else text


def _whole_word(match: re.Match[str]) -> str:
    """The word without its hyphen, unless the hyphen is its own ("state-of-the-" + "art", "cross-" + "functional")."""
    start, rest = match.group(1), match.group(2)
    compound = "-" in start or start.lower() in _compound_starts() or not rest[:1].islower()
    return f"{start}-{rest}" if compound else start + rest


@cache
def _compound_starts() -> frozenset[str]:
    return frozenset(str(start) for start in load("compounds")["starts"])
