"""PDF and Word files: paragraphs and lists in reading order, hidden text apart, files that are not what they say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Document
from assistant.errors import BrokenFile, EmptyFile, FileTooLarge
from assistant.reading.loaders import limits, load
from assistant.reading.loaders import pdf as pdf_loader
from tests.reading.files import Line, docx, pdf

HEAD: Line = (72, 760, 9, "Initech Careers")


def page(*lines: Line, number: int = 1, of: int = 1) -> list[Line]:
    return [HEAD, *lines, (300, 30, 9, f"Page {number} of {of}")]


def read(path: Path, content: bytes | None = None) -> Document:
    if content is not None:
        path.write_bytes(content)
    (document,) = load(path, path.name)
    assert isinstance(document, Document)
    return document


class TestPdf:
    def test_paragraphs_bullets_and_headings_are_lines(self, tmp_path: Path) -> None:
        lines: list[Line] = [
            (72, 700, 20, "Senior Engineer"),
            (72, 670, 11, "We are looking for an engineer who builds scalable infra-"),
            (72, 656, 11, "structure for state-of-the-"),
            (72, 642, 11, "art models and likes to work in small and cross-"),
            (72, 628, 11, "functional teams. Short end."),
            (72, 614, 11, "Another paragraph starts here, since the last line ended early."),
            (72, 590, 14, "Requirements"),
            (72, 570, 11, "\u2022 Python and C++ with many years of experience in large"),
            (82, 556, 11, "systems of any kind"),
            (72, 542, 11, "\u2022 SQL"),
        ]
        assert read(tmp_path / "a.pdf", pdf([page(*lines)])).text == (
            "Initech Careers\n\nSenior Engineer\n"
            "We are looking for an engineer who builds scalable infrastructure for state-of-the-art models and "
            "likes to work in small and cross-functional teams. Short end.\n"
            "Another paragraph starts here, since the last line ended early.\n\nRequirements\n"
            "\u2022 Python and C++ with many years of experience in large systems of any kind\n\u2022 SQL"
        )

    def test_running_heads_stand_once_and_page_numbers_never(self, tmp_path: Path) -> None:
        pages = [
            page((72, 700, 11, f"Content of page {number} that is a line long enough to be one."), number=number, of=3)
            for number in (1, 2, 3)
        ]
        assert read(tmp_path / "a.pdf", pdf(pages)).text.split("\n") == [
            "Initech Careers", "", *(f"Content of page {n} that is a line long enough to be one." for n in (1, 2, 3)),
        ]  # fmt: skip

    def test_a_sentence_goes_on_across_pages(self, tmp_path: Path) -> None:
        first: Line = (72, 100, 11, "The team of nine people works in Lisbon and builds the")
        second: Line = (72, 700, 11, "search of our shop, in several languages.")
        text = read(tmp_path / "a.pdf", pdf([page(first, of=2), page(second, number=2, of=2)])).text
        assert "builds the search of our shop" in text

    def test_what_ink_hides_goes_to_hidden(self, tmp_path: Path) -> None:
        lines: list[Line] = [
            (72, 700, 11, "Engineer wanted"),
            (72, 680, 11, "white on white", "1 1 1 rg"),
            (72, 660, 1, "a speck of text", "0 g"),
            (900, 640, 11, "off the page"),
            (72, 620, 11, "white on a dark bar", "0 g 60 610 300 30 re f 1 1 1 rg"),
            (72, 600, 11, "drawn without ink", "3 Tr"),
            (72, 580, 11, "seen again", "0 Tr 0 g"),
        ]
        document = read(tmp_path / "a.pdf", pdf([lines]))
        assert document.text == "Engineer wanted\n\nwhite on a dark bar\n\nseen again"
        assert sorted(document.hidden) == ["a speck of text", "drawn without ink", "off the page", "white on white"]

    def test_the_invisible_text_of_a_recognised_scan_is_its_text(self, tmp_path: Path) -> None:
        document = read(tmp_path / "a.pdf", pdf([[(72, 700, 11, "Engineer wanted", "3 Tr")]]))
        assert (document.text, document.hidden) == ("Engineer wanted", ())

    def test_a_pdf_that_cannot_be_read_says_why(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        good = pdf([[(72, 700, 11, "Engineer")]])
        with pytest.raises(BrokenFile, match=r"^a\.pdf is password-protected; save a copy without a password$"):
            read(tmp_path / "a.pdf", pdf([[(72, 700, 11, "Engineer")]], password="secret"))
        with pytest.raises(BrokenFile, match=r"^b\.pdf is a damaged PDF"):
            read(tmp_path / "b.pdf", b"%PDF-1.4\n" + bytes(200))
        with pytest.raises(BrokenFile, match=r"looks like a zip archive"):
            read(tmp_path / "c.pdf", b"PK\x03\x04" + good[9:])
        with pytest.raises(BrokenFile, match=r"looks like a text or web page"):
            read(tmp_path / "d.pdf", b"<html>Engineer</html>")
        with pytest.raises(EmptyFile, match=r"^e\.pdf has no text layer \(a scan\?\)"):
            read(tmp_path / "e.pdf", pdf([[(72, 700, 11, "")]]))
        monkeypatch.setattr(pdf_loader, "MAX_PAGES", 2)
        with pytest.raises(FileTooLarge, match=r"^f\.pdf has 3 pages, the limit is 2"):
            read(tmp_path / "f.pdf", pdf([[(72, 700, 11, "Engineer")]] * 3))


class TestWord:
    def test_headings_lists_and_tables_in_the_documents_order(self, tmp_path: Path) -> None:
        def build(document: Any) -> None:
            document.sections[0].header.paragraphs[0].text = "Initech"
            document.add_heading("Senior Engineer", 0)
            document.add_paragraph("We build ").add_run("things").bold = True
            document.add_heading("Requirements", 1)
            document.add_paragraph("Python", style="List Bullet")
            document.add_paragraph("with types", style="List Bullet 2")
            document.add_paragraph("SQL", style="List Number")
            table = document.add_table(2, 2)
            for row, cells in zip(table.rows, [("Salary", "€50k"), ("Place:", "Lisbon")], strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Porto"
            document.add_paragraph("One line\nand another\twith a tab")

        assert read(docx(tmp_path / "a.docx", build)).text == (
            "Initech\n\nSenior Engineer\n\nWe build things\n\nRequirements\n\n• Python\n  • with types\n• SQL\n\n"
            "Salary: €50k\nPlace:\nLisbon\n\nPorto\n\nOne line\nand another with a tab"
        ).replace("Place:\nLisbon", "Place: | Lisbon")

    def test_content_controls_insertions_and_text_boxes_are_read_and_deletions_are_not(self, tmp_path: Path) -> None:
        from docx.oxml import parse_xml

        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        parts = [
            f"<w:sdt {names}><w:sdtContent><w:p>{run.format('In a control')}</w:p></w:sdtContent></w:sdt>",
            f"<w:p {names}><w:del>{run.format('gone ')}</w:del><w:ins>{run.format('come ')}</w:ins>"
            f"<w:hyperlink>{run.format('and linked')}</w:hyperlink></w:p>",
            f"<w:p {names}><w:r><w:pict><w:txbxContent><w:p>{run.format('In a box')}</w:p></w:txbxContent></w:pict>"
            "</w:r></w:p>",
        ]

        def build(document: Any) -> None:
            for part in parts:
                document.element.body.insert(len(document.element.body) - 1, parse_xml(part))

        assert read(docx(tmp_path / "a.docx", build)).text == "In a control\ncome and linked\nIn a box"

    def test_hidden_and_white_text_goes_to_hidden(self, tmp_path: Path) -> None:
        from docx.shared import Pt, RGBColor

        def build(document: Any) -> None:
            paragraph = document.add_paragraph("Engineer ")
            white = paragraph.add_run("ignore ")
            white.font.color.rgb = RGBColor(255, 255, 255)
            vanished = paragraph.add_run("everything")
            vanished.font.hidden = True
            paragraph.add_run("wanted")
            speck = document.add_paragraph().add_run("tiny words")
            speck.font.size = Pt(1)
            shaded = document.add_paragraph().add_run("white on grey")
            shaded.font.color.rgb = RGBColor(255, 255, 255)
            shaded.font.highlight_color = 16

        document = read(docx(tmp_path / "a.docx", build))
        assert document.text == "Engineer wanted\nwhite on grey"
        assert document.hidden == ("ignore everything", "tiny words")

    def test_a_file_that_is_no_word_document_says_why(self, tmp_path: Path) -> None:
        def zipped(**parts: bytes) -> bytes:
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)
            return buffer.getvalue()

        good = docx(tmp_path / "good.docx", lambda document: document.add_paragraph("Engineer")).read_bytes()
        for content in (b"plain text", b"", zipped(a=b"b"), good[: len(good) // 2], b"%PDF-1.4"):
            with pytest.raises(BrokenFile, match=r"^a\.docx is (?:a damaged Word file|not a Word document)"):
                read(tmp_path / "a.docx", content)
        with pytest.raises(BrokenFile, match=r"password-protected or an old \.doc"):
            read(tmp_path / "b.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        with pytest.raises(EmptyFile, match="holds no text"):
            read(docx(tmp_path / "c.docx", lambda document: None))

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self, tmp_path: Path) -> None:
        good = docx(tmp_path / "a.docx", lambda document: document.add_paragraph("Engineer")).read_bytes()
        with pytest.raises(FileTooLarge, match=r"unpacks to \d{3}\.\d MB, the limit is 200\.0 MB"):
            read(tmp_path / "b.docx", _with(good, "word/big.xml", bytes(201 * limits.MEGABYTE)))
        with pytest.raises(FileTooLarge, match=r"packed \d+ times its size, the limit is 200"):
            read(tmp_path / "c.docx", _with(good, "word/big.xml", bytes(5 * limits.MEGABYTE)))

    def test_a_lie_about_a_parts_size_does_not_unpack_more(self, tmp_path: Path) -> None:
        good = docx(tmp_path / "a.docx", lambda document: document.add_paragraph("Engineer")).read_bytes()
        honest = _with(good, "word/theme/theme1.xml", b"<x/>" + b" " * limits.MEGABYTE)
        size = (limits.MEGABYTE + 4).to_bytes(4, "little")
        with pytest.raises(BrokenFile):
            read(tmp_path / "b.docx", honest.replace(size, (100).to_bytes(4, "little")))

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        good = docx(tmp_path / "a.docx", lambda document: document.add_paragraph("Engineer &amp; co")).read_bytes()
        with zipfile.ZipFile(io.BytesIO(good)) as archive:
            xml = archive.read("word/document.xml").decode()
        start = xml.index("<w:document")
        outside = '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY g "inside">]>'
        changed = xml[:start] + outside + xml[start:].replace("Engineer", "Engineer&f;&g;")
        assert read(tmp_path / "b.docx", _with(good, "word/document.xml", changed.encode())).text == "Engineer"
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        bomb = f'{xml[:start]}<!DOCTYPE w [<!ENTITY e0 "lol">{levels}]>{xml[start:]}'.replace(
            "Engineer", "Engineer&e9;"
        )
        with pytest.raises(BrokenFile):
            read(tmp_path / "c.docx", _with(good, "word/document.xml", bomb.encode()))


def _with(archive: bytes, name: str, content: bytes) -> bytes:
    """The zip archive with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part.filename))
        new.writestr(name, content)
    return out.getvalue()
