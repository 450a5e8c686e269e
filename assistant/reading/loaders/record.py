"""A record (a JSON object, a row, front matter) as a document: what it states as readable lines, then its text.

Facts are cited by spans of the text, so all that a record states stands in the text, under the words that postings use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from assistant.domain import Document, Span
from assistant.reading.loaders.fields import Field, field_of, title_rank
from assistant.reading.loaders.markup import Page
from assistant.reading.loaders.salary import from_parts, salary_line
from assistant.reading.loaders.values import date_of, parts_of, shown

# A value that is longer, or has several lines, is a part of the text and not a label's value.
MAX_LINE = 300
MAX_ITEM = 60
# A title is short; a description in one word is none.
_MAX_TITLE = 200
_MIN_TEXT = 40
_DATES = frozenset({"posted", "closes", "opens", "start_date"})
_HINTS = ("company", "location", "posted", "closes")
_URL = re.compile(r"https?://\S+$")
_SPACE = re.compile(r"[\s_\-]+")
_WORD = re.compile(r"\w+")

Record = Mapping[str, object]


@dataclass(slots=True)
class _Stated:
    """What a record states, sorted by what it is."""

    title: str = ""
    url: str = ""
    lines: dict[str, tuple[int, int, str, str]] = field(default_factory=dict)
    sections: list[tuple[int, str, Page]] = field(default_factory=list)
    texts: list[tuple[int, Page]] = field(default_factory=list)
    salary: dict[str, str] = field(default_factory=dict)


def is_posting(value: object, *, strict: bool = True) -> TypeGuard[Record]:
    """Whether a parsed value is a posting: it says so, or it has a text (or headed parts and a title).

    Where postings are expected anyway (`strict=False`), a short text or a title and another field are enough.
    """
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        return False
    types = value.get("@type")
    if types == "JobPosting" or (isinstance(types, list) and "JobPosting" in types):
        return True
    kinds = {field_of(key).kind for key, part in value.items() if _says_something(key, part, strict)}
    return "text" in kinds or {"title", "section"} <= kinds or (not strict and {"title", "line"} <= kinds)


def _says_something(key: str, part: object, strict: bool) -> bool:
    if not strict or field_of(key).kind != "text":
        return part not in (None, "", [], {})
    # Lists of records stand under "content" and "data" too; they are looked into, not taken for text.
    return (isinstance(part, str) and len(part) >= _MIN_TEXT) or (isinstance(part, Mapping) and "sections" in part)


def document(record: Record, source: str) -> Document:
    """The record as a document. Its text may be empty; the caller decides what that means."""
    stated = _sorted(record)
    text = _Text()
    text.add(stated.title)
    text.add("\n".join(label_lines(stated.lines, stated.salary)))
    _add_texts(text, stated)
    return Document(source, str(text), _hints(stated), tuple(text.hidden), tuple(text.furniture))


def label_lines(lines: Mapping[str, tuple[int, int, str, str]], salary: Mapping[str, str]) -> Iterator[str]:
    """The "Label: value" lines, in the order of the table; the salary's parts become one line."""
    shown_lines = dict(lines)
    if "salary" not in lines and (line := from_parts(salary)):
        found = field_of("salary")
        shown_lines["salary"] = (found.rank, 0, found.label, line)
    yield from (f"{label}: {value}" for _, _, label, value in sorted(shown_lines.values(), key=lambda entry: entry[0]))


def key_of(record: Record, number: int) -> str:
    """What tells the record from the others of its file: its id, else its 1-based number."""
    fields = ((field_of(key), value) for key, value in record.items())
    ids = sorted((found.prefers, shown(value)) for found, value in fields if found.kind == "id")
    found = next((_SPACE.sub("-", text) for _, text in ids if text and len(text) <= 80), "")
    return found.replace("#", "") or str(number)


def is_line(key: str) -> bool:
    """Whether the key states something on one line, and no part of the text."""
    return field_of(key).kind in ("line", "title", "url", "salary")


def has_text(text: str) -> bool:
    """Whether any letter or digit stands in the text."""
    return any(char.isalnum() for char in text)


def _sorted(record: Record) -> _Stated:
    stated = _Stated()
    titles: list[tuple[int, str]] = []
    urls: list[tuple[int, str]] = []
    several_texts = sum(field_of(key).kind == "text" and bool(value) for key, value in record.items()) > 1
    for key, value in record.items():
        found = field_of(key)
        if value in (None, "", [], {}) or found.kind in ("id", "ignored"):
            continue
        if found.kind == "url":
            urls.append((found.prefers, shown(value)))
        elif title_rank(key) >= 0 and _may_be_title(value) and (found.kind != "text" or several_texts):
            titles.append((title_rank(key), shown(value)))
        elif found.kind == "text":
            stated.texts.extend((found.prefers, page) for _, page in parts_of(value, ""))
        else:
            _sort_field(stated, found, value)
    stated.title = min(titles, default=(0, ""))[1]
    stated.url = next((url for _, url in sorted(urls) if _URL.match(url)), "")
    return stated


def _may_be_title(value: object) -> bool:
    return isinstance(value, str | Mapping) and len(shown(value)) <= _MAX_TITLE and "\n" not in str(value).strip()


def _sort_field(stated: _Stated, found: Field, value: object) -> None:
    if found.kind == "salary":
        stated.salary.setdefault(found.name, shown(value))
    elif found.kind == "section":
        stated.sections.extend((found.rank, label, page) for label, page in parts_of(value, found.label))
    elif found.name == "category" and isinstance(value, Mapping):
        for key, part in value.items():
            _sort_field(stated, field_of(key), part)
    else:
        _sort_line(stated, found, value)


def _sort_line(stated: _Stated, found: Field, value: object) -> None:
    text = _line_value(found, value)
    if not text or _URL.match(text):
        return
    if len(text) > MAX_LINE or _is_long(value) or (found.kind == "unknown" and _has_headings(found, value)):
        stated.sections.extend((100 + found.rank, label, page) for label, page in parts_of(value, found.label))
        return
    before = stated.lines.get(found.name)
    if before is None or found.prefers < before[1]:
        rank = found.rank if found.kind == "line" else 1000 + len(stated.lines)
        stated.lines[found.name] = (rank, found.prefers, found.label, text)


def _is_long(value: object) -> bool:
    """Whether a value has lines of its own: a text of several, or a list of sentences."""
    if isinstance(value, str):
        return "\n" in value.strip()
    return isinstance(value, list) and any(isinstance(part, str) and len(part) > MAX_ITEM for part in value)


def _has_headings(found: Field, value: object) -> bool:
    return isinstance(value, list | Mapping) and any(label != found.label for label, _ in parts_of(value, found.label))


def _line_value(found: Field, value: object) -> str:
    if found.name == "salary":
        return salary_line(value)
    if found.name in _DATES:
        return date_of(value)
    if found.name == "work_mode" and isinstance(value, bool):
        # "remote: false" leaves open whether the place is an office, a site or several.
        return "Remote" if value else ""
    return shown(value)


def _hints(stated: _Stated) -> dict[str, str]:
    hints = {name: stated.lines[name][3] for name in _HINTS if name in stated.lines}
    return {key: value for key, value in (("title", stated.title), *hints.items(), ("url", stated.url)) if value}


class _Text:
    """A text in the making, with what its pieces hide and which of their spans are furniture."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.hidden: list[str] = []
        self.furniture: list[Span] = []

    def add(self, text: str, page: Page | None = None, heading: bool = False) -> None:
        """Adds a piece behind a blank line (behind its heading: on the next line)."""
        text = text.strip("\n") if page is None or not page.furniture else text.rstrip("\n")
        if not text.strip():
            return
        if self._pieces:
            self._pieces.append("\n" if heading else "\n\n")
            self._length += 1 if heading else 2
        if page is not None:
            self.hidden.extend(page.hidden)
            self.furniture.extend(Span(s.start + self._length, s.end + self._length) for s in page.furniture)
        self._pieces.append(text)
        self._length += len(text)

    def __str__(self) -> str:
        return "".join(self._pieces)


def _add_texts(text: _Text, stated: _Stated) -> None:
    seen = ""
    several = len(stated.texts) + len(stated.sections) > 1
    for _, page in sorted(stated.texts, key=lambda entry: entry[0]):
        if not several:
            text.add(page.text, page)
        elif not _repeats(page.text, seen):
            text.add(page.text, page)
            seen += _signature(page.text)
    for _, label, page in sorted(stated.sections, key=lambda entry: entry[0]):
        if not _repeats(page.text, seen):
            text.add(label)
            text.add(page.text, page, heading=bool(label))


def _signature(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) + " "


def _repeats(text: str, seen: str) -> bool:
    """Whether the text's beginning stands in what was taken already: exports give one text in several forms."""
    start = _signature(text[:400])[:160]
    return not start.strip() or start[: start.rfind(" ")].strip() in seen
