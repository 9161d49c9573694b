"""The network as the graph that is shipped: everything that can be decided in the graph is decided there."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.losses import may_point
from training.network import GROUP, HEADS, HIDDEN, LAYERS, Network

TAGS = ("ner", "politics", "cameo", "outer", "inner", "names", "nominals")
CLASSES = ("upos", "xpos", "act", "modality", "trigger", "status", "mode", "negated")
SURE = ("act", "modality", "trigger", "status")
VIEWS = ("tags", "speech", "syntax", "chains", "events")
POINTED = ("owner", "speaker", "owner_inner", "speaker_inner")
INPUTS = ("ids", "features", "starts", "sentence", "markers")
OUTPUTS = ("tags", "classes", "sure", "head", "arcs", "deprel", *POINTED, "antecedent", "roles", "root")


class Graph(nn.Module):
    """One window a call (1 × pieces, 1 × words), so that what is read never depends on what is read beside it.

    Outputs: `tags` words × all tags (log probabilities, layers in the order of TAGS); `classes` words × CLASSES and
    `sure` the probability of act, modality, trigger and status; `head` and `deprel` a number a word, `arcs` words ×
    words; the four pointers words × words (log probabilities, row to column); `antecedent` a number a word; `roles`
    roles × words × words, 1 where the column is an argument of the row; `root` the log probabilities of a marked pair.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.weights = torch.softmax(torch.stack([network.mixes[g].weights for g in VIEWS]), -1).detach()

    def encoded(self, ids: Tensor, features: Tensor) -> list[Tensor]:
        """What `Network.encoder` gives, in fewer steps: no padding, one product for query, key and value."""
        encoder = self.network.encoder
        place = torch.arange(ids.shape[1])
        x = encoder.norm(encoder.pieces(ids) + encoder.positions(place) + encoder.features(features))
        outputs = [x]
        for layer in encoder.layers:
            parts = (layer.query, layer.key, layer.value)
            weight = torch.cat([p.weight for p in parts]).t()
            bias = torch.cat([p.bias for p in parts])
            mixed = torch.matmul(x, weight) + bias
            q, k, v = mixed.reshape(1, -1, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
            scores = torch.matmul(q, k.transpose(2, 3)) * (HIDDEN // HEADS) ** -0.5
            seen = torch.matmul(torch.softmax(scores, -1), v).transpose(1, 2).reshape(1, -1, HIDDEN)
            x = layer.norm(x + layer.out(seen))
            x = layer.norm_out(x + layer.down(functional.gelu(layer.up(x))))
            outputs.append(x)
        return outputs

    def views(self, words: Tensor) -> dict[str, Tensor]:
        """Every task group's mix of the layers in one product; `words`: layers × words × HIDDEN."""
        mixed = torch.matmul(self.weights, words.reshape(LAYERS + 1, -1)).reshape(len(VIEWS), 1, -1, HIDDEN)
        return {name: mixed[n] for n, name in enumerate(VIEWS)}

    def forward(
        self, ids: Tensor, features: Tensor, starts: Tensor, sentence: Tensor, markers: Tensor
    ) -> tuple[Tensor, ...]:
        """See OUTPUTS for the order."""
        network = self.network
        outputs = self.encoded(ids, features)
        view = self.views(torch.stack([o[0, starts[0]] for o in outputs]))
        tags = torch.cat([torch.log_softmax(network.tagged[t](view[GROUP[t]]), -1) for t in TAGS], -1)
        scores = {c: network.classed[c](view[GROUP[c]]) for c in CLASSES}
        classes = torch.stack([s.argmax(-1) for s in scores.values()], -1)
        sure = torch.stack([torch.softmax(scores[c], -1).amax(-1) for c in SURE], -1)
        arcs = network.pointers["head"](view["syntax"]) + may_point(sentence, within=True)
        head = arcs.argmax(-1)
        deprel = network.pointers["head"].label(view["syntax"], head).argmax(-1)
        pointed = [torch.log_softmax(network.pointers[p](view["speech"]), -1) for p in POINTED]
        antecedent = network.pointers["antecedent"](view["chains"]).argmax(-1)
        roles = (network.roles(view["events"]) > 0).to(torch.uint8)
        root = functional.log_softmax(network.root(network.pair_state(outputs, markers)), -1)
        found = (tags, classes, sure, head, arcs, deprel, *pointed, antecedent, roles, root)
        return tuple(f[0] for f in found)
