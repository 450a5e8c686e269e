"""The block between two `---` lines at the top of a Markdown file.

It is YAML by name, and often is not: templates filled in by hand have unquoted colons, text behind a `|`, lists that
lost their indentation. So it is read line by line: a key at the margin, then whatever stands under it, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_KEY = re.compile(r"([A-Za-z][\w .-]{0,48}?)[ \t]*:(?:[ \t]+(.*))?$")
_COMMENT = re.compile(r"(?:^|\s)#(?:\s.*|#*)$")
_BLOCK = re.compile(r"[|>][+-]?\d*(?:\s+|$)")
_ITEM = re.compile(r"([ \t]*)-[ \t]+(.*)")
_NESTED_KEY = re.compile(r"([A-Za-z][\w -]{0,30}):(?:[ \t]+(.*))?$")
_LIST = re.compile(r"\[(.*)\]$")
# A file that starts with a rule and has no closing one within this many lines has no front matter.
_MAX_LINES = 2000

Value = str | list[str]


def split(text: str) -> tuple[dict[str, Value], str]:
    """The keys of the front matter, each with a string or list of strings, and the text below; ({}, text) without one.

    Comments, and keys without a value, are left out.
    """
    lines = text.lstrip("\ufeff\n\r ").split("\n")
    if not _FENCE.match(lines[0].rstrip("\r")):
        return {}, text
    end = next((n for n, line in enumerate(lines[1:_MAX_LINES], 1) if _FENCE.match(line.rstrip("\r"))), None)
    if end is None:
        return {}, text
    values = dict(_values([line.rstrip() for line in lines[1:end]]))
    return (values, "\n".join(lines[end + 1 :])) if values else ({}, text)


def _values(lines: list[str]) -> Iterator[tuple[str, Value]]:
    key = ""
    first = ""
    below: list[str] = []
    for line in [*lines, "end:"]:
        match = _KEY.match(line)
        if not match:
            if not line.lstrip().startswith("#"):
                below.append(line)
            continue
        if key and (value := _value(first, below)):
            yield key, value
        key, first, below = match.group(1), match.group(2) or "", []


def _value(first: str, below: list[str]) -> Value:
    while below and not below[-1].strip():
        below.pop()
    if block := _BLOCK.match(first):
        # What stands on the line of the "|" is text too: people put it there.
        return "\n".join([first[block.end() :], *(line.strip() for line in below)]).strip("\n")
    first = _unquoted(first)
    if not any(line.strip() for line in below):
        items = _LIST.match(first)
        return [_unquoted(item.strip()) for item in items.group(1).split(",") if item.strip()] if items else first
    if any(_ITEM.match(line) for line in below):
        return list(_items(below))
    return " ".join([first, *(line.strip() for line in below)]).strip()


def _items(lines: list[str]) -> Iterator[str]:
    """The items of a list of any depth, each with the lines that continue it; "key: value" in it keeps its value.

    The line breaks of an item are lost, as YAML has it; an item that names a link or a date without one is left out.
    """
    current: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        item = _ITEM.match(line)
        if item:
            yield from _joined(current)
            current = []
        nested = _NESTED_KEY.match(item.group(2) if item else line.strip())
        if nested:
            current.append(_unquoted(nested.group(2) or ""))
        else:
            current.append(_unquoted(item.group(2)) if item else line.strip())
    yield from _joined(current)


def _joined(parts: list[str]) -> Iterator[str]:
    text = " ".join(part for part in parts if part)
    if text:
        yield text


def _unquoted(value: str) -> str:
    """A scalar without its quotes and the comment behind it."""
    value = value.strip()
    if value[:1] in ("'", '"'):
        end = value.find(value[0], 1)
        rest = value[end + 1 :].strip()
        if end > 0 and (not rest or rest.startswith("#")):
            return value[1:end]
        return value
    if value.startswith("#"):
        return ""
    return _COMMENT.sub("", value).strip()
