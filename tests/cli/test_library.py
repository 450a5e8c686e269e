"""The library in the terminal: read, list, show, remove, mend."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import complaint, prep
from tests.conftest import ROOT


def test_ingest_reports_in_json_and_finds_nothing_new_the_second_time(home: Path) -> None:
    report = json.loads(prep(home, "ingest", str(ROOT / "corpus"), "--json").stdout)
    assert set(report) == {"files", "roles", "chunks", "unchanged", "failed", "seconds"}
    assert report["files"] == 0
    assert report["unchanged"] >= 10
    assert report["failed"] == []


def test_show_text_is_what_citations_point_into(home: Path) -> None:
    answer = json.loads(prep(home, "ask", "What is the maximum salary for the Zoom role?", "--json").stdout)
    citation = answer["citations"][0]
    text = prep(home, "show", citation["role"], "--text").stdout
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_roles_and_show_print_json(home: Path) -> None:
    roles = json.loads(prep(home, "roles", "--json").stdout)
    assert len(roles) >= 24
    keys = {"id", "company", "title", "source", "start", "end", "duplicates", "facts", "requirements", "process"}
    assert all(keys <= set(role) for role in roles)
    one = json.loads(prep(home, "show", roles[0]["id"], "--json").stdout)
    assert one == roles[0]
    assert {f["stated"] for f in one["facts"].values()} <= {True, False}
    assert roles[0]["title"] in prep(home, "show", roles[0]["id"]).stdout


def test_remove_takes_a_file_out_with_all_that_was_read_from_it(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "gone.txt"
    file.write_text("Acme\n\nTitle: Beekeeper\n\nRequirements\n- Patience with bees, every day of the year\n")
    assert prep(home, "ingest", str(file)).returncode == 0
    assert "Beekeeper" in prep(home, "roles").stdout
    assert prep(home, "remove", "gone.txt").returncode == 0
    assert "Beekeeper" not in prep(home, "roles").stdout
    assert json.loads(prep(home, "ask", "Which roles mention bees?", "--json").stdout)["status"] == "abstained"


def test_the_doctor_finds_a_sound_library_sound(home: Path) -> None:
    done = prep(home, "doctor", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["problems"] == []
    assert prep(home, "doctor", "--repair").returncode == 0


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(home: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Title: Lighthouse Keeper\n\nRequirements\n- No fear of heights or of storms\n")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (tmp_path / "empty.md").write_text("")
    done = prep(home, "ingest", str(tmp_path), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["files"] == 1
    assert [Path(f["source"]).name for f in report["failed"]] == ["bad.pdf", "empty.md"]
    assert all(f["error"] for f in report["failed"])


def test_a_path_that_is_not_there_is_a_failure_by_name(home: Path) -> None:
    done = prep(home, "ingest", "no/such/folder")
    assert done.returncode != 0
    assert "no/such/folder" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_early_is_no_error_message(home: Path) -> None:
    env = {**os.environ, "PREP_HOME": str(home)}
    command = f"{sys.executable} -m assistant roles --json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=env, cwd=ROOT)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["show", "nobody"], 2, "nobody"),
        (["remove", "nobody"], 2, "nobody"),
        (["dance"], 2, "dance"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(home: Path, arguments: list[str], code: int, says: str) -> None:
    assert says in complaint(prep(home, *arguments), code)


def test_without_a_command_it_says_which_there_are(tmp_path: Path) -> None:
    done = prep(tmp_path)
    assert "Traceback" not in done.stderr
    assert "ingest" in done.stdout + done.stderr
