"""PolNeAR's development part → gold attributions; the text stays beside the project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.text import Span

HOME = Path(__file__).parents[3] / "shared" / "data" / "polnear" / "dev"
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution as sets of word numbers into the raw text; `source` empty where there is none."""

    source: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A raw text, its words as spans, and its attributions (one annotator: the first by name)."""

    name: str
    text: str
    words: tuple[Span, ...]
    gold: tuple[Attribution, ...]


def words(text: str) -> tuple[Span, ...]:
    """The words of a text: quotation marks and punctuation never decide a match."""
    return tuple(Span(*m.span()) for m in _WORD.finditer(text))


def touched(tokens: tuple[Span, ...], spans: list[Span]) -> frozenset[int]:
    """The numbers of the words that the spans touch."""
    return frozenset(i for i, t in enumerate(tokens) if any(t.overlaps(s) for s in spans))


def documents() -> Iterator[Document]:
    """Every development document, by name."""
    for path in sorted((HOME / "text").glob("*.txt")):
        notes = sorted((HOME / "attributions").glob(f"{path.stem}*.ann"))
        if notes:
            text = path.read_bytes().decode("utf-8")
            tokens = words(text)
            yield Document(name=path.stem, text=text, words=tokens, gold=tuple(_gold(notes[0], tokens)))


def _gold(path: Path, tokens: tuple[Span, ...]) -> Iterator[Attribution]:
    spans: dict[str, list[Span]] = {}
    for line in path.read_text("utf-8").split("\n"):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) == 3:
            pairs = (p.split() for p in cells[1].split(" ", 1)[1].split(";"))
            spans[cells[0]] = [Span(int(a), int(b)) for a, b in pairs]
        elif line.startswith("E") and len(cells) >= 2:
            roles = {r.split(":")[0].rstrip("0123456789"): r.split(":")[1] for r in cells[1].split()}
            if "Content" in roles and roles["Content"] in spans:
                source = spans.get(roles.get("Source", ""), [])
                yield Attribution(source=touched(tokens, source), content=touched(tokens, spans[roles["Content"]]))
