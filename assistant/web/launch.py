"""From options to a running app: decide on access, build the page, serve it, and say where it is."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.web import access, share
from assistant.web.access import Credentials
from assistant.web.visitor import Visitor

if TYPE_CHECKING:
    import socket

    from assistant.app import Assistant
    from assistant.web.signin import SignIn

ENVIRONMENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_MCP_SERVER": "False",
    # For a monitoring page, which is closed here, Gradio keeps the last 10,000 events and after each one draws up a
    # table of them all (pandas): every question would take longer than the one before.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}


@dataclass(frozen=True, slots=True)
class Options:
    """Who can reach the app. `host` is what it listens on; `users` the file of those who may sign in.

    `credentials`: the one user and password given instead. With neither, passwords are made where they are needed.
    """

    host: str = "127.0.0.1"
    share: bool = False
    credentials: Credentials | None = None
    users: Path | None = None


def serve(assistant: Assistant, options: Options, bound: socket.socket) -> None:
    """Serve `assistant` on the bound socket until interrupted. Prints the addresses and what they expose."""
    from assistant.web import server

    tunnel = _tunnel() if options.share else None
    reachable = tunnel is not None or not access.is_loopback(options.host)
    credentials = _credentials(options, reachable=reachable)
    door = _door(assistant, options, credentials) if credentials or options.users else None
    if reachable:
        generated = options.credentials is None and options.users is None
        say(access.exposure(credentials, users=options.users, generated=generated))
    with _private_folder(), _lent(assistant, door) as lent:
        from assistant.web import app
        from assistant.web.tools import Tools

        url = server.url_of(bound)
        tools = None if door or reachable else Tools(assistant)
        served = server.site(app.build(lent), door, tools)
        try:
            server.run(served, bound, started=lambda: _announce(url, tunnel, bound, tools=tools is not None))
        finally:
            served.close()


def _credentials(options: Options, *, reachable: bool) -> tuple[Credentials, ...]:
    """The users that are no file's: the one that was given, or those made because others can reach the app."""
    if options.credentials:
        return (options.credentials,)
    return access.one_time() if reachable and options.users is None else ()


def _door(assistant: Assistant, options: Options, credentials: tuple[Credentials, ...]) -> SignIn:
    from assistant.web.members import Members, Sessions
    from assistant.web.signin import SignIn

    members = Members(credentials, options.users, own_library=assistant.settings.library == "private")
    return SignIn(members, Sessions(members.stands, partial(_forget_guest, assistant)))


@contextmanager
def _lent(assistant: Assistant, door: SignIn | None) -> Iterator[Assistant]:
    """The assistant that the page asks: this one, or where users have private libraries, each user's own."""
    if door is None or assistant.settings.library == "shared":
        yield assistant
        return
    from assistant.households import Households
    from assistant.web.tenancy import each_their_own

    households = Households(assistant.private)
    try:
        yield each_their_own(households)
    finally:
        households.close()


def _forget_guest(assistant: Assistant, who: Visitor) -> None:
    """What is kept of a guest goes when the guest goes."""
    if who.transient:
        assistant.forget(who.user)


def fill_if_empty(assistant: Assistant, samples: Path) -> None:
    """Read the sample postings into an empty library, and say so; a library with roles is left alone."""
    if assistant.roles(limit=1) or not samples.is_dir():
        return
    say(f"The library is empty: reading the sample postings in {samples.name}/ first.")
    report = assistant.ingest([samples])
    say(f"Read {report.roles:,} roles from {report.files:,} files in {report.seconds:.1f} s.")
    for failure in report.failed:
        say(f"Could not read {failure.source}: {failure.error}", to=sys.stderr.write)


def say(text: str, to: Callable[[str], object] | None = None) -> None:
    """Print at once, even into a pipe."""
    (to or sys.stdout.write)(f"{text}\n")
    sys.stdout.flush()


def _announce(url: str, tunnel: share.Tunnel | None, bound: socket.socket, *, tools: bool) -> None:
    say(f"Open {url} in your browser. Stop with Ctrl+C.")
    if tools:
        say(f"Agents on this computer (MCP): {url}mcp")
    if tunnel is not None:
        threading.Thread(target=_open_link, args=(tunnel, *bound.getsockname()[:2]), daemon=True).start()


def _tunnel() -> share.Tunnel | None:
    try:
        return share.find_tunnel()
    except share.ShareUnavailable as error:
        say(f"No share link: {error}. Is there a network? Serving without the link.", to=sys.stderr.write)
        return None


def _open_link(tunnel: share.Tunnel, host: str, port: int) -> None:
    say("Opening the share link …")
    try:
        say(f"Share link: {share.open_link(tunnel, host, port)}")
    except share.ShareUnavailable as error:
        say(f"No share link: {error}. The app goes on without one.", to=sys.stderr.write)


@contextmanager
def _private_folder() -> Iterator[None]:
    """Gradio's environment, with its files in a folder that only this user can read and that is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="prep-web-")
    os.environ.update(ENVIRONMENT, GRADIO_TEMP_DIR=folder)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
