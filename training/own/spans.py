"""Brackets in a text → the text without them, and what they mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn

from dateline.reading.segment import split
from dateline.record import Mention, MentionForm, MentionKind
from dateline.text import BLOCK_BREAK, Block, Span

_KINDS: dict[str, MentionKind] = {
    **{"p": "person", "g": "group", "o": "organisation", "l": "place", "f": "office", "t": "time", "x": "thing"}
}
_FORMS: dict[str, MentionForm] = {"": "name", "n": "nominal", "r": "pronoun", "m": "metonym"}
_MENTION = re.compile(r"([pgolftx])([nrm]?)(\d+)([a-z]?)")
_WORDS = re.compile(r"([ckqavhzwm])(\d+)([a-z]?)")
_PREPOSITION = re.compile(r"(?:on|in|at|since|until|by|from|during|after|before|for) ", re.IGNORECASE)
_STOP = re.compile(r"(?<![A-Z])(?<!\ba\.m)(?<!\bp\.m)\.$")  # the sentence's own, not an abbreviation's
_OPEN, _CLOSE = "“\"‘'„«", "”\"’'»"


class Wrong(ValueError):
    """What is wrong with one line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bracket: its tag, its words, the line it stands in."""

    tag: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """An item's text with its marks; `index`: the number of each mention tag in the reading."""

    text: str
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    index: Mapping[str, int]
    words: Mapping[str, tuple[Span, ...]]
    sentences: tuple[Span, ...]

    def mention(self, tag: str) -> int:
        """The mention that `tag` marks."""
        return self.index[tag] if tag in self.index else wrong(f"no mention is tagged {tag}")

    def spans(self, tag: str, kinds: str) -> tuple[Span, ...]:
        """The words that `tag`, of one of the `kinds`, marks."""
        if tag[:1] not in kinds or tag not in self.words:
            wrong(f"{tag} marks no words of kind {'/'.join(kinds)}")
        return self.words[tag]

    def within(self, kind: str, content: Sequence[Span]) -> tuple[Span, ...]:
        """All marks of `kind` that lie in `content`, in text order."""
        spans = (s for tag, found in self.words.items() if tag[0] == kind for s in found)
        return tuple(sorted(s for s in spans if any(c.covers(s) for c in content)))

    def sentence(self, span: Span) -> Span:
        """The sentence that holds the start of `span`."""
        return next(s for s in self.sentences if s.start <= span.start < s.end)

    def hull(self, first: Span, others: Sequence[Span]) -> Span:
        """From `first` over those of `others` that stand in its sentence."""
        home = self.sentence(first)
        near = [first, *(s for s in others if home.overlaps(s))]
        return Span(min(s.start for s in near), max(s.end for s in near))


def wrong(what: str) -> NoReturn:
    raise Wrong(what)


def is_words(tag: str) -> bool:
    """Whether a tag marks words for a record, not a mention."""
    return _WORDS.fullmatch(tag) is not None


def plain(lines: Sequence[tuple[int, str]], faults: list[tuple[int, str]]) -> tuple[str, tuple[Block, ...], list[Mark]]:
    """The text without its brackets, its blocks, and the brackets as marks."""
    text, blocks, marks = "", [], []
    for number, line in lines:
        text += BLOCK_BREAK if text else ""
        start = len(text)
        kind: Literal["headline", "paragraph"] = "headline" if line.startswith("# ") else "paragraph"
        opened: list[tuple[str, int]] = []
        for piece in re.split(r"(\[[^\s\[\]]* ?|\])", line.removeprefix("# ")):
            if piece.startswith("["):
                opened.append((piece[1:].rstrip(), len(text)))
            elif piece == "]" and not opened:
                faults.append((number, f"a ] without its [ after “{text[-20:]}”"))
            elif piece == "]":
                tag, at = opened.pop()
                if at == len(text):
                    faults.append((number, f"{tag} marks nothing"))
                else:
                    marks.append(Mark(tag, Span(at, len(text)), number))
            else:
                text += piece
        faults += [(number, f"the [ of {tag} is not closed") for tag, _ in opened]
        if len(text) > start:
            blocks.append(Block(span=Span(start, len(text)), kind=kind))
    return text, tuple(blocks), marks


def faults_of_marks(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, str]]:
    """Unknown and repeated tags, numbers of two things, and edges where the guide draws none."""
    seen: set[str] = set()
    kinds: dict[str, set[str]] = {}
    for mark in marks:
        words, mention = mark.span.of(text), _MENTION.fullmatch(mark.tag)
        if mention is None and not _WORDS.fullmatch(mark.tag):
            yield mark.line, f"unknown tag {mark.tag}"
            continue
        if mark.tag in seen and mark.tag[0] != "k":
            yield mark.line, f"the tag {mark.tag} is used twice"
        seen.add(mark.tag)
        if words != words.strip():
            yield mark.line, f"{mark.tag} begins or ends with a space"
        if mention is not None:
            kinds.setdefault(mention[3], set()).add(mention[1])
            if mention[2] == "m" and mention[1] != "l":
                yield mark.line, f"{mark.tag}: only a place is a metonym"
            if mention[1] != "o" and mention[2] != "r" and words.endswith(("’s", "'s")):
                yield mark.line, f"{mark.tag}: the possessive stays outside"
            if mention[1] == "t" and _PREPOSITION.match(words):
                yield mark.line, f"{mark.tag}: the preposition stays outside"
        if mark.tag[0] == "k":
            yield from ((mark.line, f"{mark.tag}: {fault}") for fault in _edges(text, mark.span))
        if mark.tag[0] == "q" and (
            text[max(0, mark.span.start - 1)] not in _OPEN or text[mark.span.end :].lstrip(",.")[:1] not in _CLOSE
        ):
            yield mark.line, f"{mark.tag}: no quotation marks around it"
    for number, several in kinds.items():
        if len(several - {"l", "t"}) > 1:
            yield marks[0].line, f"the number {number} stands for things of several kinds: {', '.join(sorted(several))}"


def _edges(text: str, span: Span) -> Iterator[str]:
    words, after = span.of(text), text[span.end :][:1]
    if span.start and text[span.start - 1] in _OPEN and after and after in _CLOSE and words[-1] not in _CLOSE:
        yield "the quotation marks belong inside the content"
    if _STOP.search(words) and (not after or after.isspace()):
        yield "the sentence's full stop stays outside the content"


def lay_out(text: str, blocks: tuple[Block, ...], marks: Sequence[Mark]) -> Page:
    named = [(m, tag) for m in marks if (tag := _MENTION.fullmatch(m.tag))]
    named.sort(key=lambda pair: (pair[0].span.start, -pair[0].span.end))
    chains: dict[str, int] = {}
    mentions = tuple(
        Mention(
            span=mark.span,
            head=_head(text, mark.span) if tag[2] == "n" else mark.span,
            kind=_KINDS[tag[1]],
            form=_FORMS[tag[2]],
            chain=chains.setdefault(("t" if tag[1] == "t" else "") + tag[3], len(chains)),  # times count apart
            by="label",
            score=1.0,
        )
        for mark, tag in named
    )
    words: dict[str, tuple[Span, ...]] = {}
    for mark in sorted(marks, key=lambda m: m.span):
        if _WORDS.fullmatch(mark.tag):
            words[mark.tag] = (*words.get(mark.tag, ()), mark.span)
    index = {mark.tag: number for number, (mark, _) in enumerate(named)}
    sentences = tuple(s for block in blocks for s in split(text, block.span))
    return Page(text, blocks, mentions, index, words, sentences)


def _head(text: str, span: Span) -> Span:
    """The last word before any of-phrase."""
    body = span.of(text).split(" of ")[0]
    return Span(span.start + body.rfind(" ") + 1, span.start + len(body))
