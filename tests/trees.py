"""Syntax by hand: a tree written as words with their heads and relations."""

import re
from collections.abc import Sequence

import numpy as np

from dateline.reading.encoder import Attribution
from dateline.reading.syntax import Syntax
from dateline.text import Block, Report, Source, Span


def tree(text: str, *arcs: tuple[str, str, str], earlier: dict[str, dict[str, float]] | None = None) -> Syntax:
    """Words of `text` hang on one another: (word, head, relation); a word that no arc names is a root.

    A word with a number behind it is its second, third … occurrence: "said2". `earlier`: for a word, the probability of
    each word that it refers back to; the rest is that it refers to nothing.
    """
    words = [Span(*m.span()) for m in re.finditer(r"\w+|’s\b|[^\w\s]", text)]
    names = [w.of(text) for w in words]

    def at(name: str) -> int:
        word, number = re.fullmatch(r"(.+?)(\d*)", name).groups() if name not in names else (name, "")  # type: ignore[union-attr]
        return [n for n, own in enumerate(names) if own == word][int(number or 1) - 1]

    heads, relations = np.arange(len(words)), ["root"] * len(words)
    for word, head, relation in arcs:
        heads[at(word)], relations[at(word)] = at(head), relation
    table = np.full((len(words), len(words)), -20.0, dtype=np.float32)
    np.fill_diagonal(table, 0.0)
    for word, shares in (earlier or {}).items():
        table[at(word), at(word)] = np.log(max(1 - sum(shares.values()), 1e-6))
        for other, share in shares.items():
            table[at(word), at(other)] = np.log(share)
    return Syntax(
        starts=np.array([w.start for w in words]),
        ends=np.array([w.end for w in words]),
        heads=heads,
        relations=tuple(relations),
        earlier=((0, table),),
    )


def span(text: str, words: str, number: int = 1) -> Span:
    """Where words stand for the first, second … time."""
    start = -1
    for _ in range(number):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def report(*paragraphs: str, kinds: Sequence[str] = ()) -> Report:
    """A report of paragraphs, or of blocks of these kinds."""
    blocks, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        kind = kinds[number] if number < len(kinds) else "paragraph"
        blocks.append(Block(span=Span(at, at + len(paragraph)), kind=kind))  # type: ignore[arg-type]
        at += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    return Report(id="0" * 16, text=text, blocks=tuple(blocks), source=Source(kind="text", locator="test"))


def said(text: str, source: str, cue: str, *content: str) -> Attribution:
    """Words of a text attributed by a source and a cue, each where it stands first."""
    verb = span(text, cue)
    return Attribution(
        source=span(text, source), head=span(text, source), cue=verb, verb=verb,
        content=tuple(span(text, c) for c in content), score=0.9,
    )  # fmt: skip
