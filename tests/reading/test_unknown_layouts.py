"""Layouts without marks to hold on to: a posting in one paragraph, questions for headings, bars of buttons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import SectionKind, Span
from assistant.reading.boilerplate import boilerplate_spans
from assistant.reading.headwords import announced
from assistant.reading.lines import lines
from assistant.reading.requirements import requirements
from assistant.reading.sections import sections

PARAGRAPH = (
    "Backend Developer, Bristol. Coldharbour makes route planners for ambulances and is looking for one more person "
    "for its dispatch team. You will write Go services, tune Postgres and keep the simulator honest. Requirements: "
    "four years of backend work, solid SQL, the patience to read old code. Kafka would be a plus. Benefits: 30 days "
    "of holiday and a pension of 8%. Salary: £55,000 to £65,000. Our hiring process is a phone call, then a "
    "take-home task, then a day in the office with the team. Coldharbour is an equal opportunity employer."
)
QUESTIONS = """What is it?
A two-year apprenticeship with day release.
What will I do?
Fix small bugs in the app
What do I need?
Five GCSEs, with English and Maths among them
Is there anything that isn't a must but would help?
A-level Computer Science
What will I be paid?
£21,500 in the first year.
How do I get in?
First a short form. Then an online puzzle."""


def kinds(text: str) -> dict[str, str]:
    """The kind of each line (or part of one)."""
    return {
        line.text: part.kind.value
        for part in sections(text, Span(0, len(text)), boilerplate_spans(text))
        for line in lines(text, part.span)
    }


def test_a_posting_in_one_paragraph_is_taken_apart_by_what_its_sentences_say() -> None:
    found = {said: kind for said, kind in kinds(PARAGRAPH).items()}
    by_kind = {kind: said for said, kind in found.items()}
    assert by_kind["responsibilities"].startswith("You will write Go")
    assert by_kind["must"].startswith("Requirements:")
    assert by_kind["nice"].startswith("Kafka")
    assert by_kind["benefits"].startswith("Benefits:")
    assert by_kind["compensation"].startswith("Salary:")
    assert "take-home" in by_kind["process"]
    assert "equal opportunity" in by_kind["legal"]
    parts = sections(PARAGRAPH, Span(0, len(PARAGRAPH)), boilerplate_spans(PARAGRAPH))
    assert {r.kind for r in requirements(PARAGRAPH, parts)} == {"duty", "must", "nice"}


def test_questions_are_headings() -> None:
    found = kinds(QUESTIONS)
    assert found["Fix small bugs in the app"] == "responsibilities"
    assert found["Five GCSEs, with English and Maths among them"] == "must"
    assert found["A-level Computer Science"] == "nice"
    assert found["£21,500 in the first year."] == "compensation"
    assert found["First a short form. Then an online puzzle."] == "process"


@pytest.mark.parametrize(
    "text",
    [
        "Preferred qualifications, capabilities, and skills",
        "It is a plus if you bring",
        "The experience you need not have, but helpful",
        "Requisitos deseados para el puesto",
        "Schön, aber kein Muss",
        "Et si en plus vous avez",
        "Te dará puntos extra",
        "Vai se destacar se tiver",
        "Costituisce titolo preferenziale",
        "Pré's",
    ],
)
def test_what_is_only_wished_for_stays_so_however_it_is_named(text: str) -> None:
    (line,) = lines(text)
    known = line.head
    assert (known.kind if known else announced(text)) is SectionKind.NICE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sobre a Jangada", SectionKind.COMPANY),
        ("Why you should join Hayfork", SectionKind.COMPANY),
        ("Über Rheinspeicher", SectionKind.COMPANY),
        ("Sobre a equipe", SectionKind.TEAM),
        ("über kleine Dinge", None),
    ],
)
def test_a_company_s_name_stands_in_headings_of_many_languages(text: str, kind: SectionKind | None) -> None:
    (line,) = lines(text)
    known = line.head
    assert (known.kind if known else None) is kind


@pytest.mark.parametrize(
    "bar",
    [
        "Basic Search | Advanced Search | Job Opening Details",
        "Add to My Job Cart Apply Online Send this job to a friend",
        "Jobs finden Arbeitgeber entdecken Gehalt Einloggen",
        "Impressum · Datenschutz · AGB",
        "Print Share Save",
    ],
)
def test_buttons_in_a_row_are_navigation(bar: str) -> None:
    text = f"{bar}\nData Engineer\nYou build pipelines."
    assert kinds(text)[bar] == "navigation"


@pytest.mark.parametrize("line", ["Search Marketing", "Design Research", "Security Engineering", "Apply statistics"])
def test_words_of_buttons_in_other_company_are_content(line: str) -> None:
    text = f"Data Engineer\n{line}\nYou build pipelines."
    assert "navigation" not in kinds(text).values()


def test_what_is_given_besides_the_pay_is_found_below_why_us() -> None:
    text = "Why Brightloom?\n\n26 weeks of parental leave for either parent.\n\nBrightloom sells software to insurers."
    found = kinds(text)
    assert found["26 weeks of parental leave for either parent."] == "benefits"
    assert found["Brightloom sells software to insurers."] == "company"


@given(st.text(alphabet="ab •\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_the_lines_of_a_part_are_those_of_its_own_text(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    part = text[start:end]
    inside = [(x.span.start - start, x.text, x.gap, x.bullet) for x in lines(text, Span(start, max(start, end)))]
    assert inside == [(x.span.start, x.text, x.gap, x.bullet) for x in lines(part)]
