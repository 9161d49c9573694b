"""Entry → record format 1: plain dictionaries and lists, ready for `json.dumps`."""

from collections.abc import Callable, Iterable
from dataclasses import asdict

from dateline.record import (
    Entity,
    Entry,
    Event,
    Evidence,
    Harm,
    Mention,
    Relation,
    Statement,
    Timex,
    event_key,
    relation_key,
    statement_key,
)
from dateline.text import Report, Skip, Source, Span

SCHEMA = "dateline/1"
Json = dict[str, object]


def to_record(entry: Entry) -> Json:
    """One report in record format 1. Every list's index is its id."""
    report, reading, links = entry.report, entry.reading, entry.links
    cut = _cutter(report.text)
    return {
        "schema": SCHEMA,
        "reader": asdict(entry.reader),
        "report": _report(report),
        "mentions": [_mention(m, e, cut) for m, e in zip(reading.mentions, links.of_mention, strict=True)],
        "entities": [_entity(e) for e in links.entities],
        "statements": [_statement(s, entry, cut) for s in reading.statements],
        "events": [_event(e, i, entry, cut) for i, e in enumerate(reading.events)],
        "relations": [_relation(r, i, entry, cut) for i, r in enumerate(reading.relations)],
    }


def skip_record(skip: Skip) -> Json:
    """One document that was not read."""
    return {
        "schema": SCHEMA,
        "skipped": {"reason": skip.reason, "detail": skip.detail},
        "source": _source(skip.source),
    }


def _cutter(text: str) -> Callable[[Span], Json]:
    return lambda span: {"start": span.start, "end": span.end, "text": span.of(text)}


def _source(source: Source) -> Json:
    return {"kind": source.kind, "locator": source.locator, "sha256": source.sha256}


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "external_id": report.external_id,
        "meta": dict(report.meta),
        "title": report.title,
        "text": report.text,
        "blocks": [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in report.blocks],
        "url": report.url,
        "outlet": report.outlet,
        "agency": report.agency,
        "byline": report.byline,
        "language": report.language,
        "published": {"date": report.published, "basis": report.published_basis},
        "updated": report.updated,
        "supersedes": report.supersedes,
        "retrieved": report.retrieved,
        "archived_url": report.archived_url,
        "source": _source(report.source),
    }


def _mention(mention: Mention, entity: int | None, cut: Callable[[Span], Json]) -> Json:
    return {
        **cut(mention.span),
        "head": cut(mention.head),
        "kind": mention.kind,
        "form": mention.form,
        "entity": entity,
        "by": mention.by,
        "score": mention.score,
    }


def _entity(entity: Entity) -> Json:
    record: Json = asdict(entity)
    record["sector"] = list(entity.sector)
    record["roles"] = [
        {"title": r.title, "country": r.country, "from": r.begin, "to": r.end, "by": r.by} for r in entity.roles
    ]
    record["timex"] = _timex(entity.timex)
    record["runners_up"] = [asdict(c) for c in entity.runners_up]
    return record


def _timex(timex: Timex | None) -> Json | None:
    if timex is None:
        return None
    return {
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "from": timex.begin,
        "to": timex.end,
        "relation": timex.relation,
        "anchor": timex.anchor,
    }


def _statement(statement: Statement, entry: Entry, cut: Callable[[Span], Json]) -> Json:
    who = statement.who
    return {
        "key": statement_key(entry.report.id, statement),
        "start": statement.span.start,
        "end": statement.span.end,
        "source": None if statement.source is None else cut(statement.source),
        "speaker": statement.speaker,
        "speaker_entity": None if who is None else entry.links.of_mention[who],
        "speaker_kind": statement.speaker_kind,
        "anonymity_reason": statement.anonymity_reason,
        "on_behalf_of": statement.on_behalf_of,
        "via": statement.via,
        "cue": _all(statement.cue, cut),
        "content": _all(statement.content, cut),
        "quoted": [{**cut(s), "translated": None} for s in statement.quoted],
        "asides": _all(statement.asides, cut),
        "manner": statement.manner,
        "act": statement.act,
        "modality": statement.modality,
        "addressee": statement.addressee,
        "about": list(statement.about),
        "place": statement.place,
        "time": statement.time,
        "occasion": statement.occasion,
        "medium": statement.medium,
        "within": statement.within,
        "utterance": statement.utterance,
        "by": statement.by,
        "score": statement.score,
    }


def _event(event: Event, index: int, entry: Entry, cut: Callable[[Span], Json]) -> Json:
    when = entry.links.event_dates[index]
    return {
        "key": event_key(entry.report.id, event),
        "start": event.span.start,
        "end": event.span.end,
        "trigger": cut(event.trigger),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "quad": event.quad,
        "intensity": event.intensity,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "place": event.place,
        "time": event.time,
        "date": {"from": when.begin, "to": when.end, "precision": when.precision, "basis": when.basis},
        "place_precision": when.place_precision,
        "status": event.status,
        "harm": [_harm(h, cut) for h in event.harm],
        "evidence": [_evidence(e, cut) for e in event.evidence],
        "relation": event.relation,
        "by": event.by,
        "score": event.score,
    }


def _harm(harm: Harm, cut: Callable[[Span], Json]) -> Json:
    return {
        "kind": harm.kind,
        "victims": harm.victims,
        "low": harm.low,
        "high": harm.high,
        "bound": harm.bound,
        "according_to": harm.according_to,
        **cut(harm.span),
    }


def _evidence(evidence: Evidence, cut: Callable[[Span], Json]) -> Json:
    return {**cut(evidence.span), "according_to": evidence.according_to}


def _relation(relation: Relation, index: int, entry: Entry, cut: Callable[[Span], Json]) -> Json:
    valid = entry.links.validity[index]
    return {
        "key": relation_key(entry.report.id, relation, entry.reading),
        "start": relation.span.start,
        "end": relation.span.end,
        "type": relation.type,
        "negated": relation.negated,
        "from": relation.source,
        "to": relation.target,
        "scope": None if relation.scope is None else cut(relation.scope),
        "since": relation.since,
        "until": relation.until,
        "valid": {"from": valid.begin, "to": valid.end, "as_of": valid.as_of},
        "sign": relation.sign,
        "evidence": [_evidence(e, cut) for e in relation.evidence],
        "by": relation.by,
        "score": relation.score,
    }


def _all(spans: Iterable[Span], cut: Callable[[Span], Json]) -> list[Json]:
    return [cut(s) for s in spans]
