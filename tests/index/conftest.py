"""The index's tests run on the real stores, in a folder of their own; only the reading and the model are doubles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.index.library import Library
from assistant.index.testing import HashEmbeddings
from tests.index.doubles import LineReader

Open = Callable[..., Library]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "postings"
    folder.mkdir()
    return folder


@pytest.fixture
def embeddings() -> HashEmbeddings:
    return HashEmbeddings()


@pytest.fixture
def reader() -> LineReader:
    return LineReader()


@pytest.fixture
def open_library(home: Path, embeddings: HashEmbeddings, reader: LineReader) -> Iterator[Open]:
    """Opens the test's library, as often as asked: each a separate object on the same folder."""
    opened: list[Library] = []

    def open_it(**options: object) -> Library:
        arguments = {"reader": reader.reader(), **options}
        opened.append(Library(home, arguments.pop("embeddings", embeddings), **arguments))  # type: ignore[arg-type]
        return opened[-1]

    yield open_it
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Open) -> Library:
    return open_library()
