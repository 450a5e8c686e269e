"""The built-in embedding model: what a vector is, what it depends on, and what happens when its files are not right."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.index import minilm
from assistant.index.minilm import DIMENSIONS, MAX_TOKENS, MODEL_FOLDER, SHA256, MiniLMEmbeddings

PAY = "How much does the job pay?"
SALARY = "The base salary is between $150,000 and $180,000 a year."
OFFICE = "Do I have to come to the office?"
REMOTE = "Work from anywhere in Europe; there is no office."
BEES = "Bees tell each other where to find flowers by dancing."
# The cosines of these five by tools/minilm_reference.py: the published 32-bit weights, in plain numpy.
PUBLISHED_COSINES = [
    [1.000, 0.582, 0.100, 0.244, 0.006],
    [0.582, 1.000, 0.031, 0.191, -0.032],
    [0.100, 0.031, 1.000, 0.385, 0.024],
    [0.244, 0.191, 0.385, 1.000, 0.021],
    [0.006, -0.032, 0.024, 0.021, 1.000],
]
WORDS = [
    "salary",
    "remote",
    "kubernetes",
    "interview",
    "visa",
    "degree",
    "python",
    "rust",
    "team",
    "deadline",
    "bonus",
    "equity",
]
MANY = [" ".join(WORDS[(start + step) % 12] for step in range(1 + start * 7 % 90)) for start in range(60)]


@pytest.fixture(scope="module")
def model() -> MiniLMEmbeddings:
    return MiniLMEmbeddings()


@pytest.fixture
def broken_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


class TestTheFiles:
    @pytest.mark.parametrize("name", SHA256)
    def test_are_the_ones_that_code_and_provenance_name(self, name: str) -> None:
        digest = hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest()
        assert digest == SHA256[name]
        assert re.search(rf"`{re.escape(name)}` \| \d+ \| `{digest}`", (MODEL_FOLDER / "PROVENANCE.md").read_text())

    def test_come_with_their_licence(self) -> None:
        assert "Apache License, Version 2.0" in (MODEL_FOLDER / "NOTICE").read_text()

    @pytest.mark.parametrize("name", SHA256)
    def test_that_are_missing_are_said_to_be_with_the_way_to_mend_it(self, broken_folder: Path, name: str) -> None:
        (broken_folder / name).unlink()
        with pytest.raises(LibraryError, match=rf"{re.escape(name)} cannot be read.*reinstall.*build_embedding\.py"):
            MiniLMEmbeddings(broken_folder).embed_query(PAY)

    @pytest.mark.parametrize("name", SHA256)
    def test_with_one_wrong_byte_are_refused(self, broken_folder: Path, name: str) -> None:
        content = bytearray((broken_folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (broken_folder / name).write_bytes(content)
        with pytest.raises(LibraryError, match=rf"{re.escape(name)} is damaged.*reinstall.*build_embedding\.py"):
            MiniLMEmbeddings(broken_folder).embed_query(PAY)


class TestAVector:
    def test_has_384_dimensions_and_unit_length(self, model: MiniLMEmbeddings) -> None:
        vectors = model.embed_array([*MANY, "", "a"])
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(MANY) + 2, DIMENSIONS) == (62, model.dimensions)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_lies_among_others_as_the_published_model_puts_it(self, model: MiniLMEmbeddings) -> None:
        vectors = model.embed_array([PAY, SALARY, OFFICE, REMOTE, BEES])
        np.testing.assert_allclose(vectors @ vectors.T, PUBLISHED_COSINES, atol=0.02)

    @pytest.mark.parametrize(
        ("text", "paraphrase", "unrelated"),
        [
            (PAY, SALARY, REMOTE),
            (OFFICE, REMOTE, SALARY),
            ("Is visa sponsorship offered?", "We cannot sponsor work permits.", "You will write unit tests."),
            ("What degree is needed?", "A Master's in statistics or similar.", "The office has a climbing wall."),
            ("How many interviews are there?", "Two calls, then an onsite day.", "Our stack is Go and gRPC."),
            ("years of experience", "at least five years in the field", "apply before 3 March"),
        ],
    )
    def test_is_nearer_to_a_paraphrase_than_to_something_else(
        self, model: MiniLMEmbeddings, text: str, paraphrase: str, unrelated: str
    ) -> None:
        about, near, far = model.embed_array([text, paraphrase, unrelated])
        assert about @ near > about @ far

    def test_does_not_depend_on_what_it_is_embedded_with(self, model: MiniLMEmbeddings) -> None:
        together = model.embed_array(MANY)
        for text, vector in zip(MANY[::7], together[::7], strict=True):
            np.testing.assert_array_equal(model.embed_array([text])[0], vector)

    def test_of_a_query_is_that_of_the_same_document(self, model: MiniLMEmbeddings) -> None:
        assert model.embed_query(PAY) == model.embed_documents([SALARY, PAY])[1]

    def test_ignores_case_but_not_words(self, model: MiniLMEmbeddings) -> None:
        lower, upper, other = model.embed_array(["senior engineer", "SENIOR Engineer", "junior engineer"])
        np.testing.assert_array_equal(lower, upper)
        assert lower @ other < 0.99

    def test_of_a_long_text_is_that_of_its_first_256_tokens(self, model: MiniLMEmbeddings) -> None:
        room = MAX_TOKENS - 2  # the model's own [CLS] and [SEP]
        full = "data " * room
        cut, whole = model.embed_array([full + "zebra " * 500, full])
        np.testing.assert_array_equal(cut, whole)
        last_counts = model.embed_array(["data " * (room - 1) + "zebra"])[0]
        assert last_counts @ whole < 0.999

    @pytest.mark.parametrize("text", ["", " \n\t", "\x00", "\ud800", "🎉" * 3000, "x" * 100_000])
    def test_exists_for_any_string(self, model: MiniLMEmbeddings, text: str) -> None:
        vector = np.array(model.embed_query(text))
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


class TestAList:
    def test_keeps_its_order_and_its_duplicates(self, model: MiniLMEmbeddings) -> None:
        texts = [PAY, BEES, PAY, *MANY, BEES, REMOTE]
        vectors = model.embed_array(texts)
        for text, vector in zip(texts, vectors, strict=True):
            assert (vectors @ vector).argmax() == texts.index(text)
        np.testing.assert_array_equal(vectors[0], vectors[2])

    def test_of_equal_texts_costs_one(self, model: MiniLMEmbeddings, monkeypatch: pytest.MonkeyPatch) -> None:
        embedded: list[str] = []
        embed = minilm._Model.embed
        monkeypatch.setattr(minilm._Model, "embed", lambda self, texts: embedded.extend(texts) or embed(self, texts))
        assert model.embed_array([PAY, BEES, PAY, PAY, BEES]).shape == (5, DIMENSIONS)
        assert embedded == [PAY, BEES]

    def test_of_lists_is_the_array_as_langchain_wants_it(self, model: MiniLMEmbeddings) -> None:
        assert model.embed_documents([PAY, BEES]) == model.embed_array([PAY, BEES]).tolist()

    def test_of_nothing_is_empty(self, model: MiniLMEmbeddings) -> None:
        assert model.embed_documents([]) == []
        assert model.embed_array([]).shape == (0, DIMENSIONS)


class TestLoading:
    def test_waits_for_the_first_text(self, tmp_path: Path) -> None:
        assert MiniLMEmbeddings(tmp_path / "nowhere").model.startswith("all-MiniLM-L6-v2-int8-")

    def test_happens_once_though_threads_arrive_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loads: list[Path] = []
        load = minilm._load
        monkeypatch.setattr(minilm, "_load", lambda folder: loads.append(folder) or load(folder))
        model, together = MiniLMEmbeddings(), threading.Barrier(4)

        def first_use(text: str) -> list[float]:
            together.wait()
            return model.embed_query(text)

        with ThreadPoolExecutor(4) as threads:
            vectors = list(threads.map(first_use, [PAY, SALARY, PAY, BEES]))
        assert loads == [MODEL_FOLDER]
        assert vectors == model.embed_documents([PAY, SALARY, PAY, BEES])

    def test_guards_against_overflow_on_older_processors(self, model: MiniLMEmbeddings) -> None:
        options = model._loaded().session.get_session_options()
        assert options.get_session_config_entry("session.x64quantprecision") == "1"

    def test_names_the_model_by_its_bytes(self, model: MiniLMEmbeddings) -> None:
        digest = hashlib.sha256((MODEL_FOLDER / "model_int8.onnx").read_bytes()).hexdigest()
        assert model.model == f"all-MiniLM-L6-v2-int8-{digest[:8]}"
