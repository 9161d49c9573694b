"""What the Desk reads in a corpus text, its spans counted into the raw text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bench.tokens import Alignment
from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import Desk
from dateline.text import Block, Report, Skip, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report that was read, and its text beside the raw one."""

    page: Page
    alignment: Alignment


@cache
def desk() -> Desk:
    """The one Desk of a run."""
    return Desk.load()


def read(text: str, published: str | None = None) -> Reading | None:
    """The text as a report of that day (ISO date); None where the Desk refuses it."""
    entry = desk().read_text(text, Given(published=published))
    if isinstance(entry, Skip):
        return None
    return Reading(page=Page(entry), alignment=Alignment(entry.report.text, text))


def known_report(
    name: str, text: str, blocks: Sequence[Block], published: str | None = None, title: str = ""
) -> Report:
    """A corpus text whose blocks are known as a report of that day (ISO date)."""
    return Report(
        id=name.encode().hex().ljust(16, "0")[:16],
        text=text,
        blocks=tuple(blocks),
        source=Source(kind="text", locator=name),
        title=title,
        published=published,
        published_basis="given" if published else "none",
    )
