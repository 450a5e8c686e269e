"""Files to documents: which are read, which are refused and with what words, and how text and Markdown are read."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import Document, Failure
from assistant.errors import BrokenFile, EmptyFile, FileTooLarge, UnreadableFile, UnsupportedFile
from assistant.reading.loaders import SUFFIXES, limits, load
from assistant.reading.normalize import normalize
from tests.reading.files import docx, pdf


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def documents(path: Path) -> list[Document]:
    """What the file holds; a failure among it fails the test."""
    found = list(load(path, path.name))
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def text_of(folder: Path, name: str, content: str | bytes) -> str:
    (document,) = documents(write(folder, name, content))
    return document.text


class TestRefusals:
    def test_every_suffix_is_read_whatever_its_case(self, tmp_path: Path) -> None:
        text = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}
        assert set(SUFFIXES) == text | {".pdf", ".docx", ".json", ".jsonl", ".ndjson", ".csv", ".tsv"}
        record = '{"title": "Engineer", "description": "We are looking for an engineer who builds things."}'
        for suffix in SUFFIXES:
            path = tmp_path / f"POSTING{suffix.upper()}"
            if suffix == ".pdf":
                path.write_bytes(pdf([[(72, 700, 11, "Engineer wanted")]]))
            elif suffix == ".docx":
                docx(path, lambda document: document.add_paragraph("Engineer wanted"))
            else:
                table = "title\tdescription\n" if suffix == ".tsv" else "title,description\n"
                row = "Engineer\tWe build." if suffix == ".tsv" else "Engineer,We build."
                path.write_text(table + row if suffix in (".csv", ".tsv") else record)
            assert "Engineer" in documents(path)[0].text

    def test_another_suffix_is_refused_with_advice(self, tmp_path: Path) -> None:
        with pytest.raises(UnsupportedFile, match=r"^cv\.doc is .*\(\.doc\): save it as \.docx or \.pdf$"):
            load(tmp_path / "cv.doc", "cv.doc")
        with pytest.raises(UnsupportedFile, match=r"\(no suffix\): readable are \.txt "):
            load(tmp_path / "posting", "posting")

    def test_a_missing_file_a_folder_and_a_pipe_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match="No such file"):
            load(tmp_path / "a.txt", "a.txt")
        (tmp_path / "b.txt").mkdir()
        with pytest.raises(UnreadableFile, match="a folder or device"):
            load(tmp_path / "b.txt", "b.txt")
        os.mkfifo(tmp_path / "c.txt")
        with pytest.raises(UnreadableFile, match="a folder or device"):
            load(tmp_path / "c.txt", "c.txt")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read_is_refused(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.txt", "Engineer")
        path.chmod(0)
        with pytest.raises(UnreadableFile, match="Permission denied"):
            list(load(path, "a.txt"))

    def test_a_file_over_the_limit_is_refused_by_its_size_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.txt"
        with path.open("wb") as file:
            file.truncate(200 * limits.MEGABYTE)
        # What is refused by its size is refused before it is opened.
        path.chmod(0)
        with pytest.raises(FileTooLarge, match=r"huge\.txt has 200\.0 MB, the limit is 50\.0 MB"):
            load(path, "huge.txt")

    def test_the_limit_can_be_given_and_streams_have_a_larger_one(self, tmp_path: Path) -> None:
        with pytest.raises(FileTooLarge):
            load(write(tmp_path, "a.txt", "x" * 11), "a.txt", limit=10)
        path = tmp_path / "big.jsonl"
        with path.open("wb") as file:
            file.truncate(60 * limits.MEGABYTE)
        load(path, "big.jsonl")

    @pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".jsonl", ".csv"])
    @pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
    def test_an_empty_file_is_refused(self, tmp_path: Path, suffix: str, content: bytes) -> None:
        with pytest.raises(EmptyFile, match=f"^posting{suffix}"):
            list(load(write(tmp_path, f"posting{suffix}", content), f"posting{suffix}"))

    @pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".jsonl", ".csv"])
    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"%PDF-1.5 \xe2\xe3", "a PDF"),
            (b"PK\x03\x04\x00", "a zip"),
            (b"\x89PNG\r\n", "an image"),
            (random.Random(1).randbytes(999), "binary"),
        ],
        ids=["pdf", "zip", "png", "random"],
    )
    def test_a_binary_under_a_texts_name_is_called_what_it_is(
        self, tmp_path: Path, suffix: str, content: bytes, what: str
    ) -> None:
        with pytest.raises(BrokenFile, match=f"looks like {what}"):
            list(load(write(tmp_path, f"posting{suffix}", content), f"posting{suffix}"))


class TestText:
    def test_text_comes_back_line_by_line_in_any_encoding(self, tmp_path: Path) -> None:
        text = "# Company\nWe’re hiring – now.\n\n    • Python\n"
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            assert text_of(tmp_path, "a.txt", text.encode(encoding)) == text

    def test_mojibake_is_mended(self, tmp_path: Path) -> None:
        assert text_of(tmp_path, "a.txt", "Weâ€™re hiring, cafÃ© included") == "We’re hiring, café included"

    def test_a_page_saved_as_text_is_read_as_a_page(self, tmp_path: Path) -> None:
        assert (
            text_of(tmp_path, "a.txt", "<!DOCTYPE html>\n<html><body><h1>Engineer</h1><p>We build.</p>")
            == "Engineer\n\nWe build."
        )

    @pytest.mark.parametrize("rounds", [1, 2])
    def test_escaped_html_comes_out_as_text_with_its_lines(self, tmp_path: Path, rounds: int) -> None:
        source = "<p>R&amp;D engineer</p><ul><li>Python</li><li>SQL</li></ul>"
        for _ in range(rounds):
            source = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert text_of(tmp_path, "a.txt", source) == "R&D engineer\n\n• Python\n• SQL"

    def test_a_text_about_html_stays_as_it_is(self, tmp_path: Path) -> None:
        text = "You know <canvas>, <div> and AT&T's a < b > c."
        assert text_of(tmp_path, "a.txt", text) == text

    def test_a_text_wrapped_by_a_mail_program_has_its_paragraphs_again(self, tmp_path: Path) -> None:
        wrapped = (
            "Initech is looking for an engineer who builds search for warehouses and\n"
            "likes to see what the people who work there need from it. You would join\n"
            "a team of nine in Lisbon, working with people in Porto and in the office\n"
            "of our largest customer, who has used the product for more than a decade\n"
            "now.\n\nRequirements\n- Python, and experience with a search engine such as Vespa, or with a\n"
            "  database that searches\n- SQL\n"
        )
        assert text_of(tmp_path, "a.txt", wrapped).split("\n")[1:] == [
            "",
            "Requirements",
            "- Python, and experience with a search engine such as Vespa, or with a database that searches",
            "- SQL",
            "",
        ]

    def test_lines_that_are_only_long_stay_lines(self, tmp_path: Path) -> None:
        text = "\n".join(
            f"{verb} the index of the search engine and its pipeline for data." for verb in ("Build", "Own", "Run")
        )
        assert text_of(tmp_path, "a.txt", text) == text

    @pytest.mark.parametrize("piece", ["word ", "JobLocation ", "models.Suggest and collect", "x", "é ", "• item "])
    @pytest.mark.timeout(240)  # seconds, where time grows with the length alone; hours where it grows with its square
    def test_five_megabytes_in_one_line_are_read(self, tmp_path: Path, piece: str) -> None:
        (document,) = documents(write(tmp_path, "a.txt", "Engineer " + piece * (5_000_000 // len(piece.encode()))))
        assert normalize(document).text.startswith("Engineer")


POSTING = """\
---
# Put the title here.
title: "Data Team: Analyst"   # in quotes
company: 'Initech'
layout: job.html
opens: 2031-01-02
closes: 2031-02-03
external_url:
application link: https://initech.example/jobs/7
min_payrange: $ 43,736
max_payrange: $ 91,900
travel_requirement: Up to 10%
skills: [SQL, "Python 3"]
key objectives:
  - Build dashboards.
    - Own the sales one.
# - a comment
  - Present findings
    to the board.
role_summary: | Initech makes reports.

And it likes them short.
---

{% comment --- %}
Instructions: {% include x.html %}
{% endcomment --- %}
<!-- not shown -->
## Basic information ##

**Job title:** {{ page.title }}
**Location:**
Lisbon, [Portugal](https://en.wikipedia.org/wiki/Portugal_(country))
{% include job/salary_range.html min="$43,736" max="" %}

## Key objectives

{% include job/key_objectives.html %}

| Level | Pay |
|:------|----:|
| L3 | €50,000 |

*Analysts* use `SQL`, _daily_, see <https://sql.org>, snake_case_names and 2*3*4.

---
> Quoted ~~old~~ words\\!
"""


class TestMarkdown:
    def test_front_matter_becomes_hints_and_readable_lines(self, tmp_path: Path) -> None:
        (document,) = documents(write(tmp_path, "a.md", POSTING))
        assert document.hints == {
            "title": "Data Team: Analyst",
            "company": "Initech",
            "closes": "2031-02-03",
            "url": "https://initech.example/jobs/7",
        }
        assert document.text.split("\n\n## Basic")[0].rstrip() == (
            "Data Team: Analyst\n\nCompany: Initech\nSalary: $ 43,736 - $ 91,900\nOpening date: 2031-01-02\n"
            "Closing date: 2031-02-03\nTravel requirement: Up to 10%"
        )

    def test_the_body_reads_as_its_site_would_show_it(self, tmp_path: Path) -> None:
        text = normalize(documents(write(tmp_path, "a.md", POSTING))[0]).text
        body = text[text.index("## Basic") :]
        assert body == (
            "## Basic information\n\nJob title: Data Team: Analyst\nLocation: Lisbon, Portugal\n"
            "Salary range: $43,736\n\n"
            "## Key objectives\n\n• Build dashboards.\n• Own the sales one.\n• Present findings to the board.\n\n"
            "Level: Pay\nL3: €50,000\n\n"
            "Analysts use SQL, daily, see https://sql.org, snake_case_names and 2*3*4.\n\n---\n"
            "Quoted old words!\n\nSummary\nInitech makes reports.\n\nAnd it likes them short.\n\n"
            "Skills\n• SQL\n• Python 3"
        )

    def test_wrapped_paragraphs_are_joined_and_short_lines_are_not(self, tmp_path: Path) -> None:
        body = "Open to citizens or nationals of every country that we have an office in, or\nwant to. Pay is fair.\n"
        text = text_of(tmp_path, "a.md", body * 4 + "\nTech stack\nPython\nSQL\n")
        assert text.count("in, or want to.") == 4
        assert text.endswith("Tech stack\nPython\nSQL\n")

    def test_a_rule_at_the_top_is_no_front_matter(self, tmp_path: Path) -> None:
        assert "We build: things" in text_of(tmp_path, "a.md", "---\n\nWe build: things\n")
        assert "Engineer" in text_of(tmp_path, "a.md", "---\nEngineer\n---\nWe build.")

    def test_front_matter_alone_is_a_posting_and_an_empty_one_is_none(self, tmp_path: Path) -> None:
        assert text_of(tmp_path, "a.md", "---\ntitle: Analyst\n---\n") == "Analyst"
        with pytest.raises(EmptyFile):
            list(load(write(tmp_path, "b.md", "---\nlayout: x\n---\n<!-- nothing -->\n"), "b.md"))

    def test_a_body_without_front_matter_is_read_as_it_is(self, tmp_path: Path) -> None:
        assert (
            text_of(tmp_path, "a.md", "# Initech\n\n**Build** things.\n* Python\n* SQL")
            == "# Initech\n\nBuild things.\n* Python\n* SQL"
        )

    @pytest.mark.parametrize(
        "piece", ["{% ", "{{ ", "**a ", "[a](b ", "<!-- ", "_a ", "`a ", "| a ", "- ", "---", "#a ", "](", "<a "]
    )
    @pytest.mark.timeout(60)
    def test_unfinished_markup_is_no_trap(self, tmp_path: Path, piece: str) -> None:
        (document,) = documents(write(tmp_path, "a.md", "---\na: b\n---\nx " + piece * (500_000 // len(piece))))
        assert "x" in document.text


class TestSharedPostings:
    def test_every_real_file_is_read_and_normalised(self, shared: Path) -> None:
        paths = [*(shared / "postings").iterdir(), *(shared / "data" / "18f").glob("*.md")]
        paths += [*(shared / "data" / "nhs").glob("*.jsonl"), *(shared / "data" / "nhs" / "jobposting-json").iterdir()]
        found = [item for path in paths for item in load(path, path.name)]
        assert not [item for item in found if isinstance(item, Failure)]
        postings = [normalize(item) for item in found if isinstance(item, Document)]
        assert len(postings) == 5 + 34 + 200 + 20
        leftovers = ("{%", "%}", "{{", "&lt;", "&amp;", "<p>", "</", "🔻", "â€")
        assert [(p.source, mark) for p in postings for mark in leftovers if mark in p.text] == []
        assert all(len(p.text) > 40 for p in postings)


class TestDamage:
    """Whatever happened to a file on its way, it is read or refused, and nothing else."""

    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data(), suffix=st.sampled_from([".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".pdf", ".docx"]))
    def test_a_damaged_file_is_read_or_refused(self, tmp_path: Path, data: st.DataObject, suffix: str) -> None:
        whole = _sample(tmp_path, suffix)
        at = data.draw(st.integers(0, len(whole)))
        gone = data.draw(st.integers(0, 40))
        damaged = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at + gone :]
        message = "damaged file"
        try:
            for item in load(write(tmp_path, f"damaged{suffix}", damaged), f"damaged{suffix}"):
                if isinstance(item, Document):
                    normalize(item)
        except UnreadableFile as error:
            message = str(error)
        assert message.startswith("damaged")
        assert "\n" not in message


def _sample(folder: Path, suffix: str) -> bytes:
    record = b'{"id": 7, "title": "Engineer", "description": "<p>We build &amp; test things every day.</p>"}'
    samples = {
        ".json": b"[" + record + b"]",
        ".jsonl": record + b"\n" + record,
        ".csv": b'id,title,text\n7,"An ""Engineer""",We build.\n',
        ".html": b"<html><nav>Menu</nav><table><tr><td>a<td>b</table><p style='color:#fff'>x</p>" + record,
        ".pdf": pdf([[(72, 700, 11, "Engineer wan-"), (72, 680, 11, "ted here")]]),
    }
    if suffix == ".docx":
        return docx(folder / "sample.docx", lambda document: document.add_paragraph("Engineer")).read_bytes()
    return samples.get(suffix, POSTING.encode())
