"""Names that the tables know, found in running text: longest match first, on token edges."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.names import Name, load_names

_TOKEN = re.compile(r"\w+(?:[’'.\-–]\w+)*\.?|[^\w\s]")
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A known name at `start` to `end` (code points)."""

    start: int
    end: int
    name: Name


class Lexicon:
    """Known names indexed by their first word."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self.names = names
        for surface in names:
            first = _WORD.match(surface)
            if first is not None:
                self._by_first.setdefault(first[0], []).append(surface)
        for surfaces in self._by_first.values():
            surfaces.sort(key=lambda s: (-len(s), s))

    @classmethod
    def load(cls) -> "Lexicon":
        """The names of the tables that ship with Dateline."""
        return cls(load_names())

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Known names between `start` and `end`, in text order, never overlapping."""
        found: list[Hit] = []
        at = start
        for word in _WORD.finditer(text, start, end):
            if word.start() < at or not word[0][0].isupper():
                continue
            surface = self._at(text, word.start(), end, word[0])
            if surface is not None:
                at = word.start() + len(surface)
                found.append(Hit(start=word.start(), end=at, name=self.names[surface]))
        return found

    def _at(self, text: str, place: int, end: int, first: str) -> str | None:
        for key in (first, first.split("-")[0]):
            for surface in self._by_first.get(key, ()):
                stop = place + len(surface)
                if stop <= end and text.startswith(surface, place) and not _continues(text, stop):
                    return surface
        return None


def _continues(text: str, stop: int) -> bool:
    """Whether a word goes on at `stop`: a letter, or a hyphen before a capital (Al-Qaida)."""
    if stop >= len(text):
        return False
    if text[stop].isalnum():
        return True
    return text[stop] == "-" and stop + 1 < len(text) and text[stop + 1].isalnum() and text[stop - 1].isupper()
