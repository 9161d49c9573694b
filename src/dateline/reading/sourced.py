"""Which mention a source is: the words that a text names a speaker by → the mention that speaks, found or made."""

import re
from dataclasses import replace

from dateline.reading.encoder import Attribution, Seen
from dateline.reading.found import Found, mention
from dateline.reading.naming import name_behind
from dateline.reading.segment import MARKS
from dateline.reading.turns import LAID_OUT
from dateline.record import Mention, MentionForm, MentionKind
from dateline.text import Span

_PERSONS = frozenset({"he", "she", "i", "who", "him", "her", "himself", "herself", "you"})
_GROUPS = frozenset({"they", "we", "them", "us", "it", "those", "some", "many", "others", "which", "that"})
_PARTITIVE = frozenset({"one", "another", "some", "many", "two", "three"})
_OWNING = ("", "’s", "'s", "’", "'")
_TITLE = re.compile(r"(?! and)(?: [\w’'.()-]+){1,8} ")  # between a body and its officer's name
_NAME = re.compile(r"[A-Z][\w’'.-]*(?: (?:(?:of|the|for|and|de|von|van|al|bin) )*[A-Z][\w’'.-]*)*")


def sources(text: str, found: Found, seen: Seen) -> list[Mention]:
    """Mentions of the sources that nothing has found yet, each with a chain of its own."""
    new: list[Mention] = []
    for attribution in seen.attributions:
        if attribution.source is not None and speaker_of(text, found, attribution) is None:
            made = _source_mention(text, found, seen, attribution)
            if not any(m.span == made.span for m in (*found.mentions, *new)):
                new.append(made)
        named = None if attribution.source is None else _unseen(text, found, attribution.source)
        if named is not None and not any(m.span == named.span for m in new):
            new.append(named)
    return new


def _unseen(text: str, found: Found, source: Span) -> Mention | None:
    """The name that nothing has found where a source ends with it behind a description: "the news agency Alba"."""
    for m in found.mentions:
        name = _NAME.match(text, m.span.end + 1, source.end) if source.covers(m.span) and m.form == "nominal" else None
        if name is None or m.kind not in ("person", "organisation") or text[m.span.end] != " ":
            continue
        span = Span(*name.span())
        if name.end() == source.end and not any(span.overlaps(other.span) for other in found.mentions):
            return mention(span, m.kind, "name", found.chain((m.kind, span.of(text))), "rule:named-behind")
    return None


def speaking(text: str, found: Found, seen: Seen) -> dict[int, tuple[Span, ...]]:
    """The mentions that speak for themselves, not in another's words, with what they say word for word."""
    outer: dict[int, tuple[Span, ...]] = {}
    for one in seen.attributions:
        who = None if one.inner else speaker_of(text, found, one)
        if who is not None:
            own = tuple(c for c in one.content if one.by in LAID_OUT or text.startswith(MARKS, c.start))
            outer[who] = (*outer.get(who, ()), *own)
    return dict(sorted(outer.items()))


def speaker_of(text: str, found: Found, attribution: Attribution) -> int | None:
    """The mention that the source's head word belongs to: the smallest one inside the source; where that is a body
    before the name that ends the source ("Harbour Authority chief executive Ana Moran"), the name."""
    source = attribution.source
    if source is None:
        return None
    head = attribution.head or source
    inside = found.around(head, lambda m: m.kind not in ("time", "office"))
    named = None if inside is None else name_behind(text, found, source, inside)
    if named is not None:
        return named
    if inside is not None and found.mentions[inside].kind not in ("organisation", "place"):
        return inside if head.of(text).lower() not in _PARTITIVE else _apposed(text, found, source, head) or inside
    for index, m in enumerate(found.mentions):
        name = m.kind == "person" and m.form == "name" and m.span.end <= source.end
        if name and text[m.span.end : source.end] in _OWNING and _TITLE.fullmatch(text, head.end, m.span.start):
            return index
        if name and inside is None and text[head.end : m.span.start] == " ":  # "Sister Ana Moran, who runs the shelter"
            return index
    return inside


def _apposed(text: str, found: Found, source: Span, head: Span) -> int | None:
    """The name that a source ends with after a comma: "one of the victims, Ana Moran"."""
    names = (n for n, m in enumerate(found.mentions) if m.kind == "person" and m.form == "name")
    inside = [n for n in names if source.covers(found.mentions[n].span) and found.mentions[n].span.start > head.end]
    last = inside[-1] if len(inside) == 1 else None
    return last if last is not None and text[: found.mentions[last].span.start].endswith(", ") else None


def _source_mention(text: str, found: Found, seen: Seen, attribution: Attribution) -> Mention:
    assert attribution.source is not None
    head = attribution.head or attribution.source
    word = head.of(text)
    word = word if word.isupper() and len(word) > 1 else word.lower()  # "WHO" is a body, not "who"
    phrase = next((p for p in seen.phrases if p.span.covers(head) and p.kind not in ("time", "office")), None)
    kind: MentionKind = "group" if word in _GROUPS else "person"
    if phrase is not None and word not in _PERSONS | _GROUPS:
        kind = phrase.kind
    form: MentionForm = "pronoun" if word in _PERSONS | _GROUPS else "name" if head.of(text)[0].isupper() else "nominal"
    span = head if form == "pronoun" else Span(attribution.source.start, max(head.end, attribution.source.start + 1))
    if form == "name":
        span = _capitals(text, attribution.source, head)
    key = ("source", span.of(text)) if form == "name" else ("source", span)
    return replace(mention(span, kind, form, found.chain(key), "model", attribution.score), head=head)


def _capitals(text: str, source: Span, head: Span) -> Span:
    """The run of capitalised words around the head of a source."""
    runs = (Span(*m.span()) for m in _NAME.finditer(text, source.start, source.end))
    return next((r for r in runs if r.covers(head)), head)
