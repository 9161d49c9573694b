"""Raw → Report: clean once, cut blocks, freeze. From here the text never changes."""

import hashlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from dateline.ingest.article import read_page
from dateline.ingest.dates import date_in_name, iso_date, written_date
from dateline.ingest.encodings import decode
from dateline.ingest.sources import Given
from dateline.text import BLOCK_BREAK, Block, BlockKind, DateBasis, Raw, Report, Skip, SkipReason, Span

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BYLINE = re.compile(r"^By [A-Z][\w.’'\-]+(?: [A-Z][\w.’'\-]+){1,3}(?:(?:,| and) [A-Z].{2,60})?$")
_NOT_LATIN = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff]")
_TITLE_MOST = 160  # code points; the first line of a report is a headline only up to this
_SURE_LANGUAGE = 80  # code points; a shorter text is too little to tell languages of one script apart
_PAGE_LEAST = 15  # words; a page with less prose is a menu or an error page
Drafts = list[tuple[BlockKind, str]]


def to_report(raw: Raw | Skip, given: Given) -> Report | Skip:
    """A document as a report; a Skip with the reason where it is none. A Skip passes through."""
    if isinstance(raw, Skip):
        return raw
    decoded = decode(raw.body)
    if decoded.text is None:
        return _skip(raw, decoded.fault or "undecodable", decoded.detail)
    if not decoded.text.strip():
        return _skip(raw, "empty", "no text in it")
    fields = dict(raw.fields)
    if raw.content_type == "html":
        article = read_page(decoded.text)
        if article is None or sum(len(words.split()) for _, words in article.blocks) < _PAGE_LEAST:
            return _skip(raw, "not_prose", "no article on this page")
        fields = {**article.fields, **fields}
        drafts: Drafts = [(kind, _clean(words)) for kind, words in article.blocks]
    else:
        drafts = _plain(_clean(decoded.text), fields.get("title"))
    drafts = _titled(_without_furniture(drafts), fields.get("title"))
    return _freeze(raw, given, fields, drafts)


def _skip(raw: Raw, reason: SkipReason, detail: str) -> Skip:
    return Skip(source=raw.source, reason=reason, detail=detail)


def _freeze(raw: Raw, given: Given, fields: dict[str, str], drafts: Drafts) -> Report | Skip:
    text, blocks, agency, dated = _lay_out(drafts)
    if not re.search(r"[^\W\d_]{2}", text):
        return _skip(raw, "too_short", "no words in it")
    language = _language(text)
    if language != "en":
        return _skip(raw, "language", f"the text is in {language!r}; this version reads English")
    published, basis = _published(raw, given, fields, dated)
    url, outlet = given.url or fields.get("url"), given.outlet or fields.get("outlet")
    identity = "\x1f".join((url or "", published or "", text))
    heads = [b.span.of(text) for b in blocks if b.kind == "headline"]
    return Report(
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        text=text,
        blocks=tuple(blocks),
        source=raw.source,
        title=fields.get("title") or (heads[0] if heads else ""),
        url=url,
        outlet=outlet,
        agency=agency,
        byline=fields.get("byline"),
        published=published,
        published_basis=basis,
        external_id=fields.get("id"),
        meta=dict(raw.meta),
    )


def _clean(text: str) -> str:
    """Line ends, controls and runs of spaces; letters, marks and dashes stay as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in _CONTROL.sub("", text).split("\n")).strip("\n")


def _plain(text: str, title: str | None) -> Drafts:
    """Paragraphs of plain text: parted by empty lines, or a line each where no line is empty."""
    apart = "\n\n" in text
    pieces = re.split(r"\n{2,}", text) if apart else text.split("\n")
    drafts: Drafts = []
    for number, piece in enumerate(p for p in pieces if p.strip()):
        lines = [line for line in piece.split("\n") if not _is_furniture(line)]
        words = " ".join(lines).strip()
        if words:
            drafts.append((_plain_kind(words, number, drafts, title is not None), words))
    return drafts if len(drafts) > 1 or not drafts or title else [("paragraph", drafts[0][1])]


def _plain_kind(words: str, number: int, drafts: Drafts, titled: bool) -> BlockKind:
    if _BYLINE.match(words):
        return "byline"
    ended = words[-1] in ".!:" or (words[-1] in '”"' and not words[-2:-1].isalnum())  # a sentence, or a quoted one
    if _dateline(words) is None and len(words) <= _TITLE_MOST and not ended:
        if number == 0 and not titled:
            return "headline"
        if drafts and all(kind in ("headline", "subheading") for kind, _ in drafts):
            return "subheading"
    return "paragraph"


def _titled(drafts: Drafts, title: str | None) -> Drafts:
    """The title as the first block, once."""
    title = _clean(title).replace("\n", " ") if title else None
    if not title or any(words == title for _, words in drafts[:2]):
        return [("headline" if n < 2 and words == title else kind, words) for n, (kind, words) in enumerate(drafts)]
    return [("headline", title), *drafts]


def _without_furniture(drafts: Drafts) -> Drafts:
    return [(kind, words) for kind, words in drafts if words and not _is_furniture(words)]


@cache
def _furniture() -> re.Pattern[str]:
    lines = (files("dateline") / "data" / "words" / "en" / "furniture.tsv").read_text("utf-8").splitlines()[1:]
    return re.compile("|".join(f"(?:{line.split(chr(9))[0]})" for line in lines), re.IGNORECASE)


def _is_furniture(line: str) -> bool:
    """Whether a line is the site's, not the report's: data/words/en/furniture.tsv."""
    return _furniture().fullmatch(line.strip()) is not None


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    source = (files("dateline") / "data" / "rules" / "en" / "datelines.toml").read_text("utf-8")
    return tuple(re.compile(rule["pattern"]) for rule in tomllib.loads(source)["rule"])


def _dateline(words: str) -> re.Match[str] | None:
    return next((m for pattern in _datelines() if (m := pattern.match(words))), None)


def _lay_out(drafts: Drafts) -> tuple[str, list[Block], str | None, str | None]:
    """The text, its blocks, the agency and the date that the dateline names."""
    text, blocks = "", []
    agency: str | None = None
    dated: str | None = None
    looking = True
    for kind, words in drafts:
        start = len(text) + (len(BLOCK_BREAK) if text else 0)
        text = f"{text}{BLOCK_BREAK}{words}" if text else words
        match = _dateline(words) if looking and kind == "paragraph" else None
        looking = looking and kind != "paragraph"
        if match is not None:
            caught = match.groupdict()
            agency, dated = caught.get("agency"), caught.get("date")
            blocks.append(Block(span=Span(start, start + match.end()), kind="dateline"))
            start += match.end() + 1
        if start < len(text):
            blocks.append(Block(span=Span(start, len(text)), kind=kind))
    return text, blocks, agency, dated


def _language(text: str) -> str:
    """ISO 639-1 code; short Latin text counts as English."""
    if len(text) < _SURE_LANGUAGE:
        foreign = len(_NOT_LATIN.findall(text)) > len(text) / 4
        return "a script other than Latin" if foreign else "en"
    import py3langid

    return str(py3langid.classify(text[:2000])[0])


def _published(raw: Raw, given: Given, fields: dict[str, str], dated: str | None) -> tuple[str | None, DateBasis]:
    """Date and basis: the user's word, the page's or row's, the dateline's, the file name's."""
    if given.published is not None:
        return iso_date(given.published), "given"
    stated = iso_date(fields["published"]) if "published" in fields else None
    if stated is not None:
        return stated, "page"
    named = date_in_name(PurePath(raw.source.locator).name) if raw.source.kind == "file" else None
    if dated is not None:
        written = written_date(dated, int(named[:4]) if named else None)
        if written is not None:
            return written, "dateline"
    return (named, "text") if named else (None, "none")
