"""Entry ↔ rows: plain columns for whoever asks, one compressed copy from which the entry is rebuilt."""

import json
import types
import typing
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from dateline.names import acts_for
from dateline.record import Entry, Evidence, Statement, event_key, relation_key, statement_key
from dateline.text import Span

T = TypeVar("T")


def pack(entry: Entry) -> bytes:
    """The whole entry as compressed JSON."""
    return zlib.compress(json.dumps(asdict(entry), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> Entry:
    """The entry that was packed, equal to it."""
    return build(Entry, json.loads(zlib.decompress(packed)))


def build(kind: type[T], data: Any) -> T:
    """The dataclass `kind` from its `asdict` form."""
    hints = _hints(typing.cast(type, kind))
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return tuple(_value(arguments[0], v) for v in value)
    if origin in (types.UnionType, typing.Union):
        inner = next((a for a in arguments if is_dataclass(a)), None)
        return _value(inner, value) if inner is not None and isinstance(value, dict) else value
    return value


def report_row(entry: Entry) -> tuple[object, ...]:
    """The columns of `report` after its number."""
    r = entry.report
    digests = " ".join(str(getattr(entry.reader, f.name)) for f in fields(entry.reader))
    return (r.id, r.title, r.text, r.url, r.outlet, r.published, r.published_basis, digests, pack(entry))


def reader_of(entry_reader: Any) -> str:
    """The digests as the column `report.reader` holds them."""
    return " ".join(str(getattr(entry_reader, f.name)) for f in fields(entry_reader))


class Rows:
    """The rows of one entry under the report's number in the file."""

    def __init__(self, number: int, entry: Entry) -> None:
        self._number = number
        self._entry = entry
        self._links = entry.links
        self._reading = entry.reading

    def entities(self) -> list[tuple[object, ...]]:
        """Rows of `entity`."""
        return [
            (self._number, i, e.name, e.kind, e.country, e.code, e.timex.value if e.timex else None)
            for i, e in enumerate(self._links.entities)
        ]

    def mentions(self) -> list[tuple[object, ...]]:
        """Rows of `mention`."""
        return [(self._number, i, *self._span(m.span), m.kind, m.form) for i, m in enumerate(self._reading.mentions)]

    def links(self) -> list[tuple[object, ...]]:
        """Rows of `link`."""
        entities = self._links.entities
        return [
            (self._number, i, e, entities[e].link, entities[e].score)
            for i, e in enumerate(self._links.of_mention)
            if e is not None
        ]

    def statements(self) -> list[tuple[object, ...]]:
        """Rows of `statement`."""
        text = self._entry.report.text
        return [
            (
                statement_key(self._entry.report.id, s),
                self._number,
                *self._span(s.span),
                self.speaker(i),
                " ".join(c.of(text) for c in s.cue),
                " … ".join(c.of(text) for c in s.content),
                "\n".join(" ".join(q.of(text).split()) for q in s.quoted),
                self._barred(s.about),
                self._barred(self._named(s)),
                s.manner,
                s.act,
                s.modality,
                self._name(s.place),
                self._timex(s.time),
                self._role(s),
                s.speaker_kind,
                s.utterance,
                s.score,
            )
            for i, s in enumerate(self._reading.statements)
        ]

    def events(self) -> list[tuple[object, ...]]:
        """Rows of `event`."""
        return [
            (
                event_key(self._entry.report.id, e),
                self._number,
                *self._span(e.span),
                e.type,
                e.mode,
                e.quad,
                e.intensity,
                self._barred(e.actors),
                self._barred(e.recipients),
                self._name(e.place),
                self._links.event_dates[i].begin,
                self._links.event_dates[i].end,
                e.status,
                self._voucher(e.evidence),
            )
            for i, e in enumerate(self._reading.events)
        ]

    def relations(self) -> list[tuple[object, ...]]:
        """Rows of `relation`."""
        valid = self._links.validity
        return [
            (
                relation_key(self._entry.report.id, r, self._reading),
                self._number,
                *self._span(r.span),
                r.type,
                int(r.negated),
                self._party(r.source),
                self._party(r.target),
                valid[i].begin,
                valid[i].end,
                valid[i].as_of,
                r.sign,
                self._voucher(r.evidence),
            )
            for i, r in enumerate(self._reading.relations)
        ]

    def speaker(self, number: int) -> str | None:
        """The name of who made a statement."""
        return self._name(self._reading.statements[number].who)

    def _span(self, span: Span) -> tuple[int, int, str]:
        return span.start, span.end, span.of(self._entry.report.text)

    def _name(self, mention: int | None) -> str | None:
        entity = None if mention is None else self._links.of_mention[mention]
        return None if entity is None else self._links.entities[entity].name

    def _barred(self, mentions: tuple[int, ...]) -> str:
        names = [n for m in mentions if (n := self._name(m)) is not None]
        return f"|{'|'.join(names)}|" if names else ""

    def _role(self, statement: Statement) -> str | None:
        """The office that a speaker held on the day of the report, the latest one where there are several."""
        entity = None if statement.who is None else self._links.of_mention[statement.who]
        roles = () if entity is None else self._links.entities[entity].roles
        held = [r for r in roles if r.held(self._entry.report.published)]
        return max(held, key=lambda r: r.begin or "").title if held else None

    def _named(self, statement: Statement) -> tuple[int, ...]:
        """One mention of each thing that a content names, the speaker apart."""
        of = self._links.of_mention
        named: dict[int | None, int] = {}
        for index, m in enumerate(self._reading.mentions):
            if m.kind != "time" and any(c.covers(m.span) for c in statement.content):
                named.setdefault(of[index], index)
        own = None if statement.speaker is None else of[statement.speaker]
        return tuple(index for entity, index in named.items() if entity is not None and entity != own)

    def _party(self, mention: int) -> str:
        """The name, and after it the state that an organ of state acts for: |Supreme Court of Russia|Russia|."""
        state = acts_for(self._name(mention) or "")
        return self._barred((mention,)) + (f"{state}|" if state is not None else "")

    def _timex(self, mention: int | None) -> str | None:
        entity = None if mention is None else self._links.of_mention[mention]
        timex = None if entity is None else self._links.entities[entity].timex
        return None if timex is None else timex.value

    def _voucher(self, evidence: tuple[Evidence, ...]) -> str | None:
        number = evidence[0].according_to
        return None if number is None else self.speaker(number)
