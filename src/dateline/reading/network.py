"""The shipped network: windows in, scores out.

One int8 ONNX file with its labels and tokenizer. Every window is one run of its own, so that a text gives the same
bytes whatever is read beside it; the windows of several texts share the processor's cores.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.errors import ArtifactChanged, ArtifactMissing
from dateline.reading.pieces import Ints, Sentence, Window, load_tokenizer, windows

Floats = npt.NDArray[np.float32]
SCHEMA = "dateline-model/3"
_FILES = ("model.onnx", "tokenizer.json")
_POINTED = ("owner", "speaker", "owner_inner", "speaker_inner", "antecedent")
_EDGES = ("roles", "saying")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """What the graph says of one window; training/graph.py tells the shapes.

    `edges`: of triggers (`roles`) and cues (`saying`), the words asked for and their arguments; `paths`: tag paths,
    once decoded.
    """

    window: Window
    tags: Floats
    classes: Ints
    sure: Floats
    head: Ints
    arcs: Floats
    deprel: Ints
    pointers: dict[str, Floats]
    edges: dict[str, tuple[Ints, npt.NDArray[np.uint8]]]
    paths: dict[str, Ints] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """The labels of every layer; `columns`: where a tag layer's scores stand; `transitions`: tags × tags."""

    tags: dict[str, list[str]]
    classes: dict[str, list[str]]
    deprel: list[str]
    roots: list[str]
    edges: dict[str, list[str]]
    transitions: dict[str, Floats]
    columns: dict[str, slice] = field(default_factory=dict)

    @classmethod
    def of(cls, described: dict[str, Any]) -> "Labels":
        """The labels as `labels.json` has them."""
        columns, at = {}, 0
        for name, names in described["tags"].items():
            columns[name] = slice(at, at + 2 * len(names) + 1)
            at += 2 * len(names) + 1
        return cls(
            tags=described["tags"],
            classes=described["classes"],
            deprel=described["deprel"],
            roots=described["roots"],
            edges={name: described[name] for name in _EDGES},
            transitions={k: np.array(v, dtype=np.float32) for k, v in described["transitions"].items()},
            columns=columns,
        )


class Network:
    """The shipped graph with its tokenizer and labels: windows in, scores out."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.labels, self.digest = _checked(folder)
        # the runtime weighs a quarter of a second: who reads nothing never loads it
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / "model.onnx",
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # the fused kernel takes five times as long as its parts
        )
        self.tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
        self._threads = threads

    @classmethod
    def load(cls, folder: Path | None = None, threads: int | None = None) -> "Network":
        """The model in `folder`, by default the one that ships with Dateline, on `threads` cores (all of them).

        Raises ArtifactMissing or ArtifactChanged, naming the file, where one is not there, damaged or of another
        schema.
        """
        cores = threads or os.cpu_count() or 1
        if folder is not None:
            return cls(folder, cores)
        with as_file(files("dateline") / "data" / "model") as shipped:
            return cls(shipped, cores)

    def scores(self, texts: Sequence[tuple[str, Sequence[Sentence]]]) -> list[list[Scores]]:
        """For each text, the scores of its windows in order."""
        cut = [self.windows(text, sentences) for text, sentences in texts]
        flat = [w for ws in cut for w in ws]
        if self._threads > 1 and len(flat) > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(self._run, flat))
        else:
            found = [self._run(w) for w in flat]
        ready = iter(found)
        return [[next(ready) for _ in ws] for ws in cut]

    def windows(self, text: str, sentences: Sequence[Sentence]) -> list[Window]:
        """The windows of a text, in order."""
        return windows(text, sentences, self.tokenizer)

    def root(self, window: Window, markers: tuple[int, int]) -> Floats:
        """Log probabilities of the PLOVER roots for a window whose source and target are marked at these pieces."""
        return self.raw(window, markers)[-1]  # type: ignore[no-any-return]

    def raw(self, window: Window, markers: tuple[int, int] = (0, 0)) -> list[Any]:
        feed = {
            "ids": window.ids[None],
            "features": window.features[None],
            "starts": window.starts[None],
            "sentence": window.sentence[None],
            "markers": np.array([markers], dtype=np.int64),
        }
        return self._session.run(None, feed)  # type: ignore[no-any-return]

    def _run(self, window: Window) -> Scores:
        tags, classes, sure, head, arcs, deprel, *found, _ = self.raw(window)
        pointed, (triggers, cues, roles, saying) = found[: len(_POINTED)], found[len(_POINTED) :]
        return Scores(
            window=window,
            tags=tags,
            classes=classes,
            sure=sure,
            head=head,
            arcs=arcs,
            deprel=deprel,
            pointers=dict(zip(_POINTED, pointed, strict=True)),
            edges={"roles": (triggers, roles), "saying": (cues, saying)},
        )


def _checked(folder: Path) -> tuple[Labels, str]:
    """What `labels.json` says, after the files it describes have been compared with their digests; and its own."""
    path = folder / "labels.json"
    for name in ("labels.json", *_FILES):
        if not (folder / name).exists():
            raise ArtifactMissing(f"model: {folder / name} is missing; install Dateline again")
    try:
        body = path.read_bytes()
        described: dict[str, Any] = json.loads(body)
        schema = described["schema"]
        if schema != SCHEMA:
            raise ArtifactChanged(f"model: {path} has schema {schema!r}; this version reads {SCHEMA!r}")
        digests: dict[str, str] = {name: described["sha256"][name] for name in _FILES}
        labels = Labels.of(described)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ArtifactChanged(f"model: {path} is damaged; install Dateline again") from error
    for name, digest in digests.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ArtifactChanged(f"model: {folder / name} is damaged: its SHA-256 is not that of labels.json")
    return labels, hashlib.sha256(body).hexdigest()[:16]  # over labels and the digests of all that decides
