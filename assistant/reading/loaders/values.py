"""The values of records as people read them: places, dates, organisations and lists on one line, prose on several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from assistant.knowledge import load
from assistant.reading.loaders.fields import readable, squeezed
from assistant.reading.loaders.markup import Page, plain

# Deeper than any export nests; a guard against hostile ones.
MAX_DEPTH = 6
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]\d{2}:)")
_NAMES = ("name", "displayname", "label", "title", "text", "value", "credentialcategory", "code", "id")
_PLACE = ("streetaddress", "addresslocality", "locality", "city", "addressregion", "region", "state", "province",
          "postalcode", "addresscountry", "country", "countryname")  # fmt: skip
_HEADINGS = ("title", "heading", "header", "name", "label", "text")
_BODIES = ("content", "body", "text", "description", "value", "html", "items")
# A mapping with a value this long is several parts, not one line.
_LONG = 200
# A number of seconds or milliseconds since 1970 that lies between the years 2001 and 2100.
_SECONDS = (1_000_000_000, 4_102_444_800)


def shown(value: object, depth: int = 0) -> str:
    """The value on one line; "" for what says nothing."""
    if value is None or depth > MAX_DEPTH:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    if isinstance(value, Sequence):
        parts = (shown(part, depth + 1) for part in value)
        joint = "; " if any(isinstance(part, Mapping) for part in value) else ", "
        return joint.join(dict.fromkeys(part for part in parts if part))
    return str(value)


def _string(value: str) -> str:
    words = _words()
    if value in words:
        return words[value]
    text = plain(value).text if "<" in value or "&" in value else value
    text = " ".join(text.split())
    iso = _ISO_TIME.match(text)
    return iso.group() if iso else text


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = load("fields")["values"]
    return words


def _mapping(value: Mapping[str, object], depth: int) -> str:
    known = {squeezed(key): part for key, part in value.items()}
    if known.get("address"):
        return shown(known["address"], depth + 1)
    if months := shown(known.get("monthsofexperience"), depth + 1):
        return f"{months} months of experience" if months.isdecimal() else months
    if known.get("type") == "PropertyValue" and known.get("value"):
        return shown(known["value"], depth + 1)
    place = [shown(known[key], depth + 1) for key in _PLACE if known.get(key)]
    if place:
        return ", ".join(dict.fromkeys(part for part in place if part))
    for key in _NAMES:
        if known.get(key):
            return shown(known[key], depth + 1)
    parts = (shown(part, depth + 1) for key, part in value.items() if not key.startswith("@"))
    return ", ".join(part for part in parts if part)


def date_of(value: object) -> str:
    """A date as it is written, a time stamp cut to its date, a number of (milli)seconds since 1970 as a date (UTC)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = _SECONDS
        seconds = value / 1000 if value > high else value
        if low <= seconds <= high:
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return shown(value)


def prose(value: object) -> Page:
    """A long value with its line structure: HTML as text, a list as bullets."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Sequence):
        items = [" ".join(shown(item).split()) for item in value]
        return Page("\n".join(f"• {item}" for item in items if item))
    return Page(shown(value))


def parts_of(value: object, label: str, depth: int = 0) -> Iterator[tuple[str, Page]]:
    """The headed parts of a nested value: each (heading, body). `label` is the heading where the value names none."""
    if depth > MAX_DEPTH or value in (None, "", [], {}):
        return
    if isinstance(value, Mapping):
        yield from _headed(value, label, depth)
    elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        for part in value:
            yield from parts_of(part, label, depth + 1)
    else:
        page = prose(value)
        if page.text.strip():
            yield label, page


def _headed(value: Mapping[str, object], label: str, depth: int) -> Iterator[tuple[str, Page]]:
    known = {squeezed(key): (key, part) for key, part in value.items() if part not in (None, "", [], {})}
    heading = next((key for key in _HEADINGS if isinstance(known.get(key, ("", None))[1], str)), None)
    body = next((key for key in _BODIES if key in known and key != heading), None)
    if heading and body:
        yield from parts_of(known[body][1], shown(known[heading][1]), depth + 1)
        return
    if any(isinstance(part, Mapping | list) or len(str(part)) > _LONG for _, part in known.values()):
        for key, part in known.values():
            if not key.startswith("@"):
                yield from parts_of(part, readable(key), depth + 1)
        return
    line = shown(value)
    if line:
        yield label, Page(line)
