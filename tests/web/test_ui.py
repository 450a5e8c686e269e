"""`python ui.py` as a command: usage errors, failures, and what it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.web import launch
from assistant.web.server import listen
from tests.web.fake import FakeAssistant
from tests.web.serving import free_port

UI = Path(__file__).resolve().parents[2] / "ui.py"


def ui(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(UI), *arguments], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--auth", "secret"], "USER:PASSWORD"),
        (["--auth", ""], "USER:PASSWORD"),
        (["--port", "abc"], "'abc' is not a port"),
        (["--port", "0"], "'0' is not a port"),
        (["--port", "70000"], "'70000' is not a port"),
        (["--engine", "magic"], "invalid choice: 'magic'"),
        (["--host", "no.such.name.invalid"], "no.such.name.invalid"),
        (["--wrong"], "--wrong"),
        (["extra"], "extra"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(arguments: list[str], said: str) -> None:
    done = ui(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


def test_a_taken_port_is_one_line_and_exit_1() -> None:
    port = free_port()
    with listen("127.0.0.1", port):
        done = ui("--port", str(port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"port {port} on 127.0.0.1 is taken" in done.stderr


def test_help_names_every_option() -> None:
    done = ui("--help")
    assert done.returncode == 0
    assert all(option in done.stdout for option in ("--share", "--host", "--port", "--engine", "--auth"))


def test_an_empty_library_reads_the_samples_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = FakeAssistant([])
    launch.fill_if_empty(empty, tmp_path)  # type: ignore[arg-type]
    said = capsys.readouterr().out
    assert "The library is empty" in said
    assert tmp_path.name in said
    assert "4 roles" in said


def test_a_library_with_roles_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    launch.fill_if_empty(FakeAssistant(), tmp_path)  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""


def test_neither_the_package_nor_its_start_loads_gradio_early() -> None:
    code = "import sys, assistant, ui, assistant.web.launch, assistant.web.server; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=UI.parent, timeout=60).returncode == 0
