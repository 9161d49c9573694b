"""The four questions: frozen dataclasses, one field a filter. CLI options and Python keywords are these fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who said what. Names match whole words of an entity's name, in any case; dates are ISO.

    `about` matches what a statement is about and what its content names. `modality`: statements of this one only;
    without it, all but `no_statement`, which says who declined to say something and is no claim. `min_score` from 0
    to 1. `once`: the fullest of a report's statements that tell one saying.
    """

    by: str | None = None
    about: str | None = None
    type: str | None = None
    modality: str | None = None
    containing: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    min_score: float | None = None
    once: bool = False
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """Who did what to whom; `about` is the recipient, `type` a PLOVER event type."""

    by: str | None = None
    about: str | None = None
    type: str | None = None
    containing: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How `by` and `about` stand, in either direction; `on` a day: what held then."""

    by: str | None = None
    about: str | None = None
    type: str | None = None
    on: str | None = None
    containing: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where somebody or something is mentioned; `type` is a kind of entity."""

    by: str | None = None
    type: str | None = None
    containing: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50


Question = Said | Did | Stands | Seen
