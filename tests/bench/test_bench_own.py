"""The bench on our own texts: its gold, its figures by hand, and scores that say the gold."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from bench import command, task
from bench.corpus import SETS, Refused, digest
from bench.tasks import own
from bench.tasks.own import Document, Found, Told
from training import labels
from training.examples import IGNORED, Example
from training.own.markup import check, load, write
from training.own_examples import example

from dateline.reading import decode
from dateline.reading.encoder import Seen
from dateline.reading.network import Labels, Scores
from dateline.reading.pieces import Ints, Window

SOURCE = """## x-010 wire 2024-03-05
[f2 President] [p1 Ana Moran] [c1 accused] [lm3 Ankara] [k1 of [v1 arresting] [gn4 [h1 twelve] young men of Izmir]].
[pr1 She] [c2 said] [k2 [p5 Bo Quill] [c3 had promised] [k3 to leave]].
--
S p1 c1 k1 act=accuse mod=asserted to=lm3
S pr1 c2 k2 act=say mod=asserted
S p5 c3 k3 act=promise mod=commitment in=S2
E v1 COERCE mode=arrest ctx=legal by=lm3 to=gn4 status=happened said=S1
R f2 holds_office from=p1 to=f2
H h1 arrested low=12 high=12 bound=exactly event=E1

## x-011 wire 2024-03-05
The bridge was opened.
--
"""
WORDS = (
    "President Ana Moran accused Ankara of arresting twelve young men of Izmir . "
    "She said Bo Quill had promised to leave ."
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder as training/own is: the markup, the items, and what else lies there."""
    (tmp_path / "x.txt").write_text(SOURCE, "utf-8")
    items, errors = check([tmp_path / "x.txt"])
    assert errors == []
    write(tmp_path / "x.jsonl", items[tmp_path / "x.txt"])
    return tmp_path


@pytest.fixture
def document(corpus: Path) -> Document:
    (found,) = own.documents(corpus)
    return found


def at(*words: str) -> frozenset[int]:
    return frozenset(WORDS.split().index(w) for w in words)


def test_gold_is_of_the_measured_items(document: Document) -> None:
    assert document.name == "x-010"
    assert [w.of(document.text) for s in document.sentences for w in s.words] == WORDS.split()
    gold = document.gold
    assert gold.names == {("office", 0, 1), ("person", 1, 3), ("metonym", 4, 5), ("person", 15, 17)}
    assert [(t.depth, t.act, t.modality) for t in gold.told] == [
        *[(0, "accuse", "asserted"), (0, "say", "asserted"), (1, "promise", "commitment")]
    ]
    assert gold.told[2].cue == at("had", "promised")
    assert gold.told[2].content == at("to", "leave")
    assert gold.triggers == {(0, "holds_office"), (6, "COERCE")}
    assert gold.roles == {
        *{(0, 1, "actor"), (0, 0, "recipient"), (6, 4, "actor"), (6, 9, "recipient"), (6, 7, "victims")}
    }


def test_gold_as_guess_is_all_right(document: Document) -> None:
    found = task.score(own.TASK, [document], [document.gold])
    there = {k: v for k, v in found.items() if k not in ("documents", "names", "attributions", "triggers") and v != 1}
    absent = {"name_group", "name_organisation", "name_place", "name_time", "name_thing"}
    absent |= {"role_place", "role_time", "role_until"} | {f"saying_{r}" for r in labels.SAYING if r != "addressee"}
    assert {k.rpartition("_")[0] for k in there} == absent
    assert [found[k] for k in ("names", "attributions", "triggers")] == [4, 3, 2]


def test_figures_by_hand(document: Document) -> None:
    answer = Found(
        names=frozenset({("office", 0, 1), ("group", 1, 3), ("place", 4, 5), ("metonym", 11, 12), ("person", 15, 16)}),
        told=(
            # 3 of 7 words, the cue in part, the act right: neither exact nor half
            Told(depth=0, cue=at("accused"), content=at("of", "arresting", "twelve"), act="accuse", modality="denied"),
            # exact, another act
            Told(depth=0, cue=at("said"), content=frozenset(range(15, 21)), act="deny", modality="asserted"),
            # half of the words, its cue nowhere
            Told(depth=1, cue=at("."), content=at("leave"), act="promise", modality="commitment"),
        ),
        triggers=frozenset({(0, "leads"), (6, "COERCE"), (14, "CONSULT")}),
        roles=frozenset({(6, 4, "actor"), (6, 9, "actor"), (6, 7, "victims"), (14, 13, "actor")}),
    )
    found = task.score(own.TASK, [document], [answer])
    assert (found["name_span_precision"], found["name_span_recall"]) == (0.6, 0.75)
    assert (found["name_precision"], found["name_recall"], found["name_metonym_f1"]) == (0.2, 0.25, 0)
    assert (found["outer_content_exact_f1"], found["outer_content_50_f1"]) == (0.5, 0.5)
    assert (found["inner_content_exact_f1"], found["inner_content_50_f1"]) == (0, 1)
    assert (found["cue_found"], found["act"], found["modality"]) == (0.6667, 0.5, 0.5)
    assert (found["event_trigger_precision"], found["event_trigger_recall"]) == (0.5, 1)
    assert found["relation_trigger_f1"] == 0
    assert (found["role_precision"], found["role_recall"]) == (0.5, 0.4)
    assert found["role_actor_f1"] == pytest.approx(0.4)


def known() -> Labels:
    """The labels of a model that has all layers which are scored."""
    tags = {k: list(v) for k, v in labels.tagged().items()}
    moves = {k: np.zeros((2 * len(v) + 1,) * 2).tolist() for k, v in tags.items()}
    classes = {k: list(v) for k, v in labels.classed().items()}
    described = {
        "tags": tags,
        "transitions": moves,
        "classes": classes,
        "deprel": [],
        "roots": [],
        "roles": labels.ROLES,
        "saying": labels.SAYING,
    }
    return Labels.of(described)


def arguments_of(edges: Ints, asked: Ints, first: int, end: int) -> tuple[Ints, np.ndarray]:
    """The words asked for between two words, and their arguments as the graph gives them."""
    found = np.zeros((8, len(asked), end - first), dtype=np.uint8)
    for word, argument, role in edges:
        if first <= word < end and first <= argument < end:
            found[role, np.searchsorted(asked, word - first), argument - first] = 1
    return asked, found


def certain(one: Example, edges: list[int]) -> list[Scores]:
    """Windows between word edges that are sure of the layers of an example."""
    words = np.array([(w.start, w.end) for s in one.sentences for w in s.words])
    made = []
    for first, end in pairwise(edges):
        size, every = end - first, np.arange(end - first)
        tags = np.full((size, sum(2 * len(v) + 1 for v in known().tags.values())), -20, dtype=np.float32)
        classes = np.zeros((size, len(known().classes)), dtype=np.int64)
        for name in ("names", "outer", "inner"):
            tags[every, known().columns[name].start + one.layers[name][first:end]] = 0
        for name in ("act", "modality", "trigger"):
            classes[:, list(known().classes).index(name)] = np.maximum(one.layers[name][first:end], 0)
        pointers = {}
        for name in ("owner", "speaker", "owner_inner", "speaker_inner"):
            to = one.layers[name][first:end]
            pointers[name] = np.full((size, size), -20, dtype=np.float32)
            pointers[name][every, np.where(to == IGNORED, every, to - first)] = 0
        asked = {"roles": one.layers["trigger"] > 0, "saying": one.layers["act"] != IGNORED}
        arguments = {k: arguments_of(one.edges[k], np.flatnonzero(v[first:end]), first, end) for k, v in asked.items()}
        window = Window(
            ids=every, features=every, starts=every, sentence=0 * every, paragraph=0 * every, words=words[first:end]
        )
        made.append(
            Scores(
                window=window,
                tags=tags,
                classes=classes,
                sure=np.ones((size, 4), dtype=np.float32),
                head=every,
                arcs=pointers["owner"],
                deprel=every,
                pointers=pointers,
                edges=arguments,
            )
        )
    return made


@pytest.mark.parametrize("edges", [[0, 22], [0, 13, 22]])
def test_scores_that_say_the_gold(corpus: Path, document: Document, edges: list[int]) -> None:
    item = next(load(corpus / "x.jsonl"))
    scores = certain(example(item), edges)
    told = [decode.attributions(scores, known(), inner=inner) for inner in (False, True)]
    seen = Seen(attributions=(*told[0], *told[1]), triggers=tuple(decode.triggers(scores, known())))
    found = own.found(document, seen, scores, known())
    gold = document.gold
    assert (found.names, found.triggers, found.roles) == (gold.names, gold.triggers, gold.roles)
    assert found.saying == gold.saying
    assert set(found.told) == set(document.gold.told)


def test_a_role_needs_a_trigger(document: Document, corpus: Path) -> None:
    (scores,) = certain(example(next(load(corpus / "x.jsonl"))), [0, 22])
    silent = replace(scores, classes=np.zeros_like(scores.classes))
    seen = Seen(triggers=tuple(decode.triggers([silent], known())))
    assert own.found(document, seen, [silent], known()).roles == frozenset()


@pytest.mark.parametrize("body", ['{"id": 3}\n', "[]\n", "no JSON\n"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.jsonl").write_text(body, "utf-8")
    with pytest.raises(Refused, match=r"a\.jsonl: no labelled items"):
        own.documents(tmp_path)


def test_the_digest_is_of_the_items_alone(corpus: Path) -> None:
    first = digest(corpus, own.SUFFIXES)
    (corpus / "more.txt").write_text("x", "utf-8")
    assert digest(corpus, own.SUFFIXES) == first
    (corpus / "more.jsonl").write_text("", "utf-8")
    assert digest(corpus, own.SUFFIXES) != first


def test_the_set_is_in_the_repository_and_the_model_is_scored_on_it() -> None:
    (one,) = (s for s in SETS if s.task == "own")
    assert list(one.path.glob("*.jsonl"))
    scored = command.run_set(one)
    assert scored.skipped == ""
    assert set(own.TASK.headlines) <= set(scored.figures)
    assert scored.figures["outer_content_50_f1"] > 0.5
