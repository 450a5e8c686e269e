"""Questions in the terminal: one, a file of them, two roles side by side; and an answer that becomes a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import complaint, prep

PAY = "What is the maximum salary for the Zoom role?"


def test_ask_prints_answer_and_sources(home: Path) -> None:
    done = prep(home, "ask", "What is the maximum salary for the Zoom role?")
    assert done.returncode == 0
    assert "233,900" in done.stdout
    assert "zoom-nlp.pdf" in done.stdout


def test_a_batch_answers_in_order_and_goes_on_after_a_bad_line(home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "7", "question": "Which roles want CUDA?"}\nnot json\n'
        '{"id": "8", "question": "and the pay?", "history": ["What degree does the Zoom role need?"], "roles": []}\n'
    )
    done = prep(home, "ask", "--batch", str(batch))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["7", None, "8"]
    assert "line 2" in lines[1]["error"]
    assert lines[2]["citations"][0]["company"] == "Zoom"
    assert done.returncode == 1


def test_a_batch_can_come_from_standard_input(home: Path) -> None:
    done = prep(home, "ask", "--batch", "-", stdin='{"id": "1", "question": "Which roles want CUDA?"}\n')
    assert json.loads(done.stdout)["status"] == "answered"


def test_compare_needs_two_roles(home: Path) -> None:
    roles = [r["id"] for r in json.loads(prep(home, "roles", "--json").stdout)]
    assert json.loads(prep(home, "compare", roles[0], roles[1], "--json").stdout)["status"] == "answered"
    assert "two" in complaint(prep(home, "compare", roles[0]), 2)


def test_an_answer_is_saved_as_a_case_that_eval_runs(home: Path, tmp_path: Path) -> None:
    done = prep(home, "ask", PAY, "--save-case", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "answered"
    assert f"Saved as a case in {home / 'cases.yaml'}" in done.stderr
    assert oct((home / "cases.yaml").stat().st_mode & 0o777) == "0o600"
    assert "1 known failures" in prep(home, "eval", home / "cases.yaml").stdout
    own = tmp_path / "own.yaml"
    assert prep(home, "ask", PAY, "--history", "Tell me of Zoom", "--right", "--save-case", own).returncode == 0
    assert "1 passed" in prep(home, "eval", own).stdout
    assert "Tell me of Zoom" in own.read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["ask", ""], 2, "empty"),
        (["ask"], 2, "no question"),
        (["ask", "x" * 5000], 2, "5,000"),
        (["ask", "salary?", "--role", "nobody"], 2, "nobody"),
        (["ask", "salary?", "--engine", "oracle"], 2, "oracle"),
        (["ask", "--batch", "missing.jsonl"], 2, "missing.jsonl"),
        (["ask", "--save-case", "What is paid?"], 2, "put the question before --save-case"),
        (["ask", "What is paid?", "--right"], 2, "add --save-case"),
        (["ask", "--batch", "missing.jsonl", "--save-case"], 2, "leave --batch out"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(home: Path, arguments: list[str], code: int, says: str) -> None:
    assert says in complaint(prep(home, *arguments), code)
