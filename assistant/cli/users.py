"""`prep users`: who may sign in to the browser app."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from assistant.cli.common import Home, Json, app, assistant_at, print_json
from assistant.errors import UsageError

users = typer.Typer(help="Who may sign in to the browser app.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(users, name="users")
File = Annotated[
    Optional[Path],
    typer.Option("--file", help="The users file (default: PREP_USERS_FILE, else users.txt in the home folder)."),
]
Name = Annotated[str, typer.Argument(help="The user's name: letters, digits and . _ - @ +")]


@users.command()
def add(
    name: Name,
    admin: Annotated[bool, typer.Option("--admin", help="They may change the shared library.")] = False,
    file: File = None,
    home: Home = None,
) -> None:
    """Add a user, or give one a new password. It is asked for, or read from stdin: never taken from the command."""
    from assistant.accounts import add_account

    path = _path(file, home)
    new = add_account(path, name, _password(name), admin=admin)
    kind = "administrator" if admin else "user"
    what = f"Added the {kind} {name}" if new else f"{name} has a new password and is now a plain {kind}"
    typer.echo(f"{what.replace('a plain administrator', 'an administrator')}; sign-in: python ui.py --users {path}")


@users.command("list")
def list_users(json: Json = False, file: File = None, home: Home = None) -> None:
    """List the users and who of them is an administrator."""
    from assistant.accounts import read_accounts

    accounts = read_accounts(_path(file, home)).values()
    if json:
        print_json([{"name": account.name, "admin": account.admin} for account in accounts])
        return
    for account in accounts:
        typer.echo(f"{account.name}  administrator" if account.admin else account.name)


@users.command()
def remove(
    name: Name,
    data: Annotated[bool, typer.Option("--data", help="Delete what is kept of them too: résumé, plans, answers.")] = (
        False
    ),
    file: File = None,
    home: Home = None,
) -> None:
    """Remove a user: whoever is signed in by that name is out at once."""
    from assistant.accounts import key_of, read_accounts, remove_account

    path = _path(file, home)
    # With --data also for one who was removed before, and whose data stayed.
    if not data or key_of(name) in read_accounts(path):
        name = remove_account(path, name).name
    if not data:
        typer.echo(f"Removed {name}. What is kept of them stays: `prep users remove {name} --data` deletes it.")
        return
    assistant = assistant_at(home)
    try:
        typer.echo(f"Removed {name} and the {assistant.forget(name):,} records that were kept of them.")
    finally:
        assistant.close()


def _path(file: Path | None, home: Path | None) -> Path:
    from assistant.app import read_settings

    settings = read_settings(home=home, users_file=file)
    return settings.users_file or settings.home / "users.txt"


def _password(name: str) -> str:
    """From the prompt, twice and unseen; from stdin, its first line."""
    if sys.stdin.isatty():
        typed: str = typer.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError("no password came on stdin; type it at the prompt, or pipe it in as one line")
    return line
