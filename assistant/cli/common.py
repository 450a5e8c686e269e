"""What all commands share: the Typer app, the options that several take, the way to the assistant."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

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


def assistant_at(home: Path | None, **given: object) -> Assistant:
    """The assistant over the library in `home`, with the settings that were given on the command line."""
    from assistant.app import build, read_settings

    return build(read_settings(home=home, **given))


def print_json(value: object) -> None:
    """A value on stdout: in one line for a pipe, indented for a reader."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))
