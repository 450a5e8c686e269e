"""`tools/interop.py`: what counts as a difference between `prep eval` and another tool."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.evals import run_parts as parts

Json = dict[str, Any]


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[ModuleType, ModuleType, ModuleType]]:
    """The tool's modules; they find each other in their own folder, as scripts do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        import interop  # type: ignore[import-not-found]
        import interop_exports  # type: ignore[import-not-found]
        import interop_runs  # type: ignore[import-not-found]

        yield interop, interop_runs, interop_exports
        for module in ("interop", "interop_exports", "interop_runs"):
            sys.modules.pop(module)


def their_result(passed: bool = True, reason: str = "it answered", **more: Any) -> Json:
    """A result as promptfoo 0.121.20 writes it into its output file, but for what nobody reads."""
    check = {
        "type": "python",
        "value": "file://promptfoo_provider.py:get_assert",
        "config": {"check": {"type": "answers"}},
    }
    found = {
        "testCase": {"metadata": {"case": 0, "turn": 1}},
        "vars": {"question": "How much does Northwind pay?"},
        "response": {"output": parts.turn()["answer"]["text"]},
        "failureReason": 0 if passed else 1,
        "gradingResult": {"componentResults": [{"pass": passed, "reason": reason, "assertion": check}]},
    }
    return {**found, **more}


def differences(tools: Any, case: Json, *results: Json) -> list[str]:
    interop, runs, _ = tools
    return list(interop.differences(runs.ours({"cases": [case]}), runs.theirs({"results": {"results": list(results)}})))


class TestPromptfoo:
    def test_the_same_verdicts_on_the_same_answer_are_no_difference(self, tools: Any) -> None:
        assert differences(tools, parts.case("pay", "Pay"), their_result()) == []

    def test_an_assert_that_only_one_side_passes_is_named(self, tools: Any) -> None:
        (line,) = differences(tools, parts.case("pay", "Pay"), their_result(passed=False))
        assert line == "case 1, turn 1 ('How much does Northwind pay?'): passed / failed: answers True / False"

    def test_two_failures_at_different_asserts_differ(self, tools: Any) -> None:
        checks = [parts.check("answers", passed=False), parts.check("contains", passed=True)]
        case = parts.case("pay", "Pay", turns=[parts.turn(checks=checks)])
        result = their_result()
        other = {"pass": False, "reason": "no", "assertion": {"type": "contains", "value": "x"}}
        result["gradingResult"]["componentResults"].append(other)
        (line,) = differences(tools, case, result)
        assert line.endswith("failed / failed: answers False / True; contains True / False")

    def test_another_answer_is_a_difference_though_all_asserts_agree(self, tools: Any) -> None:
        (line,) = differences(tools, parts.case("pay", "Pay"), their_result(response={"output": "Much."}))
        assert "the answers differ" in line

    def test_a_turn_that_only_one_side_has_is_a_difference(self, tools: Any) -> None:
        assert differences(tools, parts.case("pay", "Pay")) == ["case 1, turn 1: only prep eval has it"]

    def test_a_missing_verdict_is_neither_passed_nor_failed(self, tools: Any) -> None:
        case = parts.case("pay", "Pay", turns=[parts.turn(checks=[parts.check("answers", passed=None)])])
        assert differences(tools, case, their_result(passed=False, reason="unscored: no model")) == []
        assert differences(tools, case, their_result(passed=False)) != []

    def test_an_error_agrees_with_an_error_only(self, tools: Any) -> None:
        died = parts.case("pay", "Pay", "error", turns=[], error="no such role")
        nothing = {"failureReason": 2, "error": "no such role", "gradingResult": None, "response": None}
        assert differences(tools, died, their_result(**nothing)) == []
        (line,) = differences(tools, parts.case("pay", "Pay"), their_result(**nothing, vars={"question": "x"}))[-1:]
        assert "passed / error: 1 / 0 asserts no such role" in line


class TestRagas:
    def turn(self, recall: float = 0.5) -> Json:
        wanted = parts.check("retrieves", {"k": 2, "spans": []}, score=recall)
        evidence = [parts.hit(1, "Pay"), parts.hit(2, "Place"), parts.hit(3, "Team")]
        measures = {"recall_at_k": parts.measure(recall, "")}
        return parts.turn(checks=[wanted], evidence=evidence, gold=["chunk-1", "chunk-3"], measures=measures)

    def test_recall_and_precision_of_the_first_k_agree(self, tools: Any) -> None:
        assert list(tools[2].different(self.turn(), {"recall": 0.5, "precision": 0.5})) == []

    @pytest.mark.parametrize(("recall", "precision"), [(0.5 + 1e-8, 0.5), (0.5, 1 / 3)])
    def test_a_figure_that_is_off_in_the_eighth_decimal_is_a_difference(
        self, tools: Any, recall: float, precision: float
    ) -> None:
        assert list(tools[2].different(self.turn(), {"recall": recall, "precision": precision}))

    def test_a_metric_that_differs_from_the_check_is_a_difference(self, tools: Any) -> None:
        turn = self.turn()
        turn["measures"]["recall_at_k"]["value"] = 0.4
        assert list(tools[2].different(turn, {"recall": 0.5, "precision": 0.5}))

    def test_a_turn_that_ragas_does_not_score_is_a_difference(self, tools: Any) -> None:
        assert list(tools[2].different(self.turn(), None)) == ["ragas has no score for 'How much does Northwind pay?'"]
