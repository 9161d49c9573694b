"""Text before anyone reads it: spans, blocks, sources, reports, and refusals.

A report's text is cleaned once and then frozen. Every position anywhere in Dateline is a
count of Unicode code points into `Report.text`, half-open: `text[start:end]` is the span.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["headline", "subheading", "dateline", "byline", "paragraph", "caption", "list"]
SourceKind = Literal["file", "web", "feed", "jsonl", "csv", "warc", "stdin", "text"]
DateBasis = Literal["given", "page", "feed", "dateline", "text", "none"]
SkipReason = Literal[
    "empty",
    "too_short",
    "not_prose",
    "language",
    "duplicate",
    "undecodable",
    "binary",
    "too_large",
    "unreachable",
    "forbidden",
    "bad_date",
    "bad_row",
]

BLOCK_BREAK = "\n\n"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`start` to `end`, code points into a report's text, half-open, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}–{self.end}: needs 0 ≤ start < end")

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a report's text: a headline, a paragraph, the dateline before its first words."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where bytes came from: kind, locator (path, address, `path#row`), SHA-256 of the bytes (hex)."""

    kind: SourceKind
    locator: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes as fetched, with what the outside said of them. `fields`: title, published, url … where given."""

    body: bytes
    content_type: Literal["text", "html"]
    source: Source
    fields: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A news report: its frozen text, its blocks, and what is known of its origin.

    `published` is an ISO date (YYYY-MM-DD) or None, and `published_basis` says how it is known.
    `id` is the first 16 hex digits of the SHA-256 over text, URL and date.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    source: Source
    title: str = ""
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    language: str = "en"
    published: str | None = None
    published_basis: DateBasis = "none"
    updated: str | None = None
    supersedes: str | None = None
    retrieved: str | None = None
    archived_url: str | None = None
    external_id: str | None = None
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A document that was not read, why (`reason` from the closed list), and what was seen (`detail`)."""

    source: Source
    reason: SkipReason
    detail: str
