"""Our own labelled Readings → examples: every layer that no corpus has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from dateline.codebook import load_codebook
from dateline.reading.pieces import Ints, Sentence
from dateline.reading.segment import worded
from dateline.record import Event, Mention, Reading, Relation, Statement
from dateline.text import Span
from training import labels
from training.corpora import plv_root, speech
from training.examples import IGNORED, Example
from training.own import paired
from training.own.markup import Item, load

_TOLD = (
    "outer", "owner", "speaker", "inner", "owner_inner", "speaker_inner", "act", "modality", "speaker_kind", "details",
    "antecedent",
)  # fmt: skip
EVERY = 10  # one item in so many is kept for measuring


def measured(name: str) -> bool:
    """Whether an item, by its id, belongs to the part that is measured and never trained on."""
    return int(name.rsplit("-", 1)[1]) % EVERY == 0


def own(path: Path) -> Iterator[Example]:
    """Every item of a file that may be trained on, all its layers."""
    for item in load(path):
        if not measured(item.id):
            yield example(item)


def pairs(path: Path) -> Iterator[Example]:
    """The sentences of happened and ongoing events with one actor and one recipient, as PLV has them; or, of a .tsv,
    the pairs that are labelled alone."""
    if path.suffix == ".tsv":
        for pair in paired.pairs(path):
            if not measured(pair.id):
                yield _paired(pair.id, pair.text, (pair.actor, pair.recipient), pair.type)
    else:
        for item in load(path):
            if not measured(item.id):
                yield from _pairs(item)


def example(item: Item) -> Example:
    """One item with all its layers."""
    sentences = list(worded(item.text, [b.span for b in item.blocks]))
    words = _Words(sentences)
    reading = item.reading
    layers = {
        "names": words.tags(_names(reading.mentions), labels.NAMES),
        "nominals": words.tags(_nominals(reading.mentions), labels.NOMINALS),
        "details": words.tags(_details(item), labels.DETAILS),
        "antecedent": _antecedents(reading.mentions, words),
    }
    depth = [_depth(reading.statements, n) for n in range(len(reading.statements))]
    for layer, wanted in (("outer", 0), ("inner", 1)):
        chosen = [s for s, d in zip(reading.statements, depth, strict=True) if d == wanted]
        layers |= speech(sentences, [_attribution(s, item) for s in chosen], layer)
    layers |= _manners(reading.statements, words)
    more, roles = _triggers(reading, words)
    edges = {"roles": roles, "saying": _saying(item, words)}
    return Example(name=item.id, text=item.text, sentences=tuple(sentences), layers=layers | more, edges=edges)


def told(item: Item) -> Example:
    """The statements of an item, where nothing else of it is labelled: its mentions are those that they name."""
    whole = example(item)
    layers = {name: layer for name, layer in whole.layers.items() if name in _TOLD}
    first = layers["antecedent"] == np.arange(len(layers["antecedent"]))
    layers["antecedent"] = np.where(first, IGNORED, layers["antecedent"])  # what it refers to may not be marked
    return replace(whole, layers=layers, edges={"saying": whole.edges["saying"]})


class _Words:
    """The words of a text, looked up by spans."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        words = [w for s in sentences for w in s.words]
        self.starts = np.array([w.start for w in words])
        self.ends = np.array([w.end for w in words])

    def within(self, span: Span) -> Ints:
        """The numbers of the words that a span touches."""
        return np.flatnonzero((self.starts < span.end) & (self.ends > span.start))

    def first(self, span: Span) -> int | None:
        """The first of them."""
        found = self.within(span)
        return int(found[0]) if len(found) else None

    def head(self, mention: Mention) -> int | None:
        """The word by which a mention is pointed at: a name's first, as syntax has it, a description's noun."""
        found = self.within(mention.head)
        return int(found[0 if mention.form == "name" and mention.kind != "time" else -1]) if len(found) else None

    def blank(self, value: int = IGNORED) -> Ints:
        """A layer that knows nothing."""
        return np.full(len(self.starts), value, dtype=np.int64)

    def tags(self, spans: list[tuple[Span, str]], names: Sequence[str]) -> Ints:
        """BIO tags of spans; a longer span wins over one inside it."""
        tags = self.blank(0)
        for span, name in sorted(spans, key=lambda s: (s[0].start - s[0].end, s[0].start)):
            inside = self.within(span)
            if len(inside) and not tags[inside].any():
                tags[inside] = 2 * names.index(name) + 2
                tags[inside[0]] -= 1
        return tags


def _names(mentions: Sequence[Mention]) -> list[tuple[Span, str]]:
    found = []
    for m in mentions:
        if m.form == "metonym":
            found.append((m.span, "metonym"))
        elif m.form == "name" or m.kind in ("time", "office"):
            found.append((m.span, m.kind))
    return found


def _nominals(mentions: Sequence[Mention]) -> list[tuple[Span, str]]:
    return [
        (m.span, "pronoun" if m.form == "pronoun" else m.kind)
        for m in mentions
        if m.form in ("nominal", "pronoun") and m.kind not in ("time", "office")
    ]


def _antecedents(mentions: Sequence[Mention], words: _Words) -> Ints:
    """The head of each mention → the head of the mention before it in its chain, itself where it is the first."""
    found = words.blank()
    last: dict[int, int] = {}
    for mention in sorted(mentions, key=lambda m: m.head):
        head = words.head(mention)
        if head is not None and found[head] == IGNORED:
            found[head] = last.get(mention.chain, head)
            last[mention.chain] = head
    return found


def _depth(statements: Sequence[Statement], number: int) -> int:
    within = statements[number].within
    return 0 if within is None else 1 + _depth(statements, within)


def _attribution(statement: Statement, item: Item) -> tuple[list[Span], list[Span], list[Span]]:
    if statement.source is not None:
        return [statement.source], list(statement.cue), list(statement.content)
    source = [] if statement.speaker is None else [_source(item.reading.mentions[statement.speaker], item)]
    return source, list(statement.cue), list(statement.content)


_BETWEEN = re.compile(r"(?: (?:of|for|in|at|from|with|on|to) [^,;:.“”\"]{1,70})?,? ")
_AFTER = re.compile(r"(?: (?:of|for|in|at|from|with|on|to) [^,;:.“”\"]{1,70})?(?=,)")


def _source(speaker: Mention, item: Item) -> Span:
    """The speaker with the office and the appositions beside the name, as PolNeAR delimits sources."""
    start, end = speaker.span.start, speaker.span.end
    if speaker.form not in ("name", "nominal"):
        return speaker.span
    for m in sorted(item.reading.mentions, key=lambda m: -m.span.end):
        gap = item.text[m.span.end : start]
        same = m.chain == speaker.chain and m.form in ("name", "nominal")
        if m.span.end < start and ((gap == " " and m.kind == "office") or (same and _BETWEEN.fullmatch(gap))):
            start = m.span.start
    for m in sorted(item.reading.mentions, key=lambda m: m.span.start):
        if m.chain == speaker.chain and m.form in ("name", "nominal") and m.span.start > end:
            tail = _AFTER.match(item.text, m.span.end)
            if _BETWEEN.fullmatch(item.text[end : m.span.start]) and (tail or m.form == "name"):
                end = tail.end() if tail else m.span.end
    return Span(start, end)


def _manners(statements: Sequence[Statement], words: _Words) -> dict[str, Ints]:
    layers = {name: words.blank() for name in ("act", "modality", "speaker_kind")}
    classes = labels.classed()
    for statement in statements:
        first = words.first(statement.cue[0]) if statement.cue else None
        if first is not None:
            for name, layer in layers.items():
                layer[first] = classes[name].index(getattr(statement, name))
    return layers


def _details(item: Item) -> list[tuple[Span, str]]:
    """The words that say by what medium a saying came, why its speaker stays unnamed, and the reporter's asides."""
    found = [(span, name) for s in item.reading.statements for name, span in phrases(item.text, s)]
    return found + [(a, "aside") for s in item.reading.statements for a in s.asides]


def phrases(text: str, statement: Statement) -> Iterator[tuple[str, Span]]:
    """The places of medium and reason, which a statement gives as words: the nearest to it."""
    for name, told in (("medium", statement.medium), ("reason", statement.anonymity_reason)):
        for part in told.split(" … ") if told else ():
            starts = [m.start() for m in re.finditer(re.escape(part), text)]
            start = min(starts, key=lambda at: abs(at - statement.span.start))
            yield name, Span(start, start + len(part))


def _saying(item: Item, words: _Words) -> Ints:
    """The arguments of each cue's first word, by the word at which it points: to whom, about what, where, when;
    medium and reason by the first word of all."""
    found: list[tuple[int, int, int]] = []
    reading = item.reading
    for one in reading.statements:
        at = words.first(one.cue[0]) if one.cue else None
        for name, span in phrases(item.text, one):
            first = words.first(span)
            if at is not None and first is not None:
                found.append((at, first, labels.SAYING.index(name)))
        slots = [("about", i) for i in one.about] + [("addressee", one.addressee), ("place", one.place)]
        slots += [("time", one.time), ("occasion", one.occasion), ("via", one.via), ("for", one.on_behalf_of)]
        for role, index in slots:
            argument = words.head(reading.mentions[index]) if index is not None else None
            if at is not None and argument is not None:
                found.append((at, argument, labels.SAYING.index(role)))
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def _triggers(reading: Reading, words: _Words) -> tuple[dict[str, Ints], Ints]:
    classes = labels.classed()
    layers = {"trigger": words.blank(0), **{k: words.blank() for k in ("status", "mode", "negated")}}
    roles: list[tuple[int, int, int]] = []
    records: list[Event | Relation] = [*reading.events, *reading.relations]
    for record in records:
        trigger = record.trigger if isinstance(record, Event) else record.span
        at = words.first(trigger)
        if at is None or layers["trigger"][at]:
            continue
        layers["trigger"][at] = classes["trigger"].index(record.type)
        if isinstance(record, Event):
            mode = f"{record.type}/{record.mode}" if record.mode else "none"
            layers["status"][at] = classes["status"].index(record.status)
            layers["mode"][at] = classes["mode"].index(mode)
        else:
            layers["negated"][at] = int(record.negated)
        for role, span in _arguments(record, reading):
            word = words.first(span)
            if word is not None:
                roles.append((at, word, labels.ROLES.index(role)))
    return layers, np.array(roles, dtype=np.int64).reshape(-1, 3)


def _arguments(record: Event | Relation, reading: Reading) -> Iterator[tuple[str, Span]]:
    """Roles with the head of each argument."""
    if isinstance(record, Event):
        slots = [("actor", i) for i in record.actors] + [("recipient", i) for i in record.recipients]
        slots += [("place", record.place), ("time", record.time)]  # type: ignore[list-item]
        yield from (("victims", h.span) for h in record.harm)
    else:
        slots = [("actor", record.source), ("recipient", record.target)]
        slots += [("time", record.since), ("until", record.until)]  # type: ignore[list-item]
    yield from ((role, reading.mentions[i].head) for role, i in slots if i is not None)


def _pairs(item: Item) -> Iterator[Example]:
    for event in item.reading.events:
        if len(event.actors) != 1 or len(event.recipients) != 1 or event.status not in ("happened", "ongoing"):
            continue
        where = event.evidence[0].span
        ends = [item.reading.mentions[i].span for i in (event.actors[0], event.recipients[0])]
        if not all(where.covers(e) for e in ends):
            continue
        shifted = [Span(e.start - where.start, e.end - where.start) for e in ends]
        name = f"{item.id}-{event.trigger.start}"
        yield _paired(name, where.of(item.text), (shifted[0], shifted[1]), event.type)


def _paired(name: str, text: str, ends: tuple[Span, Span], kind: str) -> Example:
    """A sentence with its pair marked and its root."""
    sentences = list(worded(text, [Span(0, len(text))]))
    words = _Words(sentences)
    (a, b), (c, d) = [(int(r[0]), int(r[-1]) + 1) for r in map(words.within, ends)]
    return Example(
        name=name,
        text=text,
        sentences=tuple(sentences),
        pair=((a, b), (c, d)),
        root=plv_root(kind),
        quad=load_codebook().event_types[kind].quad,
    )
