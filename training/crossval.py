"""`python -m training.crossval RUN.toml`: PLV roots and quads by cross-validation on its training part.

The encoder that every fold starts from has seen no PLV sentence, in no corpus (`without` in base.toml). A fold holds a
fifth of the sentences; what is trained for it sees none of them. The answers of all folds are scored together, as
`python -m bench plv` scores a file; the last line is one flat JSON object.
"""

import json
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from bench.task import score
from bench.tasks import plv

from training import labels, tasks
from training.batches import Pool, batches
from training.examples import Example
from training.losses import root_scores
from training.network import Network
from training.train import Run


def fold_of(example: Example, folds: int) -> int:
    """The fold of a sentence: the same for every row that has the same words."""
    return sum(map(ord, tasks.bare(example))) % folds


class Fold(Run):
    """A run whose PLV task leaves one fold out."""

    def __init__(self, config: dict[str, Any], number: int, folder: Path) -> None:
        self.number, self.folds = number, config["folds"]
        super().__init__({**config, "seed": config["seed"] + number}, folder)

    def examples(self, task: dict[str, Any]) -> list[Example]:
        """What a task trains on here."""
        found = super().examples(task)
        return [e for e in found if task["reader"] != "plv" or fold_of(e, self.folds) != self.number]


def answers(network: Network, examples: Sequence[Example], run: Run) -> dict[str, str]:
    """Which of the corpus's 15 roots each example has, by name."""
    pool = Pool(examples, run.tokenizer, alone=0.0, seed=0)
    found: dict[str, str] = {}
    network.eval()
    with torch.no_grad():
        for example, item in zip(examples, pool.marked(), strict=True):
            (batch,) = batches([item], 4096, run.chooser)
            outputs = network.encoder(batch.ids, batch.features, batch.mask)
            scores = root_scores(network.root(network.pair_state(outputs, batch.markers)).float())[0].exp().tolist()
            found[example.name] = plv.likeliest(dict(zip(labels.ROOTS, scores[: len(labels.ROOTS)], strict=True)))
    return found


def main(path: str) -> None:
    """Train and answer fold by fold, then score."""
    config = tomllib.loads(Path(path).read_text("utf-8"))
    file = tasks.SHARED / config["measured"]
    gold = tasks.examples({"reader": "plv", "files": [config["measured"]]})
    rows = plv.documents(file)
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as work:
        for number in range(config["folds"]):
            run = Fold(config, number, Path(work))
            while run.done < 1.0:
                run.advance()
            run.use_average()
            held = [e for e in gold if fold_of(e, config["folds"]) == number]
            found |= answers(run.network, held, run)
            print(f"fold {number}: {len(held)} rows", flush=True)
    figures = score(plv.TASK, rows, [found[e.name] for e in gold])
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
