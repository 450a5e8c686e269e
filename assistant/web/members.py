"""Who may come in, and who is in: accounts checked against passwords, sessions kept in memory."""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from assistant.accounts import Account, fits, hash_password, key_of, read_accounts
from assistant.errors import AssistantError
from assistant.web.access import ONE_TIME_USER, Credentials
from assistant.web.visitor import Visitor

IDLE_SECONDS, LONGEST_SECONDS = 12 * 3600.0, 7 * 24 * 3600.0
_MOST_SESSIONS = 10_000
GUESTS = "guest:"

log = logging.getLogger(__name__)


class Members:
    """The accounts that may sign in: given at the start, or in a file that is read again when it changes."""

    def __init__(
        self, credentials: Iterable[Credentials] = (), users: Path | None = None, *, own_library: bool = False
    ) -> None:
        given = (Account(c.user, hash_password(c.password), c.admin) for c in credentials)
        self._given = {key_of(account.name): account for account in given}
        self._guests = ONE_TIME_USER in self._given
        self._own_library = own_library
        self._users = users
        self._read: dict[str, Account] = read_accounts(users) if users else {}
        self._stamp = self._stamped()
        self._guard = Lock()
        # What a name that nobody has is checked against: it takes as long as one that somebody has.
        self._nobody = hash_password(secrets.token_urlsafe(24))

    def check(self, name: str, password: str) -> tuple[Visitor, Account] | None:
        """Who signs in with this name and password, or None."""
        account = self._accounts().get(key_of(name))
        if not fits(account.hashed if account else self._nobody, password) or account is None:
            return None
        if self._guests and account.name == ONE_TIME_USER:
            # All guests have one password, and yet nothing in common: each is somebody new.
            return Visitor(f"{GUESTS}{secrets.token_hex(8)}", account.name, admin=False, transient=True), account
        return Visitor(account.name, account.name, admin=account.admin, own_library=self._own_library), account

    def stands(self, account: Account) -> bool:
        """Whether the account is as it was: not removed, password and standing unchanged."""
        return self._accounts().get(key_of(account.name)) == account

    def _accounts(self) -> dict[str, Account]:
        with self._guard:
            stamp = self._stamped()
            if self._users and stamp != self._stamp:
                try:
                    self._read = read_accounts(self._users)
                except AssistantError as error:
                    log.error("the users of the earlier file stay: %s", error)
                self._stamp = stamp
            return self._read | self._given

    def _stamped(self) -> tuple[int, int, int] | None:
        try:
            found = self._users.stat() if self._users else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None


@dataclass(frozen=True, slots=True)
class _Session:
    visitor: Visitor
    account: Account = field(repr=False)
    began: float
    seen: float


class Sessions:
    """Who is signed in, by the token in their cookie; only its hash is kept. Safe to use from several threads.

    `ended` is called with a visitor whose session is over, by signing out or by time. `stands`: see `Members`.
    """

    def __init__(
        self,
        stands: Callable[[Account], bool],
        ended: Callable[[Visitor], object] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stands, self._ended, self._clock = stands, ended, clock
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._guard = Lock()

    def open(self, visitor: Visitor, account: Account) -> str:
        """A new session's token: 256 random bits."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._guard:
            self._sessions[_hash(token)] = _Session(visitor, account, now, now)
            over = [self._sessions.popitem(last=False)[1]] if len(self._sessions) > _MOST_SESSIONS else []
            over += [self._sessions.pop(key) for key, session in [*self._sessions.items()] if self._is_over(session)]
        for session in over:
            self._ended(session.visitor)
        return token

    def visitor(self, token: str) -> Visitor | None:
        """Whose session it is, or None for one that is over or never was."""
        key = _hash(token)
        with self._guard:
            session = self._sessions.get(key)
            if session is None:
                return None
            if not self._is_over(session):
                self._sessions[key] = _Session(session.visitor, session.account, session.began, self._clock())
                self._sessions.move_to_end(key)
                return session.visitor
            del self._sessions[key]
        self._ended(session.visitor)
        return None

    def close(self, token: str) -> None:
        """Ends a session; nothing where there is none."""
        with self._guard:
            session = self._sessions.pop(_hash(token), None)
        if session:
            self._ended(session.visitor)

    def close_all(self) -> None:
        """Ends every session: the app stops."""
        with self._guard:
            sessions = [*self._sessions.values()]
            self._sessions.clear()
        for session in sessions:
            self._ended(session.visitor)

    def _is_over(self, session: _Session) -> bool:
        now = self._clock()
        late = now - session.seen > IDLE_SECONDS or now - session.began > LONGEST_SECONDS
        return late or not self._stands(session.account)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
