"""A randomly initialised RoBERTa-base in int8: the measure that our speed is given against.

12 layers, width 768, 12 heads, 50,265 pieces; weights drawn with a fixed seed and quantised as our model's are
(8 bits a channel, reduced range). Random weights take the same time as trained ones.
"""

import logging
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

LAYERS, WIDTH, HEADS, INNER, VOCABULARY, PLACES = 12, 768, 12, 3072, 50265, 514


class Roberta:
    """The session, and how long it takes over windows of given lengths."""

    def __init__(self) -> None:
        logging.disable(logging.WARNING)
        with tempfile.TemporaryDirectory() as work:
            source, target = Path(work) / "float.onnx", Path(work) / "int8.onnx"
            onnx.save(_model(), source)
            quantize_dynamic(
                source,
                target,
                op_types_to_quantize=["MatMul", "Gather"],
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(target, options, providers=["CPUExecutionProvider"])
        logging.disable(logging.NOTSET)

    def seconds(self, windows: Sequence[int]) -> float:
        """One pass over windows of so many pieces each."""
        chooser = np.random.default_rng(1)
        feeds = [{"ids": chooser.integers(5, VOCABULARY, (1, n))} for n in windows]
        start = time.perf_counter()
        for feed in feeds:
            self._session.run(None, feed)
        return time.perf_counter() - start


class _Graph:
    """Nodes and weights as they are added; every step returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []
        self._chooser = np.random.default_rng(0)

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))  # type: ignore[arg-type]
        return name

    def weight(self, *shape: int) -> str:
        return self.constant(self._chooser.normal(0, 0.02, shape).astype(np.float32))

    def constant(self, values: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def dense(self, x: str, size: int, out: int) -> str:
        return self.add("Add", self.add("MatMul", x, self.weight(size, out)), self.weight(out))

    def norm(self, x: str) -> str:
        return self.add("LayerNormalization", x, self.weight(WIDTH), self.weight(WIDTH), axis=-1)


def _model() -> onnx.ModelProto:
    graph = _Graph()
    ids = "ids"
    places = graph.add("CumSum", graph.add("Clip", ids, "", graph.constant(np.array(1))), graph.constant(np.array(1)))
    x = graph.add("Add", graph.add("Gather", graph.weight(VOCABULARY, WIDTH), ids),
                  graph.add("Gather", graph.weight(PLACES, WIDTH), places))  # fmt: skip
    x = graph.norm(x)
    for _ in range(LAYERS):
        x = graph.norm(graph.add("Add", x, _attention(graph, x)))
        inner = graph.dense(x, WIDTH, INNER)
        half = graph.add("Div", inner, graph.constant(np.array(2**0.5, np.float32)))
        gate = graph.add("Add", graph.add("Erf", half), graph.constant(np.array(1, np.float32)))
        gelu = graph.add("Mul", graph.add("Mul", inner, gate), graph.constant(np.array(0.5, np.float32)))
        x = graph.norm(graph.add("Add", x, graph.dense(gelu, INNER, WIDTH)))
    made = helper.make_graph(
        graph.nodes,
        "roberta",
        [helper.make_tensor_value_info(ids, TensorProto.INT64, [1, "pieces"])],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, "pieces", WIDTH])],
        graph.weights,
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _attention(graph: _Graph, x: str) -> str:
    split = graph.constant(np.array([0, -1, HEADS, WIDTH // HEADS]))
    query, key, value = (graph.add("Reshape", graph.dense(x, WIDTH, WIDTH), split) for _ in range(3))
    query = graph.add("Transpose", query, perm=[0, 2, 1, 3])
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 2, 3, 1]))
    scale = graph.constant(np.array((WIDTH // HEADS) ** -0.5, np.float32))
    weights = graph.add("Softmax", graph.add("Mul", scores, scale), axis=-1)
    mixed = graph.add("MatMul", weights, graph.add("Transpose", value, perm=[0, 2, 1, 3]))
    flat = graph.constant(np.array([0, -1, WIDTH]))
    joined = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), flat)
    return graph.dense(joined, WIDTH, WIDTH)
