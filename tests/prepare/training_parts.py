"""Parts that the tests of training share: a trainer over the sample postings, with a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from assistant.coaching import Coach
from assistant.index.library import Library
from assistant.index.minilm import MiniLMEmbeddings
from assistant.planner import Planner
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.questions.vectors import vectors_of
from assistant.records import Records
from assistant.trainer import Trainer

# 2026-11-30, 09:00 UTC.
START = 1_796_029_200.0
DAY = 86_400.0


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = START

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Lets time go by, or back."""
        self.now += seconds


@cache
def embeddings() -> MiniLMEmbeddings:
    """The product's own model, loaded once."""
    return MiniLMEmbeddings()


@cache
def meaning() -> Meaning:
    """Texts compared by it. The same answers are judged in many tests, so the vector of each text is made once."""
    made: dict[str, NDArray[np.float32]] = {}

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        lacking = [text for text in dict.fromkeys(texts) if text not in made]
        made.update(zip(lacking, embeddings().embed_array(lacking) if lacking else (), strict=True))
        return np.stack([made[text] for text in texts])

    return Meaning(embed, partial(vectors_of, embeddings().model))


@dataclass
class Desk:
    """A trainer, its clock, and what may be changed about it: the chat model, the résumé, the plans' dates."""

    library: Library
    records: Records
    clock: Clock = field(default_factory=Clock)
    coach: Callable[[], Coach | str] = lambda: "no chat model is set, so the rules judged"
    resume: str = ""
    dates: dict[str, date] = field(default_factory=dict)

    def trainer(self) -> Trainer:
        """A trainer as a new process would have it."""
        planner = Planner(self.library, self.records, embeddings().embed_documents, lambda: "no chat model is set")
        return Trainer(
            self.library,
            self.records,
            Meaning(embeddings().embed_array, partial(vectors_of, embeddings().model)),
            lambda: self.coach(),
            planner.find,
            resume=lambda user: self.resume,
            dates=lambda user: self.dates,
            clock=self.clock,
        )
