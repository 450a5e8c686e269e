"""The contract of the vector store, which a folder and a server keep alike."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Chunk, SectionKind, Span
from assistant.errors import InvalidSetting, LibraryError
from assistant.index.vectors import VectorIndex, drop_collection
from tests.index.conftest import Open
from tests.index.doubles import assert_consistent, posting

pytestmark = pytest.mark.xdist_group("chroma server")  # one server for all of these


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server of this module's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(tmp_path_factory.mktemp("server")), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the Chroma server did not start")


@pytest.fixture(params=["folder", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "folder":
        opened = VectorIndex.in_folder(tmp_path / "vectors")
    else:
        opened = VectorIndex.on_server(request.getfixturevalue("server"), f"test-{tmp_path.name[:40]}")
    yield opened
    opened.close()


def chunk(number: int, role: str = "r", company: str | None = "Acme", posting_id: str = "p") -> Chunk:
    return Chunk(f"{number:032}", posting_id, role, company, SectionKind.ROLE, Span(0, 1), "x", "y")


def unit(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32) / np.linalg.norm(values)


def test_the_nearest_come_first_with_their_cosines(index: VectorIndex) -> None:
    chunks = [chunk(1), chunk(2), chunk(3)]
    index.upsert(chunks, np.stack([unit(1, 0), unit(1, 1), unit(-1, 0)]))
    found = index.search(unit(1, 0), limit=9)
    assert [id for id, _ in found] == [c.id for c in chunks]
    assert [score for _, score in found] == pytest.approx([1, 0.5**0.5, -1], abs=1e-5)
    exact = index.search_among(unit(1, 0), [c.id for c in chunks], limit=9)
    assert dict(exact) == pytest.approx(dict(found), abs=1e-5)
    assert [id for id, _ in exact] == [id for id, _ in found]
    assert len(index.search(unit(1, 0), limit=2)) == 2
    assert index.search(unit(1, 0), limit=0) == index.search_among(unit(1, 0), [], limit=5) == []


def test_roles_and_companies_narrow_it_down(index: VectorIndex) -> None:
    index.upsert(
        [chunk(1, "a"), chunk(2, "b"), chunk(3, "c", "Birch & Co."), chunk(4, "d", None)],
        np.stack([unit(1, n) for n in range(4)]),
    )

    def found(**narrowed: list[str]) -> list[int]:
        return sorted(int(id) for id, _ in index.search(unit(1, 0), limit=9, **narrowed))

    assert found(roles=["a", "c"]) == [1, 3]
    assert found(companies=["birchco"]) == [3]
    assert found(roles=["a", "c"], companies=["acme"]) == [1]
    assert found(roles=[]) == found(companies=[]) == found(roles=["z"]) == []
    assert [id for id, _ in index.search_among(unit(1, 0), [chunk(2).id, "unknown"], limit=9)] == [chunk(2).id]


def test_vectors_are_replaced_and_deleted_by_posting(index: VectorIndex) -> None:
    index.upsert([chunk(1), chunk(2, posting_id="q")], np.stack([unit(1, 0), unit(0, 1)]))
    index.upsert([chunk(1)], np.stack([unit(0, 1)]))
    assert index.count() == 2
    assert index.vectors([chunk(1).id, "unknown"])[chunk(1).id] == pytest.approx(unit(0, 1))
    index.delete_postings(["p", "unknown"])
    assert index.ids() == {chunk(2).id}
    index.delete_postings(["q"])
    assert index.ids() == set()
    assert index.search(unit(1, 0), limit=3) == []


def test_more_than_a_batch_goes_in_and_comes_out(index: VectorIndex) -> None:
    many = [chunk(number) for number in range(6000)]
    angles = np.linspace(0, 3, len(many))
    index.upsert(many, np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32))
    assert index.count() == 6000
    assert index.ids() == {c.id for c in many}


def test_a_library_keeps_its_vectors_on_a_server(server: str, open_library: Open, files: Path) -> None:
    for name in ("Acme: Nurse", "Birch: Cook"):
        (files / f"{name[:4]}.txt").write_text(posting(name))
    library, other = open_library(chroma_url=server), open_library(chroma_url=server)
    library.ingest([files])
    assert len(other.search_dense("nurse", limit=9)) == 6
    library.remove("postings/Acme.txt")
    assert len(other.search_dense("nurse", limit=9)) == 3
    assert_consistent(library)

    name = library.catalog.state().vectors or ""
    drop_collection(server, name)
    assert [problem.where for problem in library.check().problems] == ["vectors"]
    library.repair()
    assert_consistent(library)
    assert len(other.search_dense("nurse", limit=9)) == 3
    drop_collection(server, library.catalog.state().vectors or "")


def test_a_change_on_a_server_that_was_cut_short_is_undone(
    server: str, open_library: Open, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "a.txt").write_text(posting("Acme: Nurse"))
    library = open_library(chroma_url=server)
    library.ingest([files])
    (files / "a.txt").write_text(posting("Acme: Nurse", pay="1"))
    with monkeypatch.context() as broken:
        broken.setattr("assistant.index.records.add_entries", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            library.ingest([files])
    assert {problem.where for problem in library.check().problems} == {"journal", "vectors", "words"}
    library.ingest([files])
    assert_consistent(library)
    drop_collection(server, library.catalog.state().vectors or "")


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(LibraryError, match=r"http://127\.0\.0\.1:9 does not answer"):
        VectorIndex.on_server("http://127.0.0.1:9", "x")
    with pytest.raises(InvalidSetting, match="'localhost:8000'"):
        VectorIndex.on_server("localhost:8000", "x")
