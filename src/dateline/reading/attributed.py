"""What the model attributes → statements, completed by the rules: addressees, places, occasions, what no model saw.

Where both find the same content, the words are the model's and what the rule knows besides is kept; `by` names both.
A rule's own statement stays where no attribution of the model touches its content.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.reading import arguments, contents, reaches, segment
from dateline.reading.encoder import Attribution, Seen
from dateline.reading.found import Found
from dateline.reading.introduced import CITING, by_place
from dateline.reading.manners import DENIED, act_of, answers, future, unspoken
from dateline.reading.segment import MARKS
from dateline.reading.sourced import speaker_of
from dateline.reading.statements import about, asides, nested, speaker_kind
from dateline.reading.syntax import Syntax
from dateline.reading.words import word_list
from dateline.record import Act, Manner, Modality, SpeakerKind, Statement
from dateline.text import Report, Span

_SHOWN = frozenset(
    {"no_statement", "negated", "hearsay", "disputed", "planned", "commitment"}
)  # what the clause shows of itself
_PLEDGING = frozenset({"say", "intend", "promise", "threaten", "answer", "write"})  # acts that may commit the speaker
_SAME = 0.5  # of the letters of both contents; what the benches count as the same content


def placed(report: Report, syntax: Syntax, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, each with its own words: cut where paragraphs end, mended, and each quotation given to whom its
    place gives it."""
    text, regions = report.text, _regions(report)
    cut = (replace(a, content=tuple(contents.by_blocks(report, a))) for a in attributions)
    found = by_place(report, syntax, [a for a in cut if a.content])
    found = tuple(contents.near(text, contents.led(text, syntax, a)) for a in found)
    found = tuple(contents.closed(text, a) for a in found if not contents.bare(text, a))
    found = tuple(part for a in found for part in contents.parted(text, syntax, a, found))
    found = reaches.one_voice(text, found, regions)
    found = contents.taken_up(tuple(contents.whole(a, found, regions) for a in found))
    found = tuple(reaches.reaching(text, syntax, found, [s for _, s in segment.sentences(report)], regions))
    return tuple(a for a in found if not a.inner or (_inside(a, found) and not _filling(text, a)))


def _regions(report: Report) -> list[Span]:
    return [q for block in report.blocks for q in segment.quotations(report.text, block.span)]


def attributed(report: Report, found: Found, seen: Seen, by_rule: Sequence[Statement]) -> tuple[Statement, ...]:
    """All statements of the report in text order: the model's, completed, and the rules' own."""
    sentences = [span for _, span in segment.sentences(report)]
    regions = _regions(report)
    left = list(by_rule)
    drafts: list[Statement] = []
    for whole in seen.attributions:
        attribution = unspoken(report.text, whole)
        made = _statement(report, found, seen, attribution, regions)
        twin = next((s for s in left if _overlap(s.content, made.content) >= _SAME), None)
        if twin is not None:
            left.remove(twin)
            made = _completed(made, twin, attribution.cue)
        drafts.append(made)
    cues = {c for d in drafts for c in d.cue}
    drafts += [s for s in left if not _told(s, seen.attributions) and not cues.intersection(s.cue)]
    drafts.sort(key=lambda s: (s.content[0].start, -s.content[-1].end))
    return tuple(
        replace(s, span=_in_sentences(s.span, sentences)) for s in grounded(_cited(report.text, nested(drafts)))
    )


def _cited(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """What an outlet reports on the word of others is theirs inside the outlet's."""
    citing = {n for n, s in enumerate(statements) if s.cue and s.cue[0].of(text) in CITING}
    outlets = {s.content: n for n, s in enumerate(statements) if n not in citing}
    return [replace(s, within=outlets.get(s.content, s.within)) if n in citing else s for n, s in enumerate(statements)]


def grounded(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without nestings that lead back to themselves: of two that hold each other the first is outer."""
    done = list(statements)
    for number in range(len(done)):
        at, steps = done[number].within, 0
        while at is not None and at != number and steps < len(done):
            at, steps = done[at].within, steps + 1
        if at is not None:
            done[number] = replace(done[number], within=None)
    return done


def _in_sentences(span: Span, sentences: Sequence[Span]) -> Span:
    """A span with the rest of the sentences that it touches."""
    touched = [s for s in sentences if s.overlaps(span)] or [span]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def _inside(inner: Attribution, attributions: Sequence[Attribution]) -> bool:
    """Whether an inner attribution has a cue and stands in the content of an outer one, source and all."""
    if inner.cue is None:
        return False
    spans = [*inner.content, inner.cue, *([inner.source] if inner.source else [])]
    outer = [c for a in attributions if not a.inner for c in a.content]
    return any(all(c.covers(s) for s in spans) and c not in inner.content for c in outer)


def _filling(text: str, inner: Attribution) -> bool:
    """Whether source and cue are a mark of speech: "I mean, it rained" reports nothing."""
    if inner.source is None or inner.cue is None or inner.source.start > inner.cue.start:
        return False
    return text[inner.source.start : inner.cue.end].lower() in _fillers()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(row["words"].lower() for row in word_list("fillers"))


def _told(statement: Statement, attributions: Sequence[Attribution]) -> bool:
    """Whether the model has something of its own to say of a rule's content, at the same depth."""
    nested = statement.within is not None
    return any(c.overlaps(m) for a in attributions if a.inner == nested for m in a.content for c in statement.content)


def _completed(made: Statement, twin: Statement, cue: Span | None) -> Statement:
    """The model's words with what the rule knows besides."""
    return replace(
        made,
        source=made.source or twin.source,
        speaker=_either(made.speaker, twin.speaker),
        speaker_elided=twin.speaker_elided,
        speaker_kind=made.speaker_kind if made.speaker is not None else twin.speaker_kind,
        cue=twin.cue if cue is None or cue.overlaps(twin.cue[0]) else made.cue,
        asides=made.asides or tuple(a for a in twin.asides if any(c.covers(a) for c in made.content)),
        act=made.act if made.act == "answer" else twin.act,
        modality=made.modality if made.modality in _SHOWN else twin.modality,
        addressee=_either(twin.addressee, made.addressee),
        place=_either(twin.place, made.place),
        time=_either(twin.time, made.time),
        occasion=_either(twin.occasion, made.occasion),
        medium=made.medium or twin.medium,
        by=f"{twin.by}+model" if made.by == "model" else made.by,
        score=max(made.score, twin.score),
    )


def _statement(
    report: Report, found: Found, seen: Seen, attribution: Attribution, regions: Sequence[Span]
) -> Statement:
    text = report.text
    speaker = speaker_of(text, found, attribution)
    content = attribution.content
    cue = () if attribution.cue is None else (_verb(text, attribution),)
    act, modality = _done(text, found, seen, attribution, speaker, act_of(text, seen.syntax, attribution, cue))
    regions = _own_regions(text, attribution, regions)
    manner, quoted = _manner(text, content, regions)
    source = _source(found, attribution, speaker)
    spans = [*content, *cue, *([source] if source else [])]
    around = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Statement(
        span=around,
        source=source,
        speaker=speaker,
        speaker_kind=_kind(text, found, attribution, speaker),
        anonymity_reason=arguments.detail(text, attribution, seen, "reason"),
        on_behalf_of=arguments.argument(found, attribution, "for"),
        via=arguments.argument(found, attribution, "via"),
        cue=cue,
        content=content,
        quoted=quoted,
        asides=() if manner == "direct" else asides(text, content[0], list(regions)),
        manner=manner,
        act=act,
        modality=modality,
        addressee=_addressee(text, found, seen, attribution, act),
        about=arguments.about(text, found, seen.syntax, attribution, speaker) or about(text, found, content, speaker),
        place=arguments.seen_or_hanging(text, found, seen.syntax, attribution, "place"),
        time=arguments.time(report, found, seen.syntax, attribution),
        occasion=arguments.seen_or_hanging(text, found, seen.syntax, attribution, "occasion"),
        medium=arguments.detail(text, attribution, seen, "medium"),
        by=attribution.by,
        score=attribution.score,
    )


def _addressee(text: str, found: Found, seen: Seen, attribution: Attribution, act: Act) -> int | None:
    """To whom it is said; a demand that somebody do something is made of them."""
    told = arguments.seen_or_hanging(text, found, seen.syntax, attribution, "addressee")
    if told is None and text.startswith(MARKS, attribution.content[0].start):
        told = arguments.called(found, seen.syntax, attribution)
    if told is not None or act != "demand" or attribution.content[0].of(text)[:4] not in ("that", "That"):
        return told
    asked = arguments.subjects(text, found, seen.syntax, attribution)
    return next((n for n in asked if found.mentions[n].kind != "thing"), None)


def _done(
    text: str, found: Found, seen: Seen, attribution: Attribution, speaker: int | None, told: tuple[Act, Modality]
) -> tuple[Act, Modality]:
    """Act and modality of what is plainly said, by what stands around it: a question before, what the speaker or the
    speaker's state will do."""
    act, modality = told
    if modality != "asserted" or act not in _PLEDGING or attribution.cue is None or speaker is None:
        return told
    who = future(text, seen.syntax, attribution.content[0])
    if who is not None and _own(text, found, who, speaker):
        modality = "commitment"
        act = "threaten" if attribution.cue.of(text).lower().startswith("warn") else act
    return ("answer" if act == "say" and answers(text, attribution.cue.start) else act), modality


def _own(text: str, found: Found, who: Span, speaker: int) -> bool:
    """Whether who will do what is said is the speaker, or the speaker's state or its government."""
    if who.of(text).lower() in ("we", "i"):
        return True
    chain = found.mentions[speaker].chain
    doer = next((n for n, m in enumerate(found.mentions) if m.head == who), None)
    if doer is None:
        return False
    state = found.state_of.get(chain)
    if found.mentions[doer].chain in (chain, state):
        return True
    own = {found.names[n].iso3 for n, m in enumerate(found.mentions) if m.chain in (chain, state) and n in found.names}
    return doer in found.names and found.names[doer].iso3 in own - {None}


def _either(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def _kind(text: str, found: Found, attribution: Attribution, speaker: int | None) -> SpeakerKind:
    """What the model says of the speaker, or else the form of its mention; unknown where there is none."""
    if speaker is None:
        return "unknown"
    return attribution.speaker_kind or speaker_kind(found.mentions[speaker], text)


def _source(found: Found, attribution: Attribution, speaker: int | None) -> Span | None:
    """The words of the source with the title before them, where the model has left it out."""
    source = attribution.source
    phrase = None if speaker is None else found.wide.get(speaker)
    if source is None or phrase is None or phrase.end > source.end or not phrase.overlaps(source):
        return source
    return Span(min(source.start, phrase.start), source.end)


def _verb(text: str, attribution: Attribution) -> Span:
    """The word that says how, with a negation before it: "said" of "said on Tuesday", "did not say" whole."""
    cue, verb = attribution.cue, attribution.verb
    assert cue is not None
    if verb is None:
        return cue
    if verb == cue:
        return cue
    denial = DENIED.search(text, cue.start, verb.start)
    end = cue.end if verb.of(text).lower() == "according" else verb.end
    return Span(denial.start() if denial else verb.start, end)


def _manner(text: str, content: Sequence[Span], regions: Sequence[Span]) -> tuple[Manner, tuple[Span, ...]]:
    """Direct where every letter and digit is quoted, indirect where none is; and the words between the marks."""
    inside = [q for q in regions if any(c.overlaps(q) for c in content)]
    quoted = [s for q in inside for c in content if (s := _shared(segment.inner(text, q), c)) is not None]
    letters = [any(q.start <= at < q.end for q in inside) for c in content for at in _letters(text, c)]
    if quoted and all(letters):
        return "direct", tuple(quoted)
    return ("mixed", tuple(quoted)) if any(letters) and quoted else ("indirect", ())


def _own_regions(text: str, attribution: Attribution, regions: Sequence[Span]) -> Sequence[Span]:
    """The quotations that are this saying's: where its cue is quoted itself, those inside that quotation."""
    around = next((q for q in regions if attribution.cue is not None and q.covers(attribution.cue)), None)
    return regions if around is None else segment.quotations(text, segment.inner(text, around))


def _letters(text: str, span: Span) -> list[int]:
    return [at for at in range(span.start, span.end) if text[at].isalnum()]


def _shared(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Shared letters over all letters of two contents."""
    mine = {at for s in one for at in range(s.start, s.end)}
    theirs = {at for s in other for at in range(s.start, s.end)}
    return len(mine & theirs) / len(mine | theirs)
