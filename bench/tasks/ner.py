"""BIO files in CoNLL style (word first, tag last) → sentences of gold entities; the model's entities on those words.

The types in the file say which of the model's layers is scored: CoNLL-2003's four, or CrossNER's politics. Scored as
seqeval does by default: an entity is right where type, first and last word are. A document is what -DOCSTART- opens;
in a file without one each sentence stands for itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from bench import tagger
from bench.corpus import Refused, texts_in
from bench.metrics import Chunk, Counts, Figures, chunks, counts, equal, f1, macro_f1, total
from bench.tagger import Layers, Tagger
from bench.task import Task

Layer = Literal["ner", "politics"]
Sentence = tuple[tuple[str, str], ...]  # words with their tags
_NEWS = {"PER": "person", "ORG": "organisation", "LOC": "location", "MISC": "misc", "organization": "organisation"}
_POLITICS = {"politician", "politicalparty", "election", "event", "country"}
_SUFFIXES = (".txt", ".conll", ".bio", ".iob", ".iob2", ".tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The sentences of one document, and the layer of the model that has its types."""

    layer: Layer
    sentences: tuple[Sentence, ...]


def documents(path: Path) -> list[Document]:
    """Every document of a file, or of a folder's files. Raises Refused where one is no BIO file of known types."""
    parts = [part for file, text in texts_in(path, _SUFFIXES) for part in _parts(file, text)]
    kinds = {kind for part in parts for sentence in part for kind, _, _ in _entities([tag for _, tag in sentence])}
    unknown = kinds - set(_NEWS.values()) - _POLITICS
    if unknown:
        raise Refused(f"{path}: entity types that no layer has: {', '.join(sorted(unknown))}")
    layer: Layer = "politics" if kinds & _POLITICS else "ner"
    return [Document(layer=layer, sentences=tuple(part)) for part in parts]


def _parts(file: Path, text: str) -> Iterator[list[Sentence]]:
    parts: list[list[Sentence]] = [[]]
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line for line in block.split("\n") if line.strip()]
        if lines and lines[0].startswith("-DOCSTART-"):
            parts.append([])
            lines = lines[1:]
        if lines:
            parts[-1].append(tuple(_pair(file, line) for line in lines))
    if "-DOCSTART-" not in text:
        parts = [[sentence] for sentence in parts[0]]
    yield from (part for part in parts if part)


def _pair(file: Path, line: str) -> tuple[str, str]:
    cells = line.split()
    if len(cells) < 2 or not (cells[-1] == "O" or cells[-1][:2] in ("B-", "I-")):
        raise Refused(f"{file}: no BIO file; needs a word and a tag (O, B-…, I-…) a line, has {line[:40]!r}")
    return cells[0], cells[-1]


def _entities(tags: Sequence[str]) -> set[Chunk]:
    """The entities, their types under one name each."""
    return {(_NEWS.get(kind.upper(), _NEWS.get(kind.lower(), kind.lower())), a, b) for kind, a, b in chunks(tags)}


def read_all(documents: Sequence[Document]) -> list[list[Layers]]:
    """The model's layers. Raises Absent where there is no model."""
    return read_with(tagger.load(), documents)


def read_with(model: Tagger, documents: Sequence[Document]) -> list[list[Layers]]:
    """The layers of a given model, a list a document."""
    sentences = [[word for word, _ in sentence] for document in documents for sentence in document.sentences]
    layers = tagger.read_words(model, sentences)
    return [list(islice(layers, len(document.sentences))) for document in documents]


def count(document: Document, answer: Sequence[Layers]) -> Counts:
    """Right entities of a document, all and by type."""
    parts: list[Counts] = []
    for sentence, layers in zip(document.sentences, answer, strict=True):
        tags = layers.politics if document.layer == "politics" else layers.ner
        if len(tags) != len(sentence):
            raise ValueError(f"the model gives {len(tags)} tags for {len(sentence)} words")
        gold, mine = _entities([tag for _, tag in sentence]), _entities(tags)
        parts += [
            equal(f"entity:{kind}", {e for e in mine if e[0] == kind}, {e for e in gold if e[0] == kind})
            for kind in {e[0] for e in gold | mine}
        ]
    return total(parts)


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    kinds = sorted({key.partition(":")[2].rpartition(".")[0] for key in added})
    whole = {c: sum(added[f"entity:{kind}.{c}"] for kind in kinds) for c in ("hits", "guessed", "gold")}
    found: Figures = {"entities": whole["gold"], **f1(counts("entity", **whole), "entity")}
    found["entity_macro_f1"] = macro_f1(added, "entity")["entity_macro_f1"]
    for kind in kinds:
        one = {c: added[f"entity:{kind}.{c}"] for c in ("hits", "guessed", "gold")}
        found |= f1(counts(kind, **one), kind)
    return found


TASK = Task(
    name="ner",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("entity_f1", "entity_precision", "entity_recall"),
)
