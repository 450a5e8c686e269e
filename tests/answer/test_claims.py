"""The claims of an answer: what counts as one, and which citations it carries."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.claims import Claim, claims
from assistant.app import Assistant


def told(markdown: str) -> list[tuple[str, tuple[int, ...]]]:
    """Words and citations of each claim."""
    return [(claim.text, claim.citations) for claim in claims(markdown)]


def test_a_sentence_is_a_claim_with_the_markers_before_its_end() -> None:
    assert told("The job pays 117K [1]. It is in Porto [2][3].") == [
        ("The job pays 117K.", (1,)),
        ("It is in Porto.", (2, 3)),
    ]


def test_markers_behind_the_full_stop_belong_to_the_sentence_before() -> None:
    assert told("The job pays 117K. [1] It is in Porto. [2]") == [
        ("The job pays 117K.", (1,)),
        ("It is in Porto.", (2,)),
    ]


def test_who_puts_markers_first_means_the_sentence_that_follows() -> None:
    assert told("[1] The job pays 117K. [2] It is in Porto.") == [
        ("The job pays 117K.", (1,)),
        ("It is in Porto.", (2,)),
    ]


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("[1]", (1,)),
        ("[1][2]", (1, 2)),
        ("[1] [2]", (1, 2)),
        ("[1, 3]", (1, 3)),
        ("[1; 3]", (1, 3)),
        ("[2-4]", (2, 3, 4)),
        ("[2–4]", (2, 3, 4)),
        ("[^2]", (2,)),
        ("[2](#source-2)", (2,)),
        ("[1-90]", (1, 90)),
        ("[2][2]", (2,)),
    ],
)
def test_markers_are_read_in_the_shapes_that_models_write(marker: str, numbers: tuple[int, ...]) -> None:
    assert told(f"It is in Porto {marker}.") == [("It is in Porto.", numbers)]


def test_brackets_that_hold_words_or_are_escaped_are_no_markers() -> None:
    assert told(r"It is in the Bay Area [San Francisco] and in \[7\].") == [
        ("It is in the Bay Area [San Francisco] and in [7].", ())
    ]


def test_a_sentence_without_a_marker_does_not_borrow_the_next_ones() -> None:
    assert told("You get 25 days off. The job is in Porto [1].") == [
        ("You get 25 days off.", ()),
        ("The job is in Porto.", (1,)),
    ]


def test_a_list_item_is_one_claim_whose_markers_stand_for_all_of_it() -> None:
    assert told(
        "1. A phone call. Somebody asks a few questions. [4]\n2) A coding round [5]\n- Lunch. [6] No more."
    ) == [
        ("A phone call. Somebody asks a few questions.", (4,)),
        ("A coding round", (5,)),
        ("Lunch.", (6,)),
        ("No more.", ()),
    ]


def test_an_indented_line_carries_its_item_on() -> None:
    assert told("- A phone call\n  of 15 minutes [4]\n- Lunch [5]") == [
        ("A phone call of 15 minutes", (4,)),
        ("Lunch", (5,)),
    ]


def test_a_full_stop_inside_a_name_or_an_abbreviation_ends_no_claim() -> None:
    assert told("Acme Inc. wants Sr. engineers, e.g. with 3.5 years [1].") == [
        ("Acme Inc. wants Sr. engineers, e.g. with 3.5 years.", (1,))
    ]
    assert told("**Acme: Eng. Lead** pays well [1].") == [("Acme: Eng. Lead pays well.", (1,))]


def test_a_quotation_with_a_marker_is_a_claim_apart_from_what_leads_to_it() -> None:
    found = claims("**Acme: Baker** pays USD 20 per hour: “$20/hr. Tips too.” [1]; “Weekends “off”.” [2]")
    assert found == [
        Claim("Acme: Baker pays USD 20 per hour:", (1, 2), "lead"),
        Claim("$20/hr. Tips too.", (1,), "quotation"),
        Claim("Weekends “off”.", (2,), "quotation"),
    ]


def test_a_quotation_keeps_what_looks_like_a_marker_in_it() -> None:
    assert claims("“See [2] below” [1]") == [Claim("See [2] below", (1,), "quotation")]


def test_straight_quotation_marks_do_as_well() -> None:
    assert claims('- "Meet the team" [3]') == [Claim("Meet the team", (3,), "quotation")]


def test_quoted_words_inside_a_sentence_stay_in_it() -> None:
    assert claims("They want “strong skills” and also “Python” [2].") == [
        Claim("They want “strong skills” and also “Python”.", (2,))
    ]
    assert [c.kind for c in claims("It asks for: “a” and “b” [2]")] == ["statement"]


def test_a_quotation_whose_own_marks_do_not_pair_up_is_still_one() -> None:
    assert claims("- “a 27” screen” [1]") == [Claim("a 27” screen", (1,), "quotation")]


def test_each_cell_of_a_table_is_a_claim_and_its_heads_are_none() -> None:
    table = "| | Acme: Baker | Globex: Cook |\n|---|:--:|---|\n| the pay | “$20/hr” [1]; “tips” [2] | not stated |"
    assert claims(table) == [
        Claim("$20/hr", (1,), "quotation"),
        Claim("tips", (2,), "quotation"),
        Claim("not stated", (), framing=True),
    ]


def test_a_cell_says_what_its_row_and_column_say_of_it_unless_that_only_names_a_slot() -> None:
    table = "| Role | Pay | Parental leave |\n|---|---|---|\n| Acme | $20 [1] | 20 weeks [2] |"
    assert told(table) == [("Acme: $20", (1,)), ("Acme: Parental leave: 20 weeks", (2,))]


def test_a_yes_in_a_table_asserts_what_its_heads_say() -> None:
    table = "| | Acme |\n|---|---|\n| Visa sponsorship | Yes [1] |"
    assert told(table) == [("Visa sponsorship Acme Yes", (1,))]
    assert told("- **Visa**: no [1]") == [("Visa no", (1,))]


def test_pipes_inside_a_quotation_part_no_cells() -> None:
    assert told("| | Acme |\n|---|---|\n| the steps | “Call \\| 15 minutes” [1] |") == [("Call | 15 minutes", (1,))]


def test_a_lead_to_a_list_cites_what_the_list_cites_and_knows_its_length() -> None:
    lead, *items = claims(
        "The process has three steps:\n\n1. A call [1]\n2. A task [2]\n3. A talk [2][3]\n\nGood luck."
    )
    assert lead == Claim("The process has three steps:", (1, 2, 3), "lead", items=3)
    assert len(items) == 4


def test_an_item_leads_to_the_items_up_to_the_next_that_leads() -> None:
    found = claims("Acme offers:\n- Skills:\n  - Rust [1]\n- Perks:\n  - Lunch [2]\n  - Tea [3]")
    assert [(c.items, c.citations) for c in found if c.kind == "lead"] == [(5, (1, 2, 3)), (1, (1,)), (2, (2, 3))]


def test_headings_are_framing_but_not_those_with_a_figure_a_denial_or_a_sentence() -> None:
    found = claims("## Pay\n\n**Acme: Baker**\n\n## 20 weeks of leave\n\n**No visas**\n\n**They pay for lunch.**")
    assert [claim.framing for claim in found] == [True, True, False, False, False]


def test_a_label_that_only_names_a_slot_is_dropped() -> None:
    assert told("- **Location**: Porto [1]\n- **Parental leave**: 20 weeks [2]") == [
        ("Porto", (1,)),
        ("Parental leave: 20 weeks", (2,)),
    ]


def test_markdown_is_taken_off() -> None:
    assert told("You *must* know `C++`, **snake_case** and \\*args [1].") == [
        ("You must know C++, snake_case and *args.", (1,))
    ]


def test_rules_fences_and_bare_markers_are_no_claims() -> None:
    assert claims("---\n\n```\n\n```\n\n[1][2]\n\n***\n") == []


def test_words_in_a_fence_are_claims_like_any() -> None:
    assert told("```\nYou get 25 days off.\n```") == [("You get 25 days off.", ())]


def test_chinese_sentences_are_parted_without_spaces() -> None:
    assert [citations for _, citations in told("面试有四轮。[1]可以远程。[2]")] == [(1,), (2,)]


@given(st.text(alphabet=string.ascii_letters + string.digits + ' []“”"*|:.-\n\\_#`[1]…\ue000\ue001', max_size=300))
def test_any_text_has_claims_with_words_and_without_our_own_signs(text: str) -> None:
    for claim in claims(text):
        assert any(c.isalnum() for c in claim.text)
        assert not set(claim.text) & set("\ue000\ue001\ue002\ue003")
        assert len(set(claim.citations)) == len(claim.citations)


@pytest.mark.parametrize(
    "unit", ["“a ", ": “a” b", "[1]", "**a ", "1,", "|a", "*", "\\", "is, and ", '"a b ', "- a:\n"]
)
def test_no_answer_makes_reading_it_explode(unit: str) -> None:
    # Quadratic time would take minutes here and run into the suite's timeout.
    claims(unit * 30_000)


def test_in_a_text_of_another_the_products_own_lines_are_claims_like_any() -> None:
    line = "Not stated by the other role: you get 20 weeks of leave."
    assert [claim.framing for claim in claims(line)] == [True]
    assert [claim.framing for claim in claims(line, own_lines=False)] == [False]


def test_every_line_that_frames_the_products_own_answers_is_known_as_framing(assistant: Assistant) -> None:
    gold = yaml.safe_load((Path(__file__).parents[1] / "gold" / "corpus_questions.yaml").read_text("utf-8"))["cases"]
    asked = [(case["q"], case.get("history", [])) for case in gold]
    asked += [(q, []) for q in ("Which roles pay more than $100,000?", "Which companies are hiring?", "List the roles",
                                "Which role asks for the most years?", "Which jobs pay the most?")]  # fmt: skip
    for question, history in asked:
        answer = assistant.ask(question, history=history)
        uncited = [c.text for c in claims(answer.text) if not c.citations and not c.framing]
        assert uncited == [], question
