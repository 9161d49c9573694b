"""Where what is said begins and ends: outside the words to whom and whereupon it is said, before the next saying.

The model marks a content word by word. Its edges are mended here by the marks of the text and by what hangs on what.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.reading import segment
from dateline.reading.encoder import Attribution
from dateline.reading.segment import MARK, MARKS, STOP, stops
from dateline.reading.syntax import Syntax
from dateline.reading.words import framed
from dateline.text import Report, Span

_LEAD = 16  # words between a cue and the "that" of its clause
_POINTING = frozenset({"which", "to", "not", "when", "how", "why", "so"})
LEAST = 3  # words of a saying that goes on from another
_JOINING = frozenset({"conj", "advcl", "parataxis"})
_CONTRAST = frozenset({"while", "whereas", "although", "though", "but", "and"})
_GOING_ON = frozenset({"adding", "added"})
_SCORE = 0.7


def by_blocks(report: Report, attribution: Attribution) -> Iterator[Span]:
    """The content cut where paragraphs end; what a headline says ends with it."""
    anchor = attribution.cue or attribution.content[0]
    for content in attribution.content:
        for block in report.blocks:
            if content.overlaps(block.span) and block.kind in segment.READ_KINDS:
                own = block.span.overlaps(anchor)
                if own or (block.kind == "paragraph" and not segment.headed(report, anchor)):
                    yield Span(max(content.start, block.span.start), min(content.end, block.span.end))


def whole(one: Attribution, others: Sequence[Attribution], regions: Sequence[Span]) -> Attribution:
    """A content that begins or ends in a quotation has all of it, unless another saying stands in the rest."""
    if one.inner:
        return one
    told = told_apart(a for a in others if not loose(a))
    content = list(one.content)
    for number, part in enumerate(content):
        before = next((q for q in regions if number == 0 and q.start < part.start < q.end), None)
        if before is not None and not any(Span(before.start, part.start).overlaps(s) for s in told):
            part = Span(before.start, part.end)
        region = next((q for q in regions if q.start == part.start and q.end > part.end + 1), None)
        if region is not None and not any(Span(part.end, region.end).overlaps(s) for s in told if s != part):
            part = Span(part.start, region.end)
        content[number] = part
    return replace(one, content=tuple(content))


def told_apart(others: Iterable[Attribution]) -> list[Span]:
    """All words of the other outermost sayings: contents, cues and sources."""
    return [s for a in others if not a.inner for s in (*a.content, a.cue, a.source) if s is not None]


def loose(one: Attribution) -> bool:
    """Whether words are only seen to be said, by nobody and nohow."""
    return one.cue is None and one.source is None


def taken_up(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions without loose words that another has in its content."""
    told = [c for a in found if not a.inner and not loose(a) for c in a.content]
    return tuple(a for a in found if not loose(a) or not all(any(t.covers(c) for t in told) for c in a.content))


def parted(text: str, syntax: Syntax, one: Attribution, others: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """A clause without what another verb of saying says: "said it had burst but added that …", "…, while the ministry
    says …". What follows that verb is a saying of its own where no other has it."""
    verb = None if one.verb is None else syntax.word(one.verb)
    if verb is None or one.cue is None or one.by != "model" or len(one.content) != 1:
        return (one,)
    part = one.content[0]
    if part.start < one.cue.end or text.startswith(MARKS, part.start):
        return (one,)
    turn = _turn(text, syntax, verb, part)
    if turn is None:
        return (one,)
    first, says = turn
    kept = Span(part.start, len(text[: syntax.starts[first]].rstrip(" ,;—–-")))
    if len(kept.of(text).split()) < LEAST:
        return (one,)
    cut = replace(one, content=(kept,))
    cue = syntax.span(says)
    if len(text[cue.end : part.end].split()) < LEAST or any(a.cue and a.cue.overlaps(cue) for a in others):
        return (cut,)
    rest = Span(cue.end + 1, part.end)
    return cut, going_on(syntax, one, says, syntax.subject(says), (rest,))


def going_on(syntax: Syntax, one: Attribution, says: int, own: int | None, content: tuple[Span, ...]) -> Attribution:
    """What the next verb of saying of a sentence says, by its own subject or by whoever spoke first."""
    cue = syntax.span(says)
    source = one.source if own is None else syntax.phrase(own)
    head = one.head if own is None else syntax.span(own)
    return Attribution(
        source=source, head=head, cue=cue, verb=cue, content=content, inner=one.inner, by="rule:goes-on", score=_SCORE
    )


def _turn(text: str, syntax: Syntax, verb: int, part: Span) -> tuple[int, int] | None:
    """The first word of the clause of another verb of saying that is joined to a cue's, and that verb."""
    quoted = segment.quotations(text, part)
    last = syntax.word(Span(part.end - 1, part.end))
    for word in range(verb + 1, (verb if last is None else last) + 1):
        span = syntax.span(word)
        outside = not part.covers(span) or any(q.covers(span) for q in quoted)
        if outside or syntax.relations[word] not in _JOINING or span.of(text).lower() not in framed("that"):
            continue
        first = syntax.leftmost(word)
        opening, own = syntax.span(first).of(text).lower(), syntax.subject(word) is not None
        if int(syntax.heads[word]) == verb:
            turns = opening in _CONTRAST or syntax.relations[word] == "conj" or span.of(text) in _GOING_ON
        else:
            turns = (opening in ("while", "whereas") and own) or (span.of(text) in _GOING_ON and not own)
        if turns and syntax.starts[first] > part.start:
            return first, word
    return None


def led(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """A clause from its "that" on, without to whom or whereupon it is said: "told parents that …", "said in response
    to the attack that …"."""
    verb = None if one.verb is None else syntax.word(one.verb)
    first = syntax.word(one.content[0])
    if verb is None or first is None or one.verb is None or one.content[0].start < one.verb.end:
        return one
    for word in range(first + 1, min(first + _LEAD, len(syntax))):
        if not one.content[0].covers(syntax.span(word)) or text.startswith(MARKS, syntax.span(word).start):
            return one
        if syntax.span(word).of(text) != "that" or syntax.relations[word] != "mark":
            continue
        clause = int(syntax.heads[word])
        lead = range(first, word)
        if int(syntax.heads[clause]) != verb or any(clause in (w, *syntax.above(w)) for w in lead):
            return one
        return replace(one, content=(Span(int(syntax.starts[word]), one.content[0].end), *one.content[1:]))
    return one


def closed(text: str, one: Attribution) -> Attribution:
    """A quotation without the reporter's sentences behind it: “Get a dose,” she said. “Now.” Doctors agree."""
    content = []
    for part in one.content:
        quoted = [q for q in segment.quotations(text, part) if q.start >= part.start]
        whole = text.startswith(MARKS, part.start) and bool(quoted)
        last = quoted[-1] if whole else part
        rest = text[last.end : part.end]
        ended = text[last.start : last.end].rstrip("”\"'»")[-1:] in tuple(".?!")
        tail = whole and ended and rest.strip()[:1].isupper() and not any(q.start > last.end for q in quoted)
        content.append(Span(part.start, last.end) if tail else part)
    return replace(one, content=tuple(content))


def bare(text: str, one: Attribution) -> bool:
    """Whether all that is said is a word that only points: "which Russia denies"."""
    return all(c.of(text).lower() in _POINTING for c in one.content)


def near(text: str, one: Attribution) -> Attribution:
    """Words without marks in another sentence than the cue's are nobody's, where the saying has others."""
    cue = one.cue
    if cue is None or one.inner:
        return one
    beside = [c for c in one.content if MARK.search(text, c.start, c.end) or not _ended(text, c, cue)]
    kept = beside if beside and len(one.content) > 1 else list(one.content)
    if kept[0].end <= cue.start and not MARK.match(text, kept[0].start):
        kept[0] = _last_sentence(text, kept[0])
    return replace(one, content=tuple(kept))


def _ended(text: str, one: Span, other: Span) -> bool:
    """Whether a sentence ends between two spans; what follows a full stop tells it."""
    first, last = sorted((one, other))
    return STOP.search(text, first.end - 1, last.start + 1) is not None


def _last_sentence(text: str, part: Span) -> Span:
    """What stands before a cue without an earlier sentence that has no marks: "They wept. “We go on,” she said."""
    quoted = segment.quotations(text, part)
    if not quoted:
        return part
    ends = [m.end() for m in stops(text, Span(part.start, quoted[0].start + 1)) if m.end() <= quoted[0].start]
    return Span(ends[-1], part.end) if ends else part
