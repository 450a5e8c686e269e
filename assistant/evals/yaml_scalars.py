"""Plain YAML words to values as YAML 1.2 reads them, and promptfoo with it: `no` and `12:30` are words, `012` is 12.

(PyYAML follows YAML 1.1, where they are false, 750 and 10: the same file would say two things.)
"""

from __future__ import annotations

import re

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD_FLOATS = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt \t])")
_LONGEST_NUMBER = 300

Scalar = str | int | float | bool | None


def plain_scalar(text: str) -> Scalar:
    """The value of a word without quotes. Raises ValueError, saying what to write instead, for a date."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _DATE.match(text):
        raise ValueError(f'{text} without quotes is a date, which no key takes; write "{text}"')
    return _number(text)


def _number(text: str) -> int | float | str:
    if text.lower() in _ODD_FLOATS:
        return _ODD_FLOATS[text.lower()]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INT.fullmatch(text):
        digits = text.lstrip("+-").lower()
        base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
        return int(digits, base) * (-1 if text.startswith("-") else 1)
    return float(text) if _FLOAT.fullmatch(text) else text
