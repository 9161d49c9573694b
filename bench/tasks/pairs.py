"""Our own marked pairs (`training/own/pairs/*.tsv`), the tenth that is never trained on, scored as PLV is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from training.own.paired import Pair, pairs
from training.own_examples import measured

from bench.corpus import Refused, files_in
from bench.tasks import plv
from bench.tasks.plv import QUAD_OF, RENAMED, Row
from bench.tokens import Tokens
from dateline.reading.pieces import words_of
from dateline.text import Span

SUFFIXES = (".tsv",)


def documents(path: Path) -> list[Row]:
    """The measured pairs of a file, or of a folder's .tsv files. Raises Refused where one is no such file."""
    return [_row(pair) for file in files_in(path, SUFFIXES) for pair in _pairs(file) if measured(pair.id)]


def _pairs(file: Path) -> Iterator[Pair]:
    try:
        yield from pairs(file)
    except ValueError as error:
        raise Refused(str(error)) from error


def _row(pair: Pair) -> Row:
    words = Tokens.at(pair.text, words_of(pair.text, Span(0, len(pair.text))))
    root = RENAMED.get(pair.type, pair.type)
    ends = [words.range(end) for end in (pair.actor, pair.recipient)]
    return Row(words=tuple(words.words), source=ends[0], target=ends[1], root=root, quad=QUAD_OF[root])


TASK = replace(plv.TASK, name="pairs", load=documents, suffixes=SUFFIXES)
