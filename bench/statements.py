"""Who said what, scored on PolNeAR: `python -m bench polnear`.

`score` takes guesses from anywhere: the Desk's statements (`read`), or what a model alone finds. Words decide, never
quotation marks: every span is the set of words that it touches. `whosaid` is the figure to raise: contents that share
half of their words (intersection over union) and sources that share a word or are both absent.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bench import task
from bench.metrics import Counts, Figures, accuracy, counts, equal, f1, one_to_one, shares, total
from bench.reader import Reading, read
from bench.task import Task
from bench.tasks.polnear import DEV, Attribution, Document, documents, manner, quoted
from bench.tokens import PIECE, WORD, Alignment, Tokens, runs
from dateline.reading import segment
from dateline.reading.encoder import Seen
from dateline.reading.model import Model
from dateline.record import Entry, Statement
from dateline.text import Span

ROLES = ("source", "cue", "content")
LEVELS = ("strict", "relaxed", "whosaid", "content50")
MANNERS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The attributions found in one document, spans into its raw text.

    `tagged`: what the model marks before it becomes statements, as PolNeAR delimits it (a statement's cue is its verb
    alone, PolNeAR's has the adverbs and the day too); the CofeNet-style line is about these, where they are given.
    `by`: what found each attribution, where that is known.
    """

    attributions: tuple[Attribution, ...] = ()
    tagged: tuple[Attribution, ...] | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """One attribution as sets of token numbers."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def score(documents: Sequence[Document], guesses: Sequence[Guess]) -> Figures:
    """Every figure of the guesses, one to a document, with bounds of the headlines."""
    return task.score(TASK, documents, guesses)


def read_all(documents: Sequence[Document]) -> list[Guess]:
    """The Desk's outermost statements; statements inside statements are not in this corpus."""
    model = Model.load()
    return [_guess(document, model) for document in documents]


def _guess(document: Document, model: Model) -> Guess:
    found = read(document.text)
    if found is None:
        return Guess()
    report = found.page.entry.report
    (seen,) = model.see([(report.text, list(segment.plain(report)))])
    entry = found.page.entry
    outer = [n for n, s in enumerate(entry.reading.statements) if s.within is None]
    return replace(guess_of(entry, found.alignment, outer), tagged=tuple(_tagged(found, seen)))


def guess_of(entry: Entry, alignment: Alignment, chosen: Sequence[int]) -> Guess:
    """These statements of an entry."""
    made = [entry.reading.statements[n] for n in chosen]
    return Guess(attributions=tuple(_statements(alignment, made)), by=tuple(s.by for s in made))


def _tagged(found: Reading, seen: Seen) -> Iterator[Attribution]:
    for one in seen.attributions:
        if not one.inner:
            source, cue = (() if s is None else found.alignment.raw(s) for s in (one.source, one.cue))
            content = tuple(chain.from_iterable(map(found.alignment.raw, one.content)))
            yield Attribution(source=source, cue=cue, content=content)


def _statements(alignment: Alignment, statements: Sequence[Statement]) -> list[Attribution]:
    def raw(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(chain.from_iterable(map(alignment.raw, spans)))

    def source(statement: Statement) -> tuple[Span, ...]:
        return () if statement.source is None else (statement.source,)

    return [Attribution(source=raw(source(s)), cue=raw(s.cue), content=raw(s.content)) for s in statements]


def count(document: Document, guess: Guess) -> Counts:
    """What is right in one document: spans, chunks and whole attributions."""
    gold, mine = _both(document, guess)
    regions = quoted(document.text)
    manners = [manner(document.text, regions, one.content) for one in document.gold]
    return total([*_of_spans(gold, mine), *_of_chunks(document, guess), *_of_attributions(gold, mine, manners)])


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    found: Figures = {"gold": added["whosaid.gold"], "guessed": added["whosaid.guessed"]}
    for level in reversed(LEVELS):
        found |= f1(added, level)
    for level, prefix in (("whosaid", ""), ("content50", "content50_"), ("strict", "strict_")):
        for kind in MANNERS:
            found |= accuracy(_renamed(added, f"{level}_{kind}", f"{prefix}recall_{kind}"), f"{prefix}recall_{kind}")
    found |= accuracy(added, "source_given_content50")
    for role in ROLES:
        for measure in (f"{role}_exact", f"{role}_token", f"{role}_any", f"cofenet_{role}"):
            found |= f1(added, measure)
    return found


def _renamed(added: Counts, old: str, new: str) -> Counts:
    return Counter({f"{new}.right": added[f"{old}.right"], f"{new}.of": added[f"{old}.of"]})


def _both(document: Document, guess: Guess) -> tuple[list[Slots], list[Slots]]:
    words = Tokens.of(document.text, WORD)
    return [_slots(words, one) for one in document.gold], [_slots(words, one) for one in guess.attributions]


def _slots(words: Tokens, one: Attribution) -> Slots:
    return Slots(source=words.touched(one.source), cue=words.touched(one.cue), content=words.touched(one.content))


def _of_spans(gold: list[Slots], mine: list[Slots]) -> list[Counts]:
    """Each role by itself: equal spans, shared words, spans that touch one another."""
    found = []
    for role in ROLES:
        theirs, ours = ({getattr(s, role) for s in side} - {frozenset()} for side in (gold, mine))
        all_theirs, all_ours = frozenset[int]().union(*theirs), frozenset[int]().union(*ours)
        found += [equal(f"{role}_exact", ours, theirs), equal(f"{role}_token", all_ours, all_theirs)]
        touching = counts(
            f"{role}_any", hits=sum(1 for s in ours if s & all_theirs), guessed=len(ours), gold=len(theirs)
        )
        found.append(touching + Counter({f"{role}_any.found": sum(1 for s in theirs if s & all_ours)}))
    return found


def _of_chunks(document: Document, guess: Guess) -> list[Counts]:
    """As CofeNet counts, near but not identical: every unbroken run of words and marks, roles never linked."""
    pieces = Tokens.of(document.text, PIECE)

    def chunked(attributions: Sequence[Attribution], role: str) -> set[tuple[int, int]]:
        return {run for one in attributions for run in runs(pieces.touched(getattr(one, role)))}

    mine = guess.attributions if guess.tagged is None else guess.tagged
    return [equal(f"cofenet_{r}", chunked(mine, r), chunked(document.gold, r)) for r in ROLES]


def _of_attributions(gold: list[Slots], mine: list[Slots], manners: Sequence[str]) -> list[Counts]:
    """Whole attributions, paired one to one by their contents."""
    right: dict[str, list[str]] = {level: [] for level in LEVELS}
    for i, j in _aligned(gold, mine):
        for level in _levels(gold[i], mine[j]):
            right[level].append(manners[i])
    found = [counts(level, hits=len(right[level]), guessed=len(mine), gold=len(gold)) for level in LEVELS]
    for level in ("whosaid", "content50", "strict"):
        found += [shares(f"{level}_{kind}", right[level].count(kind), list(manners).count(kind)) for kind in MANNERS]
    return [*found, shares("source_given_content50", len(right["whosaid"]), len(right["content50"]))]


def _aligned(gold: list[Slots], mine: list[Slots]) -> list[tuple[int, int]]:
    return one_to_one(
        (len(a.content & b.content) / len(a.content | b.content) + 0.01 * bool(a.cue & b.cue), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(mine)
        if a.content & b.content
    )


def right(document: Document, guess: Guess) -> list[bool]:
    """Which of the guessed attributions say who said what as the gold does."""
    gold, mine = _both(document, guess)
    hits = {j for i, j in _aligned(gold, mine) if "whosaid" in _levels(gold[i], mine[j])}
    return [j in hits for j in range(len(mine))]


def _levels(gold: Slots, mine: Slots) -> list[str]:
    """The levels at which a pair is right."""
    found = ["strict"] if gold == mine else []
    if len(gold.content & mine.content) / len(gold.content | mine.content) < 0.5:
        return found
    same_source = bool(gold.source & mine.source) or not (gold.source or mine.source)
    same_cue = bool(gold.cue & mine.cue) or not (gold.cue or mine.cue)
    found += ["content50"]
    found += ["whosaid"] if same_source else []
    return found + (["relaxed"] if same_source and same_cue else [])


TASK = Task(
    name="polnear",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=(
        *("whosaid_f1", "whosaid_precision", "whosaid_recall", "recall_direct", "recall_mixed", "recall_indirect"),
        *("strict_f1", "content50_f1", "content50_precision", "source_exact_f1", "cue_exact_f1", "content_exact_f1"),
        *("content_token_f1", "cofenet_source_f1", "cofenet_cue_f1", "cofenet_content_f1"),
    ),
)

if __name__ == "__main__":
    print(json.dumps(score(documents(DEV), read_all(documents(DEV)))))
