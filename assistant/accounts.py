"""Who may sign in: a file of names and hashed passwords, one user a line.

    ann scrypt$15$8$3$<salt>$<hash> admin
    bob scrypt$15$8$3$<salt>$<hash>

Made by `prep users`, read by the browser app. A password never stands anywhere but in the mind of its user: what is
kept is scrypt's output (RFC 7914) with the cost it was made at, so that the cost can be raised later.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import InvalidSetting, UsageError

LONGEST_NAME, SHORTEST_PASSWORD, LONGEST_PASSWORD = 64, 8, 1024
_NAME_MARKS = frozenset("._-@+")
_HEADER = "# Users of the interview-prep app. Change with `prep users`; a change holds at once.\n"
# 32 MB and about a fifth of a second for each guess: log2 of N, r, p.
COST = (15, 8, 3)
_MEMORY = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Account:
    """A user, the hash of the password (left out of the representation), and whether they change the library."""

    name: str
    hashed: str = field(repr=False)
    admin: bool = False


def key_of(name: str) -> str:
    """What two spellings of one name have in common: names differ by more than case and composition."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def hash_password(password: str, cost: tuple[int, int, int] = COST) -> str:
    """The password hashed with a salt of its own."""
    salt = secrets.token_bytes(16)
    parts = ("scrypt", *map(str, cost), _text(salt), _text(_scrypt(password, salt, cost)))
    return "$".join(parts)


def fits(hashed: str, password: str) -> bool:
    """Whether it is the password of this hash; takes the same time whether it is or not."""
    kind, n, r, p, salt, expected = hashed.split("$")
    given = _scrypt(password, base64.b64decode(salt), (int(n), int(r), int(p)))
    return kind == "scrypt" and hmac.compare_digest(given, base64.b64decode(expected))


def read_accounts(path: Path) -> dict[str, Account]:
    """The accounts of a file by `key_of` their names. Raises InvalidSetting naming the file and the line."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise InvalidSetting(f"there is no users file {str(path)!r}; make one with `prep users add NAME`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"the users file {str(path)!r} cannot be read ({error}); check path and rights") from error
    found: dict[str, Account] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            account = _account(line, f"{path}:{number}")
            if key_of(account.name) in found:
                raise InvalidSetting(f"{path}:{number}: the user {account.name!r} stands twice; take one line out")
            found[key_of(account.name)] = account
    return found


def add_account(path: Path, name: str, password: str, *, admin: bool = False) -> bool:
    """Adds the user, or gives one who is there a new password and standing; True where they are new.

    Raises UsageError for a name or a password that cannot be used, never repeating the password.
    """
    account = Account(_checked_name(name), hash_password(_checked_password(password)), admin)
    accounts = read_accounts(path) if path.exists() else {}
    new = key_of(name) not in accounts
    _write(path, {**accounts, key_of(account.name): account})
    return new


def remove_account(path: Path, name: str) -> Account:
    """Removes the user and returns who it was. Raises UsageError where there is none of that name."""
    accounts = read_accounts(path)
    gone = accounts.pop(key_of(name), None)
    if gone is None:
        there = ", ".join(account.name for account in accounts.values()) or "none"
        raise UsageError(f"there is no user {name!r}; there are: {there}")
    _write(path, accounts)
    return gone


def _checked_name(name: str) -> str:
    """The name as it is kept. Spaces, colons and control characters would make the file, or a screen, lie."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or len(name) > LONGEST_NAME or not all(c.isalnum() or c in _NAME_MARKS for c in name):
        marks = " ".join(sorted(_NAME_MARKS))
        raise UsageError(
            f"{name!r} cannot be a user's name; use 1 to {LONGEST_NAME} letters, digits and {marks}, without spaces"
        )
    return name


def _checked_password(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(f"the password has {len(password):,} characters; take at least {SHORTEST_PASSWORD}")
    return password


def _account(line: str, where: str) -> Account:
    name, *rest = line.split()
    if not rest or len(rest) > 2 or (len(rest) == 2 and rest[1] != "admin") or not _is_hash(rest[0]):
        raise InvalidSetting(f"{where}: expected NAME HASH, or NAME HASH admin; add users with `prep users add NAME`")
    return Account(_checked_name(name), rest[0], len(rest) == 2)


def _is_hash(text: str) -> bool:
    parts = text.split("$")
    if len(parts) != 6 or parts[0] != "scrypt" or not all(p.isdecimal() for p in parts[1:4]):
        return False
    log_n, r, p = map(int, parts[1:4])
    # More than this would be a way to make every sign-in take the computer's memory.
    return 10 <= log_n <= 17 and 1 <= r <= 8 and 1 <= p <= 8 and bool(parts[4] and parts[5])


def _scrypt(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    log_n, r, p = cost
    typed = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=2**log_n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _write(path: Path, accounts: Mapping[str, Account]) -> None:
    """All of it or nothing, readable by its owner only."""
    lines: Iterable[str] = (f"{a.name} {a.hashed}{' admin' if a.admin else ''}\n" for a in accounts.values())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_HEADER)
            file.writelines(lines)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
