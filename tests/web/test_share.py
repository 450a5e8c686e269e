"""Sharing without a network says so at once."""

from __future__ import annotations

import time

import pytest

from assistant.web import share
from assistant.web.share import ShareUnavailable, Tunnel, find_tunnel, within


def test_what_is_done_in_time_is_returned() -> None:
    assert within(5, lambda: 42, "late") == 42


def test_what_takes_too_long_is_given_up() -> None:
    began = time.monotonic()
    with pytest.raises(ShareUnavailable, match=r"the service \(no answer within 0 seconds\)"):
        within(0.1, lambda: time.sleep(5), "the service")
    assert time.monotonic() - began < 2


def test_a_failure_is_one_line() -> None:
    def fail() -> None:
        raise OSError("no\nroute")

    with pytest.raises(ShareUnavailable, match=r"^nobody there \(no route\)$"):
        within(5, fail, "nobody there")


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "_SERVICE", "http://127.0.0.1:9/tunnel")
    began = time.monotonic()
    with pytest.raises(ShareUnavailable, match="cannot be reached"):
        find_tunnel()
    assert time.monotonic() - began < share._ANSWER_SECONDS + 1


def test_an_own_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SHARE_SERVER_ADDRESS", "share.example:7000")
    assert find_tunnel() == Tunnel("share.example", 7000, None)


def test_an_own_server_without_port_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SHARE_SERVER_ADDRESS", "share.example")
    with pytest.raises(ShareUnavailable, match="HOST:PORT"):
        find_tunnel()
