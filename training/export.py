"""`python -m training.export WEIGHTS [FOLDER]`: weights → int8 ONNX, labels and tokenizer, as the package ships them.

Weights are quantised to 8 bits a channel with a reduced range, so that processors without VNNI add without overflow;
activations are quantised as they come, a window at a time.
"""

import hashlib
import json
import logging
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training import crf, labels, tasks
from training.graph import CLASSES, INPUTS, OUTPUTS, TAGS, Graph
from training.network import Network
from training.start import attention_of, base_weights, network_of

SCHEMA = "dateline-model/3"
HOME = Path(__file__).parents[1] / "src" / "dateline" / "data" / "model"


def weights(path: Path) -> Network:
    """The network with trained weights; word embeddings are the base model's."""
    trained = {k: v.float() for k, v in load_file(path).items()}
    network = network_of(0.0, attention_of(trained))
    network.load_state_dict(trained, strict=False)
    base_weights(network, words_only=True)
    return network.eval()


def write_graph(network: Network, path: Path) -> None:
    """The float graph; pieces and words are free dimensions."""
    one = torch.ones(1, 12, dtype=torch.long)
    words = torch.tensor([[1, 2, 3, 5, 8]])
    sentence = torch.tensor([[0, 0, 0, 1, 1]])
    torch.onnx.export(
        Graph(network).eval(),
        (one, one, words, sentence, torch.tensor([[1, 2]])),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={name: {1: "pieces" if name in ("ids", "features") else "words"} for name in INPUTS[:4]},
        opset_version=17,
        dynamo=False,
    )


def shrink(source: Path, target: Path) -> None:
    """Float graph → int8 graph."""
    logging.disable(logging.WARNING)
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    onnx.checker.check_model(str(target))


def describe(network: Network) -> dict[str, object]:
    """What `labels.json` says: schema, the labels of every layer, and the tag transitions."""
    syntax = tasks.syntax_labels()
    classed = {**labels.classed(), "xpos": syntax["xpos"]}
    moves = {k: (v.float() + crf.allowed(v.shape[0])).tolist() for k, v in network.transitions.items()}
    return {
        "schema": SCHEMA,
        "tags": {k: labels.tagged()[k] for k in TAGS},
        "transitions": {k: [[round(x, 3) for x in row] for row in moves[k]] for k in TAGS},
        "classes": {k: classed[k] for k in CLASSES},
        "deprel": syntax["deprel"],
        "roles": labels.ROLES,
        "saying": labels.SAYING,
        "roots": labels.ROOTS,
    }


def export(path: Path, folder: Path, *, small: bool = True) -> None:
    """Write `model.onnx`, `tokenizer.json` and `labels.json` (which holds their digests) into a folder.

    `small`: in int8; else in floats, for comparison.
    """
    network = weights(path)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        write_graph(network, Path(work) / "float.onnx")
        if small:
            shrink(Path(work) / "float.onnx", folder / "model.onnx")
        else:
            (folder / "model.onnx").write_bytes((Path(work) / "float.onnx").read_bytes())
    tokenizer = Tokenizer.from_file(str(tasks.TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    described = describe(network)
    described["sha256"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    (folder / "labels.json").write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HOME)
