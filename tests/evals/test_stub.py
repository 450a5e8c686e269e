"""From an answer to a case: the file stays a case file, the case says what was wrong, and running it shows that."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from assistant.domain import Answer
from assistant.errors import InvalidCases
from assistant.evals import stub
from assistant.evals.cases import read_cases
from assistant.evals.model import Case
from assistant.evals.run import run
from tests.evals.product import Product, bench, plan
from tests.evals.small import ACME, TEXT, abstained, answered, cite

ANSWER = answered("It pays “$117,000 to\n$233,900”: a lot [1]", cite(ACME, "$117,000 to\n$233,900"))


def save(
    path: Path,
    answer: Answer = ANSWER,
    *,
    history: Sequence[str] = (),
    roles: Sequence[str] = (),
    right: bool = False,
) -> list[Case]:
    """The cases of the file after `answer` has been added."""
    return list(read_cases(stub.save(path, answer, history=history, roles=roles, right=right)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cases.yaml"


def test_a_wrong_answer_becomes_a_known_failure_that_is_not_to_be_given_again(path: Path) -> None:
    case = save(path, history=["Who is Acme?"], roles=[ACME])[0]
    assert case.turns[0].question == "How much?"
    assert (case.history, case.roles, case.kind) == (("Who is Acme?",), (ACME,), "saved")
    assert case.known_failure is not None
    assert "judged wrong on 20" in case.known_failure
    assert [(check.name, check.value) for check in case.turns[0].checks] == [("not-equals", ANSWER.text)]


def test_the_evidence_stands_there_as_asserts_to_be_taken_up(path: Path) -> None:
    save(path)
    taken_up = path.read_text().replace("# - {type: cites,", "- {type: cites,")
    path.write_text(taken_up)
    check = next(iter(read_cases(path))).turns[0].checks[1]
    assert (check.type, check.value) == ("cites", [r"\$117,000 to \$233,900"])


def test_a_right_answer_becomes_a_case_that_it_is_to_stay_so(path: Path) -> None:
    case = save(path, right=True)[0]
    assert case.known_failure is None
    assert [(check.name, check.value) for check in case.turns[0].checks] == [
        ("answers", None),
        ("cites", [r"\$117,000 to \$233,900"]),
        ("cites-role", [ACME]),
    ]
    silent = save(path, abstained(), right=True)[1]
    assert [check.name for check in silent.turns[0].checks] == ["abstains"]


class Says(Product):
    """Always gives the same answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._said = answer

    def answer(self, question: str) -> Answer:
        return self._said


def test_running_the_saved_cases_says_what_was_said_of_the_answers(path: Path) -> None:
    save(path, right=False)
    save(path, right=True)
    home = path.parent / "evals"
    before = run(plan(path), bench(home, Says(ANSWER))).totals
    assert (before.known, before.passed) == (1, 1)
    # Once another answer is given, the mark is reported as one that can go, and the right one as lost.
    after = run(plan(path), bench(home, Says(abstained("Nobody says.")))).totals
    assert (after.mended, after.failed) == (1, 1)


def test_cases_are_added_behind_those_that_are_there(path: Path) -> None:
    save(path)
    path.write_text(path.read_text() + "  # a note of mine\n")
    questions = [case.turns[0].question for case in save(path, answered("Other."), roles=[ACME])]
    assert questions == ["How much?", "How much?"]
    assert "# a note of mine" in path.read_text()


def test_the_same_answer_is_saved_once(path: Path) -> None:
    assert [len(save(path)), len(save(path)), len(save(path, right=True))] == [1, 1, 2]


def test_the_file_is_its_owners_alone_and_stays_what_its_owner_made_it(path: Path) -> None:
    save(path)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"
    path.chmod(0o640)
    save(path, right=True)
    assert oct(path.stat().st_mode & 0o777) == "0o640"


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c",
        "- 'quoted' \"twice\"",
        "{{question}} {% raw %}",
        "file:///etc/passwd",
        "line\n\n  indented\n\ttabbed \nend",
        "\x07\x1b[31m\u2028",
        "五年以上 😀",
        "---\ntests: []",
        "&anchor *alias !!python/object x",
        " ",
    ],
)
def test_any_text_may_stand_in_question_and_answer(path: Path, text: str) -> None:
    question = f"what is {text}" if not text.startswith("file") else text
    answer = answered(text, cite(ACME, "You know Rust", quote=text))
    for right in (False, True):
        for history in ((), (question,)):
            stub.save(
                path,
                Answer(question, "answered", answer.text, answer.citations),
                history=history,
                roles=(),
                right=right,
            )
    cases = list(read_cases(path))
    assert len(cases) == 4
    plain = [case.turns[0].question.strip().replace("{ {", "{{").replace("{ %", "{%") for case in cases]
    assert set(plain) == {question.strip()}


def test_an_answer_that_promptfoo_would_fill_in_is_told_by_its_status(path: Path) -> None:
    assert [check.name for check in save(path, answered("{{x}}"))[0].turns[0].checks] == ["abstains"]
    assert [check.name for check in save(path, abstained("{{x}}"))[1].turns[0].checks] == ["answers"]


def test_a_file_of_ones_own_is_added_to_in_its_own_layout(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("tests:\n- vars: {question: mine}\n  assert: [{type: answers}]")
    assert [case.turns[0].question for case in save(path)] == ["mine", "How much?"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tests: [{vars: {question: a}, assert: [{type: answers}]}]\n", "only where `tests` comes last"),
        ("tests:\n  - vars: {question: a}\n    assert: [{type: answers}]\ndescription: x\n", "only where `tests`"),
        ("tests:\n  - vars: {question: a}\n    assert: [{type: anwsers}]\n", "mend it first: .*mine.yaml:3"),
        ("hello\n", "mend it first"),
        ("tests: [", "mend it first"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_was(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(InvalidCases, match=says):
        save(path)
    assert path.read_text() == text
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".yaml"] == ["mine.yaml"]


def test_a_file_that_has_grown_beyond_reason_is_not_added_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path)
    monkeypatch.setattr(stub, "LARGEST", 100)
    with pytest.raises(InvalidCases, match="has grown to"):
        save(path, right=True)


def test_several_may_save_at_the_same_time(path: Path) -> None:
    def work(n: int) -> None:
        stub.save(path, answered(f"Answer {n}"), history=(), roles=(), right=False)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(read_cases(path))) == 8


def test_quotes_are_cut_to_what_is_enough_to_find_them(path: Path) -> None:
    case = save(path, answered("x", cite(ACME, TEXT[: TEXT.index("Globex")])), right=True)[0]
    pattern = str(case.turns[0].checks[1].value)
    assert len(pattern) < 120
    assert yaml.safe_load(path.read_text())["description"] == "Cases saved from answers"
