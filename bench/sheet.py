"""Precision on reports that nobody labelled: `python -m bench.sheet [draw]`.

`draw` prints 150 statements of GeoWebNews articles (in no training set), drawn by a fixed seed from what the Desk
reads, each in its sentence, for a reader to judge: is this speaker said to say this? The judgements stand in
`sheet.tsv`: article, first and last code point of the content, the verdict (right, speaker, content, none) and a word
on it; no text of the articles. Without `draw` the sheet is counted, with a 95 % interval (Wilson 1927).
"""

import math
import random
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.corpus import DATA
from dateline.ingest.sources import Given
from dateline.page import Page, StatementView
from dateline.pipeline import Desk
from dateline.text import Skip

ARTICLES = DATA / "places" / "GeoWebNews-dev.xml"
SHEET = Path(__file__).with_name("sheet.tsv")
COUNT, SEED = 150, 7
_Z = 1.96
VERDICTS = ("right", "speaker", "content", "none")


def main() -> None:
    """Draw statements, or count the sheet."""
    if "draw" not in sys.argv:
        counted()
    elif not ARTICLES.exists():
        print(f"sheet: skipped, no corpus at {ARTICLES}")
    else:
        for number, (article, page, view) in enumerate(drawn(), 1):
            content = view.record.content
            who = view.speaker.name if view.speaker else "?"
            around = page.text[max(0, view.span.start - 160) : view.span.end + 60].replace("\n", " ¶ ")
            print(f"{number}\t{article}\t{content[0].start}\t{content[-1].end}\t{who} [{view.cue}] {view.content}")
            print(f"\t\t{around}")


def drawn() -> list[tuple[str, Page, StatementView]]:
    """The statements to judge, in the order of the articles."""
    every = [(name, page, view) for name, page in _pages() for view in page.statements]
    chosen = random.Random(SEED).sample(range(len(every)), min(COUNT, len(every)))
    return [every[n] for n in sorted(chosen)]


def _pages() -> Iterator[tuple[str, Page]]:
    desk = Desk.load()
    for article in ElementTree.parse(ARTICLES).getroot().iter("article"):
        entry = desk.read_text(article.findtext("text") or "", Given())
        if not isinstance(entry, Skip):
            yield article.get("file") or "", Page(entry)


def counted() -> None:
    """Print how many of the judged statements are right."""
    rows = [line.split("\t") for line in SHEET.read_text("utf-8").splitlines()[1:]]
    told = Counter(row[3] for row in rows)
    right, low, high = _wilson(told["right"], len(rows))
    print(f"{told['right']} of {len(rows)} right: {right:.3f} ({low:.3f} to {high:.3f})")
    print(", ".join(f"{name} {told[name]}" for name in VERDICTS))


def _wilson(hits: int, count: int) -> tuple[float, float, float]:
    share = hits / count
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    reach = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2)) / (1 + _Z**2 / count)
    return share, middle - reach, middle + reach


if __name__ == "__main__":
    main()
