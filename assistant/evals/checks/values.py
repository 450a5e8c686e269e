"""What values checks take in a case file. Each function passes a good value and raises BadValue for another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from assistant.evals.checks.kind import BadValue
from assistant.evals.checks.patterns import compiled
from assistant.evals.faults import nearest, spoken

Accept = Callable[[object], None]


def nothing(value: object) -> None:
    """No value at all."""
    if value is not None:
        raise BadValue(f"expected no value, got {spoken(value)}; delete it")


def text(value: object) -> None:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise BadValue(f"expected a text, got {spoken(value)}{quotes(value)}")


def pattern(value: object) -> None:
    """A regular expression that compiles."""
    text(value)
    compiled(str(value))


def list_of(accept: Accept, what: str, example: str) -> Accept:
    """A list of at least one `what`, each as `accept` takes it; `example` shows how to write it."""

    def accept_list(value: object) -> None:
        if not isinstance(value, list) or not value:
            raise BadValue(f"expected a list of {what}, got {spoken(value)}; write {example}")
        for place, item in enumerate(value):
            within(accept, item, place)

    return accept_list


def within(accept: Accept, value: object, *path: str | int) -> None:
    """`accept` for a part of a value; a BadValue then says where the part is."""
    try:
        accept(value)
    except BadValue as error:
        raise BadValue(str(error), *path, *error.path) from error


def fields(value: object, known: tuple[str, ...], example: str) -> dict[str, object]:
    """The value as a mapping with no other keys than `known`."""
    if not isinstance(value, dict):
        raise BadValue(f"expected a mapping, got {spoken(value)}; write {example}")
    for key in value:
        if key not in known:
            raise BadValue(f"unknown key {key!r}; {nearest(str(key), known)}", key)
    return value


def without_repeats(items: list[str], what: str) -> None:
    """Raises BadValue where an item stands twice."""
    for item, same in groupby(sorted(items)):
        if len(list(same)) > 1:
            raise BadValue(f"{what} {item!r} stands twice; keep one of them")


def quotes(value: object) -> str:
    """Advice for a value that would be a text if it stood in quotes; empty for others."""
    return "; put it in quotes" if isinstance(value, bool | int | float) else ""
