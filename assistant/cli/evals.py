"""`prep eval`: scripted cases, run, compared and reported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional, cast

import typer

from assistant.cli.common import Home, app, assistant_at
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.app import ExportFormat, Plan


@app.command(name="eval")
def evaluate(
    files: Annotated[
        Optional[list[Path]], typer.Argument(metavar="FILE...", help="Case files, or folders of them.")
    ] = None,
    engine: Annotated[Optional[str], typer.Option(help="extractive or llm.")] = None,
    json: Annotated[Optional[Path], typer.Option(help="Write the whole run as JSON.")] = None,
    junit: Annotated[Optional[Path], typer.Option(help="Write JUnit XML, for CI.")] = None,
    html: Annotated[Optional[Path], typer.Option(help="Write a report to read.")] = None,
    baseline: Annotated[Optional[Path], typer.Option(help="An earlier --json to compare with.")] = None,
    where: Annotated[
        Optional[str], typer.Option(help="Only cases whose id, description or kind matches this regex.")
    ] = None,
    runs: Annotated[int, typer.Option(help="Run all cases so often, and show how the runs differ.")] = 1,
    jobs: Annotated[Optional[int], typer.Option(help="Cases at a time (default: 1, or 4 with a chat model).")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew, even where a run was interrupted.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the run's record when it is done.")] = False,
    export: Annotated[Optional[Path], typer.Option(help="Write answers as JSONL for other tools.")] = None,
    export_format: Annotated[str, typer.Option(help="ragas or deepeval.")] = "ragas",
    sweep: Annotated[
        Optional[Path], typer.Option(help="A YAML file of settings: run the cases under each combination.")
    ] = None,
    home: Home = None,
) -> None:
    """Run scripted questions and judge the answers. Exit 0: all is well; 1: a case failed, a gate was missed, or a case
    got worse than in the baseline; 2: the input is wrong."""
    from assistant.app import Plan

    if export_format not in ("ragas", "deepeval"):
        raise UsageError(f"--export-format must be ragas or deepeval, got {export_format!r}")
    if not files and sweep is None:
        raise UsageError("there is nothing to run; try: prep eval evals/")
    plan = Plan(
        files=tuple(files or ()),
        engine=engine,
        runs=runs,
        jobs=jobs,
        fresh=fresh,
        keep=keep,
        where=where,
        baseline=baseline,
        json=json,
        junit=junit,
        html=html,
        export=export,
        export_format=cast("ExportFormat", export_format),
    )
    if not (_run(plan, home) if sweep is None else _sweep(sweep, plan, home)):
        raise typer.Exit(1)


def _run(plan: Plan, home: Path | None) -> bool:
    from assistant.cli.show import outcome_lines
    from assistant.terminal import printable, progress_bar

    assistant = assistant_at(home, engine=plan.engine)
    with progress_bar(sys.stderr) as advance:
        outcome = assistant.evaluate(plan, progress=advance)
    typer.echo(printable("\n".join(outcome_lines(outcome))))
    return outcome.fine


def _sweep(path: Path, plan: Plan, home: Path | None) -> bool:
    from assistant.cli.show import sweep_lines
    from assistant.terminal import printable, progress_bar

    assistant = assistant_at(home, engine=plan.engine)
    with progress_bar(sys.stderr) as advance:
        swept = assistant.sweep(path, plan, progress=advance)
    typer.echo(printable("\n".join(sweep_lines(swept))))
    return swept.finished
