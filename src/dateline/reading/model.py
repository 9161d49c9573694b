"""The model that ships with Dateline, as the encoder of a reader, and on given words for the benches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from dateline.reading import decode
from dateline.reading.encoder import Seen
from dateline.reading.network import Network, Scores
from dateline.reading.pieces import Ints, Sentence, joined, mark

_NER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_KINDS = {k: k for k in ("person", "group", "organisation", "place", "office", "time", "thing")} | {"metonym": "place"}
_LAYERS = ("outer", "inner", "ner", "names", "nominals", "details")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What the model says of one sentence, a value a word. `head` counts words from 1, 0 is the root; `ner` and
    `politics` are BIO tags."""

    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    ner: list[str] = field(default_factory=list)
    politics: list[str] = field(default_factory=list)


class Model:
    """The network and what its scores mean."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._labels = network.labels

    @classmethod
    def load(cls, folder: Path | None = None, threads: int | None = None) -> "Model":
        """The model in `folder`, by default the one that ships with Dateline, on `threads` cores, by default all.

        Raises ArtifactMissing or ArtifactChanged where a file is not there, damaged or of another schema.
        """
        return cls(Network.load(folder, threads))

    @property
    def digest(self) -> str:
        """16 hex digits that name graph, tokenizer and labels."""
        return self._network.digest

    def see(self, texts: Sequence[tuple[str, Sequence[Sentence]]]) -> list[Seen]:
        """For each text with its sentences, the names, attributions and triggers in it."""
        scores = self._network.scores(texts)
        decode.fill([s for one in scores for s in one], self._labels, _LAYERS)
        return [self._seen(one) for one in scores]

    def _seen(self, scores: list[Scores]) -> Seen:
        told = [decode.attributions(scores, self._labels, inner=inner) for inner in (False, True)]
        return Seen(
            spans=tuple(decode.named(scores, self._labels, "ner", _NER)),
            attributions=tuple(chain(*told)),
            phrases=tuple(p for k in ("names", "nominals") for p in decode.named(scores, self._labels, k, _KINDS)),
            details=tuple(decode.labelled(scores, self._labels, "details")),
            triggers=tuple(decode.triggers(scores, self._labels)),
            syntax=decode.syntax(scores, self._labels),
        )

    def read_words(self, sentences: Sequence[Sequence[str]], opens: Sequence[bool] | None = None) -> list[Layers]:
        """Word classes, trees and entities of sentences whose words are given; they are read as one text in order.

        `opens`: which sentences begin a paragraph, by default all.
        """
        text, spans = joined(sentences, opens)
        found: list[Layers] = []
        windows = self._network.scores([(text, spans)])[0]
        decode.fill(windows, self._labels, ("ner", "politics"))
        for scores in windows:
            found += self._layers(scores)
        return _rejoined(found, [len(s) for s in sentences])

    def _layers(self, scores: Scores) -> list[Layers]:
        labels = self._labels
        names = list(labels.classes)
        tags = {k: _tags(decode.paths([scores], labels, k)[0], labels.tags[k]) for k in ("ner", "politics")}
        found = []
        for number in range(int(scores.window.sentence[-1]) + 1):
            at = np.flatnonzero(scores.window.sentence == number)
            first, end = int(at[0]), int(at[-1]) + 1
            heads = decode.tree(scores.arcs[first:end, first:end])
            classes = {k: scores.classes[first:end, names.index(k)].tolist() for k in ("upos", "xpos")}
            found.append(
                Layers(
                    upos=[labels.classes["upos"][k] for k in classes["upos"]],
                    xpos=[labels.classes["xpos"][k] for k in classes["xpos"]],
                    head=[0 if h == n else h + 1 for n, h in enumerate(heads.tolist())],
                    deprel=_relations(heads, [labels.deprel[k] for k in scores.deprel[first:end].tolist()]),
                    ner=tags["ner"][first:end],
                    politics=tags["politics"][first:end],
                )
            )
        return found

    def pair(
        self,
        sentences: Sequence[Sequence[str]],
        source: Sequence[tuple[int, int]],
        target: Sequence[tuple[int, int]],
    ) -> list[dict[str, float]]:
        """The probability of each PLOVER root for what the source (half-open word range) does to the target."""
        found = []
        for words, one, other in zip(sentences, source, target, strict=True):
            text, spans = joined([words])
            window = self._network.windows(text, spans)[0]
            logs = self._network.root(*mark(window, one, other))
            found.append({k: float(p) for k, p in zip(self._labels.roots, np.exp(logs), strict=True)})
        return found


def _rejoined(parts: list[Layers], lengths: list[int]) -> list[Layers]:
    """Sentences that were cut at the window's limit, whole again: the first part's root heads the others'."""
    found, ready = [], iter(parts)
    for length in lengths:
        whole = next(ready) if length else Layers(upos=[], xpos=[], head=[], deprel=[], ner=[], politics=[])
        while len(whole.upos) < length:
            more, base = next(ready), len(whole.upos)
            root = whole.head.index(0) + 1
            whole = Layers(
                upos=whole.upos + more.upos,
                xpos=whole.xpos + more.xpos,
                head=whole.head + [h + base if h else root for h in more.head],
                deprel=whole.deprel + ["parataxis" if r == "root" else r for r in more.deprel],
                ner=whole.ner + more.ner,
                politics=whole.politics + more.politics,
            )
        found.append(whole)
    return found


def _tags(path: Ints, names: Sequence[str]) -> list[str]:
    tags = ["O", *(f"{edge}-{name}" for name in names for edge in "BI")]
    return [tags[k] for k in path.tolist()]


def _relations(heads: Ints, relations: list[str]) -> list[str]:
    """The root's relation is `root` and no other's is."""
    roots = (heads == np.arange(len(heads))).tolist()
    return ["root" if top else ("dep" if r == "root" else r) for r, top in zip(relations, roots, strict=True)]
