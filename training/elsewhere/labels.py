"""Our labels of texts beside the project, kept by place: who says what there, no word of theirs."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from dateline.record import Mention, Reading, Statement
from dateline.text import Span
from training.elsewhere.sources import whole_source
from training.elsewhere.texts import known, report
from training.examples import Example
from training.own.markup import Item
from training.own_examples import measured, phrases, told

_DETAILS = {"medium": "medium", "anonymity_reason": "reason"}


def write(path: Path, items: Sequence[Item], names: Mapping[str, str]) -> None:
    """Our labels of such texts, one JSON object a line: the text's name and digest, mentions, statements. `names`: the
    text that each item is of."""
    lines = (json.dumps(_labels(item, names[item.id]), ensure_ascii=False) + "\n" for item in items)
    path.write_text("".join(lines), "utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The labels of one text without the text: `of` names it, `digest` says which letters were labelled."""

    id: str
    of: str
    digest: str
    mentions: list[Any]
    statements: list[dict[str, Any]]


def labelled(path: Path) -> Iterator[Given]:
    """The labels of a file, in order."""
    for line in path.read_text("utf-8").splitlines():
        yield Given(**json.loads(line))


def load(path: Path) -> Iterator[Item]:
    """The items of a file with their texts."""
    yield from (item_of(given) for given in labelled(path))


def told_in(path: Path) -> Iterator[Example]:
    """Every text of a file that may be trained on, with its statements."""
    yield from (told(item) for item in load(path) if not measured(item.id))


def digest(text: str) -> str:
    """The first 16 hex digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _labels(item: Item, of: str) -> dict[str, object]:
    mentions = [[*_bare((m.span, m.head)), m.kind, m.form, m.chain] for m in item.reading.mentions]
    statements = [_short(item.text, s) for s in item.reading.statements]
    return {
        "id": item.id,
        "of": of,
        "digest": digest(item.text),
        "mentions": mentions,
        "statements": statements,
    }


def _short(text: str, statement: Statement) -> dict[str, object]:
    """The fields that differ from their defaults; words by their places, so that none of the text's stands here."""
    told: dict[str, object] = {}
    places = dict(phrases(text, statement))
    for field in fields(statement):
        value = getattr(statement, field.name)
        if field.name in ("medium", "anonymity_reason"):
            value = places.get(_DETAILS[field.name])
        if value != field.default and field.name not in ("by", "score"):
            told[field.name] = _bare(value)
    return told


def _bare(value: Any) -> Any:
    """Spans as pairs of numbers."""
    if isinstance(value, Span):
        return [value.start, value.end]
    return [_bare(v) for v in value] if isinstance(value, tuple) else value


def item_of(given: Given) -> Item:
    """The text with its labels. Raises ValueError where it is not there as it was labelled."""
    read = report(*known()[given.of]) if given.of in known() else None
    if read is None or digest(read.text) != given.digest:
        raise ValueError(f"{given.id}: the text {given.of} is not there as it was labelled")
    mentions = tuple(
        Mention(span=Span(*span), head=Span(*head), kind=kind, form=form, chain=chain, by="label", score=1.0)
        for span, head, kind, form, chain in given.mentions
    )
    found = [_statement(read.text, one) for one in given.statements]
    cues = [cue for s in found for cue in s.cue]
    statements = tuple(replace(s, source=whole_source(read.text, mentions, cues, s)) for s in found)
    return Item(
        id=given.id,
        genre="elsewhere",
        published=read.published or "",
        text=read.text,
        blocks=read.blocks,
        reading=Reading(mentions=mentions, statements=statements),
    )


def _statement(text: str, told: dict[str, Any]) -> Statement:
    fields_of: dict[str, Any] = {"by": "label", "score": 1.0}
    for name, value in told.items():
        if name in _DETAILS:
            fields_of[name] = Span(*value).of(text)
        elif name in ("span", "source"):
            fields_of[name] = Span(*value)
        elif name in ("cue", "content", "quoted", "asides"):
            fields_of[name] = tuple(Span(*v) for v in value)
        else:
            fields_of[name] = tuple(value) if name == "about" else value
    return Statement(**fields_of)
