"""How much one visitor may ask for: events by the minute, questions from scripts, files, and work that waits.

Gradio's queue is first come, first served; without limits one visitor's hundred questions would be everybody's wait.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from math import ceil
from typing import Any
from urllib.parse import parse_qsl

from assistant.web.security import TOOLS, UPLOAD
from assistant.web.throttle import Bounded, Clock, Rate

_CALLS = ("/gradio_api/call/", "/gradio_api/run/")
_EVENTS = ("/gradio_api/queue/join", TOOLS)
# Of one visitor: waiting or running at once. A page alone never has more than a few.
WAITING = 12
_SESSIONS = 100_000


class Limits:
    """Says why a request of a visitor has to wait; `running` tells how many events of a user wait or run."""

    def __init__(self, running: Callable[[str], int] = lambda _: 0, clock: Clock = time.monotonic) -> None:
        self._running = running
        # Clicking and typing fast makes some five events a second for a while; nobody reads sixty answers a minute.
        self._events = Rate(120, 6, clock)
        self._calls = Rate(60, 2, clock)
        self._uploads = Rate(100, 5, clock)

    def refusal(self, method: str, path: str, user: str) -> str | None:
        """A sentence where the visitor asks too much, else None."""
        if method != "POST":
            return None
        rate = self._rate(path)
        if rate is None:
            return None
        if wait := rate.wait(user):
            return f"That was too much at once. Try again in {ceil(wait)} s."
        if rate is not self._uploads and self._running(user) >= WAITING:
            return f"{WAITING} of your requests are still being worked on. Wait for one to end, or stop it."
        return None

    def _rate(self, path: str) -> Rate | None:
        if path.startswith(UPLOAD):
            return self._uploads
        if path.startswith(_CALLS):
            return self._calls
        return self._events if path.startswith(_EVENTS) else None


class Bindings:
    """Whose page's session is whose. Gradio lets the browser choose the name of its session, and gives what belongs to
    it to whoever names it; here a name belongs to the first visitor who uses it."""

    def __init__(self, most: int = _SESSIONS) -> None:
        self._owners: Bounded[str] = Bounded(most)

    def claim(self, session: str, user: str) -> bool:
        """Whether the session is this user's, which it is from now on where it was nobody's."""
        owner = self._owners.get(session)
        self._owners.put(session, owner or user)
        return owner in (None, user)


def sessions_named(path: str, query: str, body: bytes) -> list[str] | None:
    """The names of sessions in a request, wherever Gradio looks for one; None for a body that is no JSON object."""
    found = [value for name, value in parse_qsl(query) if name == "session_hash"]
    if path.startswith("/gradio_api/heartbeat/"):
        found.append(path.removeprefix("/gradio_api/heartbeat/").rstrip("/"))
    if body:
        try:
            sent: Any = json.loads(body)
        except (ValueError, RecursionError):
            return None
        if not isinstance(sent, dict):
            return None
        found += [sent["session_hash"]] if isinstance(sent.get("session_hash"), str) else []
    return found
