"""What the training reads: a text in sentences of words, with gold layers of the same length.

A layer is an integer a word (`IGNORED` where nothing is known) or, for pointers, the number of another word of the
same text. `edges` has one row an edge of each kind: word, argument word, role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.reading.pieces import Ints, Sentence
from dateline.text import Span

IGNORED = -100
POINTERS = ("head", "owner", "speaker", "owner_inner", "speaker_inner", "antecedent")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """`pair`: source and target as half-open word ranges, and `root`, where the text is labelled as a whole."""

    name: str
    text: str
    sentences: tuple[Sentence, ...]
    layers: dict[str, Ints] = field(default_factory=dict)
    edges: dict[str, Ints] = field(default_factory=dict)
    pair: tuple[tuple[int, int], tuple[int, int]] | None = None
    root: int = IGNORED
    quad: int = IGNORED


def lines(text: str) -> list[Span]:
    """The lines of a text that hold anything, as spans."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def bio(tags: Iterable[str], labels: Sequence[str]) -> Ints:
    """BIO tags as numbers: 0 O, then B and I of each label in turn."""
    number = {"O": 0}
    for k, label in enumerate(labels):
        number[f"B-{label}"], number[f"I-{label}"] = 2 * k + 1, 2 * k + 2
    return np.array([number[t] for t in tags], dtype=np.int64)
