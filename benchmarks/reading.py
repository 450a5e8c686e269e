"""What reading finds, against hand-made labels: roles, facts, titles and dates, rounds; and how fast it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import yaml

from assistant.domain import Document, Posting, Role
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from assistant.reading.steps import format_of, steps
from benchmarks.table import Table, median

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
# The slots that the labels of the real roles speak of; a slot that is null there must not be stated.
_SLOTS = ("salary", "location", "work_mode", "years", "degree", "visa", "interview_process", "tech_stack")


def postings(path: Path) -> list[Posting]:
    """The postings of one file."""
    return [normalize(d) for d in load(path, path.name) if isinstance(d, Document)]


def roles(shared: Path) -> Table:
    """Role starts in the notes file (a line of slack), repeats folded, and the facts of all five files' roles."""
    gold = yaml.safe_load((shared.parent / "gold" / "roles.yaml").read_text("utf-8"))["postings"]
    found, wanted, hits, folded = 0, 0, 0, 0
    facts: Counter[str] = Counter()
    for name, entry in gold.items():
        posting = postings(shared.parent / "postings" / name)[0]
        read = read_roles(posting)
        if len(entry["roles"]) > 1:
            # Either reading of lines 11-18 is right (the labels say so): they count neither way.
            starts = {e["lines"][0] for e in entry["roles"] if "same_as" not in e} - {11}
            got = {posting.text.count("\n", 0, r.span.start) + 1 for r in read} - {11}
            hits += sum(any(abs(s - g) <= 1 for g in got) for s in starts)
            found, wanted = found + len(got), wanted + len(starts)
            folded += sum(r.duplicates for r in read)
        for label in entry["roles"]:
            role = _role_of(posting, read, label)
            if role is not None and "same_as" not in label:
                facts.update(_judged(role, label.get("facts") or {}))
    precision, recall = hits / found, hits / wanted
    f1 = 2 * precision * recall / (precision + recall)
    rows = (
        ("role starts: precision, recall, F1", f"{precision:.3f}, {recall:.3f}, {f1:.3f}"),
        ("repeated roles folded (3 in the labels)", str(folded)),
        ("stated facts found", f"{facts['found']} of {facts['found'] + facts['missed']}"),
        ("unstated facts left unstated", f"{facts['silent']} of {facts['silent'] + facts['invented']}"),
    )
    return Table("Roles and facts of the five real files", ("what", "result"), rows)


def _role_of(posting: Posting, read: list[Role], label: dict[str, Any]) -> Role | None:
    if "lines" not in label:
        return read[0]
    line = label["lines"][0]
    return next((r for r in read if abs(posting.text.count("\n", 0, r.span.start) + 1 - line) <= 1), None)


def _judged(role: Role, labels: dict[str, Any]) -> Iterator[str]:
    for name in _SLOTS:
        if name in labels:
            stated = bool(role.stated(name))
            yield ("found" if stated else "missed") if labels[name] else ("invented" if stated else "silent")


def fields(shared: Path) -> Table:
    """Titles and closing dates of all NHS and 18F postings against the fields of their own files."""
    title, closing, company, total = 0, 0, 0, 0
    for _, hints, role in _with_fields(shared):
        total += 1
        wanted = _plain(hints["title"])
        title += _plain(role.title) in wanted or wanted in _plain(role.title)
        closing += any(hints["closes"][:10] in fact.value for fact in role.stated("deadline"))
        company += role.company is not None
    rows = (
        ("title", f"{title / total:.3f}"),
        ("closing date", f"{closing / total:.3f}"),
        ("has a company", f"{company / total:.3f}"),
    )
    return Table("18F and NHS, against the files' own fields", ("field", "right"), rows, (f"{total} postings.",))


def _with_fields(shared: Path) -> Iterator[tuple[Posting, dict[str, str], Role]]:
    paths = [*sorted((shared / "nhs" / "jobposting-json").glob("*.json")), *sorted((shared / "18f").glob("*.md"))]
    for path in [shared / "nhs" / "postings.jsonl", *paths]:
        for posting in postings(path):
            hints = dict(posting.hints)
            if hints.get("title") and hints.get("closes"):
                yield posting, hints, read_roles(posting)[0]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def rounds(shared: Path) -> Table:
    """Number and order of rounds in 60 one-line processes, against labels made by hand."""
    with (shared / "interview-processes" / "companies-a-to-m.jsonl").open(encoding="utf-8") as stream:
        lines = {record["company"]: record["process"] for record in map(json.loads, stream)}
    labels = yaml.safe_load((GOLD / "interview_processes.yaml").read_text("utf-8"))["lines"]
    counts = [(len(steps(lines[g["company"]])), len(g["rounds"]), len(g.get("also", g["rounds"]))) for g in labels]
    strict = sum(n == a for n, a, _ in counts)
    lenient = sum(n in (a, b) for n, a, b in counts)
    formats = [pair for g in labels for pair in _formats(lines[g["company"]], g)]
    rows = (
        ("right number of rounds", f"{strict} of {len(counts)} lines"),
        ("right, or as another fair reader would", f"{lenient} of {len(counts)} lines"),
        ("right format, where the number is right", f"{sum(a == b for a, b in formats)} of {len(formats)} rounds"),
    )
    return Table("Interview rounds in one-line processes", ("what", "share"), rows)


def _formats(line: str, gold: dict[str, Any]) -> list[tuple[str, str]]:
    """The format found and the one labelled of each round, where as many rounds were found as labelled."""
    found = [format_of(step.clause.of(line)) or "other" for step in steps(line)]
    wanted = gold["formats"]
    return list(zip(found, wanted, strict=True)) if len(found) == len(wanted) else []


def speed(shared: Path) -> Table:
    """Postings read a second on one core: load, normalise, read roles; each run one pass in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", str(shared)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    count, took = runs[0][0], median([float(run[1]) for run in runs])
    note = "Processor time, after a warm-up on the sample postings; nothing is read twice within a run."
    return Table("Reading speed", ("postings", "postings/s"), ((count, f"{int(count) / took:.0f}"),), (note,))


def main() -> None:
    """One timed pass in this process: prints the number of postings and the seconds of processor time."""
    shared = Path(sys.argv[1])
    for path in sorted((GOLD.parent.parent / "corpus").iterdir()):
        _ = [read_roles(posting) for posting in postings(path)]
    began = process_time()
    paths = [shared / "nhs" / "postings.jsonl", *sorted((shared / "18f").glob("*.md"))]
    count = 0
    for path in paths:
        for document in load(path, path.name):
            if isinstance(document, Document):
                read_roles(normalize(document))
                count += 1
    print(count, process_time() - began)


def labels(shared: Path) -> Table:
    """Facts and sections of twenty 18F and NHS postings against labels made by hand (`tests/gold/`)."""
    entries = yaml.safe_load((GOLD / "postings_18f_nhs.yaml").read_text("utf-8"))["postings"]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for entry in entries:
        posting = _labelled_posting(shared, entry["source"])
        role = read_roles(posting)[0]
        for name, fine in [*_facts_right(role, entry["facts"]), *_sections_right(posting, role, entry)]:
            total[name] += 1
            right[name] += fine
    rows = tuple((name, f"{right[name]} of {total[name]}") for name in total)
    return Table("Twenty labelled postings of 18F and NHS", ("what", "right"), rows)


def _labelled_posting(shared: Path, source: str) -> Posting:
    name, _, record = source.partition("#")
    found = postings(shared / name)
    return next(p for p in found if not record or p.source.endswith(f"#{record}"))


def _facts_right(role: Role, wanted: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Salary by its highest figure, years by the number, a degree by its lowest; the rest by stated or not."""
    pay = [f.pay for f in role.stated("salary") if f.pay]
    salary = wanted["salary"]
    yield "salary", any(p.high == salary["max"] for p in pay) if salary else not pay
    years = [f.years for f in role.stated("years") if f.years is not None]
    yield "years", (bool(years) and min(years) == wanted["years"]) if wanted["years"] is not None else not years
    yield "degree stated or not", bool(role.stated("degree")) == bool(wanted["degree"])
    yield "visa stated or not", bool(role.stated("visa")) == bool(wanted["visa"])
    yield "process stated or not", bool(role.stated("interview_process")) == bool(wanted["interview_process"])
    yield "work mode stated or not", bool(role.stated("work_mode")) == bool(wanted["work_mode"])
    places = " ".join(f.value for f in role.stated("location")).casefold()
    yield "location", any(p.casefold() in places for p in wanted["location"]) if wanted["location"] else not places


def _sections_right(posting: Posting, role: Role, entry: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each labelled phrase lies in a section of its kind."""
    text = re.sub(r"\s", " ", posting.text)
    for kind, phrases in (entry.get("in_section") or {}).items():
        for phrase in phrases:
            at = text.find(phrase)
            yield (
                "phrase in its section",
                any(s.span.start <= at < s.span.end and s.kind == kind for s in role.sections),
            )


if __name__ == "__main__":
    main()
