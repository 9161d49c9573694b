"""Figures that must not fall: bench/floors.json, one entry a development set, with the digest it was measured on."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bench.metrics import Figures

FILE = Path(__file__).parent / "floors.json"
NOISE = 0.003
Floors = dict[str, dict[str, Any]]


class Lowered(Exception):
    """A pin that would lower a floor without a reason."""


def load(file: Path = FILE) -> Floors:
    """The floors of every set by its label."""
    found: Floors = json.loads(file.read_text("utf-8"))
    return found


def undercut(label: str, digest: str, figures: Figures, floors: Floors) -> list[str]:
    """What is wrong with figures by the floors of their set, a line each; nothing for a set without floors.

    A figure may lie `NOISE` below its floor: kinds of processor round the model's sums differently.
    """
    pinned = floors.get(label)
    if pinned is None:
        return []
    if pinned["digest"] != digest:
        return [f"{label}: the corpus is {digest}, the floors are of {pinned['digest']}"]
    return [
        f"{label}: {name} is {figures[name]}, its floor {floor}"
        for name, floor in _under(pinned, figures, NOISE).items()
    ]


def pin(
    label: str,
    digest: str,
    figures: Figures,
    names: Collection[str],
    *,
    reason: str | None = None,
    file: Path = FILE,
) -> None:
    """Write the named figures as floors. Raises Lowered where one is lower than it was and no reason is given.

    The reason is kept in the file with the floors that it lowered.
    """
    floors = load(file)
    old = floors.get(label, {})
    under = _under(old, figures)
    if under and not reason:
        lines = ", ".join(f"{name} {floor} → {figures.get(name)}" for name, floor in under.items())
        raise Lowered(f'{label}: lower than pinned: {lines}; to pin it all the same: --allow-lower "why"')
    history = [*old.get("lowered", ()), *([{"reason": reason, "were": under}] if under else [])]
    entry = {"digest": digest, **{name: figures[name] for name in names if name in figures}}
    floors[label] = {**entry, "lowered": history} if history else entry
    file.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _under(pinned: Mapping[str, Any], figures: Figures, noise: float = 0.0) -> dict[str, float]:
    """The floors that the figures undercut."""
    floors = {name: value for name, value in pinned.items() if name not in ("digest", "lowered")}
    return {name: floor for name, floor in floors.items() if figures.get(name, 0.0) < floor - noise}
