"""A PolNeAR part (`text/*.txt`, `attributions/*.ann`) → documents with their attributions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.corpus import DATA, Refused
from dateline.text import Span

DEV = DATA / "polnear" / "dev"
DEV_COUNTS = (84, 2192)  # documents and attributions with content, as the corpus is described
Manner = Literal["direct", "mixed", "indirect"]
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|''.*?(?:''|$)", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said what, gold or guess: spans into the raw text, in fragments; `source` and `cue` may be empty."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A raw text and its attributions (one annotator: the first by name)."""

    name: str
    text: str
    gold: tuple[Attribution, ...]


def documents(path: Path) -> list[Document]:
    """Every document of a part, by name. Raises Refused where the path is no part, or not the whole shipped one."""
    texts = sorted((path / "text").glob("*.txt"))
    notes: dict[str, Path] = {}
    for file in sorted((path / "attributions").glob("*.ann")):
        notes.setdefault(file.stem.rpartition("_")[0], file)
    if not texts or not notes:
        raise Refused(f"{path}: no PolNeAR part; it needs text/*.txt and attributions/*.ann")
    found = [_document(text, notes[text.stem]) for text in texts if text.stem in notes]
    counts = (len(found), sum(len(d.gold) for d in found))
    if path.resolve() == DEV.resolve() and counts != DEV_COUNTS:
        raise Refused(f"{path}: {counts} documents and attributions, the development part has {DEV_COUNTS}")
    return found


def _document(text: Path, notes: Path) -> Document:
    gold = tuple(_attributions(notes.read_bytes().decode("utf-8")))
    return Document(name=text.stem, text=text.read_bytes().decode("utf-8"), gold=gold)


def _attributions(notes: str) -> Iterator[Attribution]:
    spans: dict[str, list[Span]] = {}
    for line in notes.split("\n"):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) >= 2:
            pairs = (pair.split() for pair in cells[1].partition(" ")[2].split(";"))
            spans[cells[0]] = [Span(int(a), int(b)) for a, b in pairs]
    for line in notes.split("\n"):
        if re.match(r"E\d+\tAttribution", line):
            roles: dict[str, list[Span]] = {}
            for role in line.split("\t")[1].split():
                name, _, key = role.partition(":")
                roles.setdefault(name.rstrip("0123456789"), []).extend(spans.get(key, []))
            if roles.get("Content"):
                slots = {k.lower(): tuple(roles.get(k, ())) for k in ("Source", "Cue", "Content")}
                yield Attribution(**slots)


def quoted(text: str) -> list[Span]:
    """The double-quoted regions, line by line; one that is never closed runs to the end of its line."""
    return [
        Span(line.start() + m.start(), line.start() + m.end())
        for line in _LINE.finditer(text)
        for m in _QUOTED.finditer(line[0])
    ]


def manner(text: str, regions: list[Span], content: tuple[Span, ...]) -> Manner:
    """Direct where every letter and digit of the content is quoted, indirect where none is."""
    inside = [
        any(region.start <= at < region.end for region in regions)
        for span in content
        for at in range(span.start, span.end)
        if text[at].isalnum()
    ]
    return "direct" if inside and all(inside) else "mixed" if any(inside) else "indirect"
