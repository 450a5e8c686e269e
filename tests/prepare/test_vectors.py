"""Vectors of the bank's texts that were made beforehand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.questions import vectors
from assistant.prepare.questions.vectors import BankVectors, texts_of_bank
from tests.prepare.training_parts import embeddings


def test_every_text_of_the_bank_has_one() -> None:
    texts = texts_of_bank()
    lacking = set(texts) - set(BankVectors(embeddings().model).of(texts))
    assert not lacking, "run tools/embed_questions.py"


def test_they_are_the_models_own() -> None:
    texts = texts_of_bank()[::60]
    found = BankVectors(embeddings().model).of(texts)
    made = embeddings().embed_array(texts)
    stored = np.stack([found[text] for text in texts])
    assert np.abs(stored @ made.T - made @ made.T).max() < 0.005


def test_other_texts_and_other_models_have_none() -> None:
    assert BankVectors(embeddings().model).of(["A question that nobody has asked yet?"]) == {}
    assert BankVectors("another model").of(texts_of_bank()[:3]) == {}
    assert BankVectors(embeddings().model).of([]) == {}


def test_what_is_stored_is_not_made() -> None:
    stored = texts_of_bank()[:5]
    asked: list[str] = []

    def embed(texts: object) -> np.ndarray:
        asked.extend(texts)  # type: ignore[arg-type]
        return embeddings().embed_array(list(texts))  # type: ignore[call-overload]

    Meaning(embed, BankVectors(embeddings().model).of).cosines(["an answer"], [*stored, "a new question"])
    assert asked == ["an answer", "a new question"]


def test_without_the_file_the_model_makes_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vectors, "PLACE", str(tmp_path / "nothing.npz"))
    vectors._stored.cache_clear()
    try:
        assert BankVectors(embeddings().model).of(texts_of_bank()[:2]) == {}
    finally:
        vectors._stored.cache_clear()
