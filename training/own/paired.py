"""`pairs/*.tsv` → marked pairs: one event of each sentence, labelled alone (GUIDE.md, "Pairs").

A line is `TYPE/mode`, a tab, and a sentence with `[s actor]`, `[t recipient]` and `[v trigger]` in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.text import Span
from training.own.spans import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An event of `type` (and `mode`, where it has one) between two spans of a sentence."""

    id: str
    type: str
    mode: str | None
    text: str
    actor: Span
    recipient: Span
    trigger: Span


def pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file. Raises ValueError, naming file and line, where a line departs from the guide."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _pair(f"{path.stem}-{number}", line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def faults(path: Path) -> list[str]:
    """What is wrong with a file, as `file:line: what`; the first of it."""
    try:
        list(pairs(path))
    except ValueError as error:
        return [str(error)]
    return []


def _pair(name: str, line: str) -> Pair:
    label, tab, marked = line.partition("\t")
    if not tab:
        raise ValueError("a line is TYPE/mode, a tab and a sentence")
    kind, _, mode = label.partition("/")
    known = load_codebook().event_types.get(kind)
    if known is None or mode not in ("", "-", *known.modes):
        raise ValueError(f"{label} is no type and mode of the codebook")
    slips: list[tuple[int, str]] = []
    text, _, marks = plain([(1, marked)], slips)
    spans = {mark.tag: mark.span for mark in marks}
    if len(spans) < len(marks):
        slips.append((1, "a mark stands twice"))
    if not slips and sorted(spans) != ["s", "t", "v"]:
        slips.append((1, "a sentence has one [s actor], one [t recipient] and one [v trigger]"))
    if slips:
        raise ValueError(slips[0][1])
    return Pair(
        id=name,
        type=kind,
        mode=mode if mode in known.modes else None,
        text=text,
        actor=spans["s"],
        recipient=spans["t"],
        trigger=spans["v"],
    )
