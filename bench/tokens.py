"""Texts as tokens, and spans of our cleaned text as spans of the raw text that a corpus counts into."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bench.metrics import Range
from dateline.text import Span

WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
PIECE = re.compile(r"\w+|[^\w\s]")
_GAP = 4  # pieces; raw words that our text lacks inside a span up to this many do not break it


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in order: their words, starts and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str, pattern: re.Pattern[str]) -> "Tokens":
        """The matches of `pattern`: WORD leaves marks out, PIECE has them all."""
        return cls.at(text, [Span(*m.span()) for m in pattern.finditer(text)])

    @classmethod
    def at(cls, text: str, spans: Sequence[Span]) -> "Tokens":
        """These spans, which are in text order."""
        return cls([s.of(text) for s in spans], [s.start for s in spans], [s.end for s in spans])

    def range(self, span: Span) -> Range:
        """First and last-plus-one number of the tokens that the span touches; equal where it touches none."""
        first = bisect_right(self.ends, span.start)
        return first, max(first, bisect_left(self.starts, span.end))

    def touched(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the tokens that the spans touch."""
        return frozenset(n for span in spans for n in range(*self.range(span)))


def runs(numbers: Iterable[int], gap: int = 0) -> list[Range]:
    """Numbers as half-open ranges; up to `gap` missing numbers are bridged."""
    found: list[Range] = []
    for n in sorted(numbers):
        if found and n - found[-1][1] <= gap:
            found[-1] = (found[-1][0], n + 1)
        else:
            found.append((n, n + 1))
    return found


class Alignment:
    """Our text beside the raw text: cleaning leaves furniture and spaces out, so pieces are matched in order."""

    def __init__(self, ours: str, raw: str) -> None:
        self._ours, self._raw = Tokens.of(ours, PIECE), Tokens.of(raw, PIECE)
        self._raw_of: dict[int, int] = {}
        for block in SequenceMatcher(None, self._ours.words, self._raw.words).get_matching_blocks():
            self._raw_of.update((block.a + n, block.b + n) for n in range(block.size))

    def raw(self, span: Span) -> tuple[Span, ...]:
        """The span in the raw text, in pieces where the raw text has more between; none where it lacks the words."""
        numbers = [self._raw_of[n] for n in range(*self._ours.range(span)) if n in self._raw_of]
        return tuple(Span(self._raw.starts[a], self._raw.ends[b - 1]) for a, b in runs(numbers, _GAP))

    def raw_whole(self, span: Span) -> Span | None:
        """The span in the raw text from its first piece to its last; None where the raw text lacks the words."""
        parts = self.raw(span)
        return Span(parts[0].start, parts[-1].end) if parts else None
