"""Who may use the app: from where it can be reached, and with which password."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import InvalidSetting
from assistant.web.security import LOOPBACK_NAMES

ONE_TIME_USER = "guest"
# Under this name an installation without sign-in, and the terminal, keep the user's data.
OWNER = "me"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and password. Never printed by accident: the password is left out of the representation."""

    user: str
    password: str = field(repr=False)
    admin: bool = True


def parse_credentials(text: str) -> Credentials:
    """`USER:PASSWORD`, split at the first colon, so that a password may hold colons. Raises InvalidSetting."""
    user, colon, password = text.partition(":")
    # The value is not repeated: errors end up in terminals and logs, and it may be a password.
    if not colon or not user.strip() or not password:
        raise InvalidSetting("--auth needs the form USER:PASSWORD, with a user and a password that are not empty")
    return Credentials(user.strip(), password)


def one_time() -> tuple[Credentials, Credentials]:
    """Passwords made for this run alone, for the owner and for guests; 96 random bits, so they cannot be guessed."""
    owner = Credentials(OWNER, secrets.token_urlsafe(12))
    return owner, Credentials(ONE_TIME_USER, secrets.token_urlsafe(12), admin=False)


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an app that listens on `host`."""
    bare = host.strip("[]").lower()
    if bare in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def exposure(credentials: Sequence[Credentials], *, users: Path | None = None, generated: bool = False) -> str:
    """What to tell the person who opens the app to others: how they get in and what they then can do.

    `generated`: the passwords were made for this run, so they are told; else they were given and are not repeated.
    """
    return "\n".join(["Others can reach this app now.", *_ways_in(credentials, users, generated), *_CAN, _CANNOT])


_CAN = (
    "Whoever signs in can, until you stop it,",
    "    - read every posting in your library, and the names of its files",
    "    - ask questions, which uses your computer, and your chat model's key if one is set",
    "    - send files (résumés; postings, if they may change the library), which are checked and then read here",
    "    - keep a résumé, plans and interviews of their own, which are stored on this computer",
)
_CANNOT = (
    "Nobody sees another user's conversations, résumé, plans or answers, your other files, your settings or your key.\n"
    "Only administrators add, correct or delete postings."
)


def _ways_in(credentials: Sequence[Credentials], users: Path | None, generated: bool) -> list[str]:
    if users is not None:
        return [f"The users of {users} can sign in; `prep users list` names them and says who is an administrator."]
    if not generated:
        return [
            f"They need the user {credentials[0].user} and the password that you gave with --auth. All who use it are",
            "one user, an administrator; `prep users add NAME` and --users give each person a name of their own.",
        ]
    owner, guest = credentials
    return [
        "For others (each sign-in is a new, empty user, forgotten after signing out):",
        f"    user      {guest.user}",
        f"    password  {guest.password}",
        "For yourself (an administrator, with what you keep here and in the terminal):",
        f"    user      {owner.user}",
        f"    password  {owner.password}",
    ]
