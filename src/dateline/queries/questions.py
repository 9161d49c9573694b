"""The four questions: frozen dataclasses, one field a filter. CLI options and Python keywords are these fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who said what. Names match whole words of an entity's name, in any case; dates are ISO."""

    by: str | None = None
    about: str | None = None
    type: str | None = None
    containing: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
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
