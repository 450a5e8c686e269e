"""Questions as people put them: two in one breath, with remarks around them, told of oneself, in a hurry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant, Settings, build
from assistant.domain import Answer

NURSE = """Ward Nurse
Company: Saltmarsh Care
Location: Elmstead
Closing date: 2031-11-27

About the role
The ward's service runs day and night, seven days a week.
You patch up the rota every Friday.
Number of vacancies: 4
Internally the post is called Ward Lead.

What is special about this place
You decide with your team how the ward is run.

Requirements
- You are a registered mental health nurse or a registered learning disability nurse
- We welcome newly qualified nurses

Legal
Applicants with a criminal conviction are considered like all others.
Interviews take place on 12 or 13 December 2031
"""
ENGINEER = """Data Engineer
Company: Harbour Digital
Location: Elmstead
Salary: $120,000 - $150,000 per year

About the role
Move our reports off the old Quicksilver platform by the end of June 2032.
Occasional travel, up to 20% of the year.

Tech stack
Python / Rust

Requirements
- Six years of software engineering
- Experience with machine learning toolkits (PyTorch, spaCy)
"""
OTHER = """Web Developer
Company: Harbour Digital
Salary: $90,000 - $100,000 per year

Tech stack
PHP

Requirements
- Three years of PHP
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("spoken")
    for name, text in (("nurse", NURSE), ("engineer", ENGINEER), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    made = build(Settings(home=folder / "home"))
    made.ingest(sorted(folder.glob("*.txt")))
    yield made
    made.close()


def quotes(answer: Answer) -> str:
    assert answer.status == "answered", answer.text
    return "\n".join(c.quote for c in answer.citations)


def test_two_questions_in_one_breath_get_an_answer_each(assistant: Assistant) -> None:
    answer = assistant.ask("How many ward nurses are they hiring, and what is the post called internally?")
    said = quotes(answer)
    assert "Number of vacancies: 4" in said
    assert "Ward Lead" in said
    # The markers count through, and each stands behind its quotation.
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.n}]" in answer.text


def test_two_sentences_that_ask_each_keep_what_is_told_before_them(assistant: Assistant) -> None:
    asked = "I'm a learning disability nurse. May I go for the ward nurse post? And when do interviews take place?"
    said = quotes(assistant.ask(f"{asked} I am in a hurry."))
    assert "registered learning disability nurse" in said
    assert "12 or 13 December" in said


def test_what_is_told_counts_for_the_question_that_it_stands_before(assistant: Assistant) -> None:
    said = quotes(
        assistant.ask("I know machine learning, would Harbour Digital take me? And where is the data engineer?")
    )
    assert "machine learning toolkits" in said
    assert "Location: Elmstead" in said


def test_where_one_of_two_is_not_stated_the_other_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("How often is the ward nurse's rota patched up, and is there a canteen?")
    assert "every Friday" in quotes(answer)
    assert "does not say" in answer.text
    assert any("canteen" in question for question in answer.ask_the_recruiter)


def test_figures_in_quotations_are_no_markers_to_be_moved(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Ward Nurse\nCompany: Saltmarsh Care\n\nAbout the role\nThe rota follows guideline [1] of the trust.\n"
        "Uniforms are washed on Mondays.\n",
        encoding="utf-8",
    )
    assistant = build(Settings(home=tmp_path / "home"))
    assistant.ingest([tmp_path / "a.txt"])
    answer = assistant.ask("When are the ward nurse's uniforms washed, and which guideline does the rota follow?")
    assert "guideline [1] of the trust" in answer.text
    assistant.close()


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("I'm booking a holiday - on which days are they interviewing for the ward nurse?", "12 or 13 December"),
        ("convince me: what's special about the ward nurse job in Elmstead?", "You decide with your team"),
        ("how many vacancies are there for the ward nurse, I'm nervous", "Number of vacancies: 4"),
        ("By when must they be off Quicksilver in the data engineer job?", "end of June 2032"),
        ("which of the Harbour Digital roles in my notes have Rust in the tech stack?", "Python / Rust"),
        ("list the machine learning toolkits named in the data engineer posting", "PyTorch"),
    ],
)
def test_remarks_around_a_question_are_no_part_of_it(question: str, stated: str, assistant: Assistant) -> None:
    assert stated in quotes(assistant.ask(question))


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("i have a conviction from years ago, should i even bother with saltmarsh?", "criminal conviction"),
        (
            "I'm a learning disability nurse, not a mental health one. May I go for the ward nurse post?",
            "registered learning disability nurse",
        ),
    ],
)
def test_what_the_asker_tells_of_themselves_is_what_is_asked(question: str, stated: str, assistant: Assistant) -> None:
    assert stated in quotes(assistant.ask(question))


def test_what_is_told_and_stands_nowhere_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.ask("I have a glass eye, should I even bother with saltmarsh?")
    assert answer.status == "abstained"


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("wat skils do they wnat for the data enginer", "software engineering"),
        ("is the ward nurse's servise day and night", "day and night"),
    ],
)
def test_letters_swapped_and_words_spelt_as_they_sound(question: str, stated: str, assistant: Assistant) -> None:
    assert stated in quotes(assistant.ask(question))


@pytest.mark.parametrize("name", ["COBOL", "cobol", "KOTLIN", "Zig"])
def test_a_name_that_no_posting_has_is_no_slip(name: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"Which jobs mention {name}?")
    assert answer.status == "abstained"
    assert name in answer.text


def test_a_kind_of_figure_is_asked_of_the_fact_that_has_it(assistant: Assistant) -> None:
    # "Until what day" is of the deadline, and does not ask for a day in the pay.
    said = quotes(
        assistant.ask("¿Cuánto pagan en el puesto de Data Engineer y hasta qué día puedo enviar la solicitud?")
    )
    assert "$120,000" in said


def test_a_title_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("I ran a data team of five. Big enough for the data engineer?")
    assert "Data Engineer" not in [citation.quote for citation in answer.citations]


def test_the_wrong_date_is_no_answer(assistant: Assistant) -> None:
    # A start date is a date by itself: the end of a migration does not stand in for it.
    assert assistant.ask("What start date would I have in the data engineer job?").status == "abstained"


def test_a_foreign_word_that_nothing_translates_gets_no_overview(assistant: Assistant) -> None:
    assert assistant.ask("Gibt es für die Ward Nurse in Elmstead einen Betriebskindergarten?").status == "abstained"


def test_which_pays_more_compares_the_pay(assistant: Assistant) -> None:
    answer = assistant.ask("Which one tops out higher, the data engineer or the web developer?")
    assert answer.citations[0].quote.startswith("Salary: $120,000")
