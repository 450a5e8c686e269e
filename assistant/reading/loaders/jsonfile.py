"""JSON files: a JobPosting, a list of them, or what a job board or tracker exports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.domain import Document, Failure
from assistant.errors import BrokenFile, EmptyFile
from assistant.reading.encoding import decode, not_text
from assistant.reading.loaders import limits, record
from assistant.reading.loaders.fields import looked_for

# How deep in lists and wrappers postings are looked for.
_MAX_DEPTH = 6


def load(path: Path, name: str, limit: int) -> Iterator[Document | Failure]:
    """A document for each posting. A single posting is called by the file's name, several by their keys."""
    value = _parsed(limits.content(path, name, limit), name)
    if record.is_posting(value):
        yield from one(value, name)
        return
    found = 0
    for posting in _records(value, 0):
        found += 1
        yield from one(posting, f"{name}#{record.key_of(posting, found)}")
    if not found:
        raise BrokenFile(
            f"{name} is JSON but holds no posting: expected a schema.org JobPosting, or records with a text "
            f"(one of: {looked_for()})"
        )


def one(posting: record.Record, source: str) -> Iterator[Document | Failure]:
    """The record's document; a failure where it says nothing."""
    if record.is_posting(posting, strict=False):
        document = record.document(posting, source)
        if record.has_text(document.text):
            yield document
            return
    yield Failure(source, f"{source} holds no posting: looked for a text under one of {looked_for()}")


def parse(text: str) -> object:
    """The JSON value of a text. Raises `ValueError` with the reason, also for absurd nesting."""
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _parsed(data: bytes, name: str) -> object:
    if what := not_text(data):
        raise BrokenFile(f"{name} is named as JSON but looks like {what}: give it its own suffix")
    text = decode(data)
    if not text.strip():
        raise EmptyFile(f"{name} is empty: save the posting again")
    try:
        return parse(text)
    except ValueError as error:
        hint = "" if "\n" not in text.strip() else " (a record a line? then call it .jsonl)"
        raise BrokenFile(f"{name} is not valid JSON: {error}{hint}") from error


def _records(value: object, depth: int) -> Iterator[record.Record]:
    """The postings within, and beside postings in a list the records that should have been some."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        of_postings = any(record.is_posting(part) for part in value)
        for part in value:
            if isinstance(part, dict) and of_postings and (record.is_posting(part) or "@type" not in part):
                yield part
            else:
                yield from _records(part, depth + 1)
    elif isinstance(value, dict):
        if record.is_posting(value):
            yield value
            return
        for part in value.values():
            yield from _records(part, depth + 1)
