"""Hard cases of attribution (`shared/cases/statements.jsonl`): a sentence or two a line, with every statement in it.

A statement is wholly right where content (seven of ten words shared), speaker (any mention of the same entity), cue,
manner, modality and nesting are; statements pair one to one. What pairs with none is false.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus import Refused, texts_in
from bench.metrics import Counts, Figures, accuracy, one_to_one, shares, total
from bench.reader import desk, known_report
from bench.task import Task
from bench.tasks.reports import Side, side
from bench.tokens import WORD, Tokens
from dateline.record import Statement
from dateline.text import Block, Report, Span

_ENOUGH = 0.7
SUFFIXES = (".jsonl",)
PARTS = ("content", "speaker", "cue", "manner", "modality", "nesting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement as the case has it; `within` is a number in the case's list."""

    speaker: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: str
    modality: str
    within: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case."""

    id: str
    text: str
    headline: bool
    day: str | None
    statements: tuple[Told, ...]


def documents(path: Path) -> list[Case]:
    """Every case of a file or a folder's .jsonl files. Raises Refused where a line is no case of attribution."""
    return [_case(file, line) for file, text in texts_in(path, SUFFIXES) for line in text.splitlines() if line.strip()]


def _case(file: Path, line: str) -> Case:
    try:
        told = json.loads(line)
        return Case(
            id=told["id"],
            text=told["text"],
            headline="head" in told.get("part", ""),
            day=told.get("doc_date"),
            statements=tuple(_told(s) for s in told["statements"]),
        )
    except (ValueError, LookupError, TypeError) as error:
        raise Refused(f"{file}: not a case of attribution: {line[:60]}") from error


def _told(one: dict[str, Any]) -> Told:
    cue = one["cue"] or []
    return Told(
        speaker=_span(one["speaker"]) if one["speaker"] else None,
        cue=tuple(map(_span, cue if isinstance(cue, list) else [cue])),
        content=tuple(map(_span, one["content"])),
        manner=one["manner"],
        modality=one["modality"],
        within=one["nested_in"],
    )


def _span(told: dict[str, Any]) -> Span:
    return Span(told["start"], told["end"])


def read_all(cases: Sequence[Case]) -> list[Side]:
    """What the Desk reads in each case."""
    return [side(e) for e in desk().read_many([report_of(c) for c in cases])]


def report_of(case: Case) -> Report:
    """The report that is read: one paragraph a block, or a headline."""
    blocks, at = [], 0
    for part in case.text.split("\n\n"):
        blocks.append(Block(span=Span(at, at + len(part)), kind="headline" if case.headline else "paragraph"))
        at += len(part) + 2
    return known_report(case.id, case.text, blocks, case.day)


def count(case: Case, mine: Side) -> Counts:
    """What is right in one case."""
    pairs = _paired(case, mine)
    parts = [dict(_parts(case, i, mine, j, pairs)) for i, j in pairs.items()]
    whole = sum(all(p.values()) for p in parts)
    found = [shares("wholly_right", whole, len(case.statements)), shares("found", len(pairs), len(case.statements))]
    found += [shares(name, sum(p[name] for p in parts), len(parts)) for name in PARTS]
    return total([*found, Counts({"false": len(mine.reading.statements) - len(pairs)})])


def _paired(case: Case, mine: Side) -> dict[int, int]:
    words = Tokens.of(case.text, WORD)
    theirs = [words.touched(s.content) for s in case.statements]
    ours = [words.touched(s.content) for s in mine.reading.statements]
    alike = {
        (i, j): len(a & b) / len(a | b) + 0.01 * _touching(case.statements[i].cue, mine.reading.statements[j].cue)
        for i, a in enumerate(theirs)
        for j, b in enumerate(ours)
        if a & b and len(a & b) / len(a | b) >= _ENOUGH
    }
    return dict(one_to_one((share, i, j) for (i, j), share in alike.items()))


def _touching(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)


def _parts(case: Case, i: int, mine: Side, j: int, pairs: dict[int, int]) -> Iterator[tuple[str, bool]]:
    gold, other = case.statements[i], mine.reading.statements[j]
    yield "content", True
    yield "speaker", _same_speaker(gold, mine, other)
    yield "cue", _touching(gold.cue, other.cue) or not (gold.cue or other.cue)
    yield "manner", gold.manner == other.manner
    yield "modality", gold.modality == other.modality
    yield "nesting", (None if gold.within is None else pairs.get(gold.within, -1)) == other.within


def _same_speaker(gold: Told, mine: Side, other: Statement) -> bool:
    who = other.who
    if gold.speaker is None or who is None:
        return gold.speaker is None and who is None
    return any(span.overlaps(gold.speaker) for span in mine.spans(who))


def figures(added: Counts) -> Figures:
    """Every figure from the counts of the cases."""
    found: Figures = {"false_statements": added["false"]}
    for name in ("wholly_right", "found", *PARTS):
        if added[f"{name}.of"]:
            found |= accuracy(added, name)
    return found


TASK = Task(
    name="cases",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("wholly_right", "found"),
    suffixes=SUFFIXES,
)
