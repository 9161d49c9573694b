"""One batch → one loss: every layer that the batch knows is scored."""

import torch
from torch import Tensor
from torch.nn import functional

from training import crf
from training.batches import Batch
from training.corpora import YIELD
from training.examples import IGNORED, POINTERS
from training.labels import ROOTS
from training.network import BLOCKED, GROUP, Network

WEIGHT = {
    "xpos": 0.3, "entity": 0.3, "antecedent": 0.5, "outer": 2.0, "inner": 2.0, "owner": 0.5, "speaker": 0.5,
    "politics": 0.7, "cameo": 0.7,
}  # fmt: skip
SMOOTHING = 0.1
MOST = 9  # tags; a layer with more is trained word by word, since a field over it costs more than it brings


def loss_of(network: Network, batch: Batch, outputs: list[Tensor]) -> dict[str, Tensor]:
    """The loss of each layer in the batch, weighted; their sum is what is trained. `outputs`: the encoder's of it."""
    if not batch.layers:
        return _pair_losses(network, outputs, batch)
    stacked = network.words(outputs, batch.starts)
    real = batch.sentence >= 0
    views = {group: network.mixed(stacked, group) for group in {GROUP[k] for k in batch.layers if k in GROUP}}
    found: dict[str, Tensor] = {}
    for name, gold in batch.layers.items():
        if name == "deprel":
            found[name] = _labels(network, views["syntax"], batch.layers["head"], gold)
            continue
        view = views[GROUP[name]]
        if name in network.tagged and gold_tags(network, name) > MOST:
            found[name] = _cross(network.tagged[name](view), gold)
        elif name in network.tagged:
            moves = network.transitions[name].float() + crf.allowed(gold_tags(network, name))
            found[name] = crf.loss(network.tagged[name](view).float(), moves, gold, real)
        elif name in POINTERS:
            found[name] = _pointed(network, name, view, batch, gold)
        else:
            found[name] = _cross(network.classed[name](view), gold)
    for name in batch.edges:
        found[name] = _edges(network, name, views[GROUP[name]], batch)
    return {k: v * WEIGHT.get(k, 1.0) for k, v in found.items()}


def gold_tags(network: Network, name: str) -> int:
    """How many tags a layer has."""
    return int(network.transitions[name].shape[0])


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    known = (gold != IGNORED).sum().clamp(min=1)
    flat = scores.flatten(0, -2).float()
    return functional.cross_entropy(flat, gold.flatten(), ignore_index=IGNORED, reduction="sum") / known


def _pointed(network: Network, name: str, view: Tensor, batch: Batch, gold: Tensor) -> Tensor:
    scores = network.pointers[name](view).float()
    return _cross(scores + may_point(batch.sentence, within=name == "head"), gold)


def may_point(sentence: Tensor, *, within: bool) -> Tensor:
    """0 where a word may point, BLOCKED at padding and, `within`, at other sentences; windows × words × words."""
    if within:
        fits = sentence[:, :, None] == sentence[:, None, :]
    else:
        fits = (sentence[:, None, :] >= 0).expand(-1, sentence.shape[1], -1)
    return (1.0 - fits.float()) * BLOCKED


def _labels(network: Network, view: Tensor, heads: Tensor, gold: Tensor) -> Tensor:
    return _cross(network.pointers["head"].label(view, heads.clamp(min=0)), gold)


def _edges(network: Network, name: str, view: Tensor, batch: Batch) -> Tensor:
    scores = network.edges[name](view).float()
    gold = batch.edges[name][:, : scores.shape[1]]
    asked = batch.layers["trigger"] > 0 if name == "roles" else batch.layers["act"] != IGNORED
    rows = asked[:, None, :, None] & (batch.sentence >= 0)[:, None, None, :]
    total = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
    return (total * rows).sum() / rows[:, :, :, 0].any(1).sum().clamp(min=1) / 4


def _pair_losses(network: Network, outputs: list[Tensor], batch: Batch) -> dict[str, Tensor]:
    state = network.pair_state(outputs, batch.markers)
    found = {}
    if (batch.root != IGNORED).any():
        found["root"] = _root_loss(root_scores(network.root(state).float()), batch.root)
    if (batch.quad != IGNORED).any():
        weight = 0.5 if "root" in found else 1.0
        found["quad"] = weight * functional.cross_entropy(
            network.climate(state).float(), batch.quad, ignore_index=IGNORED
        )
    return found


def _root_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross entropy with a share of the weight spread over all roots (Szegedy et al. 2016): there are few rows."""
    spread = -scores[gold != IGNORED][:, : len(ROOTS)].mean()
    return (1 - SMOOTHING) * functional.nll_loss(scores, gold, ignore_index=IGNORED) + SMOOTHING * spread


def root_scores(scores: Tensor) -> Tensor:
    """Log probabilities of the 16 roots, and of YIELD, which is CONCEDE or RETREAT."""
    logs = torch.log_softmax(scores, -1)
    both = torch.logsumexp(logs[:, [ROOTS.index("CONCEDE"), ROOTS.index("RETREAT")]], -1, keepdim=True)
    joined = torch.cat([logs, both], -1)
    assert joined.shape[-1] == YIELD + 1
    return joined
