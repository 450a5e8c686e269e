"""The terminal: `prep ingest`, `prep ask`, … Thin: each command asks `assistant.app` and prints what comes back."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from assistant.app import Assistant

app = typer.Typer(
    name="prep",
    help="Reads saved job postings and answers about them, every statement cited to the posting's own words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Home = Annotated[
    Optional[Path], typer.Option(envvar="PREP_HOME", help="Folder of the library and your own data.", show_envvar=True)
]


def main() -> None:
    """Runs the command line. Every foreseen error is one line on stderr; exit 2 for wrong input, 1 for a failure."""
    try:
        app(standalone_mode=True)
    except AssistantError as error:
        print(f"prep: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        # The reader (`| head`) has gone; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as error:
        print(f"prep: {error.strerror or error} ({error.filename or 'no file'})", file=sys.stderr)
        raise SystemExit(1) from None


def _assistant(home: Path | None, **given: object) -> Assistant:
    from assistant.app import build, read_settings

    return build(read_settings(home=home, **given))


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")], json: Json = False, home: Home = None
) -> None:
    """Read postings into the library: files and folders, again and again; what has not changed costs nothing."""
    from assistant.terminal import ingest_summary, progress_bar
    from assistant.wire import ingest_json

    assistant = _assistant(home)
    with progress_bar(sys.stderr) as advance:
        report = assistant.ingest(paths, progress=advance)
    if json:
        _print_json(ingest_json(report))
    else:
        typer.echo(ingest_summary(report))
    if report.failed:
        raise typer.Exit(1)


@app.command()
def roles(json: Json = False, home: Home = None) -> None:
    """List the roles that were found."""
    from assistant.terminal import role_table
    from assistant.wire import role_json

    assistant = _assistant(home)
    found = assistant.roles(limit=1_000_000)
    if json:
        texts = {r.posting_id: assistant.posting(r.posting_id).text for r in found}
        _print_json([role_json(r, texts[r.posting_id]) for r in found])
    else:
        role_table(found)


@app.command()
def show(
    role: Annotated[str, typer.Argument(help="A role's id, as `prep roles` prints it.")],
    text: Annotated[
        bool, typer.Option("--text", help="Print the posting's whole text, into which all spans point.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Show what a posting says about a role."""
    from assistant.terminal import role_card
    from assistant.wire import role_json

    assistant = _assistant(home)
    found = assistant.role(role)
    posting = assistant.posting(found.posting_id)
    if text:
        typer.echo(posting.text)
    elif json:
        _print_json(role_json(found, posting.text))
    else:
        role_card(found, posting)


@app.command()
def remove(name: Annotated[str, typer.Argument(metavar="ROLE|SOURCE")], home: Home = None) -> None:
    """Remove a role, or a file with everything read from it."""
    _assistant(home).remove(name)
    typer.echo(f"Removed {name}.")


@app.command()
def ask(
    question: Annotated[Optional[str], typer.Argument(help="The question.")] = None,
    role: Annotated[
        Optional[list[str]], typer.Option("--role", help="Ask about this role only (id); may be repeated.")
    ] = None,
    history: Annotated[
        Optional[list[str]], typer.Option("--history", help="An earlier question, oldest first; may be repeated.")
    ] = None,
    engine: Annotated[Optional[str], typer.Option(help="extractive or llm.")] = None,
    batch: Annotated[
        Optional[Path], typer.Option(help="A .jsonl file of questions; answers come out in the same order.")
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Ask about the postings. Every statement of the answer is cited; what no posting says is said to be unsaid."""
    from assistant.terminal import print_answer
    from assistant.wire import answer_json

    assistant = _assistant(home, engine=engine)
    if batch is not None:
        if question is not None:
            raise UsageError("give either a question or --batch, not both")
        if not _answer_batch(assistant, batch):
            raise typer.Exit(1)
        return
    if question is None:
        raise UsageError('there is no question; try: prep ask "What is the interview process at xAI?"')
    answer = assistant.ask(question, roles=role or (), history=history or ())
    if json:
        _print_json(answer_json(answer))
    else:
        print_answer(answer)


def _answer_batch(assistant: Assistant, path: Path) -> bool:
    """Answers each line of `path` on a line of stdout; a line that cannot be answered gives {"id", "error"}."""
    from assistant.wire import answer_json

    fine = True
    for number, line in _lines(path):
        wanted: dict[str, Any] = {}
        try:
            wanted = _parsed(line, number)
            answer = assistant.ask(wanted["question"], roles=wanted["roles"], history=wanted["history"])
            out = {**answer_json(answer), "id": wanted["id"]}
        except UsageError as error:
            out, fine = {"id": wanted.get("id"), "error": str(error)}, False
        print(json.dumps(out, ensure_ascii=False), flush=True)
    return fine


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if str(path) == "-":
        yield from ((n, line) for n, line in enumerate(sys.stdin, 1) if line.strip())
        return
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            yield from ((n, line) for n, line in enumerate(stream, 1) if line.strip())
    except OSError as error:
        raise UsageError(f"cannot read the batch file {path}: {error.strerror}") from error


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise UsageError(f"line {number} is not JSON: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("question"), str):
        raise UsageError(f'line {number} needs an object with "question", got {line.strip()[:80]}')
    for key in ("history", "roles"):
        value = found.setdefault(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UsageError(f'line {number}: "{key}" must be a list of strings, got {value!r}')
    found.setdefault("id", str(number))
    return found


@app.command()
def compare(
    roles: Annotated[list[str], typer.Argument(metavar="ROLE ROLE...")], json: Json = False, home: Home = None
) -> None:
    """Set roles side by side."""
    from assistant.terminal import print_answer
    from assistant.wire import answer_json

    answer = _assistant(home).compare(roles)
    if json:
        _print_json(answer_json(answer))
    else:
        print_answer(answer)


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild the indexes from the catalog.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Check that the library is sound, and mend it."""
    from dataclasses import asdict

    from assistant.terminal import health_lines

    health = _assistant(home).health(repair=repair)
    if json:
        _print_json(asdict(health))
    else:
        typer.echo("\n".join(health_lines(health)))
    if health.problems:
        raise typer.Exit(1)
