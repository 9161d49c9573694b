"""re3d folders (documents, entities, relations as JSON lines) → texts with entities and relations; ours against them.

Types are mapped to the corpus's: see ENTITIES and RELATIONS. What neither side's table has is not counted. Entities:
`entity` counts equal spans of equal type, `entity_overlap` spans that overlap. Relations: equal type and overlapping
ends. Gold that its annotators gave a confidence under one half is left out.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus import Refused
from bench.metrics import Counts, Figures, counts, f1, one_to_one, overlap, paired, total
from bench.reader import Reading, read
from bench.task import Task
from bench.tokens import PIECE, Tokens
from dateline.names import load_names
from dateline.record import Mention
from dateline.text import Span

# Our kinds → theirs. A title names a person there ("President of the United States"); a thing is nothing there.
ENTITIES = {
    "person": "Person",
    "office": "Person",
    "group": "Organisation",
    "organisation": "Organisation",
    "place": "Location",
    "time": "Temporal",
}
# Our relation types → theirs. has_ties, recognises, candidate_for have no counterpart, nor has holds_office: a title is
# part of the person there. Theirs without one of ours (CoLocated, Apart, HasAttrOf) are not counted.
RELATIONS = {
    "ally": "AlliesOf",
    "fights": "FightingAgainst",
    "invaded": "FightingAgainst",
    "leads": "InChargeOf",
    "governs": "InChargeOf",
    "occupies": "InChargeOf",
    "member_of": "BelongsTo",
    "supports": "Likes",
    "opposes": "Dislikes",
    "bans": "Dislikes",
    "sanctions": "Dislikes",
    "rival_of": "Dislikes",
    "talks_with": "CommWith",
    "same_as": "IsSynonymOf",
}
MUTUAL = {"AlliesOf", "FightingAgainst", "CommWith", "IsSynonymOf"}  # listed in both directions, counted once
_SURE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Words that name something of one of their types."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One of their types between two spans; of a mutual type the first in the text is the source."""

    type: str
    source: Span
    target: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The entities and relations of one text, gold or guess."""

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A raw text and what is in it."""

    text: str
    gold: Found


def documents(path: Path) -> list[Document]:
    """Every document of a folder and its folders. Raises Refused where there is none, or a file is no JSON lines."""
    folders = sorted(file.parent for file in path.rglob("documents.json")) if path.is_dir() else []
    if not folders:
        raise Refused(f"{path}: no re3d folder; it needs documents.json, entities.json, relations.json")
    return [document for folder in folders for document in _documents(folder)]


def _documents(folder: Path) -> Iterator[Document]:
    texts = {row["_id"]: row["text"] for row in _rows(folder / "documents.json")}
    entities: dict[str, dict[Entity, None]] = {key: {} for key in texts}
    relations: dict[str, dict[Relation, None]] = {key: {} for key in texts}
    for row in _rows(folder / "entities.json"):
        if row["confidence"] >= _SURE and row["type"] in ENTITIES.values():
            entities[row["documentId"]][Entity(span=Span(row["begin"], row["end"]), type=row["type"])] = None
    for row in _rows(folder / "relations.json"):
        if row["confidence"] >= _SURE and row["type"] in RELATIONS.values():
            source, target = Span(row["sourceBegin"], row["sourceEnd"]), Span(row["targetBegin"], row["targetEnd"])
            relations[row["documentId"]][_relation(row["type"], source, target)] = None
    for key, text in texts.items():
        yield Document(text=text, gold=Found(entities=tuple(entities[key]), relations=tuple(relations[key])))


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise Refused(f"{file}: no JSON lines: {error}") from error


def _relation(kind: str, source: Span, target: Span) -> Relation:
    if kind in MUTUAL and target < source:
        source, target = target, source
    return Relation(type=kind, source=source, target=target)


def read_all(documents: Sequence[Document]) -> list[Found]:
    """What the Desk finds, mapped to their types."""
    return [_mapped(reading) if (reading := read(document.text)) else Found() for document in documents]


def _mapped(reading: Reading) -> Found:
    mentions = reading.page.mentions
    raw = [reading.alignment.raw_whole(mention.span) for mention in mentions]
    entities = dict.fromkeys(
        Entity(span=span, type=kind)
        for mention, span in zip(mentions, raw, strict=True)
        if span is not None and (kind := _type(mention, mention.span.of(reading.page.text)))
    )
    relations = dict.fromkeys(
        _relation(RELATIONS[r.type], source, target)
        for r in reading.page.entry.reading.relations
        if not r.negated and r.type in RELATIONS and (source := raw[r.source]) and (target := raw[r.target])
    )
    return Found(entities=tuple(entities), relations=tuple(relations))


def _type(mention: Mention, words: str) -> str | None:
    """A seat of government that speaks is an organisation there; pronouns and demonyms ("Iraqi") do not count."""
    name = load_names().get(words)
    if mention.form == "pronoun" or (mention.kind == "place" and name is not None and name.sub == "demonym"):
        return None
    return "Organisation" if mention.form == "metonym" else ENTITIES.get(mention.kind)


def count(document: Document, answer: Found) -> Counts:
    """What is right in one document, by type."""
    words = Tokens.of(document.text, PIECE)
    return total([*_of_entities(words, document.gold, answer), *_of_relations(words, document.gold, answer)])


def _of_entities(words: Tokens, gold: Found, answer: Found) -> Iterator[Counts]:
    for kind in sorted(set(ENTITIES.values())):
        theirs, ours = ([words.range(e.span) for e in side.entities if e.type == kind] for side in (gold, answer))
        pairs = paired(theirs, ours)
        exact = sum(theirs[i] == ours[j] for i, j in pairs)
        for name in ("entity", f"entity_{kind.lower()}"):
            yield counts(name, hits=exact, guessed=len(ours), gold=len(theirs))
            yield counts(f"{name}_overlap", hits=len(pairs), guessed=len(ours), gold=len(theirs))


def _of_relations(words: Tokens, gold: Found, answer: Found) -> Iterator[Counts]:
    def closeness(one: Relation, other: Relation) -> float:
        source = overlap(words.range(one.source), words.range(other.source))
        target = overlap(words.range(one.target), words.range(other.target))
        return source + target if source > 0 and target > 0 else 0.0

    for kind in sorted(set(RELATIONS.values())):
        theirs, ours = ([r for r in side.relations if r.type == kind] for side in (gold, answer))
        scored = ((closeness(a, b), i, j) for i, a in enumerate(theirs) for j, b in enumerate(ours))
        hits = len(one_to_one(s for s in scored if s[0] > 0))
        for name in ("relation", f"relation_{kind.lower()}"):
            yield counts(name, hits=hits, guessed=len(ours), gold=len(theirs))


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    names = sorted({key.rpartition(".")[0] for key in added}, key=lambda n: (n.count("_"), n))
    found: Figures = {"entities": added["entity.gold"], "relations": added["relation.gold"]}
    for name in names:
        found |= f1(added, name)
    return found


TASK = Task(
    name="re3d",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("entity_f1", "entity_overlap_f1", "relation_f1", "relation_precision"),
)
