"""CSV and TSV: a posting a row, read as a stream."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain import Document, Failure
from assistant.errors import BrokenFile
from assistant.reading.loaders import jsonfile, limits, record
from assistant.reading.loaders.fields import field_of, looked_for
from assistant.reading.loaders.stream import lines, opened

_DELIMITERS = ",;\t|"
_SHOWN_COLUMNS = 20


def load(path: Path, name: str, limit: int) -> Iterator[Document | Failure]:
    """A document or a failure for each row below the header.

    The delimiter is the one that the header has most of. Raises `BrokenFile` where no column holds a posting's text.
    """
    # The module's own limit is a quarter of a megabyte, and it is one for the whole process.
    csv.field_size_limit(limits.RECORD_LIMIT)
    with opened(path, name, limit) as (file, encoding):
        texts = (line.replace("\x00", "") for line, _ in lines(file, encoding))
        header = next((line for line in texts if line.strip()), "")
        delimiter = max(_DELIMITERS, key=_unquoted(header).count)
        columns = next(csv.reader([header], delimiter=delimiter), [])
        _check(columns, name)
        yield from _rows(csv.reader(texts, delimiter=delimiter, skipinitialspace=True), columns, name)


def _unquoted(header: str) -> str:
    return "".join(header.split('"')[::2])


def _check(columns: Sequence[str], name: str) -> None:
    kinds = {field_of(column.strip()).kind for column in columns if column.strip()}
    if "text" in kinds or {"title", "section"} <= kinds:
        return
    shown = ", ".join(column.strip() or "(no name)" for column in columns[:_SHOWN_COLUMNS])
    more = f" and {len(columns) - _SHOWN_COLUMNS} more" if len(columns) > _SHOWN_COLUMNS else ""
    raise BrokenFile(
        f"{name} has no column with the postings' text: looked for one of {looked_for()}; found {shown}{more}"
    )


def _rows(reader: Iterator[list[str]], columns: Sequence[str], name: str) -> Iterator[Document | Failure]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(
                f"{name}#{number}", f"row {number} cannot be read: {error}; look for a quote that is not closed"
            )
            continue
        if not any(cell.strip() for cell in row):
            number -= 1
            continue
        values = {column.strip(): cell for column, cell in zip(columns, row, strict=False) if column.strip()}
        yield from jsonfile.one(values, f"{name}#{record.key_of(values, number)}")
