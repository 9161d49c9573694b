"""Entries by hand, for tests that need no reader: words of a text become mentions, statements and relations."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from dateline.record import (
    Entity,
    EntityKind,
    Entry,
    Event,
    EventDate,
    Evidence,
    Fingerprint,
    Links,
    Mention,
    MentionKind,
    Reading,
    Relation,
    Statement,
    Timex,
    Valid,
)
from dateline.text import Block, Report, Source, Span

READER = Fingerprint(version="1", model="m", codebook="c", tables="t", corrections="none")
KINDS: dict[EntityKind, MentionKind] = {"person": "person", "place": "place", "time": "time", "armed_group": "group"}


@dataclass
class Draft:
    """One report of one paragraph; every method takes words of its text and returns their number or nothing."""

    text: str
    published: str | None = "2020-03-01"
    title: str = ""
    outlet: str | None = "Valley Post"
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[tuple[Event, EventDate]] = field(default_factory=list)
    relations: list[tuple[Relation, Valid]] = field(default_factory=list)

    def span(self, words: str) -> Span:
        """Where the words first stand."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def mention(self, words: str, name: str, kind: EntityKind = "state", value: str | None = None) -> int:
        """A mention that refers to an entity of its own."""
        span = self.span(words)
        timex = None if value is None else Timex(type="DATE", value=value)
        self.entities.append(Entity(name=name, kind=kind, link="linked", timex=timex, score=0.5))
        self.mentions.append(
            Mention(
                span=span, head=span, kind=KINDS.get(kind, "organisation"), form="name", chain=len(self.mentions),
                by="table:names", score=0.9,
            )
        )  # fmt: skip
        return len(self.mentions) - 1

    def said(self, words: str, content: str, speaker: int | None, **more: Any) -> int:
        """A statement with an indirect content."""
        given = {"manner": "indirect", "by": "rule:hand", "score": 0.8, **more}
        self.statements.append(
            Statement(span=self.span(words), content=(self.span(content),), speaker=speaker, **given)
        )
        return len(self.statements) - 1

    def did(self, words: str, trigger: str, kind: str, *, voucher: int | None = None, **more: Any) -> None:
        """An event on the day of `day`, or of no known day."""
        span, day = self.span(words), more.pop("day", None)
        given = {"quad": 4, "intensity": -9.0, "by": "rule:hand", "score": 0.7, **more}
        evidence = (Evidence(span=span, according_to=voucher),)
        event = Event(span=span, trigger=self.span(trigger), type=kind, evidence=evidence, **given)
        self.events.append((event, EventDate(begin=day, precision="day" if day else "unknown")))

    def stands(self, words: str, kind: str, ends: tuple[int, int], *, voucher: int | None = None, **more: Any) -> None:
        """A relation between two mentions; `begin` and `end` are ISO days."""
        span = self.span(words)
        valid = Valid(begin=more.pop("begin", None), end=more.pop("end", None), as_of=self.published)
        given = {"sign": -1, "by": "rule:hand", "score": 0.7, **more}
        evidence = (Evidence(span=span, according_to=voucher),)
        relation = Relation(span=span, type=kind, source=ends[0], target=ends[1], evidence=evidence, **given)
        self.relations.append((relation, valid))

    def entry(self, reader: Fingerprint = READER) -> Entry:
        """All of it as an entry."""
        basis: Any = "none" if self.published is None else "given"
        return Entry(
            report=Report(
                id=hashlib.sha256(f"{self.text}{self.published}".encode()).hexdigest()[:16],
                text=self.text,
                blocks=(Block(span=Span(0, len(self.text)), kind="paragraph"),),
                source=Source(kind="text", locator="text"),
                title=self.title,
                outlet=self.outlet,
                published=self.published,
                published_basis=basis,
            ),
            reading=Reading(
                mentions=tuple(self.mentions),
                statements=tuple(self.statements),
                events=tuple(e for e, _ in self.events),
                relations=tuple(r for r, _ in self.relations),
            ),
            links=Links(
                entities=tuple(self.entities),
                of_mention=tuple(range(len(self.entities))),
                event_dates=tuple(d for _, d in self.events),
                validity=tuple(v for _, v in self.relations),
            ),
            reader=reader,
        )
