"""The tree of errors is as it is drawn, and each says how the terminal ends."""

from __future__ import annotations

import re

from assistant import errors
from assistant.errors import AssistantError, UsageError

_BRANCH = re.compile(r"^([│├└─\s]*)([A-Z]\w+)\s{2,}\S")


def drawn() -> dict[str, str]:
    """Each error of the drawing with the one above it."""
    above: list[str] = []
    parents = {}
    for line in (errors.__doc__ or "").splitlines():
        if match := _BRANCH.match(line):
            above[len(match[1]) // 4 :] = [match[2]]
            parents[match[2]] = above[-2] if len(above) > 1 else "Exception"
    return parents


def test_the_drawing_is_the_code() -> None:
    defined = {
        name: value.__bases__[0].__name__
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, AssistantError)
    }
    assert drawn() == defined


def test_what_the_user_got_wrong_ends_with_2_and_all_else_with_1() -> None:
    for name in drawn():
        error = getattr(errors, name)
        assert error.exit_code == (2 if issubclass(error, UsageError) else 1)


def test_every_error_says_what_it_is() -> None:
    assert all(getattr(errors, name).__doc__ for name in drawn())
