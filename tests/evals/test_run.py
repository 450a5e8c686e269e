"""A run from case files to reports: what each case comes to, what is written of it, what is refused beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InvalidBaseline, InvalidCases, UsageError
from assistant.evals.run import run
from tests.evals.product import Product, bench, case, case_file, many, plan, read


def statuses(path: Path) -> list[tuple[str, str]]:
    return [(found["id"], found["status"]) for found in read(path)["cases"]]


def test_each_case_gets_the_status_that_its_answers_earn(tmp_path: Path) -> None:
    file = case_file(
        tmp_path / "cases.yaml",
        case("pay?", id="right"),
        case("holidays?", id="wrong"),
        case("holidays?", id="known", known_failure="no such fact yet"),
        case("pay?", id="mended", known_failure="was wrong once"),
        case("die", id="dead"),
        case("die", id="dead-though-known", known_failure="it fails, but it should not die"),
        case("pay?", {"type": "judge", "value": "Is it polite?", "threshold": 0.5}, id="open"),
    )
    out = tmp_path / "out.json"
    outcome = run(plan(file, json=out), bench(tmp_path / "home"))
    assert statuses(out) == [
        ("right", "passed"),
        ("wrong", "failed"),
        ("known", "known"),
        ("mended", "mended"),
        ("dead", "error"),
        ("dead-though-known", "error"),
        ("open", "unscored"),
    ]
    totals = read(out)["totals"]
    assert totals == {"cases": 7, "passed": 1, "failed": 1, "known": 1, "mended": 1, "unscored": 1, "error": 2}
    assert [named.id for named in outcome.named] == ["wrong", "dead", "dead-though-known"]
    assert "abstained instead of answering" in outcome.named[0].reason
    assert outcome.named[0].where == f"{file}:9"
    assert outcome.named[1].reason == "RuntimeError: the model is gone"
    assert [named.id for named in outcome.mended] == ["mended"]
    assert not outcome.fine


def test_known_failures_and_open_verdicts_do_not_make_a_run_fail(tmp_path: Path) -> None:
    file = case_file(
        tmp_path / "cases.yaml",
        case("pay?"),
        case("holidays?", known_failure="later"),
        case("pay??", {"type": "judge", "value": "Is it polite?", "threshold": 0.5}),
    )
    assert run(plan(file), bench(tmp_path / "home")).fine


def test_turns_are_asked_in_the_light_of_those_before_and_of_the_history(tmp_path: Path) -> None:
    product = Product()
    turns = [{"question": "pay?", "assert": [{"type": "answers"}]}, {"question": "and now?", "assert": []}]
    file = case_file(
        tmp_path / "cases.yaml", {"vars": {"turns": turns, "history": ["before"], "roles": ["acme-search"]}}
    )
    out = tmp_path / "out.json"
    run(plan(file, json=out), bench(tmp_path / "home", product))
    assert product.asked == [
        ("pay?", ("acme-search",), ("before",)),
        ("and now?", ("acme-search",), ("before", "pay?")),
    ]
    assert [turn["history"] for turn in read(out)["cases"][0]["turns"]] == [["before"], ["before", "pay?"]]


def test_a_conversation_that_dies_keeps_the_turns_before(tmp_path: Path) -> None:
    turns = [{"question": q, "assert": [{"type": "answers"}]} for q in ("pay?", "die", "pay again?")]
    file = case_file(tmp_path / "cases.yaml", {"vars": {"turns": turns}})
    out = tmp_path / "out.json"
    run(plan(file, json=out), bench(tmp_path / "home"))
    found = read(out)["cases"][0]
    assert [found["status"], found["error"]] == ["error", "RuntimeError: the model is gone"]
    assert [turn["question"] for turn in found["turns"]] == ["pay?"]


def test_the_json_shows_answer_evidence_checks_and_measures_of_a_turn(tmp_path: Path) -> None:
    gold = {"k": 2, "spans": [{"role": "acme-search", "quote": "You know Rust"}]}
    file = case_file(
        tmp_path / "cases.yaml", case("pay?", {"type": "retrieves", "threshold": 0.5, "value": gold}, type="fact")
    )
    out = tmp_path / "out.json"
    run(plan(file, json=out), bench(tmp_path / "home"))
    document = read(out)
    assert list(document) == ["schema", "run", "totals", "gates", "metrics", "comparison", "spread", "cases"]
    turn = document["cases"][0]["turns"][0]
    assert turn["answer"]["status"] == "answered"
    assert turn["evidence"][0]["rank"] == 1
    assert turn["evidence"][0]["text"] in Product().posting("p1").text
    assert len(turn["gold"]) == 1
    assert turn["checks"][0]["type"] == "retrieves"
    assert turn["checks"][0]["reason"]
    assert turn["measures"]["citation_precision"]["value"] == 1.0
    assert turn["measures"]["tokens"] == {"value": None, "reason": "no chat model was asked"}
    row = next(m for m in document["metrics"] if m["name"] == "recall_at_k" and m["kind"] == "fact")
    assert row["n"] == 1
    assert row["undefined"] == 0


def test_metrics_know_to_which_roles_a_question_was_narrowed(tmp_path: Path) -> None:
    file = case_file(
        tmp_path / "c.yaml", case("pay?"), case("pay??", roles=["acme-search"]), case("pay!", roles=["globex-data"])
    )
    out = tmp_path / "out.json"
    run(plan(file, json=out), bench(tmp_path / "home"))
    leakage = [found["turns"][0]["measures"]["leakage"]["value"] for found in read(out)["cases"]]
    assert leakage == [None, 0.0, 1.0]


def test_the_header_says_what_was_run_on_what(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run(plan(case_file(tmp_path / "cases.yaml", case("pay?")), json=out), bench(tmp_path / "home"))
    header = read(out)["run"]
    assert header["files"] == [str(tmp_path / "cases.yaml")]
    assert (header["engine"], header["model"], header["judge"], header["prompts"]) == ("extractive", None, None, {})
    assert (header["index"], header["finished"], header["runs"]) == ("library-1", True, 1)
    assert header["settings"] == {"chunk_size": 600, "dense_share": 0.5, "k": 16}
    assert (header["git_commit"], header["dirty"]) == (None, None)


def test_a_judge_is_asked_only_where_a_check_wants_one_and_is_put_on_record(tmp_path: Path) -> None:
    asked: list[str] = []

    def judge(prompt: str) -> str:
        asked.append(prompt)
        return '{"score": 0.9, "reason": "it is"}'

    out = tmp_path / "out.json"
    polite = {"type": "judge", "value": "Is it polite?", "threshold": 0.5}
    file = case_file(tmp_path / "cases.yaml", case("pay?", polite))
    assert run(plan(file, json=out), bench(tmp_path / "home", judge=judge)).totals.passed == 1
    assert len(asked) == 1
    assert read(out)["run"]["judge"] == "openai:double"
    assert len(read(out)["run"]["prompts"]["judge"]) == 64
    other = case_file(tmp_path / "other.yaml", case("pay?"))
    run(plan(other, json=out), bench(tmp_path / "home", judge=judge))
    assert read(out)["run"]["judge"] is None
    assert len(asked) == 1


def test_files_of_a_folder_are_run_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    case_file(folder / "b.yaml", case("pay b", id="b"))
    case_file(folder / "a.yml", case("pay a", id="a"))
    (folder / ".hidden.yaml").write_text("nonsense: [")
    (folder / "readme.md").write_text("no cases")
    out = tmp_path / "out.json"
    run(plan(folder, folder / "b.yaml", json=out), bench(tmp_path / "home"))
    assert [found["id"] for found in read(out)["cases"]] == ["a", "b"]


def test_where_picks_cases_by_id_description_or_kind(tmp_path: Path) -> None:
    file = case_file(
        tmp_path / "cases.yaml",
        case("pay 1", id="one"),
        case("pay 2", description="The ONE thing"),
        case("pay 3", type="once"),
        case("pay 4"),
        metadata={"gates": {"correctness": 1.0}},
    )
    product = Product()
    outcome = run(plan(file, where="one|once"), bench(tmp_path / "home", product))
    assert [question for question, _, _ in product.asked] == ["pay 1", "pay 2", "pay 3"]
    # A gate is a bound for the whole file, so it says nothing of a part.
    assert outcome.gates == ()


def test_a_gate_is_about_its_own_file_and_missing_it_fails_the_run(tmp_path: Path) -> None:
    gates = {"gates": {"abstention_recall": 1.0}}
    silent = {"type": "abstains"}
    good = case_file(tmp_path / "good.yaml", case("holidays?", silent), metadata=gates)
    bad = case_file(
        tmp_path / "bad.yaml",
        case("pay?", silent, id="x", known_failure="it guesses"),
        case("sun?", silent),
        metadata=gates,
    )
    outcome = run(plan(good, bad), bench(tmp_path / "home"))
    assert [(gate.file, gate.value, gate.passed) for gate in outcome.gates] == [
        (str(good), 1.0, True),
        (str(bad), 0.5, False),
    ]
    assert outcome.totals.failed == 0
    assert not outcome.fine


def test_a_gate_on_what_no_case_defines_is_missed(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", case("pay?"), metadata={"gates": {"abstention_recall": 0.1}})
    gate = run(plan(file), bench(tmp_path / "home")).gates[0]
    assert (gate.value, gate.passed) == (None, False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tests:\n  - vars: {question: a}\n    assert: [{type: anwsers}]\n", "cases.yaml:3: "),
        ("tests: []\n", "no cases"),
        ("", "no cases"),
        ("tests: [", "cases.yaml:"),
        ("tests:\n  - vars: {question: a, roles: [acme-serch]}\n    assert: [{type: answers}]\n", "cases.yaml:2: "),
        (
            "tests:\n  - vars: {question: a}\n    assert: [{type: cites-role, value: nobody}]\n",
            "cases.yaml:3: no role 'nobody'",
        ),
        (
            "tests:\n  - vars: {question: a}\n    assert:\n      - {type: retrieves, threshold: 1, "
            "value: {k: 3, spans: [{role: acme-search, quote: not there}]}}\n",
            "cases.yaml:4: the gold quote 'not there'",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named_before_anything_is_asked(tmp_path: Path, text: str, says: str) -> None:
    good = case_file(tmp_path / "a.yaml", case("pay?"))
    bad = tmp_path / "cases.yaml"
    bad.write_text(text)
    product = Product()
    with pytest.raises(InvalidCases, match=says.replace("(", r"\(")):
        run(plan(good, bad), bench(tmp_path / "home", product))
    assert product.asked == []


def test_one_id_in_two_files_is_a_mistake_that_names_both(tmp_path: Path) -> None:
    one = case_file(tmp_path / "one.yaml", case("pay?", id="twin"))
    two = case_file(tmp_path / "two.yaml", case("pay more?", id="twin"))
    with pytest.raises(InvalidCases, match=r"two\.yaml:2: the id stands at .*one\.yaml:2 already"):
        run(plan(one, two), bench(tmp_path / "home"))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"where": "nothing like it"}, "matches 'nothing like it'"),
        ({"where": "("}, "no regular expression"),
        ({"runs": 0}, "--runs must be from 1"),
        ({"jobs": 1000}, "--jobs must be from 1 to 64"),
        ({"json": Path("no/such/folder/out.json")}, "there is no folder"),
        ({"html": Path(".")}, "is a folder"),
        ({"json": Path("same"), "html": Path("same")}, "two reports"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused_first(tmp_path: Path, more: dict[str, object], says: str) -> None:
    product = Product()
    with pytest.raises(UsageError, match=says):
        run(plan(case_file(tmp_path / "c.yaml", case("pay?")), **more), bench(tmp_path / "home", product))
    assert product.asked == []


def test_a_baseline_is_read_before_anything_is_asked(tmp_path: Path) -> None:
    product = Product()
    with pytest.raises(InvalidBaseline, match="cannot read"):
        run(
            plan(case_file(tmp_path / "c.yaml", case("pay?")), baseline=tmp_path / "gone.json"),
            bench(tmp_path / "home", product),
        )
    assert product.asked == []


def test_a_case_that_got_worse_than_in_the_baseline_fails_the_run_though_marked_as_known(tmp_path: Path) -> None:
    before, home = tmp_path / "before.json", tmp_path / "home"
    file = case_file(tmp_path / "cases.yaml", case("pay?", id="a"), case("holidays?", id="b", known_failure="later"))
    run(plan(file, json=before), bench(home))
    case_file(tmp_path / "cases.yaml", case("sun?", id="a", known_failure="hidden"), case("pay?", id="b"))
    outcome = run(plan(file, baseline=before), bench(home))
    assert outcome.comparison is not None
    assert (outcome.comparison.worse, outcome.comparison.better) == (("a",), ("b",))
    assert outcome.totals.failed == 0
    assert not outcome.fine


def test_a_folder_of_postings_has_a_library_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "postings").mkdir()
    own, other = Product(mark="own"), Product(mark="postings")
    provider = [{"id": "file://provider.py", "config": {"postings": "postings"}}]
    one = case_file(tmp_path / "one.yaml", case("pay 1"))
    two = case_file(tmp_path / "two.yaml", case("pay 2"), providers=provider)
    out = tmp_path / "out.json"
    run(plan(one, two, json=out), bench(tmp_path / "home", own, others={"postings": other}))
    assert [len(own.asked), len(other.asked)] == [1, 1]
    assert read(out)["run"]["index"] not in ("own", "postings")


def test_progress_counts_the_cases(tmp_path: Path) -> None:
    told: list[tuple[float, int, str]] = []
    run(
        plan(case_file(tmp_path / "c.yaml", *many(3))),
        bench(tmp_path / "home"),
        lambda done, total, name: told.append((done, total, name)),
    )
    assert told == [(0, 3, ""), (1, 3, "pay 0"), (2, 3, "pay 1"), (3, 3, "pay 2")]
