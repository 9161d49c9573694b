"""What one saying shares with others of the same speaker: when, where and on what occasion within a paragraph, and why
the speaker stays unnamed, all through the report."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.reading.coreference import SPEAKERS_OWN
from dateline.reading.found import Found
from dateline.reading.segment import sentences
from dateline.reading.words import word_list
from dateline.record import Statement
from dateline.text import Report, Span

_BECAUSE = re.compile(
    r"[^.;\n]{0,30}?\b(?P<why>(?:because|since|as|for fear|out of fear|given that|due to)\b[^.;:”\"\n]{6,160}?)"
    r"(?=,? (?:said|says|told|tells|added)\b|[.;:”\"\n]|$)"
)
_BARRED = re.compile(
    r"(?:who )?(?:was|were|is|are|had been|has been|have been)(?: not|n[’']t) (?:authori[sz]ed|allowed|permitted"
    r"|cleared|entitled|supposed) to (?:speak|talk|comment|brief|discuss|disclose|give)\b[^.,;:”\"\n]*"
)
_PERSONS = frozenset({"person", "group"})


def carried(report: Report, found: Found, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with what those before them in the paragraph say of the same speaker's saying, where they say
    nothing of it themselves, and with their speakers' reasons for anonymity."""
    reasons = _reasons(report, found)
    paragraphs = [b.span for b in report.blocks]
    last: dict[int, Statement] = {}  # paragraph → the outermost statement before
    done = []
    for s in statements:
        chain = None if s.who is None else found.mentions[s.who].chain
        place = next((n for n, p in enumerate(paragraphs) if p.overlaps(s.content[0])), -1)
        before = last.get(place)
        if s.within is None:
            if before is not None and before.who is not None and found.mentions[before.who].chain == chain:
                s = _with(s, before)
            last[place] = s
        if chain in reasons and s.anonymity_reason is None and chain is not None:
            s = replace(s, anonymity_reason=reasons[chain].of(report.text))
        done.append(s)
    return tuple(done)


def _with(statement: Statement, before: Statement) -> Statement:
    """A statement with when, where and on what occasion the same speaker has just spoken."""
    own = statement.time is not None or statement.place is not None or statement.occasion is not None
    return replace(
        statement,
        time=before.time if statement.time is None else statement.time,
        place=before.place if not own else statement.place,
        occasion=before.occasion if not own else statement.occasion,
    )


def _reasons(report: Report, found: Found) -> dict[int, Span]:
    """Chains of speakers with the words that say why they stay unnamed."""
    reasons: dict[int, Span] = {}
    for _, sentence in sentences(report):
        for start, why in _withheld(report.text, sentence):
            inside = [m for m in found.mentions if sentence.start <= m.span.start and m.span.end <= start]
            who = next((m for m in reversed(inside) if m.kind in _PERSONS and not _owned(report.text, m.span)), None)
            if who is not None and not any(m.chain == who.chain and m.form == "name" for m in found.mentions):
                reasons.setdefault(who.chain, why)
    return reasons


def _owned(text: str, span: Span) -> bool:
    return span.of(text).lower() in SPEAKERS_OWN | {"his", "her", "their"}


def _withheld(text: str, sentence: Span) -> list[tuple[int, Span]]:
    """Where a sentence says that a name is withheld, and why."""
    found = []
    for match in _asking().finditer(text, sentence.start, sentence.end):
        why = _BECAUSE.match(text, match.end(), sentence.end)
        if why is not None:
            found.append((match.start(), Span(*why.span("why"))))
    barred = _BARRED.search(text, sentence.start, sentence.end)
    return [*found, *([(barred.start(), Span(*barred.span()))] if barred is not None else [])]


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in word_list("anonymity")))
