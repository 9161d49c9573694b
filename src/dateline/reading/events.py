"""Rule matches → events: type, actors, recipients, place, time, harm, and on whose word."""

import re
from dataclasses import replace

from dateline.codebook import Codebook
from dateline.reading import segment
from dateline.reading.found import Found
from dateline.reading.mentions import units
from dateline.reading.rules import Found as Match
from dateline.reading.rules import Rule, find, mask
from dateline.record import Event, Evidence, Harm, Relation, Statement, Status
from dateline.text import Report, Span

_COUNT = re.compile(r"(more than|at least|over|nearly|about|around|up to|some)?\s*([\d,]+|[a-z]+)", re.IGNORECASE)
_BOUNDS = {
    "more than": "more_than",
    "over": "more_than",
    "at least": "at_least",
    "about": "about",
    "around": "about",
    "nearly": "about",
    "some": "about",
    "up to": "at_most",
}
_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_FUTURE = re.compile(
    r"\b(?:will|would|could|may|might|to|if|plans?|should)\s$|\b(?:will|would|could|may|might|should|if)\b"
)


def find_events(
    report: Report, found: Found, statements: tuple[Statement, ...], rules: tuple[Rule, ...], codebook: Codebook
) -> tuple[Event, ...]:
    """Events of the report in text order; one for each trigger and type."""
    events: dict[tuple[str, Span], Event] = {}
    for _, sentence in segment.sentences(report):
        masked = mask(report.text, sentence, units(report.text, found, sentence, []))
        for match in find(rules, masked):
            event = _event(report.text, match, found, statements, codebook)
            if event is not None and not any(_same(event, other) for other in events.values()):
                events.setdefault((event.type, event.trigger), event)
    return tuple(sorted(events.values(), key=lambda e: (e.trigger.start, e.type)))


def _same(event: Event, other: Event) -> bool:
    """Whether a more general rule has found again what a more special one found: one act, told once."""
    return event.type == other.type and event.actors == other.actors and event.span.overlaps(other.span)


def tie(events: tuple[Event, ...], relations: tuple[Relation, ...], rules: tuple[Rule, ...]) -> tuple[Event, ...]:
    """Tie each event to the relation that the same words give, so that a count takes each once."""
    kinds = {f"rule:{r.id}": r.effect.get("relation") for r in rules}
    tied = []
    for event in events:
        same = [i for i, r in enumerate(relations) if r.type == kinds.get(event.by) and r.span.overlaps(event.span)]
        tied.append(replace(event, relation=same[0]) if same else event)
    return tuple(tied)


def voucher(statements: tuple[Statement, ...], span: Span) -> int | None:
    """The innermost statement whose content holds `span` and that is not interrupted there by an aside."""
    holders = [
        (c.end - c.start, i)
        for i, s in enumerate(statements)
        for c in s.content
        if c.covers(span) and not any(a.covers(span) for a in s.asides)
    ]
    return min(holders)[1] if holders else None


def _event(
    text: str, match: Match, found: Found, statements: tuple[Statement, ...], codebook: Codebook
) -> Event | None:
    effect, slots = match.rule.effect, match.slots
    kind = codebook.event_types[effect["type"]]
    actors = [*match.beside.get("actor", ()), *(slots[name] for name in ("actor", "actor_two") if name in slots)]
    recipients = [slots["recipient"], *match.beside.get("recipient", ())] if "recipient" in slots else []
    if effect.get("mutual") == "yes":
        actors, recipients = actors + recipients, []
    chains = [found.mentions[i].chain for i in (*actors, *recipients)]
    if len(set(chains)) < len(chains):  # nobody meets himself: a pronoun was taken for the wrong one
        return None
    if not all(found.named(i) for i in (*actors, *recipients)) or not (actors or recipients):
        return None
    if effect.get("noun") != "yes" and match.opening is not None and found.governed(text, match.opening):
        return None
    trigger = match.spans["trigger"]
    mode = effect.get("mode")
    according_to = voucher(statements, trigger)
    return Event(
        span=match.span,
        trigger=trigger,
        type=kind.name,
        mode=mode if mode in kind.modes else None,
        contexts=tuple(effect["contexts"].split(";")) if "contexts" in effect else (),
        quad=kind.quad,
        intensity=kind.intensity,
        actors=tuple(actors),
        recipients=tuple(recipients),
        place=_of_kind(found, slots.get("place"), "place"),
        time=_of_kind(found, slots.get("time"), "time"),
        status=_status(text, match, trigger),
        harm=_harm(text, match, according_to),
        evidence=(Evidence(span=match.span, according_to=according_to),),
        by=f"rule:{match.rule.id}",
        score=0.8,
    )


def _of_kind(found: Found, index: int | None, kind: str) -> int | None:
    return index if index is not None and found.mentions[index].kind == kind else None


def _status(text: str, match: Match, trigger: Span) -> Status:
    if "status" in match.rule.effect:
        return match.rule.effect["status"]  # type: ignore[return-value]
    before = text[match.span.start : trigger.start]
    return "hypothetical" if _FUTURE.search(before) else "happened"


def _harm(text: str, match: Match, according_to: int | None) -> tuple[Harm, ...]:
    span = match.spans.get("killed")
    counted = _COUNT.match(span.of(text)) if span else None
    if span is None or counted is None:
        return ()
    word = counted[2].replace(",", "").lower()
    number = int(word) if word.isdigit() else _NUMBERS.get(word)
    bound = _BOUNDS.get((counted[1] or "").lower(), "exactly")
    return (
        Harm(
            kind="killed",
            victims=match.slots.get("victims"),
            low=None if bound == "at_most" else number,
            high=number if bound in ("exactly", "at_most") else None,
            bound=bound,  # type: ignore[arg-type]
            according_to=according_to,
            span=span,
        ),
    )
