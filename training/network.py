"""The network: a six-layer BERT (MiniLM) with word-level heads, all of it exportable to one ONNX graph.

Pieces are encoded once; each task mixes the layers' outputs with weights of its own (Peters et al. 2018), takes the
first piece of each word, and scores: classes a word, BIO tags with a linear-chain CRF (Lafferty et al. 2001), pointers
from word to word (biaffine, Dozat & Manning 2017, with a learned bias a distance), labelled edges, and a PLOVER root
for a marked pair of actors.
"""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.reading.pieces import FEATURES

HIDDEN, LAYERS, HEAD, INNER, VOCABULARY = 384, 6, 32, 1536, 30522
FULL = (HIDDEN // HEAD,) * LAYERS  # attention heads a layer, as the base model has them
FAR = 48  # words; distances beyond it share one bias
LABELLED = 64  # width of the form that labels edges
BLOCKED = -1e4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the network has and what its heads score: sizes by layer name.

    `attention`: heads a layer. A slim network has fewer than FULL, and ReLU in place of GELU in its layers.
    """

    tagged: dict[str, int]  # number of tags, O among them
    classed: dict[str, int]
    pointers: dict[str, int] = field(default_factory=dict)  # width of the biaffine form
    relations: int = 0
    roles: int = 0
    saying: int = 0
    roots: int = 0
    attention: tuple[int, ...] = FULL


def drop(x: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout whose mask is drawn as bytes, which on a CPU is several times faster than as floats."""
    if not training or rate == 0.0:
        return x
    kept = torch.empty(x.shape, dtype=torch.uint8).random_(0, 256) >= round(rate * 256)
    return x * kept.to(x.dtype) * (256 / (256 - round(rate * 256)))


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT is."""

    def __init__(self, dropout: float, heads: int, *, slim: bool) -> None:
        super().__init__()
        self.heads, self.bend = heads, functional.relu if slim else functional.gelu
        self.query, self.key, self.value = (nn.Linear(HIDDEN, heads * HEAD) for _ in range(3))
        self.out = nn.Linear(heads * HEAD, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm_out = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x`: windows × pieces × HIDDEN; `bias`: windows × 1 × 1 × pieces, 0 or BLOCKED."""
        split = (x.shape[0], x.shape[1], self.heads, HEAD)
        q = self.query(x).reshape(split).transpose(1, 2)
        k = self.key(x).reshape(split).transpose(1, 2)
        v = self.value(x).reshape(split).transpose(1, 2)
        # written out: the exported graph holds plain products, and on a CPU the fused form learns more slowly
        scores = torch.matmul(q * HEAD**-0.5, k.transpose(2, 3)) + bias.to(q.dtype)
        mixed = torch.matmul(torch.softmax(scores, -1, dtype=q.dtype), v)
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], self.heads * HEAD)
        x = self.norm(x + drop(self.out(mixed), self.dropout, self.training))
        inner = self.down(self.bend(self.up(x)))
        return self.norm_out(x + drop(inner, self.dropout, self.training))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """Pieces with features → the outputs of the embedding and of every layer."""

    def __init__(self, dropout: float, attention: tuple[int, ...]) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout, n, slim=attention != FULL) for n in attention])
        self.dropout = dropout

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> list[Tensor]:
        """`ids`, `features`, `mask`: windows × pieces, integers; `mask` 1 for pieces, 0 for padding."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.pieces(ids) + self.positions(place) + self.features(features))
        x = drop(x, self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * BLOCKED
        outputs = [x]
        for layer in self.layers:
            x = layer(x, bias)
            outputs.append(x)
        return outputs


class Mix(nn.Module):
    """A learned weighting of the layers' outputs."""

    def __init__(self) -> None:
        super().__init__()
        weights = torch.zeros(LAYERS + 1)
        weights[-1] = 2.0
        self.weights = nn.Parameter(weights)

    def forward(self, outputs: Tensor) -> Tensor:
        """`outputs`: LAYERS + 1 × windows × words × HIDDEN → windows × words × HIDDEN."""
        weights = torch.softmax(self.weights, 0).to(outputs.dtype).reshape(-1, 1, 1, 1)
        return (outputs * weights).sum(0)


class Pointer(nn.Module):
    """Scores of word pairs: row points to column; `label` adds a bilinear score for each of some labels."""

    def __init__(self, width: int, labels: int = 0, dropout: float = 0.0) -> None:
        super().__init__()
        self.width, self.dropout = width, dropout
        self.source, self.target = nn.Linear(HIDDEN, width), nn.Linear(HIDDEN, width)
        self.form = nn.Linear(width, width, bias=True)
        self.target_bias = nn.Linear(width, 1)
        self.distance = nn.Embedding(2 * FAR + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.labels = labels
        if labels:
            self.label_source, self.label_target = nn.Linear(HIDDEN, LABELLED), nn.Linear(HIDDEN, LABELLED)
            self.label_form = nn.Linear(LABELLED, LABELLED * labels)
            self.label_linear = nn.Linear(2 * LABELLED, labels)

    def _ends(self, source: nn.Linear, target: nn.Linear, words: Tensor) -> tuple[Tensor, Tensor]:
        """The two views of the words, as the pointing one and as the one pointed at."""
        seen = [drop(functional.gelu(view(words)), self.dropout, self.training) for view in (source, target)]
        return seen[0], seen[1]

    def forward(self, words: Tensor) -> Tensor:
        """`words`: windows × words × HIDDEN → windows × words × words."""
        source, target = self._ends(self.source, self.target, words)
        scores = torch.matmul(self.form(source), target.transpose(1, 2)) * self.width**-0.5
        scores = scores + self.target_bias(target).transpose(1, 2)
        place = torch.arange(words.shape[1], device=words.device)
        apart = (place[None, :] - place[:, None]).clamp(-FAR, FAR) + FAR
        return scores + self.distance(apart).squeeze(-1)  # type: ignore[no-any-return]

    def label(self, words: Tensor, heads: Tensor) -> Tensor:
        """The labels' scores for each word and its head; `heads`: windows × words, word numbers."""
        source, target = self._ends(self.label_source, self.label_target, words)
        index = heads[:, :, None].expand(-1, -1, LABELLED)
        chosen = torch.gather(target, 1, index)
        form = self.label_form(source).reshape(words.shape[0], words.shape[1], self.labels, LABELLED)
        bilinear = torch.matmul(form, chosen[:, :, :, None]).squeeze(-1) * LABELLED**-0.5
        return bilinear + self.label_linear(torch.cat([source, chosen], -1))  # type: ignore[no-any-return]


class Roles(nn.Module):
    """Which words are arguments of which (of an event's trigger, of a cue): windows × roles × words × words."""

    def __init__(self, roles: int, width: int = 32) -> None:
        super().__init__()
        self.roles, self.width = roles, width
        self.trigger, self.argument = nn.Linear(HIDDEN, roles * width), nn.Linear(HIDDEN, roles * width)
        self.bias = nn.Linear(HIDDEN, roles)

    def forward(self, words: Tensor) -> Tensor:
        """`words`: windows × words × HIDDEN."""
        split = (words.shape[0], words.shape[1], self.roles, self.width)
        trigger = self.trigger(words).reshape(split).transpose(1, 2)
        argument = self.argument(words).reshape(split).permute(0, 2, 3, 1)
        scores = torch.matmul(trigger, argument) * self.width**-0.5
        return scores + self.bias(words).transpose(1, 2)[:, :, None, :] - 2.0  # type: ignore[no-any-return]


class Network(nn.Module):
    """The encoder and every head."""

    def __init__(self, shape: Shape, dropout: float = 0.1, head_dropout: float = 0.15) -> None:
        super().__init__()
        self.encoder = Encoder(dropout, shape.attention)
        self.head_dropout = head_dropout
        self.tagged = nn.ModuleDict({k: nn.Linear(HIDDEN, n) for k, n in shape.tagged.items()})
        self.transitions = nn.ParameterDict({k: nn.Parameter(torch.zeros(n, n)) for k, n in shape.tagged.items()})
        self.classed = nn.ModuleDict({k: nn.Linear(HIDDEN, n) for k, n in shape.classed.items()})
        widths = shape.pointers
        self.pointers = nn.ModuleDict(
            {k: Pointer(n, shape.relations if k == "head" else 0, 2 * head_dropout) for k, n in widths.items()}
        )
        self.edges = nn.ModuleDict({"roles": Roles(shape.roles), "saying": Roles(shape.saying)})
        self.pair = nn.Sequential(nn.Linear(4 * HIDDEN, HIDDEN), nn.GELU(), nn.Dropout(head_dropout))
        self.root = nn.Linear(HIDDEN, shape.roots)
        self.climate = nn.Linear(HIDDEN, 5)
        self.mixes = nn.ModuleDict({k: Mix() for k in ("tags", "speech", "syntax", "chains", "events", "pair")})

    def words(self, outputs: list[Tensor], starts: Tensor) -> Tensor:
        """The first piece of each word, all layers: LAYERS + 1 × windows × words × HIDDEN."""
        index = starts[:, :, None].expand(-1, -1, HIDDEN)
        return torch.stack([torch.gather(o, 1, index) for o in outputs])

    def mixed(self, stacked: Tensor, name: str) -> Tensor:
        """One task group's view of the words."""
        return drop(self.mixes[name](stacked), self.head_dropout, self.training)

    def pair_state(self, outputs: list[Tensor], markers: Tensor) -> Tensor:
        """[CLS], both markers and their product → one vector a window; `markers`: windows × 2, piece numbers."""
        mix = self.mixes["pair"](torch.stack(outputs))
        index = markers[:, :, None].expand(-1, -1, HIDDEN)
        marked = torch.gather(mix, 1, index)
        source, target = marked[:, 0], marked[:, 1]
        return self.pair(torch.cat([mix[:, 0], source, target, source * target], -1))  # type: ignore[no-any-return]


GROUP = {
    "ner": "tags", "politics": "tags", "cameo": "tags", "names": "tags", "nominals": "tags", "entity": "chains",
    "outer": "speech", "inner": "speech", "act": "speech", "modality": "speech", "owner": "speech",
    "speaker": "speech", "owner_inner": "speech", "speaker_inner": "speech", "upos": "syntax", "xpos": "syntax",
    "head": "syntax", "antecedent": "chains", "trigger": "events", "status": "events", "mode": "events",
    "negated": "events", "roles": "events", "saying": "speech", "speaker_kind": "speech", "details": "speech",
}  # fmt: skip
