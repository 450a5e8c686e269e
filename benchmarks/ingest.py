"""Ingest speed and memory beside the tutorial pipeline, each in a process of its own, in turn, several times."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Table, median, seconds

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

RUNS = 3

# Our chunks keep to sections and have no overlap; at these settings both sides' mean lengths are alike (both printed).
CHUNK_SIZE = 1000
SPLITTER = (540, 108)
STOCK = Path(__file__).resolve().parent.parent / ".bench" / "stock" / "bin" / "python"
_NAMES = {
    "ours": "ours",
    "tutorial": "tutorial pipeline, our int8 build of the model",
    "stock": "tutorial pipeline, the model under sentence-transformers",
}


def ingest(shared: Path) -> Table:
    """NHS (200 postings in a .jsonl) and 18F (34 Markdown files): ours, the tutorial's way, and ours once more."""
    names = [n for n in _NAMES if n != "stock" or STOCK.exists()]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(RUNS):
        for name in names:
            with tempfile.TemporaryDirectory() as home:
                found[name].append(_run(name, shared, Path(home)))
    rows = [
        (
            _NAMES[name],
            f"{median([r['postings'] / r['seconds'] for r in runs]):.1f}",
            f"{median([r['chunks'] / r['seconds'] for r in runs]):.1f}",
            f"{runs[0]['chunks']:.0f}",
            f"{runs[0]['mean']:.0f}",
            f"{median([r['megabytes'] for r in runs]):.0f}",
        )
        for name, runs in found.items()
    ]
    notes = [
        f"Medians of {RUNS} runs of each, in turn; each in a process of its own. Ours also finds roles, facts and "
        "requirements and writes BM25 and the catalog.",
        *(
            f"Ours makes {_ratio(found['ours'], found[n]):.2f} times the chunks a second of the {_NAMES[n]}."
            for n in names[1:]
        ),
        f"A second ingest of the same files is {median([r['seconds'] / r['again'] for r in found['ours']]):.0f} times "
        "as fast as the first.",
        f"Tutorial: the same texts, already read, through RecursiveCharacterTextSplitter{SPLITTER} and "
        "Chroma.from_documents. Peak memory is the process's largest resident set.",
    ]
    columns = ("pipeline", "postings/s", "chunks/s", "chunks", "mean length", "peak MB")
    return Table("Ingest", columns, tuple(rows), tuple(notes))


def _ratio(ours: list[dict[str, float]], other: list[dict[str, float]]) -> float:
    pairs = zip(ours, other, strict=True)
    return median([(a["chunks"] / a["seconds"]) / (b["chunks"] / b["seconds"]) for a, b in pairs])


def _run(name: str, shared: Path, home: Path) -> dict[str, float]:
    """One run in a process of its own."""
    if name == "stock":
        texts = home / "texts.json"
        texts.write_text(json.dumps(list(_texts(shared))), "utf-8")
        script = Path(__file__).with_name("stock.py")
        command = [str(STOCK), str(script), str(texts), str(home / "chroma"), *map(str, SPLITTER)]
    else:
        command = [sys.executable, "-m", "benchmarks.ingest", name, str(shared), str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """One run in this process: `python -m benchmarks.ingest ours|tutorial SHARED HOME` prints its figures as JSON."""
    name, shared, home = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    figures = _ours(shared, home) if name == "ours" else _tutorial(shared, home)
    print(json.dumps({**figures, "megabytes": _peak_megabytes()}))


def _peak_megabytes() -> float:
    import resource

    # Linux counts in kilobytes, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def _ours(shared: Path, home: Path) -> dict[str, float]:
    from assistant.app import Settings, build

    paths = [shared / "nhs" / "postings.jsonl", shared / "18f"]
    assistant = build(Settings(home=home, chunk_size=CHUNK_SIZE))
    assistant.library.search_lexical("warm", limit=1)
    first = seconds(lambda: assistant.ingest(paths))
    again = seconds(lambda: assistant.ingest(paths))
    counts = assistant.library.catalog.counts()
    chunks = [c for r in assistant.roles(limit=10_000) for c in assistant.library.catalog.chunks_of_roles([r.id])]
    mean = sum(len(c.text) for c in chunks) / len(chunks)
    return {"postings": counts.postings, "chunks": counts.chunks, "seconds": first, "again": again, "mean": mean}


def _tutorial(shared: Path, home: Path) -> dict[str, float]:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document

    from assistant.index.embedding import embeddings_from_setting

    documents = [Document(text) for text in _texts(shared)]
    chunks: list[Document] = []

    def work() -> None:
        chunks.extend(_splitter().split_documents(documents))
        Chroma.from_documents(chunks, embeddings_from_setting("builtin"), persist_directory=str(home / "chroma"))

    took = seconds(work)
    mean = sum(len(c.page_content) for c in chunks) / len(chunks)
    return {"postings": len(documents), "chunks": len(chunks), "seconds": took, "mean": mean}


def _splitter() -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(chunk_size=SPLITTER[0], chunk_overlap=SPLITTER[1])


def _texts(shared: Path) -> Iterator[str]:
    """The same files as plain text, read beforehand so that the tutorial pays nothing for reading them."""
    from assistant.domain import Document
    from assistant.reading.loaders import load
    from assistant.reading.normalize import normalize

    for path in [shared / "nhs" / "postings.jsonl", *sorted((shared / "18f").glob("*.md"))]:
        for document in load(path, path.name):
            if isinstance(document, Document):
                yield normalize(document).text


if __name__ == "__main__":
    main()
