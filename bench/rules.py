"""What each rule is worth beside the model: `python -m bench.rules`.

PolNeAR's development part, read by the Desk. For each rule: the statements that it alone found and how many of them
say who said what as the gold does, the same where the model found them too, and the F1 that is left when the
statements that it alone found are taken away.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bench.statements import Guess, read_all, right, score
from bench.tasks.polnear import DEV, Document, documents


def main() -> None:
    """Print the table, or why there is none."""
    if not DEV.exists():
        print(f"rules: skipped, no corpus at {DEV}")
        return
    texts = documents(DEV)
    guesses = read_all(texts)
    whole = score(texts, guesses)["whosaid_f1"]
    print(f"{'found by':<44}{'found':>7}{'right':>7}{'share':>7}{'F1 without':>12}")
    for name, found, hits in tally(texts, guesses):
        rest = "" if "model" in name else f"{without(texts, guesses, [name]):>12.4f}"
        print(f"{name:<44}{found:>7}{hits:>7}{hits / found:>7.2f}{rest}")
    alone = sorted({by for g in guesses for by in g.by if "model" not in by})
    print(f"{'all':<44}{'':>21}{whole:>12.4f}")
    print(f"{'the model and what rules add to its own':<44}{'':>21}{without(texts, guesses, alone):>12.4f}")


def tally(texts: Sequence[Document], guesses: Sequence[Guess]) -> list[tuple[str, int, int]]:
    """How many statements each found, and how many of them are right, the most first."""
    found: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for text, guess in zip(texts, guesses, strict=True):
        for by, hit in zip(guess.by, right(text, guess), strict=True):
            found[by] += 1
            hits[by] += hit
    return [(name, number, hits[name]) for name, number in found.most_common()]


def without(texts: Sequence[Document], guesses: Sequence[Guess], names: Sequence[str]) -> float:
    """Who-said-what F1 without what these alone found."""
    left = [
        replace(g, attributions=tuple(a for a, by in zip(g.attributions, g.by, strict=True) if by not in names))
        for g in guesses
    ]
    return float(score(texts, left)["whosaid_f1"])


if __name__ == "__main__":
    main()
