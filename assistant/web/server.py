"""The HTTP server: Gradio's app inside our guard, on a socket of our own."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, InvalidSetting
from assistant.web.security import TOOLS
from assistant.web.visitor import of_scope

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from assistant.web.guard import Guard
    from assistant.web.signin import SignIn

FIRST_PORT = 7860
_PORTS_TRIED = 100
# How long open streams may take to end when the app is stopped.
_GRACE_SECONDS = 2


class CannotListen(AssistantError):
    """The address or port cannot be used."""


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to `host`:`port`, or without a port to the first free one from 7860 on.

    Raises InvalidSetting for a host that is no address of this computer, CannotListen for a port that is taken.
    """
    bare = host.strip("[]")
    try:
        family, kind, proto, _, address = socket.getaddrinfo(bare, 0, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise InvalidSetting(f"--host {host!r} is not a known name or address") from error
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        bound = socket.socket(family, kind, proto)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((address[0], candidate, *address[2:]))
            # At once, so that no other program can take the port while the library is opened.
            bound.listen()
        except OSError as error:
            bound.close()
            failure = error
        else:
            return bound
    raise CannotListen(_why_not(host, port, failure)) from failure


def site(page: gr.Blocks, door: SignIn | None, tools: ASGIApp | None = None) -> Guard:
    """What is served: our assets and Gradio's app, with the guard around both. `door` None: there is no sign-in.

    `tools` answer agents; None where there shall be none.
    """
    import gradio as gr
    from fastapi import FastAPI
    from starlette.staticfiles import StaticFiles

    from assistant.web.app import ASSETS
    from assistant.web.gate import Gate
    from assistant.web.guard import Guard
    from assistant.web.limits import Limits
    from assistant.web.queueing import running
    from assistant.web.stash import Stash
    from assistant.web.theme import theme

    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    outer.mount("/prep", StaticFiles(directory=ASSETS))
    gr.mount_gradio_app(
        outer,
        page,
        path="/",
        auth_dependency=_user if door else None,
        theme=theme(),
        favicon_path=str(ASSETS / "favicon.png"),
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
    )
    gate = Gate(door, Limits(partial(running, page)), Stash())
    return Guard(_beside(outer, tools), local_only=door is None, gate=gate)


def _beside(app: ASGIApp, tools: ASGIApp | None) -> ASGIApp:
    """`app`, but for the path of the tools; without tools nothing is there."""

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.responses import PlainTextResponse

        if scope["type"] != "http" or scope["path"].rstrip("/") != TOOLS:
            await app(scope, receive, send)
        else:
            await (tools or PlainTextResponse("Not found.", 404))(scope, receive, send)

    return both


def _user(request: Request) -> str | None:
    """What Gradio calls the visitor: whom the gate let in, and nobody else."""
    who = of_scope(request.scope)
    return who.user if who else None


def run(served: Guard, bound: socket.socket, started: Callable[[], None]) -> None:
    """Serve until interrupted; `started` is called once requests are answered."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                # What is there now stays until the end: the collector need not look through its half a million
                # objects again and again while somebody waits.
                gc.collect()
                gc.freeze()
                started()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            served.stop()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        served, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE_SECONDS
    )
    with suppress(KeyboardInterrupt):  # uvicorn raises it again after a clean shutdown
        Server(config).run(sockets=[bound])


def url_of(bound: socket.socket) -> str:
    """The address to open in a browser on this computer."""
    name, port = bound.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _why_not(host: str, port: int | None, error: OSError) -> str:
    import errno

    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host!r} is not an address of this computer"
    if port is None:
        return f"no port from {FIRST_PORT} to {FIRST_PORT + _PORTS_TRIED - 1} is free on {host}; give one with --port"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken by another program; give another one with --port"
    return f"cannot listen on {host}, port {port}: {error.strerror or error}"
