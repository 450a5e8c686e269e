"""Who may use the app: from where it can be reached, and with which password."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field

from assistant.errors import InvalidSetting
from assistant.web.security import LOOPBACK_NAMES

ONE_TIME_USER = "guest"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and password. Never printed by accident: the password is left out of the representation."""

    user: str
    password: str = field(repr=False)


def parse_credentials(text: str) -> Credentials:
    """`USER:PASSWORD`, split at the first colon, so that a password may hold colons. Raises InvalidSetting."""
    user, colon, password = text.partition(":")
    # The value is not repeated: errors end up in terminals and logs, and it may be a password.
    if not colon or not user.strip() or not password:
        raise InvalidSetting("--auth needs the form USER:PASSWORD, with a user and a password that are not empty")
    return Credentials(user.strip(), password)


def one_time() -> Credentials:
    """A password made for this run alone; 96 random bits, so it cannot be guessed."""
    return Credentials(ONE_TIME_USER, secrets.token_urlsafe(12))


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an app that listens on `host`."""
    bare = host.strip("[]").lower()
    if bare in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def exposure(credentials: Credentials, *, generated: bool) -> str:
    """What to tell the person who opens the app to others: how they get in and what they then can do."""
    password = credentials.password if generated else "(the one given with --auth)"
    return (
        "Others can reach this app now. They need\n"
        f"    user      {credentials.user}\n"
        f"    password  {password}\n"
        "With these, until you stop it, they can\n"
        "    - read every posting in your library, and the names of its files\n"
        "    - ask questions, which uses your computer, and your chat model's key if one is set\n"
        "They cannot see your conversation, your other files, your settings or your key, nor add or delete postings."
    )
