"""A public link through Gradio's share service: whether there is one is found out quickly, opening it is bounded."""

from __future__ import annotations

import os
import secrets
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

from assistant.errors import AssistantError

_SERVICE = "https://api.gradio.app/v3/tunnel-request"
# Overrides the public service by a server of one's own; Gradio's own variable, so what is set for it works here.
_OWN_SERVER = "GRADIO_SHARE_SERVER_ADDRESS"
_ANSWER_SECONDS = 8.0
_OPEN_SECONDS = 90.0

_Result = TypeVar("_Result")


class ShareUnavailable(AssistantError):
    """No public link can be opened now."""


@dataclass(frozen=True, slots=True)
class Tunnel:
    """Where to connect to: the share server's host and port, and its certificate if it is the public one."""

    host: str
    port: int
    certificate: str | None


def find_tunnel() -> Tunnel:
    """Ask the share service for a server, at most a few seconds. Raises ShareUnavailable, saying why."""
    own = os.environ.get(_OWN_SERVER)
    if own:
        host, _, port = own.partition(":")
        if not port.isdigit():
            raise ShareUnavailable(f"{_OWN_SERVER} must be HOST:PORT, got {own!r}")
        return Tunnel(host, int(port), None)
    return within(_ANSWER_SECONDS, _ask_service, "the share service cannot be reached")


def open_link(tunnel: Tunnel, host: str, port: int) -> str:
    """The public address of what listens on `host`:`port`. Raises ShareUnavailable. The link lives as long as we do."""
    return within(_OPEN_SECONDS, lambda: _start(tunnel, host, port), "the share service opened no link")


def within(seconds: float, work: Callable[[], _Result], failure: str) -> _Result:
    """What `work` returns. Raises ShareUnavailable, beginning with `failure`, if it fails or is not done in time.

    In a thread, because looking up a name heeds no timeout.
    """
    outcome: list[_Result] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:  # whatever it is, the caller's thread raises it
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True, name="share")
    thread.start()
    thread.join(seconds)
    if outcome:
        return outcome[0]
    reason = str(errors[0]) or type(errors[0]).__name__ if errors else f"no answer within {seconds:.0f} seconds"
    raise ShareUnavailable(f"{failure} ({' '.join(reason.split())})") from (errors[0] if errors else None)


def _ask_service() -> Tunnel:
    import httpx

    reply = httpx.get(_SERVICE, timeout=_ANSWER_SECONDS).raise_for_status()
    server = reply.json()[0]
    return Tunnel(server["host"], int(server["port"]), server["root_ca"])


def _start(tunnel: Tunnel, host: str, port: int) -> str:
    """Gradio's own tunnel client, but with the certificate in a private folder instead of the working directory."""
    from gradio import tunneling

    certificate = None
    if tunnel.certificate is not None:
        folder = Path(tempfile.mkdtemp(prefix="prep-share-"))
        certificate = str(folder / "certificate.pem")
        Path(certificate).write_text(tunnel.certificate, encoding="ascii")
    client = tunneling.Tunnel(tunnel.host, tunnel.port, host, port, secrets.token_urlsafe(32), certificate)
    address = urlsplit(client.start_tunnel())
    return urlunsplit(("https" if certificate else "http", *address[1:]))
