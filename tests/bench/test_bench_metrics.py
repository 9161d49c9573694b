import pytest
from bench import metrics
from bench.tokens import PIECE, WORD, Alignment, Tokens, runs

from dateline.text import Span


def test_f1_of_counts() -> None:
    figures = metrics.f1(metrics.counts("x", hits=2, guessed=4, gold=5), "x")
    assert figures == {"x_precision": 0.5, "x_recall": 0.4, "x_f1": pytest.approx(4 / 9)}


def test_nothing_found_is_nought() -> None:
    assert set(metrics.f1(metrics.Counts(), "x").values()) == {0.0}


def test_macro_f1_over_the_labels_that_occur() -> None:
    rows = [("A", "A"), ("A", "A"), ("A", "B"), ("C", "B")]  # guessed, gold
    added = metrics.total(metrics.labelled("root", guessed, gold) for guessed, gold in rows)
    figures = metrics.macro_f1(added, "root")  # A: 0.8, B: 0, C: 0
    assert figures["root_macro_f1"] == pytest.approx(0.8 / 3)
    assert figures["root_micro_f1"] == 0.5


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["B-PER", "I-PER", "O", "B-PER"], {("PER", 0, 2), ("PER", 3, 4)}),
        (["B-PER", "B-PER"], {("PER", 0, 1), ("PER", 1, 2)}),
        (["O", "I-LOC", "I-LOC"], {("LOC", 1, 3)}),
        (["B-PER", "I-LOC"], {("PER", 0, 1), ("LOC", 1, 2)}),
        ([], set()),
    ],
)
def test_chunks_as_seqeval_reads_them(tags: list[str], expected: set[metrics.Chunk]) -> None:
    assert metrics.chunks(tags) == expected


def test_the_closest_ranges_pair_first() -> None:
    assert metrics.paired([(0, 4), (6, 8)], [(3, 7), (0, 4)]) == [(0, 1), (1, 0)]
    assert metrics.paired([(0, 2)], [(2, 4)]) == []


def test_bounds_stay_the_same_and_hold_the_figure() -> None:
    parts = [metrics.counts("x", hits=n % 2, guessed=1, gold=1) for n in range(20)]
    found = metrics.bounds(parts, lambda added: metrics.f1(added, "x"), ["x_f1"])
    assert found == metrics.bounds(parts, lambda added: metrics.f1(added, "x"), ["x_f1"])
    assert found["x_f1_low"] < 0.5 < found["x_f1_high"]


def test_tokens_that_a_span_touches() -> None:
    words = Tokens.of("“Well-known,” he said.", WORD)
    assert words.words == ["Well-known", "he", "said"]
    assert words.touched([Span(0, 13), Span(17, 18)]) == {0, 2}
    assert words.touched([Span(0, 1)]) == frozenset()
    assert Tokens.of("Oh, no.", PIECE).words == ["Oh", ",", "no", "."]


def test_runs_bridge_small_gaps() -> None:
    assert runs([5, 1, 2, 9]) == [(1, 3), (5, 6), (9, 10)]
    assert runs([5, 1, 2, 9], gap=2) == [(1, 6), (9, 10)]


def test_spans_are_carried_over_furniture() -> None:
    raw = "A  headline\n\nMenu Home Sport News Help\n\nThe minister   spoke."
    ours = "A headline\n\nThe minister spoke."
    alignment = Alignment(ours, raw)
    start = ours.index("minister")
    (span,) = alignment.raw(Span(start, start + len("minister spoke")))
    assert span.of(raw) == "minister   spoke"
    assert [part.of(raw) for part in alignment.raw(Span(0, len(ours)))] == ["A  headline", "The minister   spoke."]
