"""Right and wrong: counts that add up over documents, figures from their totals, bounds by bootstrap.

A count has a name and a column: `whosaid.hits`, `whosaid.guessed`, `whosaid.gold`. Because counts add up, a figure
of the whole corpus and a figure of any resample of its documents come from the same function.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import numpy as np

Counts = Counter[str]
Figures = dict[str, float]
Chunk = tuple[str, int, int]
Range = tuple[int, int]
Thing = TypeVar("Thing")

RESAMPLES = 1000
SEED = 20


def counts(name: str, *, hits: int, guessed: int, gold: int) -> Counts:
    """The three columns that precision, recall and F1 need."""
    return Counter({f"{name}.hits": hits, f"{name}.guessed": guessed, f"{name}.gold": gold})


def equal(name: str, guessed: AbstractSet[Thing], gold: AbstractSet[Thing]) -> Counts:
    """Counts of two sets whose members match where they are equal."""
    return counts(name, hits=len(guessed & gold), guessed=len(guessed), gold=len(gold))


def shares(name: str, right: int, of: int) -> Counts:
    """The two columns of an accuracy."""
    return Counter({f"{name}.right": right, f"{name}.of": of})


def total(parts: Iterable[Counts]) -> Counts:
    """The sum of all counts."""
    added: Counts = Counter()
    for part in parts:
        added.update(part)
    return added


def f1(added: Counts, name: str) -> Figures:
    """Precision, recall and F1; `name.found` is the gold side of the hits where it differs (any overlap)."""
    hits = added[f"{name}.hits"]
    precision = _ratio(hits, added[f"{name}.guessed"])
    recall = _ratio(added.get(f"{name}.found", hits), added[f"{name}.gold"])
    middle = _ratio(2 * precision * recall, precision + recall)
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": middle}


def accuracy(added: Counts, name: str) -> Figures:
    """The share that is right."""
    return {name: _ratio(added[f"{name}.right"], added[f"{name}.of"])}


def macro_f1(added: Counts, family: str) -> Figures:
    """The mean F1 of the labels `family:LABEL` that occur in gold or guess, and their micro F1."""
    labels = sorted({key.rsplit(".", 1)[0] for key, n in added.items() if n and key.startswith(f"{family}:")})
    each = [f1(added, label)[f"{label}_f1"] for label in labels]
    columns = {c: sum(added[f"{label}.{c}"] for label in labels) for c in ("hits", "guessed", "gold")}
    micro = f1(counts(family, **columns), family)[f"{family}_f1"]
    return {f"{family}_macro_f1": _ratio(sum(each), len(each)), f"{family}_micro_f1": micro}


def labelled(family: str, guessed: str, gold: str) -> Counts:
    """One item with one label on each side."""
    found = equal(f"{family}:{gold}", {guessed} & {gold}, {gold})
    if guessed != gold:
        found.update(counts(f"{family}:{guessed}", hits=0, guessed=1, gold=0))
    return found


def chunks(tags: Sequence[str]) -> set[Chunk]:
    """Type, first and last-plus-one word of each entity, as seqeval reads BIO tags by default.

    An I- that follows O or another type opens an entity of its own.
    """
    found: set[Chunk] = set()
    kind, start = "", 0
    for at, tag in enumerate([*tags, "O"]):
        mark, _, its = tag.partition("-")
        if kind and (mark != "I" or its != kind):
            found.add((kind, start, at))
            kind = ""
        if mark in ("B", "I") and not kind:
            kind, start = its, at
    return found


def overlap(one: Range, other: Range) -> float:
    """Intersection over union of two half-open ranges."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def one_to_one(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """(score, gold, guess) → pairs (gold, guess), best first; ties by gold order, then by guess order."""
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, gold, guess in sorted((-score, gold, guess) for score, gold, guess in scored):
        if gold not in taken[0] and guess not in taken[1]:
            taken[0].add(gold)
            taken[1].add(guess)
            pairs.append((gold, guess))
    return pairs


def paired(gold: Sequence[Range], guessed: Sequence[Range]) -> list[tuple[int, int]]:
    """The pairs (gold, guess) of ranges that overlap, one to one, the closest first."""
    scored = ((overlap(g, mine), i, j) for i, g in enumerate(gold) for j, mine in enumerate(guessed))
    return one_to_one(s for s in scored if s[0] > 0)


def bounds(
    parts: Sequence[Counts], figures: Callable[[Counts], Figures], names: Collection[str], resamples: int = RESAMPLES
) -> Figures:
    """`NAME_low` and `NAME_high` of each figure named: the middle 95 % over resampled documents, fixed seed."""
    if not parts:
        return {}
    columns = sorted(set().union(*parts))
    table = np.array([[part[c] for c in columns] for part in parts], dtype=np.int64)
    draws = np.random.default_rng(SEED).multinomial(len(parts), [1 / len(parts)] * len(parts), size=resamples)
    seen = [figures(Counter(dict(zip(columns, row, strict=True)))) for row in (draws @ table).tolist()]
    found: Figures = {}
    for name in names:
        low, high = np.percentile([one.get(name, 0.0) for one in seen], [2.5, 97.5])
        found |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    return found


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
