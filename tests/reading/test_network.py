"""The shipped model: what it refuses, that the same text gives the same bytes, and what it never loads."""

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.examples import lines

import dateline
from dateline.errors import ArtifactChanged, ArtifactMissing, SetupError
from dateline.reading.encoder import Seen
from dateline.reading.model import Model
from dateline.reading.network import SCHEMA, Network
from dateline.reading.pieces import Sentence
from dateline.reading.segment import worded

FILES = {"model.onnx": b"the graph", "tokenizer.json": b"{}"}
LABELS: dict[str, Any] = {
    "schema": SCHEMA,
    **{"tags": {"ner": ["PER"]}, "transitions": {"ner": [[0, 0, 0]] * 3}, "classes": {"upos": ["X"]}},
    **{"deprel": ["root"], "roots": ["AID"], "roles": ["actor"], "saying": ["time"]},
    "sha256": {name: hashlib.sha256(body).hexdigest() for name, body in FILES.items()},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that only the runtime would refuse: its graph is none."""
    for name, body in FILES.items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "labels.json").write_text(json.dumps(LABELS), "utf-8")
    return tmp_path


def refused(folder: Path, error: type[SetupError], file: str, what: str) -> None:
    with pytest.raises(error) as raised:
        Network.load(folder, threads=1)
    message = str(raised.value)
    assert message.startswith(f"model: {folder / file} ")
    assert what in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("name", ["labels.json", "model.onnx", "tokenizer.json"])
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder, ArtifactMissing, name, "is missing")


def test_a_missing_folder(tmp_path: Path) -> None:
    refused(tmp_path / "none", ArtifactMissing, "labels.json", "is missing")


@pytest.mark.parametrize("name", list(FILES))
@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b"", lambda b: b[:-1] + b"!", lambda b: b + b"\n"])
def test_an_altered_file(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    (folder / name).write_bytes(change(FILES[name]))
    refused(folder, ArtifactChanged, name, "is damaged")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b"\xff\xfe", b'{"schema": 1'])
def test_damaged_labels(folder: Path, body: bytes) -> None:
    (folder / "labels.json").write_bytes(body)
    refused(folder, ArtifactChanged, "labels.json", "is damaged")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *((key, None) for key in LABELS),
        ("tags", 7),
        ("transitions", []),
        ("sha256", "x"),
        ("sha256", {"model.onnx": "x"}),
    ],
)
def test_labels_of_the_wrong_shape(folder: Path, key: str, value: object) -> None:
    kept = {k: v for k, v in LABELS.items() if k != key} | ({} if value is None else {key: value})
    (folder / "labels.json").write_text(json.dumps(kept), "utf-8")
    refused(folder, ArtifactChanged, "labels.json", "is damaged")


@pytest.mark.parametrize("schema", ["dateline-model/1", "", 1, None])
def test_another_schema(folder: Path, schema: object) -> None:
    (folder / "labels.json").write_text(json.dumps({"schema": schema}), "utf-8")
    refused(folder, ArtifactChanged, "labels.json", f"has schema {schema!r}; this version reads {SCHEMA!r}")


# the shipped model

REPORT = """Talks end without result

“We will not sign,” the foreign minister of Norland, Ana Moran, told reporters in Oslo on Monday. She said the union had
promised to pay."""
DAY = "Mayor Bo Quill said on day {} that the bridge at Harwick would stay closed. “No,” he added.\n"
TEXTS = (
    REPORT,
    "The rebels denied that they had shelled the port, according to a spokesman for the army.",
    "".join(map(DAY.format, range(40))),
    "cafe\u0301 \u200d 👩\u200d👧 東京 İstanbul ''open “and never closed",
    "",
)


def laid_out(text: str) -> tuple[str, list[Sentence]]:
    return text, list(worded(text, lines(text)))


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load(threads=1)


@pytest.fixture(scope="module")
def model(network: Network) -> Model:
    return Model(network)


@pytest.fixture(scope="module")
def alone(model: Model) -> list[Seen]:
    """What is seen in each text when nothing is read beside it."""
    return [model.see([laid_out(text)])[0] for text in TEXTS]


def test_something_is_seen(alone: list[Seen]) -> None:
    (said, *_) = alone[0].attributions
    assert said.source is not None
    assert "Moran" in said.source.of(TEXTS[0])
    assert "Ana Moran" in [s.span.of(TEXTS[0]) for s in alone[0].spans if s.kind == "person"]
    assert len(alone[2].attributions) > 40
    assert alone[4] == Seen()


def test_a_text_gives_the_same_whatever_is_read_beside_it(model: Model, alone: list[Seen]) -> None:
    assert model.see([laid_out(text) for text in TEXTS]) == alone
    assert model.see([laid_out(text) for text in reversed(TEXTS)]) == alone[::-1]
    assert model.see([]) == []


def test_a_text_gives_the_same_on_two_threads(alone: list[Seen]) -> None:
    assert Model.load(threads=2).see([laid_out(text) for text in TEXTS]) == alone


def test_scores_are_the_same_to_the_bit(network: Network) -> None:
    (one,), (two,) = network.scores([laid_out(TEXTS[0])])[0], network.scores([laid_out(t) for t in TEXTS])[0]
    for name in ("tags", "classes", "sure", "head", "arcs", "deprel"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name
    assert all(np.array_equal(one.pointers[k], two.pointers[k]) for k in one.pointers)
    for name, (asked, found) in one.edges.items():
        assert np.array_equal(asked, two.edges[name][0])
        assert np.array_equal(found, two.edges[name][1])


def test_scores_fit_words_and_labels(network: Network) -> None:
    for scores in network.scores([laid_out(TEXTS[2])])[0]:
        words = len(scores.window.words)
        labels = network.labels
        assert scores.tags.shape == (words, max(c.stop for c in labels.columns.values()))
        assert scores.classes.shape == (words, len(labels.classes))
        for name, (asked, found) in scores.edges.items():
            assert found.shape == (len(labels.edges[name]), len(asked), words)
        assert all(p.shape == (words, words) for p in (scores.arcs, *scores.pointers.values()))
        for n, names in enumerate(labels.classes.values()):
            assert 0 <= scores.classes[:, n].min() <= scores.classes[:, n].max() < len(names)


def test_every_span_is_made_of_words(alone: list[Seen]) -> None:
    for text, seen in zip(TEXTS, alone, strict=True):
        assert made_of_words(text, seen)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.sampled_from(TEXTS[:2]))
def test_every_span_of_any_text_is_made_of_words(model: Model, odd: str, text: str) -> None:
    text = text[:60] + odd + text[60:]
    assert made_of_words(text, model.see([laid_out(text)])[0])


def made_of_words(text: str, seen: Seen) -> bool:
    """Whether spans begin and end where words do, and what belongs together keeps the text's order."""
    words = [w for s in list(worded(text, lines(text))) for w in s.words]
    starts, ends = {w.start for w in words}, {w.end for w in words}
    spans = [s.span for s in seen.spans]
    for one in seen.attributions:
        spans += [*one.content, *(s for s in (one.source, one.head, one.cue) if s is not None)]
        assert list(one.content) == sorted(one.content)
        assert one.head is None or (one.source is not None and one.source.covers(one.head))
    assert all(s.start in starts and s.end in ends for s in spans)
    return all(0 < score <= 1 for score in (*(s.score for s in seen.spans), *(a.score for a in seen.attributions)))


def test_the_digest_names_graph_tokenizer_and_labels(model: Model) -> None:
    body = (files("dateline") / "data" / "model" / "labels.json").read_bytes()
    assert model.digest == hashlib.sha256(body).hexdigest()[:16] == Model.load().digest


def test_given_words(model: Model) -> None:
    sentences = [["Ana", "Moran", "left", "."], [], ["She", "spoke", "to", "them", "in", "Oslo"] * 60, ["No", "!"]]
    found = model.read_words(sentences)
    for words, layers in zip(sentences, found, strict=True):
        values = (layers.upos, layers.xpos, layers.head, layers.deprel, layers.ner, layers.politics)
        assert {len(v) for v in values} == {len(words)}
        assert layers.head.count(0) == layers.deprel.count("root") == min(len(words), 1)
        assert all(0 <= h <= len(words) and h != n for n, h in enumerate(layers.head, 1))
    assert found[0].ner[:2] == ["B-PER", "I-PER"]
    assert model.read_words([]) == []


def test_a_pair_has_every_root(model: Model) -> None:
    (one,) = model.pair([["Norland", "praised", "Ostia", "."]], [(0, 1)], [(2, 3)])
    (other,) = model.pair([["Norland", "praised", "Ostia", "."]], [(2, 3)], [(0, 1)])
    assert sum(one.values()) == pytest.approx(1, abs=1e-3)
    assert list(one) == list(other)
    assert one != other


# what is never loaded


def test_nothing_in_the_package_runs_foreign_code() -> None:
    """No pickle in any form, no torch: a model is a graph and JSON."""
    barred = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "torch", "safetensors"}
    for path in Path(dateline.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [n.name for n in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not barred & {n.split(".")[0] for n in names}, path
            assert not (isinstance(node, ast.keyword) and node.arg == "allow_pickle"), path


def test_the_runtime_is_loaded_only_to_read() -> None:
    code = "import sys, dateline.cli, dateline.reading.model; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=os.environ, check=False).returncode == 0
