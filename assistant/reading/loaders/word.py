"""Word files (.docx), in document order, with tables, lists, content controls and text boxes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.domain import Document
from assistant.errors import BrokenFile, EmptyFile, FileTooLarge
from assistant.reading.loaders import limits
from assistant.reading.loaders.pagelines import PageLines
from assistant.reading.loaders.record import has_text
from assistant.reading.loaders.styles import rgb

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0"
_NEAR_WHITE = 243
# In half points, as Word counts.
_UNREADABLY_SMALL = 3
# Parts this small are harmless however tightly they are packed.
_SMALL_PART = limits.MEGABYTE
_MAX_PARTS = 5000
_GLYPHS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}


def load(path: Path, name: str, limit: int) -> Iterator[Document]:
    """One document. Raises `FileTooLarge` for what would unpack beyond all measure, `BrokenFile` for a damaged or
    protected file or one of another kind, `EmptyFile` where nothing is written in it."""
    data = limits.content(path, name, limit)
    if data.startswith(_OLE):
        raise BrokenFile(f"{name} is password-protected or an old .doc file; save a copy as .docx without a password")
    _check(data, name)
    try:
        lines, hidden = _read(data)
    except Exception as error:
        # zipfile, zlib, lxml and python-docx each have their own errors for a damaged package, and some have none.
        raise BrokenFile(f"{name} is not a Word document, or a damaged one: save it again as .docx") from error
    if not has_text(lines):
        raise EmptyFile(f"{name} holds no text (pictures only?): copy the posting's text")
    yield Document(name, lines, hidden=hidden)


def _read(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The document's text and what of it is hidden."""
    import docx

    reader = _Reader(docx.Document(BytesIO(data)))
    reader.read()
    text, _ = reader.lines.page()
    return text, tuple(reader.hidden)


def _check(data: bytes, name: str) -> None:
    """Refuses a zip bomb by its table of contents.

    The sizes there are not only claims: Python's zipfile stops reading a part at the size that is stated for it.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise BrokenFile(f"{name} is a damaged Word file: save it again") from error
    total = sum(part.file_size for part in parts)
    if total > limits.UNPACKED_LIMIT or len(parts) > _MAX_PARTS:
        size = limits.megabytes(total)
        raise FileTooLarge(f"{name} unpacks to {size}, the limit is {limits.megabytes(limits.UNPACKED_LIMIT)}")
    for part in parts:
        if part.file_size > _SMALL_PART and part.file_size > limits.PACKING_LIMIT * max(1, part.compress_size):
            raise FileTooLarge(
                f"{name} holds a part packed {part.file_size // max(1, part.compress_size)} times its size, "
                f"the limit is {limits.PACKING_LIMIT}: no Word program writes such a file"
            )


class _Reader:
    """Reads a document's body into lines; what cannot be seen goes to `hidden`."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._body = document.element.body
        self.lines = PageLines()
        self.hidden: list[str] = []
        self._unseen: list[str] = []

    def read(self) -> None:
        """Reads header, body and footer of the first section, in this order."""
        section = next(iter(self._document.sections), None)
        if section is not None and not section.header.is_linked_to_previous:
            self._blocks(section.header._element, dark=False)
            self.lines.gap()
        self._blocks(self._body, dark=False)
        if section is not None and not section.footer.is_linked_to_previous:
            self.lines.gap()
            self._blocks(section.footer._element, dark=False)
        self._flush_unseen()

    def _blocks(self, parent: Any, dark: bool) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, dark)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
                self._blocks(child, dark)

    def _table(self, table: Any) -> None:
        self.lines.gap()
        for row in table.iter(f"{_W}tr"):
            # Rows of a table within this one's cells are read with their cell.
            if next(row.iterancestors(f"{_W}tbl")) is table:
                self._row(row)
        self.lines.gap()

    def _row(self, row: Any) -> None:
        self.lines.row()
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is row:
                self.lines.cell()
                self._blocks(cell, dark=_shaded(cell.find(f"{_W}tcPr")))
        self.lines.end_row()

    def _paragraph(self, paragraph: Any, dark: bool) -> None:
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, "pStyle")
        heading = style in self._headings
        depth = self._list_depth(properties, style)
        if heading:
            self.lines.gap()
        if depth:
            self.lines.item(depth)
        self._inline(paragraph, dark or _shaded(properties))
        if depth:
            self.lines.end_item()
        elif heading or not paragraph.xpath("string(.)").strip():
            self.lines.gap()
        else:
            self.lines.line_break()

    def _inline(self, parent: Any, dark: bool) -> None:
        for child in parent:
            if child.tag == f"{_W}r":
                self._run(child, dark)
            elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK):
                self._inline(child, dark)

    def _run(self, run: Any, dark: bool) -> None:
        properties = run.find(f"{_W}rPr")
        unseen = self._is_unseen(properties, dark)
        for child in run:
            if child.tag == f"{_W}t":
                self._write(child.text or "", unseen)
            elif child.tag in _GLYPHS:
                self._write(_GLYPHS[child.tag], unseen)
            else:
                for box in child.iter(f"{_W}txbxContent"):
                    if not any(True for _ in box.iterancestors(_FALLBACK)):
                        self.lines.line_break()
                        self._blocks(box, dark)

    def _write(self, text: str, unseen: bool) -> None:
        if unseen:
            self._unseen.append(text)
            return
        if text.strip():
            self._flush_unseen()
        for number, line in enumerate(text.split("\n")):
            if number:
                self.lines.line_break()
            self.lines.text(line)

    def _flush_unseen(self) -> None:
        text = " ".join("".join(self._unseen).split())
        self._unseen.clear()
        if text:
            self.hidden.append(text)

    def _is_unseen(self, properties: Any, dark: bool) -> bool:
        if properties is None:
            return False
        if _on(properties, "vanish") or _on(properties, "webHidden") or _value(properties, "rStyle") in self._vanishing:
            return True
        if 0 < int(_number(_value(properties, "sz"))) <= _UNREADABLY_SMALL:
            return True
        color = rgb("#" + _value(properties, "color"))
        white = color is not None and min(color) >= _NEAR_WHITE
        return (
            white and not dark and not _shaded(properties) and _value(properties, "highlight") in ("", "none", "white")
        )

    def _list_depth(self, properties: Any, style: str) -> int:
        """How deep in a list the paragraph stands, counted from 1; 0 for one that is no list item."""
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        if numbering is not None:
            level = int(_number(_value(numbering, "ilvl")))
            return 0 if _value(numbering, "numId") == "0" else min(level, 8) + 1
        return self._list_styles.get(style, 0)

    @cached_property
    def _headings(self) -> frozenset[str]:
        names = ("heading", "title", "subtitle")
        return frozenset(style.style_id for style in self._styles if (style.name or "").lower().startswith(names))

    @cached_property
    def _list_styles(self) -> dict[str, int]:
        """The styles that make list items, by name ("List Bullet 2") or because they number, with their depth."""
        found = {}
        for style in self._styles:
            name = (style.name or "").lower()
            numbers = style.style_id not in self._headings and style.element.find(f"{_W}pPr/{_W}numPr") is not None
            if numbers or (name.startswith("list ") and name != "list paragraph"):
                found[style.style_id] = int(name[-1]) if name[-1:] in "23456789" and name else 1
        return found

    @cached_property
    def _vanishing(self) -> frozenset[str]:
        return frozenset(s.style_id for s in self._styles if _on(s.element.find(f"{_W}rPr"), "vanish"))

    @cached_property
    def _styles(self) -> list[Any]:
        return list(self._document.styles)


def _value(properties: Any, name: str) -> str:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _on(properties: Any, name: str) -> bool:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off")


def _number(value: str) -> str:
    return value if value.isdecimal() else "0"


def _shaded(properties: Any) -> bool:
    """Whether the ground is dark enough for white text."""
    found = properties.find(f"{_W}shd") if properties is not None else None
    color = rgb("#" + (found.get(f"{_W}fill") or "")) if found is not None else None
    return color is not None and min(color) < _NEAR_WHITE
