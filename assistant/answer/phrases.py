"""The words that answers are framed in, from `knowledge/phrases.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.domain import Role
from assistant.knowledge import load


@cache
def _phrases() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = load("phrases")
    return table


def name_of(ask: str) -> str:
    """What is asked for, to complete "says about …": "salary" -> "the pay"."""
    return _phrases()[ask]["name"]


def recruiter_question(ask: str, role: str) -> str:
    """The question to put to the recruiter about `ask`."""
    return _phrases()[ask]["recruiter"].format(role=role)


def spoken(role: Role) -> str:
    """The role as a person would name it in a question."""
    return f"{role.company}'s {role.title} role" if role.company else f"the {role.title} role"


def bold(role: Role) -> str:
    """The role's name in bold, its Markdown taken literally."""
    return f"**{plain(role.name)}**"


def plain(text: str) -> str:
    """Text from a posting for use inside Markdown: characters that would format are escaped."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|" else c for c in text)


def listed(items: Sequence[str], *, most: int = 8, last: str = "and") -> str:
    """ "a, b and c"; beyond `most`, "a, b and 3 more"."""
    shown = list(items[:most])
    if len(items) > most:
        shown.append(f"{len(items) - most} more")
    return f" {last} ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
