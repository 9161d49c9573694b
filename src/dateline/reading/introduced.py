"""Quotations that their place gives to a speaker: after a colon or a verb of saying, or after that speaker's own.

The model decides what is said and by which cue. Where it joins to one saying a quotation that stands beside the words
of another, or finds nobody for one that a colon introduces, what stands beside the quotation decides.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dateline.reading.encoder import Attribution
from dateline.reading.segment import quotations
from dateline.reading.syntax import Syntax
from dateline.reading.words import sayings, word_list
from dateline.record import Statement
from dateline.text import Report, Span

_MARKS = ("“", '"', "''", "„", "«")
_MARK = re.compile(r"“|\"|''|„|«")
_COLON = re.compile(r":\s*$")
_REACH = 240  # letters before a colon in which its sentence begins
_STOP = re.compile(r"[.?!][”\"’']*\s+(?=[A-Z“\"])|\n")
CITING = frozenset({"citing", "quoting"})
_BETWEEN = re.compile(r"[^“”\n]{0,40}, (?P<cue>citing|quoting) (?P<who>[^,“”\n]{3,90}), ")
_THAT = re.compile(r", (that )")
_PUT = re.compile(r"it\b[^“”\"\n]{0,40}?(?=[“\"]|'')")
_RESUMED = re.compile(r"[^“”\"\n]{0,80}\.\s+")
_ON = re.compile(r"[^“”\"\n]{0,20}\b(?:of|about|on|at)\s*")  # between a cue and what its quotation is about
_SIGNED = re.compile(
    r"\s*(?:—|–|-{1,2})\s?(?P<who>[A-Z][^\s,.:“”\"—–]*(?: [^\s,.:“”\"—–]+){0,5})[^“”\"\n]{0,60}$", re.M
)
_DASH = re.compile(r"—|–|--| - ")
_JOINED = frozenset({"conj", "xcomp"})
_RELATIVE = frozenset({"who", "which", "that"})
_NEAR = 60  # letters between a participle and its quotation
_SCORE = 0.7


def by_place(
    report: Report, syntax: Syntax, attributions: Sequence[Attribution], by_rule: Sequence[Statement]
) -> tuple[Attribution, ...]:
    """The attributions with quotations given to whom their place gives them, in text order."""
    found: list[Attribution] = []
    for one in attributions:
        cited = _cited(report.text, syntax, one)
        if cited:
            told = [a.cue for a in attributions if a is not one and a.cue is not None]
            found += [a for a in cited if not any(a.cue is not None and a.cue.overlaps(c) for c in told)]
        else:
            found += [one] if one.inner or one.by != "model" else _placed(report.text, syntax, one, by_rule)
    for mend in (_whole_source, _on_topic, _in_its_sentence, _depicted, _resurfaced, _signed, _agent):
        found = [mend(report.text, syntax, one) for one in found]
    found = _run_over(report, _resumed(report.text, found))
    return tuple(sorted(found, key=lambda a: a.content[0].start))


def _placed(text: str, syntax: Syntax, one: Attribution, by_rule: Sequence[Statement]) -> Iterator[Attribution]:
    kept = []
    for part in (_put(text, one, c) for c in one.content):
        lead = _lead(text, part)
        made = None
        if lead is not None and not _says(one, lead):
            made = _introduced(syntax, lead, part)
        elif lead is None and (asking := _asking_before(text, one, part)) is not None:
            made = _asked(syntax, *asking)
        elif len(one.content) > 1 and lead is None and _spoken(text, one, part, by_rule):
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
    if not text.startswith(_MARKS, part.start):
        return None
    first = max(0, part.start - _REACH)
    before = text[first : part.start]
    colon = _COLON.search(before)
    if colon is None:
        return None
    stops = [m.end() for m in _STOP.finditer(before, 0, colon.start())]
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


def _made(syntax: Syntax, cue: Span, subject: int, part: Span, rule: str) -> Attribution:
    head = syntax.span(subject)
    source = syntax.phrase(subject)
    return Attribution(source=source, head=head, cue=cue, verb=cue, content=(part,), by=f"rule:{rule}", score=_SCORE)


def _asking_before(text: str, one: Attribution, part: Span) -> tuple[Span, Span] | None:
    """A participle of saying right before a quotation that another word is the cue of: "footage of Moran asking in May,
    “Why not?”". The participle and the quotation."""
    mark = _MARK.search(text, part.start, part.end)
    if mark is None or one.verb is None or one.verb.of(text).lower() in sayings():
        return None
    first = max(0, part.start - _REACH)
    found = _asking().search(text[first : mark.start()])
    verb = None if found is None else Span(first + found.start(1), first + found.end(1))
    near = verb is not None and verb.end >= part.start - _NEAR and not verb.overlaps(one.verb)
    return (verb, Span(mark.start(), part.end)) if near and verb is not None else None


def _asked(syntax: Syntax, verb: Span, part: Span) -> Attribution | None:
    """The quotation as said by its participle's subject, or by what that hangs on."""
    at = syntax.word(verb)
    if at is None or not syntax.relations[at].startswith("acl"):
        return None
    own = syntax.subject(at)
    return _made(syntax, verb, int(syntax.heads[at]) if own is None else own, part, "participle")


def _whole_source(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """A source that only modifies a noun before the cue is that noun's phrase: "US" of "US envoy Ana Moran’s claim"."""
    at = None if one.head is None or one.head != one.source else syntax.word(one.head)
    if at is None or one.cue is None or syntax.relations[at] not in ("compound", "amod"):
        return one
    noun = syntax.noun(at)
    word = syntax.span(noun)
    if noun <= at or word.overlaps(one.cue) or any(c.covers(word) for c in one.content) or word.end > one.cue.start:
        return one
    return replace(one, source=syntax.phrase(noun), head=word)


def _in_its_sentence(text: str, _: Syntax, one: Attribution) -> Attribution:
    """A clause after its cue ends with its sentence: "said it was “over.” The hall emptied." What stands in quotation
    marks may go on."""
    if one.cue is None or one.inner or one.by != "model" or one.content[0].start < one.cue.end:
        return one
    stop = _STOP.search(text, one.content[0].start, one.content[-1].end)
    if stop is None or text.startswith(_MARKS, one.content[0].start) or not (stop[0].strip()[1:] or stop[0] == "\n"):
        return one
    if text[stop.end() : one.content[-1].end].lstrip().startswith(_MARKS):
        return one
    kept = [Span(c.start, min(c.end, len(text[: stop.end()].rstrip()))) for c in one.content if c.start < stop.end()]
    return replace(one, content=tuple(kept))


def _depicted(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """ "Footage of Moran asking …": what is asked is hers, not the footage's."""
    at = None if one.head is None else syntax.word(one.head)
    if at is None or syntax.span(at).of(text).lower() not in _depictions():
        return one
    shown = [w for w in syntax.children(at) if syntax.relations[w] == "nmod" and _of(text, syntax, w)]
    end = one.cue.start if one.cue is not None else one.content[0].start
    for who in shown:
        if at < who and syntax.span(who).end <= end:
            return replace(one, source=syntax.phrase(who), head=syntax.span(who), speaker_kind=None)
    return one


def _of(text: str, syntax: Syntax, word: int) -> bool:
    return any(syntax.relations[c] == "case" and syntax.span(c).of(text) == "of" for c in syntax.children(word))


@cache
def _depictions() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("depictions"))


def _on_topic(text: str, _: Syntax, one: Attribution) -> Attribution:
    """“It is over,” she said of the vote. “In my head.” What stands between cue and quotation is what it is about, and
    words without marks in another sentence, beside quotations, are nobody's."""
    if one.cue is None or len(one.content) < 2 or not text.startswith(_MARKS, one.content[0].start):
        return one
    cue, verb = one.cue, one.verb or one.cue
    kept = []
    for part in one.content:
        quoted = _MARK.search(text, part.start, part.end) is not None
        topic = part.start > verb.end and part != one.content[-1] and _ON.fullmatch(text, verb.end, part.start)
        apart = part.start > cue.end and _STOP.search(text, cue.end, part.start)
        if quoted or not (topic or apart):
            kept.append(part)
    return replace(one, content=tuple(kept))


def _resurfaced(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """A participle after a comma or a dash goes on with the main clause: "paid a man who had left, saying “…”" is not
    the man's, nor "in the hall - where the team plays - while chanting “…”" the team's."""
    at = None if one.head is None else syntax.word(one.head)
    verb = one.verb.of(text) if one.verb is not None else ""
    if at is None or one.head is None or one.cue is None or not verb.endswith("ing") or one.head.end > one.cue.start:
        return one
    start = text.rfind("\n", 0, one.head.start) + 1
    first = max([start, *(m.end() for m in _STOP.finditer(text, start, one.head.start))])
    dashed = all(
        len(_DASH.findall(text, *ends)) % 2 for ends in ((first, one.head.start), (one.head.end, one.cue.start))
    )
    relative = one.head.of(text).lower() in _RELATIVE and syntax.relations[int(syntax.heads[at])] == "acl:relcl"
    led = text[: one.cue.start].rstrip().endswith(",") and not text[: one.head.start].rstrip().endswith(",")
    if not dashed and not (relative and led and int(syntax.heads[at]) != syntax.word(one.verb or one.cue)):
        return one
    subjects = (syntax.subject(w) for w in syntax.above(int(syntax.heads[at])))
    who = next((w for w in subjects if w is not None and first <= syntax.starts[w] < one.head.start), None)
    return one if who is None else replace(one, source=syntax.phrase(who), head=syntax.span(who), speaker_kind=None)


def _agent(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """A cue that nobody is found for has the subject of its verb, or of the verb that it is joined to: "the carriers
    met and agreed to …". A passive has none."""
    at = None if one.verb is None else syntax.word(one.verb)
    if at is None or one.source is not None or one.by != "model":
        return one
    who = _doer(text, syntax, at)
    if who is None or any(c.covers(syntax.span(who)) for c in one.content):
        return one
    return replace(one, source=syntax.phrase(who), head=syntax.span(who))


def _doer(text: str, syntax: Syntax, verb: int) -> int | None:
    """The active subject of a verb or of the one that it goes on from; None in the passive and for nouns."""
    for at in (verb, *syntax.above(verb)):
        hanging = {syntax.relations[c]: c for c in syntax.children(at)}
        if "aux:pass" in hanging or "nsubj:pass" in hanging or "expl" in hanging:
            return None
        if "nsubj" in hanging:
            return hanging["nsubj"]
        participle = syntax.relations[at] == "advcl" and syntax.span(at).of(text).endswith("ing")
        if syntax.relations[at] not in _JOINED and not participle:
            return None
    return None


def _signed(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """A quotation that nobody says, with a dash and a name behind it or in the next line."""
    last = one.content[-1]
    if one.cue is not None or one.source is not None or not text.startswith(_MARKS, one.content[0].start):
        return one
    signature = _SIGNED.match(text, last.end)
    head = None if signature is None else syntax.top(Span(*signature.span("who")))
    if signature is None or head is None:
        return one
    return replace(one, source=syntax.phrase(head), head=syntax.span(head), by="rule:signed")


@cache
def _asking() -> re.Pattern[str]:
    forms = sorted(f for f, row in sayings().items() if f.endswith("ing") and "quote" in row["frames"])
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


def _spoken(text: str, one: Attribution, part: Span, by_rule: Iterable[Statement]) -> bool:
    """Whether a rule finds that a quotation has a cue beside it, in another paragraph than the attribution's."""
    cue = one.cue
    if cue is None:
        return False
    between = text[min(cue.end, part.end) : max(cue.start, part.start)]
    return "\n" in between and any(
        s.manner == "direct" and any(c.overlaps(part) for c in s.content) and not any(k.overlaps(cue) for k in s.cue)
        for s in by_rule
    )


def _resumed(text: str, found: list[Attribution]) -> list[Attribution]:
    """A quotation right after "…," she said. goes on with it, where it has no cue or one in another paragraph."""
    done = list(found)
    for number, one in enumerate(found):
        part = one.content[0]
        strange = one.cue is None or "\n" in text[part.end : one.cue.start]
        if one.inner or not strange or not text.startswith(_MARKS, part.start):
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
        quoted = report.text.startswith(_MARKS, part.start)
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
    return next(m for m in (*_MARKS, "‘") if text.startswith(m, last.start))


def _holding(found: Sequence[Attribution], fits: Callable[[Span], bool]) -> tuple[int, Span] | None:
    """The outermost attribution with a fragment that fits, and the fragment."""
    every = ((n, c) for n, a in enumerate(found) if not a.inner for c in a.content if fits(c))
    return next(every, None)
