"""A résumé's file is read into what was done when, which topics it names, degrees, and details that stay private."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import EmptyFile, FileTooLarge, UnreadableFile, UnsupportedFile
from assistant.prepare.resume import masked, read, read_text
from assistant.prepare.resume.dates import months_of, stretches
from tests.prepare.rooms import RESUMES, TODAY, resume
from tests.reading.files import pdf

ALL = sorted(p.name for p in RESUMES.iterdir())


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Jan 2019 – Mar 2021", date(2019, 1, 1), date(2021, 3, 1)),
        ("March 2021 - Present", date(2021, 3, 1), date(2026, 11, 1)),
        ("06/2016 - 02/2021", date(2016, 6, 1), date(2021, 2, 1)),
        ("2022-10 – present", date(2022, 10, 1), date(2026, 11, 1)),
        ("2016 to 2020", date(2016, 1, 1), date(2020, 12, 1)),
        ("seit 2021", None, None),
        ("März 2018 bis heute", date(2018, 3, 1), date(2026, 11, 1)),
        ("volunteer since 2021", date(2021, 1, 1), date(2026, 11, 1)),
    ],
)
def test_stretches_of_time_are_read_as_people_write_them(words: str, first: date | None, last: date | None) -> None:
    found = list(stretches(words, TODAY))
    if first is None:
        assert all(s.first.year == 2021 for s in found)
    else:
        assert [(s.first, s.last) for s in found] == [(first, last)]


@pytest.mark.parametrize(
    "words", ["Version 2019 - 2", "call 030 2019 2020 21", "2030 - 2040", "month 13/2019 - 14/2020"]
)
def test_what_is_no_stretch_of_time_is_none(words: str) -> None:
    assert not [s for s in stretches(words, TODAY) if s.last > TODAY or s.first > s.last]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 100)), max_size=8))
def test_overlapping_time_counts_once(spans: list[tuple[int, int]]) -> None:
    def month(n: int) -> date:
        return date(1980 + n // 12, n % 12 + 1, 1)

    whole = {m for start, length in spans for m in range(start, start + length + 1)}
    assert months_of([(month(start), month(start + length)) for start, length in spans]) == len(whole)


def test_jobs_studies_and_degrees_are_told_apart() -> None:
    found = resume("new-phd.md")
    assert [(e.kind, e.first) for e in found.experiences] == [
        ("education", date(2022, 10, 1)),
        ("education", date(2020, 9, 1)),
        ("education", date(2016, 1, 1)),
        ("work", date(2024, 6, 1)),
        ("work", date(2023, 1, 1)),
    ]
    assert [(s.level, s.finished) for s in found.schooling] == [("PhD", False), ("Master", True), ("Bachelor", True)]
    assert found.years == 1.3


def test_years_in_a_topic_are_those_of_the_dated_jobs_that_name_it() -> None:
    found = resume("senior-backend.txt")
    years = {a.topic: a.years for a in found.abilities}
    assert years["go"] == 4.8
    assert years["cpp"] == 7.5
    assert years["computer-science"] is None
    assert found.years == 12.2


def test_years_that_the_words_say_count_too() -> None:
    found = read_text("Ana Lima\n\nSkills\nPython (6 years), Kafka\n", "cv.txt", TODAY)
    assert {a.topic: a.years for a in found.abilities} == {"python": 6.0, "kafka": None}


def test_things_done_weigh_more_than_lists_and_courses() -> None:
    found = resume("career-changer.md")
    strength = {a.topic: a.strength for a in found.abilities}
    assert strength["sql"] == 1.0
    assert strength["machine-learning"] == 0.6
    assert strength["version-control"] == 0.7
    assert resume("new-phd.md").ability("sql").strength == 0.4  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ALL)
def test_every_span_of_evidence_is_a_line_of_the_resume(name: str) -> None:
    found = resume(name)
    for ability in found.abilities:
        for span in ability.spans:
            assert span.of(found.text).strip() == span.of(found.text) != ""
            assert "\n" not in span.of(found.text)


@pytest.mark.parametrize("name", ALL)
def test_contact_details_are_found_and_masked(name: str) -> None:
    found = resume(name)
    assert {"name", "email", "phone"} <= {c.kind for c in found.contacts}
    private = masked(found)
    assert "@" not in private
    assert "example" not in private.split("\n\n")[0]
    first = found.text.lstrip("# ").split("\n")[0]
    assert first not in private
    # Dates are no telephone numbers.
    assert "20" in private


@pytest.mark.parametrize("name", ALL)
def test_no_evidence_touches_a_contact_detail(name: str) -> None:
    found = resume(name)
    assert not [c for a in found.abilities for s in a.spans for c in found.contacts if c.span.overlaps(s)]


def test_pdf_and_word_read_like_text(tmp_path: Path) -> None:
    lines = [
        "Ana Lima",
        "ana@example.org",
        "Experience",
        "Engineer, Foo",
        "Jan 2020 - Dec 2022",
        "Wrote Kafka services.",
    ]
    (tmp_path / "cv.pdf").write_bytes(pdf([[(72.0, 700.0 - 20 * n, 11.0, line) for n, line in enumerate(lines)]]))
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "cv.docx"))
    for name in ("cv.pdf", "cv.docx"):
        found = read(tmp_path / name, name, TODAY)
        assert found.years == 3.0
        assert [a.topic for a in found.abilities] == ["kafka"]
        assert {c.kind for c in found.contacts} == {"name", "email"}


def test_a_photo_an_empty_file_a_book_and_a_spreadsheet_are_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "me.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(UnsupportedFile, match="is a picture; a résumé is read as PDF"):
        read(tmp_path / "me.jpg", "me.jpg", TODAY)
    (tmp_path / "blank.txt").write_text(" \n")
    with pytest.raises(EmptyFile, match="no text that can be read"):
        read(tmp_path / "blank.txt", "blank.txt", TODAY)
    (tmp_path / "scan.pdf").write_bytes(pdf([[]]))
    with pytest.raises(UnreadableFile, match="scan"):
        read(tmp_path / "scan.pdf", "scan.pdf", TODAY)
    page = [(72.0, 700.0 - 14 * n, 11.0, "It was the best of times, it was the worst of times.") for n in range(40)]
    (tmp_path / "book.pdf").write_bytes(pdf([page] * 300))
    with pytest.raises(FileTooLarge, match="a book, not a résumé"):
        read(tmp_path / "book.pdf", "book.pdf", TODAY)
    (tmp_path / "cv.xlsx").write_bytes(b"PK")
    with pytest.raises(UnsupportedFile, match="cannot be read as a résumé"):
        read(tmp_path / "cv.xlsx", "cv.xlsx", TODAY)


def test_a_resume_in_another_language_is_known_as_such() -> None:
    german = (
        "Jana Weber\n\nBerufserfahrung\nEntwicklerin bei Foo, März 2019 bis heute\n"
        "Ich habe mit Python und Kafka für die Kunden der Bank gearbeitet und war für den Betrieb zuständig.\n"
    )
    found = read_text(german, "lebenslauf.txt", TODAY)
    assert not found.english
    assert {a.topic for a in found.abilities} >= {"python", "kafka"}
    assert found.years == 7.8
    assert all(resume(name).english for name in ALL)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    if not any(c.isalnum() for c in text):
        with pytest.raises(EmptyFile, match=r"any\.txt"):
            read_text(text, "any.txt", TODAY)
        return
    found = read_text(text, "any.txt", TODAY) if _has_text(text) else None
    if found:
        assert all(c.span.end <= len(found.text) for c in found.contacts)
        assert masked(found).count("\n") <= found.text.count("\n")


def _has_text(text: str) -> bool:
    """Whether anything is left once what cannot be seen is gone."""
    from assistant.reading.invisible import visible

    return any(c.isalnum() for c in visible(text)[0])
