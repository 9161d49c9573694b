"""Who a speaker is: GUM documents (`*.conllu` with Entity and Discourse), read by the Desk as raw text.

Gold: each discourse unit that attributes (`attribution-positive`) names its speaker by the subject of its verb; GUM
says who that is. A speaker is found where a statement's speaker touches that subject. It is the right entity
where the words that name the Desk's entity best (its first name, else its first mention) are words of the gold chain; a
speaker that stands alone is right where the gold chain has nothing else before it. GUM keeps the labels of turns in
its markup ("#ShimonPeres"); here they stand before each turn as a transcript prints them ("SHIMON PERES: "), and belong
to the chain of that turn's "I".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import Refused, texts_in
from bench.metrics import Counts, Figures, accuracy, shares, total
from bench.reader import desk, known_report
from bench.task import Task
from bench.tasks.reports import Side, side
from dateline.record import Mention
from dateline.text import Block, Report, Span

SUFFIXES = (".conllu",)
_PART = re.compile(r"\([^()]+\)?|[^()]+\)")
_ATTRIBUTES = re.compile(r"(?:^|\|)Discourse=attribution-positive:")
_TURN = re.compile(r"^# newpar_block = .*?\bsp who:::\"#(\w+)\"", re.MULTILINE)
_NAME_PART = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|[a-z]+|\d+")
_OWN = frozenset({"i", "me", "my", "mine", "myself"})
_PRONOUNS = frozenset({"PRON", "DET"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The word that names a speaker, whether it is a name, and every mention of the same thing."""

    word: Span
    named: bool
    chain: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its paragraphs and speakers."""

    name: str
    text: str
    paragraphs: tuple[Span, ...]
    speakers: tuple[Speaker, ...]


@dataclass(slots=True)
class _Words:
    """The words of a document while it is read: cells, places, heads as word numbers."""

    cells: list[list[str]] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    labels: list[tuple[Span, int]] = field(default_factory=list)  # a turn's label and its first word
    text: str = ""
    paragraphs: list[Span] = field(default_factory=list)


def documents(path: Path) -> list[Document]:
    """Every document of a file, or of a folder's .conllu files. Raises Refused where one has no entities."""
    return [_document(file, text) for file, text in texts_in(path, SUFFIXES)]


def _document(file: Path, text: str) -> Document:
    words = _Words()
    for block in text.replace("\r\n", "\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if re.match(r"\d+\t", line)]
        if rows:
            _add(words, _spaced(rows, block), opens="# newpar" in block or not words.cells, turn=_TURN.search(block))
    if not any("Entity=" in c[9] for c in words.cells):
        raise Refused(f"{file}: no entities; this task needs GUM's CoNLL-U")
    chains = _chains(words)
    return Document(
        name=file.stem,
        text=words.text,
        paragraphs=tuple(words.paragraphs),
        speakers=tuple(_speakers(words, chains)),
    )


def _spaced(rows: list[list[str]], block: str) -> list[list[str]]:
    """The words with their spaces: those of a token of several words ("don't") have none between them."""
    for first, last, more in re.findall(r"^(\d+)-(\d+)\t(.*)$", block, re.MULTILINE):
        for number in range(int(first), int(last) + 1):
            if number < int(last) or "SpaceAfter=No" in more:
                rows[number - 1][9] += "|SpaceAfter=No"
    return rows


def _add(words: _Words, rows: list[list[str]], *, opens: bool, turn: re.Match[str] | None) -> None:
    """A sentence more; a new paragraph begins after an empty line, a turn with its label."""
    if words.text:
        words.text = words.text.rstrip(" ") + ("\n\n" if opens else " ")
    first, base = len(words.text), len(words.cells)
    if turn is not None:
        label = " ".join(_NAME_PART.findall(turn[1])).upper()
        words.labels.append((Span(first, first + len(label)), base))
        words.text += f"{label}: "
    for cells in rows:
        start = len(words.text)
        words.text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        words.cells.append(cells)
        words.places.append(Span(start, start + len(cells[1])))
        words.heads.append(base + int(cells[6]) - 1 if cells[6] != "0" else len(words.heads))
    end = words.places[-1].end
    start = first if opens else words.paragraphs.pop().start
    words.paragraphs.append(Span(start, end))


def _chains(words: _Words) -> dict[int, tuple[Span, ...]]:
    """The head word of each mention → the spans of all mentions of its chain."""
    opened: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[Span]] = defaultdict(list)
    heads: dict[int, str] = {}
    for number, cells in enumerate(words.cells):
        told = re.search(r"Entity=([^|]+)", cells[9])
        for part in _PART.findall(told[1]) if told else ():
            chain = part.strip("()").split("-")[0].split("[")[0]
            if part.startswith("("):
                opened[chain].append(number)
            if part.endswith(")") and opened[chain]:
                first = opened[chain].pop()
                found[chain].append(Span(words.places[first].start, words.places[number].end))
                inside = range(first, number + 1)
                top = next((w for w in inside if words.heads[w] not in inside or words.heads[w] == w), number)
                heads.setdefault(top, chain)
    for chain, labels in _voices(words, heads):
        found[chain] += labels
    return {head: tuple(sorted(found[chain])) for head, chain in heads.items()}


def _voices(words: _Words, heads: dict[int, str]) -> Iterator[tuple[str, list[Span]]]:
    """For each name of a turn's label, the chain that most of the "I" of its turns are of, and its labels."""
    labels: dict[str, list[Span]] = defaultdict(list)
    chains: dict[str, Counter[str]] = defaultdict(Counter)
    ends = [first for _, first in words.labels[1:]] + [len(words.cells)]
    for (label, first), end in zip(words.labels, ends, strict=False):
        labels[label.of(words.text)].append(label)
        own = (heads[w] for w in range(first, end) if words.cells[w][1].lower() in _OWN and w in heads)
        chains[label.of(words.text)].update(own)
    for name, spans in labels.items():
        if chains[name]:
            yield chains[name].most_common(1)[0][0], spans


def _speakers(words: _Words, chains: dict[int, tuple[Span, ...]]) -> Iterator[Speaker]:
    """The subject of the verb of each unit that attributes, where it is a mention."""
    starts = [n for n, c in enumerate(words.cells) if "Discourse=" in c[9]]
    for n, start in enumerate(starts):
        if not _ATTRIBUTES.search(words.cells[start][9]):
            continue
        unit = range(start, starts[n + 1] if n + 1 < len(starts) else len(words.cells))
        subject = next((w for w in unit if words.cells[w][7].startswith("nsubj") and words.heads[w] in unit), None)
        if subject in chains and subject is not None:
            named = words.cells[subject][3] == "PROPN"
            yield Speaker(word=words.places[subject], named=named, chain=chains[subject])


def read_all(found: Sequence[Document]) -> list[Side]:
    """What the Desk reads in each document."""
    return [side(e) for e in desk().read_many([_report(d) for d in found])]


def _report(document: Document) -> Report:
    blocks = [Block(span=p, kind="paragraph") for p in document.paragraphs]
    return known_report(document.name, document.text, blocks)


def count(document: Document, mine: Side) -> Counts:
    """Which speakers are found, and which of them are the right entity."""
    parts = []
    for speaker in document.speakers:
        ours = _found(speaker, mine)
        parts.append(shares("found", int(ours is not None), 1))
        if ours is not None:
            right = int(_right(speaker, mine, ours))
            parts.append(shares("entity", right, 1))
            parts += [] if speaker.named else [shares("entity_not_named", right, 1)]
    return total(parts)


def _found(speaker: Speaker, mine: Side) -> int | None:
    """The mention of a statement's speaker that touches the word."""
    told = (s.speaker for s in mine.reading.statements if s.speaker is not None)
    return next((n for n in told if mine.reading.mentions[n].span.overlaps(speaker.word)), None)


def _right(speaker: Speaker, mine: Side, ours: int) -> bool:
    both = zip(mine.reading.mentions, mine.things, strict=True)
    chain: list[Mention] = [m for m, thing in both if thing == mine.things[ours]]
    best = next((m for m in chain if m.form == "name"), chain[0])
    if len(chain) == 1:
        return not any(s.end <= speaker.word.start for s in speaker.chain)
    return any(s.overlaps(best.head) for s in speaker.chain)


def figures(added: Counts) -> Figures:
    """Every figure from the counts of the documents."""
    found: Figures = {"speakers": added["found.of"]}
    for name in ("found", "entity", "entity_not_named"):
        if added[f"{name}.of"]:
            found |= accuracy(added, name)
    return found


TASK = Task(
    name="speakers",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("entity", "entity_not_named"),
    suffixes=SUFFIXES,
)
