"""What `prep eval` exports, given to the tools that it is made for: each runs in its own environment and reads the file
by its own loader."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interop_runs import ROOT, Json

RAGAS = ROOT / ".bench/ragas/bin/python"
DEEPEVAL = ROOT / ".bench/deepeval/bin/python"
TOLERANCE = 1e-9
_QUIET = {"RAGAS_DO_NOT_TRACK": "true", "DEEPEVAL_TELEMETRY_OPT_OUT": "YES"}


def compared_with_ragas(run: Json, export: Path) -> tuple[int, list[str]]:
    """How many turns have gold chunks, and a line for each whose figures by ragas differ from the run's: the recall of
    its first `retrieves`, and the share of the retrieved chunks that are gold."""
    scores = _lines(RAGAS, "interop_ragas.py", export)
    turns = list(_turns(run))
    if len(scores) != len(turns):
        return 0, [f"ragas read {len(scores)} lines of {len(turns)} turns"]
    compared = [(turn, score) for turn, score in zip(turns, scores, strict=True) if _retrieves(turn)]
    return len(compared), [line for turn, score in compared for line in different(turn, score)]


def read_by_deepeval(run: Json, export: Path) -> Iterator[str]:
    """A line for each turn that deepeval's loader does not give back as the run has it."""
    read = _lines(DEEPEVAL, "interop_deepeval.py", export)
    turns = list(_turns(run))
    if len(read) != len(turns):
        yield f"deepeval read {len(read)} lines of {len(turns)} turns"
    for turn, golden in zip(turns, read, strict=False):
        if (golden["input"], golden["actual_output"]) != (turn["question"], turn["answer"]["text"]):
            yield f"deepeval reads {golden['input']!r} where the run asks {turn['question']!r}"
        if len(golden["retrieval_context"]) == 0:
            yield f"deepeval reads no retrieval context for {turn['question']!r}"


def different(turn: Json, score: Json | None) -> Iterator[str]:
    """Where a turn's figures differ from ragas': both are shares of sets of ids."""
    wanted, found = _retrieves(turn), _found(turn)
    if score is None:
        yield from [f"ragas has no score for {turn['question']!r}"] if found else []
        return
    figures = [("recall", wanted["score"]), ("precision", len(set(found) & set(turn["gold"])) / len(found))]
    if sum(check["type"].endswith("retrieves") for check in turn["checks"]) == 1:
        figures.append(("recall", turn["measures"]["recall_at_k"]["value"]))
    for name, mine in figures:
        if mine is None or abs(mine - score[name]) > TOLERANCE:
            yield f"{turn['question']!r}: {name} is {mine} here and {score[name]} by ragas"


def _found(turn: Json) -> list[str]:
    """The ids of the hits that the turn's first `retrieves` looks at."""
    k = _retrieves(turn)["value"].get("k", 8)
    return [hit["id"] for hit in turn["evidence"] if hit["rank"] <= k]


def _retrieves(turn: Json) -> Json:
    """The turn's first `retrieves`, which is the one that is exported; empty where it has none."""
    return next((check for check in turn["checks"] if check["type"] == "retrieves"), {})


def _turns(run: Json) -> Iterator[Json]:
    return (turn for case in run["cases"] for turn in case["turns"])


def _lines(python: Path, script: str, export: Path) -> list[Any]:
    """What the script prints of the exported file, a JSON value a line. Raises RuntimeError where it fails."""
    command = [str(python), "-W", "ignore", str(ROOT / "tools" / script), str(export)]
    ran = subprocess.run(command, env={**os.environ, **_QUIET}, capture_output=True, text=True, timeout=600)
    if ran.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
    return [json.loads(line) for line in ran.stdout.splitlines()]
