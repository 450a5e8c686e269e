"""A stated salary on one line: "GBP 24,755 - 30,054 per year"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.knowledge import load
from assistant.reading.loaders.fields import field_of, squeezed
from assistant.reading.loaders.values import MAX_DEPTH, shown

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Names that mean a part of a salary inside of one only.
_IN_AMOUNT = {"min": "min", "from": "min", "max": "max", "to": "max", "unit": "period", "duration": "period"}
_IN_AMOUNT.update(dict.fromkeys(("value", "amount", "text", "summary", "description"), "value"))
# A bare amount at which nobody works is "not stated" in many exports.
_NOTHING = ("0", "0.0", "0.00", "-1")


def salary_line(value: object) -> str:
    """A schema.org `MonetaryAmount`, a board's own mapping, a list of them, a number or a text, as one line."""
    return _salary(value, 0)


def _salary(value: object, depth: int) -> str:
    if depth > MAX_DEPTH:
        return ""
    if isinstance(value, Mapping):
        return from_parts(_flat(value, depth))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(dict.fromkeys(line for line in (_salary(part, depth + 1) for part in value) if line))
    text = shown(value)
    return "" if text in _NOTHING else _grouped(text)


def from_parts(parts: Mapping[str, str]) -> str:
    """The line of the parts `min max currency period value`, each of which may be missing."""
    low, high = (("" if parts.get(name, "") in _NOTHING else _grouped(parts.get(name, ""))) for name in ("min", "max"))
    amount = " - ".join(dict.fromkeys(part for part in (low, high) if part))
    stated = parts.get("value", "")
    if not amount:
        amount, stated = ("" if stated in _NOTHING else _grouped(stated)), ""
    if not amount:
        return ""
    if not low and high:
        amount = f"up to {amount}"
    elif low and not high:
        amount = f"from {amount}"
    period = parts.get("period", "")
    period = _periods().get(period.upper(), period)
    # A salary in words ("Competitive, plus benefits") has its own currency and period, if any.
    if not _NUMBER.fullmatch(amount.replace(",", "").split(" ")[-1]):
        return amount
    line = " ".join(part for part in (parts.get("currency", ""), amount, f"per {period}" if period else "") if part)
    return f"{line} ({stated})" if stated and not _NUMBER.fullmatch(stated) else line


def _flat(value: Mapping[str, object], depth: int) -> dict[str, str]:
    """The parts of a nested amount; the outer ones are taken before the inner ones."""
    parts: dict[str, str] = {}
    inner: list[Mapping[str, object]] = []
    for key, part in value.items():
        if isinstance(part, Mapping) and depth < MAX_DEPTH:
            inner.append(part)
        elif part not in (None, "") and not key.startswith("@"):
            name = _part_name(key)
            if name and name not in parts:
                parts[name] = shown(part)
    for nested in inner:
        parts = {**_flat(nested, depth + 1), **parts}
    return parts


def _part_name(key: str) -> str:
    field = field_of(key)
    if field.kind == "salary":
        return field.name
    return _IN_AMOUNT.get(squeezed(key), "")


@cache
def _periods() -> dict[str, str]:
    periods: dict[str, str] = load("fields")["periods"]
    return periods


def _grouped(number: str) -> str:
    """ "24755" as "24,755", "15.50" and words as they are."""
    whole, point, rest = number.partition(".")
    if not _NUMBER.fullmatch(number) or len(whole) < 5:
        return number.removesuffix(".0").removesuffix(".00") if _NUMBER.fullmatch(number) else number
    return f"{int(whole):,}" + (point + rest if rest.strip("0") else "")
