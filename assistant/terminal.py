"""What the terminal shows: answers, role cards, tables, the progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.domain import FACT_NAMES, Answer, IngestReport, Posting, Role

if TYPE_CHECKING:
    from assistant.index.repair import Health

_QUOTE = 160
_WIDE = 400


@contextmanager
def progress_bar(stream: TextIO) -> Iterator[Callable[[float, int, str], None] | None]:
    """A bar on `stream` where that is a terminal; else None, which shows nothing."""
    if not stream.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=stream)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, source: bar.update(
            task, completed=done, total=total, description=printable(source)[:60]
        )


def printable(text: str) -> str:
    """`text` without characters that a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


def ingest_summary(report: IngestReport) -> str:
    """What an ingest did, failures by name."""
    lines = [
        f"{report.files} file{'s' * (report.files != 1)} read, {report.unchanged} unchanged: "
        f"{report.roles} roles, {report.chunks} chunks in {report.seconds:.1f} s."
    ]
    if report.failed:
        lines.append(f"{len(report.failed)} could not be read:")
        lines += [f"  {printable(f.source)}: {printable(f.error)}" for f in report.failed]
    return "\n".join(lines)


def role_table(roles: Sequence[Role]) -> None:
    """The roles with what they state, a line each."""
    # A pipe gets each role on a line of its own, however long; a terminal folds.
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE)
    if not roles:
        console.print("There are no roles yet. Add postings first: prep ingest FILE_OR_FOLDER", markup=False)
        return
    table = Table(box=None, pad_edge=False)
    for name in ("id", "role", "states", "source"):
        table.add_column(name, overflow="fold")
    for role in roles:
        stated = [name for name in FACT_NAMES if role.stated(name)]
        again = f" (×{role.duplicates + 1})" if role.duplicates else ""
        cells = (role.id, role.name + again, ", ".join(stated), role.source)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console.print(table)


def role_card(role: Role, posting: Posting) -> None:
    """A role: its facts with the words that state them, its requirements, its rounds."""
    console = Console(highlight=False)
    console.print(Text(printable(role.name), style="bold"))
    console.print(Text(f"{role.id} · {printable(role.source)}", style="dim"))
    for name in FACT_NAMES:
        stated = role.stated(name)
        console.print(
            Text(f"\n{name.replace('_', ' ')}", style="bold"), Text("" if stated else " not stated", style="dim")
        )
        for fact in stated[:6]:
            words = _short(fact.span.of(posting.text))
            shown = [Text("  " + _short(fact.value), style="green"), Text("    “" + words + "”", style="dim")]
            console.print(*(shown if fact.pay else [Text("  " + words)]), sep="\n")
    for kind, heading in (("must", "must have"), ("nice", "nice to have"), ("duty", "duties")):
        items = [r for r in role.requirements if r.kind == kind]
        if items:
            console.print(Text(f"\n{heading}", style="bold"))
        for item in items:
            console.print(Text("  • " + _short(item.span.of(posting.text))))
    if role.process:
        console.print(Text("\ninterview rounds", style="bold"))
    for step in role.process:
        console.print(Text(f"  {step.order}. " + _short(step.span.of(posting.text))))
    _course(console, role)
    _notes(console, role, posting)


def _course(console: Console, role: Role) -> None:
    """What the posting says of the process as a whole."""
    if role.course:
        said = (f"{role.course.interviews} interviews" if role.course.interviews else None, role.course.duration)
        console.print(Text("  " + ", ".join(x for x in (*said, role.course.medium) if x), style="dim"))


def _notes(console: Console, role: Role, posting: Posting) -> None:
    """What a reader should know beside the facts: contradictions, hidden text."""
    for conflict in role.conflicts:
        console.print(Text(f"\nnote on {conflict.fact.replace('_', ' ')}: {conflict.why}", style="yellow"))
        for span in conflict.spans:
            console.print(Text("    “" + _short(span.of(posting.text)) + "”", style="dim"))
    if posting.hidden:
        console.print(Text(f"\n{len(posting.hidden)} hidden text(s) in the file were left out", style="yellow"))


def _short(words: str) -> str:
    line = printable(" ".join(words.split()))
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"


def print_answer(answer: Answer) -> None:
    """An answer as Markdown, its sources below."""
    console = Console(highlight=False)
    if console.is_terminal:
        from rich.markdown import Markdown

        console.print(Markdown(printable(answer.text)))
    else:
        console.print(Text(printable(answer.text)), soft_wrap=True)
    if answer.citations:
        console.print()
    for c in answer.citations:
        name = f"{c.company}: {c.title}" if c.company else c.title
        console.print(
            Text(printable(f"[{c.n}] {c.source}, {name}, characters {c.start}–{c.end}"), style="dim"), soft_wrap=True
        )
    for question in answer.ask_the_recruiter:
        console.print(Text(printable(f"\nAsk the recruiter: {question}"), style="italic"), soft_wrap=True)
    if answer.degraded:
        console.print(Text(f"\nNote: {answer.degraded}.", style="yellow"))


def health_lines(health: Health) -> list[str]:
    """The doctor's findings, a line each."""
    held = health.counts
    held_now = f"{held.postings} postings, {held.roles} roles, {held.chunks} chunks"
    size = f"{held_now}; embedding model: {health.model or 'none yet'}"
    if health.ok:
        return ["The library is sound.", size]
    return ["The library has problems:", *(f"  {problem.where}: {problem.what}" for problem in health.problems), size]
