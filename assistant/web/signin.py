"""The door: the sign-in page, signing in and out, and who a request's cookie belongs to.

Guessing is slowed by what each guess costs (scrypt, two at a time) and stopped by lock-outs, per account and per
address. A reply tells nobody whether a name exists: names that do not are checked, counted and locked alike.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from assistant.accounts import LONGEST_PASSWORD, key_of
from assistant.web import login
from assistant.web.members import IDLE_SECONDS, Members, Sessions
from assistant.web.throttle import Lockout
from assistant.web.visitor import Visitor

COOKIE = "prep-session"
_FORM = "application/x-www-form-urlencoded"
_LONGEST_BODY = 8 * 1024
# What a person who mistypes needs, and far from what a guesser does.
_ACCOUNT_TRIES, _ADDRESS_TRIES = 10, 30
_WINDOW, _LOCKED = 15 * 60.0, 5 * 60.0
_CHECKS_AT_ONCE, _CHECKS_WAITING = 2, 32
_KEPT_IN_ADDRESS = ("tab", "role", "lang")
_WRONG = "wrong"


class SignIn:
    """Answers `/login` and `/logout`, and says whose session a request belongs to."""

    def __init__(
        self,
        members: Members,
        sessions: Sessions,
        accounts: Lockout | None = None,
        addresses: Lockout | None = None,
    ) -> None:
        self._members, self._sessions = members, sessions
        self._accounts = accounts or Lockout(_ACCOUNT_TRIES, _WINDOW, _LOCKED)
        self._addresses = addresses or Lockout(_ADDRESS_TRIES, _WINDOW, _LOCKED)
        self._checks = asyncio.Semaphore(_CHECKS_AT_ONCE)
        self._waiting = 0

    def visitor(self, scope: Scope) -> Visitor | None:
        """Who the request's cookie says it is from; None for nobody who is signed in."""
        token = _token(scope)
        return self._sessions.visitor(token) if token else None

    def close_all(self) -> None:
        """Signs everybody out."""
        self._sessions.close_all()

    async def reply(self, request: Request, who: Visitor | None) -> Response | None:
        """The reply to a request that the door answers; None for one that may go on inside."""
        path = request.url.path
        if path == "/login":
            return await self._login(request) if request.method == "POST" else _page(request, login.Problem())
        if path == "/logout":
            return self._logout(request)
        if who is not None or path in ("/prep/login.css", "/favicon.ico", "/robots.txt"):
            return None
        if path == "/" and request.method in ("GET", "HEAD"):
            return _page(request, login.Problem())
        return JSONResponse({"detail": "You are not signed in. Reload the page to sign in."}, 401)

    async def _login(self, request: Request) -> Response:
        address = f"address {address_of(request.scope)}"
        if wait := self._addresses.wait(address):
            return _refused(request, {}, 429, login.Problem("locked", wait))
        form = await _form(request)
        if form is None:
            self._addresses.failed(address)
            return _refused(request, {}, 415, login.Problem("form"))
        account = f"account {key_of(form.get('username', ''))}"
        if wait := self._accounts.wait(account):
            return _refused(request, form, 429, login.Problem("locked", wait))
        if self._waiting >= _CHECKS_WAITING:
            return _refused(request, form, 503, login.Problem("busy"))
        # Counted before the check, so that many guesses at once are not checked before one of them counts.
        self._accounts.failed(account)
        found = await self._checked(form.get("username", ""), form.get("password", ""))
        if found is None:
            # An address's failures are not forgotten at a success: it may be a member who guesses for others' names.
            self._addresses.failed(address)
            return _refused(request, form, 400, login.Problem(_WRONG))
        self._accounts.succeeded(account)
        return _welcome(request, form, self._sessions.open(*found))

    async def _checked(self, name: str, password: str) -> Any:
        self._waiting += 1
        try:
            async with self._checks:
                # What is too long is cut, so that hashing it is no work: it is no password that could have been set.
                return await asyncio.to_thread(self._members.check, name[:200], password[: LONGEST_PASSWORD + 1])
        finally:
            self._waiting -= 1

    def _logout(self, request: Request) -> Response:
        if request.method != "POST":
            # A link, or an image's address, must not sign anybody out.
            return JSONResponse({"detail": "Signing out takes a POST request."}, 405, {"allow": "POST"})
        if token := _token(request.scope):
            self._sessions.close(token)
        response = RedirectResponse("./", 303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
        return response


def address_of(scope: Mapping[str, Any]) -> str:
    """The address that a request came from. Behind a proxy or tunnel on this computer: what that saw, which it puts
    last into X-Forwarded-For; what stands before it may have been written by the visitor."""
    peer = (scope.get("client") or ("unknown", 0))[0]
    if peer in ("127.0.0.1", "::1"):
        seen = Headers(scope=dict(scope)).get("x-forwarded-for", "").rpartition(",")[2].strip()
        return f"{peer} for {seen[:64]}" if seen else str(peer)
    return str(peer)


def _token(scope: Scope) -> str | None:
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE)


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of the form; None for what is none. Not by Starlette's parser, which also takes files."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return None
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_BODY:
            return None
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=10))
    except ValueError:
        return None


def _is_page(form: Mapping[str, str]) -> bool:
    """Whether the form of our page was sent, and not a script's call."""
    return "page" in form


def _page(request: Request, problem: login.Problem, status: int = 200, name: str = "", back: str = "") -> Response:
    query = back if back else request.url.query
    language = login.language_of(request.headers.get("accept-language", ""), request.cookies, request.query_params)
    headers = {"retry-after": str(int(problem.wait) + 1)} if problem.wait else None
    return HTMLResponse(login.page_html(problem, name=name, back=_kept(query), language=language), status, headers)


def _refused(request: Request, form: Mapping[str, str], status: int, problem: login.Problem) -> Response:
    if _is_page(form):
        # The page comes back with the name in it; browsers show it whatever the status.
        return _page(request, problem, status, form.get("username", "")[:200], form.get("back", ""))
    headers = {"retry-after": str(int(problem.wait) + 1)} if problem.wait else None
    return JSONResponse({"detail": login.sentence(problem)}, status, headers)


def _welcome(request: Request, form: Mapping[str, str], token: str) -> Response:
    response: Response = JSONResponse({"success": True})
    if _is_page(form):
        kept = _kept(form.get("back", ""))
        response = RedirectResponse(f"./?{kept}" if kept else "./", 303)
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "").split(",")[0].strip())
    response.set_cookie(
        COOKIE, token, max_age=int(IDLE_SECONDS), path="/", httponly=True, samesite="lax", secure=secure
    )
    return response


def _kept(query: str) -> str:
    """The part of an address's query that opens a tab or a role, and nothing else."""
    try:
        asked = dict(parse_qsl(query[:1000], max_num_fields=20))
    except ValueError:
        return ""
    plain = {name: asked[name] for name in _KEPT_IN_ADDRESS if re.fullmatch(r"[\w.\-]{1,200}", asked.get(name, ""))}
    return urlencode(plain)
