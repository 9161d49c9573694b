"""The markup of GUIDE.md → Items with real Readings, every departure from the guide an error."""

import json
import re
import types
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.record import Reading
from dateline.text import Block
from training.own.records import read_records
from training.own.spans import faults_of_marks, lay_out, plain

_GENRES = frozenset({"wire", "paper", "agency", "blog", "interview", "release", "headline"})
_HEADER = re.compile(r"## ([a-z]+)-(\d+) (\w+) (\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One labelled text with what it says."""

    id: str
    genre: str
    published: str
    text: str
    blocks: tuple[Block, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Draft:
    """The lines of one item, each with its number in the file."""

    header: tuple[int, str]
    lines: tuple[tuple[int, str], ...]
    records: tuple[tuple[int, str], ...]


def check(paths: Sequence[Path]) -> tuple[dict[Path, tuple[Item, ...]], list[str]]:
    """The items of each file, and every error as `file:line: what is wrong`."""
    seen: dict[str, str] = {}
    errors: list[str] = []
    items: dict[Path, tuple[Item, ...]] = {}
    for path in paths:
        faults: list[tuple[int, str]] = []
        prefixes: set[str] = set()
        found: list[Item] = []
        for draft in _drafts(path.read_text("utf-8"), faults):
            item = _item(draft, faults)
            if item is None:
                continue
            line, prefix = draft.header[0], item.id.rsplit("-", 1)[0]
            if item.id in seen:
                faults.append((line, f"the id {item.id} is already used in {seen[item.id]}"))
            if prefixes and prefix not in prefixes:
                faults.append((line, f"{item.id}: a file has one prefix, here {min(prefixes)}"))
            seen.setdefault(item.id, f"{path}:{line}")
            prefixes.add(prefix)
            found.append(item)
        errors += [f"{path}:{line}: {what}" for line, what in sorted(faults)]
        items[path] = tuple(found)
    return items, errors


def _drafts(source: str, faults: list[tuple[int, str]]) -> Iterator[_Draft]:
    header: tuple[int, str] | None = None
    parts: tuple[list[tuple[int, str]], list[tuple[int, str]]] = ([], [])
    divided = False
    for number, line in enumerate([*source.split("\n"), ""], 1):
        if line.startswith("## ") and header is None:
            header, parts, divided = (number, line), ([], []), False
        elif not line.strip() or line.startswith("## "):
            if line.strip():
                faults.append((number, "an empty line must part two items"))
            if header is not None:
                if not divided:
                    faults.append((header[0], "the item has no line -- before its records"))
                yield _Draft(header, tuple(parts[0]), tuple(parts[1]))
            header, parts, divided = ((number, line) if line.strip() else None), ([], []), False
        elif header is None:
            faults.append((number, "a line outside any item"))
        elif line == "--" and not divided:
            divided = True
        else:
            parts[divided].append((number, line))


def _item(draft: _Draft, faults: list[tuple[int, str]]) -> Item | None:
    before = len(faults)
    head = _HEADER.fullmatch(draft.header[1])
    if head is None:
        faults.append((draft.header[0], "the header must be `## prefix-number genre YYYY-MM-DD`"))
        return None
    if head[3] not in _GENRES:
        faults.append((draft.header[0], f"unknown genre {head[3]}"))
    try:
        if date.fromisoformat(head[4]).isoformat() != head[4]:
            raise ValueError
    except ValueError:
        faults.append((draft.header[0], f"not a date: {head[4]}"))
    if not draft.lines:
        faults.append((draft.header[0], "the item has no text"))
    text, blocks, marks = plain(draft.lines, faults)
    if len(faults) > before:
        return None
    faults += faults_of_marks(text, marks)
    page = lay_out(text, blocks, marks)
    reading = read_records(page, draft.records, marks, faults)
    if len(faults) > before:
        return None
    name = f"{head[1]}-{head[2]}"
    return Item(id=name, genre=head[3], published=head[4], text=text, blocks=blocks, reading=reading)


def write(path: Path, items: Sequence[Item]) -> None:
    """The items, one JSON object a line."""
    lines = (json.dumps(_plain_json(item), ensure_ascii=False) + "\n" for item in items)
    path.write_text("".join(lines), "utf-8")


def _plain_json(item: Item) -> dict[str, object]:
    record: dict[str, object] = asdict(item)
    record["blocks"] = [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in item.blocks]
    return record


def load(path: Path) -> Iterator[Item]:
    """The items of a .jsonl that `write` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            blocks = [{"kind": b["kind"], "span": {"start": b["start"], "end": b["end"]}} for b in record["blocks"]]
            yield _rebuilt(Item, {**record, "blocks": blocks})


def _rebuilt(kind: Any, value: Any) -> Any:
    """A JSON value as the type that `kind` names."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _rebuilt(hints[name], part) for name, part in value.items()})
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_rebuilt(get_args(kind)[0], part) for part in value)
    if origin in (Union, types.UnionType):
        return None if value is None else _rebuilt(get_args(kind)[0], value)
    return float(value) if kind is float else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
