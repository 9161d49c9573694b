"""The seam for the model: text in, scored spans and pairs out, in code points.

The rules of this version need no encoder. One that is given to `Reader` adds the mentions that it
is sure of; the protocol is the whole of what the reader knows about it.
"""

from dataclasses import dataclass
from typing import Protocol

from dateline.record import MentionKind
from dateline.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """A span of one sentence that the encoder labels, `score` from 0 to 1."""

    span: Span
    kind: MentionKind
    score: float


class Encoder(Protocol):
    """What a model must do: label the spans of each text, in order; `digest` names its weights."""

    @property
    def digest(self) -> str:
        """16 hex digits over the weights; the same digest gives the same spans."""
        ...

    def spans(self, texts: list[str]) -> list[list[ScoredSpan]]:
        """For each text, its labelled spans (code points into that text), in text order."""
        ...


class ScriptedEncoder:
    """A fake for tests: a fixed answer for each text, nothing for any other."""

    def __init__(self, script: dict[str, list[ScoredSpan]]) -> None:
        self._script = script

    @property
    def digest(self) -> str:
        """Always the same: a script has no weights."""
        return "scripted"

    def spans(self, texts: list[str]) -> list[list[ScoredSpan]]:
        """The script's answers."""
        return [self._script.get(text, []) for text in texts]
