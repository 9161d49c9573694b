"""PLV tables (a sentence with source and target marked, its PLOVER root) → the model's root for the marked pair.

One label a row, so micro F1 is the share of right rows. The quad class of an answer is that of its root. Penta counts
the rows of class 0 (neither) too, which no root has; without such rows it is quad.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import tagger
from bench.corpus import Refused, texts_in
from bench.metrics import Counts, Figures, Range, labelled, macro_f1
from bench.tagger import BATCH, Tagger
from bench.task import Task
from bench.tokens import Tokens
from dateline.reading.pieces import words_of
from dateline.text import Span

# The 15 roots of the corpus; PLOVER has since renamed YIELD (here CONCEDE and RETREAT).
QUAD_OF = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("AID", "COOPERATE", "YIELD"), "2"),
    **dict.fromkeys(("ACCUSE", "REJECT", "REQUEST", "THREATEN"), "3"),
    **dict.fromkeys(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"), "4"),
}
RENAMED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_COLUMNS = ("marked_sentence", "source", "target", "gold_penta", "gold_root")
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sentence as words, the word ranges of source and target, and the gold codes."""

    words: tuple[str, ...]
    source: Range
    target: Range
    root: str
    quad: str


def documents(path: Path) -> list[Row]:
    """Every row of a file, or of a folder's .tsv files. Raises Refused where a column is missing."""
    return [row for file, text in texts_in(path, (".tsv",)) for row in _rows(file, text)]


def _rows(file: Path, text: str) -> Iterator[Row]:
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line]
    header = lines[0].split("\t") if lines else []
    missing = [column for column in _COLUMNS if column not in header]
    if missing:
        raise Refused(f"{file}: no PLV table; no column {', '.join(missing)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise Refused(f"{file}:{number}: {len(cells)} columns, the header has {len(header)}")
        yield _row(dict(zip(header, cells, strict=True)))


def _row(cells: dict[str, str]) -> Row:
    text = _MARK.sub("", cells["marked_sentence"])
    words = Tokens.at(text, words_of(text, Span(0, len(text))))
    ends = [words.range(_marked(cells, text, mark)) for mark in ("source", "target")]
    return Row(
        words=tuple(words.words),
        source=ends[0],
        target=ends[1],
        root=cells["gold_root"].upper(),
        quad=cells["gold_penta"].partition(".")[0],
    )


def _marked(cells: dict[str, str], text: str, side: str) -> Span:
    """The span marked for `side`; where none is, the side's own words; where they are not there, the sentence."""
    mark = side[0]
    parts = re.split(rf"<{mark}>|</{mark}>", cells["marked_sentence"])
    if len(parts) >= 3 and parts[1]:
        start = len(_MARK.sub("", parts[0]))
        return Span(start, start + len(_MARK.sub("", parts[1])))
    at = text.lower().find(cells[side].lower()) if cells[side] else -1
    return Span(at, at + len(cells[side])) if at >= 0 else Span(0, len(text))


def read_all(rows: Sequence[Row]) -> list[str]:
    """The model's roots. Raises Absent where there is no model."""
    return read_with(tagger.load(), rows)


def read_with(model: Tagger, rows: Sequence[Row]) -> list[str]:
    """The root that a given model finds likeliest, a row each; every row has one, so roots alone compete."""
    found: list[str] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        answers = model.pair([list(r.words) for r in batch], [r.source for r in batch], [r.target for r in batch])
        found += map(likeliest, answers)
    return found


def likeliest(answer: Mapping[str, float]) -> str:
    """The likeliest root of the likeliest quad class; what PLOVER has split is added up."""
    summed = dict.fromkeys(QUAD_OF, 0.0)
    for name, probability in answer.items():
        root = RENAMED.get(name.upper(), name.upper())
        if root in summed:
            summed[root] += float(probability)
    quads = dict.fromkeys(QUAD_OF.values(), 0.0)
    for root, probability in summed.items():
        quads[QUAD_OF[root]] += probability
    best = max(quads, key=lambda quad: quads[quad])
    return max((root for root in QUAD_OF if QUAD_OF[root] == best), key=lambda root: summed[root])


def count(row: Row, root: str) -> Counts:
    """One row by root and by class."""
    found = labelled("root", root, row.root) + labelled("penta", QUAD_OF[root], row.quad)
    return found if row.quad == "0" else found + labelled("quad", QUAD_OF[root], row.quad)


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    return macro_f1(added, "root") | macro_f1(added, "quad") | macro_f1(added, "penta")


TASK = Task(
    name="plv",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("root_macro_f1", "root_micro_f1", "quad_macro_f1", "quad_micro_f1"),
)
