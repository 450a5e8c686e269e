"""An answer's Markdown as the statements it consists of: sentences, list items, table cells, and what leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?P<words>.*?)\s*#*$")
_BOLD = re.compile(r"^\s*(?:\*\*(?P<stars>(?:[^*]|\\\*)+)\*\*|__(?P<lines>[^_]+)__)\s*:?\s*$")
_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+•]|\d{1,3}[.)])\s+(?P<words>.+)$")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_DIVIDER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
# A line that ends so ends a statement; any other runs on in the next line.
_ENDED = re.compile(r"(?:[.!?:;。！？]|\[[\d,;\s^-]+\])[\"'”’)*\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of an answer, as Markdown. `items` is the number of list items that follow right after it; `label` is
    what a table says of a cell: the first cell of its row and the head of its column."""

    kind: Literal["prose", "item", "cell", "heading"]
    markdown: str
    items: int = 0
    label: tuple[str, ...] = ()


def statements(text: str) -> list[Statement]:
    """The statements of an answer, in order. Rules, fences, heads of tables and empty lines are none."""
    found = list(_found(text.replace("\r\n", "\n").split("\n")))
    # All items up to here, and those since one that leads to others itself.
    items = below = 0
    for at in range(len(found) - 1, -1, -1):
        item, leads = found[at].kind == "item", _leads(found[at])
        if leads:
            found[at] = replace(found[at], items=below if item else items)
        items, below = (items + 1, 0 if leads else below + 1) if item else (0, 0)
    return found


def _leads(statement: Statement) -> bool:
    return statement.kind in ("prose", "item") and statement.markdown.rstrip("* ").endswith((":", "："))


def _found(lines: Sequence[str]) -> Iterator[Statement]:
    prose: list[str] = []
    at = 0
    while at < len(lines):
        table = _table_length(lines, at)
        statement = None if table else _structure(lines[at])
        if table or statement or not lines[at].strip() or _RULE.match(lines[at]) or _FENCE.match(lines[at]):
            yield from _prose(prose)
            prose = []
        else:
            prose.append(lines[at].strip().removeprefix("> "))
        if statement and statement.kind == "item":
            statement, at = _whole_item(lines, at, statement)
        if statement:
            yield statement
        if table:
            yield from _cells(lines[at : at + table])
        at += max(1, table)
    yield from _prose(prose)


def _structure(line: str) -> Statement | None:
    """The heading or list item that a line is."""
    heading = _HEADING.match(line)
    if heading:
        return Statement("heading", heading.group("words"))
    bold = _BOLD.match(line)
    if bold:
        return Statement("heading", bold.group("stars") or bold.group("lines"))
    item = None if _RULE.match(line) else _ITEM.match(line)
    return Statement("item", item.group("words")) if item else None


def _whole_item(lines: Sequence[str], at: int, item: Statement) -> tuple[Statement, int]:
    """The item with the indented lines that carry it on, and the index of its last line."""
    words = [item.markdown]
    while at + 1 < len(lines) and re.match(r"\s{2,}\S", lines[at + 1]) and not _structure(lines[at + 1]):
        at += 1
        words.append(lines[at].strip())
    return replace(item, markdown=" ".join(words)), at


def _prose(lines: Sequence[str]) -> Iterator[Statement]:
    """A paragraph; it is parted where a line ends a statement."""
    words: list[str] = []
    for line in lines:
        words.append(line)
        if _ENDED.search(line):
            yield Statement("prose", " ".join(words))
            words = []
    if words:
        yield Statement("prose", " ".join(words))


def _table_length(lines: Sequence[str], at: int) -> int:
    """The number of lines of the table that begins at that line; 0 where none does."""
    end = at
    while end < len(lines) and lines[end].lstrip().startswith("|"):
        end += 1
    return end - at


def _cells(lines: Sequence[str]) -> Iterator[Statement]:
    rows = [_row(line) for line in lines if not _DIVIDER.match(line)]
    headed = len(lines) > 1 and bool(_DIVIDER.match(lines[1]))
    head = rows[0] if headed else []
    for row in rows[1:] if headed else rows:
        for column, words in enumerate(row):
            # The first cell of a row is its label, unless it cites something.
            if words and (column or re.search(r"\[\d", words)):
                above = head[column] if column < len(head) else ""
                yield Statement("cell", words, label=tuple(w for w in (row[0] if column else "", above) if w))


def _row(line: str) -> list[str]:
    inside = line.strip().removeprefix("|")
    parts = re.split(r"(?<!\\)\|", inside)
    return [part.strip() for part in (parts[:-1] if parts and not parts[-1].strip() else parts)]
