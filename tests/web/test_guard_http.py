"""The guard over real HTTP: what a foreign page, a visitor without password, and a curious one get."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from tests.web.serving import SCRIPT, Served, free_port, wait

pytestmark = pytest.mark.xdist_group("served")
JOIN = {"data": [], "fn_index": 0, "session_hash": "abc"}


@pytest.fixture
def visitor(open_app: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=open_app.url, timeout=60) as client:
        yield client


@pytest.fixture
def stranger(closed_app: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=closed_app.url, timeout=60) as client:
        yield client


@pytest.fixture
def ann(stranger: httpx.Client) -> httpx.Client:
    reply = stranger.post("/login", data={"username": "ann", "password": "pw:1"})
    assert reply.status_code == 200
    # Over plain HTTP a client keeps the Secure cookie to itself; a browser treats loopback as secure.
    for name, value in reply.cookies.items():
        stranger.cookies.set(name, value)
    return stranger


def test_the_page_carries_the_security_headers(visitor: httpx.Client) -> None:
    headers = visitor.get("/").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_every_script_of_the_page_carries_the_replys_nonce(visitor: httpx.Client) -> None:
    one, two = visitor.get("/"), visitor.get("/")
    nonce = re.search(r"'nonce-([^']+)'", one.headers["content-security-policy"])
    assert nonce
    assert nonce[1] not in two.text
    scripts = re.findall(r"<script[^>]*>", one.text)
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script for script in scripts)


def test_the_page_brings_our_files_and_no_foreign_address(visitor: httpx.Client) -> None:
    page = visitor.get("/").text
    assert 'href="prep/app.css"' in page
    assert 'src="prep/app.js"' in page
    assert "<title>Interview prep</title>" in page
    loaded = re.findall(r"<(?:script|link|img|meta)[^>]*(?:src|href|content)=[\"']?(https?://[^\"'\s>]+)", page)
    assert loaded == []
    assert visitor.get("/prep/app.css").status_code == visitor.get("/prep/app.js").status_code == 200


def test_a_head_request_is_answered(visitor: httpx.Client) -> None:
    assert visitor.head("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info"])
def test_a_foreign_origin_is_refused_without_cookie(visitor: httpx.Client, path: str) -> None:
    reply = visitor.get(path, headers={"origin": "https://evil.example"})
    assert reply.status_code == 403
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info"])
def test_a_foreign_origin_is_refused_with_cookie(ann: httpx.Client, path: str) -> None:
    assert ann.get(path).status_code == 200
    reply = ann.get(path, headers={"origin": "https://evil.example"})
    assert reply.status_code == 403
    assert "access-control-allow-origin" not in reply.headers
    assert ann.post("/gradio_api/queue/join", json=JOIN, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_preflight_from_elsewhere_gets_no_leave(visitor: httpx.Client) -> None:
    asking = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    reply = visitor.options("/gradio_api/queue/join", headers=asking)
    assert reply.status_code == 403
    assert "access-control-allow-methods" not in reply.headers


def test_a_rebound_name_is_refused(visitor: httpx.Client) -> None:
    rebound = {"host": "evil.example", "origin": "http://evil.example"}
    assert visitor.get("/config", headers=rebound).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/call/roles"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/queue/data?session_hash=abc"),
    ],
)
def test_without_a_password_nothing_is_told(stranger: httpx.Client, method: str, path: str) -> None:
    assert stranger.request(method, path, json=JOIN if method == "POST" else None).status_code == 401


def test_the_sign_in_page_shows_nothing_of_the_library(stranger: httpx.Client) -> None:
    page = stranger.get("/").text
    assert 'type="password"' in page
    assert "<script" not in page
    assert "Northwind" not in page


def test_a_wrong_password_is_refused(stranger: httpx.Client) -> None:
    assert stranger.post("/login", data={"username": "ann", "password": "pw:2"}).status_code == 400


def test_the_sign_in_cookie_stays_on_the_site(stranger: httpx.Client) -> None:
    reply = stranger.post("/login", data={"username": "ann", "password": "pw:1"})
    [cookie] = reply.headers.get_list("set-cookie")
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_sent_over_https_only(stranger: httpx.Client) -> None:
    behind = {"x-forwarded-proto": "https"}
    reply = stranger.post("/login", data={"username": "ann", "password": "pw:1"}, headers=behind)
    assert "Secure" in reply.headers["set-cookie"]


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../etc/passwd",
        "/prep/../launch.py",
        "/prep/..%2flaunch.py",
        "/prep/%2e%2e/launch.py",
        "/assets/..%2f..%2f..%2froutes.py",
        "/static/..%2f..%2findex.html",
        "/monitoring/summary",
        "/gradio_api/openapi.json",
        "/docs",
    ],
)
def test_no_file_and_no_unused_route_is_served(visitor: httpx.Client, path: str) -> None:
    assert visitor.get(path).status_code in (403, 404)


def test_uploads_are_closed(visitor: httpx.Client) -> None:
    assert visitor.post("/gradio_api/upload", files={"files": b"x"}).status_code == 404


def test_an_oversize_body_is_refused(visitor: httpx.Client) -> None:
    assert visitor.post("/gradio_api/queue/join", content=b"x" * 300_000).status_code == 413


def test_queued_functions_do_not_take_direct_calls(visitor: httpx.Client) -> None:
    reply = visitor.post("/gradio_api/run/ask", json={"data": ["pay?", [], []]})
    assert reply.status_code == 404


def test_a_compressed_page_is_asked_for_and_still_completed(visitor: httpx.Client) -> None:
    page = visitor.get("/", headers={"accept-encoding": "br, gzip"})
    assert "prep/app.js" in page.text
    assert "content-encoding" not in page.headers


def test_neither_an_open_page_nor_a_running_answer_delays_the_end_or_makes_it_look_like_a_failure() -> None:
    port = free_port()
    app = subprocess.Popen([sys.executable, str(SCRIPT), str(port)], stderr=subprocess.PIPE, text=True)
    wait(f"http://127.0.0.1:{port}/", app)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as page:
        # The one that Enter in the question box triggers.
        events = page.get("/config").json()["dependencies"]
        chat = next(
            e["id"] for e in events if any(name == "submit" for _, name in e["targets"]) and len(e["inputs"]) == 3
        )
        question = {"data": ["slow", [], None], "fn_index": chat, "session_hash": "abc"}
        assert page.post("/gradio_api/queue/join", json=question).status_code == 200
        with (
            page.stream("GET", "/gradio_api/heartbeat/abc") as heartbeat,
            page.stream("GET", "/gradio_api/queue/data", params={"session_hash": "abc"}) as answer,
        ):
            # Kept, because what is read from an iterator that is dropped is a connection that is closed.
            beats, pieces = heartbeat.iter_lines(), answer.iter_lines()
            assert next(beats) == "data: ALIVE"
            assert any("A slow answer" in line for line in pieces)
            app.terminate()
            _, errors = app.communicate(timeout=10)
    assert errors == ""
