"""All the words by which a text names a speaker, where only the name is labelled."""

import re
from collections.abc import Sequence

from dateline.reading.words import word_list
from dateline.record import Mention, Statement
from dateline.text import Span

_ROLES = "|".join(sorted({re.escape(row["word"]) for name in ("nominals", "titles") for row in word_list(name)}))
_NEVER = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    "|September|October|November|December|But|And|Although|While|When|As|If|In|On|At|Meanwhile|However|Still|Yet|After"
)
_SHORT = r"(?:Dr|Mr|Mrs|Ms|Lt|Gen|Rep|Sen|Gov|Prof|Col|Capt|Sgt|Maj|St|[A-Z]|[A-Z]\.[A-Z])\."
_LOWER = (
    "former|senior|chief|deputy|acting|vice|company|city|county|state|party|team|club|union|army|navy|police|press"
    "|court|school|bank|group|oil|health|foreign|defen[cs]e|interior|prime|local|top|veteran|fellow|of|for"
)
_TITLE = re.compile(
    rf"(?:^|(?<=[\s“\"(—-]))(?P<title>(?:[Tt]he |[Aa]n? )?"
    rf"(?:(?:(?!(?:{_NEVER})\b)(?:[A-Z][\w’'&-]*|{_SHORT})|[\w-]+ing|(?:{_ROLES})s?|{_LOWER}) ){{1,8}})$"
)
_UP_TO = re.compile(r"(?P<clause>(?:, (?!as )| \(| of | from | at | with | who | in )[^.?!\n“”\"]{1,160}?),? $")
_APPOSED = rf"an?|the|its|his|her|who|whose|chief|head|former|(?:\w+ ){{0,3}}(?:{_ROLES})"
_BEHIND = re.compile(
    r"(?P<clause>(?: (?:of|for|from|at|with) [^,.;?!\n“”\"]{1,60})?"
    rf"(?:, (?:{_APPOSED})\b[^,.;?!\n“”\"]{{1,90}})?)(?=[,.;]|\s|$)"
)
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "our"})


def whole_source(text: str, mentions: Sequence[Mention], cues: Sequence[Span], statement: Statement) -> Span | None:
    """A source as PolNeAR delimits it: with the title before the speaker's name and the clause behind it, up to the
    cue; `cues`: of all statements. None where the statement names no speaker or a pronoun does."""
    if statement.speaker is None or mentions[statement.speaker].form == "pronoun":
        return None
    span = mentions[statement.speaker].span
    told = [*cues, *statement.content]
    first = max((s.end for s in told if s.end <= span.start), default=0)
    last = min((s.start for s in told if s.start >= span.end), default=len(text))
    before = _TITLE.search(text, first, span.start)
    behind = (_UP_TO if text[last - 1 : last].isspace() else _BEHIND).match(text, span.end, last)
    titled = before is not None and span.of(text).partition(" ")[0].lower() not in _ARTICLES
    start = before.start("title") if before is not None and titled else span.start
    return Span(start, span.end if behind is None else behind.end("clause"))
