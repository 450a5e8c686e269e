"""How cases are to be run, as asked for on a command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# Called with the cases done, the cases to do, and the name of the one at hand.
Progress = Callable[[float, int, str], None]
ExportFormat = Literal["ragas", "deepeval"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run, and what to write of it.

    `files` are case files, or folders of them. `engine` None is the settings' own. `runs` is how often all cases are
    run, `jobs` how many at a time (None: one for the engine that needs no model, whose latencies others would stretch;
    four for a chat model). `fresh` forgets what an interrupted run left, `keep` leaves the record of a finished one.
    `where` (a regex, in any case of letters) picks cases by id, description or kind. The paths say where to write which
    report.
    """

    files: tuple[Path, ...]
    engine: str | None = None
    runs: int = 1
    jobs: int | None = None
    fresh: bool = False
    keep: bool = False
    where: str | None = None
    baseline: Path | None = None
    json: Path | None = None
    junit: Path | None = None
    html: Path | None = None
    export: Path | None = None
    export_format: ExportFormat = "ragas"

    @property
    def outputs(self) -> tuple[Path, ...]:
        """The files that are to be written."""
        return tuple(path for path in (self.json, self.junit, self.html, self.export) if path is not None)
