"""`python -m training.loss WEIGHTS`: what the 8 bits cost: every task with the float graph and the int8 graph."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import statements
from bench.corpus import SETS
from bench.metrics import Figures
from bench.task import Task, score
from bench.tasks import conllu, ner, plv, polnear
from bench.tasks.polnear import Attribution

from dateline.reading.model import Model
from dateline.reading.segment import worded
from training import export
from training.examples import lines

HEADLINES = {
    "polnear": ("whosaid_f1", "cofenet_source_f1", "cofenet_cue_f1", "cofenet_content_f1"),
    "conllu_ewt": ("upos", "uas", "las"),
    "ner_conll2003": ("entity_f1",),
    "plv": ("root_macro_f1", "quad_macro_f1"),
}


def figures(model: Model) -> Figures:
    """The headline figures of one graph. PLV's are on its training part: only their difference means anything."""
    found: Figures = {}
    paths = {one.label: one.path for one in SETS}
    for label, headlines in HEADLINES.items():
        every = dict(_score(model, label, paths[label]))
        found |= {f"{label}_{name}": every[name] for name in headlines}
    return found


def _score(model: Model, label: str, path: Path) -> Figures:
    if label == "polnear":
        documents = polnear.documents(path)
        return score(statements.TASK, documents, list(_guesses(model, documents)))
    room = {"conllu_ewt": conllu, "ner_conll2003": ner, "plv": plv}[label]
    task: Task = room.TASK  # type: ignore[type-arg]
    gold = task.load(path)
    return score(task, gold, room.read_with(model, gold))


def _guesses(model: Model, documents: list[polnear.Document]) -> Iterator[statements.Guess]:
    texts = [(d.text, list(worded(d.text, lines(d.text)))) for d in documents]
    for seen in model.see(texts):
        yield statements.Guess(
            attributions=tuple(
                Attribution(
                    source=() if a.source is None else (a.source,),
                    cue=() if a.cue is None else (a.cue,),
                    content=a.content,
                )
                for a in seen.attributions
                if not a.inner
            )
        )


def main(path: str) -> None:
    """Print both graphs' figures and the greatest loss as one flat JSON object."""
    with tempfile.TemporaryDirectory() as work:
        scored = []
        for name, small in (("float", False), ("int8", True)):
            export.export(Path(path), Path(work) / name, small=small)
            scored.append(figures(Model.load(Path(work) / name)))
    lost = {name: round(100 * (scored[0][name] - scored[1][name]), 2) for name in scored[0]}
    for name, points in lost.items():
        print(f"{name:28} float {scored[0][name]:.4f}  int8 {scored[1][name]:.4f}  loss {points:+.2f}")
    print(json.dumps({**{f"loss_{k}": v for k, v in lost.items()}, "greatest_loss": max(lost.values())}))


if __name__ == "__main__":
    main(sys.argv[1])
