"""Makes those files of `corpus/` that are not plain text, from the readable sources in `tools/corpus_sources/`.

    python tools/build_corpus.py [--check]

Needs `reportlab`, `python-docx` and `pyyaml`; reportlab is no dependency of the product. The same sources give the same
bytes with the same versions of these packages. With `--check` nothing is written: the text formats (which no package's
version can change) are compared with what lies in `corpus/`, and the exit code is 1 if one differs.
"""

from __future__ import annotations

import argparse
import csv
import html
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "corpus_sources"
CORPUS = HERE.parent / "corpus"
MADE_ON = datetime(2026, 11, 20, tzinfo=UTC)  # stamped into .docx and its zip, so that the bytes never change

Line = tuple[str, str]  # kind (h1 h2 h3 bullet row text), words


def lines_of(name: str) -> Iterator[Line]:
    """The lines of a source in its small markup: `#` headings, `- ` bullets, `| ` table rows, else paragraphs."""
    kinds = {"# ": "h1", "## ": "h2", "### ": "h3", "- ": "bullet", "| ": "row"}
    for line in (SOURCES / name).read_text(encoding="utf-8").splitlines():
        mark = next((m for m in kinds if line.startswith(m)), "")
        if line.strip():
            yield kinds.get(mark, "text"), line.removeprefix(mark)


def zoom_pdf() -> bytes:
    """Two A4 pages with a running header and footer on each."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

    body = ParagraphStyle("text", fontName="Helvetica", fontSize=10, leading=13.5, spaceAfter=5)
    styles = {
        "text": body,
        "bullet": ParagraphStyle("bullet", parent=body, leftIndent=14, bulletIndent=4, spaceAfter=2),
        "h1": ParagraphStyle("h1", parent=body, fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=8),
        "h2": ParagraphStyle(
            "h2", parent=body, fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=8, keepWithNext=1
        ),
        "h3": ParagraphStyle("h3", parent=body, fontName="Helvetica-Bold", spaceBefore=4, keepWithNext=1),
    }

    def running(canvas: Canvas, doc: SimpleDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(56, A4[1] - 34, "Zoom | Careers")
        canvas.drawRightString(A4[0] - 56, A4[1] - 34, "saved for later")
        canvas.drawString(56, 28, "Printed from the careers site")
        canvas.drawRightString(A4[0] - 56, 28, f"Page {doc.page} of 2")
        canvas.restoreState()

    def flowable(kind: str, words: str) -> Flowable:
        return Paragraph(html.escape(words), styles[kind], bulletText="\u2022" if kind == "bullet" else None)

    out = io.BytesIO()
    doc = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=56,
        rightMargin=56,
        topMargin=56,
        bottomMargin=50,
        invariant=1,
        title="Zoom",
        author="",
    )
    doc.build([flowable(*line) for line in lines_of("zoom-nlp.txt")], onFirstPage=running, onLaterPages=running)
    return out.getvalue()


def planners_docx() -> bytes:
    """Headings, bullet lists and one table, in a zip whose dates are fixed."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title, properties.created, properties.modified = "", "", MADE_ON, MADE_ON
    rows = []
    for kind, words in lines_of("image-planners.txt"):
        if kind == "row":
            rows.append([cell.strip() for cell in words.split("|")])
        elif kind == "bullet":
            document.add_paragraph(words, style="List Bullet")
        elif kind == "text":
            document.add_paragraph(words)
        else:
            document.add_heading(words, level=int(kind[1]))
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return with_fixed_dates(out.getvalue())


def with_fixed_dates(archive: bytes) -> bytes:
    """The same zip with every member dated `MADE_ON`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, MADE_ON.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(member))
    return out.getvalue()


def posting_json(title: str, body: str) -> str:
    """A schema.org JobPosting that states no more than the text does; the description is `body` as given."""
    organization = {"@type": "Organization", "name": "xAI"}
    record = {"@context": "https://schema.org/", "@type": "JobPosting", "title": title}
    return json.dumps(record | {"hiringOrganization": organization, "description": body}, indent=1, ensure_ascii=False)


def infrastructure_json() -> bytes:
    """A bare record whose description is HTML escaped once more, as job boards' feeds have it."""
    body = html.escape((SOURCES / "multimodal-infrastructure.html").read_text(encoding="utf-8"))
    return (posting_json("Software Infrastructure Engineer, Multimodal", body) + "\n").encode()


def post_training_html() -> bytes:
    """A careers page: the body between navigation and footer, and once more as JSON-LD in its head."""
    body = (SOURCES / "reasoning-post-training.html").read_text(encoding="utf-8").strip()
    data = posting_json("Member of Technical Staff - Reasoning Post-training", body).replace("</", "<\\/")
    page = (SOURCES / "page.html").read_text(encoding="utf-8")
    return page.replace("@@JSONLD@@", data).replace("@@BODY@@", body).encode()


def roles_jsonl() -> bytes:
    """One record a line."""
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records("xai-roles.jsonl")).encode()


def tracker_csv() -> bytes:
    """A spreadsheet's export: byte order mark, CRLF between rows, line feeds inside the quoted text."""
    rows = records("tracker.csv")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def records(name: str) -> list[dict[str, str | None]]:
    """The records of one file of `records.yaml`, in order, without the text's last line feed."""
    found: list[dict[str, str | None]] = yaml.safe_load((SOURCES / "records.yaml").read_text(encoding="utf-8"))[name]
    return [{k: v.strip() if v else v for k, v in record.items()} for record in found]


def vaga_txt() -> bytes:
    """Windows-1252 with CRLF, as an old editor saves it."""
    text = (SOURCES / "meta-vaga-research-engineer.txt").read_text(encoding="utf-8")
    return text.replace("\n", "\r\n").encode("cp1252")


TEXT_FILES: dict[str, Callable[[], bytes]] = {
    "meta-vaga-research-engineer.txt": vaga_txt,
    "tracker.csv": tracker_csv,
    "xai-multimodal-infrastructure.json": infrastructure_json,
    "xai-reasoning-post-training.html": post_training_html,
    "xai-roles.jsonl": roles_jsonl,
}
BINARY_FILES: dict[str, Callable[[], bytes]] = {"xai-image-planners.docx": planners_docx, "zoom-nlp.pdf": zoom_pdf}


def main() -> int:
    """Write all files, or compare the text ones with `--check`; the exit code."""
    parser = argparse.ArgumentParser(description="Make the files of corpus/ from tools/corpus_sources/.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a text file differs from its source"
    )
    if parser.parse_args().check:
        stale = [name for name, make in TEXT_FILES.items() if (CORPUS / name).read_bytes() != make()]
        print("\n".join(f"corpus/{name} differs from its source: run tools/build_corpus.py" for name in stale), end="")
        return 1 if stale else 0
    for name, make in (TEXT_FILES | BINARY_FILES).items():
        (CORPUS / name).write_bytes(make())
    return 0


if __name__ == "__main__":
    sys.exit(main())
