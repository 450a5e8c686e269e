"""A product in memory for runs: it answers by a word of the question, and files of cases to ask it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from assistant.domain import Answer, Hit
from assistant.evals.bench import Bench
from assistant.evals.judge import Judge
from assistant.evals.plan import Plan
from tests.evals.small import ACME, Small, abstained, answered, cite

Json = dict[str, Any]
PAY = "$117,000"
TIMES = ("seconds", "started")


class Product(Small):
    """Answers what is asked about "pay", abstains from the rest, and dies where the question says "die" (or "die
    differently": of another error each).

    `pause` (of a question) is how long an answer takes; `asked` are the questions in the order in which they came, with
    roles and history; `most_at_once` is how many were answered at the same time.
    """

    def __init__(self, pause: Callable[[str], float] = lambda question: 0.0, mark: str = "library-1") -> None:
        super().__init__()
        self.pause = pause
        self.mark = mark
        self.asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self.most_at_once = 0
        self.interrupt: str | None = None
        self._at_once = 0
        self._guard = threading.Lock()

    def ask(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Answer:
        with self._guard:
            self.asked.append((question, tuple(roles), tuple(history)))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            time.sleep(self.pause(question))
            return replace(self.answer(question), question=question)
        finally:
            with self._guard:
                self._at_once -= 1

    def answer(self, question: str) -> Answer:
        if "die" in question:
            raise RuntimeError(question if "differently" in question else "the model is gone")
        if "pay" in question:
            return answered(f"**Acme** says: “{PAY}” [1]", cite(ACME, PAY), seconds=0.004)
        return abstained()

    def search(self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), k: int = 8) -> list[Hit]:
        return [Hit(piece, 1 / rank, rank) for rank, piece in enumerate(self.chunks_of(ACME)[:k], 1)]

    def fingerprint(self) -> str:
        return self.mark


def case(question: str, *asserts: Json, **more: Any) -> Json:
    """A case as a file holds it; it checks that the question is answered unless told otherwise."""
    metadata = {key: more.pop(key) for key in ("id", "type", "known_failure") if key in more}
    found: Json = {"description": more.pop("description", question), "metadata": metadata}
    return {**found, "vars": {"question": question, **more}, "assert": list(asserts) or [{"type": "answers"}]}


def many(count: int, question: str = "pay") -> Iterable[Json]:
    """That many cases, of five kinds."""
    return (case(f"{question} {n}", id=f"case-{n}", type=f"kind-{n % 5}") for n in range(count))


def case_file(path: Path, *cases: Json, **top: Any) -> Path:
    """A case file with these cases."""
    path.write_text(yaml.safe_dump({**top, "tests": list(cases)}, sort_keys=False, allow_unicode=True), "utf-8")
    return path


def bench(
    home: Path, product: Product | None = None, *, judge: Judge | None = None, others: dict[str, Product] | None = None
) -> Bench:
    """What a run works with: the product for all files, or by the name of the postings' folder one of `others`."""
    one = product or Product()
    return Bench(
        home=home,
        open=lambda postings: one if postings is None else (others or {})[postings.name],
        settings={"chunk_size": 600, "dense_share": 0.5, "k": 16},
        judge=lambda run: judge,
        judge_model="openai:double" if judge else None,
    )


def plan(*files: Path, **more: Any) -> Plan:
    """A plan for these files."""
    return Plan(files=files, **more)


def read(path: Path) -> Json:
    """A run's JSON."""
    found: Json = json.loads(path.read_text("utf-8"))
    return found


def timeless(value: Any) -> Any:
    """A run's JSON without its times: all that may differ between two runs of the same input."""
    if isinstance(value, list):
        return [timeless(item) for item in value if not str(_named(item)).startswith("latency_")]
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in TIMES and not key.startswith("latency_")}
        return {key: timeless(item) for key, item in kept.items()}
    return value


def _named(item: Any) -> Any:
    return item.get("name") if isinstance(item, dict) else None
