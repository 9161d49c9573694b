"""Blocks → sentences → quoted regions, all as spans of the report's text."""

import re
from collections.abc import Iterable, Iterator

from dateline.reading.pieces import Sentence, words_of
from dateline.text import Block, Report, Span

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|St|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov"
    r"|Dec|No|vs|Jr|Sr|Inc|Co|Corp|Ltd)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_HOUR = re.compile(r"[ap]\.m\.\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|E[SD]T|P[SD]T|GMT|UTC)\b")
CAPITALS = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x250)) if c.isupper())
_END = re.compile(rf"[.?!…]+[”\"’')\]]*(?=\s+(?:\'\'|[“\"‘(\[])?[{CAPITALS}0-9])")
_MARK = re.compile(r"[“„«‘\"']")  # what may open a quotation
MARKS = ("“", '"', "''", "„", "«")
MARK = re.compile(r"“|\"|''|„|«")
STOP = re.compile(r"[.?!][”\"’']*\s+(?=[A-Z“\"])|\n")
_ABBREVIATED = 12  # letters before a full stop that may be an abbreviation
_OPENERS = {"“": "”", "„": "“", "«": "»"}
READ_KINDS = frozenset({"headline", "subheading", "paragraph", "caption", "list"})


def sentences(report: Report) -> Iterator[tuple[Block, Span]]:
    """The sentences of every block that holds prose, in text order, each with its block."""
    for block in report.blocks:
        if block.kind in READ_KINDS:
            for span in split(report.text, block.span):
                yield block, span


def stops(text: str, span: Span) -> Iterator[re.Match[str]]:
    """The ends of sentences in a span, those of abbreviations left out."""
    for stop in STOP.finditer(text, span.start, span.end):
        if not _goes_on(text, max(0, stop.start() - _ABBREVIATED), stop.start()):
            yield stop


def _goes_on(text: str, first: int, stop: int) -> bool:
    """Whether a full stop shortens a word, or an hour before its day ("5 p.m. Friday")."""
    return bool(_ABBREVIATION.search(text[first : stop + 1]) or _HOUR.match(text, max(0, stop - 3)))


def headed(report: Report, span: Span) -> bool:
    """Whether a span stands in a headline, a subheading or a caption."""
    return any(b.span.overlaps(span) and b.kind in ("headline", "subheading", "caption") for b in report.blocks)


def plain(report: Report) -> Iterator[Sentence]:
    """The sentences of every block that holds prose as the model reads them: cut inside quotations too."""
    yield from worded(report.text, (b.span for b in report.blocks if b.kind in READ_KINDS))


def worded(text: str, paragraphs: Iterable[Span]) -> Iterator[Sentence]:
    """The same for stretches of any text."""
    for paragraph in paragraphs:
        for number, span in enumerate(split(text, paragraph, whole_quotations=False)):
            words = words_of(text, span)
            if words:
                yield Sentence(words=words, opens=number == 0)


def split(text: str, span: Span, *, whole_quotations: bool = True) -> list[Span]:
    """Cut a block into sentences; a quotation is not cut, so its attribution stays with it, unless it may be."""
    closed = quotations(text, span) if whole_quotations else []
    found: list[Span] = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if any(q.start < match.end() < q.end for q in closed):
            continue
        if _goes_on(text, start, match.start()):
            continue
        found.append(Span(start, match.end()))
        start = match.end() + len(text[match.end() : span.end]) - len(text[match.end() : span.end].lstrip())
    if text[start : span.end].strip():
        found.append(Span(start, span.end))
    return found


def quotations(text: str, span: Span) -> list[Span]:
    """Regions in double (or, in headlines, single curly) marks, marks inside; unclosed ones run to the end."""
    found: list[Span] = []
    at = span.start
    while (mark := _MARK.search(text, at, span.end)) is not None:
        closer, at = _closer(text, mark.start(), span), mark.start()
        if closer is None:
            at += 1
            continue
        end = _find_close(text, at, closer, span)
        if end is None:
            if closer == "’":
                at += 1
                continue
            end = span.end
        if end - at > 2:
            found.append(Span(at, end))
        at = end
    return found


def inner(text: str, region: Span) -> Span:
    """The words of a quotation without its marks and without the comma that belongs to the reporter."""
    start, end = region.start + (2 if text.startswith("''", region.start) else 1), region.end
    if text.endswith("''", start, end):
        end -= 2
    elif text[end - 1] in '”"»“’':
        end -= 1
    if text[end - 1] in ",.":
        end -= 1
    return Span(start, max(end, start + 1))


def _closer(text: str, at: int, span: Span) -> str | None:
    letter = text[at]
    if letter in _OPENERS:
        return _OPENERS[letter]
    before = text[at - 1] if at > span.start else " "
    if text.startswith("''", at) and (before.isspace() or before in "([—-"):
        return "''"
    if letter == '"' and (before.isspace() or before in "([—-"):
        return '"'
    if letter == "‘" and (before.isspace() or before in "([—-"):
        return "’"
    return None


def _find_close(text: str, at: int, closer: str, span: Span) -> int | None:
    """The position after the closing mark; an apostrophe inside a word closes nothing, nor does a straight mark that
    opens the next sentence of what is quoted."""
    place = text.find(closer, at + len(closer), span.end)
    while place != -1 and place + 1 < span.end and text[place + 1].isalnum():
        if closer != "’" and not (closer == '"' and text[place - 1].isspace()):
            break
        place = text.find(closer, place + 1, span.end)
    return None if place == -1 else place + len(closer)
