"""JSON Lines: a record a line, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.domain import Document, Failure
from assistant.errors import BrokenFile
from assistant.reading.loaders import jsonfile, limits, record
from assistant.reading.loaders.stream import lines, opened


def load(path: Path, name: str, limit: int) -> Iterator[Document | Failure]:
    """A document or a failure for each line that is not blank."""
    found = False
    with opened(path, name, limit) as (file, encoding):
        for number, (line, whole) in enumerate(lines(file, encoding), 1):
            if not line.strip():
                continue
            found = True
            yield from _record(line, whole, name, number)
    if not found:
        raise BrokenFile(f"{name} holds no records: expected a JSON object in each line")


def _record(line: str, whole: bool, name: str, number: int) -> Iterator[Document | Failure]:
    source = f"{name}#{number}"
    if not whole:
        yield Failure(source, f"line {number} is longer than {limits.megabytes(limits.RECORD_LIMIT)}: leave it out")
        return
    try:
        value = jsonfile.parse(line)
    except ValueError as error:
        yield Failure(source, f"line {number} is not valid JSON: {error}; mend it or take it out")
        return
    if not isinstance(value, dict):
        yield Failure(source, f"line {number} is JSON but no object: expected {{…}} with a posting's text")
        return
    yield from jsonfile.one(value, f"{name}#{record.key_of(value, number)}")
