"""The same saying told again: in the headline, the lead and the full quotation.

Two statements of one speaker are one saying where the words that one quotes stand in the other, or
where the contents share a third of the shorter one's words, three at least.
"""

import re
from dataclasses import replace

from dateline.reading.found import Found
from dateline.record import Statement

_LEAST_SHARED = 3
_LEAST_SHARE = 1 / 3
_COMMON = frozenset(
    [
        *("that", "this", "with", "from", "have", "been", "were", "would", "will", "could", "should", "their", "them"),
        *(
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
        ),
    ]
)


def number_utterances(text: str, found: Found, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Give each statement the number of its saying, counted from 0 in text order."""
    numbers: list[int] = []
    for index, statement in enumerate(statements):
        earlier = [i for i in range(index) if _same(text, found, statements[i], statement)]
        numbers.append(numbers[earlier[0]] if earlier else max(numbers, default=-1) + 1)
    return tuple(replace(s, utterance=n) for s, n in zip(statements, numbers, strict=True))


def _same(text: str, found: Found, one: Statement, other: Statement) -> bool:
    if one.speaker is None or other.speaker is None:
        return False
    if found.mentions[one.speaker].chain != found.mentions[other.speaker].chain:
        return False
    if one.modality != other.modality:
        return False
    mine, theirs = _words(text, one), _words(text, other)
    if _quotes(text, one, theirs) or _quotes(text, other, mine):
        return True
    shared = len(mine & theirs)
    return shared >= _LEAST_SHARED and shared >= _LEAST_SHARE * min(len(mine), len(theirs))


def _words(text: str, statement: Statement) -> frozenset[str]:
    words = " ".join(c.of(text) for c in statement.content).lower()
    return frozenset(re.findall(r"\w{4,}", words)) - _COMMON


def _quotes(text: str, statement: Statement, words: frozenset[str]) -> bool:
    """Whether all the telling words of a quoted fragment are among `words`."""
    fragments = [set(re.findall(r"\w{4,}", q.of(text).lower())) - _COMMON for q in statement.quoted]
    return any(fragment and fragment <= words for fragment in fragments)
