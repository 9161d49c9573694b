"""TimeML, TIMEX2 and MEANTIME files → texts with their times; our times against them.

Inline markup (TIMEX3 `value`, TIMEX2 `VAL`) and MEANTIME's tokens with stand-off TIMEX3 are told apart by the file. A
text of MEANTIME ends with the last sentence that is annotated (its guidelines stop at the sixth). The document creation
time is given to the Desk as the day of publication. Times pair one to one where they overlap, the closest first:
`timex_span`; `timex_strict` where they touch the same words; `type` and `value` where type or value is the same, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from bench.corpus import Refused, texts_in
from bench.metrics import Counts, Figures, accuracy, counts, f1, paired, shares, total
from bench.reader import read
from bench.task import Task
from bench.tokens import PIECE, Tokens
from dateline.text import Span

MEASURES = ("timex_span", "timex_strict", "type", "value")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^>]*)>|<[!?][^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*\"([^\"]*)\"")
_BODY = re.compile(r"<TEXT>(.*)</TEXT>", re.DOTALL | re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_STAMP = re.compile(r"(?:<DCT>|<DATE_?TIME>|CREATION_TIME).*?(\d{4}-?\d\d-?\d\d)", re.DOTALL | re.IGNORECASE)
CLOSING = {*",.;:!?)]}%", "'s", "’s", "n't", "n’t", "'", "’", "'re", "'ve", "'ll", "'d", "'m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time, gold or guess: its words in the raw text, TIMEX3 type and value; empty where there is none."""

    span: Span
    type: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A raw text, the day it was written (ISO date), and its times."""

    name: str
    text: str
    published: str | None
    gold: tuple[Time, ...]


def documents(path: Path) -> list[Document]:
    """Every document, by path; of files that share a name the first. Raises Refused where none has such markup."""
    found: dict[str, Document] = {}
    for file, text in texts_in(path, (".tml", ".xml", ".sgm", ".sgml")):
        body = _BODY.search(text)
        if file.name not in found and ("<token " in text or body):
            found[file.name] = _inline(file, text, body) if body else _meantime(file, text)
    if not found:
        raise Refused(f"{path}: no TimeML, TIMEX2 or MEANTIME; no file has <TEXT> or <token>")
    return list(found.values())


def _inline(file: Path, text: str, body: re.Match[str]) -> Document:
    words, times = _unmarked(body[1])
    stamp = _STAMP.search(text[: body.start()])
    return Document(name=file.stem, text=words, published=_day(stamp[1] if stamp else ""), gold=tuple(times))


def _unmarked(body: str) -> tuple[str, list[Time]]:
    """The text without its tags, and the times that the tags mark, in text order."""
    text, at = "", 0
    opened: list[tuple[int, dict[str, str]]] = []
    times: list[Time] = []
    for tag in _TAG.finditer(body):
        text += unescape(body[at : tag.start()])
        at = tag.end()
        if (tag[2] or "").upper() not in ("TIMEX3", "TIMEX2", "TIMEX"):
            continue
        if not tag[1] and not (tag[3] or "").rstrip().endswith("/"):
            opened.append((len(text), {k.lower(): unescape(v) for k, v in _ATTRIBUTE.findall(tag[3])}))
        elif tag[1] and opened:
            start, attributes = opened.pop()
            times += _time(start, len(text), attributes)
    return text + unescape(body[at:]), sorted(times, key=lambda t: t.span)


def _time(start: int, end: int, attributes: dict[str, str]) -> list[Time]:
    if start >= end:
        return []
    value = attributes.get("value", attributes.get("val", ""))
    return [Time(span=Span(start, end), type=attributes.get("type") or _type(value, attributes), value=value)]


def _type(value: str, attributes: dict[str, str]) -> str:
    """The TIMEX3 type that a TIMEX2 value amounts to."""
    if attributes.get("set", "").upper() == "YES":
        return "SET"
    return "DURATION" if value.startswith("P") and value[1:2].isalnum() and "_REF" not in value else _point(value)


def _point(value: str) -> str:
    return "TIME" if re.match(r"[\dX-]+T", value) else "DATE" if value else ""


def _meantime(file: Path, text: str) -> Document:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Refused(f"{file}: no XML: {error}") from error
    sentences = {token.get("t_id", ""): int(token.get("sentence", "0")) for token in root.iter("token")}
    last = max((sentences.get(mark.get("t_id", ""), 0) for mark in root.iter("token_anchor")), default=0)
    words, spans = _joined([token for token in root.iter("token") if sentences[token.get("t_id", "")] <= last])
    times: list[Time] = []
    published = None
    for mark in root.iter("TIMEX3"):
        own = [spans[t] for anchor in mark.iter("token_anchor") if (t := anchor.get("t_id", "")) in spans]
        if mark.get("functionInDocument") == "CREATION_TIME":
            published = _day(mark.get("value", ""))
        if own:
            span = Span(min(s.start for s in own), max(s.end for s in own))
            times.append(Time(span=span, type=mark.get("type", ""), value=mark.get("value", "")))
    gold = tuple(sorted(times, key=lambda t: t.span))
    return Document(name=file.stem, text=words, published=published, gold=gold)


def _joined(tokens: Sequence[ElementTree.Element]) -> tuple[str, dict[str, Span]]:
    """Tokens as a text, a paragraph a sentence, and the span of each token by its id."""
    text, spans, sentence, quotes = "", dict[str, Span](), "", 0
    for token in tokens:
        word = token.text or ""
        first, sentence = token.get("sentence") != sentence, token.get("sentence") or ""
        opening = text[-1:] in "([{$“" or (text[-1:] == '"' and quotes % 2 == 1)
        tight = word in CLOSING or (word == '"' and quotes % 2 == 1) or opening
        text += "\n\n" if first and text else "" if tight or not text else " "
        quotes = (0 if first else quotes) + (word == '"')
        if word:
            spans[token.get("t_id", "")] = Span(len(text), len(text) + len(word))
        text += word
    return text, spans


def _day(stamp: str) -> str | None:
    found = _DAY.match(stamp)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def read_all(documents: Sequence[Document]) -> list[list[Time]]:
    """The Desk's times, a list a document."""
    return [list(_times(document)) for document in documents]


def _times(document: Document) -> Iterator[Time]:
    found = read(document.text, document.published)
    if found is None:
        return
    for number, mention in enumerate(found.page.mentions):
        span = found.alignment.raw_whole(mention.span) if mention.kind == "time" else None
        if span is not None:
            entity = found.page.entity(number)
            timex = None if entity is None else entity.timex
            yield Time(span=span, type=timex.type if timex else "", value=timex.value if timex else "")


def count(document: Document, answer: Sequence[Time]) -> Counts:
    """What is right in one document."""
    words = Tokens.of(document.text, PIECE)
    gold = [words.range(time.span) for time in document.gold]
    mine = [words.range(time.span) for time in answer]
    pairs = [(document.gold[i], answer[j], gold[i] == mine[j]) for i, j in paired(gold, mine)]
    hits = {
        "timex_span": len(pairs),
        "timex_strict": sum(same for _, _, same in pairs),
        "type": sum(a.type == b.type for a, b, _ in pairs),
        "value": sum(a.value == b.value != "" for a, b, _ in pairs),
    }
    found = total(counts(m, hits=hits[m], guessed=len(mine), gold=len(gold)) for m in MEASURES)
    return found + shares("value_accuracy", hits["value"], len(pairs))


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus."""
    found: Figures = {"gold": added["value.gold"], "guessed": added["value.guessed"]}
    for measure in MEASURES:
        found |= f1(added, measure)
    return found | accuracy(added, "value_accuracy")


TASK = Task(
    name="timeml",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("timex_span_f1", "timex_strict_f1", "type_f1", "value_f1"),
)
