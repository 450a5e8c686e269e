"""A run: case files in, results on disk, summed up, compared and reported."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

from assistant.errors import UsageError
from assistant.evals import fingerprint
from assistant.evals.baseline import Baseline, compared, read_baseline
from assistant.evals.bench import Bench
from assistant.evals.fill import Filling
from assistant.evals.intake import Intake, intake
from assistant.evals.outcome import Outcome
from assistant.evals.outputs import Cases, check_outputs, write_outputs
from assistant.evals.plan import Plan, Progress
from assistant.evals.record import Record
from assistant.evals.spread import spread, worst
from assistant.evals.summary import summed

MOST_RUNS = 100
MOST_JOBS = 64
_JOBS_OF_A_MODEL = 4


def run(plan: Plan, bench: Bench, progress: Progress | None = None) -> Outcome:
    """Runs the cases and writes the reports that the plan names.

    Raises UsageError (InvalidCases, InvalidBaseline, …) for wrong input, before anything runs; RunStopped where the
    user breaks it off, and RunBusy where another process is at the same cases. What a run has done is kept in a record
    under `bench.home` until it is finished, and the same plan on the same input goes on from there.
    """
    began, started = time.perf_counter(), datetime.now(UTC)
    _check(plan)
    baseline = read_baseline(plan.baseline) if plan.baseline is not None else None
    taken = intake(plan.files, bench.open, plan.where)
    same = _same(plan, bench, taken)
    with ExitStack() as stack:
        records = _records(stack, plan, bench, taken, same)
        resumed = sum(record.found for record in records)
        stopped = _fill(plan, bench, taken, records, progress)
        times = {"started": _stamp(started), "seconds": round(time.perf_counter() - began, 3)}
        header = {**same, **_surroundings(plan), **times, "finished": stopped is None}
        outcome, files = _outcome(taken, records, header, baseline, stopped)
        written = write_outputs(plan, outcome, records[0], files)
        if stopped is None and not plan.keep:
            for record in records:
                record.remove()
        kept = tuple(record.path for record in records if record.path.exists())
    return replace(outcome, resumed=resumed, written=written, kept=kept)


def _check(plan: Plan) -> None:
    for name, value, most in (("--runs", plan.runs, MOST_RUNS), ("--jobs", plan.jobs or 1, MOST_JOBS)):
        if not 1 <= value <= most:
            raise UsageError(f"{name} must be from 1 to {most}, got {value}")
    check_outputs(plan)


def _same(plan: Plan, bench: Bench, taken: Intake) -> dict[str, object]:
    """What a run's answers depend on. Two runs of the same are one run, of which the second goes on with the first."""
    engine = plan.engine or bench.engine
    indexes = sorted({source.product.fingerprint() for source in taken.sources})
    judged = taken.judged and bench.judge_model is not None
    return {
        "files": [str(source.path) for source in taken.sources],
        "where": plan.where,
        "engine": engine,
        "model": bench.model if engine == "llm" else None,
        "judge": bench.judge_model if judged else None,
        "prompts": _prompts() if judged else {},
        "index": indexes[0] if len(indexes) == 1 else fingerprint.of_texts(indexes),
        "settings": dict(bench.settings),
        "runs": plan.runs,
    }


def _prompts() -> dict[str, str]:
    from assistant.evals.judge import PROMPT
    from assistant.prompts import load_prompt

    return {PROMPT: load_prompt(PROMPT).sha256}


def _surroundings(plan: Plan) -> dict[str, object]:
    """What a run notes of where it took place."""
    first = plan.files[0]
    commit = fingerprint.commit_of(first if first.is_dir() else first.parent)
    program = {"python": platform.python_version(), "version": version("interview-prep-assistant")}
    return {"git_commit": commit.id, "dirty": commit.dirty, **program}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _records(stack: ExitStack, plan: Plan, bench: Bench, taken: Intake, same: dict[str, object]) -> list[Record]:
    """A record for each repetition, by what its results depend on: the program's own code among it."""
    contents = [fingerprint.of_file(source.path) for source in taken.sources]
    key = fingerprint.of_value([{**same, "runs": None}, contents, fingerprint.of_code()])
    names = [f"{key}.jsonl", *(f"{key}-{repeat}.jsonl" for repeat in range(2, plan.runs + 1))]
    return [stack.enter_context(Record(bench.home / "runs" / name, fresh=plan.fresh)) for name in names]


def _fill(plan: Plan, bench: Bench, taken: Intake, records: Sequence[Record], progress: Progress | None) -> str | None:
    engine = plan.engine or bench.engine
    jobs = plan.jobs or (1 if engine == "extractive" else _JOBS_OF_A_MODEL)
    for repeat, record in enumerate(records, 1):
        judge = bench.judge(repeat) if taken.judged else None
        stopped = Filling(record, taken, jobs=jobs, engine=engine, judge=judge).run(progress)
        if stopped is not None:
            return stopped
    return None


def _outcome(
    taken: Intake,
    records: Sequence[Record],
    header: dict[str, object],
    baseline: Baseline | None,
    stopped: str | None,
) -> tuple[Outcome, dict[str, dict[str, int]]]:
    """What the first run came to, the others as its spread; and the first run's counts by file."""
    whole = taken.where is None and stopped is None
    # Gates are bounds for a file as a whole.
    wanted = {str(source.path): source.suite.gates for source in taken.sources} if whole else {}
    summaries = [summed(record.cases()) for record in records if record.held]
    gates = [summary.gates(wanted) for summary in summaries]
    first = summaries[0]
    rows = first.rows()
    repeated = len(records) > 1 and stopped is None
    outcome = Outcome(
        header=header,
        totals=first.counts(),
        rows=rows,
        gates=worst(gates),
        named=tuple(first.named),
        mended=tuple(first.mended),
        comparison=compared(baseline, records[0].cases(), rows, whole=whole) if baseline else None,
        spread=spread(summaries, [Cases(record) for record in records], gates) if repeated else None,
        stopped=stopped,
    )
    return outcome, {name: dict(counts) for name, counts in first.files.items()}
