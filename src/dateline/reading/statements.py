"""Quotations, cues, speakers and contents → statements.

Content follows PolNeAR's convention: `that` and quotation marks are inside, the sentence's final
full stop is outside. A rule that finds no speaker and no cue gives no statement.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from dateline.reading import segment
from dateline.reading.found import Found
from dateline.reading.mentions import units
from dateline.reading.rules import Found as Match
from dateline.reading.rules import Rule, find, mask
from dateline.reading.words import forms, saying_macros, sayings
from dateline.record import Manner, Mention, SpeakerKind, Statement
from dateline.text import Report, Span

_ASIDE = re.compile(r", (an? [^,“”\"]{3,60}|now [^,“”\"]{3,60}|which [^,“”\"]{3,90}),?(?=[ .]|$)")
_RESUMED = re.compile(  # between the halves of a divided quotation: where it was said, never another sentence
    r"[,.:]?(?:\s(?:in|at|during|on|after|of|from)\b[^“”\"]{0,60})?,?\s(?:but\s|and\s|that\s)?"
)
_COMMA = re.compile(r", (?:and|but|while|although|though|even as)\b|; ")
_IMPERSONAL = re.compile(r"[Ii]t (?:is|was|has been|had been)(?: \w+)? ")  # "it is thought that": nobody's thought
_PASSIVE = re.compile(r" (?:was|were|is|are|(?:has|have|had) been)(?: \w+ly| also)? ")
_THIRD = frozenset({"he", "she", "they", "him", "her", "them"})
_TOPICS = 2
_SHORT = 4  # words; a shorter quotation with no comma or full stop inside is a fragment of the clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement before it is numbered."""

    statement: Statement
    sentence: Span


def find_statements(report: Report, found: Found, rules: tuple[Rule, ...]) -> tuple[Statement, ...]:
    """All statements of the report in text order, nested ones after the ones that carry them."""
    drafts: list[Statement] = []
    speaking: tuple[Span, int] | None = None  # block and draft of the quotation that a next one goes on with
    for block, sentence in segment.sentences(report):
        new = _of_sentence(report.text, sentence, found, _fitting(rules, block.kind in ("headline", "subheading")))
        if not new and speaking is not None and speaking[0] == block.span and _all_quoted(report.text, sentence):
            drafts[speaking[1]] = _continued(report.text, drafts[speaking[1]], sentence)
            continue
        direct = [n for n, s in enumerate(new) if s.manner == "direct" and s.within is None]
        speaking = (block.span, len(drafts) + direct[0]) if direct else None
        drafts += new
    drafts.sort(key=lambda s: (s.content[0].start, -s.content[-1].end))
    return tuple(nested(_distinct(drafts)))


def _fitting(rules: tuple[Rule, ...], headline: bool) -> tuple[Rule, ...]:
    return tuple(r for r in rules if headline or r.effect.get("headline") != "only")


def _all_quoted(text: str, sentence: Span) -> bool:
    """Whether a sentence is a quotation and nothing else."""
    regions = segment.quotations(text, sentence)
    return (
        len(regions) == 1
        and not (text[sentence.start : regions[0].start] + text[regions[0].end : sentence.end]).strip()
    )


def _continued(text: str, statement: Statement, sentence: Span) -> Statement:
    """A quotation whose attribution stood in the sentence before it in the same paragraph goes on."""
    (region,) = segment.quotations(text, sentence)
    return replace(
        statement,
        span=Span(statement.span.start, region.end),
        content=(*statement.content, region),
        quoted=(*statement.quoted, segment.inner(text, region)),
    )


def _of_sentence(text: str, sentence: Span, found: Found, rules: tuple[Rule, ...]) -> list[Statement]:
    regions = segment.quotations(text, sentence)
    whole = [q for q in regions if _stands_alone(text, sentence, q)]
    masked = mask(text, sentence, units(text, found, sentence, [(q, n) for n, q in enumerate(whole)]))
    drafts = [s for m in find(rules, masked) if (s := _statement(text, sentence, m, found, whole, regions))]
    for region in whole:  # what is reported inside a quotation
        body = segment.inner(text, region)
        inner = mask(text, body, units(text, found, body, []))
        drafts += [s for m in find(rules, inner) if (s := _statement(text, body, m, found, [], regions))]
    for draft in drafts:  # what is reported inside an indirect clause, and inside that: the list grows meanwhile
        known = {d.content for d in drafts}
        drafts += [s for s in _inside(text, draft, found, rules, regions) if s.content not in known]
    return drafts


def _inside(text: str, outer: Statement, found: Found, rules: tuple[Rule, ...], regions: list[Span]) -> list[Statement]:
    if outer.manner == "direct":
        return []
    masked = mask(text, outer.content[0], units(text, found, outer.content[0], []))
    inner = [s for m in find(rules, masked) if (s := _statement(text, outer.content[0], m, found, [], regions))]
    return [s for s in inner if s.content != outer.content]


def _stands_alone(text: str, sentence: Span, region: Span) -> bool:
    """Whether a quotation is speech on its own, not a fragment woven into the reporter's clause."""
    words = region.of(text)
    if words[0] in "‘":
        return False
    before = text[sentence.start : region.start].rstrip()
    opens = not before or before[-1] in ",:" or before.endswith((", but", ", and"))
    closes = (
        words.removesuffix("''")[-1:] in (",", ".", "?", "!")
        or words[-2:-1] in (",", ".", "?", "!")
        or words[-1] not in '”"'
        or len(words.split()) > _SHORT
    )
    return opens and closes


def _statement(
    text: str, sentence: Span, match: Match, found: Found, whole: list[Span], regions: list[Span]
) -> Statement | None:
    speaker = match.slots.get("speaker")
    if speaker is None:
        return None
    content = _content(text, match, whole, sentence)
    if content is None or (match.spans["cue"].start > match.spans["speaker"].start and found.governed(text, speaker)):
        return None
    manner, quoted = _manner(text, content, regions)
    cue = match.spans["cue"]
    who = found.mentions[speaker].span
    if _IMPERSONAL.fullmatch(text, who.start, cue.start):
        return None
    if cue.of(text).lower() in forms("addressing") and _PASSIVE.fullmatch(text, who.end, cue.start):
        return None  # "the judge was told"
    word = sayings().get(cue.of(text), {})
    span = Span(min(match.span.start, content[0].start), max(match.span.end, content[-1].end))
    return Statement(
        span=_trim(text, Span(max(span.start, sentence.start), min(span.end, sentence.end))),
        source=found.wide.get(speaker, found.mentions[speaker].span),
        speaker=speaker,
        speaker_kind=speaker_kind(found.mentions[speaker], text),
        cue=(cue,),
        content=content,
        quoted=quoted,
        asides=() if manner == "direct" else asides(text, content[0], regions),
        manner=manner,
        act=match.rule.effect.get("act", word.get("act", "say")),  # type: ignore[arg-type]
        modality=match.rule.effect.get("modality", word.get("modality", "asserted")),  # type: ignore[arg-type]
        addressee=match.slots.get("addressee", match.slots.get("with") if "occasion" in match.slots else None),
        about=about(text, found, content, speaker),
        place=_of_kind(found, match.slots.get("place"), ("place",)),
        time=_of_kind(found, match.slots.get("time"), ("time",)),
        occasion=_of_kind(found, match.slots.get("occasion"), ("thing",)),
        medium=match.spans["medium"].of(text) if "medium" in match.spans else None,
        by=f"rule:{match.rule.id}",
        score=0.85,
    )


def _of_kind(found: Found, index: int | None, kinds: tuple[str, ...]) -> int | None:
    return index if index is not None and found.mentions[index].kind in kinds else None


def _content(text: str, match: Match, whole: list[Span], sentence: Span) -> tuple[Span, ...] | None:
    if match.rule.effect["kind"] == "clause":
        body = _trim(text, _one_clause(text, match.spans["content"], match.rule.effect.get("turn") == "comma"))
        least = 3 if body.of(text).startswith("that ") else 2
        return (body,) if len(body.of(text).split()) >= least else None
    first = whole[match.slots["quote"]]
    later = [q for q in whole if q.start >= match.span.end and q != first]
    if later and _RESUMED.fullmatch(text, match.span.end, later[0].start):
        return (first, later[0])
    return (first,)


def _one_clause(text: str, span: Span, comma: bool) -> Span:
    """Up to where the sentence turns: "…, and officials said", "…, saying", "…; they"; `comma`: at ", but"."""
    turn = (_COMMA if comma else _turn()).search(text, span.start + 1, span.end)
    if turn is None or any(q.start < turn.start() < q.end for q in segment.quotations(text, span)):
        return span
    return Span(span.start, turn.start())


@cache
def _turn() -> re.Pattern[str]:
    says = saying_macros()["say_that"]
    return re.compile(
        rf"; |, (?:saying|adding|noting|warning|although|though)\b|, (?:and|but|while) (?:\w+ ){{0,3}}?(?:{says})\b"
        rf"|(?: —)? (?:and|but|while) (?:(?:he|she|they|it) )?(?:{says})\b"
        rf"|(?<=[”\"]) (?:and|but|while) (?:\w+ ){{0,3}}?(?:{says})\b"
        rf"|, (?:[\w’]+ ){{1,5}}(?:said|says)(?: \w+){{0,4}}\.?$"
    )


def _trim(text: str, span: Span) -> Span:
    """Without the final full stop; a mark that a quotation owns stays."""
    end = span.end
    while end > span.start + 1 and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    return Span(span.start, end)


def _manner(text: str, content: tuple[Span, ...], regions: list[Span]) -> tuple[Manner, tuple[Span, ...]]:
    inside = [q for q in regions if any(c.covers(q) for c in content)]
    quoted = tuple(segment.inner(text, q) for q in inside)
    if inside and all(any(q == c for q in inside) for c in content):
        return "direct", quoted
    return ("mixed", quoted) if quoted else ("indirect", ())


def asides(text: str, content: Span, regions: list[Span]) -> tuple[Span, ...]:
    """The reporter's own words between commas, never inside quotation marks."""
    spans = [Span(*m.span(1)) for m in _ASIDE.finditer(text, content.start, content.end)]
    return tuple(s for s in spans if not any(q.overlaps(s) for q in regions))


def about(text: str, found: Found, content: tuple[Span, ...], speaker: int | None) -> tuple[int, ...]:
    """The first persons, bodies and states in a content, other than its speaker: two at most, and no town where
    something is."""
    chains = set() if speaker is None else {found.mentions[speaker].chain}
    named: list[int] = []
    first, last = content[0].start, max(c.end for c in content)
    for index, mention in enumerate(found.mentions):
        if mention.span.start < first or mention.span.start >= last:
            continue
        if any(c.covers(mention.span) for c in content) and _named(found, index) and topical(text, found, index):
            if mention.chain not in chains:
                named.append(index)
            chains.add(mention.chain)
    return tuple(named[:_TOPICS])


def _named(found: Found, index: int) -> bool:
    """Whether a mention is a person, a body or a state that a content may be about where nothing tells."""
    mention = found.mentions[index]
    if mention.form == "nominal":
        return mention.kind in ("person", "group", "organisation")
    return mention.kind not in ("time", "office")


def topical(text: str, found: Found, index: int) -> bool:
    """Whether a mention may be what a saying is about: no "I" or "who", no town where something is or happens."""
    mention = found.mentions[index]
    if mention.form == "pronoun":
        return mention.span.of(text).lower() in _THIRD
    return not found.town(index)


def speaker_kind(mention: Mention, text: str) -> SpeakerKind:
    """What a speaker is, by the form of its mention."""
    if mention.form == "pronoun" or mention.form == "name":
        return "named" if mention.kind == "person" else "collective"
    if mention.form == "metonym":
        return "seat"
    return "anonymous" if mention.head.of(text) in ("officials", "official") else "described"


def _distinct(drafts: Iterable[Statement]) -> list[Statement]:
    """One statement a cue and one a content: the widest reading by the first rule that found it."""
    kept: list[Statement] = []
    for draft in drafts:
        if any(d.cue == draft.cue or d.content == draft.content for d in kept):
            continue
        kept.append(draft)
    return kept


def nested(statements: list[Statement]) -> list[Statement]:
    """Give each statement the innermost other one whose content holds it."""
    done: list[Statement] = []
    for number, statement in enumerate(statements):
        holders = [
            (c.end - c.start, i)
            for i, other in enumerate(statements)
            if i != number
            for c in other.content
            if all(c.covers(own) for own in (*statement.cue, statement.content[0])) and c != statement.content[0]
        ]
        within = min(holders)[1] if holders else None
        done.append(replace(statement, within=within))
    return done
