"""Whose "we" it is: first persons in a quotation join what their speaker speaks for."""

from dataclasses import replace

from dateline.reading.found import Found
from dateline.record import Statement
from dateline.text import Report

_FIRST = frozenset({"we", "our", "us"})


def join_speakers(report: Report, found: Found, statements: tuple[Statement, ...]) -> None:
    """Rechain first-person mentions in place: an office holder's "our" is the state's, else the speaker's own."""
    for index, mention in enumerate(found.mentions):
        if mention.form != "pronoun" or mention.span.of(report.text).lower() not in _FIRST:
            continue
        holders = [
            (c.end - c.start, s.speaker)
            for s in statements
            if s.speaker is not None
            for c in s.quoted
            if c.covers(mention.span)
        ]
        if holders:
            speaker = found.mentions[min(holders)[1]].chain
            found.mentions[index] = replace(mention, chain=found.state_of.get(speaker, speaker))
