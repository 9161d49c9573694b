"""HTML page → blocks of prose and what the page says of itself; the adapter to trafilatura."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.text import BlockKind

_TAGS: dict[str, BlockKind] = {"p": "paragraph", "head": "subheading", "item": "list", "quote": "paragraph"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The prose of a page, in order, and its metadata (title, byline, outlet, url, published)."""

    blocks: tuple[tuple[BlockKind, str], ...]
    fields: dict[str, str] = field(default_factory=dict)


def read_page(html: str) -> Article | None:
    """The article of a page; None where it holds none."""
    import trafilatura
    from lxml import etree

    tree = trafilatura.extract(
        html, output_format="xml", fast=True, include_comments=False, include_tables=False, with_metadata=True
    )
    if not tree:
        return None
    root = etree.fromstring(tree.encode())
    main = root.find("main")
    if main is None:
        return None
    blocks = tuple((kind, words) for kind, words in _walk(main) if words)
    return Article(blocks=(*blocks, *_captions(html, blocks)), fields=_fields(root, html)) if blocks else None


def _captions(html: str, blocks: tuple[tuple[BlockKind, str], ...]) -> Iterator[tuple[BlockKind, str]]:
    """What stands under the article's pictures, after its prose: the extraction leaves it out."""
    from lxml import html as pages

    known = {words for _, words in blocks}
    for node in pages.fromstring(html.encode(), parser=pages.HTMLParser(encoding="utf-8")).iterfind(".//figcaption"):
        words = " ".join(node.text_content().split())
        inside = {parent.tag for parent in node.iterancestors()}
        if words and words not in known and inside & {"article", "main"} and not inside & {"aside", "nav", "footer"}:
            known.add(words)
            yield "caption", words


def _walk(main: object) -> Iterator[tuple[BlockKind, str]]:
    for node in main.iter("p", "head", "item"):  # type: ignore[attr-defined]
        words = " ".join("".join(node.itertext()).split())
        yield _TAGS.get(node.tag, "paragraph"), words


def _fields(root: object, html: str) -> dict[str, str]:
    import htmldate

    names = {"title": "title", "byline": "author", "outlet": "sitename", "url": "url"}
    found = {ours: root.get(theirs) for ours, theirs in names.items()}  # type: ignore[attr-defined]
    found["published"] = htmldate.find_date(html, extensive_search=False, original_date=True)
    return {name: str(value) for name, value in found.items() if value}
