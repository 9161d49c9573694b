"""News beside the project that we labelled (`training/elsewhere`), read by the Desk: the tenth that nothing trains on.

A statement is found where half of the words of its content are shared; it is right where nearly all are and the speaker
is named by the words of the labels, or by a mention that the Desk chains to them.
"""

from collections.abc import Sequence
from pathlib import Path

from training.elsewhere.labels import Given, item_of, labelled
from training.elsewhere.texts import present
from training.own.markup import Item
from training.own_examples import measured

from bench.corpus import Absent, files_in
from bench.metrics import Counts, Figures, accuracy, counts, f1, shares, total
from bench.reader import desk
from bench.task import Task
from bench.tasks.reports import Side, gold_of, paired, report_of, side
from bench.tokens import WORD, Tokens

SUFFIXES = (".jsonl",)
_NEARLY = 0.85  # of the words of both contents
_STRAY = 2  # words that may differ


def documents(path: Path) -> list[Given]:
    """The labels of the texts that are measured."""
    return [one for file in files_in(path, SUFFIXES) for one in labelled(file) if measured(one.id)]


def read_all(found: Sequence[Given]) -> list[tuple[Item, Side]]:
    """Each text with its labels, and what the Desk reads in it. Raises Absent where the texts are not there."""
    if not present():
        raise Absent("the texts are not beside the project")
    items = [item_of(one) for one in found]
    return [(i, side(e)) for i, e in zip(items, desk().read_many([report_of(i) for i in items]), strict=True)]


def count(_: Given, answer: tuple[Item, Side]) -> Counts:
    """What is right in one text."""
    item, mine = answer
    found = right(item, mine)
    sizes = {"guessed": len(mine.reading.statements), "gold": len(item.reading.statements)}
    pairs = paired(Tokens.of(item.text, WORD), item.reading.statements, mine.reading.statements)
    return total([counts("statement", hits=len(pairs), **sizes), shares("right", sum(found), sizes["guessed"])])


def right(item: Item, mine: Side) -> list[bool]:
    """Which of the Desk's statements have the content and the speaker of the labels."""
    gold, words = gold_of(item), Tokens.of(item.text, WORD)
    pairs = paired(words, gold.reading.statements, mine.reading.statements)
    hits = {j for i, j in pairs if _right(words, gold, i, mine, j)}
    return [n in hits for n in range(len(mine.reading.statements))]


def _right(words: Tokens, gold: Side, i: int, mine: Side, j: int) -> bool:
    one, other = gold.reading.statements[i], mine.reading.statements[j]
    theirs, ours = words.touched(one.content), words.touched(other.content)
    near = len(theirs & ours) >= _NEARLY * len(theirs | ours) or len(theirs ^ ours) <= _STRAY
    if one.who is None or other.who is None:
        return near and one.who is None and other.who is None
    here = mine.reading.mentions[other.who].span
    named = [
        m.span
        for m, thing in zip(mine.reading.mentions, mine.things, strict=True)
        if thing == mine.things[other.who] and m.form == "name"
    ]
    return near and any(s.overlaps(n) for s in gold.spans(one.who) for n in (here, *named))


def figures(added: Counts) -> Figures:
    """Every figure from the counts of the texts."""
    return f1(added, "statement") | accuracy(added, "right")


TASK = Task(
    name="elsewhere",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("statement_f1", "right"),
    suffixes=SUFFIXES,
)
