"""Attacks on the door: routes without signing in, guessed passwords, sessions that are over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.attacking import PASSWORDS, many_users, signed_in, users_file
from tests.web.serving import Served

pytestmark = pytest.mark.xdist_group("served")
# What a stranger may see: the sign-in page and what it is drawn with.
DOOR = {("GET", "/"), ("HEAD", "/"), ("GET", "/login"), ("GET", "/prep/login.css")}
DRAWN = ("/login", "/logout", "/favicon.ico", "/robots.txt")
OURS = ["/mcp", "/prep-upload", "/prep-download/x", "/prep/app.js", "/prep/app.css", "/logout", "/login/"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with many_users(tmp_path_factory.mktemp("users")) as served:
        yield served


def every_route() -> list[tuple[str, str]]:
    """Each method and path that Gradio has, with something in the place of each parameter, and ours."""
    import gradio as gr
    from gradio.routes import App

    with gr.Blocks() as page:
        gr.Textbox()
    app = App.create_app(page)
    # FastAPI keeps what a router brings apart from the app's own routes, without the prefix it is served under.
    routers = [("/gradio_api", r.original_router) for r in app.routes if hasattr(r, "original_router")]
    found = {
        (method, prefix * (not route.path.startswith(prefix)) + re.sub(r"\{[^}]*\}", "x", route.path))
        for prefix, router in [("", app), *routers]
        for route in router.routes
        for method in getattr(route, "methods", None) or ()
    }
    assert len(found) > 40
    return sorted(found | {(method, path) for path in OURS for method in ("GET", "POST")})


def test_no_route_serves_a_stranger(house: Served) -> None:
    with httpx.Client(base_url=house.url, timeout=60) as stranger:
        for method, path in every_route():
            reply = stranger.request(method, path, json={"session_hash": "x"} if method == "POST" else None)
            if (method, path) in DOOR:
                assert "Northwind" not in reply.text
                continue
            if path not in DRAWN:
                assert reply.status_code in (401, 404, 405, 411), f"{method} {path}: {reply.status_code} to a stranger"
            assert "Northwind" not in reply.text


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "../../etc/passwd", '"', "\u00e9"])
def test_a_made_up_session_is_none(house: Served, cookie: str) -> None:
    headers = {"cookie": f"prep-session={cookie}".encode("latin-1")}
    assert httpx.get(f"{house.url}config", headers=headers).status_code == 401


def test_a_session_that_was_signed_out_is_over(house: Served) -> None:
    with signed_in(house, "ann") as ann:
        cookie = dict(ann.cookies)
        assert ann.get("/config").status_code == 200
        assert ann.post("/logout").status_code == 303
        assert httpx.get(f"{house.url}config", cookies=cookie).status_code == 401


def test_neither_a_link_nor_another_site_signs_anybody_out(house: Served) -> None:
    with signed_in(house, "ann") as ann:
        assert ann.get("/logout").status_code == 405
        assert ann.post("/logout", headers={"origin": "https://evil.example"}).status_code == 403
        assert ann.get("/config").status_code == 200


def test_another_site_signs_nobody_in(house: Served) -> None:
    form = {"username": "eve", "password": PASSWORDS["eve"]}
    reply = httpx.post(f"{house.url}login", data=form, headers={"origin": "https://evil.example"})
    assert reply.status_code == 403
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "role=<script>", "tab=x%0d%0aSet-Cookie:a=b"]
)
def test_signing_in_leads_nowhere_else(house: Served, back: str) -> None:
    form = {"username": "ann", "password": PASSWORDS["ann"], "page": "1", "back": back}
    reply = httpx.post(f"{house.url}login", data=form)
    assert reply.status_code == 303
    assert reply.headers["location"] == "./"
    assert len(reply.headers.get_list("set-cookie")) == 1


def test_what_a_stranger_types_does_not_become_markup(house: Served) -> None:
    form = {"username": '"><script>alert(1)</script>', "password": "x", "page": "1", "back": '"><b>'}
    assert "<script" not in httpx.post(f"{house.url}login", data=form).text


def test_guessing_is_stopped_for_the_account_and_tells_nobody_who_exists(tmp_path: Path) -> None:
    with many_users(tmp_path) as served, httpx.Client(base_url=served.url, timeout=60) as guesser:
        said: dict[str, list[tuple[int, str]]] = {"ann": [], "nobody": []}
        for n in range(12):
            for name, replies in said.items():
                # A new address each time, as a proxy would report it: the account is locked all the same.
                seen = {"x-forwarded-for": f"10.0.{n}.1"}
                reply = guesser.post("/login", data={"username": name, "password": f"guess {n}"}, headers=seen)
                replies.append((reply.status_code, reply.text))
        assert said["ann"] == said["nobody"]
        assert [status for status, _ in said["ann"]] == [400] * 10 + [429] * 2
        assert "Try again in 5 min" in said["ann"][-1][1]
        right = {"username": "ann", "password": PASSWORDS["ann"]}
        locked = guesser.post("/login", data=right)
        assert locked.status_code == 429
        assert int(locked.headers["retry-after"]) > 200
        # Nobody else is locked out with her.
        assert guesser.post("/login", data={"username": "bob", "password": PASSWORDS["bob"]}).status_code == 200


def test_guessing_is_stopped_for_the_address_whatever_is_sent(tmp_path: Path) -> None:
    with many_users(tmp_path) as served, httpx.Client(base_url=served.url, timeout=60) as guesser:
        for n in range(15):
            assert guesser.post("/login", json={"username": "ann", "password": f"{n}"}).status_code == 415
            guess = guesser.post("/login", data={"username": f"name{n}", "password": "x"})
            assert guess.status_code == 400
        assert guesser.post("/login", data={"username": "fresh", "password": "x"}).status_code == 429
        # A member who signs in does not get an address's tries back.
        assert guesser.post("/login", data={"username": "eve", "password": PASSWORDS["eve"]}).status_code == 429


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"username": "ann", "password": "ann has a password"}'),
        ("text/plain", b"username=ann&password=ann has a password"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="username"\r\n\r\nann\r\n--x--',
        ),
        ("application/x-www-form-urlencoded", b"&".join([b"username=ann"] * 50)),
        ("application/x-www-form-urlencoded", b"username=ann&password=" + b"x" * 9_000),
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
    ],
)
def test_a_body_that_is_no_form_is_a_failed_try(tmp_path: Path, kind: str, body: bytes) -> None:
    with many_users(tmp_path) as served, httpx.Client(base_url=served.url, timeout=60) as guesser:
        statuses = [guesser.post("/login", content=body, headers={"content-type": kind}).status_code for _ in range(31)]
        assert statuses[0] == 415
        assert statuses[-1] == 429


def test_a_user_who_is_removed_or_gets_a_new_password_is_out_at_once(tmp_path: Path) -> None:
    with many_users(tmp_path) as served, signed_in(served, "bob") as bob, signed_in(served, "ann") as ann:
        assert bob.get("/config").status_code == 200
        users_file(tmp_path / "users.txt", "ann", "eve")
        assert bob.get("/config").status_code == 401
        # Ann's line was written anew with another salt: as good as a new password.
        assert ann.get("/config").status_code == 401
