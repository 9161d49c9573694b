"""Attributions mended one by one: a source that is not whole, a content that runs on, a speaker who is shown."""

import re
from dataclasses import replace
from functools import cache

from dateline.reading import segment
from dateline.reading.encoder import Attribution
from dateline.reading.segment import MARK, MARKS, STOP
from dateline.reading.syntax import Syntax
from dateline.reading.words import forms, framed, word_list
from dateline.text import Span

_ON = re.compile(r"[^“”\"\n]{0,20}\b(?:of|about|on|at)\s*")  # between a cue and what its quotation is about
_DASH = re.compile(r"—|–|--| - ")
_RELAYED = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_RELAYING = re.compile(r" (?P<who>(?!by\b)[^,;:“”\"\n]{2,90}?)(?: as (?:also )?[a-z]+ing\b|: ?(?=[“\"]|''))")
_RELAYED_BY = re.compile(r" by (?P<via>[^,;:“”\"\n]{2,60}?) as (?:also )?[a-z]+ing\b")
_QUOTED_BY = re.compile(r"\b(?:quoted|cited|seen|obtained|reviewed|read) by (?P<via>[^,;:“”\"\n]{2,60})")
_APPOSED = re.compile(r"(?P<who>(?:the|an?|its|his|her) [^,;:“”\"\n]{2,110}), (?=[A-Z“\"]|the |an? |\d)")
_BE = frozenset({"was", "were", "been", "be", "is", "are", "being"})
_RELATIVE = frozenset({"who", "which", "that"})
_JOINED = frozenset({"conj", "xcomp"})


def mended(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """The attribution after each mend in turn."""
    for mend in (
        _tidy,
        _according,
        _apposed,
        _nobody,
        _told,
        _whole_source,
        _on_topic,
        _in_its_sentence,
        _depicted,
        _resurfaced,
        _agent,
    ):
        one = mend(text, syntax, one)
    return one


def relayed(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """ "The Post quoted a guard as saying", "a guard, quoted by the Post, said": his words, through the Post."""
    if one.cue is None or one.verb is None:
        return one
    verb = one.verb
    quoting = _RELAYING.match(text, verb.end) if verb.of(text).lower() in _RELAYED else None
    first = one.content[0]
    if quoting is not None and first.start < quoting.end() < first.end:  # the content took whom it quotes along
        behind = text[quoting.end() : first.end].lstrip()
        one = replace(one, content=(Span(first.end - len(behind), first.end), *one.content[1:]))
    if quoting is not None and one.source is not None and one.source.end <= verb.start:
        who, via = Span(*quoting.span("who")), one.source
        head = syntax.top(who)
        via_head = one.head or via
        if head is not None:
            arguments = (*one.arguments, ("via", via_head))
            return replace(one, source=who, head=syntax.span(head), arguments=arguments, speaker_kind=None)
    by = _RELAYED_BY.match(text, verb.end) if verb.of(text).lower() in _RELAYED else None
    if by is None and one.source is not None and one.source.end < verb.start:
        by = _QUOTED_BY.search(text, one.source.start, verb.start)
    at = None if by is None else syntax.top(Span(*by.span("via")))
    return one if at is None else replace(one, arguments=(*one.arguments, ("via", syntax.span(at))))


def _tidy(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """A source without the comma behind it, whose head is a word."""
    if one.source is None or one.head is None:
        return one
    bare = text[one.source.start : one.source.end].rstrip(" ,;:")
    source = Span(one.source.start, one.source.start + max(len(bare), 1))
    if any(map(str.isalnum, one.head.of(text))):
        return replace(one, source=source) if source.covers(one.head) else one
    first = syntax.word(source)
    return one if first is None else replace(one, source=source, head=syntax.span(first))


def _according(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """ "According to the Centre cholera is …": a content that took its speaker along."""
    cue, first = one.cue, one.content[0]
    if one.source is not None or cue is None or cue.of(text).lower() != "according to" or first.start > cue.end + 1:
        return one
    at = syntax.word(first)
    who = None if at is None else syntax.phrase(syntax.noun(at))
    if who is None or who.start != first.start or who.end + 1 >= first.end:
        return one
    head = syntax.top(who)
    rest = Span(who.end + len(text[who.end : first.end]) - len(text[who.end : first.end].lstrip(" ,")), first.end)
    named = None if head is None else syntax.span(head)
    return replace(one, source=who, head=named, content=(rest, *one.content[1:]), speaker_kind=None)


def _apposed(text: str, _: Syntax, one: Attribution) -> Attribution:
    """ "According to Ana Moran, the head of the hospital, it rained": a content that took an apposition along."""
    cue, first = one.cue, one.content[0]
    if one.source is None or cue is None or cue.of(text).lower() != "according to" or first.start > one.source.end + 2:
        return one
    behind = _APPOSED.match(text, first.start, first.end)
    if behind is None:
        return one
    source = Span(one.source.start, behind.end("who"))
    return replace(one, source=source, content=(Span(behind.end(), first.end), *one.content[1:]))


def _nobody(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """ "It is thought that …", "it was not surprising that …": nobody is named who thinks so."""
    if one.source is None or one.source.of(text).lower() != "it" or one.cue is None or one.head is None:
        return one
    at, verb = syntax.word(one.head), None if one.verb is None else syntax.word(one.verb)
    expletive = at is not None and syntax.relations[at] == "expl"
    return replace(one, source=None, head=None) if expletive or _passive(syntax, verb) else one


def _passive(syntax: Syntax, verb: int | None) -> bool:
    return verb is not None and any(syntax.relations[c] == "aux:pass" for c in syntax.children(verb))


def _told(text: str, syntax: Syntax, one: Attribution) -> Attribution:
    """ "The judge was told that …": the judge is told it, by nobody who is named."""
    at, verb = (None if s is None else syntax.word(s) for s in (one.head, one.verb))
    if at is None or verb is None or one.verb is None or one.verb.of(text).lower() not in forms("addressing"):
        return one
    passive = syntax.relations[at] == "nsubj:pass" and int(syntax.heads[at]) == verb
    return replace(one, source=None, head=None) if passive or (at < verb and _been(text, syntax, verb)) else one


def _been(text: str, syntax: Syntax, verb: int) -> bool:
    """Whether a verb follows a form of "be": "had been told"."""
    before = syntax.span(verb - 1).of(text).lower() if verb > 0 else ""
    return before in _BE and _passive(syntax, verb)


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
    if text.startswith(MARKS, one.content[0].start):
        return one
    stop = _stop(text, Span(one.content[0].start, one.content[-1].end))
    if stop is None:
        return one
    rest = text[stop.end() : one.content[-1].end].lstrip()
    if rest.startswith(MARKS) and not _credited(text, one.content[-1].end - len(rest), one.content[-1].end):
        return one
    end = len(text[: stop.end()].rstrip().removesuffix("."))  # the full stop is the sentence's
    kept = [Span(c.start, min(c.end, end)) for c in one.content if c.start < end]
    return replace(one, content=tuple(kept))


def _credited(text: str, start: int, end: int) -> bool:
    """Whether a quotation has a verb of saying of its own behind it: “It is early,” a spokeswoman said."""
    regions = segment.quotations(text, Span(start, max(end, start + 1)))
    return bool(regions) and credit().match(text, regions[0].end) is not None


@cache
def credit() -> re.Pattern[str]:
    """A verb of saying after a quotation and at most a name: "said Moran", "the envoy told the BBC"."""
    says = "|".join(sorted(framed("quote")))
    return re.compile(rf"[”\"']* (?:[^“”\"\n.,;:]{{1,60}} )?(?:{says}|(?:was|were|is) (?:quoted|cited) as)\b")


def _stop(text: str, content: Span) -> re.Match[str] | None:
    """The first end of a sentence in a content, outside what it quotes."""
    quoted = segment.quotations(text, content)
    found = (m for m in segment.stops(text, content) if not any(q.start < m.start() < q.end - 2 for q in quoted))
    return next(found, None)


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
    """Whether "of" stands before a noun, wherever the tree hangs it."""
    hangs = any(syntax.relations[c] == "case" and syntax.span(c).of(text) == "of" for c in syntax.children(word))
    return hangs or text[: syntax.phrase(word).start].endswith(" of ")


@cache
def _depictions() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("depictions"))


def _on_topic(text: str, _: Syntax, one: Attribution) -> Attribution:
    """“It is over,” she said of the vote. “In my head.” What stands between cue and quotation is what it is about, and
    words without marks in another sentence, beside quotations, are nobody's."""
    if one.cue is None or len(one.content) < 2 or not text.startswith(MARKS, one.content[0].start):
        return one
    cue, verb = one.cue, one.verb or one.cue
    kept = []
    for part in one.content:
        quoted = MARK.search(text, part.start, part.end) is not None
        topic = part.start > verb.end and part != one.content[-1] and _ON.fullmatch(text, verb.end, part.start)
        apart = part.start > cue.end and STOP.search(text, cue.end, part.start)
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
    first = max([start, *(m.end() for m in STOP.finditer(text, start, one.head.start))])
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
    who = doer(text, syntax, at)
    if who is None or any(c.covers(syntax.span(who)) for c in one.content):
        return one
    return replace(one, source=syntax.phrase(who), head=syntax.span(who))


def doer(text: str, syntax: Syntax, verb: int) -> int | None:
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
