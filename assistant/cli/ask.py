"""Questions: `prep ask`, alone or by the file, and `prep compare`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from assistant.cli.common import Home, Json, app, assistant_at, print_json
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.app import Assistant


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
    save_case: Annotated[
        Optional[str],
        typer.Option(
            metavar="[FILE]", help="Save question and answer as a case for prep eval (default: cases.yaml at home)."
        ),
    ] = None,
    right: Annotated[
        bool, typer.Option("--right", help="With --save-case: the answer is right, and is to stay so.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Ask about the postings. Every statement of the answer is cited; what no posting says is said to be unsaid."""
    from assistant.terminal import print_answer
    from assistant.wire import answer_json

    assistant = assistant_at(home, engine=engine)
    file = _case_file(save_case, right=right, batch=batch is not None)
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
        print_json(answer_json(answer))
    else:
        print_answer(answer)
    if save_case is not None:
        saved = assistant.save_case(answer, history=history or (), roles=role or (), right=right, file=file)
        typer.echo(f"Saved as a case in {saved}; say there what a right answer holds.", err=True)


def _case_file(given: str | None, *, right: bool, batch: bool) -> Path | None:
    """The file that --save-case names; None for the default one. (See `main` for how an option may lack its value.)"""
    if given is None:
        if right:
            raise UsageError("--right is about a case that is saved; add --save-case")
        return None
    if batch:
        raise UsageError("--save-case saves one answer; leave --batch out")
    if given and Path(given).suffix not in (".yaml", ".yml"):
        raise UsageError(f"--save-case takes a .yaml file, got {given!r}; put the question before --save-case")
    return Path(given) if given else None


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

    assistant = assistant_at(home)
    answer = assistant.compare([assistant.planner.find(role).id for role in roles])
    if json:
        print_json(answer_json(answer))
    else:
        print_answer(answer)
