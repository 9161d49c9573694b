"""An entry as objects that point at each other: what `dateline.read` returns and the CLI prints.

`r.statements[0].speaker.name`, `.content`, `.cue` are plain words; every view keeps its `span`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from dateline.contract import to_record
from dateline.record import Entity, Entry, Event, Evidence, Mention, Relation, Statement
from dateline.text import Report, Span


@dataclass(frozen=True)
class StatementView:
    """Who said what: `speaker` an Entity or None, `cue` and `content` the report's own words."""

    record: Statement
    speaker: Entity | None
    words: str
    cue: str
    content: str
    quoted: tuple[str, ...]
    about: tuple[Entity, ...]
    time: Entity | None
    place: Entity | None

    @property
    def span(self) -> Span:
        """Where the statement stands, code points into the report's text."""
        return self.record.span


@dataclass(frozen=True)
class EventView:
    """Who did what to whom: entities, the PLOVER type, and `according_to`, None for the report's own word."""

    record: Event
    type: str
    words: str
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    place: Entity | None
    date: str | None
    according_to: Entity | None

    @property
    def span(self) -> Span:
        """Where the event stands, code points into the report's text."""
        return self.record.span


@dataclass(frozen=True)
class RelationView:
    """How `source` stands toward `target`: `since` and `until` ISO dates or None."""

    record: Relation
    type: str
    negated: bool
    words: str
    source: Entity | None
    target: Entity | None
    since: str | None
    until: str | None
    according_to: Entity | None

    @property
    def span(self) -> Span:
        """Where the relation stands, code points into the report's text."""
        return self.record.span


class Page:
    """One report that was read."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @property
    def report(self) -> Report:
        """The report: its frozen text, blocks and origin."""
        return self.entry.report

    @property
    def text(self) -> str:
        """The frozen text that every span counts into."""
        return self.entry.report.text

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, in text order."""
        return self.entry.reading.mentions

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What the mentions refer to."""
        return self.entry.links.entities

    @cached_property
    def statements(self) -> tuple[StatementView, ...]:
        """Who said what, in text order."""
        return tuple(self._statement(s) for s in self.entry.reading.statements)

    @cached_property
    def events(self) -> tuple[EventView, ...]:
        """Who did what to whom, in text order."""
        return tuple(self._event(i, e) for i, e in enumerate(self.entry.reading.events))

    @cached_property
    def relations(self) -> tuple[RelationView, ...]:
        """How actors stand toward one another, in text order."""
        return tuple(self._relation(i, r) for i, r in enumerate(self.entry.reading.relations))

    def record(self) -> dict[str, object]:
        """The entry in record format 1, ready for `json.dumps`."""
        return to_record(self.entry)

    def entity(self, mention: int | None) -> Entity | None:
        """What a mention refers to; None where that is not decided."""
        if mention is None:
            return None
        index = self.entry.links.of_mention[mention]
        return None if index is None else self.entry.links.entities[index]

    def _all(self, mentions: tuple[int, ...]) -> tuple[Entity, ...]:
        return tuple(e for m in mentions if (e := self.entity(m)) is not None)

    def _speaker(self, statement: Statement) -> Entity | None:
        return self.entity(statement.who)

    def _voucher(self, evidence: tuple[Evidence, ...]) -> Entity | None:
        number = evidence[0].according_to
        return None if number is None else self._speaker(self.entry.reading.statements[number])

    def _statement(self, record: Statement) -> StatementView:
        words = self._words()
        return StatementView(
            record=record,
            speaker=self._speaker(record),
            words=words(record.span),
            cue=" ".join(map(words, record.cue)),
            content=" … ".join(map(words, record.content)),
            quoted=tuple(map(words, record.quoted)),
            about=self._all(record.about),
            time=self.entity(record.time),
            place=self.entity(record.place),
        )

    def _event(self, index: int, record: Event) -> EventView:
        return EventView(
            record=record,
            type=record.type,
            words=self._words()(record.span),
            actors=self._all(record.actors),
            recipients=self._all(record.recipients),
            place=self.entity(record.place),
            date=self.entry.links.event_dates[index].begin,
            according_to=self._voucher(record.evidence),
        )

    def _relation(self, index: int, record: Relation) -> RelationView:
        valid = self.entry.links.validity[index]
        return RelationView(
            record=record,
            type=record.type,
            negated=record.negated,
            words=self._words()(record.span),
            source=self.entity(record.source),
            target=self.entity(record.target),
            since=valid.begin,
            until=valid.end,
            according_to=self._voucher(record.evidence),
        )

    def _words(self) -> Callable[[Span], str]:
        text = self.text
        return lambda span: span.of(text)
