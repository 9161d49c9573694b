"""The network as the graph that is shipped: everything that can be decided in the graph is decided there.

It scores what training/network.py scores, in fewer and cheaper steps for a processor: one window a call and no padding;
query, key and value in one product; all views of the words in one product; the heads of one view in one product; the
bias of distances once, as a constant that is cut to the window.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.losses import may_point
from training.network import FAR, GROUP, HEAD, HIDDEN, LABELLED, LAYERS, Network

TAGS = ("ner", "politics", "cameo", "outer", "inner", "names", "nominals", "details")
CLASSES = ("upos", "xpos", "act", "modality", "trigger", "status", "mode", "negated", "speaker_kind")
SURE = ("act", "modality", "trigger", "status")
VIEWS = ("tags", "speech", "syntax", "chains", "events")
POINTED = ("owner", "speaker", "owner_inner", "speaker_inner", "antecedent")
POINTERS = ("head", *POINTED)
INPUTS = ("ids", "features", "starts", "sentence", "markers")
EDGES = ("roles", "saying")
ASKED = ("triggers", "cues")
OUTPUTS = ("tags", "classes", "sure", "head", "arcs", "deprel", *POINTED, *ASKED, *EDGES, "root")
LEAST = {"roles": 0.0, "saying": -0.5}  # scores from which a word is an argument; −0.5 is best on our held-out tenth
LONGEST = 256  # pieces a window, and so words


class Attention(torch.autograd.Function):
    """Attention of all heads as one step of the runtime, which has a kernel for it."""

    @staticmethod
    def forward(ctx: object, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """1 × pieces × heads · HEAD each; the same out."""
        q, k, v = (t.reshape(1, -1, heads, HEAD).transpose(1, 2) for t in (query, key, value))
        weights = torch.softmax(torch.matmul(q, k.transpose(2, 3)) * HEAD**-0.5, -1)
        return torch.matmul(weights, v).transpose(1, 2).reshape(1, -1, heads * HEAD)

    @staticmethod
    def symbolic(g, query, key, value, heads):  # type: ignore[no-untyped-def]
        """The step's name in the graph."""
        found = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        found.setType(query.type())
        return found


class Cut(torch.autograd.Function):
    """The first rows and columns of a square, as one step."""

    @staticmethod
    def forward(ctx: object, square: Tensor, size: Tensor) -> Tensor:
        """`size`: rows and columns."""
        return square[: int(size[0]), : int(size[1])]

    @staticmethod
    def symbolic(g, square, size):  # type: ignore[no-untyped-def]
        """The step's name in the graph."""
        start = g.op("Constant", value_t=torch.tensor([0, 0]))
        axes = g.op("Constant", value_t=torch.tensor([0, 1]))
        return g.op("Slice", square, start, size, axes)


def joined(heads: Sequence[nn.Linear]) -> tuple[Tensor, Tensor]:
    """Several linear heads over the same words as one: HIDDEN × outputs, and their biases."""
    return torch.cat([h.weight for h in heads]).t(), torch.cat([h.bias for h in heads])


def is_cue(scores: Tensor) -> Tensor:
    """Whether the likeliest tag of each word, of source, cue and content, is that of a cue."""
    tags = scores.argmax(-1)
    return (tags == 3) | (tags == 4)


class Graph(nn.Module):
    """One window a call (1 × pieces, 1 × words), so that what is read never depends on what is read beside it.

    Outputs: `tags` words × all tags (log probabilities, layers in the order of TAGS); `classes` words × CLASSES and
    `sure` the probability of act, modality, trigger and status; `head` and `deprel` a number a word, `arcs` words ×
    words; the five other pointers words × words (log probabilities, row to column);
    `triggers` and `cues` the numbers of the words whose arguments are asked for, `roles` and `saying` roles × those ×
    words, 1 where the word is an argument of it; `root` the log probabilities of a marked pair.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.weights = torch.softmax(torch.stack([network.mixes[g].weights for g in VIEWS]), -1).detach()
        place = torch.arange(LONGEST)
        apart = (place[None, :] - place[:, None]).clamp(-FAR, FAR) + FAR
        self.apart = {p: network.pointers[p].distance.weight[:, 0][apart].detach() for p in POINTERS}

    def encoded(self, ids: Tensor, features: Tensor) -> list[Tensor]:
        """What `Network.encoder` gives for one window; `ids`, `features`: pieces."""
        encoder = self.network.encoder
        place = torch.arange(ids.shape[0])
        x = encoder.norm(encoder.pieces(ids) + encoder.positions(place) + encoder.features(features))
        outputs = [x]
        for layer in encoder.layers:
            weight, bias = joined((layer.query, layer.key, layer.value))
            query, key, value = (torch.matmul(x, weight) + bias).split(layer.heads * HEAD, -1)
            mixed = Attention.apply(query[None], key[None], value[None], layer.heads).squeeze(0)
            x = layer.norm(x + layer.out(mixed))
            x = layer.norm_out(x + layer.down(layer.bend(layer.up(x))))
            outputs.append(x)
        return outputs

    def views(self, words: Tensor) -> dict[str, Tensor]:
        """Every task group's mix of the layers in one product; `words`: the words of each layer in turn × HIDDEN."""
        mixed = torch.matmul(self.weights, words.reshape(LAYERS + 1, -1)).reshape(-1, HIDDEN)
        return dict(zip(VIEWS, mixed.reshape(len(VIEWS), -1, HIDDEN).unbind(0), strict=True))

    def scored(self, view: dict[str, Tensor]) -> dict[str, Tensor]:
        """The scores of all tag and class layers, the layers of one view in one product; words × labels each."""
        network = self.network
        heads = {**network.tagged, **network.classed}
        found: dict[str, Tensor] = {}
        for group in VIEWS:
            names = [n for n in (*TAGS, *CLASSES) if GROUP[n] == group]
            if names:
                weight, bias = joined([heads[n] for n in names])
                parts = (torch.matmul(view[group], weight) + bias).split([heads[n].out_features for n in names], -1)
                found |= dict(zip(names, parts, strict=True))
        return found

    def pointed(self, view: dict[str, Tensor]) -> dict[str, Tensor]:
        """The scores of all pointers, words × words each."""
        found: dict[str, Tensor] = {}
        for group in ("syntax", "speech", "chains"):
            names = [p for p in POINTERS if GROUP[p] == group]
            made = [self.network.pointers[p] for p in names]
            weight, bias = joined([end for p in made for end in (p.source, p.target)])
            sizes = [p.width for p in made for _ in "st"]
            ends = functional.gelu(torch.matmul(view[group], weight) + bias).split(sizes, -1)
            for n, (name, pointer) in enumerate(zip(names, made, strict=True)):
                source, target = ends[2 * n], ends[2 * n + 1]
                # what the target alone adds is one more bias of the form; a bias for all targets decides nothing
                weight, bias = pointer.form.weight * pointer.width**-0.5, pointer.form.bias * pointer.width**-0.5
                form = functional.linear(source, weight, bias + pointer.target_bias.weight[0])
                found[name] = torch.matmul(form, target.t())
        return found

    def labelled(self, words: Tensor, heads: Tensor) -> Tensor:
        """The edge label of each word; `words`: words × HIDDEN, `heads`: a word number each."""
        pointer = self.network.pointers["head"]
        weight, bias = joined((pointer.label_source, pointer.label_target))
        source, target = functional.gelu(torch.matmul(words, weight) + bias).split(LABELLED, -1)
        chosen = target[heads]
        form = pointer.label_form(source).reshape(-1, pointer.labels, LABELLED)
        bilinear = torch.matmul(form, chosen[:, :, None]).squeeze(-1) * LABELLED**-0.5
        return (bilinear + pointer.label_linear(torch.cat([source, chosen], -1))).argmax(-1)

    def edges(self, name: str, words: Tensor, asked: Tensor) -> Tensor:
        """Which words are arguments of the words asked for, 0 or 1: roles × asked × words."""
        made = self.network.edges[name]
        word = made.trigger(words[asked]).reshape(-1, made.roles, made.width).transpose(0, 1)
        argument = made.argument(words).reshape(-1, made.roles, made.width).permute(1, 2, 0)
        limit = (2.0 + LEAST[name] - made.bias(words)).t()[:, None, :] * made.width**0.5
        return (torch.matmul(word, argument) > limit).to(torch.uint8)

    def root(self, outputs: list[Tensor], markers: Tensor) -> Tensor:
        """The log probabilities of the roots of a marked pair; `markers`: 2, piece numbers."""
        at = torch.cat([torch.zeros(1, dtype=torch.long), markers])
        pieces = torch.stack([o[at] for o in outputs])
        first, source, target = self.network.mixes["pair"](pieces[:, None])[0].unbind(0)
        state = self.network.pair(torch.cat([first, source, target, source * target])[None])
        return functional.log_softmax(self.network.root(state), -1)[0]

    def forward(
        self, ids: Tensor, features: Tensor, starts: Tensor, sentence: Tensor, markers: Tensor
    ) -> tuple[Tensor, ...]:
        """See OUTPUTS for the order."""
        outputs = self.encoded(ids[0], features[0])
        view = self.views(torch.cat([o[starts[0]] for o in outputs]))
        scores = self.scored(view)
        tags = torch.cat([torch.log_softmax(scores[t], -1) for t in TAGS], -1)
        classes = torch.stack([scores[c].argmax(-1) for c in CLASSES], -1)
        sure = torch.stack([torch.softmax(scores[c], -1).amax(-1) for c in SURE], -1)
        size = torch._shape_as_tensor(starts)[1:].expand(2)
        points = {k: v + Cut.apply(self.apart[k], size) for k, v in self.pointed(view).items()}
        arcs = points["head"] + may_point(sentence, within=True)[0]
        head = arcs.argmax(-1)
        deprel = self.labelled(view["syntax"], head)
        pointed = [torch.log_softmax(points[p], -1) for p in POINTED]
        triggers = torch.nonzero(scores["trigger"].argmax(-1)).squeeze(-1)
        cues = torch.nonzero(is_cue(scores["outer"]) | is_cue(scores["inner"])).squeeze(-1)
        edges = [self.edges("roles", view["events"], triggers), self.edges("saying", view["speech"], cues)]
        root = self.root(outputs, markers[0])
        return (tags, classes, sure, head, arcs, deprel, *pointed, triggers, cues, *edges, root)
