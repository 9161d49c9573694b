"""`python -m bench`: score development sets or a path, print a table and one line of JSON, pin and check floors."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import floors, speed, statements
from bench.corpus import SETS, Absent, DevelopmentSet, Refused, digest
from bench.metrics import Figures
from bench.task import Task, documents_at, score
from bench.tasks import cases, conllu, elsewhere, ner, own, pairs, places, plv, re3d, reports, speakers, timeml

TASKS: dict[str, Task[Any, Any]] = {
    task.name: task
    for task in (
        *(statements.TASK, conllu.TASK, ner.TASK, plv.TASK, timeml.TASK, places.TASK, re3d.TASK),
        *(own.TASK, pairs.TASK, reports.TASK, elsewhere.TASK, cases.TASK, speakers.TASK),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The figures of one set, or why there are none."""

    label: str
    task: str
    digest: str = ""
    figures: Figures = field(default_factory=dict)
    skipped: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 1 where a floor is undercut, 2 where a path or option is refused."""
    asked = _parser().parse_args(arguments)
    if asked.task == "speed":
        speed.main()
        return 0
    try:
        return _scored(asked)
    except (Refused, floors.Lowered) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Score Dateline on corpora beside it.")
    parser.add_argument("task", nargs="?", default="all", choices=[*TASKS, "all", "speed", "pin"])
    parser.add_argument("pinned", nargs="?", choices=[*TASKS, "all"], help="pin: the task whose figures become floors")
    parser.add_argument("--data", type=Path, help="a file or folder in the task's format; else its development sets")
    parser.add_argument("--json", action="store_true", help="only the line of JSON")
    parser.add_argument("--check", action="store_true", help="exit 1 where a floor is undercut")
    parser.add_argument("--allow-lower", metavar="REASON", help="pin: why a floor may fall; kept in floors.json")
    return parser


def _scored(asked: argparse.Namespace) -> int:
    pinning = asked.task == "pin"
    if pinning != (asked.pinned is not None):
        raise Refused("pin needs a task: python -m bench pin TASK" if pinning else "only pin takes a second name")
    name = asked.pinned if pinning else asked.task
    if asked.data is not None and (name == "all" or pinning or asked.check):
        raise Refused("--data goes with one task, and with neither pin nor --check")
    found: list[Scored] = []
    for one in [run(TASKS[name], asked.data)] if asked.data is not None else run_sets(name):
        found.append(one)
        if not asked.json:
            print("\n".join(table(one)), flush=True)
    for one in found if pinning else ():
        if not one.skipped:
            floors.pin(one.label, one.digest, one.figures, TASKS[one.task].headlines, reason=asked.allow_lower)
    wrong = check(found) if asked.check else []
    print("".join(f"{line}\n" for line in wrong), end="", file=sys.stderr)
    print(json.dumps(flat(found)))
    return 1 if wrong else 0


def run_sets(name: str) -> Iterator[Scored]:
    """Every development set of a task, or of all; a set that is not there is skipped."""
    for one in SETS:
        if name in ("all", one.task):
            yield run_set(one)


def run_set(one: DevelopmentSet) -> Scored:
    """One development set."""
    if not one.path.exists():
        return Scored(label=one.label, task=one.task, skipped=f"no corpus at {one.path}")
    return run(TASKS[one.task], one.path, one.label)


def run(task: Task[Any, Any], path: Path, label: str | None = None) -> Scored:
    """The task at a path. Raises Refused where the path is missing or of another format."""
    documents = documents_at(task, path)
    try:
        answers = task.read(documents)
    except Absent as error:
        return Scored(label=label or task.name, task=task.name, skipped=str(error))
    figures = score(task, documents, answers)
    return Scored(label=label or task.name, task=task.name, digest=digest(path, task.suffixes), figures=figures)


def check(found: Sequence[Scored]) -> list[str]:
    """The floors that are undercut, a line each."""
    pinned = floors.load()
    whole = [one for one in found if not one.skipped]
    return [line for one in whole for line in floors.undercut(one.label, one.digest, one.figures, pinned)]


def flat(found: Sequence[Scored]) -> dict[str, float | str]:
    """All figures by name; of several sets each behind its set's label."""
    line: dict[str, float | str] = {}
    skipped = "; ".join(f"{one.label}: {one.skipped}" for one in found if one.skipped)
    if skipped:
        line["skipped"] = skipped
    for one in found:
        prefix = f"{one.label}_" if len(found) > 1 else ""
        if not one.skipped:
            line |= {f"{prefix}digest": one.digest, **{prefix + k: value for k, value in one.figures.items()}}
    return line


def table(one: Scored) -> Iterator[str]:
    """The figures of a set for people: precision, recall and F1 in a row, then whatever else there is."""
    if one.skipped:
        yield f"{one.label}: skipped, {one.skipped}\n"
        return
    figures = dict(one.figures)
    spread = {n: f"{figures[f'{n}_low']:.3f}–{figures[f'{n}_high']:.3f}" for n in one.figures if f"{n}_low" in figures}
    yield f"{one.label}: {figures.pop('documents'):.0f} documents, corpus {one.digest}"
    yield f"  {'':<30}{'precision':>10}{'recall':>10}{'F1':>10}   95 % of F1"
    families = [name.removesuffix("_precision") for name in figures if name.endswith("_precision")]
    for family in families:
        values = "".join(f"{figures.pop(f'{family}_{part}'):>10.4f}" for part in ("precision", "recall", "f1"))
        yield f"  {family:<30}{values}   {spread.get(f'{family}_f1', '')}".rstrip()
    for name, value in figures.items():
        if not name.endswith(("_low", "_high")):
            shown = f"{value:>10}" if isinstance(value, int) else f"{value:>10.4f}"
            yield f"  {name:<50}{shown}   {spread.get(name, '')}".rstrip()
    yield ""
