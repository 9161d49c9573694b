"""Quotations that their place gives to a speaker: after a colon or a verb of saying, or after that speaker's own.

The model decides what is said and by which cue. Where it joins to one saying a quotation that stands beside the words
of another, or finds nobody for one that a colon introduces, what stands beside the quotation decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dateline.reading.encoder import Attribution
from dateline.reading.mended import credit, doer, mended, relayed
from dateline.reading.segment import MARK, MARKS, STOP, quotations
from dateline.reading.syntax import Syntax
from dateline.reading.turns import LAID_OUT
from dateline.reading.words import framed, sayings
from dateline.text import Report, Span

_COLON = re.compile(r":\s*$")
_REACH = 240  # letters before a colon in which its sentence begins
CITING = frozenset({"citing", "quoting"})
_BETWEEN = re.compile(r"[^“”\n]{0,40}, (?P<cue>citing|quoting) (?P<who>[^,“”\n]{3,90}), ")
_THAT = re.compile(r", (that )")
_PUT = re.compile(r"it\b[^“”\"\n]{0,40}?(?=[“\"]|'')")
_RESUMED = re.compile(r"[^“”\"\n]{0,80}\.\s+")
_QUOTE = r"(?P<quote>“[^“”\n]+”|''.+?''|\"[^\"\n]+\")"
_BETWEEN_DASHES = re.compile(rf"\s(?P<cue>--|—|–) ?{_QUOTE}(?= ?(?:--|—|–))")
_VIEW = re.compile(rf"(?:,? (?:because|as|since|but|and))? (?P<cue>to|for) (?P<who>her|him|them), {_QUOTE}")
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w’'-]+ )+[A-Z][\w’'-]+) ?$")
_SENTENCE = 5  # words; a shorter quotation may be a title or a slogan
_NEAR = 60  # letters between a participle and its quotation
_SCORE = 0.7


def by_place(report: Report, syntax: Syntax, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with quotations given to whom their place gives them, in text order."""
    found: list[Attribution] = []
    for given in attributions:
        one = relayed(report.text, syntax, given)
        cited = _cited(report.text, syntax, one)
        if cited:
            told = [a.cue for a in attributions if a is not given and a.cue is not None]
            found += [a for a in cited if not any(a.cue is not None and a.cue.overlaps(c) for c in told)]
        else:
            found += [one] if one.inner or one.by != "model" else _placed(report.text, syntax, one)
    found = [one if one.by in LAID_OUT else mended(report.text, syntax, one) for one in found]
    found = [a for one in found for part in _interrupted(report.text, syntax, one) for a in _apart(report.text, part)]
    found = _run_over(report, _resumed(report.text, found))
    found += _unclaimed(report, syntax, found)
    return tuple(sorted(found, key=lambda a: a.content[0].start))


def _placed(text: str, syntax: Syntax, one: Attribution) -> Iterator[Attribution]:
    kept = []
    for part in (_put(text, one, c) for c in one.content):
        lead = _lead(text, part)
        made = None
        if lead is not None and not _says(one, lead):
            made = _introduced(syntax, lead, part)
        elif lead is None and (asking := _asking_before(text, one, part)) is not None:
            made = _asked(text, syntax, *asking)
        elif len(one.content) > 1 and lead is None and _spoken(text, one, part):
            made = replace(one, source=None, head=None, cue=None, verb=None, arguments=(), content=(part,))
        if made is None:
            kept.append(part)
        else:
            yield made
    if kept:
        yield replace(one, content=tuple(kept))


def _put(text: str, one: Attribution, part: Span) -> Span:
    """ "As the paper put it in May, “the operator”": what is put is the quotation."""
    it = _PUT.match(text, part.start, part.end) if one.verb and one.verb.of(text) in ("put", "puts") else None
    return Span(it.end(), part.end) if it else part


def _lead(text: str, part: Span) -> Span | None:
    """The words of the sentence before a quotation that a colon introduces, without the colon."""
    if not text.startswith(MARKS, part.start):
        return None
    first = max(0, part.start - _REACH)
    before = text[first : part.start]
    colon = _COLON.search(before)
    if colon is None:
        return None
    stops = [m.end() for m in STOP.finditer(before, 0, colon.start())]
    start = first + (stops[-1] if stops else 0)
    return Span(start, first + colon.start()) if start < first + colon.start() else None


def _says(one: Attribution, lead: Span) -> bool:
    """Whether an attribution's cue or source is among the words before the colon."""
    return any(s is not None and lead.overlaps(s) for s in (one.cue, one.source))


def _introduced(syntax: Syntax, lead: Span, part: Span) -> Attribution | None:
    """The quotation as said by the subject of the last clause before the colon, clauses at nouns left out."""
    first, last = syntax.word(lead), syntax.word(Span(lead.end - 1, lead.end))
    if first is None or last is None:
        return None
    for verb in range(last, first - 1, -1):
        subject = None if syntax.relations[verb].startswith("acl") else syntax.subject(verb)
        if subject is not None and lead.covers(syntax.span(subject)):
            return _made(syntax, syntax.span(verb), subject, part, "colon")
    return None


def _unclaimed(report: Report, syntax: Syntax, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations after a colon that no saying touches: of the subject before the colon, in the passive of the noun that
    the colon follows ("… is shown by this finding: “…”")."""
    told = [s for a in found for s in (*a.content, a.cue, a.source) if s is not None]
    new = []
    for block in report.blocks:
        for region in quotations(report.text, block.span) if block.kind == "paragraph" else ():
            lead = _lead(report.text, region)
            if lead is None or len(region.of(report.text).split()) < _SENTENCE or any(region.overlaps(s) for s in told):
                continue
            made = _introduced(syntax, lead, region)
            last = syntax.word(Span(lead.end - 1, lead.end))
            if made is not None and last is not None and syntax.relations[last] == "obl:agent":
                made = _made(syntax, syntax.span(last), last, region, "colon")
            new += [made] if made is not None else []
    return new


def _interrupted(text: str, syntax: Syntax, one: Attribution) -> Iterator[Attribution]:
    """A content without a quotation between dashes, of whoever is named right before it or else of the clause's subject
    ("Moran took it as praise -- “That is clever” -- and left"), and without one that is somebody's view ("because to
    her, “it is art”")."""
    kept = []
    for part in one.content:
        found = None if one.inner else _within(text, syntax, one, part)
        if found is None:
            kept.append(part)
            continue
        yield found[0]
        kept += [found[1]] if found[1] is not None else []
    if kept:
        yield replace(one, content=tuple(kept))


def _within(text: str, syntax: Syntax, one: Attribution, part: Span) -> tuple[Attribution, Span | None] | None:
    """A quotation that a fragment has inside and that is another's, and what is left before it."""
    dashed = _BETWEEN_DASHES.search(text, part.start, min(part.end + 4, len(text)))
    view = _VIEW.search(text, part.start, part.end)
    match = dashed or view
    if match is None or match.start() <= part.start or match.start("quote") >= part.end:
        return None
    who: Span | None = None
    if dashed is not None:
        named = _NAME_BEFORE.search(text, part.start, dashed.start("cue"))
        who = Span(*named.span(1)) if named is not None else one.source
    elif view is not None:
        who = Span(*view.span("who"))
    head = None if who is None else syntax.top(who)
    if who is None or head is None:
        return None
    cue, quote = Span(*match.span("cue")), Span(*match.span("quote"))
    end = len(text[: match.start()].rstrip())
    made = Attribution(source=who, head=syntax.span(head), cue=cue, verb=cue, content=(quote,), score=_SCORE)
    return replace(made, by="rule:inserted"), Span(part.start, end) if end > part.start else None


def _apart(text: str, one: Attribution) -> Iterator[Attribution]:
    """ "It will pass, Moran said: “I counted.”": a clause before the cue and a quotation after its colon are two."""
    before = [c for c in one.content if one.cue is not None and c.end <= one.cue.start]
    after = [c for c in one.content if one.cue is not None and c.start >= one.cue.end]
    colon = one.cue is not None and bool(after) and text[one.cue.start : after[0].start].rstrip().endswith(":")
    quoted = bool(after) and all(text.startswith(MARKS, c.start) for c in after)
    if one.inner or not before or not colon or not quoted or any(MARK.search(text, c.start, c.end) for c in before):
        yield one
    else:
        yield replace(one, content=tuple(before))
        yield replace(one, content=tuple(after))


def _made(syntax: Syntax, cue: Span, subject: int, part: Span, rule: str) -> Attribution:
    head = syntax.span(subject)
    source = syntax.phrase(subject)
    return Attribution(source=source, head=head, cue=cue, verb=cue, content=(part,), by=f"rule:{rule}", score=_SCORE)


def _asking_before(text: str, one: Attribution, part: Span) -> tuple[Span, Span] | None:
    """A participle of saying right before a quotation that another word is the cue of: "footage of Moran asking in May,
    “Why not?”". The participle and the quotation."""
    mark = MARK.search(text, part.start, part.end)
    if mark is None or one.verb is None or one.verb.of(text).lower() in sayings():
        return None
    first = max(0, part.start - _REACH)
    found = _asking().search(text[first : mark.start()])
    verb = None if found is None else Span(first + found.start(1), first + found.end(1))
    near = verb is not None and verb.end >= part.start - _NEAR and not verb.overlaps(one.verb)
    return (verb, Span(mark.start(), part.end)) if near and verb is not None else None


def _asked(text: str, syntax: Syntax, verb: Span, part: Span) -> Attribution | None:
    """The quotation as said by its participle's subject, or by what that hangs on; a participle that goes on from the
    main clause is of whoever that is about."""
    at = syntax.word(verb)
    if at is None or not syntax.relations[at].startswith(("acl", "advcl", "conj")):
        return None
    if not syntax.relations[at].startswith("acl"):
        who = doer(text, syntax, at)
        return None if who is None else _made(syntax, verb, who, part, "participle")
    own = syntax.subject(at)
    return _made(syntax, verb, int(syntax.heads[at]) if own is None else own, part, "participle")


@cache
def _asking() -> re.Pattern[str]:
    forms = sorted(f for f in framed("quote") if f.endswith("ing"))
    return re.compile(rf"\b({'|'.join(forms)})\b[^“”\"\n.]{{0,60}}$")


def _cited(text: str, syntax: Syntax, one: Attribution) -> tuple[Attribution, ...]:
    """ "The Courier reported, citing two people, that he had left": the paper and the two people say the same.

    The model finds the one or the other, rarely both.
    """
    if one.cue is None or one.verb is None:
        return ()
    between = (
        _BETWEEN.fullmatch(text, one.cue.end, one.content[0].start) if one.cue.end < one.content[0].start else None
    )
    if between is not None:
        source, cue = Span(*between.span("who")), Span(*between.span("cue"))
        head = syntax.top(source)
        at = None if head is None else syntax.span(head)
        return one, replace(one, source=source, head=at, cue=cue, verb=cue, by="rule:citing", arguments=())
    said = one if text.startswith("that ", one.content[0].start) else _cut(text, syntax, one)
    subject = None if said is None else _who_reports(syntax, one, one.cue)
    if one.verb.of(text).lower() not in CITING or said is None or subject is None:
        return ()
    reports = syntax.span(int(syntax.heads[subject]))
    return _made(syntax, reports, subject, said.content[0], "citing"), said


def _cut(text: str, syntax: Syntax, one: Attribution) -> Attribution | None:
    """The attribution whose content begins with whom it cites, with them as its source."""
    that = _THAT.search(text, one.content[0].start, one.content[0].end)
    if that is None:
        return None
    source = Span(one.content[0].start, that.start())
    head = syntax.top(source)
    content = (Span(that.start(1), one.content[0].end), *one.content[1:])
    return replace(one, source=source, head=None if head is None else syntax.span(head), content=content, arguments=())


def _who_reports(syntax: Syntax, one: Attribution, cue: Span) -> int | None:
    """The word that names who cites: a source before the cue, or the subject of the sentence that it hangs on."""
    if one.head is not None and one.head.end <= cue.start:
        return syntax.word(one.head)
    at = syntax.word(cue)
    root = next((w for w in range(at or 0, -1, -1) if len(syntax) and syntax.relations[w] == "root"), None)
    return None if root is None else syntax.subject(root)


def _spoken(text: str, one: Attribution, part: Span) -> bool:
    """Whether a quotation has a verb of saying right beside it, in another paragraph than its attribution's cue."""
    cue = one.cue
    if cue is None or "\n" not in text[min(cue.end, part.end) : max(cue.start, part.start)]:
        return False
    return text.startswith(MARKS, part.start) and credit().match(text, part.end) is not None


def _resumed(text: str, found: list[Attribution]) -> list[Attribution]:
    """A quotation right after "…," she said. goes on with it, where it has no cue or one in another paragraph."""
    done = list(found)
    for number, one in enumerate(found):
        part = one.content[0]
        strange = one.cue is None or "\n" in text[part.end : one.cue.start]
        if one.inner or not strange or not text.startswith(MARKS, part.start):
            continue
        before = [n for n, other in enumerate(done) if n != number and _ends_before(text, other, part)]
        for place in before[:1]:
            done[place] = replace(done[place], content=(*done[place].content, part))
            done[number] = replace(done[number], content=one.content[1:])
    return [a for a in done if a.content]


def _ends_before(text: str, other: Attribution, part: Span) -> bool:
    """Whether an attribution's cue follows its content and ends the sentence right before a quotation."""
    cue = other.cue
    if cue is None or other.inner or not other.content or cue.start < other.content[0].end:
        return False
    return text[part.start - 1 : part.start].isspace() and _RESUMED.fullmatch(text, cue.end, part.start) is not None


def _run_over(report: Report, found: list[Attribution]) -> list[Attribution]:
    """A quotation that is not closed where its paragraph ends, and goes on in the next, is one saying.

    It is of whoever has a cue in one of the two paragraphs; where both have, of the later: a clause before the first
    part ("Hale said it had worked.") is another saying.
    """
    done = list(found)
    paragraphs = [b.span for b in report.blocks if b.kind == "paragraph"]
    for one, other in pairwise(paragraphs):
        mark = _open(report.text, one)
        if mark is None or not report.text.startswith(mark, other.start):
            continue
        first = _holding(done, lambda c, end=one.end: end - 2 <= c.end <= end)  # type: ignore[misc]
        later = _holding(done, lambda c, start=other.start: c.start <= start < c.end)  # type: ignore[misc]
        if first is None or later is None or first[0] == later[0]:
            continue
        (a, part), (b, _) = first, later
        quoted = report.text.startswith(MARKS, part.start)
        if done[b].cue is not None and (done[a].cue is None or (quoted and part != done[a].content[0])):
            done[b] = replace(done[b], content=(part, *done[b].content))
            done[a] = replace(done[a], content=tuple(c for c in done[a].content if c != part))
        elif done[b].cue is None:
            done[a] = replace(done[a], content=(*done[a].content, *done[b].content))
            done[b] = replace(done[b], content=())
    return [a for a in done if a.content]


def _open(text: str, paragraph: Span) -> str | None:
    """The mark of the last quotation of a paragraph where it is not closed in it; the next has to begin with it."""
    regions = quotations(text, paragraph)
    last = regions[-1] if regions else None
    if last is None or last.end != paragraph.end or text[paragraph.end - 1] in "”\"»'":
        return None
    return next(m for m in (*MARKS, "‘") if text.startswith(m, last.start))


def _holding(found: Sequence[Attribution], fits: Callable[[Span], bool]) -> tuple[int, Span] | None:
    """The outermost attribution with a fragment that fits, and the fragment."""
    every = ((n, c) for n, a in enumerate(found) if not a.inner for c in a.content if fits(c))
    return next(every, None)
