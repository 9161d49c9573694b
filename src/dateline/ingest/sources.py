"""Locators → raw documents: paths, folders, addresses, standard input."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import QuestionInvalid, SourceError
from dateline.ingest.dates import iso_date
from dateline.ingest.files import SUFFIXES, Columns, from_bytes, from_file
from dateline.ingest.web import fetch_page
from dateline.text import Raw, Skip, Source

TARGETS = ("text", "title", "published", "id", "url", "outlet", "byline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says of all documents: date (ISO), address, outlet, and the names of their columns.

    Raises QuestionInvalid where `published` is no date.
    """

    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.published is not None and iso_date(self.published) is None:
            raise QuestionInvalid(f"{self.published}: not a date; write --published YYYY-MM-DD, as in 2024-07-04")


def parse_map(text: str) -> dict[str, str]:
    """`text=body,title=headline` → {"text": "body", "title": "headline"}.

    Raises QuestionInvalid, naming the known targets, where a pair is malformed.
    """
    columns = {}
    for pair in filter(None, text.split(",")):
        target, equals, column = pair.partition("=")
        if target not in TARGETS or not equals or not column:
            raise QuestionInvalid(f"--map {pair}: write TARGET=COLUMN; known targets: {', '.join(TARGETS)}")
        columns[target] = column
    return columns


def check(locators: Iterable[str]) -> None:
    """Refuse a path that is not there before anything is read. Raises SourceError."""
    for locator in locators:
        if locator != "-" and not _is_address(locator) and not Path(locator).exists():
            raise SourceError(f"{locator}: no such file or folder; give a path, an address, or - for standard input")


def fetch(locators: Iterable[str], given: Given) -> Iterator[Raw | Skip]:
    """Every document that the locators lead to, in the order given; folders sorted by name."""
    columns = Columns(names=given.columns)
    for locator in locators:
        if locator == "-":
            yield from from_bytes(sys.stdin.buffer.read(), Source(kind="stdin", locator="-"), columns)
        elif _is_address(locator):
            yield fetch_page(locator)
        else:
            check([locator])
            yield from _from_path(Path(locator), columns)


def _is_address(locator: str) -> bool:
    return locator.startswith(("http://", "https://"))


def _from_path(path: Path, columns: Columns) -> Iterator[Raw | Skip]:
    if not path.is_dir():
        yield from from_file(path, columns)
        return
    try:
        inside = sorted(path.iterdir())
    except OSError as error:
        yield Skip(source=Source(kind="file", locator=str(path)), reason="forbidden", detail=str(error.strerror))
        return
    for child in inside:
        if child.name.startswith("."):
            continue
        if child.is_dir() or child.suffix.lower() in SUFFIXES:
            yield from _from_path(child, columns)
