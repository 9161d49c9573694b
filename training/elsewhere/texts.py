"""The texts that we labelled and that stand beside the project, as Dateline takes them in.

A text is named by its corpus and its number there: every fourth article of GeoWebNews' development half and of GeoVirus
(the others are for mending and for the sheet, see `bench/unlabelled.py`), MEANTIME's reports as far as they are
annotated, the reports of CoNLL-2003's training part, joined again from its words, the documents of re3d, and the
weblogs of EWT's training part in stretches.
"""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bench.tasks import timeml

from dateline.ingest.report import to_report
from dateline.ingest.sources import Given
from dateline.text import Raw, Report, Source

DATA = Path(__file__).parents[3] / "shared" / "data"
_DAY = re.compile(r"1996-\d\d-\d\d")
_STRETCH = 600  # words
_TIGHT_AFTER = ("(", "$")


def present() -> bool:
    """Whether the corpora are beside the project."""
    return all((DATA / name).exists() for name in ("places", "meantime", "conll2003", "re3d", "ud-english-ewt"))


@cache
def known() -> dict[str, tuple[str, str | None]]:
    """Every text by its name, with the day of publication where the corpus has it."""
    return {name: (text, day) for name, text, day in texts()}


def texts() -> Iterator[tuple[str, str, str | None]]:
    """Every text that may be labelled: its name, the text, the day of publication where the corpus has it."""
    for corpus in ("GeoWebNews-dev", "GeoVirus"):
        articles = ElementTree.parse(DATA / "places" / f"{corpus}.xml").getroot().iter("article")
        for number, article in enumerate(articles):
            if number % 4 == 2:
                yield f"{corpus}/{number}", article.findtext("text") or "", None
    for number, document in enumerate(timeml.documents(DATA / "meantime" / "intra-doc_annotation")):
        yield f"meantime/{number}", document.text, document.published
    for number, sentences in enumerate(_reports(DATA / "conll2003" / "train.txt")):
        day = next((s[-1] for s in sentences[:3] if _DAY.fullmatch(s[-1])), None)
        yield f"conll2003/{number}", _printed(sentences), day
    for part in ("centcom", "uk-government", "us-state-department"):
        lines = (DATA / "re3d" / part / "documents.json").read_text("utf-8").splitlines()
        yield from ((f"re3d/{part}/{n}", json.loads(line)["text"], None) for n, line in enumerate(lines))
    for number, stretch in enumerate(_weblogs(DATA / "ud-english-ewt" / "train.conllu")):
        yield f"ewt-weblog/{number}", stretch, None


def report(text: str, published: str | None) -> Report | None:
    """The text as Dateline takes it in; None where it refuses it."""
    raw = Raw(body=text.encode(), content_type="text", source=Source(kind="text", locator="text"))
    found = to_report(raw, Given(published=published))
    return found if isinstance(found, Report) else None


def _weblogs(path: Path) -> Iterator[str]:
    """The weblogs of EWT in stretches of some hundred words, sentences joined, paragraphs as they are marked."""
    for document in re.split(r"(?m)^(?=# newdoc id)", path.read_text("utf-8")):
        stretch = ""
        for block in document.split("\n\n") if document.startswith("# newdoc id = weblog") else ():
            sentence = re.search(r"(?m)^# text = (.*)$", block)
            if len(stretch.split()) >= _STRETCH:
                yield stretch
                stretch = ""
            stretch += ("\n\n" if "# newpar" in block else " ") * bool(stretch) + (sentence[1] if sentence else "")
        if stretch:
            yield stretch


def _reports(path: Path) -> list[list[list[str]]]:
    """The sentences of each report: one begins with its headline, a sentence or two before its place and day."""
    lines = (b.split("\n") for b in path.read_text("utf-8").split("\n\n"))
    sentences = [words for b in lines if (words := [line.split()[0] for line in b if line.strip()])]
    dated = [n for n, s in enumerate(sentences) if len(s) <= 6 and _DAY.fullmatch(s[-1])]
    firsts = [n - 1 - _signed(sentences[n - 1]) for n in dated]
    ends = [*firsts[1:], len(sentences)]
    return [sentences[max(a, 0) : b] for a, b in zip(firsts, ends, strict=True)]


def _signed(before: Sequence[str]) -> bool:
    """Whether what stands before place and day is the author's name, and the headline before that."""
    return 2 <= len(before) <= 3 and before[-1] != "."


def _printed(sentences: Sequence[Sequence[str]]) -> str:
    """The words with the spaces that print has: a paragraph a sentence, a quotation in one; an opening mark, which the
    corpus leaves with the sentence before, stands before what it opens."""
    text, opened, fresh = "", False, True
    for sentence in sentences:
        text, fresh = (text if opened else f"{text}\n\n"), not opened
        for word in sentence:
            closes = word == '"' and opened
            behind = text.endswith(_TIGHT_AFTER) or (opened and text.endswith('"'))
            tight = fresh or closes or behind or word in timeml.CLOSING
            last = word == '"' and not opened and word is sentence[-1] and len(sentence) > 1
            text += ("\n\n" if last else "" if tight else " ") + word
            opened ^= word == '"'
            fresh = False
    return text.strip()
