"""Our own labelled texts (`training/own/*.jsonl`), the tenth that is never trained on; what the model says of them.

Words decide: every span is the set of the words that it touches, in words as the model reads them. `names` are flat, a
longer name wins over one inside it, and a word triggers one thing: what the labels say beyond that no layer can say.
Attributions pair one to one by their contents; `act` and `modality` count where a cue shares a word with the gold one.
A role is right where trigger word, role and the first word of the mention's head are, whatever the trigger's type.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training import labels
from training.own.markup import Item, load
from training.own_examples import example, measured

from bench.corpus import Absent, Refused, files_in
from bench.metrics import Chunk, Counts, Figures, accuracy, chunks, counts, equal, f1, one_to_one, shares, total
from bench.task import Task
from bench.tokens import Tokens
from dateline.errors import DatelineError
from dateline.reading import decode
from dateline.reading.encoder import Attribution, Seen
from dateline.reading.model import Model
from dateline.reading.network import Labels, Network, Scores
from dateline.reading.pieces import Sentence
from dateline.record import Statement

SUFFIXES = (".jsonl",)
_DEPTHS = ("outer", "inner")
_HALF = 0.5  # of the words of both contents
_TAGS = ["O", *(f"{edge}-{name}" for name in labels.NAMES for edge in "BI")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who said what, in word numbers, as far as it is scored here. `depth`: 0 outermost, 1 inside that."""

    depth: int
    cue: frozenset[int]
    content: frozenset[int]
    act: str
    modality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is in one text, gold or guess: names by kind, attributions, triggers (word, type), roles (trigger word,
    argument word, role), and the same of cues."""

    names: frozenset[Chunk] = frozenset()
    told: tuple[Told, ...] = ()
    triggers: frozenset[tuple[int, str]] = frozenset()
    roles: frozenset[tuple[int, int, str]] = frozenset()
    saying: frozenset[tuple[int, int, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text in the words that the model reads, and what is in it."""

    name: str
    text: str
    sentences: tuple[Sentence, ...]
    gold: Found


def documents(path: Path) -> list[Document]:
    """The measured items of a file, or of a folder's .jsonl files. Raises Refused where one is no such file."""
    return [_document(item) for file in files_in(path, SUFFIXES) for item in items(file) if measured(item.id)]


def items(file: Path) -> Iterator[Item]:
    """Every labelled item of a file, measured or not. Raises Refused where it is no such file."""
    try:
        yield from load(file)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Refused(f"{file}: no labelled items; python -m training.own writes them") from error


def _document(item: Item) -> Document:
    known = example(item)
    words = _words(item.text, known.sentences)
    statements = item.reading.statements
    triggers = labels.classed()["trigger"]
    return Document(
        name=item.id,
        text=item.text,
        sentences=known.sentences,
        gold=Found(
            names=frozenset(chunks([_TAGS[t] for t in known.layers["names"]])),
            told=tuple(_gold(words, s, _depth(statements, s)) for s in statements),
            triggers=frozenset((int(n), triggers[k]) for n, k in enumerate(known.layers["trigger"]) if k),
            roles=frozenset((t, a, labels.ROLES[r]) for t, a, r in known.edges["roles"]),
            saying=frozenset((c, a, labels.SAYING[r]) for c, a, r in known.edges["saying"]),
        ),
    )


def _words(text: str, sentences: Sequence[Sentence]) -> Tokens:
    return Tokens.at(text, [w for s in sentences for w in s.words])


def _gold(words: Tokens, one: Statement, depth: int) -> Told:
    cue, content = words.touched(one.cue), words.touched(one.content)
    return Told(depth=depth, cue=cue, content=content, act=one.act, modality=one.modality)


def _depth(statements: Sequence[Statement], one: Statement) -> int:
    return 0 if one.within is None else 1 + _depth(statements, statements[one.within])


def read_all(documents: Sequence[Document]) -> list[Found]:
    """What the model that ships with Dateline says. Raises Absent where there is none."""
    try:
        network = Network.load()
    except (DatelineError, OSError, ImportError) as error:
        raise Absent(f"no model: {error}") from error
    texts = [(d.text, d.sentences) for d in documents]
    both = zip(documents, Model(network).see(texts), network.scores(texts), strict=True)
    return [found(document, seen, scores, network.labels) for document, seen, scores in both]


def found(document: Document, seen: Seen, scores: Sequence[Scores], known: Labels) -> Found:
    """What is seen in a text, and what its scores hold beside."""
    words = _words(document.text, document.sentences)
    names = decode.named(scores, known, "names", {name: name for name in known.tags["names"]})
    triggers = {words.range(t.span)[0]: t for t in seen.triggers}
    return Found(
        names=frozenset((str(s.kind), *words.range(s.span)) for s in names),
        told=tuple(_told(words, a) for a in seen.attributions),
        triggers=frozenset((at, t.type) for at, t in triggers.items()),
        roles=frozenset((at, words.range(a)[0], role) for at, t in triggers.items() for role, a in t.arguments),
        saying=frozenset(
            (words.range(one.cue)[0], words.range(a)[0], role)
            for one in seen.attributions
            for role, a in one.arguments
            if one.cue is not None
        ),
    )


def _told(words: Tokens, one: Attribution) -> Told:
    cue = words.touched([one.cue] if one.cue else [])
    return Told(depth=int(one.inner), cue=cue, content=words.touched(one.content), act=one.act, modality=one.modality)


def count(document: Document, answer: Found) -> Counts:
    """What is right in one text."""
    gold = document.gold
    parts = [equal("name_span", {n[1:] for n in answer.names}, {n[1:] for n in gold.names})]
    parts += [equal("name", answer.names, gold.names)]
    parts += [
        equal(f"name_{kind}", *({n for n in side.names if n[0] == kind} for side in (answer, gold)))
        for kind in labels.NAMES
    ]
    for depth, name in enumerate(_DEPTHS):
        parts += _of_contents(name, *([t for t in side.told if t.depth == depth] for side in (gold, answer)))
    for name, events in (("event", True), ("relation", False)):
        parts.append(equal(f"{name}_trigger", *(_of_kind(side, events) for side in (answer, gold))))
    parts += [equal("role", answer.roles, gold.roles), equal("saying", answer.saying, gold.saying)]
    for name, (mine, theirs), roles in (
        ("role", (answer.roles, gold.roles), labels.ROLES),
        ("saying", (answer.saying, gold.saying), labels.SAYING),
    ):
        for role in roles:
            parts.append(equal(f"{name}_{role}", *({r for r in side if r[2] == role} for side in (mine, theirs))))
    return total([*parts, *_of_manners(gold.told, answer.told)])


def _of_kind(side: Found, events: bool) -> set[tuple[int, str]]:
    return {t for t in side.triggers if (t[1] in labels.ROOTS) == events}


def _of_contents(name: str, gold: Sequence[Told], mine: Sequence[Told]) -> Iterator[Counts]:
    alike = [(_shared(a.content, b.content), i, j) for i, a in enumerate(gold) for j, b in enumerate(mine)]
    pairs = {(i, j): share for share, i, j in alike if share > 0}
    matched = [pairs[pair] for pair in one_to_one(a for a in alike if a[0] > 0)]
    for level, least in (("exact", 1.0), ("50", _HALF)):
        hits = sum(share >= least for share in matched)
        yield counts(f"{name}_content_{level}", hits=hits, guessed=len(mine), gold=len(gold))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _of_manners(gold: Sequence[Told], mine: Sequence[Told]) -> Iterator[Counts]:
    """Acts and modalities of the gold cues that are found, whatever their depth."""
    cued = [one for one in gold if one.cue]
    alike = ((_shared(a.cue, b.cue), i, j) for i, a in enumerate(cued) for j, b in enumerate(mine))
    pairs = one_to_one(a for a in alike if a[0] > 0)
    yield shares("cue_found", len(pairs), len(cued))
    yield shares("act", sum(cued[i].act == mine[j].act for i, j in pairs), len(pairs))
    yield shares("modality", sum(cued[i].modality == mine[j].modality for i, j in pairs), len(pairs))


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    families = ["name_span", "name", *(f"name_{kind}" for kind in labels.NAMES)]
    families += [f"{depth}_content_{level}" for depth in _DEPTHS for level in ("exact", "50")]
    families += ["event_trigger", "relation_trigger", "role", *(f"role_{role}" for role in labels.ROLES)]
    families += ["saying", *(f"saying_{role}" for role in labels.SAYING)]
    gold: Figures = {
        "names": added["name.gold"],
        "attributions": added["outer_content_50.gold"] + added["inner_content_50.gold"],
        "triggers": added["event_trigger.gold"] + added["relation_trigger.gold"],
    }
    for family in families:
        gold |= f1(added, family)
    return gold | accuracy(added, "cue_found") | accuracy(added, "act") | accuracy(added, "modality")


TASK = Task(
    name="own",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=(
        *("name_span_f1", "name_f1", "name_metonym_f1", "outer_content_exact_f1", "outer_content_50_f1"),
        *("inner_content_exact_f1", "inner_content_50_f1", "act", "modality"),
        *("event_trigger_f1", "relation_trigger_f1", "role_f1", "saying_f1"),
    ),
    suffixes=SUFFIXES,
)
