"""Commands on the library: `prep ingest`, `roles`, `show`, `remove`, `doctor`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import Home, Json, app, assistant_at, print_json


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")], json: Json = False, home: Home = None
) -> None:
    """Read postings into the library: files and folders, again and again; what has not changed costs nothing."""
    from assistant.terminal import ingest_summary, progress_bar
    from assistant.wire import ingest_json

    assistant = assistant_at(home)
    with progress_bar(sys.stderr) as advance:
        report = assistant.ingest(paths, progress=advance)
    if json:
        print_json(ingest_json(report))
    else:
        typer.echo(ingest_summary(report))
    if report.failed:
        raise typer.Exit(1)


@app.command()
def roles(json: Json = False, home: Home = None) -> None:
    """List the roles that were found."""
    from assistant.terminal import role_table
    from assistant.wire import role_json

    assistant = assistant_at(home)
    found = assistant.roles(limit=1_000_000)
    if json:
        texts = {r.posting_id: assistant.posting(r.posting_id).text for r in found}
        print_json([role_json(r, texts[r.posting_id]) for r in found])
    else:
        role_table(found)


@app.command()
def show(
    role: Annotated[str, typer.Argument(help="A role's id, or words that only its name has.")],
    text: Annotated[
        bool, typer.Option("--text", help="Print the posting's whole text, into which all spans point.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Show what a posting says about a role."""
    from assistant.terminal import role_card
    from assistant.wire import role_json

    assistant = assistant_at(home)
    found = assistant.planner.find(role)
    posting = assistant.posting(found.posting_id)
    if text:
        typer.echo(posting.text)
    elif json:
        print_json(role_json(found, posting.text))
    else:
        role_card(found, posting)


@app.command()
def remove(name: Annotated[str, typer.Argument(metavar="ROLE|SOURCE")], home: Home = None) -> None:
    """Remove a role, or a file with everything read from it."""
    assistant_at(home).remove(name)
    typer.echo(f"Removed {name}.")


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild the indexes from the catalog.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Check that the library is sound, and mend it."""
    from dataclasses import asdict

    from assistant.terminal import health_lines

    health = assistant_at(home).health(repair=repair)
    if json:
        print_json(asdict(health))
    else:
        typer.echo("\n".join(health_lines(health)))
    if health.problems:
        raise typer.Exit(1)
