"""Answers side by side: ours without a model, ours with one, and the tutorial pipeline with the same one.

The tutorial pipeline: the same postings through RecursiveCharacterTextSplitter(1000, 200), Chroma, the four nearest
chunks, the stock question-answering prompt of LangChain. Needs the local model (`make llm-fetch MODEL=qwen`). The cases
are those of `evals/` that ask one question, every n-th by the hash of their ids.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import cast

from assistant.answer.claims import claims
from assistant.answer.support import asserts, supported
from assistant.app import Assistant, Settings, build, sample_postings
from assistant.evals.cases import read_cases
from assistant.evals.checks.facts import said
from assistant.evals.checks.patterns import matches_any
from assistant.evals.model import Case
from assistant.index.embedding import embeddings_from_setting
from assistant.models import chat_model
from benchmarks.local_model import served
from benchmarks.table import Table, median

MODEL = "qwen"
# A model of 1.5 billion parameters on two cores takes half a minute for an answer.
ANSWERABLE, SILENT = 16, 8
_ROOT = Path(__file__).resolve().parent.parent
# What says that nothing is said, in the words of chat models; generous to the tutorial pipeline, which has no status.
_DECLINED = re.compile(
    r"(?:do(?:es)?\s*n[o']t|not|no)\s+(?:\w+\s+){0,3}(?:know|mention|state|specif|provide|contain|include|information|"
    r"clear|available|details?)|unable\s+to|cannot\s+(?:answer|find|determine)|no\s+information",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """What a pipeline said: its text, whether it declined, the texts that it was told from, and the seconds it took."""

    text: str
    declined: bool
    evidence: tuple[str, ...]
    seconds: float


Pipeline = Callable[[str], Told]


def answers(shared: Path) -> Table:
    """Each pipeline over the same cases."""
    chosen = cases()
    rows = []
    with tempfile.TemporaryDirectory() as home, served(MODEL) as (address, _):
        os.environ.update(OPENAI_BASE_URL=address)
        settings = Settings(
            home=Path(home), model=MODEL, window=3000, answer_tokens=250, model_seconds=300, engine="extractive"
        )
        assistant = build(settings)
        assistant.ingest([sample_postings()])
        for name, pipeline in (
            ("ours, no model", _ours(assistant, "extractive")),
            ("ours, Qwen 1.5B", _ours(assistant, "llm")),
            ("tutorial pipeline, Qwen 1.5B", _tutorial(assistant)),
        ):
            rows.append(_row(name, [(case, pipeline(case.turns[0].question)) for case in chosen]))
        assistant.close()
    silent = sum(_is_silent(case) for case in chosen)
    return Table(
        "Answers beside the tutorial pipeline",
        ("pipeline", "facts stated", "declined rightly", "declined wrongly", "unsupported statements", "median s"),
        tuple(rows),
        (
            f"{len(chosen) - silent} questions with an answer and {silent} that no posting answers, of `evals/`. "
            "Facts: share of the expected ones that stand in the text. Unsupported: statements of which a number, "
            "name or content word does not stand in the texts shown to the model (ours: cited), by the rules of "
            "docs/evals.md.",
            "Tutorial: RecursiveCharacterTextSplitter(1000, 200), the same embedding, Chroma, the 4 nearest chunks, "
            "LangChain's stock question-answering prompt, the same model, temperature 0.",
        ),
    )


def cases() -> list[Case]:
    """The cases that are asked, the same on every machine."""
    every = [case for file in sorted((_ROOT / "evals").glob("*.yaml")) for case in read_cases(file)]
    alone = [c for c in every if len(c.turns) == 1 and not c.history and not c.roles and not c.known_failure]
    order = sorted(alone, key=lambda case: hashlib.sha256(case.id.encode()).hexdigest())
    stating = [case for case in order if any(check.type == "facts" for check in case.turns[0].checks)]
    return [*stating[:ANSWERABLE], *[case for case in order if _is_silent(case)][:SILENT]]


def _is_silent(case: Case) -> bool:
    return any(check.type == "abstains" and not check.negated for check in case.turns[0].checks)


def _ours(assistant: Assistant, engine: str) -> Pipeline:
    def ask(question: str) -> Told:
        answer = assistant.ask(question, engine=engine)
        quotes = tuple(text for c in answer.citations for text in (c.quote, c.title, c.company or ""))
        return Told(said(answer), answer.status == "abstained", quotes, answer.seconds)

    return ask


def _tutorial(assistant: Assistant) -> Pipeline:
    """The pipeline of the tutorials, over the texts of the same postings."""
    from langchain_chroma import Chroma
    from langchain_classic.chains.question_answering.stuff_prompt import CHAT_PROMPT
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    texts = {role.posting_id: assistant.posting(role.posting_id).text for role in assistant.roles()}
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = splitter.split_documents([Document(text) for text in texts.values()])
    store = Chroma.from_documents(chunks, embeddings_from_setting("builtin"))
    model = chat_model(f"openai:{MODEL}", seconds=300, answer_tokens=250)

    def ask(question: str) -> Told:
        began = perf_counter()
        found = [document.page_content for document in store.similarity_search(question, k=4)]
        prompt = CHAT_PROMPT.invoke({"context": "\n\n".join(found), "question": question})
        text = str(model.invoke(prompt).text)
        return Told(text, bool(_DECLINED.search(text)), tuple(found), perf_counter() - began)

    return ask


def _row(name: str, told: Sequence[tuple[Case, Told]]) -> tuple[str, ...]:
    stating = [(case, one) for case, one in told if not _is_silent(case)]
    silent = [one for case, one in told if _is_silent(case)]
    right = [0.0 if one.declined and not _facts(case, one.text) else _facts(case, one.text) for case, one in stating]
    return (
        name,
        f"{sum(right) / len(right):.2f}",
        f"{sum(one.declined for one in silent)} of {len(silent)}",
        f"{sum(one.declined and not share for (_, one), share in zip(stating, right, strict=True))} of {len(stating)}",
        str(sum(_unsupported(one) for _, one in told)),
        f"{median([one.seconds for _, one in told]):.1f}",
    )


def _facts(case: Case, text: str) -> float:
    """The share of the case's facts that stand in the text."""
    found = next(check.value for check in case.turns[0].checks if check.type == "facts")
    groups = cast("list[list[str]]", found)
    held = [matches_any(group, text) for group in groups]
    return sum(held) / len(held)


def _unsupported(told: Told) -> int:
    if told.declined:
        return 0
    made = [claim for claim in claims(told.text, own_lines=True) if asserts(claim, ())]
    return sum(not supported(claim, list(told.evidence), ()).holds for claim in made)
