"""What a run works with, as the composition root puts it together: products to ask, a judge, settings to write down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.evals.intake import Open
from assistant.evals.judge import Judge


@dataclass(frozen=True, slots=True)
class Bench:
    """`home` is the folder for records and caches. `open` gives the product over given postings. `judge` makes the
    judge for the run of that number (from 1), None where no chat model is set up; `judge_model` is its name. `settings`
    are those that answers depend on; `engine` and `model` what answers unless a plan says otherwise."""

    home: Path
    open: Open
    settings: Mapping[str, object]
    engine: str = "extractive"
    model: str | None = None
    judge: Callable[[int], Judge | None] = lambda run: None
    judge_model: str | None = None
