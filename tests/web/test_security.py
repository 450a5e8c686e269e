"""The guard's decisions, one by one."""

from __future__ import annotations

import pytest

from assistant.web import security

OWN = {"host": "127.0.0.1:7860"}


def refused(method: str = "GET", path: str = "/", *, local_only: bool = True, **headers: str) -> int | None:
    named = {**OWN, **{name.replace("_", "-"): value for name, value in headers.items()}}
    found = security.refusal(method, path, named, local_only=local_only)
    return found.status if found else None


def test_the_page_and_its_own_requests_are_served() -> None:
    assert refused() is None
    assert refused("POST", "/gradio_api/queue/join", origin="http://127.0.0.1:7860", content_length="10") is None
    assert refused("GET", "/gradio_api/queue/data", sec_fetch_site="same-origin") is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:9999",
        "http://localhost:7860",
        "https://127.0.0.1",
        "",
        "file://",
    ],
)
def test_foreign_origins_are_refused(origin: str) -> None:
    assert refused("POST", "/gradio_api/queue/join", origin=origin, content_length="10") == 403
    assert refused("OPTIONS", "/gradio_api/queue/join", origin=origin) == 403


def test_behind_a_proxy_its_name_is_the_own_one() -> None:
    headers = {"origin": "https://prep.example", "x_forwarded_host": "prep.example"}
    assert refused(local_only=False, **headers) is None
    assert refused(local_only=False, origin="https://prep.example") == 403


def test_requests_that_another_site_makes_are_refused_even_without_origin() -> None:
    assert refused(sec_fetch_site="cross-site", sec_fetch_mode="no-cors", sec_fetch_dest="image") == 403
    assert refused(sec_fetch_site="same-site", sec_fetch_mode="cors", sec_fetch_dest="empty") == 403
    assert refused(sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="iframe") == 403


def test_following_a_link_to_the_page_is_allowed() -> None:
    link = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert refused(**link) is None
    assert refused("POST", "/login", content_length="1", **link) == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", "192.168.0.7"])
def test_without_a_password_only_this_computers_names_are_served(host: str) -> None:
    assert refused(host=host) == 403
    assert refused(host=host, local_only=False) is None


@pytest.mark.parametrize("host", ["localhost:7860", "LOCALHOST", "[::1]:7860", "127.0.0.1"])
def test_this_computers_names(host: str) -> None:
    assert refused(host=host) is None


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/deep_link",
        "/gradio_api/openapi.json",
        "/gradio_api/token",
        "/gradio_api/dev/reload",
        "/gradio_api/runs",
        "/gradio_api/process_recording",
        "/gradio_api/vibe-edit",
        "/gradio_api/mcp/",
        "/monitoring",
        "/docs",
    ],
)
def test_routes_that_the_app_does_not_use_are_closed(path: str) -> None:
    assert refused(path=path) == 404


def test_bodies_are_bounded_and_announced() -> None:
    post = {"method": "POST", "path": "/gradio_api/queue/join"}
    assert refused(**post, content_length=str(security.BODY_LIMIT)) is None
    assert refused(**post, content_length=str(security.BODY_LIMIT + 1)) == 413
    assert refused(**post) == 411
    assert refused(**post, content_length="-5") == 411


def test_the_policy_lets_nothing_foreign_in() -> None:
    policy = security.headers_for("/", "N0NCE")["content-security-policy"]
    assert "script-src 'self' 'unsafe-eval' 'nonce-N0NCE'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy


def test_only_what_is_nobodys_may_be_cached() -> None:
    assert security.headers_for("/config", "n")["cache-control"] == "no-store"
    assert security.headers_for("/prep/app.js", "n")["cache-control"] == "no-cache"
    assert "cache-control" not in security.headers_for("/assets/index.js", "n")


def test_cookies_stay_on_the_site() -> None:
    assert security.lax_cookie("a=b; HttpOnly; SameSite=none; Secure") == "a=b; HttpOnly; Secure; SameSite=Lax"
    assert security.lax_cookie("a=b") == "a=b; SameSite=Lax"
