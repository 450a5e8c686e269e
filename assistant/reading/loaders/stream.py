"""Files of records, read piece by piece: lines of text from a file of any size, in constant memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from assistant.errors import BrokenFile, EmptyFile, UnreadableFile
from assistant.reading.encoding import decode, not_text, sniff
from assistant.reading.loaders import limits

_SAMPLE = 65_536


@contextmanager
def opened(path: Path, name: str, limit: int) -> Iterator[tuple[IO[bytes], str]]:
    """The file, past its byte order mark, and its encoding. Raises as all loaders do for what cannot be read."""
    limits.check(path, name, limit)
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
            if what := not_text(sample):
                raise BrokenFile(f"{name} is named as records of text but looks like {what}: give it its own suffix")
            encoding, mark = sniff(sample)
            if not sample[mark:].strip(b" \t\r\n\x00"):
                raise EmptyFile(f"{name} is empty: export the postings again")
            file.seek(mark)
            yield file, encoding
    except OSError as error:
        raise UnreadableFile(f"{name} cannot be read: {error.strerror or error}") from error


def lines(file: IO[bytes], encoding: str) -> Iterator[tuple[str, bool]]:
    """The lines, ending in "\\n", each with whether it is whole: one beyond `RECORD_LIMIT` is cut there, and is not."""
    for line, whole in _raw_lines(file, encoding):
        for part in line.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"):
            yield part + "\n", whole


def _raw_lines(file: IO[bytes], encoding: str) -> Iterator[tuple[str, bool]]:
    if encoding != "utf-8":
        yield from ((line, True) for line in codecs.getreader(encoding)(file, "replace"))
        return
    while raw := file.readline(limits.RECORD_LIMIT):
        whole = len(raw) < limits.RECORD_LIMIT or raw.endswith(b"\n")
        try:
            yield raw.decode("utf-8"), whole
        except UnicodeDecodeError:
            yield decode(raw), whole
        while not whole and (rest := file.readline(limits.RECORD_LIMIT)):
            whole = rest.endswith(b"\n")
