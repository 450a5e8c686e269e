"""Shows that other tools agree with `prep eval`: promptfoo assert by assert, ragas to the ninth decimal.

    make interop                                    installs the other tools, then runs this over all case files
    .venv/bin/python tools/interop.py [FILE...]     runs it again, or over other case files

Runs each case file under `prep eval` and under promptfoo and compares every assert of every turn; then has ragas score,
and deepeval read, what `prep eval` exports. Exit 1 where anything differs, each difference in a line.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interop_exports import compared_with_ragas, read_by_deepeval
from interop_runs import ROOT, Outcome, Place, ours, run_ours, run_theirs, theirs

FAILING = ROOT / "tests/evals/cases/interop.yaml"
_HEADINGS = ("case file", "passed", "failed", "open", "asserts", "ragas", "differ", "prep eval", "promptfoo")
_TABLE = "{:20} {:>7} {:>7} {:>5} {:>8} {:>6} {:>7} {:>10} {:>10}"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a case file: its turns by status, how many asserts were compared, a line for each difference, and
    the seconds that each runner took."""

    file: str
    statuses: Counter[str]
    asserts: int
    retrievals: int
    differences: tuple[str, ...]
    seconds: tuple[float, float]


def main() -> int:
    """Compares, prints a table, and returns the exit code."""
    parser = argparse.ArgumentParser(description="Shows that promptfoo, ragas and deepeval agree with prep eval.")
    parser.add_argument(
        "files", nargs="*", type=Path, help="case files (default: evals/ and one that fails on purpose)"
    )
    files = parser.parse_args().files or [*sorted((ROOT / "evals").glob("*.yaml")), FAILING]
    print(_TABLE.format(*_HEADINGS))
    with tempfile.TemporaryDirectory(prefix="interop-") as folder:
        rows = [_told(_row(file.resolve(), Path(folder))) for file in files]
    different = sum(len(row.differences) for row in rows)
    print(f"{different} differences" if different else "no differences")
    return int(different > 0)


def _told(row: Row) -> Row:
    counts = [row.statuses["passed"], row.statuses["failed"], row.statuses["unscored"] + row.statuses["error"]]
    seconds = [f"{taken:.0f} s" for taken in row.seconds]
    print(_TABLE.format(row.file, *counts, row.asserts, row.retrievals, len(row.differences), *seconds), flush=True)
    for line in row.differences:
        print(f"    {line}")
    return row


def _row(file: Path, home: Path) -> Row:
    ragas, deepeval = home / f"{file.stem}.ragas.jsonl", home / f"{file.stem}.deepeval.jsonl"
    start = time.perf_counter()
    run = run_ours(file, home, "--export", str(ragas))
    between = time.perf_counter()
    mine, other = ours(run), theirs(run_theirs(file, home))
    seconds = (between - start, time.perf_counter() - between)
    retrievals, wrong = compared_with_ragas(run, ragas)
    run_ours(file, home, "--export", str(deepeval), "--export-format", "deepeval")
    return Row(
        file=file.name,
        statuses=Counter(outcome.status for outcome in mine.values()),
        asserts=sum(len(outcome.checks) for outcome in mine.values()),
        retrievals=retrievals,
        differences=(*differences(mine, other), *wrong, *read_by_deepeval(run, deepeval)),
        seconds=seconds,
    )


def differences(mine: Mapping[Place, Outcome], other: Mapping[Place, Outcome]) -> Iterator[str]:
    """A line for each turn that only one side has, that was answered differently, or of which an assert differs."""
    for place in sorted(mine.keys() | other.keys()):
        case, turn = place
        where = f"case {case + 1}, turn {turn}"
        if place not in mine or place not in other:
            yield f"{where}: only {'prep eval' if place in mine else 'promptfoo'} has it"
            continue
        here, there = mine[place], other[place]
        if here.text != there.text:
            yield f"{where} ({here.question!r}): the answers differ: {here.text[:80]!r}, {there.text[:80]!r}"
        if here.status != there.status or here.checks != there.checks:
            yield f"{where} ({here.question!r}): {here.status} / {there.status}: {_odd(here, there)}"


def _odd(here: Outcome, there: Outcome) -> str:
    """The asserts that differ, each side's verdict (None: there is none) before and after a slash."""
    if [name for name, _ in here.checks] != [name for name, _ in there.checks]:
        return f"{len(here.checks)} / {len(there.checks)} asserts {here.error or there.error or 'of other types'}"
    pairs = zip(here.checks, there.checks, strict=True)
    return "; ".join(f"{name} {mine} / {other}" for (name, mine), (_, other) in pairs if mine != other)


if __name__ == "__main__":
    raise SystemExit(main())
