"""Tables whose columns are sections, read column by column: what is essential, then what is desirable.

A person specification is often a table with a row for each field ("Experience") and a column for what one must have
and one for what is nice to have. Line by line the two would be mixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain import SectionKind
from assistant.reading.lines import heading_key, phrases

_SECTIONS = (SectionKind.MUST, SectionKind.NICE)
_SEPARATORS = ("\t", " | ", ": ")
# A row's label is no longer than this; what is longer is a criterion itself.
_LONGEST_LABEL = 40
_LONGEST_HEADER = 200


def columned(text: str) -> str:
    """The text with such tables turned: each column's heading with its cells as a list below it."""
    if not any(separator in text for separator in _SEPARATORS[:2]):
        return text
    lines = text.split("\n")
    columns = turned(lines)
    if not columns:
        return text
    return "\n".join(line for number, old in enumerate(lines) for line in columns.get(number, [old]))


def turned(lines: Sequence[str]) -> dict[int, list[str]]:
    """What stands for the lines of such tables, by line number: all at a table's header, nothing at its other rows."""
    found: dict[int, list[str]] = {}
    number = 0
    while number < len(lines):
        header = _header(lines[number])
        rows = list(_rows(lines, number + 1)) if header else []
        if header and rows:
            found[number] = list(_by_columns(header, rows))
            found.update({number + 1 + n: [] for n in range(len(rows))})
        number += 1 + len(rows)
    return found


def _header(line: str) -> dict[int, str]:
    """The columns that are sections, by their place, if the line is the header of such a table."""
    if len(line) > (_LONGEST_HEADER if "|" in line or "\t" in line else _LONGEST_LABEL):
        return {}
    cells = _cells(line)
    kinds = {n: phrases().get(heading_key(cell)) for n, cell in enumerate(cells)}
    columns = {n: cells[n] for n, kind in kinds.items() if kind in _SECTIONS}
    return columns if len({kinds[n] for n in columns}) == len(_SECTIONS) else {}


def _rows(lines: Sequence[str], start: int) -> Iterator[list[str]]:
    for line in lines[start:]:
        cells = _cells(line)
        if len(cells) < 2:
            return
        yield cells


def _cells(line: str) -> list[str]:
    if line.lstrip().startswith("|"):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    separator = next((s for s in _SEPARATORS if s in line), None)
    if separator is None:
        return [line.strip()]
    return [cell.strip() for cell in line.split(separator, 1 if separator == ": " else -1)]


def _by_columns(header: dict[int, str], rows: Sequence[list[str]]) -> Iterator[str]:
    for column, name in header.items():
        yield ""
        yield name
        for row in rows:
            # Not the rule below a Markdown table's header.
            if column < len(row) and any(map(str.isalnum, row[column])):
                label = row[0] if min(header) > 0 and 0 < len(row[0]) <= _LONGEST_LABEL else ""
                yield f"• {label}: {row[column]}" if label else f"• {row[column]}"
    yield ""
