"""What two runners said of each turn of a case file, in one shape: `prep eval` here, promptfoo there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROMPTFOO = ROOT / ".bench/promptfoo/node_modules/.bin/promptfoo"
# Exit codes of a run that came to its end, with failures or without.
OURS_DONE, THEIRS_DONE = (0, 1), (0, 100)
_LONGEST_RUN = 1_800
_THEIR_SETTINGS = {
    "PROMPTFOO_DISABLE_TELEMETRY": "1",
    "PROMPTFOO_DISABLE_UPDATE": "1",
    "PROMPTFOO_DISABLE_REMOTE_GENERATION": "1",
    "PROMPTFOO_DISABLE_SHARING": "1",
    "PROMPTFOO_PYTHON": sys.executable,
}

Json = Mapping[str, Any]
# A case's place in its file, from 0, and a turn's in its case, from 1.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One turn as one runner saw it: the answer's text, and (type, passed) of each assert in their order; passed is
    None where there is no verdict. `error` is why there was no answer at all, else None."""

    question: str
    text: str
    checks: tuple[tuple[str, bool | None], ...] = ()
    error: str | None = None

    @property
    def status(self) -> str:
        """What the checks come to: a failure before a missing verdict before a pass."""
        verdicts = {passed for _, passed in self.checks}
        if self.error is not None:
            return "error"
        return "failed" if False in verdicts else "unscored" if None in verdicts else "passed"


def run_ours(file: Path, home: Path, *options: str) -> Json:
    """The JSON of `prep eval` over the case file. Raises RuntimeError where it did not come to its end."""
    out = home / f"ours-{file.stem}.json"
    command = [sys.executable, "-m", "assistant", "eval", str(file), "--fresh", "--json", str(out), *options]
    _run(command, {"PREP_HOME": str(home)}, file.parent, OURS_DONE)
    return _read(out)


def run_theirs(file: Path, home: Path) -> Json:
    """The JSON of promptfoo over the case file: as its user would run it, but for the network and its own history.
    Raises RuntimeError where it did not come to its end."""
    out = home / f"theirs-{file.stem}.json"
    options = ["--no-cache", "--no-table", "--no-progress-bar", "--no-share"]
    settings = {**_THEIR_SETTINGS, "PREP_HOME": str(home), "PROMPTFOO_CONFIG_DIR": str(home / "promptfoo")}
    command = [str(PROMPTFOO), "eval", "--config", file.name, *options, "--output", str(out)]
    _run(command, settings, file.parent, THEIRS_DONE)
    return _read(out)


def ours(run: Json) -> dict[Place, Outcome]:
    """The turns of a run of `prep eval`. Of a case that died, the turn at which it did is the last."""
    return {(at, turn): outcome for at, case in enumerate(run["cases"]) for turn, outcome in _turns(case)}


def theirs(run: Json) -> dict[Place, Outcome]:
    """The turns of a run of promptfoo, by the places that the provider's `hook` notes."""
    return {
        (place["case"], place["turn"]): _result(result)
        for result in run["results"]["results"]
        if (place := result["testCase"]["metadata"])
    }


def _turns(case: Json) -> Iterator[tuple[int, Outcome]]:
    for number, turn in enumerate(case["turns"], 1):
        checks = tuple((check["type"], check["passed"]) for check in turn["checks"])
        yield number, Outcome(turn["question"], turn["answer"]["text"], checks)
    if case["error"] is not None:
        yield len(case["turns"]) + 1, Outcome("", "", error=case["error"])


def _result(result: Json) -> Outcome:
    grading = result.get("gradingResult") or {}
    checks = tuple(_component(part) for part in grading.get("componentResults") or ())
    answer = (result.get("response") or {}).get("output") or ""
    # 2 is promptfoo's mark of an error, against 1 of a failed assert.
    error = str(result.get("error")) if result["failureReason"] == 2 else None
    return Outcome(result["vars"]["question"], answer, () if error else checks, error)


def _component(part: Json) -> tuple[str, bool | None]:
    """One assert's verdict. One of ours stands in a python assert, whose configuration holds what the file says."""
    check = (part["assertion"].get("config") or {}).get("check") or part["assertion"]
    unscored = not part["pass"] and part["reason"].startswith("unscored:")
    return check["type"], None if unscored else part["pass"]


def _run(command: list[str], settings: Mapping[str, str], folder: Path, done: tuple[int, ...]) -> None:
    try:
        ran = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LONGEST_RUN,
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{command[0]} did not end within {_LONGEST_RUN} s") from error
    if ran.returncode not in done:
        said = "\n".join((ran.stdout + ran.stderr).strip().splitlines()[-20:])
        raise RuntimeError(f"{' '.join(command)} ended with {ran.returncode}:\n{said}")


def _read(path: Path) -> Json:
    found: Json = json.loads(path.read_text("utf-8"))
    return found
