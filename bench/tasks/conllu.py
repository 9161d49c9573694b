"""CoNLL-U files → sentences of gold words; tags and trees of the model on those words.

Every word counts, punctuation too. Lines of multiword tokens (`3-4`) and empty nodes (`3.1`) are no words. A document
is what `# newdoc` opens; in a file without one each sentence stands for itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import tagger
from bench.corpus import Refused, texts_in
from bench.metrics import Counts, Figures, accuracy, shares, total
from bench.tagger import Layers, Tagger
from bench.task import Task

_APART = re.compile(r"\d+[-.]\d+\t")
_MEASURES = ("upos", "xpos", "uas", "las", "las_universal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word; `head` counts from 1, 0 is the root."""

    form: str
    upos: str
    xpos: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The sentences of one document, and which of them begin a paragraph."""

    sentences: tuple[tuple[Word, ...], ...]
    opens: tuple[bool, ...]


def documents(path: Path) -> list[Document]:
    """Every document of a file, or of a folder's .conllu files. Raises Refused where one is no CoNLL-U."""
    return [document for file, text in texts_in(path, (".conllu",)) for document in _documents(file, text)]


def _documents(file: Path, text: str) -> Iterator[Document]:
    parts: list[list[tuple[tuple[Word, ...], bool]]] = [[]]
    for number, block in enumerate(text.replace("\r\n", "\n").split("\n\n")):
        lines = block.strip("\n").split("\n")
        if any(line.startswith("# newdoc") for line in lines) and parts[-1]:
            parts.append([])
        words = tuple(_word(file, number, line) for line in lines if line and not line.startswith("#") and _whole(line))
        if words:
            begins = not parts[-1] or any(line.startswith("# newpar") for line in lines)
            parts[-1].append((words, begins))
    if "# newdoc" not in text:
        parts = [[sentence] for sentence in parts[0]]
    for part in parts:
        if part:
            yield Document(sentences=tuple(words for words, _ in part), opens=tuple(begins for _, begins in part))


def _whole(line: str) -> bool:
    """Whether a line stands for one word of the tree."""
    return _APART.match(line) is None


def _word(file: Path, sentence: int, line: str) -> Word:
    cells = line.split("\t")
    if len(cells) != 10 or not cells[6].isdigit():
        raise Refused(f"{file}: no CoNLL-U; sentence {sentence + 1} has a line without 10 columns and a head")
    return Word(form=cells[1], upos=cells[3], xpos=cells[4], head=int(cells[6]), deprel=cells[7])


def read_all(documents: Sequence[Document]) -> list[list[Layers]]:
    """The model's layers. Raises Absent where there is no model."""
    return read_with(tagger.load(), documents)


def read_with(model: Tagger, documents: Sequence[Document]) -> list[list[Layers]]:
    """The layers of a given model, a list a document."""
    sentences = [[word.form for word in sentence] for document in documents for sentence in document.sentences]
    layers = tagger.read_words(model, sentences, [begins for document in documents for begins in document.opens])
    return [list(islice(layers, len(document.sentences))) for document in documents]


def count(document: Document, answer: Sequence[Layers]) -> Counts:
    """The right words of a document by measure."""
    pairs = zip(document.sentences, answer, strict=True)
    return total(_of_sentence(sentence, layers) for sentence, layers in pairs)


def _of_sentence(words: tuple[Word, ...], layers: Layers) -> Counts:
    heads = [word.head == int(head) for word, head in zip(words, layers.head, strict=True)]
    labels = list(zip([w.deprel for w in words], layers.deprel, strict=True))
    right = {
        "upos": sum(w.upos == mine for w, mine in zip(words, layers.upos, strict=True)),
        "xpos": sum(w.xpos == mine for w, mine in zip(words, layers.xpos, strict=True)),
        "uas": sum(heads),
        "las": sum(head and gold == mine for head, (gold, mine) in zip(heads, labels, strict=True)),
        "las_universal": sum(h and _universal(g) == _universal(m) for h, (g, m) in zip(heads, labels, strict=True)),
    }
    return total(shares(measure, right[measure], len(words)) for measure in _MEASURES)


def _universal(label: str) -> str:
    return label.partition(":")[0]


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    found: Figures = {"words": added["uas.of"]}
    for measure in _MEASURES:
        found |= accuracy(added, measure)
    return found


TASK = Task(
    name="conllu", load=documents, read=read_all, count=count, figures=figures, headlines=("upos", "uas", "las")
)
