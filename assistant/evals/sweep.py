"""The same cases under every combination of some settings: which of them answers best?"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.asked import ENGINES
from assistant.errors import UsageError
from assistant.evals.bench import Bench
from assistant.evals.cases import read_suite
from assistant.evals.document import SCHEMA
from assistant.evals.intake import case_files
from assistant.evals.outcome import Outcome
from assistant.evals.plan import Plan, Progress

MOST_CELLS = 64


@dataclass(frozen=True, slots=True)
class Axis:
    """A setting that can be swept: its name in the file, the field of the settings, and what a value must be."""

    name: str
    setting: str
    takes: str
    valid: Callable[[object], bool]


def _between(low: float, high: float, *kinds: type) -> Callable[[object], bool]:
    """Whether a value is of one of these types (True is no number) and from `low` to `high`."""
    return lambda value: type(value) in kinds and low <= value <= high  # type: ignore[operator]


AXES = (
    Axis("engines", "engine", "extractive or llm", lambda value: value in ENGINES),
    Axis("chunk_size", "chunk_size", "a whole number from 100 to 4000", _between(100, 4000, int)),
    Axis("k", "evidence_k", "a whole number from 1 to 100", _between(1, 100, int)),
    Axis("dense_share", "dense_share", "a number from 0 to 1", _between(0, 1, int, float)),
)
# Gives what evals work with under changed settings.
Vary = Callable[..., AbstractContextManager[Bench]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of settings, by the names that the sweep file uses, and what its run came to."""

    settings: Mapping[str, object]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Swept:
    """A finished sweep: the names of the settings that vary, and the cells in the order of the file's values."""

    varied: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def finished(self) -> bool:
        """Whether every cell's run came to its end. (Which cases fail is what a sweep is to find out.)"""
        return not any(cell.outcome.stopped for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a sweep file asks for: values by the names of their axes, and case files."""

    values: Mapping[str, tuple[object, ...]]
    files: tuple[Path, ...]

    def cells(self) -> list[dict[str, object]]:
        """Every combination, the last axis varying fastest."""
        return [dict(zip(self.values, chosen, strict=True)) for chosen in itertools.product(*self.values.values())]


def sweep(path: Path, plan: Plan, vary: Vary, progress: Progress | None = None) -> Swept:
    """Runs the plan's cases (or those that the file names) in each cell of the matrix in the file at `path`.

    The plan's `json` gets every cell's totals and metrics; other reports are of single runs. Cells that are done are
    kept until all are: a sweep that was broken off goes on where it stopped. Raises UsageError for a file that is no
    matrix of up to 64 cells, and what `run` raises.
    """
    from assistant.evals.run import run

    matrix = read_matrix(path)
    _check(path, matrix, plan)
    inner = replace(plan, files=matrix.files or plan.files, json=None, keep=True)
    cells = []
    for settings in matrix.cells():
        changes = {axis.setting: settings[axis.name] for axis in AXES if axis.name in settings}
        with vary(progress, **changes) as bench:
            cells.append(Cell(settings, run(inner, bench, progress)))
    swept = Swept(tuple(matrix.values), tuple(cells))
    if plan.json is not None:
        plan.json.write_text(json.dumps(document(swept), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if swept.finished:
        for kept in {record for cell in cells for record in cell.outcome.kept}:
            kept.unlink(missing_ok=True)
    return swept


def read_matrix(path: Path) -> Matrix:
    """The matrix in a YAML file: lists of values by the names of `AXES`, and `files`, relative to it.

    Raises UsageError naming the key that is wrong and what it takes.
    """
    found = _loaded(path)
    known = [axis.name for axis in AXES]
    for key in found:
        if key not in (*known, "files"):
            raise UsageError(f"{path}: {key!r} cannot be swept; what can: {', '.join(known)}")
    values = {axis.name: _values(path, axis, found[axis.name]) for axis in AXES if axis.name in found}
    cells = math.prod(len(some) for some in values.values())
    if cells > MOST_CELLS:
        raise UsageError(
            f"{path}: {cells} combinations, the most is {MOST_CELLS}; take values out, or sweep one by one"
        )
    if not values:
        raise UsageError(f"{path}: there is nothing to sweep; give a list of values for one of {', '.join(known)}")
    return Matrix(values, tuple(path.parent / name for name in _names(path, found.get("files", []))))


def document(swept: Swept) -> dict[str, Any]:
    """The sweep as JSON: of each cell the settings, the totals, and the metrics over all cases."""
    return {
        "schema": SCHEMA,
        "varied": list(swept.varied),
        "cells": [
            {
                "settings": dict(cell.settings),
                "run": cell.outcome.header,
                "totals": asdict(cell.outcome.totals),
                "metrics": [asdict(row) for row in cell.outcome.rows if row.kind is None],
            }
            for cell in swept.cells
        ],
    }


def _loaded(path: Path) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read the sweep {path}: {error.strerror}; name a YAML file") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise UsageError(f"the sweep {path} is not YAML: {said}") from error
    if not isinstance(found, dict):
        raise UsageError(f"the sweep {path} must be a mapping such as `k: [8, 16]`, got {type(found).__name__}")
    return found


def _values(path: Path, axis: Axis, given: object) -> tuple[object, ...]:
    values = given if isinstance(given, list) else [given]
    wrong = [value for value in values if not axis.valid(value)]
    if wrong or not values:
        shown = wrong[0] if wrong else given
        raise UsageError(f"{path}: {axis.name} takes {axis.takes}, or a list of those, got {shown!r}")
    if len(set(values)) < len(values):
        raise UsageError(f"{path}: {axis.name} names a value twice: {values}")
    return tuple(values)


def _names(path: Path, given: object) -> list[str]:
    names = [name for name in (given if isinstance(given, list) else [given]) if isinstance(name, str)]
    if given != names and [given] != names:
        raise UsageError(f"{path}: files takes a list of case files, got {given!r}")
    return names


def _check(path: Path, matrix: Matrix, plan: Plan) -> None:
    files = case_files(matrix.files or plan.files)
    single = {"--junit": plan.junit, "--html": plan.html, "--export": plan.export, "--baseline": plan.baseline}
    given = [name for name, value in single.items() if value is not None]
    if given:
        raise UsageError(f"{given[0]} is about a single run, not about a sweep; use --json here")
    if "engines" in matrix.values and plan.engine is not None:
        raise UsageError(f"{path} sweeps engines; leave --engine out")
    for file in files if "chunk_size" in matrix.values else ():
        if read_suite(file).postings is None:
            raise UsageError(
                f"{path} sweeps chunk_size, but the cases of {file} ask your own library, which is cut already; "
                "name postings in its providers' config"
            )
