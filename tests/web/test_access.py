"""Passwords, what counts as this computer, and what is said about exposure."""

from __future__ import annotations

import pytest

from assistant.errors import InvalidSetting
from assistant.web.access import Credentials, exposure, is_loopback, one_time, parse_credentials


def test_a_password_may_hold_colons() -> None:
    assert parse_credentials("ann:a:b") == Credentials("ann", "a:b")


@pytest.mark.parametrize("text", ["", "ann", "ann:", ":secret", " :secret"])
def test_a_wrong_form_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InvalidSetting, match="USER:PASSWORD") as raised:
        parse_credentials(text)
    assert "secret" not in str(raised.value)


def test_one_time_passwords_differ_and_are_long() -> None:
    passwords = {one_time().password for _ in range(100)}
    assert len(passwords) == 100
    assert min(map(len, passwords)) >= 16


def test_a_password_is_not_in_the_representation() -> None:
    assert "secret" not in repr(Credentials("ann", "secret"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]", "LOCALHOST"])
def test_this_computer_only(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "prep.example", ""])
def test_reachable_by_others(host: str) -> None:
    assert not is_loopback(host)


def test_a_made_password_is_printed_a_given_one_is_not() -> None:
    made, given = Credentials("guest", "made-one"), Credentials("ann", "given-one")
    assert "made-one" in exposure(made, generated=True)
    assert "read every posting" in exposure(made, generated=True)
    assert "given-one" not in exposure(given, generated=False)
