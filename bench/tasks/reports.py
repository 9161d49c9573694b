"""Whole reports of our own (`bench/reports/*.jsonl`), read by the Desk: every field of every statement.

These reports were written and labelled apart from the program, and nothing is trained on them. Statements pair one to
one by the words of their contents; a statement is found where half of the words are shared. A field counts where gold
or guess has a value; a mention is right where it is any mention of the same thing, an identity where what the Desk
links the speaker to is also named by the words that name the speaker best.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.own.markup import Item

from bench.corpus import files_in
from bench.metrics import Counts, Figures, accuracy, counts, f1, one_to_one, shares, total
from bench.reader import desk, known_report
from bench.task import Task
from bench.tasks.own import SUFFIXES, items
from bench.tokens import WORD, Tokens
from dateline.record import Entry, Reading, Statement
from dateline.text import Report, Span

_HALF = 0.5
_MOST = 0.8  # of the letters of verbatim words and asides
MENTIONS = ("addressee", "place", "time", "occasion", "via", "on_behalf_of")
WORDS = ("medium", "anonymity_reason")
SPANS = ("quoted", "asides")
LABELS = ("speaker_kind", "manner", "act", "modality")
FIELDS = ("speaker", "cue", *LABELS, *SPANS, "about", *MENTIONS, *WORDS, "within", "utterance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The statements of one reading, with what each mention stands for: a chain of the labels, or a linked entity."""

    reading: Reading
    things: tuple[int, ...]

    def spans(self, mention: int | None) -> list[Span]:
        """Every mention of what a mention stands for."""
        if mention is None:
            return []
        both = zip(self.reading.mentions, self.things, strict=True)
        return [m.span for m, thing in both if thing == self.things[mention]]


def documents(path: Path) -> list[Item]:
    """Every item of a file, or of a folder's .jsonl files. Raises Refused where one is no such file."""
    return [item for file in files_in(path, SUFFIXES) for item in items(file)]


def read_all(reports: Sequence[Item]) -> list[Side]:
    """What the Desk reads in each report."""
    return [side(e) for e in desk().read_many([report_of(item) for item in reports])]


def side(entry: Entry) -> Side:
    """What an entry says, as it is compared."""
    things = tuple(-1 - n if of is None else of for n, of in enumerate(entry.links.of_mention))
    return Side(reading=entry.reading, things=things)


def gold_of(item: Item) -> Side:
    """What the labels say, as it is compared."""
    return Side(reading=item.reading, things=tuple(m.chain for m in item.reading.mentions))


def right(item: Item, mine: Side) -> list[bool]:
    """Which of the statements have the content and the speaker of the labels."""
    gold = gold_of(item)
    pairs = paired(Tokens.of(item.text, WORD), gold.reading.statements, mine.reading.statements)
    both = zip(pairs, _both(pairs, gold, mine), strict=True)
    hits = {j for (_, j), (g, m) in both if _same(gold, g.who, mine, m.who)}
    return [n in hits for n in range(len(mine.reading.statements))]


def report_of(item: Item) -> Report:
    """The report that is read."""
    title = next((b.span.of(item.text) for b in item.blocks if b.kind == "headline"), "")
    return known_report(item.id, item.text, item.blocks, item.published, title)


def count(item: Item, mine: Side) -> Counts:
    """What is right in one report."""
    gold = gold_of(item)
    words = Tokens.of(item.text, WORD)
    pairs = paired(words, gold.reading.statements, mine.reading.statements)
    speakers = [_same(gold, g.who, mine, m.who) for g, m in _both(pairs, gold, mine)]
    sizes = {"guessed": len(mine.reading.statements), "gold": len(gold.reading.statements)}
    parts = [counts("statement", hits=len(pairs), **sizes), counts("whosaid", hits=sum(speakers), **sizes)]
    fields = list(_fields(item.text, pairs, gold, mine))
    whole = shares("fields", sum(r for _, r in fields), len(fields))
    parts += [shares(name, right, 1) for name, right in fields]
    for g, m in _both(pairs, gold, mine):
        parts += _identity(gold, g, mine, m)
    return total([*parts, whole])


def _both(pairs: Sequence[tuple[int, int]], gold: Side, mine: Side) -> list[tuple[Statement, Statement]]:
    return [(gold.reading.statements[i], mine.reading.statements[j]) for i, j in pairs]


def paired(words: Tokens, gold: Sequence[Statement], mine: Sequence[Statement]) -> list[tuple[int, int]]:
    """Statements of both sides one to one, by the words of their contents: half of them are shared."""
    theirs, ours = ([(words.touched(s.content), words.touched(s.cue)) for s in side] for side in (gold, mine))
    alike = {
        (i, j): len(a & b) / len(a | b) + 0.01 * bool(c & d)
        for i, (a, c) in enumerate(theirs)
        for j, (b, d) in enumerate(ours)
        if a & b
    }
    found = one_to_one((share, i, j) for (i, j), share in alike.items())
    return [pair for pair in found if alike[pair] >= _HALF]


def _same(gold: Side, theirs: int | None, mine: Side, ours: int | None) -> bool:
    """Whether a mention is any mention of the same thing, or there is none on either side."""
    if theirs is None or ours is None:
        return theirs is None and ours is None
    here = mine.reading.mentions[ours]
    return any(s.overlaps(here.head) or here.span.overlaps(s) for s in gold.spans(theirs))


def _identity(gold: Side, one: Statement, mine: Side, other: Statement) -> Iterator[Counts]:
    """Whether the speaker is linked to what its best name names; the same where it is a pronoun or a description."""
    theirs, ours = one.who, other.who
    if theirs is None or ours is None or not _same(gold, theirs, mine, ours):
        return
    chain = [m for m, thing in zip(gold.reading.mentions, gold.things, strict=True) if thing == gold.things[theirs]]
    best = next((m for m in chain if m.form == "name"), chain[0])
    right = any(s.overlaps(best.span) for s in mine.spans(ours))
    yield shares("identity", right, 1)
    if gold.reading.mentions[theirs].form in ("pronoun", "nominal"):
        yield shares("identity_not_named", right, 1)


def _fields(text: str, pairs: Sequence[tuple[int, int]], gold: Side, mine: Side) -> Iterator[tuple[str, bool]]:
    """Each field that has a value on either side of a pair, and whether it is right."""
    partner = dict(pairs)
    for number, (one, other) in zip((i for i, _ in pairs), _both(pairs, gold, mine), strict=True):
        yield "speaker", _same(gold, one.who, mine, other.who)
        # a colon after a speaker's name is no word: the labels have no cue there
        said = [c for c in other.cue if any(map(str.isalnum, c.of(text)))]
        yield "cue", any(a.overlaps(b) for a in one.cue for b in said) or not (one.cue or said)
        for name in LABELS:
            yield name, getattr(one, name) == getattr(other, name)
        for name in SPANS:
            if getattr(one, name) or getattr(other, name):
                yield name, _alike(text, getattr(one, name), getattr(other, name))
        if one.about or other.about:
            yield "about", _about(gold, one, mine, other)
        for name in MENTIONS:
            if getattr(one, name) is not None or getattr(other, name) is not None:
                yield name, _same(gold, getattr(one, name), mine, getattr(other, name))
        for name in WORDS:
            if getattr(one, name) or getattr(other, name):
                yield name, _sharing(getattr(one, name), getattr(other, name))
        if one.within is not None or other.within is not None:
            yield "within", one.within is not None and partner.get(one.within, -1) == other.within
        echo = _echoes(gold.reading.statements, number, partner), _echoes(mine.reading.statements, partner[number])
        if echo[0] or echo[1]:
            yield "utterance", bool(echo[0] & echo[1])


def _echoes(statements: Sequence[Statement], number: int, partner: dict[int, int] | None = None) -> set[int]:
    """The other statements of the same utterance, by their partners' numbers where partners are given."""
    same = {n for n, s in enumerate(statements) if n != number and s.utterance == statements[number].utterance}
    return same if partner is None else {partner[n] for n in same if n in partner}


def _alike(text: str, theirs: Sequence[Span], ours: Sequence[Span]) -> bool:
    a, b = ({at for s in side for at in range(s.start, s.end) if text[at].isalnum()} for side in (theirs, ours))
    return len(a & b) >= _MOST * max(len(a | b), 1)


def _about(gold: Side, one: Statement, mine: Side, other: Statement) -> bool:
    """Half of the things that either names are named by both."""
    hits = sum(any(_same(gold, a, mine, b) for b in other.about) for a in one.about)
    extra = sum(not any(_same(gold, a, mine, b) for a in one.about) for b in other.about)
    return hits >= _HALF * max(len(one.about) + extra, 1)


def _sharing(theirs: str | None, ours: str | None) -> bool:
    """Whether two stretches of words share most of their words."""
    a, b = (set((w or "").lower().split()) for w in (theirs, ours))
    return len(a & b) >= _HALF * max(len(a | b), 1)


def figures(added: Counts) -> Figures:
    """Every figure from the counts of the reports."""
    found = f1(added, "statement") | f1(added, "whosaid")
    for name in ("fields", "identity", "identity_not_named", *FIELDS):
        if added[f"{name}.of"]:
            found |= accuracy(added, name)
    return found


TASK = Task(
    name="reports",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("statement_f1", "whosaid_f1", "whosaid_precision", "fields", "identity", "identity_not_named"),
    suffixes=SUFFIXES,
)
