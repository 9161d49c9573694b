"""What hangs on what: the words of a text with their syntactic heads, and what each word refers back to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.reading.pieces import Ints
from dateline.text import Span

_MODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod", "nmod:poss", "flat", "advmod", "case", "goeswith"})
_TAIL = frozenset({"flat", "goeswith"})
_STEPS = 40  # heads that are followed; the model's choices are greedy and may run in a circle


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Syntax:
    """The words of a text in order.

    `starts`, `ends`: code points. `heads`: the number of each word's head, its own where it has none. `relations`:
    Universal Dependencies' names. `earlier`: for the first word of each window, the log probabilities (words × words of
    that window) that the row refers back to the column, to itself where to nothing.
    """

    starts: Ints = field(default_factory=_none)
    ends: Ints = field(default_factory=_none)
    heads: Ints = field(default_factory=_none)
    relations: tuple[str, ...] = ()
    earlier: tuple[tuple[int, npt.NDArray[np.float32]], ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Syntax):
            return NotImplemented
        mine, theirs = (s._arrays() for s in (self, other))
        return (
            self.relations == other.relations
            and [first for first, _ in self.earlier] == [first for first, _ in other.earlier]
            and all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))
        )

    def _arrays(self) -> list[npt.NDArray[Any]]:
        return [self.starts, self.ends, self.heads, *(table for _, table in self.earlier)]

    __hash__ = None  # type: ignore[assignment]  # it holds arrays

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, span: Span) -> int | None:
        """The number of the first word that a span touches, None where it touches none."""
        at = int(np.searchsorted(self.ends, span.start, "right"))
        return at if at < len(self.starts) and self.starts[at] < span.end else None

    def span(self, first: int, last: int | None = None) -> Span:
        """A word, or all from one word to another, as a span of the text."""
        return Span(int(self.starts[first]), int(self.ends[first if last is None else last]))

    def top(self, span: Span) -> int | None:
        """The word of a span that the rest of it hangs on: the first one whose head lies outside."""
        first = self.word(span)
        if first is None:
            return None
        end = int(np.searchsorted(self.starts, span.end, "left"))
        for at in range(first, end):
            head = int(self.heads[at])
            if head == at or not first <= head < end:
                return at
        return end - 1

    def phrase(self, word: int) -> Span:
        """The noun phrase of a word: its article and modifiers before it, the rest of a name after it."""
        first, last = word, word
        while first > 0 and first <= self.heads[first - 1] <= word and self._modifies(first - 1, word):
            first -= 1
        while last + 1 < len(self) and word <= self.heads[last + 1] <= last and self.relations[last + 1] in _TAIL:
            last += 1
        return self.span(first, last)

    def noun(self, word: int) -> int:
        """The noun that a word modifies, itself where it modifies none: "year" for each word of "the previous year"."""
        for head in (word, *self.above(word)):
            if self.relations[head] not in _MODIFIERS - {"nmod", "nmod:poss"}:
                return head
        return word

    def _modifies(self, at: int, word: int) -> bool:
        own = self.relations[at]
        return own in _MODIFIERS and not (own == "case" and self.heads[at] == word)

    def subject(self, word: int) -> int | None:
        """The subject of a verb, or None."""
        return next((w for w in self.children(word) if self.relations[w].startswith("nsubj")), None)

    def children(self, word: int) -> list[int]:
        """The words that hang on a word directly."""
        return [int(w) for w in np.flatnonzero(self.heads == word) if w != word]

    def leftmost(self, word: int) -> int:
        """The first word of all that hangs on a word, itself among it."""
        first = word
        for at in range(word - 1, -1, -1):
            if word not in self.above(at):
                break
            first = at
        return first

    def above(self, word: int) -> Iterator[int]:
        """A word's head, its head, and so on."""
        for _ in range(_STEPS):
            head = int(self.heads[word])
            if head == word:
                return
            yield head
            word = head

    def back(self, word: int) -> tuple[int, npt.NDArray[np.float32]] | None:
        """The first word of the window that a word stands in, and its row of `earlier`."""
        for first, table in self.earlier:
            if first <= word < first + len(table):
                return first, table[word - first]
        return None
