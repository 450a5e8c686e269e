"""One library object serves several threads, and goes on serving while it changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.index.library import Library
from tests.index.doubles import assert_consistent, posting


def test_threads_search_while_another_ingests(library: Library, files: Path) -> None:
    (files / "first.txt").write_text(posting("Zeroth: Engineer"))
    library.ingest([files])

    def ingest(number: int) -> None:
        folder = files / str(number)
        folder.mkdir()
        (folder / "a.txt").write_text(posting(f"Acme: Engineer {number}"))
        library.ingest([folder])

    def search(_: int) -> set[int]:
        return {len(search("engineer", limit=99)) for search in (library.search_dense, library.search_lexical)}

    with ThreadPoolExecutor(6) as pool:
        written = [pool.submit(ingest, number) for number in range(8)]
        found = set().union(*pool.map(search, range(150)))
        for result in written:
            result.result()

    assert found <= {3 * roles for roles in range(1, 10)}
    assert search(0) == {27}
    assert_consistent(library)
