"""The model as the bench sees it: layers over given words, and PLOVER roots for a pair of spans."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

from bench.corpus import Absent
from bench.metrics import Range
from dateline.errors import DatelineError
from dateline.reading.model import Layers, Model

BATCH = 128  # sentences that go to the model at once


__all__ = ["Layers", "ScriptedTagger", "Tagger", "load", "read_words"]


class Tagger(Protocol):
    """What a model must do; anything with the fields of `Layers` serves as one."""

    def read_words(self, sentences: list[list[str]], opens: Sequence[bool] | None = None) -> Sequence[Layers]:
        """The layers of each sentence, in order, one value a word; `opens`: which begin a paragraph, by default all."""
        ...

    def pair(self, sentences: list[list[str]], source: list[Range], target: list[Range]) -> list[dict[str, float]]:
        """For each sentence the probability of each PLOVER root from source to target (half-open word ranges)."""
        ...


class ScriptedTagger:
    """A fake for tests: fixed layers and one fixed root for each sentence, by its words."""

    def __init__(self, layers: Mapping[str, Layers] | None = None, roots: Mapping[str, str] | None = None) -> None:
        self._layers, self._roots = layers or {}, roots or {}

    def read_words(self, sentences: list[list[str]], opens: Sequence[bool] | None = None) -> list[Layers]:
        """The script's layers."""
        return [self._layers[" ".join(words)] for words in sentences]

    def pair(self, sentences: list[list[str]], source: list[Range], target: list[Range]) -> list[dict[str, float]]:
        """All probability on the script's root."""
        return [{self._roots[" ".join(words)]: 1.0} for words in sentences]


@cache
def load() -> Tagger:
    """The model that ships with Dateline. Raises Absent where there is none."""
    try:
        return Model.load()
    except (DatelineError, OSError, ImportError) as error:
        raise Absent(f"no model: {error}") from error


def read_words(tagger: Tagger, sentences: Sequence[list[str]], opens: Sequence[bool] | None = None) -> Iterator[Layers]:
    """The layers of each sentence, read in batches."""
    for start in range(0, len(sentences), BATCH):
        end = start + BATCH
        yield from tagger.read_words(list(sentences[start:end]), opens[start:end] if opens is not None else None)
