"""The same saying told again: in the headline, the lead and the full quotation.

Two statements are one saying where one speaker says in both what the other's words say too: a fragment that one quotes
stands in the other, or a good share of the shorter content's telling words. A headline names its speaker shortly
("minister", "union") or not at all: there any speaker of its kind will do, the words decide, and the likeliest wins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.reading.found import Found
from dateline.reading.segment import headed
from dateline.record import Statement
from dateline.text import Report

_LEAST_SHARED = 3
_LEAST_SHARE = 1 / 3
_HEADLINE_SHARED = 2
_HEADLINE_SHARE = 0.4
_STEM = 5  # letters that tell a word
_SILENT = frozenset({"no_statement", "negated"})
_WORD = re.compile(r"\w{4,}")
_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "were",
        "would",
        "will",
        "could",
        "should",
        "their",
        "them",
        "they",
        "which",
        "there",
        "about",
        "into",
        "after",
        "before",
        "when",
        "while",
        "than",
        "then",
        "also",
        "some",
        "what",
        "your",
        "does",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What decides: the stems of the content's telling words, those of each quoted fragment, whether a headline."""

    statement: Statement
    stems: frozenset[str]
    fragments: tuple[frozenset[str], ...]
    headline: bool
    chain: int | None


def number_utterances(report: Report, found: Found, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Give each statement the number of its saying, counted from 0 in text order; a headline's elided speaker is the
    one whose saying it tells."""
    told = [_told(report, found, s) for s in statements]
    numbers: list[int] = []
    elided: dict[int, int] = {}
    for index, one in enumerate(told):
        alike = [(_likeness(e, one), -i) for i, e in enumerate(told[:index]) if not _carries(statements, i, index)]
        best, place = max(alike, default=(0.0, 0))
        numbers.append(numbers[-place] if best > 0 else max(numbers, default=-1) + 1)
        earlier = statements[-place]
        if best > 0 and told[-place].headline and one.statement.speaker is not None:
            if earlier.speaker is None:
                elided.setdefault(-place, one.statement.speaker)
            elif found.mentions[earlier.speaker].form == "nominal" and one.chain is not None:
                kinds = {found.mentions[earlier.speaker].kind, found.mentions[one.statement.speaker].kind}
                if kinds != {"person", "organisation"}:  # the minister is not the ministry
                    found.merge(found.mentions[earlier.speaker].chain, one.chain)
    return tuple(
        replace(s, utterance=n, speaker_elided=elided.get(i, s.speaker_elided))
        for i, (s, n) in enumerate(zip(statements, numbers, strict=True))
    )


def _told(report: Report, found: Found, statement: Statement) -> _Told:
    words = " ".join(c.of(report.text) for c in statement.content)
    speaker = statement.speaker
    return _Told(
        statement=statement,
        stems=_stems(words),
        fragments=tuple(s for q in statement.quoted if (s := _stems(q.of(report.text)))),
        headline=headed(report, statement.content[0]),
        chain=None if speaker is None else found.mentions[speaker].chain,
    )


def _stems(words: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in _WORD.findall(words.lower()) if w not in _COMMON)


def _carries(statements: Sequence[Statement], outer: int, inner: int) -> bool:
    """Whether one statement reports the other: then they are two sayings."""
    place: int | None = inner
    while place is not None:
        place = statements[place].within
        if place == outer:
            return True
    return statements[outer].within == inner


def _likeness(one: _Told, other: _Told) -> float:
    """How sure it is that an earlier and a later statement are one saying; 0 where they are two."""
    if (one.statement.modality in _SILENT) != (other.statement.modality in _SILENT):
        return 0.0
    same = one.chain is not None and one.chain == other.chain
    if not same and (not one.headline or (one.chain is not None and not _brief(one, other))):
        return 0.0
    shared = len(one.stems & other.stems)
    share = shared / max(min(len(one.stems), len(other.stems)), 1)
    quotes = any(f <= other.stems for f in one.fragments) or any(f <= one.stems for f in other.fragments)
    least, part = (_HEADLINE_SHARED, _HEADLINE_SHARE) if one.headline else (_LEAST_SHARED, _LEAST_SHARE)
    return share + same if quotes or (shared >= least and share >= part) else 0.0


def _brief(one: _Told, other: _Told) -> bool:
    """Whether a headline's speaker may be the later one's: another name would be another speaker."""
    return one.statement.speaker_kind != "named" or other.statement.speaker_kind == "named"
