"""The guard: outermost middleware. Applies `security` to every request and puts our files into Gradio's page."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import TITLE, security
from assistant.web.gate import Gate

# A stylesheet for the whole, and one for each tab that has its own.
_SHEETS = ("app", "roles", "preparing", "library", "settings")
_HEAD = (
    "<title>{title}</title>"
    + "".join(f'<link rel="stylesheet" href="prep/{sheet}.css">' for sheet in _SHEETS)
    + '<script type="module" src="prep/app.js"></script>'
)
# What Gradio's page says of Gradio: previews of a shared link would show it, and the manifest asks for closed routes.
_FOREIGN = re.compile(r'<link rel="manifest"[^>]*>|<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')


class Guard:
    """ASGI middleware around `app`. `local_only`: no password protects it (see `security.refusal`).

    `gate` decides, of the requests that `security` lets pass, who they are from and whether they go on to the app.
    """

    def __init__(self, app: ASGIApp, *, local_only: bool, gate: Gate) -> None:
        self._app = app
        self._local_only = local_only
        self._gate = gate
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End the streams that every open page holds, which a server that stops would else wait for and cut off."""
        self._stopping.set()

    def close(self) -> None:
        """Let go of what visitors left here: sessions and files."""
        self._gate.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, refuse, or (websockets, which nothing here uses) close."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, reply = scope["path"], _Reply(send, scope["path"])
        found = security.refusal(scope["method"], path, Headers(scope=scope), local_only=self._local_only)
        if found is not None:
            await PlainTextResponse(found.reason, found.status)(scope, receive, reply)
            return
        admitted = await self._gate.admit(scope, receive)
        if isinstance(admitted, Response):
            reply.completes = False
            await admitted(scope, receive, reply)
            return
        receive = partial(self._receive, admitted) if scope["method"] == "GET" else admitted
        await self._app(_uncompressed(scope) if path == "/" else scope, receive, reply)
        if self._stopping.is_set():
            await reply.finish()

    async def _receive(self, receive: Receive) -> Message:
        """The next message, or a disconnect once the server stops."""
        waiting = [asyncio.ensure_future(receive()), asyncio.ensure_future(self._stopping.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return cast(Message, waiting[0].result()) if waiting[0].done() else {"type": "http.disconnect"}
        finally:
            for future in waiting:
                future.cancel()


@dataclass
class _Reply:
    """Passes a reply on with our headers; the page itself is held back until it is whole, and completed."""

    send: Send
    path: str
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    start: Message | None = None
    body: bytes = b""
    open: bool = False
    completes: bool = True

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            _set_headers(message, self.path, self.nonce)
            if (
                self.completes
                and self.path == "/"
                and Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            ):
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self.start)
            return
        self.open = message["type"] == "http.response.start" or message.get("more_body", False)
        await self.send(message)

    async def finish(self) -> None:
        """End a reply that was left open, so that it does not look like a failure."""
        if self.open:
            await self.send({"type": "http.response.body", "body": b""})

    async def _send_page(self, start: Message) -> None:
        # A HEAD reply announces the length of a body that it does not have.
        page = complete(self.body.decode("utf-8"), self.nonce).encode() if self.body else b""
        if page:
            MutableHeaders(scope=start)["content-length"] = str(len(page))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


def complete(page: str, nonce: str) -> str:
    """Gradio's page with our stylesheet and script, and with the nonce on the scripts that stand in it.

    What the page holds of other people's text stands in JSON in which `<` is escaped, so every `<script` is Gradio's.
    """
    page = _FOREIGN.sub("", page).replace("</head>", f"{_HEAD.format(title=TITLE)}</head>", 1)
    return page.replace("<script", f'<script nonce="{nonce}"')


def _set_headers(message: Message, path: str, nonce: str) -> None:
    headers = MutableHeaders(scope=message)
    for name in ("access-control-allow-origin", "access-control-allow-credentials", "server"):
        del headers[name]
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        headers.append("set-cookie", security.lax_cookie(cookie))
    for name, value in security.headers_for(path, nonce).items():
        headers[name] = value


def _uncompressed(scope: Scope) -> Scope:
    """The same request, but for a reply that can be read and completed."""
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
    return {**scope, "headers": headers}
