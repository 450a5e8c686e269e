"""How promptfoo, being JavaScript, reads the values of its own asserts: numbers as text, listed texts, patterns."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.evals.checks.kind import BadValue
from assistant.evals.checks.patterns import tokens
from assistant.evals.faults import shortened

_SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
# What JavaScript reads as it stands although it means something else, or nothing, to Python; without its flag u.
_OTHERWISE = frozenset("AGKLMNPRXZhmpcz<>")
_GROUP = re.compile(r"\?(?:[:=!]|<[=!]|<[A-Za-z_$][\w$]*>)")
_FIELD = re.compile(r'"(?P<quoted>(?:\\["\\]|""|[^"])*+)"\s*(?=,|\Z)|(?P<plain>[^",][^,]*)')


def as_text(value: object) -> str:
    """`String(value)` of a text, number or truth value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = float(value)
        if number == 0 or 1e-6 <= abs(number) < 1e21:
            return format(Decimal(repr(abs(number) if number == 0 else number)), "f").removesuffix(".0")
        return re.sub(r"(?:\.0)?e([-+])0*", r"e\1", repr(number))
    return str(value)


def listed(value: str) -> list[str]:
    """A text that lists others, parted by commas; one with a comma in it stands in double quotes, in which `""` and
    `\\"` are a quote. Raises BadValue for quotes that do not close."""
    items, at = [], 0
    while at < len(value):
        if value[at].isspace() or value[at] == ",":
            at += 1
            continue
        field = _FIELD.match(value, at)
        if field is None:
            raise BadValue(
                f"the quotes of the list {shortened(value)!r} do not close before a comma; write a YAML list"
            )
        quoted = field["quoted"]
        items.append(
            field["plain"].strip() if quoted is None else re.sub(r'\\(["\\])|""', lambda m: m[1] or '"', quoted)
        )
        at = field.end()
    return items


def pattern(value: str) -> str:
    r"""The JavaScript pattern (no flags) for Python's `regex` under the flag ASCII: `.` stops at every line break, `$`
    is the end alone, `\s` is all white space, a brace that counts nothing is a brace.

    Raises BadValue for what one language takes and the other does not.
    """
    return "".join(_translated(match, value) for match in tokens(value))


def _translated(token: re.Match[str], whole: str) -> str:
    sign, rest = token.group(), whole[token.end() :]
    if sign.startswith("\\"):
        return _escape(sign, rest)
    if sign.startswith("["):
        return _class(sign)
    if sign == "(" and rest.startswith("?") and not _GROUP.match(rest):
        raise _foreign(f"({rest[:3]}", "it has no flags inside a pattern; `[\\s\\S]` is any character")
    if token["low"] or sign in "*+?":
        if rest.startswith("+"):
            raise _foreign(f"{sign}+", "a repeat cannot be repeated")
        return sign
    return {".": r"[^\n\r\u2028\u2029]", "$": r"\Z", "{": r"\{", "}": r"\}"}.get(sign, sign)


def _escape(sign: str, rest: str) -> str:
    letter = sign[1:]
    if letter in _OTHERWISE or not letter or (letter == "u" and rest.startswith("{")):
        raise _foreign(sign, "it is read differently there")
    if letter == "k" and rest.startswith("<"):
        return r"\g"
    return {"s": f"[{_SPACES}]", "S": f"[^{_SPACES}]"}.get(letter, sign)


def _class(sign: str) -> str:
    body = sign.removeprefix("[").removeprefix("^")
    if body.startswith("]"):
        raise _foreign("[]", "an empty class matches nothing there, or everything")
    if r"\S" in body or any(f"\\{letter}" in body for letter in _OTHERWISE):
        raise _foreign(sign, "it is read differently there")
    opened = "[^" if sign.startswith("[^") else "["
    return opened + body.replace(r"\s", _SPACES).replace("[", r"\[")


def _foreign(part: str, why: str) -> BadValue:
    return BadValue(f"promptfoo's JavaScript does not read {part!r} in a pattern as Python does: {why}; use `facts`")
