"""`python -m benchmarks [NAME…] [--write]`: runs benchmarks, prints their tables; --write puts them into the docs."""

from __future__ import annotations

import datetime
import os
import platform
import re
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    answers,
    ask,
    grounding,
    ingest,
    layouts,
    plan,
    practice,
    reading,
    retrieval,
    review,
    skillspan,
    start,
    web,
)
from benchmarks.table import Table

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "benchmarks.md"
BENCHMARKS: dict[str, Callable[[Path], Table]] = {
    "cranfield": retrieval.cranfield,
    "chunking": retrieval.chunking,
    "questions": retrieval.gold_questions,
    "roles": reading.roles,
    "fields": reading.fields,
    "rounds": reading.rounds,
    "skillspan": skillspan.skillspan,
    "labels": reading.labels,
    "layouts": layouts.layouts,
    "unseen": layouts.unseen,
    "fresh": layouts.fresh,
    "sealed": layouts.sealed,
    "reading-speed": reading.speed,
    "ingest": ingest.ingest,
    "ask": ask.ask,
    "first-words": ask.first_words,
    "grounding": grounding.grounding,
    "start": start.start,
    "answers": answers.answers,
    "plans": plan.plans,
    "gaps": plan.gaps,
    "practice": practice.times,
    "feedback": practice.graded_answers,
    "feedback-model": practice.judged_by_model,
    "review": review.review,
    "web": web.web,
}
_HEAD = """# Benchmarks

Every number here is printed by `make bench`; one part alone by `python -m benchmarks NAME`. The data sets are real
postings and public retrieval collections that are not part of this repository.
"""


def main() -> None:
    """Runs the named benchmarks, or all."""
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or list(BENCHMARKS)
    unknown = [n for n in names if n not in BENCHMARKS]
    if unknown:
        raise SystemExit(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if not (SHARED / "data").is_dir():
        raise SystemExit("the benchmarks need the data sets in ../shared/data beside this checkout")
    for name in names:
        table = BENCHMARKS[name](SHARED / "data").markdown()
        print(f"{table}\n", flush=True)
        if "--write" in sys.argv:
            _write(name, table)


def _write(name: str, table: str) -> None:
    """Puts a table into the page, in place of its last one."""
    page = PAGE.read_text("utf-8") if PAGE.exists() else _HEAD
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    when = f"`python -m benchmarks {name}`, {datetime.date.today().isoformat()}, {machine}"
    block = f"<!-- {name} -->\n{table}\n{when}\n<!-- end {name} -->\n"
    pattern = re.compile(rf"<!-- {name} -->\n.*?<!-- end {name} -->\n", re.DOTALL)
    page = pattern.sub(lambda _: block, page) if pattern.search(page) else f"{page}\n{block}"
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
