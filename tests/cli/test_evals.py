"""`prep eval` in the terminal: what it prints and writes, and what its exit codes say."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.running import complaint, prep
from tests.doubles.openai_server import OpenAIServer

POSTING = (
    "Acme\n\nTitle: Beekeeper\n\nRequirements\n- 3 years of work with bees\n\nSalary\n- $50,000 to $60,000 a year\n"
)
SOUND = """\
providers: [{id: 'file://provider.py', config: {postings: postings}}]
metadata: {gates: {correctness: 1.0}}
tests:
  - description: Pay is stated
    metadata: {id: pay, type: fact}
    vars: {question: 'What is the salary at Acme?'}
    assert: [{type: facts, value: [['50,000'], ['60,000']]}, {type: cites, value: ['50,000']}]
  - description: Leave is not
    metadata: {id: leave, type: silence}
    vars: {question: 'What parental leave does Acme offer?'}
    assert: [{type: abstains}]
"""
FAILING = (
    SOUND
    + """\
  - description: The moon is not made of honey
    metadata: {id: moon}
    vars: {question: 'What is the salary at Acme?'}
    assert: [{type: icontains, value: honey}]
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("evals")
    (made / "postings").mkdir()
    (made / "postings" / "bees.txt").write_text(POSTING)
    (made / "sound.yaml").write_text(SOUND)
    (made / "failing.yaml").write_text(FAILING)
    return made


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder in which no posting was ever ingested: case files bring their own."""
    return tmp_path_factory.mktemp("own-home")


def test_a_run_in_which_all_is_well_says_so_and_exits_0(own: Path, folder: Path) -> None:
    done = prep(own, "eval", "sound.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 cases, extractive engine" in done.stdout
    assert "2 passed, 0 failed." in done.stdout
    assert "gate passed: correctness of sound.yaml is 1.000, at least 1.000 wanted" in done.stdout
    assert "Answer correctness" in done.stdout


def test_a_case_that_fails_is_named_with_its_reason_and_the_exit_is_1(own: Path, folder: Path) -> None:
    done = prep(own, "eval", "failing.yaml", cwd=folder)
    assert done.returncode == 1
    assert "FAILED moon (failing.yaml:12): The moon is not made of honey" in done.stdout
    assert "“honey” does not stand in the answer" in done.stdout
    assert "GATE MISSED: correctness of failing.yaml is 0.500" in done.stdout


def test_every_report_is_written(own: Path, folder: Path, tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("run.json", "run.xml", "run.html", "run.jsonl")]
    options = ("--json", names[0], "--junit", names[1], "--html", names[2], "--export", names[3])
    done = prep(own, "eval", "failing.yaml", *options, "--export-format", "deepeval", cwd=folder)
    assert f"Written: {', '.join(map(str, names))}" in done.stdout
    assert json.loads(names[0].read_text())["totals"]["failed"] == 1
    assert ET.parse(names[1]).getroot().get("failures") == "1"
    assert "The moon is not made of honey" in names[2].read_text()
    assert len([json.loads(line)["expected_output"] for line in names[3].read_text().splitlines()]) == 3


def test_a_case_that_got_worse_is_named_and_the_exit_is_1(own: Path, folder: Path, tmp_path: Path) -> None:
    before, cases = tmp_path / "before.json", tmp_path / "cases.yaml"
    text = SOUND.replace("postings: postings", f"postings: {folder / 'postings'}")
    cases.write_text(text)
    assert prep(own, "eval", cases, "--json", before).returncode == 0
    assert prep(own, "eval", cases, "--baseline", before).returncode == 0
    worse = text.replace("id: pay,", "id: pay, known_failure: not mine,").replace("60,000'", "61,000'")
    cases.write_text(worse.replace("correctness: 1.0", "correctness: 0.5"))
    done = prep(own, "eval", cases, "--baseline", before)
    assert done.returncode == 1
    assert "0 better, 1 worse" in done.stdout
    assert "worse: pay" in done.stdout


def test_repeating_shows_that_nothing_differs(own: Path, folder: Path) -> None:
    done = prep(own, "eval", "sound.yaml", "--runs", "2", "--jobs", "2", cwd=folder)
    assert "2 runs, measured: no case and no metric differs between them" in done.stdout


def test_a_sweep_is_a_table_of_its_cells(own: Path, folder: Path, tmp_path: Path) -> None:
    matrix = folder / "sweep.yml"
    matrix.write_text("chunk_size: [200, 600]\ndense_share: [0, 0.5]\nfiles: [sound.yaml]\n")
    done = prep(own, "eval", "--sweep", matrix, "--json", tmp_path / "sweep.json", cwd=folder)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done
    assert lines[0].split()[:3] == ["chunk_size", "dense_share", "passed"]
    assert [line.split()[:3] for line in lines[1:]] == [
        ["200", "0", "2/2"],
        ["200", "0.5", "2/2"],
        ["600", "0", "2/2"],
        ["600", "0.5", "2/2"],
    ]
    cells = json.loads((tmp_path / "sweep.json").read_text())["cells"]
    # Another chunk size is another library; how its hits are ranked changes nothing in it.
    assert [cells[0]["run"]["index"] == cells[at]["run"]["index"] for at in (1, 2)] == [True, False]


def test_a_judge_is_asked_where_a_server_is_set_and_missed_where_none_is(own: Path, folder: Path) -> None:
    text = SOUND.replace("[{type: abstains}]", "[{type: judge, value: 'Is it kind?', threshold: 0.5}]")
    (folder / "judged.yaml").write_text(text)
    done = prep(own, "eval", "judged.yaml", cwd=folder)
    assert done.returncode == 0
    assert "1 without a verdict" in done.stdout
    assert "OPENAI_BASE_URL" in done.stdout
    with OpenAIServer(['{"score": 0.2, "reason": "it is curt"}']) as server:
        for _ in range(2):
            done = prep(own, "eval", "judged.yaml", cwd=folder, OPENAI_BASE_URL=server.url, PREP_MODEL="local")
            assert done.returncode == 1
            assert "the judge gives 0.2: it is curt" in done.stdout
        assert len(server.calls) == 1
    assert b"Is it kind" not in (own / "evals" / "replies.sqlite3").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "nothing to run"),
        (["missing.yaml"], "missing.yaml"),
        (["postings"], "holds no case file"),
        (["sound.yaml", "broken.yaml"], "broken.yaml:3"),
        (["sound.yaml", "--where", "nobody"], "'nobody'"),
        (["sound.yaml", "--engine", "oracle"], "oracle"),
        (["sound.yaml", "--baseline", "sound.yaml"], "is not JSON"),
        (["sound.yaml", "--runs", "0"], "--runs"),
        (["sound.yaml", "--runs", "many"], "valid integer"),
        (["sound.yaml", "--json", "no/such/out.json"], "no/such"),
        (["sound.yaml", "--export-format", "csv"], "ragas or deepeval"),
        (["--sweep", "sound.yaml"], "cannot be swept"),
    ],
)
def test_wrong_input_is_said_before_anything_runs_and_the_exit_is_2(
    own: Path, folder: Path, arguments: list[str], says: str
) -> None:
    (folder / "broken.yaml").write_text("tests:\n  - vars: {question: a}\n    asert: []\n")
    done = prep(own, "eval", *arguments, cwd=folder)
    assert says in complaint(done, 2)
    assert done.stdout == ""


def test_a_role_that_is_not_there_is_told_with_its_place_and_the_nearest(own: Path, folder: Path) -> None:
    (folder / "role.yaml").write_text(SOUND.replace("vars: {", "vars: {roles: [beekeper], "))
    said = complaint(prep(own, "eval", "role.yaml", cwd=folder), 2)
    assert "role.yaml:4: no role 'beekeper' in the library; did you mean " in said
    assert "beekeeper?" in said


def test_help_tells_what_the_exit_codes_mean(own: Path) -> None:
    said = prep(own, "eval", "--help").stdout
    assert "Exit 0" in said
    assert "--baseline" in said
