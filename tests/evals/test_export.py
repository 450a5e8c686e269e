"""The JSONL that ragas and deepeval read: their field names, and what each of them is."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.evals.export import SILENT, export, reference
from tests.evals.run_parts import case, check, hit, turn

Json = dict[str, Any]
GOLD = {"k": 2, "spans": [{"role": "a", "quote": "one"}, {"role": "a", "quote": "two"}]}


def asked(*checks: Json, **more: Any) -> Json:
    return turn("How much?", checks=list(checks), **{"gold": None, **more})


def found() -> Json:
    return asked(
        check("answers"),
        check("retrieves", GOLD),
        evidence=[hit(n, f"text {n}") for n in (1, 2, 3)],
        gold=["chunk-1", "chunk-9"],
    )


def line(form: str, one: Json) -> Json:
    return dict(next(iter(export([case("a", "A", turns=[one])], form))))  # type: ignore[arg-type]


def test_ragas_gets_its_names_and_the_ids_that_its_precision_and_recall_compare() -> None:
    assert line("ragas", found()) == {
        "user_input": "How much?",
        "response": found()["answer"]["text"],
        "retrieved_contexts": ["text 1", "text 2"],
        "retrieved_context_ids": ["chunk-1", "chunk-2"],
        "reference": None,
        "reference_contexts": ["one", "two"],
        "reference_context_ids": ["chunk-1", "chunk-9"],
    }


def test_deepeval_gets_its_names() -> None:
    assert line("deepeval", found()) == {
        "input": "How much?",
        "actual_output": found()["answer"]["text"],
        "expected_output": None,
        "context": ["one", "two"],
        "retrieval_context": ["text 1", "text 2"],
    }


def test_a_case_without_gold_shows_all_that_was_found_and_null_for_what_ought_to_be() -> None:
    one = line("ragas", asked(evidence=[hit(n, f"text {n}") for n in (1, 2, 3)]))
    assert len(one["retrieved_contexts"]) == 3
    assert one["reference_contexts"] is None
    assert one["reference_context_ids"] is None


def test_each_turn_is_a_line_and_a_case_that_died_has_only_its_turns_before() -> None:
    cases = [case("a", "A", turns=[asked(), asked()]), case("b", "B", "error", error="gone", turns=[])]
    assert len(list(export(cases, "ragas"))) == 2


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([check("abstains")], SILENT),
        ([check("not-abstains")], None),
        ([check("equals", "Exactly this")], "Exactly this"),
        ([check("icontains", "this"), check("facts", [["that"]])], "this"),
        ([check("icontains-all", ["this", "that"])], "this; that"),
        ([check("facts", [[r"\$117,000"], ["Palo Alto", "PA"]])], "$117,000; Palo Alto"),
        ([check("facts", [["117[,.]?000|117k"], [r"\b8\b"]])], "117,000; 8"),
        ([check("facts", [["(?:one|two) things?", "a pair"], ["ever.*never"]])], "a pair"),
        ([check("facts", [["ever.*never"]])], None),
        ([check("facts", [[r"\d+ years"]])], None),
        ([check("answers")], None),
    ],
)
def test_the_reference_is_what_the_checks_say_in_plain_words(checks: list[Json], expected: str | None) -> None:
    assert reference(asked(*checks)) == expected
