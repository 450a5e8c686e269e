"""PDF files, read by PDFium: text with the places of its lines, and what white or invisible ink hides."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from assistant.domain import Document
from assistant.errors import BrokenFile, EmptyFile, FileTooLarge
from assistant.reading.encoding import not_text
from assistant.reading.loaders import limits
from assistant.reading.loaders.printed import PrintedLine, text_of
from assistant.reading.loaders.record import has_text

MAX_PAGES = 500
_PASSWORD = 4
_INVISIBLE = 3
_NEAR_WHITE = 243
_UNREADABLY_SMALL = 1.5


def load(path: Path, name: str, limit: int) -> Iterator[Document]:
    """One document. Raises `BrokenFile` for a damaged or protected file, `EmptyFile` for one of images only."""
    import pypdfium2

    data = limits.content(path, name, limit)
    if b"%PDF-" not in data[:1024]:
        what = not_text(data) or "a text or web page"
        raise BrokenFile(f"{name} is named as a PDF but looks like {what}: give it its own suffix")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise BrokenFile(f"{name} is password-protected; save a copy without a password") from error
        raise BrokenFile(f"{name} is a damaged PDF: download or print it again") from error
    with pdf:
        yield _document(pdf, name)


def _document(pdf: Any, name: str) -> Document:
    import pypdfium2

    if len(pdf) > MAX_PAGES:
        raise FileTooLarge(f"{name} has {len(pdf)} pages, the limit is {MAX_PAGES}: save the posting's own pages")
    pages: list[list[PrintedLine]] = []
    hidden: list[str] = []
    try:
        for page in pdf:
            with closing(page), closing(page.get_textpage()) as textpage:
                lines, unseen = _Page(page, textpage).lines()
            pages.append(lines)
            hidden.extend(unseen)
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(f"{name} is a damaged PDF (page {len(pages) + 1}): print it again") from error
    text = text_of(pages)
    if not has_text(text):
        raise EmptyFile(f"{name} has no text layer (a scan?): copy the text, or save it with text recognition")
    return Document(name, text, hidden=tuple(hidden))


class _Page:
    """One page's lines, sorted into those that are seen and those that are not."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._page = page
        self._textpage = textpage
        self._height = page.get_height() or 1.0
        self._width = page.get_width() or 1.0
        self._covers: list[tuple[float, float, float, float]] | None = None

    def lines(self) -> tuple[list[PrintedLine], list[str]]:
        """The visible lines in reading order, and the texts that are there but cannot be seen.

        The text of a scan lies invisible under its image, so a page whose text is all invisible shows it all.
        """
        seen: list[PrintedLine] = []
        unseen: list[PrintedLine] = []
        unpainted: list[PrintedLine] = []
        for start, text in self._texts():
            line = self._line(start, text)
            if line is None:
                continue
            if self._unpainted(start):
                unpainted.append(line)
            else:
                (unseen if self._invisible(line, start) else seen).append(line)
        if not seen:
            seen, unpainted = unpainted, []
        return seen, [line.text.strip() for line in (*unseen, *unpainted)]

    def _texts(self) -> Iterator[tuple[int, str]]:
        """The lines with the index of their first character that is no space."""
        start = 0
        for text in self._textpage.get_text_range().split("\n"):
            stripped = text.strip()
            if stripped:
                yield start + text.index(stripped[0]), stripped
            start += len(text) + 1

    def _line(self, start: int, text: str) -> PrintedLine | None:
        import pypdfium2

        first = self._char_index(start)
        last = self._char_index(start + len(text) - 1)
        try:
            left, bottom, _, _ = self._textpage.get_charbox(first, loose=True)
            _, end, right, _ = self._textpage.get_charbox(last, loose=True)
        except pypdfium2.PdfiumError:
            # A character that the page makes up has no box; its neighbours in the line tell as much.
            return None if len(text) < 2 else PrintedLine(text, 0, self._width, 0, 0, 0, 0.5)
        size = pypdfium2.raw.FPDFText_GetFontSize(self._textpage, first)
        return PrintedLine(text, left, right, bottom, end, size, bottom / self._height)

    def _char_index(self, index: int) -> int:
        import pypdfium2

        found = int(pypdfium2.raw.FPDFText_GetCharIndexFromTextIndex(self._textpage, index))
        return found if found >= 0 else index

    def _unpainted(self, start: int) -> bool:
        import pypdfium2

        raw = pypdfium2.raw
        drawn = raw.FPDFText_GetTextObject(self._textpage, self._char_index(start))
        return bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE

    def _invisible(self, line: PrintedLine, start: int) -> bool:
        """Whether ink of the paper's colour, a speck's size or a place off the page hides the line."""
        off_page = line.right < 0 or line.left > self._width or line.first < -line.size or line.first > self._height
        speck = 0 < line.size < _UNREADABLY_SMALL and line.right - line.left < len(line.text)
        if off_page or speck:
            return True
        return self._white(start, line) and not self._covered(line)

    def _white(self, start: int, line: PrintedLine) -> bool:
        import pypdfium2

        channels = [ctypes.c_uint() for _ in range(4)]
        for index in (start, start + len(line.text) // 2):
            found = pypdfium2.raw.FPDFText_GetFillColor(self._textpage, self._char_index(index), *channels)
            *color, alpha = (channel.value for channel in channels)
            if not found or (alpha > 0 and min(color) < _NEAR_WHITE):
                return False
        return True

    def _covered(self, line: PrintedLine) -> bool:
        """Whether something that is drawn lies behind the line: white text on a dark bar is seen well."""
        if self._covers is None:
            self._covers = list(self._drawn())
        middle = (line.left + line.right) / 2
        return any(a <= middle <= c and b <= line.first + line.size / 2 <= d for a, b, c, d in self._covers)

    def _drawn(self) -> Iterator[tuple[float, float, float, float]]:
        import pypdfium2

        raw = pypdfium2.raw
        for drawn in self._page.get_objects(
            filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING]
        ):
            if drawn.type != raw.FPDF_PAGEOBJ_PATH or not _is_white(drawn):
                yield drawn.get_bounds()


def _is_white(drawn: Any) -> bool:
    import pypdfium2

    channels = [ctypes.c_uint() for _ in range(4)]
    found = pypdfium2.raw.FPDFPageObj_GetFillColor(drawn, *channels)
    return bool(found) and min(channel.value for channel in channels[:3]) >= _NEAR_WHITE
