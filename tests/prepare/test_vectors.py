"""Vectors of the bank's texts that were made beforehand."""

from __future__ import annotations

from functools import partial

import numpy as np

from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.questions.vectors import texts_of_bank, vectors_of
from tests.prepare.training_parts import embeddings


def test_every_text_of_the_bank_has_one() -> None:
    texts = texts_of_bank()
    lacking = set(texts) - set(vectors_of(embeddings().model, texts))
    assert not lacking, "run tools/embed_questions.py"


def test_they_are_the_models_own() -> None:
    texts = texts_of_bank()[::60]
    found = vectors_of(embeddings().model, texts)
    made = embeddings().embed_array(texts)
    stored = np.stack([found[text] for text in texts])
    assert np.abs(stored @ made.T - made @ made.T).max() < 0.005


def test_other_texts_and_other_models_have_none() -> None:
    assert vectors_of(embeddings().model, ["A question that nobody has asked yet?"]) == {}
    assert vectors_of("another model", texts_of_bank()[:3]) == {}
    assert vectors_of(embeddings().model, []) == {}


def test_what_is_stored_is_not_made() -> None:
    stored = texts_of_bank()[:5]
    asked: list[str] = []

    def embed(texts: object) -> np.ndarray:
        asked.extend(texts)  # type: ignore[arg-type]
        return embeddings().embed_array(list(texts))  # type: ignore[call-overload]

    Meaning(embed, partial(vectors_of, embeddings().model)).cosines(["an answer"], [*stored, "a new question"])
    assert asked == ["an answer", "a new question"]
