"""all-MiniLM-L6-v2 as an ONNX graph, in 32-bit floats or with 8-bit weights and activations.

Input `input_ids` (batch, sequence), int64; output `embedding` (batch, 384), float32, unit length. All texts of a batch
must have the same number of tokens: there is no attention mask, because onnxruntime attends faster without one, and
because one text at a time, on as many threads as processors, is as fast as any batch (of 1 to 8 texts; more is slower).

Eight bits are reached with fixed scales (SmoothQuant, Xiao et al. 2023, arXiv:2211.10438, equation 4): every input
channel of a weight matrix is divided by a smoothing factor, and the matrix's row multiplied by it, so that the few
channels with very large activations no longer take the whole 8-bit range. One scale for the whole activation and one
for each column of the matrix then suffice. Measured in this graph's form (onnxruntime 1.31, AMD EPYC with VNNI): cosine
to 32 bits, mean and lowest of 160 texts of 138 tokens, and such texts a second on one processor.

    this                                          0.998  0.992   133
    quantize_dynamic, QInt8, a scale a column     0.994  0.989   105    in a batch, a vector depends on the others
    the same with reduce_range                    0.992  0.982   105
    quantize_dynamic, QUInt8, a scale a column    0.994  0.989    70
    quantize_dynamic, QInt8, one scale            0.948  0.855   106
    MatMulNBits, 8 bits, blocks of 64             0.999  0.999    75
    32 bits                                       1.000  1.000    58

On processors without VNNI onnxruntime adds pairs of 8-bit products in 16 bits, which overflow. The session option
`session.x64quantprecision` prevents it: under valgrind, which knows no VNNI, the vectors then equal those of a
processor with VNNI to the last bit (without it, their cosine to them is 0.996).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import onnx
from minilm_reference import HEADS, LAYER_NORM_EPSILON, LAYERS, Array, Weights
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 21
IR_VERSION = 10
CONTRIB = "com.microsoft"
SMOOTHING = 0.8  # exponent of the activations' range; 0.4 to 1.0 were tried


@dataclass(frozen=True)
class Channels:
    """What a weight matrix's input looked like over the calibration texts, for each channel."""

    low: Array
    high: Array
    mean: Array


class Graph:
    """Collects nodes and constants; every method returns the name of the value it added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        """Adds a constant, keeping its type and shape."""
        name = f"constant.{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(self, op: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Adds an operator with one output. An empty input name leaves out an optional input."""
        return self.split(op, *inputs, parts=1, domain=domain, **attributes)[0]

    def split(self, op: str, *inputs: str, parts: int, domain: str = "", **attributes: object) -> list[str]:
        """Adds an operator with several outputs."""
        name = f"{op}.{len(self.nodes)}"
        outputs = [f"{name}.{part}" for part in range(parts)]
        self.nodes.append(helper.make_node(op, inputs, outputs, name=name, domain=domain, **attributes))
        return outputs


Linear = Callable[[Graph, str, str, Array, Array], str]
"""(graph, input value, name of the matrix, matrix (in, out), bias (out,)) -> output value."""


def float_linear(graph: Graph, x: str, name: str, matrix: Array, bias: Array) -> str:
    """x @ matrix + bias in 32-bit floats."""
    product = graph.node("MatMul", x, graph.constant(matrix.astype(np.float32)))
    return graph.node("Add", product, graph.constant(bias.astype(np.float32)))


def int8_linear(calibration: Mapping[str, Channels]) -> Linear:
    """x @ matrix + bias in 8-bit integers, scaled by what `calibration` saw at each matrix."""

    def linear(graph: Graph, x: str, name: str, matrix: Array, bias: Array) -> str:
        seen = calibration[name]
        reach = np.maximum(np.maximum(-seen.low, seen.high), 1e-3)
        smooth = reach**SMOOTHING / np.maximum(np.abs(matrix).max(axis=1), 1e-5) ** (1 - SMOOTHING)
        low = min(float((seen.low / smooth).min()), 0.0)
        step = (max(float((seen.high / smooth).max()), 0.0) - low) / 255
        zero = np.array(round(-low / step), np.uint8)
        smoothed = matrix * smooth[:, None]
        column_step = np.abs(smoothed).max(axis=0) / 127
        rounded = np.rint(smoothed / column_step)
        # Rounding shifts the mean output; the shift on the calibration texts is known, so the bias takes it back.
        shift = (seen.mean / smooth) @ (rounded * column_step - smoothed)
        scaled = graph.node("Mul", x, graph.constant((1 / (smooth * step)).astype(np.float32)))
        one, zero_point = graph.constant(np.array(1, np.float32)), graph.constant(zero)
        return graph.node(
            "MatMulIntegerToFloat",
            graph.node("QuantizeLinear", scaled, one, zero_point),
            graph.constant(rounded.astype(np.int8)),
            one,
            graph.constant((column_step * step).astype(np.float32)),
            zero_point,
            "",
            graph.constant((bias - shift).astype(np.float32)),
            domain=CONTRIB,
        )

    return linear


def build(weights: Weights, linear: Linear, *, int8_words: bool) -> onnx.ModelProto:
    """The whole model, its matrices written by `linear`, its word table in 8 bits (one scale a word) or as it is."""
    graph = Graph()
    x = _embeddings(graph, weights, int8_words)
    for layer in range(LAYERS):
        x = _encoder_layer(graph, weights, f"encoder.layer.{layer}", x, linear)
    mean = graph.node("ReduceMean", x, graph.constant(np.array([1])), keepdims=0)
    length = graph.node("ReduceL2", mean, graph.constant(np.array([1])), keepdims=1)
    graph.nodes.append(helper.make_node("Div", [mean, length], ["embedding"], name="unit_length"))
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
    embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", 384])
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", [ids], [embedding], graph.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION, producer_name="build_embedding")


def _embeddings(graph: Graph, weights: Weights, int8_words: bool) -> str:
    words = weights["embeddings.word_embeddings.weight"]
    if int8_words:
        scale = np.abs(words).max(axis=1, keepdims=True) / np.float32(127)
        rounded = np.rint(words / np.maximum(scale, np.float32(1e-12))).astype(np.int8)
        row = graph.node("Cast", graph.node("Gather", graph.constant(rounded), "input_ids"), to=TensorProto.FLOAT)
        x = graph.node("Mul", row, graph.node("Gather", graph.constant(scale), "input_ids"))
    else:
        x = graph.node("Gather", graph.constant(words), "input_ids")
    # A text is a single segment, so the first row of the token types goes into every position.
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    first = graph.constant(np.array([0]))
    length = graph.node("Shape", "input_ids", start=1, end=2)
    position = graph.node("Slice", graph.constant(places), first, length, first)
    return _add_and_norm(graph, weights, "embeddings.LayerNorm", x, position)


def _encoder_layer(graph: Graph, weights: Weights, name: str, x: str, linear: Linear) -> str:
    def dense(part: str, value: str) -> str:
        return linear(graph, value, part, *_matrix(weights, part))

    context = _attention(graph, weights, f"{name}.attention.self", x, linear)
    attended = dense(f"{name}.attention.output.dense", context)
    x = _add_and_norm(graph, weights, f"{name}.attention.output.LayerNorm", attended, x)
    wide = graph.node("Gelu", dense(f"{name}.intermediate.dense", x))
    return _add_and_norm(graph, weights, f"{name}.output.LayerNorm", dense(f"{name}.output.dense", wide), x)


def _attention(graph: Graph, weights: Weights, name: str, x: str, linear: Linear) -> str:
    parts = [_matrix(weights, f"{name}.{part}") for part in ("query", "key", "value")]
    matrix, bias = (np.concatenate(pieces, axis=-1) for pieces in zip(*parts, strict=True))
    together = linear(graph, x, name, matrix, bias)
    query, key, value = graph.split("Split", together, parts=3, axis=-1, num_outputs=3)
    return graph.node("MultiHeadAttention", query, key, value, domain=CONTRIB, num_heads=HEADS)


def _add_and_norm(graph: Graph, weights: Weights, name: str, x: str, residual: str) -> str:
    # Add and LayerNormalization, not the fused SkipLayerNormalization: that one took nine times as long (210 against
    # 22 microseconds for 138 tokens, onnxruntime 1.31 on x86-64).
    gain, offset = graph.constant(weights[f"{name}.weight"]), graph.constant(weights[f"{name}.bias"])
    total = graph.node("Add", x, residual)
    return graph.node("LayerNormalization", total, gain, offset, axis=-1, epsilon=LAYER_NORM_EPSILON)


def _matrix(weights: Weights, name: str) -> tuple[Array, Array]:
    matrix = weights[f"{name}.weight"].T.astype(np.float64)
    return matrix, weights[f"{name}.bias"].astype(np.float64)
