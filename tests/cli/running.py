"""`prep` as people and scripts run it: a process of its own, with a home folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def prep(
    home: Path, *arguments: str | Path, stdin: str | None = None, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command and waits for its end."""
    env = {**os.environ, "PREP_HOME": str(home), "COLUMNS": "200", "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "assistant", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd, input=stdin)


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line on stderr of a run that failed as it should."""
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr
    return done.stderr
