"""`prep users`: as an operator runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import complaint, prep

PASSWORD = "a long password\n"


def test_users_are_added_listed_and_removed(tmp_path: Path) -> None:
    done = prep(tmp_path, "users", "add", "ann", "--admin", stdin=PASSWORD)
    assert "Added the administrator ann" in done.stdout
    assert str(tmp_path / "users.txt") in done.stdout
    assert "Added the user bob" in prep(tmp_path, "users", "add", "bob", stdin=PASSWORD).stdout
    listed = json.loads(prep(tmp_path, "users", "list", "--json").stdout)
    assert listed == [{"name": "ann", "admin": True}, {"name": "bob", "admin": False}]
    assert "Removed bob" in prep(tmp_path, "users", "remove", "bob").stdout
    assert prep(tmp_path, "users", "list").stdout == "ann  administrator\n"


def test_the_setting_names_the_file(tmp_path: Path) -> None:
    prep(tmp_path, "users", "add", "ann", stdin=PASSWORD, PREP_USERS_FILE=str(tmp_path / "elsewhere"))
    assert (tmp_path / "elsewhere").is_file()


def test_no_password_and_a_short_one_are_one_line(tmp_path: Path) -> None:
    assert "no password came on stdin" in complaint(prep(tmp_path, "users", "add", "ann", stdin=""), 2)
    said = complaint(prep(tmp_path, "users", "add", "ann", stdin="hunter2\n"), 2)
    assert "take at least 8" in said
    assert "hunter2" not in said


def test_with_data_all_that_is_kept_of_a_user_goes(tmp_path: Path) -> None:
    from assistant.app import build, read_settings

    kept = build(read_settings(home=tmp_path))
    kept.records.put("bob", "resume", "mine", {"text": "secret"})
    kept.records.put("ann", "resume", "mine", {"text": "hers"})
    prep(tmp_path, "users", "add", "bob", stdin=PASSWORD)
    assert "1 record" in prep(tmp_path, "users", "remove", "bob", "--data").stdout
    assert kept.records.kinds("bob") == {}
    assert kept.records.kinds("ann") == {"resume": 1}
    kept.close()
