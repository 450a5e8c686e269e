"""The gate inside the guard: who a request is from, whose sessions it names, how much they ask for, what they send."""

from __future__ import annotations

from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope

from assistant.web import outbox, uploads, visitor
from assistant.web.limits import Bindings, Limits, sessions_named
from assistant.web.security import BODY_LIMIT, UPLOAD, UPLOAD_LIMIT
from assistant.web.signin import SignIn
from assistant.web.stash import Refused, Stash, shown
from assistant.web.visitor import ALONE, Visitor

_NAMING = ("/gradio_api/queue/", "/gradio_api/call/", "/gradio_api/run/", "/gradio_api/heartbeat/")
_NAMING_TOO = ("/gradio_api/cancel", "/gradio_api/reset")
_NOT_YOURS = "This page belongs to another user. Reload it."


class Gate:
    """`door` None: no sign-in, everybody is the person at the computer."""

    def __init__(self, door: SignIn | None, limits: Limits, stash: Stash) -> None:
        self._door, self._limits, self._stash = door, limits, stash
        self._bindings = Bindings()
        self._outbox = outbox.Outbox()

    async def admit(self, scope: Scope, receive: Receive) -> Response | Receive:
        """The reply, for what is answered or refused here; else where the app shall receive the request from."""
        who = self._door.visitor(scope) if self._door else ALONE
        request = Request(scope, receive)
        if self._door and (reply := await self._door.reply(request, who)) is not None:
            return reply
        if who is None:
            return receive  # one of the door's own files
        visitor.known(scope, who)
        uploads.offered(scope, self._stash)
        outbox.lent(scope, self._outbox)
        # Who is alone at their computer may ask it for as much as it can do.
        if self._door and (refused := self._limits.refusal(request.method, request.url.path, who.user)):
            return JSONResponse({"detail": refused, "error": refused}, 429)
        if request.url.path == UPLOAD:
            return await receive_file(request, who, self._stash)
        if request.url.path.startswith(outbox.PREFIX):
            return self._download(request, who)
        return await self._bound(request, who, receive) if self._door else receive

    def _download(self, request: Request, who: Visitor) -> Response:
        found = self._outbox.get(who.user, request.url.path.removeprefix(outbox.PREFIX))
        if found is None or request.method != "GET":
            return JSONResponse({"detail": "There is no such file for you, or no longer."}, 404)
        return Response(found.content, headers=outbox.headers(found))

    async def _bound(self, request: Request, who: Visitor, receive: Receive) -> Response | Receive:
        """Refuses what names another visitor's session. The body is read for it, and handed on."""
        path = request.url.path
        if not path.startswith((*_NAMING, *_NAMING_TOO)):
            return receive
        body = await _read(request) if request.method == "POST" else b""
        named = sessions_named(path, request.url.query, body) if body is not None else None
        if named is None:
            return JSONResponse({"detail": "The request must be a JSON object."}, 400)
        if not all(self._bindings.claim(session, who.user) for session in named):
            return JSONResponse({"detail": _NOT_YOURS}, 403)
        return _again(body or b"", receive) if request.method == "POST" else receive

    def close(self) -> None:
        """Signs everybody out and deletes what was sent."""
        if self._door:
            self._door.close_all()
        self._stash.close()


async def receive_file(request: Request, who: Visitor, stash: Stash) -> Response:
    """Writes the request's body into a file; the reply names it, or says why it is not taken."""
    if request.method != "POST":
        return JSONResponse({"error": "Files are sent with POST."}, 405, {"allow": "POST"})
    name = request.query_params.get("name", "")
    try:
        path = stash.begin(who.user, name)
    except Refused as error:
        return JSONResponse({"error": str(error)}, 415)
    written = 0
    try:
        with path.open("xb") as file:
            async for piece in request.stream():
                written += len(piece)
                if written > UPLOAD_LIMIT:
                    raise Refused(f"At most {UPLOAD_LIMIT // 2**20} MB are taken.")
                await run_in_threadpool(file.write, piece)
        key = await run_in_threadpool(stash.keep, who.user, name, path)
    except (Refused, ClientDisconnect, OSError) as error:
        path.unlink(missing_ok=True)
        said = str(error) if isinstance(error, Refused) else "The file did not arrive whole. Send it again."
        return JSONResponse({"error": said}, 415)
    return JSONResponse({"id": key, "name": shown(name), "bytes": written})


async def _read(request: Request) -> bytes | None:
    """The body, as long as it is allowed to be; None for a longer one, or where the visitor hung up."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > BODY_LIMIT:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read already, then what comes after it."""
    waiting = [cast(Message, {"type": "http.request", "body": body, "more_body": False})]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
