"""News that nobody labelled: articles of GeoWebNews' development half and of GeoVirus, in no training set.

Every fourth article, by its number, is for mending: what was read in it has been judged one by one (`judged.tsv`), and
scores are fitted to the verdicts. The odd ones are for the sheet (`python -m bench.sheet`). Those between, which leave
two, we have labelled (`training/elsewhere`); verdicts on them are from before and not used.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.corpus import DATA
from dateline.ingest.sources import Given
from dateline.pipeline import Desk
from dateline.record import Entry
from dateline.text import Skip

CORPORA = ("GeoWebNews-dev", "GeoVirus")
JUDGED = Path(__file__).with_name("judged.tsv")
VERDICTS = ("right", "speaker", "content", "none")


def present() -> bool:
    """Whether the articles are beside the project."""
    return all(_file(name).exists() for name in CORPORA)


def for_mending(number: int) -> bool:
    """Whether an article, by its number, is for mending."""
    return number % 4 == 0


def for_the_sheet(number: int) -> bool:
    """Whether an article, by its number, is for the sheet."""
    return number % 2 == 1


def entries(desk: Desk, chosen: Callable[[int], bool]) -> Iterator[tuple[str, Entry]]:
    """The articles whose number is chosen, with what is read in them, by corpus and number."""
    for name in CORPORA:
        for number, article in enumerate(ElementTree.parse(_file(name)).getroot().iter("article")):
            if chosen(number):
                entry = desk.read_text(article.findtext("text") or "", Given())
                if not isinstance(entry, Skip):
                    yield f"{name}\t{number}", entry


def verdicts(path: Path = JUDGED) -> dict[str, str]:
    """Corpus, article and span of a content → what was found of it."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {"\t".join(cells[:4]): cells[4] for cells in rows}


def key(article: str, entry: Entry, number: int) -> str:
    """A statement as `verdicts` names it."""
    content = entry.reading.statements[number].content
    return f"{article}\t{content[0].start}\t{content[-1].end}"


def _file(name: str) -> Path:
    return DATA / "places" / f"{name}.xml"
