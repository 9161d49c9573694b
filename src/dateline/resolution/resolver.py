"""Reading → Links: times first, then places and actors, as of the report's day."""

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from dateline.names import load_names, tables_digest
from dateline.record import Candidate, Entity, Event, EventDate, Links, Mention, Reading, Relation, Timex, Valid
from dateline.resolution.actors import described, known
from dateline.resolution.times import value_time
from dateline.text import Report

_PRECISIONS = {4: "year", 7: "month", 10: "day", 3: "decade", 8: "week"}
_RELATIONS: dict[str, Literal["begin", "end", "before", "after", "during"]] = {
    "since": "begin",
    "from": "begin",
    "until": "end",
    "till": "end",
    "before": "before",
    "after": "after",
    "during": "during",
}
_ARTICLE = re.compile(r"^(?:the|an?) (?=\w)", re.IGNORECASE)
_BEST_FORM = {"name": 0, "metonym": 1, "nominal": 2, "pronoun": 3}
_SPEAKING = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})
_OWNERS = frozenset({"his", "her", "its", "their", "my", "our", "your", "him", "them", "me", "us"})


class Resolver:
    """Links what a reading found to the tables that ship with Dateline."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        self._names = load_names()

    @classmethod
    def load(cls) -> "Resolver":
        """A resolver with the shipped tables."""
        return cls(tables_digest())

    def resolve(self, report: Report, reading: Reading) -> Links:
        """One entity a chain, in the order of first mention; dates of events and relations."""
        anchor = date.fromisoformat(report.published) if report.published else None
        chains: dict[int, int] = {}
        entities: list[Entity] = []
        of_mention: list[int | None] = []
        for mention in reading.mentions:
            if mention.chain not in chains:
                chains[mention.chain] = len(entities)
                entities.append(self._entity(report, reading, mention.chain, anchor))
            of_mention.append(chains[mention.chain])
        for mention in reading.mentions:
            rivals = [Candidate(name=entities[chains[c]].name, score=share) for c, share in mention.rivals]
            own = entities[chains[mention.chain]]
            if rivals and not own.runners_up and own.link != "linked":
                entities[chains[mention.chain]] = replace(own, runners_up=tuple(rivals))
        timexes = [entities[e].timex if e is not None else None for e in of_mention]
        return Links(
            entities=tuple(entities),
            of_mention=tuple(of_mention),
            event_dates=tuple(_event_date(e, timexes, of_mention, entities) for e in reading.events),
            validity=tuple(_valid(r, timexes, report.published) for r in reading.relations),
        )

    def _entity(self, report: Report, reading: Reading, chain: int, anchor: date | None) -> Entity:
        members = [m for m in reading.mentions if m.chain == chain]
        best = min(members, key=lambda m: (_rank(m, report.text), self._shared(m, report.text), m.span.start))
        words = best.span.of(report.text)
        if best.form == "nominal":
            words = _ARTICLE.sub("", words)
        if best.kind == "time":
            return _time(report, best, anchor)
        if best.kind == "office":
            return self._office(report, reading, best)
        name = self._names.get(words)
        return known(name, best, report.published) if name else described(words, best)

    def _shared(self, mention: Mention, text: str) -> bool:
        """Whether several persons of the tables have the name that the mention uses."""
        name = self._names.get(mention.span.of(text))
        return name is not None and bool(name.shared)

    def _office(self, report: Report, reading: Reading, mention: Mention) -> Entity:
        """An office by its title and, where a state stands in it, as that state's: "President of Russia"."""
        words = mention.span.of(report.text)
        inside = [m for m in reading.mentions if m.kind == "place" and mention.span.covers(m.span)]
        state = self._names.get(inside[0].span.of(report.text)) if inside else None
        if state is None:
            return described(words, mention)
        title = words[inside[0].span.end - mention.span.start :].strip()
        return replace(described(f"{title} of {state.canonical}", mention), country=state.iso3)


def _rank(mention: Mention, text: str) -> int:
    """How well a mention names its thing, the lowest best: a name first, then "she", "her", and "I" last."""
    word = mention.span.of(text).lower() if mention.form == "pronoun" else ""
    return _BEST_FORM[mention.form] + (word in _OWNERS) + 2 * (word in _SPEAKING)


def _time(report: Report, mention: Mention, anchor: date | None) -> Entity:
    words = mention.span.of(report.text)
    before = report.text[max(0, mention.span.start - 40) : mention.span.start]
    timex = value_time(words, before, anchor)
    preposition = re.search(r"\b(since|from|until|till|before|after|during)(?: the)? $", before.lower())
    if timex is not None and preposition is not None:
        timex = replace(timex, relation=_RELATIONS[preposition[1]])
    return Entity(
        name=words,
        kind="time",
        timex=timex,
        link="described" if timex else "abstained",
        why="read against the date of the report" if timex else "no date to read it against",
        score=0.9 if timex else 0.0,
    )


def _event_date(
    event: Event, timexes: list[Timex | None], of_mention: list[int | None], entities: list[Entity]
) -> EventDate:
    timex = timexes[event.time] if event.time is not None else None
    place = of_mention[event.place] if event.place is not None else None
    kind = entities[place].kind if place is not None else None
    precision = "city" if kind == "place" else "country" if kind in ("state", "government") else "none"
    if timex is None or timex.begin is None:
        return EventDate(place_precision=precision)  # type: ignore[arg-type]
    return EventDate(
        begin=timex.begin,
        end=timex.end,
        precision=_PRECISIONS.get(len(timex.value), "unknown"),  # type: ignore[arg-type]
        basis="text",
        place_precision=precision,  # type: ignore[arg-type]
    )


def _valid(relation: Relation, timexes: list[Timex | None], published: str | None) -> Valid:
    since = timexes[relation.since] if relation.since is not None else None
    until = timexes[relation.until] if relation.until is not None else None
    return Valid(begin=since.begin if since else None, end=until.begin if until else None, as_of=published)
