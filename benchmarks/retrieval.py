"""Retrieval quality: Cranfield by nDCG@10 and recall@10 (BM25, dense, fused), and how chunks fit gold passages."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.app import Settings, build
from assistant.domain import Document, Posting, Role, Section, SectionKind, Span
from assistant.index.chunking import split
from assistant.index.embedding import embeddings_from_setting
from assistant.index.library import Library
from assistant.index.reader import Reader
from assistant.retrieve.fusion import fuse
from assistant.retrieve.search import DEPTH
from benchmarks.table import Table

_TOP = 10


def cranfield(shared: Path) -> Table:
    """Each abstract is a posting of its own; a document's score is that of its best chunk."""
    documents, queries, relevant = _cranfield(shared / "cranfield")
    with tempfile.TemporaryDirectory() as home, _library(Path(home), documents) as library:
        shares = (0.0, 0.25, 0.4, 0.5, 0.6, 0.75, 1.0)
        runs: dict[float, dict[str, dict[str, float]]] = {share: {} for share in shares}
        for number, text in queries.items():
            dense, lexical = library.search_dense(text, limit=DEPTH), library.search_lexical(text, limit=DEPTH)
            sources = {c.id: c.role_id for c in library.catalog.chunks([i for i, _ in [*dense, *lexical]])}
            for share in shares:
                sides = ([] if share == 0 else dense, [] if share == 1 else lexical)
                runs[share][number] = _by_document(fuse(*sides, dense_share=share), sources)
    names = {0.0: "BM25 alone", 1.0: "dense alone"}
    rows = [(names.get(s, f"fused, dense share {s}"), *_scores(runs[s], relevant)) for s in shares]
    note = f"{len(documents)} abstracts, {len(queries)} queries; min-max fusion of the top {DEPTH} of each side."
    return Table("Cranfield", ("ranking", "nDCG@10", "recall@10"), tuple(rows), (note,))


def _by_document(ranking: Iterable[tuple[str, float]], sources: dict[str, str]) -> dict[str, float]:
    best: dict[str, float] = {}
    for chunk, score in ranking:
        if chunk in sources:
            best.setdefault(sources[chunk], score)
    return best


def _scores(run: dict[str, dict[str, float]], relevant: dict[str, dict[str, int]]) -> tuple[str, str]:
    import ir_measures
    from ir_measures import R, nDCG

    found = ir_measures.calc_aggregate([nDCG @ _TOP, R @ _TOP], relevant, run)
    return f"{found[nDCG @ _TOP]:.3f}", f"{found[R @ _TOP]:.3f}"


def _cranfield(folder: Path) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, int]]]:
    text = (folder / "cran.all.1400.xml").read_text("utf-8")
    documents = {
        _field(doc, "docno"): f"{_field(doc, 'title')}\n{_field(doc, 'text')}"
        for doc in re.findall(r"<doc>(.*?)</doc>", text, re.DOTALL)
    }
    # The judgments number the queries by their order in the file, not by the numbers printed in it.
    found = re.findall(r"<title>(.*?)</title>", (folder / "cran.qry.xml").read_text("utf-8"), re.DOTALL)
    queries = {str(n): " ".join(q.split()) for n, q in enumerate(found, 1)}
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "cranqrel.trec.txt").read_text("utf-8").splitlines():
        query, _, document, grade = line.split()
        relevant.setdefault(query, {})[document] = int(int(grade) > 0)
    return {k: v for k, v in documents.items() if v.strip()}, queries, relevant


def _field(doc: str, name: str) -> str:
    match = re.search(rf"<{name}>(.*?)</{name}>", doc, re.DOTALL)
    return match.group(1).strip() if match else ""


def _library(home: Path, documents: dict[str, str]) -> Library:
    """A library whose postings are the documents, each with one role named by the document's number."""
    texts = list(documents.items())

    def load(path: Path, name: str) -> Iterable[Document]:
        return (Document(f"{name}#{key}", text) for key, text in texts)

    def normalize(document: Document) -> Posting:
        return Posting(id=document.source.split("#")[1].rjust(32, "0"), source=document.source, text=document.text)

    def read_roles(posting: Posting) -> Sequence[Role]:
        span = Span(0, len(posting.text))
        name = posting.source.split("#")[1]
        sections = (Section(SectionKind.ROLE, span),)
        return [Role(name, posting.id, posting.source, None, posting.text.split("\n")[0], span, sections)]

    chosen = embeddings_from_setting("builtin")
    library = Library(home / "library", chosen, reader=Reader(load, normalize, read_roles, "bench"))
    file = home / "documents.txt"
    file.write_text("documents")
    library.ingest([file])
    return library


def chunking(shared: Path) -> Table:
    """How much of the gold passages the five best chunks hold, and how much else: ours beside LangChain's splitter."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    corpora = {p.stem: p.read_text("utf-8") for p in (shared / "chunking").glob("*.md")}
    with (shared / "chunking" / "questions.csv").open(encoding="utf-8", newline="") as stream:
        questions = [row for row in csv.DictReader(stream) if row["corpus_id"] in corpora]
    recursive = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    splitters = {
        "RecursiveCharacterTextSplitter(1000, 200)": {
            name: [
                Span(d.metadata["start_index"], d.metadata["start_index"] + len(d.page_content))
                for d in recursive.create_documents([text])
            ]
            for name, text in corpora.items()
        },
        **{
            f"ours, {size} characters": {n: split(t, size) for n, t in corpora.items()}
            for size in (400, 600, 800, 1000)
        },
    }
    rows = [(name, *_fit(spans, corpora, questions)) for name, spans in splitters.items()]
    note = f"{len(questions)} questions; the 5 chunks nearest by the built-in model; counted in characters."
    return Table("Chunking", ("chunks", "mean length", "recall", "precision", "IoU"), tuple(rows), (note,))


def _fit(
    spans: dict[str, list[Span]], corpora: dict[str, str], questions: Sequence[dict[str, str]]
) -> tuple[str, str, str, str]:
    import numpy as np

    model = embeddings_from_setting("builtin")
    pieces = [(name, span) for name in corpora for span in spans[name]]
    vectors = np.asarray(model.embed_documents([span.of(corpora[name]) for name, span in pieces]))
    asked = np.asarray(model.embed_documents([q["question"] for q in questions]))
    nearest = np.argsort(-(asked @ vectors.T), axis=1)[:, :5]
    recall, precision, iou = [], [], []
    for row, question in enumerate(questions):
        gold = _characters((r["start_index"], r["end_index"]) for r in json.loads(question["references"]))
        chosen = [pieces[i] for i in nearest[row]]
        found = _characters((s.start, s.end) for name, s in chosen if name == question["corpus_id"])
        # Overlapping chunks show the same characters again: each copy counts as text that was retrieved.
        total = sum(s.end - s.start for _, s in chosen)
        held = len(gold & found)
        recall.append(held / len(gold))
        precision.append(held / total)
        iou.append(held / (total + len(gold) - held))
    length = sum(s.end - s.start for _, s in pieces) / len(pieces)
    return (f"{length:.0f}", *(f"{sum(v) / len(v):.3f}" for v in (recall, precision, iou)))  # type: ignore[return-value]


def _characters(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in ranges for i in range(int(start), int(end))}


def gold_questions(shared: Path) -> Table:
    """The example questions over the real postings: right, and what went wrong."""
    import yaml

    cases = yaml.safe_load((shared.parent / "gold" / "questions.yaml").read_text("utf-8"))["cases"]
    rows = []
    with tempfile.TemporaryDirectory() as home:
        assistant = build(Settings(home=Path(home)))
        assistant.ingest([shared.parent / "postings"])
        for case in cases:
            answer = assistant.ask(case["q"], history=case.get("history") or ())
            rows.append(
                (
                    case["q"],
                    "right"
                    if not _faults(case, answer.status, answer.text, [c.quote for c in answer.citations])
                    else "wrong",
                )
            )
        assistant.close()
    right = sum(verdict == "right" for _, verdict in rows)
    return Table(
        "Example questions over the real postings",
        ("question", "answer"),
        tuple(rows),
        (f"{right} of {len(rows)} right.",),
    )


def _faults(case: dict[str, list[list[str]]], status: str, text: str, quotes: Sequence[str]) -> list[str]:
    if case.get("abstain"):
        return [] if status == "abstained" else ["answered"]
    missing = [str(group) for group in case["must"] if not any(re.search(p, text, re.IGNORECASE) for p in group)]
    proven = any(re.search(str(p), quote, re.IGNORECASE) for p in case["quote"] for quote in quotes)
    return missing + ([] if proven else ["no fitting citation"])
