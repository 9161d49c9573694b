"""A task of the bench: how its gold is loaded, who guesses, what counts as right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from bench.corpus import Refused
from bench.metrics import Counts, Figures, bounds, total

Document = TypeVar("Document")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Document, Answer]):
    """`load` raises Refused, `read` raises Absent; `headlines` are the figures with bounds and floors.

    `suffixes`: which files of a folder are the corpus, by default all.
    """

    name: str
    load: Callable[[Path], list[Document]]
    read: Callable[[Sequence[Document]], list[Answer]]
    count: Callable[[Document, Answer], Counts]
    figures: Callable[[Counts], Figures]
    headlines: tuple[str, ...]
    suffixes: tuple[str, ...] = ()


def documents_at(task: Task[Document, Answer], path: Path) -> list[Document]:
    """The gold at a path. Raises Refused where the path is missing or holds nothing of the task."""
    if not path.exists():
        raise Refused(f"{path}: no such file or folder")
    found = task.load(path)
    if not found:
        raise Refused(f"{path}: nothing for {task.name} in it")
    return found


def score(task: Task[Document, Answer], documents: Sequence[Document], answers: Sequence[Answer]) -> Figures:
    """Every figure of the answers, one to a document, and the bounds of the headlines."""
    parts = [task.count(document, answer) for document, answer in zip(documents, answers, strict=True)]
    figures = task.figures(total(parts))
    headlines = [name for name in task.headlines if name in figures]
    every = {"documents": len(parts), **figures, **bounds(parts, task.figures, headlines)}
    return {name: round(value, 4) for name, value in every.items()}
