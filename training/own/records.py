"""The lines under `--` → statements, events, relations and harm of a Reading."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, ParamSpec, TypeVar, cast, get_args

from dateline.codebook import load_codebook
from dateline.reading.segment import inner, quotations
from dateline.record import (
    Act,
    Event,
    Evidence,
    Harm,
    Manner,
    Modality,
    Reading,
    Relation,
    SpeakerKind,
    Statement,
    Status,
)
from dateline.text import Span
from training.own.spans import Mark, Page, Wrong, is_words, wrong

_T = TypeVar("_T")
_P = ParamSpec("_P")
_Kind = Literal["killed", "injured", "arrested", "abducted", "displaced", "missing"]
_Bound = Literal["exactly", "at_least", "more_than", "at_most", "about"]
_ATTRIBUTES = {
    "S": frozenset(["act", "mod", "to", "about", "place", "time", "occ", "medium", "via", "for", "in", "same"])
    | frozenset(["kind", "elided", "why"]),
    "E": frozenset(["mode", "ctx", "by", "to", "at", "on", "status", "said"]),
    "R": frozenset(["from", "to", "since", "until", "neg", "scope", "said"]),
    "H": frozenset(["low", "high", "bound", "event"]),
}
_PLACES = {"S": 3, "E": 2, "R": 2, "H": 2}
_Faults = list[tuple[int, str]]
_Made = Sequence[Statement | None]


@dataclass(frozen=True, slots=True)
class _Record:
    """One line of the records: its letter, what stands in order, its attributes."""

    line: int
    letter: str
    places: tuple[str, ...]
    given: Mapping[str, str]


def read_records(page: Page, lines: Sequence[tuple[int, str]], marks: Sequence[Mark], faults: _Faults) -> Reading:
    """The reading that the records describe; what is wrong with them goes to `faults`."""
    found: dict[str, list[_Record]] = {"S": [], "E": [], "R": [], "H": []}
    for number, line in lines:
        record = _attempt(faults, number, _record, number, line)
        if record is not None:
            found[record.letter].append(record)
    statements = [_attempt(faults, r.line, _statement, r, page, n) for n, r in enumerate(found["S"])]
    events = [_attempt(faults, r.line, _event, r, page, statements) for r in found["E"]]
    relations = [_attempt(faults, r.line, _relation, r, page, statements) for r in found["R"]]
    for record in found["S"]:
        _attempt(faults, record.line, _check_nesting, record, page, statements)
    for record in found["H"]:
        _attempt(faults, record.line, _add_harm, record, page, events)
    _check_use(found, marks, statements, faults)
    return Reading(
        mentions=page.mentions,
        statements=tuple(s for s in statements if s is not None),
        events=tuple(e for e in events if e is not None),
        relations=tuple(r for r in relations if r is not None),
    )


def _attempt(faults: _Faults, line: int, make: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T | None:
    try:
        return make(*args, **named)
    except Wrong as fault:
        faults.append((line, str(fault)))
        return None


def _check_use(found: Mapping[str, list[_Record]], marks: Sequence[Mark], made: _Made, faults: _Faults) -> None:
    """Words that no record takes up: a slip."""
    named = ("scope", "why", "medium")
    used = {tag for rs in found.values() for r in rs for tag in (*r.places, *(r.given.get(n, "") for n in named))}
    contents = [c for s in made if s is not None for c in s.content]
    for mark in marks:
        if not is_words(mark.tag):
            continue
        if mark.tag[0] in "ckvhzwm" and mark.tag not in used:
            faults.append((mark.line, f"{mark.tag} is in no record"))
        if mark.tag[0] in "qa" and not any(c.covers(mark.span) for c in contents):
            faults.append((mark.line, f"{mark.tag} lies in no statement's content"))


def _record(number: int, line: str) -> _Record:
    letter, *words = line.split()
    if letter not in _PLACES:
        wrong(f"a record begins with S, E, R or H, not {letter}")
    count = _PLACES[letter]
    places, rest = words[:count], words[count:]
    if len(places) < count or any("=" in p for p in places):
        wrong(f"{letter} needs {count} places before its attributes")
    given: dict[str, str] = {}
    for word in rest:
        name, _, value = word.partition("=")
        if name not in _ATTRIBUTES[letter] or bool(value) == (name == "neg"):
            wrong(f"unknown attribute {word}")
        if name in given:
            wrong(f"{name}= stands twice")
        given[name] = value
    return _Record(number, letter, tuple(places), given)


def _known(value: str | None, names: Sequence[_T], what: str) -> _T:
    if value not in names:
        wrong(f"unknown {what} {value}" if value else f"{what}= is missing")
    return cast(_T, value)


def _mentions(record: _Record, page: Page, name: str) -> tuple[int, ...]:
    return tuple(page.mention(tag) for tag in record.given.get(name, "").split(",") if tag)


def _mention(record: _Record, page: Page, name: str, kind: str | None = None) -> int | None:
    found = _mentions(record, page, name)
    if len(found) > 1:
        wrong(f"{name}= takes one mention")
    if found and kind is not None and page.mentions[found[0]].kind != kind:
        wrong(f"{name}= takes a {kind}, {record.given[name]} is none")
    return found[0] if found else None


def _number(value: str | None, letter: str, count: int, name: str) -> int | None:
    """The index behind S1, E2: counted from 0."""
    if value is None:
        return None
    digits = value.removeprefix(letter)
    if not value.startswith(letter) or not digits.isdigit() or not 0 < int(digits) <= count:
        wrong(f"{name}={value}: there is no such record")
    return int(digits) - 1


def _statement(record: _Record, page: Page, number: int) -> Statement:
    who, cue_tag, content_tag = record.places
    speaker = None if who == "-" else page.mention(who)
    cue = () if cue_tag == "-" else page.spans(cue_tag, "c")
    content = page.spans(content_tag, "k")
    if any(c.overlaps(k) for c in cue for k in content):
        wrong(f"the cue {cue_tag} overlaps the content {content_tag}")
    if speaker is not None and any(k.covers(page.mentions[speaker].span) for k in content):
        wrong(f"the speaker {who} stands in the content {content_tag}")
    elided = _mention(record, page, "elided")
    if elided is not None and speaker is not None:
        wrong("elided= names the speaker of a statement that names none")
    if speaker is None and elided is None and not cue:
        wrong("neither speaker nor cue")
    manner, quoted = _manner(page, content)
    spans = [*cue, *content, *([page.mentions[speaker].span] if speaker is not None else [])]
    via = _mention(record, page, "via")
    return Statement(
        span=page.hull([*cue, *content][0], [*content, *spans]),
        speaker=speaker,
        speaker_elided=elided,
        speaker_kind=_speaker_kind(record, page, speaker if elided is None else elided),
        anonymity_reason=_words(record, page, "why"),
        on_behalf_of=_mention(record, page, "for"),
        via=via,
        cue=cue,
        content=content,
        quoted=quoted,
        asides=page.within("a", content),
        manner=manner,
        act=_known(record.given.get("act"), get_args(Act), "act"),
        modality=_known(record.given.get("mod"), get_args(Modality), "mod"),
        addressee=_mention(record, page, "to"),
        about=_mentions(record, page, "about"),
        place=_mention(record, page, "place", "place"),
        time=_mention(record, page, "time", "time"),
        occasion=_mention(record, page, "occ"),
        medium=_words(record, page, "medium"),
        within=_number(record.given.get("in"), "S", 10**6, "in"),
        utterance=_utterance(record, number),
        by="label",
        score=1.0,
    )


def _words(record: _Record, page: Page, name: str) -> str | None:
    """The words that an attribute's tag marks: why a source stays unnamed, by what medium it spoke."""
    tag = record.given.get(name)
    return None if tag is None else " … ".join(s.of(page.text) for s in page.spans(tag, name[0]))


def _utterance(record: _Record, number: int) -> int:
    """The first statement that reports the same saying: this one, where none is named."""
    first = _number(record.given.get("same"), "S", number, "same")
    return number if first is None else first


def _manner(page: Page, content: Sequence[Span]) -> tuple[Manner, tuple[Span, ...]]:
    """How the content is told, and its verbatim words: the `q` marks, and every fragment that is one quotation."""
    marked = page.within("q", content)
    # a paragraph that is quoted on has no closing mark: its full stop is the quotation's end, and outside the content
    whole = [
        q
        for block in page.blocks
        for q in quotations(page.text, block.span)
        if any(q.start == c.start and c.end <= q.end <= c.end + 1 for c in content)
    ]
    quoted = sorted({*marked, *(inner(page.text, w) for w in whole if not any(w.covers(q) for q in marked))})
    if not quoted:
        return "indirect", ()
    covered = {n for q in (*quoted, *whole) for n in range(q.start, q.end)}
    bare = any(page.text[n].isalnum() for c in content for n in range(c.start, c.end) if n not in covered)
    return ("mixed" if bare else "direct"), tuple(quoted)


def _speaker_kind(record: _Record, page: Page, speaker: int | None) -> SpeakerKind:
    """As the record says, else as the mention and its chain do."""
    if "kind" in record.given:
        return _known(record.given["kind"], get_args(SpeakerKind), "kind")
    if speaker is None:
        return "unknown"
    mention = page.mentions[speaker]
    chain = [m for m in page.mentions if m.chain == mention.chain]
    if mention.kind == "place":
        return "seat"
    if mention.kind in ("group", "organisation"):
        return "collective"
    if mention.kind == "thing":
        return "document"
    return "named" if any(m.form == "name" and m.kind == "person" for m in chain) else "described"


def _check_nesting(record: _Record, page: Page, made: _Made) -> None:
    outer = _number(record.given.get("in"), "S", len(made), "in")
    holder = made[outer] if outer is not None else None
    if _round(outer, made):
        wrong(f"in={record.given['in']} leads round in a circle")
    if holder is not None and not all(
        any(c.covers(k) for c in holder.content) for k in page.spans(record.places[2], "k")
    ):
        wrong(f"{record.places[2]} does not lie in the content of {record.given['in']}")


def _round(number: int | None, made: _Made) -> bool:
    """Whether the statements that report one another never come to an end."""
    for _ in made:
        statement = made[number] if number is not None else None
        if statement is None:
            return False
        number = statement.within
    return number is not None


def _voucher(record: _Record, made: _Made, trigger: Span) -> int | None:
    number = _number(record.given.get("said"), "S", len(made), "said")
    statement = made[number] if number is not None else None
    if statement is not None and not any(c.covers(trigger) for c in statement.content):
        wrong(f"{record.places[0]} does not lie in the content of {record.given['said']}")
    return number


def _event(record: _Record, page: Page, made: _Made) -> Event:
    (trigger,), name = page.spans(record.places[0], "v"), record.places[1]
    book = load_codebook()
    kind = book.event_types.get(name) or wrong(f"unknown event type {name}")
    mode = record.given.get("mode")
    if mode is not None and mode not in kind.modes:
        wrong(f"unknown mode {mode} of {name}")
    contexts = tuple(_known(c, tuple(book.contexts), "context") for c in record.given.get("ctx", "").split(",") if c)
    actors, recipients = _mentions(record, page, "by"), _mentions(record, page, "to")
    place, time = _mention(record, page, "at", "place"), _mention(record, page, "on", "time")
    spans = [page.mentions[m].span for m in (*actors, *recipients, place, time) if m is not None]
    return Event(
        span=page.hull(trigger, spans),
        trigger=trigger,
        type=name,
        mode=mode,
        contexts=contexts,
        quad=kind.quad,
        intensity=kind.modes[mode].intensity if mode else kind.intensity,
        actors=actors,
        recipients=recipients,
        place=place,
        time=time,
        status=_known(record.given.get("status"), get_args(Status), "status"),
        evidence=(Evidence(span=page.sentence(trigger), according_to=_voucher(record, made, trigger)),),
        by="label",
        score=1.0,
    )


def _relation(record: _Record, page: Page, made: _Made) -> Relation:
    tag, name = record.places
    kind = load_codebook().relation_types.get(name) or wrong(f"unknown relation type {name}")
    if tag.startswith("f"):  # an office is its own trigger
        trigger = page.mentions[page.mention(tag)].span
    else:
        (trigger,) = page.spans(tag, "v")
    source, target = _mention(record, page, "from"), _mention(record, page, "to")
    if source is None or target is None:
        wrong("a relation needs from= and to=")
    scope = record.given.get("scope")
    return Relation(
        span=trigger,
        type=name,
        negated="neg" in record.given,
        source=source,
        target=target,
        scope=page.spans(scope, "z")[0] if scope else None,
        since=_mention(record, page, "since", "time"),
        until=_mention(record, page, "until", "time"),
        sign=kind.sign,
        evidence=(Evidence(span=page.sentence(trigger), according_to=_voucher(record, made, trigger)),),
        by="label",
        score=1.0,
    )


def _add_harm(record: _Record, page: Page, events: list[Event | None]) -> None:
    (span,), kind = page.spans(record.places[0], "h"), record.places[1]
    number = _number(record.given.get("event") or "", "E", len(events), "event")
    event = events[number] if number is not None else None
    if event is None or number is None:
        return
    victims = [
        n
        for n, m in enumerate(page.mentions)
        if m.kind in ("person", "group") and (m.span.covers(span) or span.covers(m.span))
    ]
    harm = Harm(
        kind=_known(kind, get_args(_Kind), "harm"),
        victims=victims[0] if victims else None,
        low=_count(record, "low"),
        high=_count(record, "high"),
        bound=_known(record.given.get("bound"), get_args(_Bound), "bound"),
        according_to=event.evidence[0].according_to,
        span=span,
    )
    events[number] = replace(event, harm=(*event.harm, harm))


def _count(record: _Record, name: str) -> int | None:
    value = record.given.get(name, "-")
    if value != "-" and not value.isdigit():
        wrong(f"{name}={value}: not a number")
    return None if value == "-" else int(value)
