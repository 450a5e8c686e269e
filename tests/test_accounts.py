"""The users file: what is kept of a password, what a line must be, and what changes it."""

from __future__ import annotations

import stat
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.accounts import Account, add_account, fits, hash_password, read_accounts, remove_account
from assistant.errors import InvalidSetting, UsageError

QUICK = (10, 1, 1)
SECRET = "a long password"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users.txt"


def test_a_password_fits_its_own_hash_only() -> None:
    hashed = hash_password(SECRET, QUICK)
    assert fits(hashed, SECRET)
    assert not fits(hashed, SECRET + " ")
    assert not fits(hashed, "")


def test_two_users_of_one_password_have_nothing_in_common() -> None:
    assert hash_password(SECRET, QUICK) != hash_password(SECRET, QUICK)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_tried_as_a_password(one: str, two: str) -> None:
    hashed = hash_password(one, QUICK)
    assert fits(hashed, one)
    assert not fits(hashed, two) or normalize("NFKC", one) == normalize("NFKC", two)


def test_a_user_is_added_listed_and_removed(file: Path) -> None:
    assert add_account(file, "ann", SECRET, admin=True)
    assert add_account(file, "李雷", SECRET)
    found = read_accounts(file)
    assert [(a.name, a.admin) for a in found.values()] == [("ann", True), ("李雷", False)]
    assert fits(found["ann"].hashed, SECRET)
    assert remove_account(file, "Ann").name == "ann"
    assert list(read_accounts(file)) == ["李雷"]


def test_adding_again_gives_a_new_password_and_standing(file: Path) -> None:
    add_account(file, "ann", SECRET, admin=True)
    assert not add_account(file, "ann", "another password")
    [ann] = read_accounts(file).values()
    assert not ann.admin
    assert fits(ann.hashed, "another password")


def test_the_file_holds_no_password_and_is_its_owners_alone(file: Path) -> None:
    add_account(file, "ann", SECRET)
    assert SECRET not in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_names_that_look_alike_are_one_user(file: Path) -> None:
    add_account(file, "Ann", SECRET)
    assert not add_account(file, "ann", SECRET)
    assert len(read_accounts(file)) == 1


@pytest.mark.parametrize("name", ["", " ", "a b", "a:b", "a\nb", "guest:1", "a\u202eb", "x" * 65, "../etc"])
def test_a_name_that_a_file_or_screen_cannot_hold_is_refused(file: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a user's name"):
        add_account(file, name, SECRET)
    assert not file.exists()


def test_a_short_password_is_refused_and_not_repeated(file: Path) -> None:
    with pytest.raises(UsageError, match="7 characters; take at least 8") as raised:
        add_account(file, "ann", "hunter2")
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    "line",
    [
        "ann",
        "ann secret",
        "ann scrypt$15$8$3$abc",
        "ann scrypt$30$8$3$c2FsdA==$aGFzaA==",
        "ann scrypt$15$8$3$c2FsdA==$aGFzaA== root",
        "ann md5$15$8$3$c2FsdA==$aGFzaA==",
    ],
)
def test_a_line_that_is_none_is_named(file: Path, line: str) -> None:
    file.write_text(f"# users\n\n{line}\n", "utf-8")
    with pytest.raises(InvalidSetting, match=r"users\.txt:3"):
        read_accounts(file)


def test_a_user_who_stands_twice_is_a_mistake(file: Path) -> None:
    line = f"ann {hash_password(SECRET, QUICK)}\n"
    file.write_text(line + line.replace("ann", "ANN"), "utf-8")
    with pytest.raises(InvalidSetting, match="'ANN' stands twice"):
        read_accounts(file)


def test_a_missing_file_says_how_to_make_one(file: Path) -> None:
    with pytest.raises(InvalidSetting, match="prep users add NAME"):
        read_accounts(file)


def test_removing_nobody_says_who_is_there(file: Path) -> None:
    add_account(file, "ann", SECRET)
    with pytest.raises(UsageError, match=r"no user 'bob'; there are: ann"):
        remove_account(file, "bob")


def test_a_hash_is_not_in_the_representation() -> None:
    assert "salt" not in repr(Account("ann", "salt"))
