"""Ingest speed and memory beside the tutorial pipeline, each in a process of its own, in turn, several times."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Table, median, seconds

RUNS = 3
# Our chunks carry no overlap; at this size their mean length is that of the tutorial's (both means are printed).
CHUNK_SIZE = 1000


def ingest(shared: Path) -> Table:
    """NHS (200 postings in a .jsonl) and 18F (34 Markdown files): ours, the tutorial's way, and ours once more."""
    found: dict[str, list[dict[str, float]]] = {"ours": [], "tutorial": []}
    for _ in range(RUNS):
        for name in found:
            with tempfile.TemporaryDirectory() as home:
                command = [sys.executable, "-m", "benchmarks.ingest", name, str(shared), home]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                found[name].append(json.loads(done.stdout.splitlines()[-1]))
    rows = [
        (
            label,
            f"{median([r['postings'] / r['seconds'] for r in runs]):.1f}",
            f"{median([r['chunks'] / r['seconds'] for r in runs]):.1f}",
            f"{runs[0]['chunks']:.0f}",
            f"{runs[0]['mean']:.0f}",
            f"{median([r['megabytes'] for r in runs]):.0f}",
        )
        for label, runs in (("ours", found["ours"]), ("tutorial pipeline", found["tutorial"]))
    ]
    pairs = zip(found["ours"], found["tutorial"], strict=True)
    ratio = median([(a["chunks"] / a["seconds"]) / (b["chunks"] / b["seconds"]) for a, b in pairs])
    again = median([r["seconds"] / r["again"] for r in found["ours"]])
    notes = (
        f"Medians of {RUNS} runs of each, in turn. Ours makes {ratio:.2f} times the tutorial's chunks a second, "
        f"and also finds roles, facts and requirements and writes BM25 and the catalog.",
        f"A second ingest of the same files is {again:.0f} times as fast as the first.",
        "Tutorial: the same text through RecursiveCharacterTextSplitter(1000, 200) and Chroma.from_documents with the "
        "same embedding model. Peak memory is the process's largest resident set.",
    )
    columns = ("pipeline", "postings/s", "chunks/s", "chunks", "mean length", "peak MB")
    return Table("Ingest", columns, tuple(rows), notes)


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
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.index.embedding import embeddings_from_setting

    documents = [Document(text) for text in _texts(shared)]
    chunks: list[Document] = []

    def work() -> None:
        chunks.extend(RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents))
        Chroma.from_documents(chunks, embeddings_from_setting("builtin"), persist_directory=str(home / "chroma"))

    took = seconds(work)
    mean = sum(len(c.page_content) for c in chunks) / len(chunks)
    return {"postings": len(documents), "chunks": len(chunks), "seconds": took, "mean": mean}


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
