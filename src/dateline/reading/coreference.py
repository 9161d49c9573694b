"""Pronouns and "the group" → the chain of what was named before; where it is unsure, a chain of its own."""

import re
from collections.abc import Callable
from dataclasses import replace

from dateline.reading.found import Found
from dateline.reading.segment import quotations
from dateline.text import Report, Span

Allowed = Callable[[Span], bool]

_SPEAKERS_OWN = frozenset({"we", "our", "us"})
_SUBJECT_BEFORE = re.compile(r"(?:^|[.?!\n,:;“\"] ?|\b(?:that|and|but|what|when|as|while|if|But|And) )$")
_GROUPS = frozenset({"group", "movement", "guerrillas", "rebels"})


def chain_pronouns(report: Report, found: Found) -> None:
    """Rechain the pronouns and definite nominals of `found` in place."""
    text = report.text
    quotes = [q for block in report.blocks for q in quotations(text, block.span)]
    for index, mention in enumerate(found.mentions):
        if mention.form not in ("pronoun", "nominal"):
            continue
        target = _antecedent(text, index, found, quotes)
        if target is not None:
            found.mentions[index] = replace(mention, chain=found.mentions[target].chain)


def _antecedent(text: str, index: int, found: Found, quotes: list[Span]) -> int | None:
    mention = found.mentions[index]
    word = mention.head.of(text).lower()
    if mention.form == "nominal":
        definite = mention.span.of(text).lower().startswith("the ")
        return _latest(found, index, ("group",), _outside(quotes)) if definite and word in _GROUPS else None
    if word in _SPEAKERS_OWN:
        return None  # whose words they are is known only when the statement is
    inside = next((q for q in quotes if q.covers(mention.span)), None)
    allowed = inside.covers if inside else _outside(quotes)
    if word in ("he", "she", "his", "her", "him", "who"):
        return _latest(found, index, ("person",), allowed)
    if word in ("they", "their", "them"):
        return _latest(found, index, ("group",), allowed)
    if not _SUBJECT_BEFORE.search(text[max(0, mention.span.start - 8) : mention.span.start]):
        return None  # an object "it" may be anything
    return _latest(found, index, ("organisation", "place"), allowed, subject=text)


def _outside(quotes: list[Span]) -> Allowed:
    return lambda span: not any(q.covers(span) for q in quotes)


def _latest(
    found: Found, index: int, kinds: tuple[str, ...], allowed: Allowed, subject: str | None = None
) -> int | None:
    """The nearest earlier named mention of these kinds; for `it`, only what opens its sentence."""
    for place in range(index - 1, -1, -1):
        mention = found.mentions[place]
        if mention.kind not in kinds or mention.form not in ("name", "metonym") or not allowed(mention.span):
            continue
        if subject is None:
            return place
        start = found.wide.get(place, mention.span).start
        if start == 0 or subject[:start].rstrip(" ")[-1:] in (".", "\n", "”"):
            return place
    return None
