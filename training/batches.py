"""Examples → windows → batches of tensors, in an order that a seed decides."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor

from dateline.reading.pieces import Ints, Part, Pieces, Window, mark, packed, parts, window
from training.examples import IGNORED, POINTERS, Example

ROLES = 12  # at most, of one kind of edge
MASK, FIRST_WORD = 103, 999  # in the vocabulary: the mask, and the first piece that is neither special nor unused


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One window with its gold layers; `edges`: word, argument, role; `markers`: piece numbers of a marked pair."""

    window: Window
    layers: dict[str, Ints]
    edges: dict[str, Ints] = field(default_factory=dict)
    markers: tuple[int, int] = (0, 0)
    root: int = IGNORED
    quad: int = IGNORED


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """Tensors of one step: pieces padded with 0, words with sentence −1 and layers IGNORED."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    starts: Tensor
    sentence: Tensor
    layers: dict[str, Tensor]
    edges: dict[str, Tensor]
    markers: Tensor
    root: Tensor
    quad: Tensor


class Pool:
    """All examples of one task; `epoch` cuts them into windows anew each time.

    `alone`: the share of texts that are read sentence by sentence, as isolated sentences are; the others are read
    in windows that begin at a random sentence.
    """

    def __init__(self, examples: Sequence[Example], tokenizer: Pieces, *, alone: float, seed: int) -> None:
        self._examples = examples
        self._parts = [parts(e.text, e.sentences, tokenizer) for e in examples]
        self._alone = alone
        self._random = random.Random(seed)
        self.pieces = sum(len(p[1]) for ps in self._parts for p in ps)

    def epoch(self) -> list[Item]:
        """Every example once, as windows in random order."""
        items: list[Item] = []
        for example, sentences in zip(self._examples, self._parts, strict=True):
            if not sentences:
                continue
            if example.root != IGNORED or example.quad != IGNORED:
                items.append(_marked(example, sentences))
            else:
                items += _items(example, sentences, self._groups(sentences))
        self._random.shuffle(items)
        return items

    def _groups(self, sentences: list[Part]) -> list[list[Part]]:
        if self._random.random() < self._alone:
            return [[s] for s in sentences]
        first = self._random.randrange(min(len(sentences), 6))
        return [*packed(sentences[:first]), *packed(sentences[first:])]

    def marked(self) -> list[Item]:
        """Each example as one window with its pair marked, in order."""
        return [_marked(e, p) for e, p in zip(self._examples, self._parts, strict=True)]


def _items(example: Example, sentences: list[Part], groups: list[list[Part]]) -> list[Item]:
    items, at = [], 0
    for group in groups:
        made = window(example.text, group)
        end = at + len(made.starts)
        layers = {name: _slice(name, layer, at, end) for name, layer in example.layers.items()}
        edges = {name: _within(found, at, end) for name, found in example.edges.items()}
        items.append(Item(window=made, layers=layers, edges=edges))
        at = end
    return items


def _within(edges: Ints, start: int, end: int) -> Ints:
    inside = (edges[:, :2] >= start).all(1) & (edges[:, :2] < end).all(1)
    return np.asarray(edges[inside] - np.array([start, start, 0]))


def _slice(name: str, layer: Ints, start: int, end: int) -> Ints:
    part = layer[start:end]
    if name not in POINTERS:
        return part
    known = part != IGNORED
    outside = known & ((part < start) | (part >= end))
    return np.where(known, np.where(outside, np.arange(end - start), part - start), IGNORED)


def _marked(example: Example, sentences: list[Part]) -> Item:
    made = window(example.text, next(packed(sentences)))
    if example.pair is None:
        return Item(window=made, layers={}, quad=example.quad)
    marked, markers = mark(made, *example.pair)
    return Item(window=marked, layers={}, markers=markers, root=example.root, quad=example.quad)


def batches(items: Sequence[Item], pieces: int, chooser: random.Random) -> Iterator[Batch]:
    """Batches of about `pieces` pieces, windows of like length together."""
    groups: list[list[Item]] = []
    for first in range(0, len(items), 400):
        pool = sorted(items[first : first + 400], key=lambda i: len(i.window.ids))
        group: list[Item] = []
        for item in pool:
            if group and (len(group) + 1) * len(item.window.ids) > pieces:
                groups.append(group)
                group = []
            group.append(item)
        groups.append(group)
    chooser.shuffle(groups)
    for group in groups:
        if group:
            yield collate(group)


def collate(items: Sequence[Item]) -> Batch:
    """Windows as tensors of one length."""
    names = items[0].layers.keys()
    words = max(len(i.window.starts) for i in items)
    edges = {name: torch.zeros(len(items), ROLES, words, words) for name in items[0].edges}
    for n, item in enumerate(items):
        for name, found in item.edges.items():
            for word, argument, role in found:
                edges[name][n, role, word, argument] = 1.0
    return Batch(
        ids=_padded([i.window.ids for i in items], 0),
        features=_padded([i.window.features for i in items], 0),
        mask=_padded([np.ones_like(i.window.ids) for i in items], 0),
        starts=_padded([i.window.starts for i in items], 0),
        sentence=_padded([i.window.sentence for i in items], -1),
        layers={k: _padded([i.layers[k] for i in items], IGNORED) for k in names},
        edges=edges,
        markers=torch.tensor([i.markers for i in items]),
        root=torch.tensor([i.root for i in items]),
        quad=torch.tensor([i.quad for i in items]),
    )


def hidden(batch: Batch, rate: float) -> Batch:
    """The batch with a share of its pieces replaced by [MASK], so that little rests on single words."""
    if rate == 0.0:
        return batch
    masked = (torch.rand(batch.ids.shape) < rate) & (batch.ids >= FIRST_WORD)
    return replace(batch, ids=torch.where(masked, MASK, batch.ids))


def _padded(rows: Sequence[Ints], fill: int) -> Tensor:
    width = max(len(r) for r in rows)
    out = np.full((len(rows), width), fill, dtype=np.int64)
    for n, row in enumerate(rows):
        out[n, : len(row)] = row
    return torch.from_numpy(out)
