"""Which socket the app listens on."""

from __future__ import annotations

import socket

import pytest

from assistant.errors import InvalidSetting
from assistant.web.server import FIRST_PORT, CannotListen, listen, url_of
from tests.web.serving import free_port


def test_it_listens_at_once_on_the_given_port() -> None:
    port = free_port()
    with listen("127.0.0.1", port) as bound, socket.create_connection(("127.0.0.1", port), timeout=2):
        assert url_of(bound) == f"http://127.0.0.1:{port}/"


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as one, listen("127.0.0.1", None) as two:
        assert FIRST_PORT <= one.getsockname()[1] < two.getsockname()[1]


def test_a_taken_port_is_named() -> None:
    port = free_port()
    with listen("127.0.0.1", port), pytest.raises(CannotListen, match=f"port {port} on 127.0.0.1 is taken"):
        listen("127.0.0.1", port)


def test_an_unknown_name_is_named() -> None:
    with pytest.raises(InvalidSetting, match=r"no\.such\.name\.invalid"):
        listen("no.such.name.invalid", None)


def test_an_address_of_another_computer_is_refused() -> None:
    with pytest.raises(CannotListen, match="not an address of this computer"):
        listen("192.0.2.1", free_port())


def test_all_addresses_are_opened_under_this_computers_name() -> None:
    port = free_port()
    with listen("0.0.0.0", port) as bound:
        assert url_of(bound) == f"http://127.0.0.1:{port}/"
