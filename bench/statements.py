"""Who said what on PolNeAR's development part: `python -m bench.statements`.

Scored as `whosaid`: contents that share half of their words (intersection over union) and sources that share a
word or are both absent, one to one, greedily by overlap. Statements inside statements are not in this corpus and are
not counted. Our text is the raw text cleaned, so words are aligned in order before they are compared.
"""

import json

from bench.tasks import polnear
from dateline.ingest.sources import Given
from dateline.page import Page
from dateline.pipeline import Desk
from dateline.text import Skip, Span

_NEAR = 80  # words; how far ahead the raw text may hold furniture that ours left out


def measure() -> dict[str, float]:
    """Precision, recall and F1 of who said what, and precision of the content alone."""
    desk = Desk.load()
    gold = guessed = right = content = 0
    for document in polnear.documents():
        gold += len(document.gold)
        found = desk.read_text(document.text, Given())
        if isinstance(found, Skip):
            continue
        guesses = _guesses(Page(found), document)
        guessed += len(guesses)
        both, alone = _hits(guesses, document.gold)
        right += both
        content += alone
    precision, recall = right / max(guessed, 1), right / max(gold, 1)
    return {
        "gold": gold,
        "guessed": guessed,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        "content_precision": round(content / max(guessed, 1), 4),
    }


def _guesses(page: Page, document: polnear.Document) -> list[polnear.Attribution]:
    tokens = polnear.words(page.text)
    raw = _aligned(page.text, tokens, document)

    def numbers(spans: list[Span]) -> frozenset[int]:
        return frozenset(raw[i] for i in polnear.touched(tokens, spans) if i in raw)

    return [
        polnear.Attribution(
            source=numbers([] if s.speaker is None else [page.mentions[s.speaker].span]),
            content=numbers(list(s.content)),
        )
        for s in page.entry.reading.statements
        if s.within is None
    ]


def _aligned(text: str, tokens: tuple[Span, ...], document: polnear.Document) -> dict[int, int]:
    """Our words → the raw text's, in order."""
    raw = [t.of(document.text) for t in document.words]
    found: dict[int, int] = {}
    at = 0
    for number, token in enumerate(tokens):
        word = token.of(text)
        place = next((k for k in range(at, min(at + _NEAR, len(raw))) if raw[k] == word), None)
        if place is not None:
            found[number] = place
            at = place + 1
    return found


def _hits(guesses: list[polnear.Attribution], gold: tuple[polnear.Attribution, ...]) -> tuple[int, int]:
    """How many guesses are right in content and source, and in content alone."""
    pairs = []
    for i, mine in enumerate(guesses):
        for j, theirs in enumerate(gold):
            overlap = len(mine.content & theirs.content) / max(len(mine.content | theirs.content), 1)
            if overlap >= 0.5:
                same = bool(mine.source & theirs.source) or not (mine.source or theirs.source)
                pairs.append((-overlap, i, j, same))
    used: tuple[set[int], set[int]] = (set(), set())
    right = content = 0
    for _, i, j, same in sorted(pairs):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            content += 1
            right += same
    return right, content


if __name__ == "__main__":
    print(json.dumps(measure()))
