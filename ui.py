"""Start the browser app: `python ui.py`. With `--share` it prints a link for others."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from assistant.errors import AssistantError, UsageError


class _Parser(argparse.ArgumentParser):
    """Wrong usage is an error like any other: one line, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see python ui.py --help)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until stopped; the exit code is 0, 2 for wrong usage, 1 for a failure. Errors are one line on stderr."""
    try:
        _run(_parse(arguments))
    except AssistantError as error:
        print(f"ui.py: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("PREP_DEBUG"):
            raise
        print(f"ui.py: unexpected {type(error).__name__}: {error}; set PREP_DEBUG=1 to see where", file=sys.stderr)
        return 1
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="ui.py", description="Start the interview-prep assistant in the browser.")
    parser.add_argument("--share", action="store_true", help="make a public link; asks its visitors for a password")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--port", type=_port, help="port to listen on (default: the first free one from 7860 on)")
    parser.add_argument("--engine", choices=("extractive", "llm"), help="what answers (default: the setting)")
    parser.add_argument("--auth", metavar="USER:PASSWORD", help="ask for this user and password")
    parser.add_argument(
        "--users",
        metavar="FILE",
        type=Path,
        help="let the users of this file sign in (default: PREP_USERS_FILE; made by `prep users add NAME`)",
    )
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; choose a number from 1 to 65535")
    return int(text)


def _run(given: argparse.Namespace) -> None:
    from assistant.web import access, launch, server

    credentials = access.parse_credentials(given.auth) if given.auth is not None else None
    # Before anything slow, so that a taken port is known at once.
    with server.listen(given.host, given.port) as bound:
        from assistant import app

        settings = app.read_settings(engine=given.engine, users_file=given.users)
        if credentials and settings.users_file:
            raise UsageError("--auth names one user and --users (PREP_USERS_FILE) a file of them; give one of the two")
        assistant = app.build(settings)
        try:
            launch.fill_if_empty(assistant, app.sample_postings())
            launch.serve(assistant, launch.Options(given.host, given.share, credentials, settings.users_file), bound)
        finally:
            assistant.close()


if __name__ == "__main__":
    sys.exit(main())
