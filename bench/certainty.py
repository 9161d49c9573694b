"""Whether scores mean what they say: `python -m bench.certainty [--fit]`.

Every statement of PolNeAR's development part and of our own reports, read by the Desk, right where speaker and content
are as the gold has them, as in the news that we labelled and train nothing on (`bench/tasks/elsewhere.py`); and those
of news that nobody labelled that have been judged (`bench/unlabelled.py`). The
reliability curve is of statements whose weights were fitted without their document (five folds); the calibration error
is the mean distance of score and share right, weighted by statements (Naeini et al. 2015).
`--fit` writes the weights of all documents to `data/model/certainty.toml`.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from training.elsewhere.labels import item_of
from training.elsewhere.texts import present

from bench import statements, unlabelled
from bench.corpus import ELSEWHERE, REPORTS
from bench.tasks import elsewhere, polnear, reports
from bench.tokens import Alignment
from dateline.codebook import load_codebook
from dateline.ingest.sources import Given
from dateline.pipeline import Desk
from dateline.reading.certainty import FEATURES, features
from dateline.reading.lexicon import Lexicon
from dateline.reading.model import Model
from dateline.reading.reader import Reader
from dateline.record import Entry
from dateline.resolution.resolver import Resolver
from dateline.text import Skip

Floats = npt.NDArray[np.float64]
FOLDS = 5
STEPS = 30
RIDGE = 1.0  # what keeps the weight of a rare feature small
BINS = 10
Row = tuple[tuple[float, ...], bool, int]  # features, right, document


def main() -> None:
    """Print the curve and the figures; the last line is one flat JSON object."""
    if not polnear.DEV.exists():
        print(f"certainty: skipped, no corpus at {polnear.DEV}")
        return
    rows = list(_rows(_desk()))
    given = np.array([f for f, _, _ in rows])
    right = np.array([r for _, r, _ in rows], dtype=float)
    folds = np.array([d % FOLDS for _, _, d in rows])
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        scores[folds == fold] = _curve(given[folds == fold], fit(given[folds != fold], right[folds != fold]))
    figures = _printed(scores, right)
    if "--fit" in sys.argv:
        _write(fit(given, right))
    print(json.dumps(figures))


def _desk() -> Desk:
    """A Desk whose scores are raw."""
    reader = Reader(lexicon=Lexicon.load(), codebook=load_codebook(), encoder=Model.load(), settled=False)
    return Desk(reader=reader, resolver=Resolver.load())


def _rows(desk: Desk) -> Iterator[Row]:
    number = 0
    for document in polnear.documents(polnear.DEV):
        entry = desk.read_text(document.text, Given())
        if not isinstance(entry, Skip):
            yield from _of_document(document, entry, number)
        number += 1
    for item in reports.documents(REPORTS):
        entry = desk.read(reports.report_of(item))
        for n, hit in enumerate(reports.right(item, reports.side(entry))):
            yield _features(entry, n), hit, number
        number += 1
    news = elsewhere.documents(ELSEWHERE) if present() else []
    for item in map(item_of, news):
        entry = desk.read(reports.report_of(item))
        for n, hit in enumerate(elsewhere.right(item, reports.side(entry))):
            yield _features(entry, n), hit, number
        number += 1
    told = unlabelled.verdicts()
    for article, entry in unlabelled.entries(desk, unlabelled.for_mending) if unlabelled.present() else ():
        for n in range(len(entry.reading.statements)):
            verdict = told.get(unlabelled.key(article, entry, n))
            if verdict is not None:
                yield _features(entry, n), verdict == "right", number
        number += 1


def _of_document(document: polnear.Document, entry: Entry, number: int) -> Iterator[Row]:
    """PolNeAR has outermost statements only."""
    outer = [n for n, s in enumerate(entry.reading.statements) if s.within is None]
    alignment = Alignment(entry.report.text, document.text)
    guess = statements.guess_of(entry, alignment, outer)
    for n, hit in zip(outer, statements.right(document, guess), strict=True):
        yield _features(entry, n), hit, number


def _features(entry: Entry, number: int) -> tuple[float, ...]:
    statement = entry.reading.statements[number]
    speaker = statement.speaker
    pronoun = speaker is not None and entry.reading.mentions[speaker].form == "pronoun"
    return features(entry.report, statement, pronoun)


def fit(given: Floats, right: Floats) -> Floats:
    """The weights of the logistic curve, by Newton's method with a ridge."""
    weights = np.zeros(given.shape[1])
    ridge = np.eye(given.shape[1]) * RIDGE
    for _ in range(STEPS):
        scores = _curve(given, weights)
        slope = given.T @ (scores - right) + ridge @ weights
        bend = (given * (scores * (1 - scores))[:, None]).T @ given + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return np.asarray(weights, dtype=np.float64)


def _curve(given: Floats, weights: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(given @ weights))), dtype=np.float64)


def _printed(scores: Floats, right: Floats) -> dict[str, float]:
    """The reliability curve as a table, and its figures."""
    error = 0.0
    print(f"{'score':>12}{'statements':>12}{'mean score':>12}{'right':>8}")
    for n in range(BINS):
        inside = (scores >= n / BINS) & ((scores < (n + 1) / BINS) | (n == BINS - 1))
        if inside.any():
            told, held = float(scores[inside].mean()), float(right[inside].mean())
            error += abs(told - held) * int(inside.sum()) / len(scores)
            print(f"{f'{n / BINS:.1f} to {(n + 1) / BINS:.1f}':>12}{int(inside.sum()):>12}{told:>12.3f}{held:>8.3f}")
    sure = scores >= 0.9
    return {
        "statements": len(scores),
        "calibration_error": round(error, 4),
        "right_at_0.9": round(float(right[sure].mean()), 4),
        "share_at_0.9": round(float(sure.mean()), 4),
    }


def _write(weights: Sequence[float] | Floats) -> None:
    path = Path(str(files("dateline") / "data" / "model" / "certainty.toml"))
    lines = [f"{name} = {weight:.4f}" for name, weight in zip(FEATURES, weights, strict=True)]
    head = (
        "# Weights of reading/certainty.py, by `python -m bench.certainty --fit`; to be fitted again with each model.\n"
    )
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: written")


if __name__ == "__main__":
    main()
