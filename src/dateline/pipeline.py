"""The spine: locators → reports → entries → the store."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dateline.ingest.report import to_report
from dateline.ingest.sources import Given, fetch
from dateline.reading.reader import Reader
from dateline.record import Entry, Fingerprint
from dateline.resolution.resolver import Resolver
from dateline.store.store import Store
from dateline.text import Raw, Report, Skip, Source

VERSION = "0.1.0"
GROUP = 16  # reports that are read at once


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
    def load(cls, threads: int | None = None) -> "Desk":
        """The model, rules and tables that ship with Dateline, on `threads` cores, by default all."""
        return cls(reader=Reader.load(threads), resolver=Resolver.load())

    def read(self, report: Report) -> Entry:
        """One report, read and resolved."""
        return self.read_many([report])[0]

    def read_many(self, reports: Sequence[Report]) -> list[Entry]:
        """Several reports, in order; each gives what it gives alone, sooner."""
        return [
            Entry(report=r, reading=reading, links=self._resolver.resolve(r, reading), reader=self.fingerprint)
            for r, reading in zip(reports, self._reader.read_many(reports), strict=True)
        ]

    def read_text(self, text: str, given: Given) -> Entry | Skip:
        """One text that is at hand already."""
        body = text.encode()
        source = Source(kind="text", locator="text", sha256=hashlib.sha256(body).hexdigest())
        found = to_report(Raw(body=body, content_type="text", source=source), given)
        return found if isinstance(found, Skip) else self.read(found)


def read_all(locators: Iterable[str], given: Given, desk: Desk) -> Iterator[Entry | Skip]:
    """Every document that the locators lead to, read or refused, in the order given."""
    for group in _grouped(to_report(raw, given) for raw in fetch(locators, given)):
        entries = iter(desk.read_many([r for r in group if isinstance(r, Report)]))
        for found in group:
            yield found if isinstance(found, Skip) else next(entries)


def _grouped(found: Iterable[Report | Skip]) -> Iterator[list[Report | Skip]]:
    """Documents in groups that are read at once: the first alone, so that an answer is not waited for."""
    ready = iter(found)
    size = 1
    while group := list(islice(ready, size)):
        yield group
        size = GROUP


def run(
    locators: Iterable[str], given: Given, *, store: Store, desk: Desk, progress: Callable[[Tally], None] | None = None
) -> Tally:
    """Read every report that the locators lead to into the store; what is there already is not read again."""
    tally = Tally()
    for group in _grouped(to_report(raw, given) for raw in fetch(locators, given)):
        new = {r.id: r for r in group if isinstance(r, Report) and not store.has(r.id, desk.fingerprint)}
        entries = dict(zip(new, desk.read_many(list(new.values())), strict=True))
        for found in group:
            if isinstance(found, Skip):
                store.skip(found)
                tally.skipped[found.reason] += 1
            elif (entry := entries.pop(found.id, None)) is None:
                tally.already += 1
            else:
                store.add(entry)
                tally.added += 1
            if progress is not None:
                progress(tally)
    return tally
