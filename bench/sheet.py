"""Precision on reports that nobody labelled: `python -m bench.sheet [draw]`.

`draw` prints 150 statements of the articles that are for the sheet (`bench/unlabelled.py`), drawn by a fixed seed from
all that the Desk reads there, each in its sentence, for a reader to judge: does this speaker say this? The judgements
stand in `sheet.tsv`: corpus, article, first and last code point of the content, the verdict (right, speaker, content,
none) and a word on it; no text of the articles. Without `draw` the sheet is counted, with a 95 % interval (Wilson
1927), and it is said how many of its statements the Desk reads today as they were judged.
"""

import math
import random
import sys
from collections import Counter
from pathlib import Path

from bench import unlabelled
from dateline.page import Page, StatementView
from dateline.pipeline import Desk

SHEET = Path(__file__).with_name("sheet.tsv")
COUNT, SEED = 150, 11
AROUND = 350  # code points before a statement
_Z = 1.96


def main() -> None:
    """Draw statements, or count the sheet."""
    if "draw" in sys.argv and not unlabelled.present():
        print("sheet: skipped, the articles are not beside the project")
    elif "draw" in sys.argv:
        for article, page, view in drawn():
            print(_shown(article, page, view))
    else:
        _counted()


def drawn() -> list[tuple[str, Page, StatementView]]:
    """The statements to judge, in the order of the articles."""
    read = ((article, Page(entry)) for article, entry in unlabelled.entries(Desk.load(), unlabelled.for_the_sheet))
    every = [(article, page, view) for article, page in read for view in page.statements]
    chosen = random.Random(SEED).sample(range(len(every)), min(COUNT, len(every)))
    return [every[n] for n in sorted(chosen)]


def _shown(article: str, page: Page, view: StatementView) -> str:
    record, text = view.record, page.text
    first, last = record.content[0].start, record.content[-1].end
    around = text[max(0, first - AROUND) : last + AROUND // 2].replace("\n", " ¶ ")
    who = view.speaker.name if view.speaker else "(none)"
    written = record.source.of(text) if record.source else "-"
    said = f"SPEAKER: {who} | as written: {written}\nCUE: {view.cue}\nCONTENT: {view.content}"
    return f"### {article}\t{first}\t{last}\n{said}\nTEXT: …{around}…\n"


def _counted() -> None:
    """Print how many of the judged statements are right."""
    told = unlabelled.verdicts(SHEET)
    count = Counter(told.values())
    share, low, high = _wilson(count["right"], len(told))
    print(f"{count['right']} of {len(told)} right: {share:.3f} ({low:.3f} to {high:.3f})")
    print(", ".join(f"{name} {count[name]}" for name in unlabelled.VERDICTS))
    if unlabelled.present():
        read = unlabelled.entries(Desk.load(), unlabelled.for_the_sheet)
        today = {unlabelled.key(a, e, n) for a, e in read for n in range(len(e.reading.statements))}
        print(f"{sum(k in today for k in told)} of them are read today with the same content")


def _wilson(hits: int, count: int) -> tuple[float, float, float]:
    share = hits / count
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    reach = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2)) / (1 + _Z**2 / count)
    return share, middle - reach, middle + reach


if __name__ == "__main__":
    main()
