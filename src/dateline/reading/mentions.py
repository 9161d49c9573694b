"""Text → mentions and their chains, and the units that the rule matcher masks.

A mention is labelled only where a table, a title or a head word says what it is; capitalised
words that nothing explains stay unlabelled words.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from dateline.names import Name
from dateline.reading.encoder import ScoredSpan
from dateline.reading.found import Found
from dateline.reading.found import mention as mention_of
from dateline.reading.lexicon import Lexicon
from dateline.reading.persons import NAME, borrowed_surnames, name_proper, organisation_head, speaks, titled
from dateline.reading.phrases import article_start, office_mentions, widen
from dateline.reading.rules import Unit
from dateline.reading.words import word_list
from dateline.record import Mention, MentionForm, MentionKind
from dateline.text import Report, Span
from dateline.timewords import find_times

_CERTAIN = 0.8
_BY_PLACE = "rule:introduced-name"
_PARTIAL = ("rule:nominal", "rule:organisation-head")  # what may know a word alone of a body's name
_PARTICLE = 3  # letters; "van", "de", "bin" may end a name that is cut short
_FIRST_NAME = re.compile(r"(?<![.?!:“\"\n] )(?<!^)\b([A-Z][a-zß-ÿ]+) $")
_WORD = re.compile(r"[\w\-]+\.?")
_PRONOUN = re.compile(
    r"\b(he|she|they|it|we|our|us|who|his|her|their|its|him|them|I|me|my|myself|you|your)\b", re.IGNORECASE
)
_PERSONS = frozenset({"he", "she", "who", "his", "her", "him", "i", "me", "my", "myself"})
_CITY_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|from|into|across|around|inside|through|of|reached|left|entered|toward|towards)"
    r" (?:(?:central|northern|southern|eastern|western|the|downtown|nearby) )*$"
)
_TRAVEL_BEFORE = re.compile(
    r"\b(?:travel\w*|fl(?:y|ies|ew|ying|ights?)|went|go|goes|came|come|arriv\w+|return\w*|visit\w*|trips?|moved|drove)"
    r"(?: (?:back|home|on))? (?:to |for )?$"
)
_ARTICLE_BEFORE = re.compile(r"\b(?:a|an|the|this|that|another|one)(?: [a-z]+)? $")
_NOUN_AFTER = re.compile(r" [a-z]+")
_RULING_AFTER = re.compile(r" (?:government|officials?|authorities|regime|talks|leadership)\b")
_VERB_AFTER = re.compile(
    r" (?:has|have|had|is|are|was|were|will|would|could|may|might|must|can|says?|said|also|which|and|to|does|did|never"
    r"|officially|later|then|first|itself|again|\w+ed)\b"
)


def find_mentions(report: Report, lexicon: Lexicon) -> Found:
    """All mentions of the report's prose blocks; pronouns and nominals chain to what came before."""
    found = Found(borrowed=borrowed_surnames(report.text, lexicon.names))
    drafts: list[Mention] = []
    names: dict[Span, Name] = {}
    for block in report.blocks:
        if block.kind == "byline":
            continue
        drafts += _named(report.text, block.span, lexicon, found, names)
    drafts += _surnames(report.text, drafts, found)
    drafts += office_mentions(report.text, drafts, found)
    drafts += _nominals(report.text, report, drafts, found)
    drafts.sort(key=lambda m: (m.span.start, -m.span.end))
    found.mentions = drafts
    found.names = {i: names[m.span] for i, m in enumerate(drafts) if m.span in names}
    widen(report.text, found)
    return found


_POSSESSIVES = frozenset({"its", "his", "her", "their"})  # they stay words, which rules can name


def units(text: str, found: Found, sentence: Span, quotes: list[tuple[Span, int]]) -> list[Unit]:
    """What stands for one character in the masked sentence: noun phrases, times, attributed quotations."""
    drafts = [Unit(span=s, kind="Q", index=i) for s, i in quotes]
    for index, mention in enumerate(found.mentions):
        if mention.span.start < sentence.start or mention.span.start >= sentence.end:  # most stand elsewhere
            continue
        span = found.wide.get(index, mention.span)
        possessive = mention.form == "pronoun" and text[span.start : span.end].lower() in _POSSESSIVES
        if sentence.covers(span) and not possessive and mention.span not in found.quiet:
            drafts.append(Unit(span=span, kind=_unit_kind(text, found, index), index=index))
    drafts.sort(key=lambda u: (u.span.start - u.span.end, u.span.start))
    kept: list[Unit] = []
    for unit in drafts:
        if not any(unit.span.overlaps(k.span) for k in kept):
            kept.append(unit)
    return kept


def _unit_kind(text: str, found: Found, index: int) -> str:
    mention = found.mentions[index]
    if mention.kind == "thing":
        return "E"
    if mention.form == "nominal" and mention.kind in ("person", "group", "organisation"):
        return "N"
    if mention.kind == "place":
        name = found.names.get(index)
        if (
            name is not None
            and name.sub == "demonym"
            and found.wide.get(index, mention.span).end == mention.span.end
            and not _is_people(text, mention.span)
        ):
            return "D"
        return "A" if mention.form == "metonym" or (name is not None and name.sub in ("state", "demonym")) else "L"
    return {"person": "P", "group": "G", "organisation": "G", "office": "O", "time": "T"}.get(mention.kind, "N")


def _is_people(text: str, demonym: Span) -> bool:
    """Whether a demonym is a noun: "Colombians", not "Colombian officers"."""
    return demonym.of(text).endswith("s") and not _NOUN_AFTER.match(text, demonym.end)


def _named(text: str, block: Span, lexicon: Lexicon, found: Found, names: dict[Span, Name]) -> list[Mention]:
    taken: list[Span] = []
    drafts: list[Mention] = []
    for time in find_times(text[block.start : block.end]):
        span = Span(block.start + time.start, block.start + time.end)
        taken.append(span)
        drafts.append(mention_of(span, "time", "name", found.chain(("time", span)), f"rule:{time.rule}"))
    for hit in lexicon.find(text, block.start, block.end):
        span = Span(hit.start, hit.end)
        if any(span.overlaps(t) for t in taken) or hit.name.surface in found.borrowed:
            continue
        taken.append(span)
        names[span] = hit.name
        drafts.append(_known(text, span, hit.name, found))
    for match in NAME.finditer(text, block.start, block.end):
        draft = _unknown_name(text, match, taken, found)
        if draft is not None:
            taken.append(draft.span)
            drafts.append(draft)
    return drafts


def _known(text: str, span: Span, name: Name, found: Found) -> Mention:
    if name.kind == "place" and name.sub == "capital":
        if _means_government(text, span):
            return mention_of(span, "place", "metonym", found.chain(("government", name.iso3)), "rule:metonym")
        return mention_of(span, "place", "name", found.chain(("city", name.canonical)), "table:countries")
    kind: MentionKind = "group" if name.kind == "group" else name.kind
    bearers = [p for p in name.shared if p in text]
    canonical = bearers[0] if len(bearers) == 1 else name.canonical
    key: object = ("state", name.iso3) if name.sub in ("state", "demonym") else (kind, canonical)
    form: MentionForm = "metonym" if name.sub == "metonym" else "name"
    return mention_of(span, kind, form, found.chain(key), f"table:{name.sub}")


def _means_government(text: str, span: Span) -> bool:
    """Whether a capital stands for its government: where it acts, owns or is dealt with, not where it lies."""
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
    if _RULING_AFTER.match(after):
        return not after.startswith(" talks")
    if _CITY_BEFORE.search(before) or _TRAVEL_BEFORE.search(before):
        return False
    if after.startswith(("’s", "'s")):
        return not re.match(r"..\s(?:streets?|suburbs?|airports?|outskirts|residents|Red Square|metro|centre)", after)
    if _VERB_AFTER.match(after) or re.search(r"\b(?:with|between|against) $", before):
        return True
    if _ARTICLE_BEFORE.search(before) or _NOUN_AFTER.match(after):
        return False
    return bool(re.search(r"\b(?:with|by|between|for|against|to|and|from) $", before))


def _unknown_name(text: str, match: re.Match[str], taken: list[Span], found: Found) -> Mention | None:
    start, words = name_proper(match)
    end = start + len(words)
    if " " not in words and not titled(text, start):
        return None
    span = Span(start, end)
    if any(span.overlaps(t) for t in taken):
        return None
    if organisation_head(words):
        return mention_of(span, "organisation", "name", found.chain(("organisation", words)), "rule:organisation-head")
    introduced = found.known(("person", words)) or titled(text, start) or speaks(text, start, end)
    if not introduced:
        return None
    return mention_of(span, "person", "name", found.chain(("person", words)), _BY_PLACE)


def _surnames(text: str, drafts: list[Mention], found: Found) -> list[Mention]:
    """Later mentions of a person by the last name that the report has introduced with the first."""
    taken = [d.span for d in drafts]
    extra: list[Mention] = []
    for draft in [d for d in drafts if d.kind == "person" and d.form == "name" and " " in d.span.of(text)]:
        last = draft.span.of(text).split(" ")[-1]
        for match in re.finditer(rf"\b{re.escape(last)}\b", text[draft.span.end :]):
            span = Span(draft.span.end + match.start(), draft.span.end + match.end())
            if not any(span.overlaps(t) for t in taken) and not _relative(text, draft.span, span):
                taken.append(span)
                extra.append(mention_of(span, "person", "name", draft.chain, "rule:surname"))
    return extra


def _relative(text: str, full: Span, last: Span) -> bool:
    """Whether a last name stands behind another first name than the full one's: "her cousin Viktoria Skripal"."""
    first = _FIRST_NAME.search(text, max(0, last.start - 30), last.start)
    return first is not None and not titled(text, last.start) and first[1] not in full.of(text)


def _nominals(text: str, report: Report, drafts: list[Mention], found: Found) -> list[Mention]:
    heads = {row["word"]: cast(MentionKind, row["kind"]) for row in word_list("nominals")}
    pattern = re.compile(
        r"\b(?:(?:the|a|an|two|three|several|some|many|its|their|his)\s)?((?:[a-z]+\s)??)(" + "|".join(heads) + r")\b",
        re.IGNORECASE,
    )
    taken = [d.span for d in drafts]
    extra: list[Mention] = []
    for block in report.blocks:
        if block.kind == "byline":
            continue
        for match in pattern.finditer(text, block.span.start, block.span.end):
            start = match.start(2) if match[1].strip().lower() not in _ADJECTIVES | {""} else match.start()
            span = Span(start, match.end())
            if any(span.overlaps(t) for t in taken):
                span = Span(match.start(2), match.end())
                if any(span.overlaps(t) for t in taken):
                    continue
            taken.append(span)
            kind = heads[match[2].lower()]
            head = Span(match.start(2), match.end(2))
            extra.append(
                Mention(
                    span=span,
                    head=head,
                    kind=kind,
                    form="nominal",
                    chain=found.chain(("nominal", span)),
                    by="rule:nominal",
                    score=0.7,
                )
            )
        for match in _PRONOUN.finditer(text, block.span.start, block.span.end):
            span = Span(match.start(), match.end())
            initials = match[0].isupper() and len(match[0]) > 1  # "WHO", "US", "IT" are no pronouns
            owner = match[0].lower() in _POSSESSIVES  # of the "spokesman" that it stands before
            if not initials and not any(span.overlaps(t) for t in taken if not (owner and t.start == span.start)):
                who: MentionKind = "person" if match[0].lower() in _PERSONS else "group"
                extra.append(mention_of(span, who, "pronoun", found.chain(("pronoun", span)), "rule:pronoun", 0.6))
    return extra


_ADJECTIVES = {"senior", "top", "foreign", "local", "armed", "militant", "supreme", "jihadist", "defence", "new"}


def add_labelled(text: str, found: Found, labelled: Iterable[ScoredSpan]) -> None:
    """Add the names that an encoder labels where no rule has found a mention yet; each gets a chain of its own. A name
    that a rule has found by its place alone ends and begins where the encoder's does."""
    named = [replace(s, span=_without_article(text, s.span)) for s in labelled]
    named = [s for s in named if s.span.of(text)[:1].isupper()]
    _correct(found, named)
    _complete(text, found, named)
    taken = [found.wide.get(n, m.span) if m.by == _BY_PLACE else m.span for n, m in enumerate(found.mentions)]
    extra = [s for s in named if not any(s.span.overlaps(t) for t in taken) and ", " not in s.span.of(text)]
    own = ((s, _form(text, s.span), found.chain(("model", s.span))) for s in extra)
    add(found, [mention_of(s.span, s.kind, form, chain, "model", s.score) for s, form, chain in own])
    spans = {s.span for s in extra}
    for index, m in enumerate(found.mentions):
        start = article_start(text, m.span.start)
        if m.span in spans and start < m.span.start:
            found.wide[index] = Span(start, m.span.end)


def _complete(text: str, found: Found, named: Iterable[ScoredSpan]) -> None:
    """Names of bodies as long as the encoder's where a rule knows a word of them alone: "Ministry" of "Ministry of
    Health", "Agriculture Organization" of "Food and Agriculture Organization"."""
    for s in named:
        inside = [(n, m) for n, m in enumerate(found.mentions) if m.span.overlaps(s.span)]
        parts = [(n, m) for n, m in inside if m.by in _PARTIAL and m.head.of(text)[0].isupper()]
        if len(parts) != 1 or s.kind not in ("organisation", "group") or _form(text, s.span) != "name":
            continue
        (number, part), others = parts[0], [m for _, m in inside if m.by not in _PARTIAL]
        before = all(m.kind == "place" and m.span.end < part.head.start for m in others)  # "Norland’s Ministry of …"
        span = Span(part.head.start if others else s.span.start, s.span.end)
        if before and s.span.covers(part.head) and span != part.span:
            chain = found.chain((s.kind, span.of(text)))
            found.mentions[number] = mention_of(span, s.kind, "name", chain, "model", s.score)


def _form(text: str, span: Span) -> MentionForm:
    """A name, or a description that begins with one: "WHO spokesman"."""
    last = span.of(text).split(" ")[-1]
    return "nominal" if last.islower() and len(last) > _PARTICLE else "name"


def widen_described(found: Found, phrases: Iterable[ScoredSpan]) -> None:
    """Descriptions as wide as the encoder sees them: "the prime minister", where a rule knows "minister" alone."""
    wider = {(p.span.end, p.kind): p.span for p in phrases}
    for index, m in enumerate(found.mentions):
        span = wider.get((m.span.end, m.kind)) if m.by == "rule:nominal" else None
        if span is not None and span.start < m.span.start and found.index(span) is None:
            found.mentions[index] = replace(m, span=span)


def _correct(found: Found, named: Iterable[ScoredSpan]) -> None:
    """Names by their place, with the encoder's beginning: "Alan Johnson" of "Secretary of Health Alan Johnson"; and its
    kind where a word has told the rule: "Sharon Street" is somebody."""
    shorter = {(s.span.end, s.kind): s.span for s in named}
    kinds = {s.span: s.kind for s in named if s.score >= _CERTAIN}
    for index, m in enumerate(found.mentions):
        if m.by == "rule:organisation-head" and kinds.get(m.span) == "person":
            found.mentions[index] = replace(m, kind="person")
        kind: MentionKind = "person" if m.by == "rule:organisation-head" else m.kind  # "Industries Minister Ana Moran"
        span = shorter.get((m.span.end, kind)) if m.by in (_BY_PLACE, "rule:organisation-head") else None
        if span is not None and span.start > m.span.start:
            found.mentions[index] = replace(m, span=span, head=span, kind=kind)
            found.offices = [(office, span if holder == m.span else holder) for office, holder in found.offices]
            found.wide.setdefault(index, m.span)


def _without_article(text: str, span: Span) -> Span:
    """A name without its article or form of address, unless there is nothing else."""
    article = re.match(r"[Tt]he |[Aa]n? |(?:M(?:r|rs|s|me|iss)|Dr|Sir|Lord|Lady|Justice)\.? ", span.of(text))
    return Span(span.start + article.end(), span.end) if article else span


def add(found: Found, new: list[Mention]) -> None:
    """Put mentions into their places in the text; what points to the others by number follows them."""
    if not new:
        return
    order = {id(m): i for i, m in enumerate(found.mentions)}
    merged = sorted([*found.mentions, *new], key=lambda m: (m.span.start, -m.span.end))
    place = {order[id(m)]: i for i, m in enumerate(merged) if id(m) in order}
    found.mentions = merged
    found.names = {place[i]: n for i, n in found.names.items()}
    found.wide = {place[i]: s for i, s in found.wide.items()}
