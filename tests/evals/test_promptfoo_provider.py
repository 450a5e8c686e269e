"""`evals/promptfoo_provider.py`, called as promptfoo 0.121.20 calls it.

promptfoo itself is too large for these tests; `make interop` runs it. `promptfoo_calls.json` holds calls that it made
(the long lists in them cut short), and what lies between the calls is done here as promptfoo does it.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from assistant.app import Plan, build
from assistant.evals.checks import KINDS
from tests.conftest import ROOT

PROVIDER = ROOT / "evals" / "promptfoo_provider.py"
CASES = ROOT / "tests" / "evals" / "cases" / "interop.yaml"
CALLS = json.loads((Path(__file__).parent / "promptfoo_calls.json").read_text("utf-8"))
# The types of promptfoo's that case files may use.
THEIRS = {"contains", "contains-all", "contains-any", "cost", "equals", "icontains", "icontains-all", "icontains-any",
          "is-json", "latency", "regex", "starts-with"}  # fmt: skip
OPTIONS = {
    "id": "file://promptfoo_provider.py",
    "config": {"postings": "../../../corpus", "basePath": str(CASES.parent)},
}
Json = dict[str, Any]

# The library is built once for all of them.
pytestmark = pytest.mark.xdist_group("promptfoo")


def carried(value: Any) -> Any:
    """A value as it arrives on the other side: everything goes between promptfoo and Python as JSON."""
    return json.loads(json.dumps(value))


def loaded() -> ModuleType:
    """The provider as a module of its own, loaded from its path."""
    spec = importlib.util.spec_from_file_location("promptfoo_provider", PROVIDER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A user's folder without a library of their own."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREP_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def provider(home: Path) -> ModuleType:
    """The provider, in a process whose library is built once."""
    return loaded()


@dataclass(frozen=True)
class Asked:
    """A test of promptfoo's after the run: what the provider replied, and its verdicts on asserts of ours."""

    case: int
    turn: int
    response: Json
    verdicts: list[Json]


def suite_of(path: Path) -> Json:
    """A case file as promptfoo hands it to `hook`."""
    config = yaml.safe_load(path.read_text("utf-8"))
    provider = config["providers"][0]
    there = {"config": {**provider["config"], "basePath": str(path.parent)}, "scriptPath": provider["id"][7:]}
    kept = {key: config[key] for key in ("description", "tests", "defaultTest", "extensions")}
    return carried({**kept, "providers": [there], "prompts": [{"raw": "{{question}}", "label": "{{question}}"}]})


def with_defaults(test: Json, default: Json) -> Json:
    """A test after promptfoo has put the file's defaults into it."""
    options = {**(default.get("options") or {}), **(test.get("options") or {})}
    own = [] if options.get("disableDefaultAsserts") else default.get("assert") or []
    metadata = {**(default.get("metadata") or {}), **(test.get("metadata") or {})}
    return {**test, "options": options, "assert": [*own, *(test.get("assert") or [])], "metadata": metadata}


def asked(provider: ModuleType, test: Json, options: Json = OPTIONS) -> tuple[Json, list[Json]]:
    """The reply to a test, and the verdicts on those of its asserts that are ours."""
    given = {**test["vars"], "__evalId": "eval-x", "__repeatIndex": 0}
    context = {"vars": given, "prompt": CALLS["call_api"][2]["prompt"], "test": test, "repeatIndex": 0}
    question = test["vars"]["question"]
    response = carried(provider.call_api(question, carried(options), carried(context)))
    about = {"prompt": question, "vars": test["vars"], "test": test, "providerResponse": response}
    contexts = [
        {**about, "config": one["config"], "metadata": response.get("metadata")}
        for one in test["assert"]
        if one["type"] == "python"
    ]
    return response, [carried(provider.get_assert(response.get("output"), carried(context))) for context in contexts]


def single(provider: ModuleType, *asserts: Json, roles: tuple[str, ...] = (), config: Json | None = None) -> Any:
    """One question, asked with these asserts."""
    suite = suite_of(CASES)
    question = {"question": "Where is the AI Expert job at xAI?", "roles": list(roles)}
    suite["tests"] = [{"vars": question, "assert": list(asserts)}]
    options = {**OPTIONS, "config": {**OPTIONS["config"], **(config or {})}}
    return asked(provider, provider.hook("beforeAll", {"suite": suite})["suite"]["tests"][0], options)


@pytest.fixture(scope="module")
def run(provider: ModuleType) -> list[Asked]:
    """The whole case file, run as promptfoo runs it."""
    suite = carried(provider.hook("beforeAll", {"suite": suite_of(CASES)})["suite"])
    done = []
    for test in suite["tests"]:
        whole = with_defaults(test, suite["defaultTest"])
        done.append(Asked(test["metadata"]["case"], test["metadata"]["turn"], *asked(provider, whole)))
    return done


@pytest.fixture(scope="module")
def ours(home: Path) -> list[Json]:
    """The same file, run by `prep eval`."""
    assistant = build()
    assistant.evaluate(Plan(files=(CASES,), json=home / "run.json", fresh=True))
    assistant.close()
    cases: list[Json] = json.loads((home / "run.json").read_text("utf-8"))["cases"]
    return cases


def is_ours(check: Json) -> bool:
    return check["type"].removeprefix("not-") not in THEIRS


class TestAgreement:
    def test_promptfoo_asks_each_turn_that_prep_eval_asks(self, run: list[Asked], ours: list[Json]) -> None:
        turns = [(at, number) for at, case in enumerate(ours) for number, _ in enumerate(case["turns"], 1)]
        assert [(done.case, done.turn) for done in run] == turns

    def test_the_answers_are_the_same(self, run: list[Asked], ours: list[Json]) -> None:
        texts = [turn["answer"]["text"] for case in ours for turn in case["turns"]]
        assert [done.response["output"] for done in run] == texts

    def test_each_of_our_asserts_has_the_same_verdict_for_the_same_reason(
        self, run: list[Asked], ours: list[Json]
    ) -> None:
        for done in run:
            checks = [check for check in ours[done.case]["turns"][done.turn - 1]["checks"] if is_ours(check)]
            wanted = [
                (bool(c["passed"]), c["score"] or 0, ("" if c["passed"] is not None else "unscored: ") + c["reason"])
                for c in checks
            ]
            assert [(v["pass"], v["score"], v["reason"]) for v in done.verdicts] == wanted, ours[done.case]["id"]

    def test_the_file_holds_each_of_our_types_passing_and_failing(self, ours: list[Json]) -> None:
        seen = {
            (check["type"].removeprefix("not-"), check["passed"])
            for case in ours
            for turn in case["turns"]
            for check in turn["checks"]
        }
        types = set(KINDS) - {"judge", "cost"}
        assert {name for name, passed in seen if passed} >= types
        assert {name for name, passed in seen if passed is False} >= types
        assert ("judge", None) in seen

    def test_what_is_meant_to_be_wrong_is_wrong_and_only_that(self, ours: list[Json]) -> None:
        for case in ours:
            verdicts = [check["passed"] for turn in case["turns"] for check in turn["checks"] if check["line"] > 20]
            if case["id"] == "wrong-turns":
                assert verdicts == [True, False, True]
            else:
                expected = {"wrong": {False}, "right": {True}, "open": {None}}[case["id"].split("-")[0]]
                assert set(verdicts) == expected, case["id"]


class TestHook:
    def test_an_assert_of_ours_becomes_a_python_assert_beside_the_provider(self, provider: ModuleType) -> None:
        name, context = copy.deepcopy(CALLS["hook"])
        context["suite"]["providers"] = []
        first, *_ = provider.hook(name, context)["suite"]["tests"]
        assert first["assert"][1] == {
            "type": "python",
            "value": "file://../../../evals/promptfoo_provider.py:get_assert",
            "config": {"check": {"type": "abstains", "value": ["none of the saved postings"]}},
        }

    def test_each_turn_is_a_test_that_knows_the_questions_before_it(self, provider: ModuleType) -> None:
        name, context = copy.deepcopy(CALLS["hook"])
        context["suite"]["providers"] = []
        context["suite"]["defaultTest"]["vars"] = {"history": ["Tell me about xAI"]}
        _, first, second = provider.hook(name, context)["suite"]["tests"]
        assert first["vars"] == {
            "question": "How much does the AI Expert job at xAI pay?",
            "history": ["Tell me about xAI"],
        }
        assert second["vars"]["history"] == ["Tell me about xAI", "How much does the AI Expert job at xAI pay?"]
        assert (first["metadata"]["turn"], second["metadata"]["turn"]) == (1, 2)
        assert [one["config"]["check"]["type"] for one in (*first["assert"], *second["assert"])] == [
            "abstains",
            "cites-role",
        ]

    def test_lists_among_the_variables_stay_one_test(self, provider: ModuleType) -> None:
        suite = {**suite_of(CASES), "providers": [], "defaultTest": {}}
        tests = provider.hook("beforeAll", {"suite": suite})["suite"]["tests"]
        assert all(test["options"]["disableVarExpansion"] is True for test in tests)

    def test_their_asserts_are_left_to_promptfoo(self, provider: ModuleType) -> None:
        asserts = [{"type": name, "value": "x"} for name in sorted(THEIRS)]
        suite = {**suite_of(CASES), "providers": [], "tests": [{"vars": {"question": "Where?"}, "assert": asserts}]}
        suite["defaultTest"] = {"assert": [{"type": "answers"}]}
        after = provider.hook("beforeAll", {"suite": copy.deepcopy(suite)})["suite"]
        assert after["tests"][0]["assert"] == asserts
        assert after["defaultTest"]["assert"][0]["type"] == "python"

    def test_a_label_and_a_weight_stay_where_promptfoo_looks_for_them(self, provider: ModuleType) -> None:
        one = {"type": "not-abstains", "metric": "honesty", "weight": 2}
        suite = {**suite_of(CASES), "providers": [], "tests": [{"vars": {"question": "Where?"}, "assert": [one]}]}
        (after,) = provider.hook("beforeAll", {"suite": suite})["suite"]["tests"][0]["assert"]
        assert (after["type"], after["metric"], after["weight"]) == ("python", "honesty", 2)

    @pytest.mark.parametrize("name", ["beforeEach", "afterEach", "afterAll"])
    def test_promptfoos_other_hooks_change_nothing(self, provider: ModuleType, name: str) -> None:
        assert provider.hook(name, {"test": {}}) is None

    def test_it_builds_the_library_so_that_no_answer_waits_for_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PREP_HOME", str(tmp_path))
        loaded().hook("beforeAll", {"suite": suite_of(CASES)})
        assert list((tmp_path / "evals" / "libraries").glob("*/built.json"))

    def test_postings_that_are_not_there_are_left_for_the_cases_to_say(self, provider: ModuleType) -> None:
        suite = suite_of(CASES)
        suite["providers"][0]["config"]["postings"] = "../nowhere"
        assert provider.hook("beforeAll", {"suite": suite})["suite"]["tests"]

    def test_the_types_it_rewrites_are_those_that_only_prep_eval_knows(self, provider: ModuleType) -> None:
        assert set(KINDS) - THEIRS == provider.OURS


class TestCallApi:
    def test_it_answers_what_promptfoo_asked(self, provider: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        response = provider.call_api(*copy.deepcopy(CALLS["call_api"]))
        assert "Palo Alto" in response["output"]
        assert [(check["type"], check["passed"]) for check in response["metadata"]["checks"]] == [("cites-role", True)]

    def test_the_reply_holds_the_answer_with_citations_and_the_ids_of_what_was_found(
        self, provider: ModuleType
    ) -> None:
        response, _ = single(provider, {"type": "answers"})
        answer = response["metadata"]["answer"]
        assert answer["text"] == response["output"]
        assert {citation["role"] for citation in answer["citations"]} == {"xai-ai-expert"}
        assert all(hit["id"] for hit in response["metadata"]["evidence"])

    def test_the_time_is_the_products_own_and_nothing_is_paid_for(self, provider: ModuleType) -> None:
        response, _ = single(provider, {"type": "answers"})
        assert response["latencyMs"] == pytest.approx(response["metadata"]["answer"]["seconds"] * 1000, abs=0.1)
        assert response["tokenUsage"] == {"prompt": 0, "completion": 0, "total": 0}
        assert response["cost"] == 0

    def test_a_role_that_is_not_there_is_an_error_of_that_case(self, provider: ModuleType) -> None:
        response, verdicts = single(provider, {"type": "answers"}, roles=("no-such-role",))
        assert list(response) == ["error"]
        assert "no role 'no-such-role'" in response["error"]
        assert verdicts[0]["pass"] is False

    def test_postings_that_are_not_there_are_an_error_of_each_case(self, provider: ModuleType) -> None:
        response, _ = single(provider, {"type": "answers"}, config={"postings": "../nowhere"})
        assert "there are no postings at" in response["error"]

    def test_an_assert_with_a_mistake_is_an_error_that_says_so(self, provider: ModuleType) -> None:
        response, _ = single(provider, {"type": "grounded"})
        assert response["error"].startswith("'grounded' needs a threshold")

    def test_without_postings_it_asks_the_users_own_library(self, provider: ModuleType) -> None:
        response, _ = single(provider, {"type": "abstains"}, config={"postings": None})
        assert response["metadata"]["answer"]["status"] == "abstained"
        assert response["metadata"]["evidence"] == []

    def test_the_product_is_built_once_in_a_process(self, provider: ModuleType) -> None:
        assert provider._bench() is provider._bench()


class TestGetAssert:
    def test_it_looks_up_the_verdict_that_came_with_the_answer(self, provider: ModuleType) -> None:
        output, context = copy.deepcopy(CALLS["get_assert"])
        found = context["metadata"]["checks"][0]
        assert provider.get_assert(output, context) == {"pass": True, "score": 1.0, "reason": found["reason"]}

    def test_the_same_type_with_another_value_is_another_verdict(self, provider: ModuleType) -> None:
        _, verdicts = single(provider, {"type": "cites", "value": ["Palo Alto"]}, {"type": "cites", "value": ["Tokyo"]})
        assert [verdict["pass"] for verdict in verdicts] == [True, False]

    def test_what_nobody_judged_has_not_passed_and_says_so(self, provider: ModuleType) -> None:
        _, (verdict,) = single(provider, {"type": "judge", "value": "Is it polite?", "threshold": 0.5})
        assert (verdict["pass"], verdict["score"]) == (False, 0)
        assert verdict["reason"].startswith("unscored: ")

    def test_an_answer_from_promptfoos_cache_passes_no_assert_that_it_was_not_judged_by(
        self, provider: ModuleType
    ) -> None:
        output, context = copy.deepcopy(CALLS["get_assert"])
        context["config"]["check"]["value"] = "xai-image-planners"
        verdict = provider.get_assert(output, context)
        assert verdict["pass"] is False
        assert "--no-cache" in verdict["reason"]

    def test_a_process_for_each_assert_is_cheap_since_it_loads_no_product(self) -> None:
        code = (
            "import importlib.util, json, sys\n"
            f"spec = importlib.util.spec_from_file_location('promptfoo_provider', {str(PROVIDER)!r})\n"
            "provider = importlib.util.module_from_spec(spec)\n"
            "spec.loader.exec_module(provider)\n"
            "provider.get_assert(*json.load(sys.stdin))\n"
            "print([name for name in sys.modules if name.split('.')[0] in ('assistant', 'numpy', 'yaml')])"
        )
        call = json.dumps(CALLS["get_assert"])
        done = subprocess.run([sys.executable, "-c", code], input=call, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"
