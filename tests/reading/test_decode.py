"""Scores → paths, spans, trees and attributions: against brute force, and on scripted windows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading.decode import Run, attributions, named, paths, runs, tree
from dateline.reading.encoder import Attribution
from dateline.reading.network import Floats, Labels, Scores
from dateline.reading.pieces import Window
from dateline.text import Span

ROLES, KINDS = ["source", "cue", "content"], ["person", "metonym"]
BLOCKED, SURE, NEVER = np.float32(-1e4), np.float32(-0.1), np.float32(-20)
CODES = ".SsCcKk"  # O, then B and I of source, cue and content
SEEDS = st.integers(0, 2**32 - 1)


def forbidden(tags: int) -> Floats:
    """No I but after B or I of the same label."""
    moves = np.zeros((tags, tags), dtype=np.float32)
    for before, after in product(range(tags), range(2, tags, 2)):
        if before not in (after - 1, after):
            moves[before, after] = BLOCKED
    return moves


LABELS = Labels.of(
    {
        "tags": {"outer": ROLES, "inner": ROLES, "ner": KINDS},
        "transitions": {"outer": forbidden(7), "inner": forbidden(7), "ner": forbidden(5)},
        "classes": {
            **{"upos": ["X", "VERB"], "act": ["say", "deny"], "modality": ["asserted", "denied"]},
            "speaker_kind": ["named", "described"],
        },
        "deprel": [],
        "roots": [],
        "roles": [],
        "saying": ["addressee", "time"],
    }
)


def scripted(
    text: str,
    spoken: str = "",
    points: Mapping[int, int] | None = None,
    *,
    names: str = "",
    layer: str = "outer",
    at: int = 0,
    heads: Sequence[int] = (),
    denied: Sequence[int] = (),
    saying: Mapping[int, Sequence[tuple[int, int]]] | None = None,
) -> Scores:
    """A window that is sure of one tag a word (as CODES) and of where words point to, by default to themselves.

    A word of `points` points in both layers, as content to its cue and as cue to its source. `denied`: the words whose
    act, modality and kind of speaker are not the first. `saying`: the words whose arguments were asked for, with the
    role and word of each.
    """
    words = text.split()
    count = len(words)
    ends = at - 1 + np.cumsum([len(w) + 1 for w in words])
    places = np.stack([ends - [len(w) for w in words], ends], 1)
    every = np.arange(count)
    tags = np.full((count, 19), NEVER, dtype=np.float32)
    for start, codes in ((0, spoken if layer == "outer" else ""), (7, spoken if layer == "inner" else ""), (14, names)):
        for n, code in enumerate(codes or "." * count):
            tags[n, start + CODES.index(code)] = SURE
    pointer = np.full((count, count), NEVER, dtype=np.float32)
    for n in range(count):
        pointer[n, (points or {}).get(n, n)] = SURE
    suffix = "" if layer == "outer" else "_inner"
    classes = np.zeros((count, 4), dtype=np.int64)
    asked = np.array(sorted(saying or {}), dtype=np.int64)
    arguments = np.zeros((2, len(asked), count), dtype=np.uint8)
    for row, word in enumerate(asked.tolist()):
        for role, argument in (saying or {})[word]:
            arguments[role, row, argument] = 1
    classes[list(denied), 1:] = 1
    return Scores(
        window=Window(ids=every, features=every, starts=every, sentence=0 * every, paragraph=0 * every, words=places),
        tags=tags,
        classes=classes,
        sure=np.ones((count, 2), dtype=np.float32),
        head=np.array(heads or every),
        arcs=pointer,
        deprel=every,
        pointers={f"{p}{suffix}": pointer for p in ("owner", "speaker")} | {"antecedent": pointer},
        edges={"roles": (every[:0], np.zeros((0, 0, count), dtype=np.uint8)), "saying": (asked, arguments)},
    )


def told(text: str, found: Sequence[Attribution]) -> list[str]:
    """Attributions as “source | cue | content / content”."""
    return [
        " | ".join(
            (
                a.source.of(text) if a.source else "-",
                a.cue.of(text) if a.cue else "-",
                " / ".join(c.of(text) for c in a.content),
            )
        )
        for a in found
    ]


def seen(text: str, *windows: Scores) -> list[str]:
    return told(text, attributions(windows, LABELS))


# paths and runs


def total(path: Sequence[int], emissions: Floats, moves: Floats) -> float:
    return float(sum(emissions[n, t] for n, t in enumerate(path)) + sum(moves[a, b] for a, b in pairwise(path)))


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_paths_are_the_best_of_all(seed: int, lengths: list[int]) -> None:
    chance = np.random.default_rng(seed)
    moves = (chance.normal(size=(5, 5)) + forbidden(5)).astype(np.float32)
    known = replace(LABELS, transitions={**LABELS.transitions, "ner": moves})
    windows = [replace(scripted("w " * n), tags=chance.normal(size=(n, 19)).astype(np.float32)) for n in lengths]
    found = paths(windows, known, "ner")
    assert [len(p) for p in found] == lengths
    for path, one in zip(found, windows, strict=True):
        emissions = one.tags[:, 14:]
        best = max(total(p, emissions, moves) for p in product(range(5), repeat=len(path)))
        assert total(path.tolist(), emissions, moves) == pytest.approx(best, abs=1e-4)


@given(SEEDS, st.integers(1, 6))
def test_a_layer_of_names_has_each_words_likeliest_tag_and_begins_its_spans(seed: int, size: int) -> None:
    chance = np.random.default_rng(seed)
    known = replace(
        LABELS,
        transitions={**LABELS.transitions, "names": forbidden(5)},
        columns={**LABELS.columns, "names": LABELS.columns["ner"]},
    )
    one = replace(scripted("w " * size), tags=chance.normal(size=(size, 19)).astype(np.float32))
    (path,) = paths([one], known, "names")
    likeliest = one.tags[:, 14:].argmax(1)
    assert ((path + 1) // 2 == (likeliest + 1) // 2).all()
    before = np.append(0, path[:-1])
    inside = (path > 0) & (path % 2 == 0)
    assert ((before[inside] == path[inside]) | (before[inside] == path[inside] - 1)).all()


def test_no_window_has_no_path() -> None:
    assert paths([], LABELS, "ner") == []


def test_a_path_may_begin_inside_a_span_but_never_enter_one() -> None:
    one = scripted("a b c d", "k.k.")
    path = paths([one], LABELS, "outer")[0].tolist()
    assert path[:2] == [6, 0]
    assert path[2] != 6


def of_path(codes: str) -> list[tuple[int, int, int, bool]]:
    path = np.array([CODES.index(c) for c in codes])
    emissions = np.tile(np.arange(7, dtype=np.float32), (len(path), 1))
    return [(r.label, r.first, r.end, r.resumed) for r in runs(path, emissions)]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("....", []),
        (".Sss.", [(0, 1, 4, False)]),
        ("SsSs", [(0, 0, 2, False), (0, 2, 4, False)]),
        ("KCS", [(2, 0, 1, False), (1, 1, 2, False), (0, 2, 3, False)]),
        ("kk.K", [(2, 0, 2, True), (2, 3, 4, False)]),
        ("kKk", [(2, 0, 1, True), (2, 1, 3, False)]),
        ("K", [(2, 0, 1, False)]),
        ("k", [(2, 0, 1, True)]),
        (".K.k", [(2, 1, 2, False), (2, 3, 4, False)]),
    ],
)
def test_runs(codes: str, expected: list[tuple[int, int, int, bool]]) -> None:
    assert of_path(codes) == expected


def test_a_run_scores_the_mean_of_its_tags() -> None:
    emissions = np.array([[0, -1, -9], [0, -9, -3], [-2, -9, -9]], dtype=np.float32)
    assert runs(np.array([1, 2, 0]), emissions) == [Run(label=0, first=0, end=2, score=-2.0)]


def test_names_have_kinds_and_scores() -> None:
    text = "Ana Moran left Kyiv on Monday"
    first, second = scripted("Ana Moran left", names="Ss."), scripted("Kyiv on Monday", names="C.S", at=15)
    found = list(named([first, second], LABELS, "ner", {"person": "person", "metonym": "place"}))
    assert [(s.span.of(text), s.kind) for s in found] == [
        *[("Ana Moran", "person"), ("Kyiv", "place"), ("Monday", "person")]
    ]
    assert {s.score for s in found} == {round(float(np.exp(-0.1)), 4)}
    assert [s.span.of(text) for s in named([first, second], LABELS, "ner", {"metonym": "place"})] == ["Kyiv"]


# attributions


def test_source_cue_and_content() -> None:
    text = "Ana Moran said that they left ."
    (found,) = attributions([scripted(text, "SsCKkk.", {2: 0, 3: 2, 4: 2, 5: 2}, heads=[1, 2, 2])], LABELS)
    assert told(text, [found]) == ["Ana Moran | said | that they left"]
    assert found.head == Span(4, 9)
    assert (found.act, found.modality, found.inner) == ("say", "asserted", False)
    assert found.score == round(float(np.exp(-0.1)), 4)


def test_two_cues_never_cross() -> None:
    text = "Moran said it rained but Quill denied it snowed"
    points = {1: 0, 2: 1, 3: 1, 6: 5, 7: 6, 8: 6}
    found = attributions([scripted(text, "SCKk.SCKk", points, denied=[6])], LABELS)
    assert told(text, found) == ["Moran | said | it rained", "Quill | denied | it snowed"]
    assert [(a.act, a.modality) for a in found] == [("say", "asserted"), ("deny", "denied")]


def test_a_content_belongs_to_the_cue_that_most_of_its_words_point_to() -> None:
    text = "Moran said it rained but Quill denied it snowed"
    points = {1: 0, 2: 1, 3: 1, 6: 5, 7: 1, 8: 1}
    assert seen(text, scripted(text, "SCKk.SCKk", points)) == ["Moran | said | it rained / it snowed"]
    points |= {7: 6, 8: 6}
    assert seen(text, scripted(text, "SCKk.SCKk", points)) == ["Moran | said | it rained", "Quill | denied | it snowed"]


def test_two_cues_share_a_source() -> None:
    text = "Moran said yes and added no"
    found = seen(text, scripted(text, "SCK.CK", {1: 0, 2: 1, 4: 0, 5: 4}))
    assert found == ["Moran | said | yes", "Moran | added | no"]


def test_a_content_in_two_parts() -> None:
    text = "“ Yes , ” Moran said , “ yes . ”"
    found = seen(text, scripted(text, "KkkkSC.Kkkk", {**dict.fromkeys((0, 1, 2, 3, 7, 8, 9, 10), 5), 5: 4}))
    assert found == ["Moran | said | “ Yes , ” / “ yes . ”"]


def test_a_cue_without_a_source() -> None:
    text = "It is said to rain in Moran"
    (found,) = attributions([scripted(text, ".CcKk.S", {3: 1, 4: 1})], LABELS)
    assert told(text, [found]) == ["- | is said | to rain"]
    assert found.head is None


def test_a_content_without_a_cue() -> None:
    text = "It rained . Moran said it snowed"
    assert seen(text, scripted(text, "Kk.SCKk", {4: 3, 5: 4, 6: 4})) == [
        "- | - | It rained",
        "Moran | said | it snowed",
    ]
    assert seen(text, scripted(text, "Kk.S...")) == ["- | - | It rained"]


def test_a_cue_without_a_content_is_nothing() -> None:
    assert seen("Moran spoke", scripted("Moran spoke", "SC", {1: 0})) == []


def test_inner_attributions_have_pointers_of_their_own() -> None:
    text = "she would deny that"
    one = scripted(text, "SCcK", {1: 0, 3: 1}, layer="inner")
    (found,) = attributions([one], LABELS, inner=True)
    assert told(text, [found]) == ["she | would deny | that"]
    assert found.inner
    assert attributions([replace(one, pointers={"owner": one.arcs, "speaker": one.arcs})], LABELS) == []


HALF = "Moran said they left"


def test_a_content_goes_on_in_the_next_window() -> None:
    text = f"{HALF} and came back . Quill said no"
    second = scripted("and came back . Quill said no", "kkk.SCK", {5: 4, 6: 5}, at=len(HALF) + 1)
    found = seen(text, scripted(HALF, "SCKk", {1: 0, 2: 1, 3: 1}), second)
    assert found == ["Moran | said | they left / and came back", "Quill | said | no"]


def test_a_new_content_does_not_go_on() -> None:
    second = scripted("and came back", "Kkk", at=len(HALF) + 1)
    found = seen(f"{HALF} and came back", scripted(HALF, "SCKk", {1: 0, 2: 1, 3: 1}), second)
    assert found == ["Moran | said | they left", "- | - | and came back"]


def test_what_goes_on_is_what_the_window_ended_in() -> None:
    text = "Yes , no , Quill said , Moran said , but if you go on"
    points = {0: 8, 2: 5, 5: 4, 8: 7, 10: 8, 11: 8}
    first = scripted("Yes , no , Quill said , Moran said , but if", "K.K.SC.SC.Kk", points)
    second = scripted("you go on", "kkk", at=text.index("you"))
    assert seen(text, first, second) == ["Moran | said | Yes / but if / you go on", "Quill | said | no"]


# trees


def is_tree(heads: Sequence[int]) -> bool:
    """Whether there is one root, and every word comes to it."""
    for at in range(len(heads)):
        for _ in heads:
            at = heads[at]
        if heads[at] != at:
            return False
    return sum(h == n for n, h in enumerate(heads)) == 1


def worth(heads: Sequence[int], arcs: Floats) -> float:
    return float(sum(arcs[n, h] for n, h in enumerate(heads)))


def trees(words: int, root: int) -> list[tuple[int, ...]]:
    choices = [[n] if n == root else [h for h in range(words) if h != n] for n in range(words)]
    return [heads for heads in product(*choices) if is_tree(heads)]


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 5), st.booleans())
def test_a_tree_is_the_best_under_its_root(seed: int, words: int, coarse: bool) -> None:
    chance = np.random.default_rng(seed)
    arcs = chance.normal(size=(words, words)).astype(np.float32)
    arcs = chance.integers(0, 3, arcs.shape).astype(np.float32) if coarse else arcs
    heads = tree(arcs).tolist()
    assert is_tree(heads)
    (root,) = (n for n, h in enumerate(heads) if n == h)
    assert worth(heads, arcs) == pytest.approx(max(worth(t, arcs) for t in trees(words, root)), abs=1e-4)
    greedy = arcs.argmax(1).tolist()
    assert heads == greedy or not is_tree(greedy)


@pytest.mark.parametrize("seed", range(3))
def test_a_tree_of_six_words(seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(6, 6)).astype(np.float32)
    arcs[range(6), [1, 0, 3, 4, 2, 4]] += 9  # two cycles and no root
    heads = tree(arcs).tolist()
    (root,) = (n for n, h in enumerate(heads) if n == h)
    assert worth(heads, arcs) == pytest.approx(max(worth(t, arcs) for t in trees(6, root)), abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(1, 60), st.sampled_from([0.0, 5.0]))
def test_there_is_always_one_root(seed: int, words: int, pull: float) -> None:
    chance = np.random.default_rng(seed)
    arcs = chance.normal(size=(words, words)).astype(np.float32)
    arcs[:, : words // 2] += pull  # cycles among the first half
    assert is_tree(tree(arcs).tolist())


def test_a_greedy_tree_is_taken_as_it_is() -> None:
    arcs = np.full((3, 3), -5, dtype=np.float32)
    arcs[[0, 1, 2], [1, 1, 0]] = 5
    assert tree(arcs).tolist() == [1, 1, 0]


def test_of_two_roots_the_likelier_stays() -> None:
    arcs = np.array([[5, 4, 0], [0, 9, 0], [0, 3, 0]], dtype=np.float32)
    assert tree(arcs).tolist() == [1, 1, 1]


def test_a_cue_has_its_arguments_and_the_kind_of_its_speaker() -> None:
    text = "Moran told reporters today it rained"
    one = scripted(text, "S C . . K k".replace(" ", ""), {4: 1, 5: 1, 1: 0}, denied=[1], saying={1: [(1, 3), (0, 2)]})
    (found,) = attributions([one], LABELS)
    assert [(role, span.of(text)) for role, span in found.arguments] == [("addressee", "reporters"), ("time", "today")]
    assert found.speaker_kind == "described"


def test_a_cue_that_was_not_asked_for_has_none() -> None:
    one = scripted("Moran said it rained", "SCKk", {2: 1, 3: 1, 1: 0}, saying={3: [(0, 0)]})
    (found,) = attributions([one], LABELS)
    assert found.arguments == ()
