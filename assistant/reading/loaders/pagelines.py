"""Collects a page's text as the lines that a browser would show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import Span
from assistant.reading.loaders.columns import turned

BULLET = "• "
# A first cell or term up to this length labels what follows it ("Salary: …"); a longer one is text of its own.
MAX_LABEL = 40
# A row with more cells than this is a layout or a matrix, and reads better cell by cell.
MAX_CELLS = 40
# Where two neighbouring elements touch: set apart by the page's style where a word or number ends and another starts.
SEAM = "\x00"
_SEAM = re.compile(r"\x00+")
_APART = re.compile(r"(?<=[a-z0-9)%.!?:,])\x00+(?=[A-Z0-9$£€(•])")


@dataclass(slots=True)
class _Row:
    """A table row being read: the line where it starts, its cells so far, and the line before the second cell."""

    start: int
    cells: int = 0
    label: str = ""


class PageLines:
    """Takes text and structure in document order; `page` gives text and the spans of its furniture.

    White space collapses as in a browser. A `lead` is what the next line starts with: a bullet, or the cells or the
    term before.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._gaps: set[int] = set()
        self._rows: list[_Row] = []
        self._furniture: list[tuple[int, int]] = []
        self._lead = ""
        self._term = -1

    def text(self, text: str) -> None:
        """Adds inline text to the line."""
        self._parts.append(text)

    def line_break(self) -> None:
        """Ends the line, if anything stands on it; a lead without text keeps waiting for its text."""
        if not self._parts:
            return
        joined = "".join(self._parts)
        self._parts.clear()
        if SEAM in joined:
            joined = _SEAM.sub("", _APART.sub(" ", joined))
        line = " ".join(joined.split())
        if line:
            self._lines.append(self._lead + line)
            self._lead = ""

    def new_line(self) -> None:
        """Ends the line; where nothing stands on it, leaves it blank (`<br><br>`)."""
        if self._parts:
            self.line_break()
        else:
            self.gap()

    def gap(self) -> None:
        """Ends the line and asks for a blank one, but between the items of a list."""
        self.line_break()
        in_cell = self._rows and self._rows[-1].cells and len(self._lines) == self._rows[-1].start
        if not self._lead and not in_cell:
            self._gaps.add(len(self._lines))

    def item(self, depth: int) -> None:
        """Starts a list item, `depth` counted from 1."""
        self.line_break()
        self._lead = "  " * (depth - 1) + BULLET

    def end_item(self) -> None:
        """Ends a list item; an empty one leaves nothing."""
        self.line_break()
        self._lead = ""

    def term(self) -> None:
        """Ends a definition list's term."""
        self.line_break()
        self._term = len(self._lines)

    def definition(self) -> None:
        """Starts a definition, on the line of its term where that is short."""
        self.line_break()
        self._close_up()
        if self._lines and self._term == len(self._lines) and len(self._lines[-1]) <= MAX_LABEL:
            self._lead = self._lines.pop().rstrip(":") + ": "
        self._term = -1

    def end_definition(self) -> None:
        """Ends a definition; a term that nothing follows stays a line."""
        self.line_break()
        self._settle(": ")
        self._close_up()

    def row(self) -> None:
        """Starts a table row."""
        self.line_break()
        self._lead = ""
        self._rows.append(_Row(len(self._lines)))

    def cell(self) -> None:
        """Starts a cell: on the row's line while that is one line, else on a line of its own."""
        self.line_break()
        if not self._rows:
            return
        row = self._rows[-1]
        row.cells += 1
        if row.cells > 1:
            self._close_up()
        if len(self._lines) == row.start + 1 and row.cells <= MAX_CELLS:
            before = self._lines.pop()
            row.label = row.label or before
            self._lead = before + " | "

    def end_row(self) -> None:
        """Ends the row; two cells of which the first is short become "first: second"."""
        self.line_break()
        self._settle(" | ")
        if not self._rows:
            return
        row = self._rows.pop()
        if len(self._lines) == row.start + 1:
            self._close_up()
        joined = row.label + " | "
        if row.label and len(self._lines) == row.start + 1 and len(row.label) <= MAX_LABEL:
            line = self._lines[-1]
            rest = line.removeprefix(joined)
            if len(rest) < len(line) and " | " not in rest:
                self._lines[-1] = row.label.rstrip(":") + ": " + rest

    def _close_up(self) -> None:
        """Takes back a gap asked for here: paragraphs within cells do not part the lines of a table."""
        self._gaps.discard(len(self._lines))

    def _settle(self, ending: str) -> None:
        if self._lead.endswith(ending):
            self._lines.append(self._lead.removesuffix(ending))
        self._lead = ""

    def mark(self) -> int:
        """The number of lines so far, to be given to `furniture` later."""
        self.line_break()
        return len(self._lines)

    def furniture(self, since: int) -> None:
        """Marks the lines since that mark as the page's furniture."""
        self.line_break()
        if len(self._lines) > since:
            self._furniture.append((since, len(self._lines)))

    def page(self) -> tuple[str, tuple[Span, ...]]:
        """The text, and the spans of its furniture."""
        self.line_break()
        self._settle(" | ")
        starts: list[int] = []
        ends: list[int] = []
        out: list[str] = []
        position = 0
        tables = turned(self._lines)
        for number, line in enumerate(self._lines):
            if number in self._gaps and number and not (_bulleted(line) and _bulleted(self._lines[number - 1])):
                out.append("")
                position += 1
            starts.append(position)
            shown = tables.get(number, [line])
            out.extend(shown)
            position += sum(len(part) + 1 for part in shown)
            ends.append(max(starts[-1], position - 1))
        spans = [Span(starts[a], ends[b - 1]) for a, b in self._furniture]
        return "\n".join(out), tuple(spans)


def _bulleted(line: str) -> bool:
    return line.lstrip().startswith(("•", "- ", "* ", "·", "▪", "\u2013", "o "))
