"""The shapes of a record: what a reading finds, and what a resolution adds to it.

The shapes follow the record format, version 1 (docs/schema.md). References between them are
indexes into the lists of the same `Reading` or `Links`. Nothing here computes anything but keys.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from dateline.text import Report, Span

MentionKind = Literal["person", "group", "organisation", "place", "office", "time", "thing"]
MentionForm = Literal["name", "nominal", "pronoun", "metonym"]
EntityKind = Literal[
    "person", "state", "government", "armed_group", "organisation", "people", "place", "office", "time", "other"
]
SpeakerKind = Literal["named", "described", "anonymous", "collective", "document", "outlet", "seat", "unknown"]
Manner = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "say",
    "write",
    "ask",
    "answer",
    "deny",
    "confirm",
    "refuse",
    "demand",
    "promise",
    "threaten",
    "accuse",
    "evaluate",
    "name",
    "believe",
    "intend",
    "feel",
]
Modality = Literal[
    "asserted",
    "denied",
    "question",
    "directive",
    "commitment",
    "attitude",
    "hypothetical",
    "planned",
    "hearsay",
    "disputed",
    "negated",
    "no_statement",
]
Status = Literal["happened", "ongoing", "planned", "threatened", "hypothetical", "denied"]
LinkState = Literal["linked", "described", "abstained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name or describe something; `chain`: same number, same thing in this report.

    `rivals`: chains that were considered and not taken, with the probability of each.
    """

    span: Span
    head: Span
    kind: MentionKind
    form: MentionForm
    chain: int
    rivals: tuple[tuple[int, float], ...] = ()
    by: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what. Mentions are indexes; `speaker_elided`: a mention of the speaker the text leaves out; `source`:
    all the words by which the text names the speaker, of which the mention is the head."""

    span: Span
    source: Span | None = None
    speaker: int | None
    speaker_elided: int | None = None
    speaker_kind: SpeakerKind = "unknown"
    anonymity_reason: str | None = None
    on_behalf_of: int | None = None
    via: int | None = None
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    asides: tuple[Span, ...] = ()
    manner: Manner
    act: Act = "say"
    modality: Modality = "asserted"
    addressee: int | None = None
    about: tuple[int, ...] = ()
    place: int | None = None
    time: int | None = None
    occasion: int | None = None
    medium: str | None = None
    within: int | None = None
    utterance: int = 0
    by: str
    score: float

    @property
    def who(self) -> int | None:
        """The mention of the speaker, where the words name none the one that they leave out."""
        return self.speaker if self.speaker is not None else self.speaker_elided


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span that an entry rests on; `according_to`: the statement that carries it, None the report's own word."""

    span: Span
    according_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """A count of people harmed, as the text gives it: `low` and `high` are persons, None where open."""

    kind: Literal["killed", "injured", "arrested", "abducted", "displaced", "missing"]
    victims: int | None
    low: int | None
    high: int | None
    bound: Literal["exactly", "at_least", "more_than", "at_most", "about"]
    according_to: int | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom: a PLOVER type on a trigger, with mentions as actors and recipients."""

    span: Span
    trigger: Span
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: int
    intensity: float
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    place: int | None = None
    time: int | None = None
    status: Status = "happened"
    harm: tuple[Harm, ...] = ()
    evidence: tuple[Evidence, ...]
    relation: int | None = None
    by: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How `source` stands toward `target` (mentions): a codebook type, dated by time mentions."""

    span: Span
    type: str
    negated: bool = False
    source: int
    target: int
    scope: Span | None = None
    since: int | None = None
    until: int | None = None
    sign: int
    evidence: tuple[Evidence, ...]
    by: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one text says, before the world is asked."""

    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time as TIMEX3 writes it, with its interval: `begin` ≤ t < `end`, ISO dates, None open."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    begin: str | None = None
    end: str | None = None
    relation: Literal["begin", "end", "before", "after", "during"] | None = None
    anchor: str | int | None = None


def held(begin: str | None, end: str | None, day: str | None) -> bool:
    """Whether `begin` ≤ day < `end`, ISO dates, empty or None where open; without a day nothing is known to be held."""
    return day is not None and (not begin or begin <= day) and (not end or day < end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office held: ISO dates, None open or unknown; `by`: `text` or the table that says so."""

    title: str
    country: str | None
    begin: str | None
    end: str | None
    by: str

    def held(self, day: str | None) -> bool:
        """Whether it was held on an ISO day; without a day nothing is known to be."""
        return held(self.begin, self.end, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reading that was considered and not taken."""

    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What mentions refer to. `country` is ISO 3166-1 alpha-3; `lat` and `lon` are degrees (WGS 84)."""

    name: str
    kind: EntityKind
    country: str | None = None
    plover_country: str | None = None
    sector: tuple[str, ...] = ()
    code: str | None = None
    roles: tuple[Role, ...] = ()
    wikidata: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    admin1: str | None = None
    timex: Timex | None = None
    link: LinkState = "described"
    why: str = ""
    score: float = 0.0
    runners_up: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When an event took place: `begin` ≤ t < `end`, ISO dates; never the report's date for the past."""

    begin: str | None = None
    end: str | None = None
    precision: Literal["day", "week", "month", "year", "decade", "unknown"] = "unknown"
    basis: Literal["text", "published", "none"] = "none"
    place_precision: Literal["venue", "city", "admin1", "country", "none"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Valid:
    """From when until when a relation held, and the day as of which the report says so (ISO dates)."""

    begin: str | None = None
    end: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What the world adds: entities, the entity of each mention, a date of each event and relation."""

    entities: tuple[Entity, ...] = ()
    of_mention: tuple[int | None, ...] = ()
    event_dates: tuple[EventDate, ...] = ()
    validity: tuple[Valid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Digests of all that decides a reading: the same five and the same report give the same bytes."""

    version: str
    model: str
    codebook: str
    tables: str
    corrections: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report with all that is known from it: what the store keeps and the record format shows."""

    report: Report
    reading: Reading
    links: Links
    reader: Fingerprint


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def statement_key(report_id: str, statement: Statement) -> str:
    """16 hex digits that stay the same wherever a reading finds the same words said under the same cue."""
    spans = [(s.start, s.end) for s in (*statement.cue, *statement.content)]
    return _digest("statement", report_id, spans)


def event_key(report_id: str, event: Event) -> str:
    """16 hex digits that stay the same wherever a reading finds this type on this trigger."""
    return _digest("event", report_id, event.type, event.trigger.start, event.trigger.end)


def relation_key(report_id: str, relation: Relation, reading: Reading) -> str:
    """16 hex digits that stay the same wherever a reading finds this relation between these mentions."""
    ends = [reading.mentions[i].span for i in (relation.source, relation.target)]
    return _digest("relation", report_id, relation.type, [(s.start, s.end) for s in ends], relation.span.start)
