"""Passwords, what counts as this computer, and what is said about exposure."""

from __future__ import annotations

from pathlib import Path

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
    passwords = {made.password for _ in range(100) for made in one_time()}
    assert len(passwords) == 200
    assert min(map(len, passwords)) >= 16


def test_a_password_is_not_in_the_representation() -> None:
    assert "secret" not in repr(Credentials("ann", "secret"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]", "LOCALHOST"])
def test_this_computer_only(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "prep.example", ""])
def test_reachable_by_others(host: str) -> None:
    assert not is_loopback(host)


def test_made_passwords_are_printed_a_given_one_is_not() -> None:
    made, given = one_time(), Credentials("ann", "given-one")
    assert all(one.password in exposure(made, generated=True) for one in made)
    assert "read every posting" in exposure(made, generated=True)
    assert "given-one" not in exposure([given])
    assert "ann" in exposure([given])


def test_with_a_users_file_it_is_named_and_nobody_in_it() -> None:
    assert "/srv/users.txt" in exposure([], users=Path("/srv/users.txt"))


def test_the_guest_is_no_administrator_the_owner_is() -> None:
    assert [one.admin for one in one_time()] == [True, False]
