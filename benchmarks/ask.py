"""Answer times: warm over the real postings, and with 50,000 chunks in the library."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from assistant.app import Assistant, Settings, build
from assistant.domain import Document, Failure
from assistant.index.embedding import embeddings_from_setting
from assistant.index.library import Library
from assistant.index.reader import Reader, default_reader
from benchmarks.table import Table, percentile, seconds
from tests.doubles.openai_server import OpenAIServer

if TYPE_CHECKING:
    import numpy as np

ROUNDS = 3
_SAID = "The posting speaks of the team and of the work [1]."
LARGE = 50_000
QUESTIONS = (
    "Which team would I join at Zoom and what does it work on?",
    "Does Zoom care about GPU skills?",
    "What is the interview process for the role building agentic planners for image generation at xAI?",
    "Which xAI roles describe an interview process?",
    "What is the interview process at NVIDIA?",
    "Is there a signing bonus at xAI?",
    "What does Tesla require for its autopilot role?",
    "Which roles want CUDA?",
    "Compare the experience required by Zoom and NVIDIA's vector search role.",
    "What is the maximum salary for the Zoom role?",
    "Do they want experience with reinforcement learning?",
    "Who works on video data at xAI?",
    "What does Microsoft say about working from the office?",
    "Which roles are remote?",
    "Is experience with vector databases useful?",
    "What would I do day to day on the Grok Code team?",
)


def ask(shared: Path) -> Table:
    """Every question `ROUNDS` times in a warm process."""
    postings = shared.parent / "postings"
    with tempfile.TemporaryDirectory() as home:
        assistant = build(Settings(home=Path(home)))
        assistant.ingest([postings])
        small = _timed(assistant, QUESTIONS)
        assistant.close()
    with tempfile.TemporaryDirectory() as home:
        assistant, chunks = _tiled(Path(home), shared)
        large = _timed(assistant, QUESTIONS)
        assistant.close()
    rows = [
        (
            name,
            f"{percentile(times, 0.5) * 1000:.0f}",
            f"{percentile(times, 0.95) * 1000:.0f}",
            f"{max(times) * 1000:.0f}",
        )
        for name, times in (("the five real postings", small), (f"{chunks:,} chunks", large))
    ]
    notes = (
        f"{len(QUESTIONS)} questions, {ROUNDS} times each, milliseconds for the whole answer, after one warm-up round.",
        "The large library holds the real postings and copies of the NHS and 18F postings; a copy's company, title and "
        "words are made different, its vectors are the original's with noise, so that it is built in minutes.",
    )
    return Table("Warm answers", ("library", "p50 ms", "p95 ms", "max ms"), tuple(rows), notes)


def first_words(shared: Path) -> Table:
    """What is there before and beside a chat model: the first piece of an answer, and all that is not the model."""
    with tempfile.TemporaryDirectory() as home, OpenAIServer([_SAID]) as server:
        before = {name: os.environ.get(name) for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY")}
        os.environ.update(OPENAI_BASE_URL=server.url, OPENAI_API_KEY="none")
        try:
            assistant = build(Settings(home=Path(home), model="double"))
            assistant.ingest([shared.parent / "postings"])
            plain = _first_and_whole(assistant, "extractive")
            calls = len(server.calls)
            written = _first_and_whole(assistant, "llm")
            asked = (len(server.calls) - calls) // (ROUNDS + 1)
            assistant.close()
        finally:
            for name, value in before.items():
                os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    rows = [
        (engine, what, f"{percentile(times, 0.5) * 1000:.0f}", f"{percentile(times, 0.95) * 1000:.0f}")
        for engine, both in (("extractive", plain), ("chat model that answers at once", written))
        for what, times in zip(("first words", "whole answer"), both, strict=True)
    ]
    notes = (
        f"The five real postings, {len(QUESTIONS)} questions, {ROUNDS} times each after a warm-up round, milliseconds.",
        "The chat model is a server on this machine that says one sentence at once, over real HTTP: its times are the "
        f"product's own overhead. It was asked for {asked} of the questions; the rest need no model.",
    )
    return Table(
        "First words, and overhead beside a chat model", ("engine", "until", "p50 ms", "p95 ms"), tuple(rows), notes
    )


def _first_and_whole(assistant: Assistant, engine: str) -> tuple[list[float], list[float]]:
    """Seconds until the first piece and until the end, of every question `ROUNDS` times."""
    first: list[float] = []
    whole: list[float] = []
    for number in range(ROUNDS + 1):
        for question in QUESTIONS:
            start = perf_counter()
            pieces = assistant.stream(question, engine=engine)
            next(pieces)
            begun = perf_counter() - start
            for _ in pieces:
                pass
            if number:
                first.append(begun)
                whole.append(perf_counter() - start)
    return first, whole


def _timed(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    for question in questions:
        assistant.ask(question)
    return [seconds(lambda q=question: assistant.ask(q)) for _ in range(ROUNDS) for question in questions]  # type: ignore[misc]


def _tiled(home: Path, shared: Path) -> tuple[Assistant, int]:
    """A library of at least `LARGE` chunks."""
    settings = Settings(home=home / "library")
    chosen = embeddings_from_setting("builtin")
    plain = default_reader()
    texts = [d for path in _files(shared) for d in plain.load(path, path.name) if isinstance(d, Document)]
    noisy = _Noisy(chosen)
    library = Library(settings.home, noisy, model=chosen.model, reader=_copying(plain, texts))
    assistant = Assistant(settings, library)
    folder = home / "copies"
    folder.mkdir()
    number = 0
    while library.catalog.counts().chunks < LARGE:
        for _ in range(6):
            number += 1
            (folder / f"copy-{number}.txt").write_text(str(number))
        assistant.ingest([folder])
    original = Library(settings.home, chosen)
    library.close()
    final = Assistant(settings, original)
    final.ingest([shared.parent / "postings"])
    return final, original.catalog.counts().chunks


def _files(shared: Path) -> Iterable[Path]:
    return [shared / "nhs" / "postings.jsonl", *sorted((shared / "18f").glob("*.md"))]


def _copying(plain: Reader, texts: Sequence[Document]) -> Reader:
    """A reader for which a file that holds a number is that copy of all `texts`."""

    def load(path: Path, name: str) -> Iterable[Document | Failure]:
        number = path.read_text()
        for i, document in enumerate(texts):
            company = f"{document.hints.get('company', 'Agency')} {number}"
            text = f"Company: {company}\nReference {number}-{i}\n{document.text}\nOffice{number} team{number}"
            yield Document(f"{name}#{i}", text, {**document.hints, "company": company})

    return replace(plain, load=load)


class _Noisy(Embeddings):
    """Vectors of the original texts, made once, with noise for each copy: a stand-in for embedding 50,000 chunks."""

    def __init__(self, model: Any) -> None:
        import numpy as np

        self._model = model
        self._known: dict[str, np.ndarray[Any, Any]] = {}
        self._random = np.random.default_rng(7)

    def embed_documents(self, texts: list[str]) -> Any:
        """A unit vector for each text."""
        import numpy as np

        keys = [text.split("\n", 1)[-1][:400] for text in texts]
        new = [k for k in dict.fromkeys(keys) if k not in self._known]
        if new:
            self._known.update(zip(new, np.asarray(self._model.embed_documents(new), dtype=np.float32), strict=True))
        found = np.stack([self._known[k] for k in keys])
        found = found + self._random.normal(0, 0.02, found.shape).astype(np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    def embed_query(self, text: str) -> Any:
        """The model's own vector."""
        return self._model.embed_query(text)
