"""Text -> vector with all-MiniLM-L6-v2 in 8 bits (`model/PROVENANCE.md`), run by onnxruntime, with no network."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from assistant.errors import LibraryError
from assistant.processors import available_processors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

    Vectors = NDArray[np.float32]

MODEL_FOLDER = Path(__file__).parent / "model"
# Of the files that tools/build_embedding.py wrote; it prints them.
SHA256 = {
    "model_int8.onnx": "ba3ce57972fc855f8504340a67e6be41c626cd3590c709e0e50ead870d163c4b",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
DIMENSIONS = 384
MAX_TOKENS = 256  # max_seq_length in the model's own sentence_bert_config.json, [CLS] and [SEP] included
_TEXTS_AT_A_TIME = 8  # what a thread takes at once: enough to outweigh the queue, few enough to finish together


class MiniLMEmbeddings(Embeddings):
    """all-MiniLM-L6-v2: unit vectors of 384 dimensions, trained on English text.

    Only a text's first 256 tokens count (about 190 English words); the rest is ignored. An empty text has a vector too,
    that of no words. A text's vector does not depend on what else is embedded with it. Safe to use from several
    threads. The model is loaded once per object, at first use; a missing or damaged file of it raises LibraryError.
    """

    dimensions = DIMENSIONS

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        """`folder` holds `model_int8.onnx` and `tokenizer.json`."""
        self._folder = folder
        self._loading = threading.Lock()
        self._model: _Model | None = None

    @property
    def model(self) -> str:
        """The model's name with the start of its hash: vectors of different names must not be mixed."""
        return f"all-MiniLM-L6-v2-int8-{SHA256['model_int8.onnx'][:8]}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        vectors: list[list[float]] = self.embed_array(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question: the same that the text has as a document."""
        return self.embed_documents([text])[0]

    def embed_array(self, texts: Sequence[str]) -> Vectors:
        """An array (texts, 384) of unit vectors, in order, on all available processors; equal texts embedded once."""
        import numpy as np

        if not texts:
            return np.empty((0, DIMENSIONS), np.float32)
        row = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        vectors = self._distinct(list(row))
        return vectors[[row[text] for text in texts]]

    def _distinct(self, texts: list[str]) -> Vectors:
        import numpy as np

        embed = self._loaded().embed
        size = min(_TEXTS_AT_A_TIME, -(-len(texts) // available_processors()))
        parts = [texts[at : at + size] for at in range(0, len(texts), size)]
        if len(parts) == 1:
            return embed(texts)
        pool = ThreadPoolExecutor(min(available_processors(), len(parts)))
        try:
            return np.concatenate(list(pool.map(embed, parts)))
        finally:
            pool.shutdown(cancel_futures=True)  # after Ctrl-C, what still waits is not begun

    def _loaded(self) -> _Model:
        with self._loading:
            if self._model is None:
                self._model = _load(self._folder)
            return self._model


@dataclass(frozen=True, slots=True)
class _Model:
    tokenizer: Tokenizer
    session: InferenceSession

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts one after the other: a batch would need padding and a mask, and gains nothing (`minilm_graph`)."""
        import numpy as np

        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            # A lone surrogate (an undecodable byte of the command line) is no text to the tokenizer.
            ids = self.tokenizer.encode(text.encode("utf-8", "replace").decode()).ids
            vectors[row] = self.session.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]
        return vectors


def _load(folder: Path) -> _Model:
    files = {name: _read(folder / name, digest) for name, digest in SHA256.items()}
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise LibraryError(f"the embedding model cannot run: {error}; reinstall the package") from error
    tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
    tokenizer.no_padding()  # the published file pads to 128 tokens and cuts there
    tokenizer.enable_truncation(MAX_TOKENS)
    options = onnxruntime.SessionOptions()
    # One thread a text, and as many texts as processors: no thread waits for another, and none spins while it waits.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    # Without it, processors that lack VNNI add 8-bit products in 16 bits, which overflow; see minilm_graph.
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(files["model_int8.onnx"], options, providers=["CPUExecutionProvider"])
    return _Model(tokenizer, session)


def _read(path: Path, digest: str) -> bytes:
    mend = "reinstall the package or run tools/build_embedding.py"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LibraryError(f"the embedding model's file {path} cannot be read ({error.strerror}); {mend}") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise LibraryError(f"the embedding model's file {path} is damaged or not the one this version needs; {mend}")
    return content
