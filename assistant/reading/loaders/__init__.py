"""Files to documents: one loader a format, chosen by the file's suffix.

To add a format, write a module with `load(path, name, limit)` that yields a `Document` for each posting (and a
`Failure` for a record that cannot be read), and name it in `_LOADERS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from assistant.domain import Document, Failure, Span
from assistant.errors import EmptyFile, UnsupportedFile
from assistant.reading.encoding import mend
from assistant.reading.loaders import limits

# The module that reads a suffix; imported when such a file is read, for some bring large libraries.
_LOADERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "webpage",
    ".htm": "webpage",
    ".xhtml": "webpage",
    ".pdf": "pdf",
    ".docx": "word",
    ".json": "jsonfile",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
    ".csv": "table",
    ".tsv": "table",
}
_STREAMED = frozenset({"jsonlines", "table"})

SUFFIXES: tuple[str, ...] = tuple(_LOADERS)
"""The suffixes of the files that can be read, in lower case."""


def load(path: Path, name: str, limit: int | None = None) -> Iterator[Document | Failure]:
    """The documents of a file, read as they are asked for; a `Failure` takes the place of a record that is none.

    `name` is how people see the file; a record of it is `name#key`. `limit` is the largest size in bytes
    (default: 50 MB, for record formats 1 GB). Raises, before the first document, an `UnreadableFile` that says why the
    file as a whole cannot be read.
    """
    module = _LOADERS.get(path.suffix.lower())
    if module is None:
        raise UnsupportedFile(
            f"{name} is of a kind that cannot be read ({path.suffix or 'no suffix'}): {_advice(path)}"
        )
    if limit is None:
        limit = limits.STREAM_LIMIT if module in _STREAMED else limits.FILE_LIMIT
    limits.check(path, name, limit)
    return _documents(module, path, name, limit)


def _documents(module: str, path: Path, name: str, limit: int) -> Iterator[Document | Failure]:
    for found in import_module(f"{__name__}.{module}").load(path, name, limit):
        if isinstance(found, Document):
            if module not in _STREAMED and not found.text.strip():
                raise EmptyFile(f"{name} holds no text: save the posting again")
            text = mend(found.text)
            if text != found.text:
                found = replace(found, text=text, boilerplate=_moved(found, text))
        yield found


def _moved(document: Document, text: str) -> tuple[Span, ...]:
    """The spans of whole lines, in a text that has the same lines with other characters."""
    if not document.boilerplate or text.count("\n") != document.text.count("\n"):
        return ()
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    numbers = (
        (document.text.count("\n", 0, s.start), document.text.count("\n", 0, s.end)) for s in document.boilerplate
    )
    return tuple(Span(starts[first], starts[last + 1] - 1) for first, last in numbers)


def _advice(path: Path) -> str:
    if path.suffix.lower() in (".doc", ".rtf", ".odt", ".pages"):
        return "save it as .docx or .pdf"
    return f"readable are {' '.join(SUFFIXES)}"
