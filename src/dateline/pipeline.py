"""The spine: locators → reports → entries → the store."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dateline.ingest.report import to_report
from dateline.ingest.sources import Given, fetch
from dateline.reading.reader import Reader
from dateline.record import Entry, Fingerprint
from dateline.resolution.resolver import Resolver
from dateline.store.store import Store
from dateline.text import Raw, Report, Skip, Source

VERSION = "0.1.0"


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the documents: added, already there, skipped by reason."""

    added: int = 0
    already: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """All documents that were looked at."""
        return self.added + self.already + self.skipped.total()


class Desk:
    """A reader and a resolver side by side: turns what was fetched into entries."""

    def __init__(self, *, reader: Reader, resolver: Resolver) -> None:
        self._reader = reader
        self._resolver = resolver
        self.fingerprint = Fingerprint(
            version=VERSION,
            model=reader.digest,
            codebook=reader.codebook_digest,
            tables=resolver.digest,
            corrections="none",
        )

    @classmethod
    def load(cls) -> "Desk":
        """The rules and tables that ship with Dateline."""
        return cls(reader=Reader.load(), resolver=Resolver.load())

    def read(self, report: Report) -> Entry:
        """One report, read and resolved."""
        reading = self._reader.read(report)
        links = self._resolver.resolve(report, reading)
        return Entry(report=report, reading=reading, links=links, reader=self.fingerprint)

    def read_text(self, text: str, given: Given) -> Entry | Skip:
        """One text that is at hand already."""
        body = text.encode()
        source = Source(kind="text", locator="text", sha256=hashlib.sha256(body).hexdigest())
        found = to_report(Raw(body=body, content_type="text", source=source), given)
        return found if isinstance(found, Skip) else self.read(found)


def read_all(locators: Iterable[str], given: Given, desk: Desk) -> Iterator[Entry | Skip]:
    """Every document that the locators lead to, read or refused, in the order given."""
    for raw in fetch(locators, given):
        found = to_report(raw, given)
        yield found if isinstance(found, Skip) else desk.read(found)


def run(
    locators: Iterable[str], given: Given, *, store: Store, desk: Desk, progress: Callable[[Tally], None] | None = None
) -> Tally:
    """Read every report that the locators lead to into the store; what is there already is not read again."""
    tally = Tally()
    for raw in fetch(locators, given):
        found = to_report(raw, given)
        if isinstance(found, Skip):
            store.skip(found)
            tally.skipped[found.reason] += 1
        elif store.has(found.id, desk.fingerprint):
            tally.already += 1
        else:
            store.add(desk.read(found))
            tally.added += 1
        if progress is not None:
            progress(tally)
    return tally
