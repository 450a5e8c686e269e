"""all-MiniLM-L6-v2 computed in plain numpy, in double precision: the yardstick for the ONNX graphs.

Written from the model's `config.json` (BERT: 6 layers, 384 dimensions, 12 heads, GELU by erf, layer norm after each
block) and the `1_Pooling` and `2_Normalize` modules beside it (mean over all tokens, then unit length). It shares no
code with `minilm_graph`, so that a mistake in one shows as a difference between the two.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Weights = Mapping[str, NDArray[np.float32]]
Observer = Callable[[str, Array], None]

LAYERS = 6
HEADS = 12
LAYER_NORM_EPSILON = 1e-12

_erf = np.vectorize(math.erf, otypes=[np.float64])


def read_safetensors(content: bytes) -> dict[str, NDArray[np.float32]]:
    """The 32-bit float tensors of a safetensors file: eight bytes of header length, a JSON header, the raw tensors."""
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        flat = np.frombuffer(content, np.float32, (end - start) // 4, 8 + length + start)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def embed(weights: Weights, ids: list[int], observe: Observer | None = None) -> Array:
    """The unit vector (384,) of one text's token ids, special tokens included.

    `observe(name, x)` is called with the input (tokens, channels) of every weight matrix, under the matrix's name
    (`….self` for query, key and value, which share their input).
    """
    see = observe or (lambda name, x: None)
    x = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x += weights["embeddings.position_embeddings.weight"][: len(ids)]
    x += weights["embeddings.token_type_embeddings.weight"][0]
    x = _layer_norm(weights, "embeddings.LayerNorm", x)
    for layer in range(LAYERS):
        x = _encoder_layer(weights, f"encoder.layer.{layer}", x, see)
    mean: Array = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


def _encoder_layer(weights: Weights, name: str, x: Array, see: Observer) -> Array:
    context = _attention(weights, f"{name}.attention.self", x, see)
    see(f"{name}.attention.output.dense", context)
    attended = _linear(weights, f"{name}.attention.output.dense", context)
    x = _layer_norm(weights, f"{name}.attention.output.LayerNorm", x + attended)
    see(f"{name}.intermediate.dense", x)
    wide = _linear(weights, f"{name}.intermediate.dense", x)
    wide = wide * 0.5 * (1.0 + _erf(wide / math.sqrt(2.0)))
    see(f"{name}.output.dense", wide)
    return _layer_norm(weights, f"{name}.output.LayerNorm", x + _linear(weights, f"{name}.output.dense", wide))


def _attention(weights: Weights, name: str, x: Array, see: Observer) -> Array:
    see(name, x)
    query, key, value = (_heads(_linear(weights, f"{name}.{part}", x)) for part in ("query", "key", "value"))
    scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    context: Array = scores @ value
    return context.transpose(1, 0, 2).reshape(x.shape)


def _heads(x: Array) -> Array:
    """(tokens, channels) -> (heads, tokens, channels per head)."""
    return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)


def _linear(weights: Weights, name: str, x: Array) -> Array:
    return x @ weights[f"{name}.weight"].T.astype(np.float64) + weights[f"{name}.bias"]


def _layer_norm(weights: Weights, name: str, x: Array) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)
    normal: Array = centred / np.sqrt(variance + LAYER_NORM_EPSILON)
    return normal * weights[f"{name}.weight"] + weights[f"{name}.bias"]
