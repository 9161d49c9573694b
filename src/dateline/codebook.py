"""The codebook: event types and relation types, read from data/codebook and checked.

Event types, modes and contexts are PLOVER's (Political Language Ontology for Verifiable Event
Records); definitions and examples are ours.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from dateline.errors import CodebookInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an event of its type is done; `intensity` on PLOVER's scale from −10 to +10."""

    name: str
    definition: str
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One PLOVER event type: quad 1–4, intensity −10 to +10, examples that must and must not match."""

    name: str
    quad: int
    intensity: float
    recipient_required: bool
    definition: str
    modes: Mapping[str, Mode]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """How two actors stand: `sign` +1 friendly, −1 hostile, 0 neither; `mutual` where direction says nothing."""

    name: str
    sign: int
    mutual: bool
    inverse: str | None
    phrase: str  # "bans": between the two names in a sentence
    denied: str  # "does not ban": the same where it does not hold
    definition: str
    match: tuple[Mapping[str, str], ...]
    no_match: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All types by name; `digest`: first 16 hex digits of the SHA-256 over the files."""

    event_types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]
    relation_types: Mapping[str, RelationType]
    aliases: Mapping[str, str]
    digest: str

    def relation_phrase(self, name: str, negated: bool) -> str:
        """How a relation reads between two names; the type's own name where this codebook lacks it."""
        kind = self.relation_types.get(name)
        if kind is None:
            return f"not {name}" if negated else name
        return kind.denied if negated else kind.phrase

    def canonical_event(self, name: str) -> str | None:
        """The event type that `name`, in any case, or an older name for it, stands for."""
        upper = name.upper()
        return upper if upper in self.event_types else self.aliases.get(upper)


@cache
def load_codebook(folder: Path | None = None) -> Codebook:
    """The codebook in `folder`, by default the one that ships with Dateline.

    Raises CodebookInvalid, naming file and entry, where an entry is malformed.
    """
    root: Traversable = folder if folder is not None else files("dateline") / "data" / "codebook"
    events, relations = _toml(root, "events.toml"), _toml(root, "relations.toml")
    actors = _toml(root, "actors.toml")
    digest = hashlib.sha256()
    for name in ("actors.toml", "events.toml", "relations.toml"):
        digest.update((root / name).read_bytes())
    return Codebook(
        event_types={e["name"]: _event_type(e) for e in _named("events.toml", events.get("type", []))},
        contexts={e["name"]: e["definition"] for e in _named("events.toml", events.get("context", []))},
        sectors={e["name"]: e["definition"] for e in _named("actors.toml", actors.get("sector", []))},
        relation_types={e["name"]: _relation_type(e) for e in _named("relations.toml", relations.get("type", []))},
        aliases=events.get("aliases", {}),
        digest=digest.hexdigest()[:16],
    )


def _toml(root: Traversable, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((root / name).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookInvalid(f"{name}: {error}") from error


def _named(file: str, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.get("name")
        if not isinstance(name, str) or not name or name in seen:
            raise CodebookInvalid(f"{file}: entry {number}: needs a name of its own")
        if not entry.get("definition"):
            raise CodebookInvalid(f"{file}: {name}: needs a definition")
        seen.add(name)
    return entries


def _event_type(entry: dict[str, Any]) -> EventType:
    name = entry["name"]
    try:
        found = EventType(
            name=name,
            quad=int(entry["quad"]),
            intensity=float(entry["intensity"]),
            recipient_required=bool(entry["recipient_required"]),
            definition=entry["definition"],
            modes={
                m["name"]: Mode(name=m["name"], definition=m["definition"], intensity=float(m["intensity"]))
                for m in entry.get("mode", [])
            },
            match=tuple(entry["match"]),
            no_match=tuple(entry["not"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CodebookInvalid(f"events.toml: type {name}: {error}") from error
    if found.quad not in (1, 2, 3, 4) or not -10 <= found.intensity <= 10 or not found.match or not found.no_match:
        raise CodebookInvalid(f"events.toml: type {name}: needs quad 1–4, intensity −10 to 10 and examples")
    return found


def _relation_type(entry: dict[str, Any]) -> RelationType:
    name = entry["name"]
    try:
        found = RelationType(
            name=name,
            sign=int(entry["sign"]),
            mutual=entry["direction"] == "mutual",
            inverse=entry.get("inverse"),
            phrase=entry["phrase"],
            denied=entry["denied"],
            definition=entry["definition"],
            match=tuple(entry["match"]),
            no_match=tuple(entry["not"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CodebookInvalid(f"relations.toml: type {name}: {error}") from error
    if found.sign not in (-1, 0, 1) or not found.match or not found.no_match:
        raise CodebookInvalid(f"relations.toml: type {name}: needs sign −1, 0 or 1 and examples")
    return found
