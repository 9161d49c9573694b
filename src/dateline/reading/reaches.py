"""How far what is said reaches in its sentence: from its beginning, to its end, up to the next saying or closing mark.

What a reporter attributes at the end of a sentence is all of it ("The firm, which makes pumps, will move, its chief
said"); what comes last in a sentence goes on to its end ("said sales rose, helped by a weak currency").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dateline.reading import segment
from dateline.reading.contents import LEAST, going_on, told_apart
from dateline.reading.encoder import Attribution
from dateline.reading.mended import credit
from dateline.reading.segment import MARK
from dateline.reading.syntax import Syntax
from dateline.reading.words import framed, sayings, word_list
from dateline.text import Span

_BROKEN = re.compile(r"[“”\"„«»:;—–(\n]|''|―| -")  # what the reporter's clause does not run over
_OPENING = re.compile(r"(?:But|And|Yet|Still|So|Also|However|Meanwhile|Moreover|Instead|Then|In addition),? *")
_LONGEST = 40  # words of a tail


def reaching(
    text: str, syntax: Syntax, found: Sequence[Attribution], sentences: Sequence[Span], regions: Sequence[Span]
) -> Iterator[Attribution]:
    """Each attribution with its content as far as it reaches, and the sayings that it had taken in."""
    for one in found:
        others = [a for a in found if a is not one]
        for part in _divided(text, syntax, one, others):
            if part.cue is None or part.inner:
                yield part
                continue
            home = next((s for s in sentences if s.covers(part.cue)), None)
            told = told_apart(others)
            if home is not None:
                part = _from_start(text, part, told, home)
                part = _to_end(text, part, told, home)
            yield _without_others(text, _up_to_mark(text, part, regions), regions)


def _divided(text: str, syntax: Syntax, one: Attribution, others: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """A clause without the next saying of its sentence: "reported that …, declaring that …"."""
    if one.cue is None or one.inner or one.content[0].start < one.cue.end:
        return (one,)
    for number, (before, after) in enumerate(zip(one.content, one.content[1:], strict=False)):
        gap = Span(before.end, after.start)
        verb = _saying_in(text, syntax, gap) if MARK.search(text, before.start, before.end) is None else None
        if verb is None or segment.STOP.search(text, gap.start, gap.end):
            continue
        cue = syntax.span(verb)
        kept = replace(one, content=one.content[: number + 1])
        if any(a.cue is not None and a.cue.overlaps(cue) for a in others) or len(after.of(text).split()) < LEAST:
            return (kept,)
        own = syntax.subject(verb)
        own = own if own is not None and gap.covers(syntax.span(own)) else None
        return kept, going_on(syntax, one, verb, own, one.content[number + 1 :])
    return (one,)


def _saying_in(text: str, syntax: Syntax, gap: Span) -> int | None:
    """The verb of saying that stands between two parts of a content."""
    first = syntax.word(gap)
    for at in () if first is None else range(first, len(syntax)):
        word = syntax.span(at)
        if word.start >= gap.end:
            return None
        if word.of(text).lower() in framed("that"):
            return at
    return None


def _from_start(text: str, one: Attribution, told: Sequence[Span], home: Span) -> Attribution:
    """A clause with its speaker behind it begins where the sentence does: "The firm, which makes pumps, will move"."""
    first, last = one.content[0], one.content[-1]
    behind = one.cue is not None and one.source is not None and min(one.cue.start, one.source.start) >= last.end
    if not behind or not home.covers(first) or MARK.search(text, first.start, last.end):
        return one
    start = home.start
    opening = _OPENING.match(text, start, first.start)
    start = opening.end() if opening is not None else start
    lead = text[start : first.start]
    if start >= first.start or _BROKEN.search(lead) or any(Span(start, first.start).overlaps(s) for s in told):
        return one
    if len(first.of(text).split()) <= LEAST or _says(lead):
        return one
    return replace(one, content=(Span(start, first.end), *one.content[1:]))


def _to_end(text: str, one: Attribution, told: Sequence[Span], home: Span) -> Attribution:
    """A clause that nothing but its own tail follows goes on to the end of its sentence: "…, an increase of 25 %"."""
    last = one.content[-1]
    if one.cue is None or last.start < one.cue.end or not home.covers(last) or MARK.search(text, last.start, last.end):
        return one
    end = last.end + len(text[last.end : home.end].rstrip(' .”"’'))
    tail = text[last.end : end]
    if end <= last.end or _BROKEN.search(tail) or any(Span(last.end, end).overlaps(s) for s in told):
        return one
    if _tails().match(tail) is None or len(tail.split()) > _LONGEST or _says(tail):
        return one
    return replace(one, content=(*one.content[:-1], Span(last.start, end)))


def _says(words: str) -> bool:
    """Whether there is a word of saying among words: a verb, or "a claim"."""
    return any(w.strip(",") in _words_of_saying() for w in words.split())


@cache
def _words_of_saying() -> frozenset[str]:
    return frozenset(sayings()) | {row["lemma"] for row in word_list("saying")}


@cache
def _tails() -> re.Pattern[str]:
    """How the tail of a clause begins."""
    words = "|".join(re.escape(row["words"]) for row in word_list("tails"))
    return re.compile(rf",? (?:{words})\b(?! (?:s?he|it|they|we)\b)")


def _up_to_mark(text: str, one: Attribution, regions: Sequence[Span]) -> Attribution:
    """What begins in a quotation ends with it where the reporter's own sentence follows its closing mark, or another's
    quotation: “It is late.” “Go home,” Ivo said."""
    content: list[Span] = []
    for part in one.content:
        region = next((q for q in regions if q.start <= part.start < q.end < part.end), None)
        content.append(part)
        if region is not None and _ends(text, one, part, region, regions):
            content[-1] = Span(part.start, region.end)
            break
    return replace(one, content=tuple(content))


def _without_others(text: str, one: Attribution, regions: Sequence[Span]) -> Attribution:
    """A saying without a later quotation that is told to be another's: “Stay,” Ivo was quoted as saying."""
    theirs = [q for q in regions if not _behind(one, q) and credit().match(text, q.end) is not None]
    kept = [c for n, c in enumerate(one.content) if n == 0 or all(q.start != c.start for q in theirs)]
    return replace(one, content=tuple(kept))


def _behind(one: Attribution, region: Span) -> bool:
    """Whether a quotation's cue stands behind it."""
    return one.cue is None or one.cue.start >= region.end


def _ends(text: str, one: Attribution, part: Span, region: Span, regions: Sequence[Span]) -> bool:
    """Whether a saying ends with a quotation in it: somebody else speaks behind, or nobody."""
    if text[: region.end].rstrip("”\"'»’")[-1:] not in tuple(".?!"):
        return False
    after = next((q for q in regions if region.end <= q.start < part.end), None)
    between = text[region.end : part.end if after is None else after.start].strip()
    if after is None or between:
        return between[:1].isupper() and (after is None or _says(between))
    return not _behind(one, after) and credit().match(text, after.end) is not None


def one_voice(text: str, found: Sequence[Attribution], regions: Sequence[Span]) -> tuple[Attribution, ...]:
    """A quotation that several claim from outside is the one's who has its beginning, all of it, unless a mark is
    missing and another opens in it."""
    made = list(found)
    for region in regions:
        claims = [n for n, a in enumerate(made) if _claims(a, region)]
        first = next((n for n in claims if any(c.start == region.start for c in made[n].content)), None)
        if first is None or len(claims) == 1 or MARK.search(text, region.start + 2, region.end - 2) is not None:
            continue
        for n in claims:
            others = [c for c in made[n].content if not region.covers(c)]
            content = sorted([*others, region]) if n == first else others
            made[n] = replace(made[n], content=tuple(content))
    return tuple(a for a in made if a.content)


def _claims(one: Attribution, region: Span) -> bool:
    """Whether an attribution whose cue stands outside a quotation has words of it."""
    outside = not one.inner and one.cue is not None and not region.covers(one.cue)
    return outside and any(region.covers(c) for c in one.content)
