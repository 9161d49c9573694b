"""Examples → windows and tensors, and the field over tags; where torch is."""

import importlib
import json
import random
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from training.examples import IGNORED, Example

from dateline.reading.pieces import Pieces, joined

torch = pytest.importorskip("torch")
batches: Any = importlib.import_module("training.batches")
crf: Any = importlib.import_module("training.crf")
losses: Any = importlib.import_module("training.losses")

SENTENCES = [["w"] * 100] * 3  # two of them fit a window


@pytest.fixture(scope="module")
def tokenizer() -> Pieces:
    """Every word is one piece."""
    return Pieces(Tokenizer(WordLevel({"[UNK]": 100, "w": 200}, unk_token="[UNK]")))


def pool(examples: list[Example], tokenizer: Pieces, alone: float = 0.0) -> Any:
    return batches.Pool(examples, tokenizer, alone=alone, seed=1)


def long_one() -> Example:
    text, sentences = joined(SENTENCES)
    every = np.arange(300)
    head, owner = np.roll(every, 1), np.full(300, IGNORED)
    owner[[5, 250, 251]] = [250, 7, 252]
    roles = np.array([[3, 50, 0], [3, 250, 1], [210, 290, 2]])
    return Example(
        name="long",
        text=text,
        sentences=tuple(sentences),
        layers={"head": head, "owner": owner, "trigger": every % 3},
        edges={"roles": roles},
    )


@pytest.fixture
def apart(tokenizer: Pieces) -> list[Any]:
    """The windows of the long text, one a sentence, in order."""
    items = pool([long_one()], tokenizer, alone=1.0).epoch()
    return sorted(items, key=lambda i: int(i.window.words[0, 0]))


def test_windows_take_their_part_of_every_layer(apart: list[Any]) -> None:
    first, second, third = apart
    assert [len(i.window.starts) for i in apart] == [100] * 3
    assert third.layers["trigger"].tolist() == [n % 3 for n in range(200, 300)]
    assert first.edges["roles"].tolist() == [[3, 50, 0]]
    assert second.edges["roles"].tolist() == []
    assert third.edges["roles"].tolist() == [[10, 90, 2]]


def test_what_points_outside_a_window_points_to_itself(apart: list[Any]) -> None:
    assert [i.layers["head"].tolist() for i in apart] == [[0, *range(99)]] * 3
    owners = [{n: k for n, k in enumerate(i.layers["owner"].tolist()) if k != IGNORED} for i in apart]
    assert owners == [{5: 5}, {}, {50: 50, 51: 52}]


@pytest.mark.parametrize(("alone", "windows"), [(1.0, 3), (0.0, 2)])
def test_an_epoch_has_every_word_once(tokenizer: Pieces, alone: float, windows: int) -> None:
    items = pool([long_one()], tokenizer, alone).epoch()
    assert len(items) >= windows
    places = sorted(tuple(w) for i in items for w in i.window.words.tolist())
    assert places == [(s.start, s.end) for sentence in long_one().sentences for s in sentence.words]


def test_a_seed_decides_the_order(tokenizer: Pieces) -> None:
    def starts() -> list[int]:
        return [int(i.window.words[0, 0]) for i in pool([long_one()] * 5, tokenizer, 0.5).epoch()]

    assert starts() == starts()


def test_a_pair_is_marked(tokenizer: Pieces) -> None:
    text, sentences = joined([["w"] * 4])
    one = Example(name="p", text=text, sentences=tuple(sentences), pair=((0, 1), (2, 4)), root=3, quad=1)
    (item,) = pool([one], tokenizer).epoch()
    assert item.window.ids.tolist() == [101, 1, 200, 2, 200, 3, 200, 200, 4, 102]
    assert [int(item.window.ids[m]) for m in item.markers] == [1, 3]
    assert (item.root, item.quad, item.layers) == (3, 1, {})


def test_tensors_are_padded(tokenizer: Pieces, apart: list[Any]) -> None:
    text, sentences = joined([["w"] * 4])
    layers = {name: np.zeros(4, dtype=np.int64) for name in ("head", "owner", "trigger")}
    none = np.zeros((0, 3), dtype=np.int64)
    short = Example(name="short", text=text, sentences=tuple(sentences), layers=layers, edges={"roles": none})
    made = batches.collate([apart[2], *pool([short], tokenizer).epoch()])
    assert made.ids.shape == (2, 102)
    assert made.mask.sum(1).tolist() == [102, 6]
    assert (made.sentence[1, 4:] == -1).all()
    assert (made.layers["head"][1, 4:] == IGNORED).all()
    assert made.edges["roles"].sum() == made.edges["roles"][0, 2, 10, 90] == 1


def test_batches_hold_every_item_and_are_not_too_large(tokenizer: Pieces) -> None:
    examples = []
    for n in range(1, 30):
        text, sentences = joined([["w"] * n])
        layers = {"trigger": np.full(n, n)}
        examples.append(Example(name=str(n), text=text, sentences=tuple(sentences), layers=layers))
    made = list(batches.batches(pool(examples, tokenizer).epoch(), 64, random.Random(1)))
    assert sorted(k for b in made for k in b.layers["trigger"][:, 0].tolist()) == list(range(1, 30))
    assert all(b.ids.numel() <= 64 or len(b.ids) == 1 for b in made)


# the field over tags


@pytest.mark.parametrize("words", [1, 2, 3, 5])
def test_the_loss_is_that_of_all_paths(words: int) -> None:
    torch.manual_seed(words)
    emissions, moves = torch.randn(2, words, 3), torch.randn(3, 3)
    tags = torch.randint(0, 3, (2, words))
    lengths = [words, max(words - 1, 1)]
    mask = torch.tensor([[n < length for n in range(words)] for length in lengths])
    expected = 0.0
    for n, length in enumerate(lengths):
        worth = {
            path: sum(float(emissions[n, k, t]) for k, t in enumerate(path))
            + sum(float(moves[a, b]) for a, b in pairwise(path))
            for path in product(range(3), repeat=length)
        }
        gold = worth[tuple(tags[n, :length].tolist())]
        expected += float(torch.logsumexp(torch.tensor(list(worth.values())), 0)) - gold
    assert float(crf.loss(emissions, moves, tags, mask)) == pytest.approx(expected / sum(lengths), abs=1e-4)


def test_only_a_span_goes_on() -> None:
    scores = crf.allowed(5)
    assert {(a, b) for a, b in product(range(5), repeat=2) if scores[a, b] == 0} == {
        *product(range(5), (0, 1, 3)),
        *((1, 2), (2, 2), (3, 4), (4, 4)),
    }


def test_words_point_into_their_sentence_or_text() -> None:
    sentence = torch.tensor([[0, 0, 1, -1]])
    within, anywhere = (losses.may_point(sentence, within=w)[0] == 0 for w in (True, False))
    assert within[:3, :3].tolist() == [[True, True, False], [True, True, False], [False, False, True]]
    assert anywhere[0].tolist() == [True, True, True, False]


def test_a_share_of_the_words_is_hidden(tokenizer: Pieces, apart: list[Any]) -> None:
    torch.manual_seed(1)
    batch = batches.collate(apart)
    ids = torch.where(batch.ids == 200, 2000, batch.ids)
    masked = batches.hidden(replace(batch, ids=ids), 0.25).ids
    words = ids == 2000
    assert 0.15 < (masked[words] == batches.MASK).float().mean() < 0.35
    assert (masked[~words] == ids[~words]).all()
    assert batches.hidden(batch, 0.0) is batch


def test_a_root_that_is_sure_costs_more_than_one_that_is_nearly_so() -> None:
    gold = torch.tensor([0, IGNORED])
    scores = torch.zeros(2, 16)
    costs = []
    for height in (0.0, 4.0, 40.0):
        scores[0, 0] = height
        costs.append(float(losses._root_loss(losses.root_scores(scores), gold)))
    assert costs[1] < costs[0] < costs[2]


def test_what_has_another_size_begins_anew() -> None:
    known = importlib.import_module("training.train").known
    network = torch.nn.Linear(2, 3)
    kept = {"weight": torch.ones(3, 2).half(), "bias": torch.ones(4), "other": torch.ones(1)}
    found = known(kept, network)
    assert list(found) == ["weight"]
    assert found["weight"].dtype == torch.float32


def test_a_head_that_has_grown_keeps_what_it_has() -> None:
    known = importlib.import_module("training.train").known
    network = torch.nn.Linear(2, 5)
    found = known({"weight": torch.ones(3, 2), "bias": torch.ones(3)}, network)
    assert torch.equal(found["weight"][:3], torch.ones(3, 2))
    assert torch.equal(found["weight"][3:], network.weight[3:])
    assert found["bias"].shape == (5,)


def test_a_network_without_some_heads() -> None:
    start = importlib.import_module("training.start")
    full = start.network_of(0.0).state_dict()
    kept = [[0, 2], *[list(range(12))] * 5]
    slim = start.slimmed(full, kept)
    assert start.attention_of(slim) == (2, 12, 12, 12, 12, 12)
    assert torch.equal(slim["encoder.layers.0.query.weight"][32:], full["encoder.layers.0.query.weight"][64:96])
    assert torch.equal(slim["encoder.layers.0.out.weight"][:, :32], full["encoder.layers.0.out.weight"][:, :32])
    network = start.network_of(0.0, start.attention_of(slim))
    network.load_state_dict(slim)
    assert start.attention_of({}) == (12,) * 6


def test_how_far_a_pupil_is_from_its_teacher() -> None:
    taught = importlib.import_module("training.train").taught
    told = [torch.zeros(1, 3, 2), torch.tensor([[[1.0, -1.0], [1.0, -1.0], [9.0, 9.0]]])]
    mask = torch.tensor([[1, 1, 0]])
    assert float(taught(told, told, mask)) == 0.0
    silent = [told[0], torch.zeros(1, 3, 2)]
    assert float(taught(silent, told, mask)) == pytest.approx(0.75)  # 1 over the variance 4/3; padding counts not


def test_yield_is_either_of_two() -> None:
    logs = losses.root_scores(torch.randn(2, 16))
    assert torch.allclose(logs[:, :16].exp().sum(1), torch.ones(2))
    both = [losses.ROOTS.index(r) for r in ("CONCEDE", "RETREAT")]
    assert torch.allclose(logs[:, both].exp().sum(1), logs[:, 16].exp())


def test_the_shipped_transitions_forbid_what_training_does() -> None:
    """labels.json holds learned moves upon those that are allowed."""
    home = Path(__file__).parents[2] / "src" / "dateline" / "data" / "model" / "labels.json"
    for moves in json.loads(home.read_text("utf-8"))["transitions"].values():
        found, barred = np.array(moves), crf.allowed(len(moves)).numpy() < 0
        assert (found[barred] < -1000).all()
        assert (found[~barred] > -1000).all()
