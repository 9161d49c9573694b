"""`pairs/*.tsv` → marked pairs: one event of each sentence, labelled alone (GUIDE.md, "Pairs").

A line is `TYPE/mode`, a tab, and a sentence with `[s actor]`, `[t recipient]` and `[v trigger]` in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.text import Span

_MARK = re.compile(r"\[([stv]) |\]")


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


def _pair(name: str, line: str) -> Pair:
    label, tab, marked = line.partition("\t")
    if not tab:
        raise ValueError("a line is TYPE/mode, a tab and a sentence")
    kind, _, mode = label.partition("/")
    known = load_codebook().event_types.get(kind)
    if known is None or mode not in ("", "-", *known.modes):
        raise ValueError(f"{label} is no type and mode of the codebook")
    text, spans = _plain(marked)
    if sorted(spans) != ["s", "t", "v"]:
        raise ValueError("a sentence has one [s actor], one [t recipient] and one [v trigger]")
    return Pair(
        id=name,
        type=kind,
        mode=mode if mode in known.modes else None,
        text=text,
        actor=spans["s"],
        recipient=spans["t"],
        trigger=spans["v"],
    )


def _plain(marked: str) -> tuple[str, dict[str, Span]]:
    text, at = "", 0
    open_marks: list[tuple[str, int]] = []
    spans: dict[str, Span] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1]:
            open_marks.append((match[1], len(text)))
        elif open_marks:
            tag, start = open_marks.pop()
            if tag in spans or start == len(text):
                raise ValueError(f"[{tag} …] stands twice or is empty")
            spans[tag] = Span(start, len(text))
        else:
            raise ValueError("a bracket closes that was not opened")
    if open_marks:
        raise ValueError(f"[{open_marks[-1][0]} … is not closed")
    return text + marked[at:], spans
