"""The seam for the model: texts in, what it sees in them out, in code points. `model.py` fills it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dateline.reading.pieces import Sentence
from dateline.reading.syntax import Syntax
from dateline.record import Act, MentionKind, Modality, SpeakerKind, Status
from dateline.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """A span of a text that the encoder labels, `score` from 0 to 1."""

    span: Span
    kind: MentionKind
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words that are attributed: where the text says by whom (`source`) and how (`cue`), None where it does not.

    `head` and `verb`: the words of source and cue that the rest of each hangs on. `inner`: inside the content of
    another. `arguments`: the heads of what the saying has besides, by role (addressee, about, place, time, occasion,
    via, for), and the first words of its medium and of the reason for anonymity. `score` from 0 to 1.
    """

    source: Span | None
    head: Span | None = None
    cue: Span | None
    verb: Span | None = None
    content: tuple[Span, ...]
    act: Act = "say"
    modality: Modality = "asserted"
    speaker_kind: SpeakerKind | None = None
    arguments: tuple[tuple[str, Span], ...] = ()
    inner: bool = False
    by: str = "model"
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that says an event or a relation of the codebook's `type`, with the heads of its arguments by role."""

    span: Span
    type: str
    mode: str | None = None
    status: Status = "happened"
    negated: bool = False
    arguments: tuple[tuple[str, Span], ...] = ()
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an encoder sees in one text, in text order.

    `spans`: names. `phrases`: all that names or describes something, offices, times and things among it. `details`:
    media of sayings, reasons for anonymity and asides, by name.
    """

    spans: tuple[ScoredSpan, ...] = ()
    phrases: tuple[ScoredSpan, ...] = ()
    details: tuple[tuple[str, Span], ...] = ()
    attributions: tuple[Attribution, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    syntax: Syntax = field(default_factory=Syntax)


class Encoder(Protocol):
    """What a model must do; `digest` names its weights, and the same digest sees the same."""

    @property
    def digest(self) -> str:
        """16 hex digits."""
        ...

    def see(self, texts: Sequence[tuple[str, Sequence[Sentence]]]) -> list[Seen]:
        """For each text with its sentences, what is seen in it."""
        ...


class ScriptedEncoder:
    """A fake for tests: a fixed answer for each text, nothing for any other."""

    def __init__(self, script: dict[str, Seen]) -> None:
        self._script = script

    @property
    def digest(self) -> str:
        """Always the same: a script has no weights."""
        return "scripted"

    def see(self, texts: Sequence[tuple[str, Sequence[Sentence]]]) -> list[Seen]:
        """The script's answers."""
        return [self._script.get(text, Seen()) for text, _ in texts]
