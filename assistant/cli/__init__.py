"""The terminal: `prep ingest`, `prep ask`, … Thin: each command asks `assistant.app` and prints what comes back.

One file per group of commands; each puts its own into `app` when it is imported.
"""

from __future__ import annotations

import os
import sys

from assistant.cli import ask, evals, library, practice, prepare, users
from assistant.cli.common import app
from assistant.errors import AssistantError

__all__ = ["app", "ask", "evals", "library", "main", "practice", "prepare", "users"]


_VALUE_OPTIONAL = ("--save-case",)


def main() -> None:
    """Runs the command line. Every foreseen error is one line on stderr; exit 2 for wrong input, 1 for a failure."""
    try:
        app(args=_with_values(sys.argv[1:]), standalone_mode=True)
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


def _with_values(arguments: list[str]) -> list[str]:
    """The arguments with an empty value for each option that may stand without one, which Typer cannot do."""
    after = [*arguments, "-"][1:]
    return [
        f"{argument}=" if argument in _VALUE_OPTIONAL and following.startswith("-") else argument
        for argument, following in zip(arguments, after, strict=True)
    ]
