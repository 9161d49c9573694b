"""Files on disk and bytes at hand: text, HTML, JSON lines, CSV."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.ingest.encodings import decode
from dateline.text import Raw, Skip, Source, SourceKind

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".csv")
MOST_BYTES = 10_000_000  # one document; a report of that length is none
_FIELDS = {  # our names ← names in use, news-please's first
    "text": ("maintext", "text", "body", "content", "article"),
    "title": ("title", "headline"),
    "published": ("date_publish", "published", "date", "published_at", "pubdate"),
    "url": ("url", "link"),
    "outlet": ("source_domain", "outlet", "source", "publisher"),
    "byline": ("authors", "author", "byline"),
    "id": ("id", "doc_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The user's own column names by ours."""

    names: Mapping[str, str] = field(default_factory=dict)

    def column(self, target: str, row: Mapping[str, object]) -> str | None:
        """The column of `row` that holds `target`."""
        if target in self.names:
            return self.names[target] if self.names[target] in row else None
        return next((name for name in _FIELDS[target] if name in row), None)


def from_file(path: Path, columns: Columns) -> Iterator[Raw | Skip]:
    """The documents in one file; one that cannot be read is a Skip."""
    rows = path.suffix.lower() in (".jsonl", ".csv")
    source = Source(kind="file", locator=str(path))
    try:
        if not rows and path.stat().st_size > MOST_BYTES:
            size = path.stat().st_size
            yield Skip(source=source, reason="too_large", detail=f"{size} bytes; at most {MOST_BYTES} a document")
            return
        body = path.read_bytes()
    except OSError as error:
        yield Skip(source=source, reason="forbidden", detail=error.strerror or str(error))
        return
    yield from from_bytes(body, source, columns)


def from_bytes(body: bytes, source: Source, columns: Columns) -> Iterator[Raw | Skip]:
    """The documents in `body`: rows of JSON lines or CSV, or one text or page."""
    suffix = Path(source.locator).suffix.lower()
    start = body[:200].lstrip().lower()
    if suffix == ".jsonl" or (source.kind == "stdin" and start.startswith(b"{")):
        yield from _rows(_json_rows(body), replace(source, kind="jsonl"), columns)
    elif suffix == ".csv":
        decoded = decode(body)
        if decoded.text is None:
            yield Skip(source=source, reason=decoded.fault or "undecodable", detail=decoded.detail)
            return
        yield from _rows(_csv_rows(decoded.text), replace(source, kind="csv"), columns)
    else:
        page = suffix in (".html", ".htm") or start.startswith((b"<!doctype html", b"<html"))
        digest = hashlib.sha256(body).hexdigest()
        if len(body) > MOST_BYTES:
            detail = f"{len(body)} bytes; at most {MOST_BYTES} a document"
            yield Skip(source=replace(source, sha256=digest), reason="too_large", detail=detail)
            return
        yield Raw(body=body, content_type="html" if page else "text", source=replace(source, sha256=digest))


def _json_rows(body: bytes) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        yield number, row if isinstance(row, dict) else "not a JSON object"


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    csv.field_size_limit(MOST_BYTES * 2)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for number, row in enumerate(reader, 2):
            yield number, {k: v for k, v in row.items() if k is not None and isinstance(v, str) and v}
    except csv.Error as error:
        yield reader.line_num, f"not CSV: {error}"


def _rows(
    rows: Iterator[tuple[int, Mapping[str, object] | str]], source: Source, columns: Columns
) -> Iterator[Raw | Skip]:
    for number, row in rows:
        place = replace(source, locator=f"{source.locator}#{number}")
        yield _bad(place, row) if isinstance(row, str) else _row(row, place, columns)


def _bad(source: Source, detail: str) -> Skip:
    return Skip(source=source, reason="bad_row", detail=detail)


def _row(row: Mapping[str, object], source: Source, columns: Columns) -> Raw | Skip:
    used = {target: column for target in _FIELDS if (column := columns.column(target, row))}
    if "text" not in used or not isinstance(row[used["text"]], str):
        names = ", ".join(row) or "none"
        return _bad(source, f"no text; columns are {names}; name yours with --map text=COLUMN")
    body = str(row[used["text"]]).encode("utf-8", "replace")
    digest = hashlib.sha256(body).hexdigest()
    if len(body) > MOST_BYTES:
        return Skip(source=source, reason="too_large", detail=f"{len(body)} bytes; at most {MOST_BYTES} a document")
    known = {t: _words(row[c]) for t, c in used.items() if t != "text" and row[c] is not None}
    meta = {k: v for k, v in row.items() if k not in used.values()}
    kind: SourceKind = source.kind
    return Raw(
        body=body,
        content_type="text",
        source=Source(kind=kind, locator=source.locator, sha256=digest),
        fields=known,
        meta=meta,
    )


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
