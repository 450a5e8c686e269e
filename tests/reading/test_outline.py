"""Headings that no list of phrases knows: by how they stand, by telling words, by what stands below them."""

from __future__ import annotations

import pytest

from assistant.domain import SectionKind, Span
from assistant.knowledge import load
from assistant.reading.boilerplate import boilerplate_spans
from assistant.reading.headwords import announced
from assistant.reading.lines import lines
from assistant.reading.sections import sections


def kinds(text: str) -> dict[str, str]:
    """The kind of each line, "+" behind that of a section's heading."""
    found = {}
    for part in sections(text, Span(0, len(text)), boilerplate_spans(text)):
        for line in lines(text, part.span):
            found[line.text] = part.kind.value + ("+" if line.span == part.heading else "")
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What a strong candidate looks like", SectionKind.MUST),
        ("You might be right for us if", SectionKind.MUST),
        ("Things that would make us even happier", SectionKind.NICE),
        ("Not required, but it would help", SectionKind.NICE),
        ("The problem we need you for", SectionKind.RESPONSIBILITIES),
        ("Your first 90 days", SectionKind.RESPONSIBILITIES),
        ("Money", SectionKind.COMPENSATION),
        ("Lo que te ofrecemos", SectionKind.BENEFITS),
        ("So läuft deine Bewerbung ab", SectionKind.PROCESS),
        ("Your toolbox", SectionKind.STACK),
        ("Gleichbehandlung", SectionKind.LEGAL),
        ("我们的要求", SectionKind.MUST),
        ("Around the edges", None),
        ("Month one", SectionKind.RESPONSIBILITIES),
    ],
)
def test_telling_words_say_what_a_heading_announces(text: str, kind: SectionKind | None) -> None:
    assert announced(text) == kind


def test_a_word_tells_only_as_a_whole_word_and_enough_of_them_must() -> None:
    assert announced("Display") is None  # not "pay"
    assert announced("Job") is None
    assert announced("Skills", least=4) is None


def test_telling_words_are_folded_and_of_known_kinds() -> None:
    for kind, listed in load("headwords").items():
        assert SectionKind(kind)
        words = [word for some in listed.values() for word in some]
        assert sorted(words) == sorted(set(words)), kind
        assert all(word == word.casefold() and word.strip("*") == word.removesuffix("*") for word in words), kind
        assert list(listed) == sorted(listed, reverse=True), kind


def test_short_lines_above_blocks_are_headings_whatever_their_wording() -> None:
    found = kinds(
        "Backend Developer\nNimbus Freight, Rotterdam\n\n"
        "Nimbus Freight runs the booking desk of forty inland ports, and skippers book a berth on their phone.\n\n"
        "What fills your days\nKeep the booking API fast\nRetire an old SOAP interface\n\n"
        "What makes you a match\nFour years with Go in production\nYou write things down\n\n"
        "The cherry\nDutch\nSailing licence\n\n"
        "Getting hired\nA 20 minute call with Joost\nLunch with the team\n"
    )
    assert found["Nimbus Freight, Rotterdam"] == "role"
    assert found["What fills your days"] == "responsibilities+"
    assert found["Retire an old SOAP interface"] == "responsibilities"
    assert found["You write things down"] == "must"
    assert found["Sailing licence"] == "nice"
    assert found["Getting hired"] == "process+"
    assert found["Lunch with the team"] == "process"


@pytest.mark.parametrize("form", ["{}:", "**{}**", "{}\n------", "🎯 {}", "## {}"])
def test_marks_of_every_kind_set_a_heading_off(form: str) -> None:
    text = f"Requirements\n- Go\n\n{form.format('The cherry')}\n- Dutch\n"
    assert kinds(text)["- Dutch"] == "nice"


def test_a_heading_in_capitals_stands_out_where_the_text_is_not_in_capitals() -> None:
    assert kinds("REQUIREMENTS\nGo and SQL\nRust\nHUMBLE BONUSES WE LOVE\nDutch\nFrench\n")["Dutch"] != "must"


def test_what_a_silent_heading_heads_follows_from_its_lines() -> None:
    found = kinds(
        "Requirements\n- Go\n- SQL\n\nAround the edges\n- 25 days of leave\n- Dental insurance\n- A garden\n",
    )
    assert found["- A garden"] == "benefits"


def test_lists_that_say_nothing_are_duties_before_they_are_requirements() -> None:
    found = kinds(
        "Acme\n\nDas bewegst du\n\n- Strom\n- Wasser\n\nDamit glänzt du\n\n- Statistik\n- Geduld\n",
    )
    assert found["- Wasser"] == "responsibilities"
    assert found["- Geduld"] == "must"


def test_steps_of_a_process_are_no_sections_of_their_own() -> None:
    text = "Interview process\nRecruiter screen\nA call.\nMeet the team\nLunch.\nTechnical interview\nOne hour.\n"
    assert set(kinds(text).values()) == {"process+", "process"}


def test_items_without_bullets_are_no_headings() -> None:
    text = "Requirements\n\nPython\n\nStrong communication skills\n\nExperience with tools\n\nDegree\n"
    found = kinds(text)
    assert [kind for line, kind in found.items() if line != "Requirements"] == ["must"] * 4


def test_a_label_of_unknown_wording_tells_its_line() -> None:
    found = kinds("Hi Sam,\n\nWhat you would do: draw the model and agree it.\nWhat I would need to see: Snowflake.\n")
    assert list(found.values()) == ["role", "responsibilities", "must"]


def test_an_introduction_tells_of_the_company() -> None:
    text = (
        "Android Engineer\n\nVoltride rents electric cargo bikes by the minute in eleven Canadian cities and towns.\n"
    )
    assert list(kinds(text).values()) == ["role", "company"]
    duty = "Upgrade servers and patch them each month, by plan, so that changes pass compliance and audits."
    assert kinds(f"Duties\n{duty}\n")[duty] == "responsibilities"


def test_a_legal_sentence_at_the_end_of_a_paragraph_is_a_section_of_its_own() -> None:
    text = "Benefits\nPension and 30 days of leave. Acme is an equal opportunity employer.\n"
    assert kinds(text)["Acme is an equal opportunity employer."] == "legal"


def test_pay_and_perks_under_one_heading_are_told_apart() -> None:
    found = kinds("Pay and perks\n- $90,000 to $100,000\n- 26 days off\n")
    assert (found["- $90,000 to $100,000"], found["- 26 days off"]) == ("compensation", "benefits")
