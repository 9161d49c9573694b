"""Noun phrases around mentions: articles, titles and offices, what a name governs."""

import re
from functools import cache

from dateline.reading.found import Found, mention
from dateline.reading.persons import titles
from dateline.reading.words import word_list
from dateline.record import Mention
from dateline.text import Span

_SERVED = re.compile(r" (?:for|of|at) (?:the )?")
_OWNER = re.compile(r"[’']s $")
_ARTICLE = re.compile(r"\b[Tt]he $|\b[Aa]n? $")
_WORD_BEFORE = re.compile(r"([\w\-]+\.?) $")


@cache
def _forces() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("forces"))


@cache
def _governed() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:armed|security|special|state|military|senior))? (?:{'|'.join(sorted(_forces()))})\b")


@cache
def _public() -> frozenset[str]:
    """Titles of public offices."""
    return frozenset(row["word"] for row in word_list("titles") if row["kind"] == "public")


def widen(text: str, found: Found) -> None:
    """Take articles, titles, and what a name governs ("the Taliban government") into its noun phrase."""
    ends = {m.span.end: i for i, m in enumerate(found.mentions) if m.kind not in ("time", "office")}
    starts = {m.span.start: i for i, m in enumerate(found.mentions) if m.form in ("name", "metonym")}
    for index, each in enumerate(found.mentions):
        if each.kind in ("time", "office") or each.form == "pronoun":
            continue
        start, end = each.span.start, _tail(text, each, found, starts)
        if each.kind == "person" and each.form == "name":
            start = _title_start(text, index, found, ends)
            state = starts.get(end + len(" of ")) if text.startswith(" of ", end) else None
            if state is not None and found.mentions[state].kind == "place":
                found.state_of.setdefault(each.chain, found.mentions[state].chain)
        state = ends.get(start - 3) if _OWNER.search(text[max(0, start - 3) : start]) else None
        if state is not None and each.kind == "organisation" and found.mentions[state].kind == "place":
            start = found.mentions[state].span.start
        start = article_start(text, start)
        if (start, end) != (each.span.start, each.span.end):
            found.wide[index] = Span(start, end)


def article_start(text: str, start: int) -> int:
    """Where the article before a place begins, the place itself where there is none."""
    article = _ARTICLE.search(text[max(0, start - 4) : start])
    return start - (len(article[0]) if article else 0)


def _tail(text: str, each: Mention, found: Found, starts: dict[int, int]) -> int:
    """Where the phrase ends: after "government" or "forces", after whom a spokesman speaks for."""
    end = each.span.end
    if each.kind in ("group", "organisation", "place") and each.form != "nominal":
        tail = _governed().match(text, end)
        return tail.end() if tail else end
    if each.form == "nominal" and each.kind != "thing" and each.head.of(text) not in _forces():
        served = _SERVED.match(text, end)
        whom = starts.get(served.end()) if served else None
        return found.mentions[whom].span.end if whom is not None else end
    return end


def _title_start(text: str, person: int, found: Found, ends: dict[int, int]) -> int:
    """Where the titles before a name begin; the state that it serves is noted on the way."""
    place = _titles_before(text, found.mentions[person].span.start)
    state = ends.get(place - 1)
    named = place != found.mentions[person].span.start
    if named and state is not None and text[place - 1] == " " and found.mentions[state].kind != "person":
        found.state_of.setdefault(found.mentions[person].chain, found.mentions[state].chain)
        return found.mentions[state].span.start
    return place


def _titles_before(text: str, start: int) -> int:
    """The position where a run of title words before `start` begins; `start` where there is none."""
    while before := _WORD_BEFORE.search(text[max(0, start - 40) : start]):
        if before[1].lower().rstrip(".") not in titles():
            break
        start -= len(before[0])
    return start


def office_mentions(text: str, drafts: list[Mention], found: Found) -> list[Mention]:
    """The public offices that stand before names: "Russian President", "Foreign Minister"; noted in `found.offices`."""
    states = {d.span.end: d.span for d in drafts if d.kind == "place"}
    offices: list[Mention] = []
    for each in drafts:
        if each.kind != "person" or each.form != "name":
            continue
        start = _titles_before(text, each.span.start)
        words = text[start : each.span.start].lower().split()
        if "former" in words or not any(w in _public() or w == "candidate" for w in words):
            continue
        state = states.get(start - 1)
        span = Span(state.start if state is not None else start, each.span.start - 1)
        chain = found.chain(("office", span.of(text).lower()))
        offices.append(mention(span, "office", "nominal", chain, "rule:title-and-name"))
        found.offices.append((span, each.span))
    return offices
