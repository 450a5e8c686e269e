"""A run's reports as files: JSON, JUnit, HTML and exports, written from the record a case at a time."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.evals.document import SCHEMA
from assistant.evals.export import export
from assistant.evals.junit import junit
from assistant.evals.outcome import Outcome
from assistant.evals.plan import Plan
from assistant.evals.record import Record, encoded

Json = dict[str, Any]


class Cases:
    """A record's results, to be gone through as often as wanted, one in memory at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def __iter__(self) -> Iterator[Json]:
        return self._record.cases()

    def __len__(self) -> int:
        return self._record.held


def check_outputs(plan: Plan) -> None:
    """Raises UsageError where a report could not be written: better before the run than after it."""
    for path in plan.outputs:
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file to write to")
        if not path.parent.is_dir():
            raise UsageError(f"cannot write {path}: there is no folder {path.parent}; make it first")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise UsageError(f"cannot write {path}: not allowed; name another file")
    doubled = {path for path in plan.outputs if plan.outputs.count(path) > 1}
    if doubled:
        raise UsageError(f"{doubled.pop()} is named for two reports; give each a file of its own")


def write_outputs(plan: Plan, outcome: Outcome, record: Record, files: dict[str, dict[str, int]]) -> tuple[str, ...]:
    """Writes the reports that the plan names, each whole or not at all; returns their names. `files` are how many cases
    of each status each case file has."""
    cases = Cases(record)
    if plan.json is not None:
        _write(plan.json, document(outcome, cases))
    if plan.junit is not None:
        _write(plan.junit, (piece.encode() for piece in junit(cases, files)))
    if plan.html is not None:
        from assistant.evals.report import render

        _write(plan.html, (piece.encode("utf-8", "replace") for piece in render(head(outcome), cases)))
    if plan.export is not None:
        _write(plan.export, (encoded(line) for line in export(cases, plan.export_format)))
    return tuple(str(path) for path in plan.outputs)


def head(outcome: Outcome) -> Json:
    """The JSON of a run without its cases."""
    return {
        "schema": SCHEMA,
        "run": outcome.header,
        "totals": asdict(outcome.totals),
        "gates": [asdict(gate) for gate in outcome.gates],
        "metrics": [asdict(row) for row in outcome.rows],
        "comparison": asdict(outcome.comparison) if outcome.comparison else None,
        "spread": asdict(outcome.spread) if outcome.spread else None,
    }


def document(outcome: Outcome, cases: Iterable[Json]) -> Iterator[bytes]:
    """The run's JSON in pieces: a case a line, so that two runs can be compared line by line."""
    for name, value in head(outcome).items():
        lead = "{" if name == "schema" else ""
        yield f"{lead}{json.dumps(name)}: ".encode() + encoded(value).rstrip(b"\n") + b",\n"
    yield b'"cases": ['
    for at, case in enumerate(cases):
        yield (b",\n" if at else b"\n") + encoded(case).rstrip(b"\n")
    yield b"\n]}\n"


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """A file from pieces. It takes the place of an older one only when it is whole."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
        # As any new file of the user's: mkstemp makes files for their owner only.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
