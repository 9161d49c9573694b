"""What a saying has besides speaker, cue and content: to whom, where, when, on what occasion, for whom, through whom.

The model points at the head word of each; here the words become mentions, and the arguments find theirs again.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dateline.reading.encoder import Attribution, ScoredSpan, Seen
from dateline.reading.found import Found, mention
from dateline.reading.statements import topical
from dateline.reading.syntax import Syntax
from dateline.reading.words import forms, word_list
from dateline.record import Mention, MentionForm, MentionKind
from dateline.text import Report, Span

_SURE = 0.5
_DESCRIBED = frozenset({"person", "group", "organisation"})
_TO_DO = re.compile(r" (?:(?:not )?to|on|for|against|with|over) ")
_STAMP = re.compile(r"\d{1,2}[:.]\d{2}\b")  # the time of a live blog's entry
_ENDED = re.compile(r"[.?!][”\"’']*\s|\n")
_SPANS = frozenset({"since", "until", "till", "for", "about", "of", "by", "before", "after", "from"})
_SITES = frozenset({"in", "at", "outside", "from", "near", "inside", "on"})
_HERE = frozenset({"in", "at", "outside", "inside"})
_WAYS = frozenset({"obl", "nmod", "iobj", "obj", "advcl", "acl", "appos", "nsubj"})
_FAR = 400  # code points between a cue and the place of its sentence
_OPENS = re.compile(r",? (?:the |a |an )?")
_IN = re.compile(r"(?:\W*(?:In|On|At|Outside|Inside|Late on|Early on|Earlier on|Later on) (?:the )?)?")
_OCCASIONS = frozenset({"at", "in", "during", "on", "after", "before"})
_BY = frozenset({"in", "by", "on", "via", "through", "over"})
_ACTORS = frozenset({"person", "group", "organisation", "place"})
_FITTING: dict[str, frozenset[str]] = {  # kinds of mention that a role may have; the first is what words become
    "addressee": _ACTORS,
    "place": frozenset({"place", "organisation"}),
    "time": frozenset({"time"}),
    "occasion": frozenset({"thing", "organisation", "place"}),
    "via": _ACTORS - {"person"},
    "for": _ACTORS,
    "about": _ACTORS | {"thing", "office"},
}
_BECOMES: dict[str, MentionKind] = {
    "addressee": "group",
    "place": "place",
    "time": "time",
    "occasion": "thing",
    "via": "organisation",
    "for": "organisation",
    "about": "thing",
}
_PRONOUNS: dict[str, MentionKind] = dict.fromkeys(
    ("he", "she", "him", "her", "me", "you", "i", "who", "whom"), "person"
)
_PRONOUNS |= dict.fromkeys(("they", "them", "us", "we", "it", "those", "others"), "group")


def argument_mentions(text: str, found: Found, seen: Seen) -> list[Mention]:
    """Mentions of the arguments that nothing has found yet, each with a chain of its own."""
    new: list[Mention] = []
    for attribution in seen.attributions:
        for role, first in attribution.arguments:
            word = _noun(seen.syntax, first)
            known = any(_covering(found, role, w) is not None for w in (word, first))
            told = role in _BECOMES and (role != "time" or _phrase(seen, role, word) is not None)
            if told and not known and any(map(str.isalnum, word.of(text))):
                made = _made(text, found, seen, role, word)
                if not any(m.span.overlaps(made.span) for m in new) and found.index(made.span) is None:
                    new.append(made)
    return new


def described(text: str, found: Found, seen: Seen) -> list[Mention]:
    """Mentions of the people and bodies that the model sees described where nothing has found them yet."""
    new = []
    for phrase in seen.phrases:
        own = phrase.kind in _DESCRIBED and phrase.score >= _SURE and not _address(text, phrase.span, found)
        if own and not any(phrase.span.overlaps(m.span) for m in found.mentions):
            form: MentionForm = "pronoun" if phrase.span.of(text).lower() in _PRONOUNS else "nominal"
            made = mention(phrase.span, phrase.kind, form, found.chain(("nominal", phrase.span)), "model", phrase.score)
            top = seen.syntax.top(phrase.span)
            new.append(made if top is None else replace(made, head=seen.syntax.span(top)))
    return new


def _address(text: str, span: Span, found: Found) -> bool:
    """Whether words are but a form of address before a name: "Sister" of "Sister Ana Moran"."""
    names = (m.span.start for m in found.mentions if m.form == "name" and m.kind == "person")
    return span.of(text)[0].isupper() and text[span.end : span.end + 1] == " " and span.end + 1 in names


def _phrase(seen: Seen, role: str, word: Span) -> ScoredSpan | None:
    """What the model sees named or described around a word, of a kind that fits."""
    return next((p for p in seen.phrases if p.span.covers(word) and p.kind in _FITTING[role]), None)


def _noun(syntax: Syntax, word: Span) -> Span:
    """The noun of a phrase at whose first word the model points."""
    at = syntax.word(word)
    return word if at is None else syntax.span(syntax.noun(at))


def _made(text: str, found: Found, seen: Seen, role: str, word: Span) -> Mention:
    phrase = _phrase(seen, role, word)
    span = _span(phrase, seen.syntax, word)
    pronoun = _PRONOUNS.get(word.of(text).lower())
    kind: MentionKind = pronoun or (phrase.kind if phrase else _BECOMES[role])
    capital = word.of(text)[0].isupper() and (phrase is not None or kind != "time")
    form: MentionForm = "pronoun" if pronoun else "name" if capital else "nominal"
    words = span.of(text)
    key = (kind, words) if form == "name" and kind != "time" else ("argument", span)
    made = mention(word if pronoun else span, kind, form, found.chain(key), "model", phrase.score if phrase else 0.6)
    return replace(made, head=word)


def _span(phrase: ScoredSpan | None, syntax: Syntax, word: Span) -> Span:
    if phrase is not None:
        return phrase.span
    at = syntax.word(word)
    return word if at is None else syntax.phrase(at)


def _covering(found: Found, role: str, word: Span) -> int | None:
    """The smallest mention of a fitting kind that a word stands in."""
    return found.around(word, lambda m: role not in _FITTING or m.kind in _FITTING[role])


def argument(found: Found, attribution: Attribution, role: str) -> int | None:
    """The mention that the first word of this role belongs to, outside the content and not the source."""
    inside = (any(c.covers(word) for c in attribution.content) for name, word in attribution.arguments if name == role)
    found_ones = zip(_arguments(found, attribution, role), inside, strict=True)
    return next((index for index, content in found_ones if index is not None and not content), None)


def about(text: str, found: Found, syntax: Syntax, attribution: Attribution, speaker: int | None) -> tuple[int, ...]:
    """Whom or what the model sees a saying to be about, or else the subject of its content; each once, never the
    speaker."""
    chains = set() if speaker is None else {found.mentions[speaker].chain}
    named: list[int] = []
    told = [i for i in _arguments(found, attribution, "about") if i is not None and topical(text, found, i)]
    for index in sorted(told or subjects(text, found, syntax, attribution)):
        if found.mentions[index].chain not in chains:
            named.append(index)
        chains.add(found.mentions[index].chain)
    return tuple(named)


def subjects(text: str, found: Found, syntax: Syntax, attribution: Attribution) -> list[int]:
    """The mention that is the subject of the content's verb, where it is one."""
    top = syntax.top(attribution.content[0])
    subject = None if top is None else syntax.subject(top)
    word = None if subject is None else syntax.span(subject)
    inside = word is not None and attribution.content[0].covers(word)
    index = _covering(found, "about", word) if inside and word is not None else None
    if index is None or word is None or found.mentions[index].head.start != word.start:
        return []
    return [index] if topical(text, found, index) else []


def _arguments(found: Found, attribution: Attribution, role: str) -> Iterator[int | None]:
    for name, word in attribution.arguments:
        if name == role:
            yield _covering(found, role, word)


def called(found: Found, syntax: Syntax, attribution: Attribution) -> int | None:
    """Whom the words themselves call: "Commander, was the road shut?"."""
    for index, m in enumerate(found.mentions):
        at = syntax.word(m.head) if m.kind == "person" and any(c.covers(m.span) for c in attribution.content) else None
        if at is not None and syntax.relations[at] == "vocative":
            return index
    return None


def seen_or_hanging(text: str, found: Found, syntax: Syntax, attribution: Attribution, role: str) -> int | None:
    """What the model sees in this role (addressee, place, time, occasion) in the cue's sentence, or else what hangs on
    the cue in its way: "told the BBC", "wrote to the court", "said in Kabul", "said at a summit"."""
    seen = argument(found, attribution, role)
    if seen is not None and (role == "addressee" or _beside(text, found.mentions[seen].span, attribution.cue)):
        return seen
    hanging = _hanging(text, found, syntax, attribution, role)
    if hanging is None and role in ("place", "time"):
        hanging = _opening(text, found, attribution, role)
    return _where(text, found, syntax, attribution) if hanging is None and role == "place" else hanging


def _where(text: str, found: Found, syntax: Syntax, attribution: Attribution) -> int | None:
    """The place that leads up to the cue's verb by the people and things around it ("a nurse at the hospital said",
    "told a meeting in Kabul", "speaking at a forum in Novi Sad"); a body's seat is not where it speaks."""
    cue = attribution.cue
    for index, place in enumerate(found.mentions):
        if place.kind != "place" or cue is None or abs(place.span.start - cue.start) > _FAR:
            continue
        if any(c.overlaps(place.span) for c in attribution.content) or not _beside(text, place.span, cue):
            continue
        at = syntax.word(place.head)
        noun = None if at is None else syntax.noun(at)
        if noun is not None and _cases(text, syntax, noun) & _HERE and _leads(found, syntax, noun, attribution.cue):
            return index
    return None


def _leads(found: Found, syntax: Syntax, noun: int, cue: Span | None) -> bool:
    """Whether a place's way up in the sentence leads to the cue, past no body that only has its seat there."""
    below = noun
    for at in syntax.above(noun):
        if cue is not None and cue.covers(syntax.span(at)):
            return syntax.relations[below].partition(":")[0] in _WAYS
        if syntax.relations[below].partition(":")[0] not in _WAYS:
            return False
        if found.around(syntax.span(at), lambda m: m.kind in ("organisation", "place")) is not None:
            return False
        below = at
    return False


def _cases(text: str, syntax: Syntax, word: int) -> set[str]:
    return {syntax.span(c).of(text).lower() for c in syntax.children(word) if syntax.relations[c] == "case"}


def _opening(text: str, found: Found, attribution: Attribution, role: str) -> int | None:
    """The place or time that opens the sentence right before whoever speaks: "In Kabul, Ana Moran said"."""
    source = attribution.source
    if source is None or attribution.cue is None or attribution.cue.start < source.start:
        return None
    for index, told in enumerate(found.mentions):
        if told.kind == role and _OPENS.fullmatch(text, told.span.end, source.start):
            first = max((m.end() for m in _ENDED.finditer(text, 0, told.span.start)), default=0)
            if _IN.fullmatch(text, first, told.span.start):
                return index
    return None


def time(report: Report, found: Found, syntax: Syntax, attribution: Attribution) -> int | None:
    """When the model sees it said, or the time that hangs on the cue, or that stands at the head of a blog's entry."""
    told = seen_or_hanging(report.text, found, syntax, attribution, "time")
    if told is not None:
        return told
    block = next((b.span for b in report.blocks if b.span.covers(attribution.content[0])), None)
    stamped = block is not None and _STAMP.match(report.text, block.start, block.end)
    return (
        next((i for i, m in enumerate(found.mentions) if block and m.span.start == block.start), None)
        if stamped
        else None
    )


def _beside(text: str, span: Span, cue: Span | None) -> bool:
    """Whether no sentence ends between a span and a cue: what was said before may have been said at another time."""
    if cue is None:
        return False
    first, last = sorted((span, cue))
    return _ENDED.search(text, first.end, max(last.start, first.end)) is None


def _hanging(text: str, found: Found, syntax: Syntax, attribution: Attribution, role: str) -> int | None:
    """The mention that hangs on the verb of the cue in the way of this role, outside content and source."""
    verb = None if attribution.verb is None else syntax.word(attribution.verb)
    if verb is None or attribution.verb is None:
        return None
    said = attribution.verb.of(text).lower()
    first = attribution.content[0].start
    for child in syntax.children(verb):
        word = syntax.span(child)
        inside = any(c.covers(word) for c in attribution.content)
        index = _covering(found, role, word)
        if role == "addressee" and index is not None and _is_to_do(text, found, index, first):
            inside = False
        if inside or index is None or (attribution.source is not None and attribution.source.covers(word)):
            continue
        cases = _cases(text, syntax, child)
        if _fits(role, syntax.relations[child], cases, said, found.mentions[index]):
            return index
    return None


def _is_to_do(text: str, found: Found, index: int, first: int) -> bool:
    """Whether a content begins with whom it is said to: "ordered the crews to leave", "thanked Ana for coming"."""
    begins = found.wide.get(index, found.mentions[index].span).start == first
    return begins and _TO_DO.match(text, found.mentions[index].span.end) is not None


def _fits(role: str, relation: str, cases: set[str], verb: str, mention: Mention) -> bool:
    if role == "time":
        return relation.startswith(("obl", "nmod", "advmod")) and not cases & _SPANS
    if role == "addressee":
        addressed = relation in ("obj", "iobj", "nsubj:pass") and verb in forms("addressing")
        upon = cases == {"to"} or (cases in ({"on"}, {"upon"}) and verb.startswith("call"))
        return addressed or relation == "iobj" or (relation.startswith("obl") and upon)
    if role == "place":
        site = mention.kind == "place" or (mention.form == "nominal" and bool(cases & _HERE))  # "in parliament"
        return relation.startswith("obl") and site and bool(cases & _SITES)
    told = relation in ("obj", "iobj") and verb in forms("addressing")  # "told a news conference"
    return mention.kind == "thing" and (told or (relation.startswith("obl") and bool(cases & _OCCASIONS)))


def detail(text: str, attribution: Attribution, seen: Seen, role: str) -> str | None:
    """The words of a saying's medium or of the reason for anonymity."""
    for name, word in attribution.arguments:
        if name == role:
            return next((s.of(text) for kind, s in seen.details if kind == role and s.covers(word)), None)
    return _medium(text, seen.syntax, attribution) if role == "medium" else None


def _medium(text: str, syntax: Syntax, attribution: Attribution) -> str | None:
    """ "Said in a letter", "by telephone", "on Facebook": the phrase with a word for a medium that hangs on the cue."""
    verb = None if attribution.verb is None else syntax.word(attribution.verb)
    for child in [] if verb is None else syntax.children(verb):
        word = syntax.span(child)
        if word.of(text) not in _media() or not syntax.relations[child].startswith("obl"):
            continue
        cases = [c for c in syntax.children(child) if syntax.relations[c] == "case"]
        phrase = syntax.phrase(child)
        if (
            cases
            and syntax.span(cases[0]).of(text).lower() in _BY
            and not any(c.covers(word) for c in attribution.content)
        ):
            return Span(min(phrase.start, syntax.span(cases[0]).start), phrase.end).of(text)
    return None


@cache
def _media() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("media"))
