"""The tables of data/actors as names: what each surface form stands for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from dateline.errors import CodebookInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A surface form: what it stands for (`canonical`), its kind, which table and column it is from."""

    surface: str
    canonical: str
    kind: Literal["person", "group", "organisation", "place"]
    sub: Literal["state", "demonym", "capital", "city", "armed_group", "organisation", "metonym", "person"]
    iso3: str | None
    shared: tuple[str, ...] = ()  # the persons that have this name, where there are several


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/actors/NAME.tsv` by column name, in file order.

    Raises CodebookInvalid, naming file and line, where a row has other columns than the header.
    """
    lines = (files("dateline") / "data" / "actors" / f"{name}.tsv").read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise CodebookInvalid(f"actors/{name}.tsv:{number}: {len(cells)} columns, needs {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def tables_digest() -> str:
    """The first 16 hex digits of the SHA-256 over all actor tables."""
    digest = hashlib.sha256()
    folder = files("dateline") / "data" / "actors"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def acts_for(name: str) -> str | None:
    """The state that an organ of state (a ministry, a court) acts for; None for any other name."""
    organ = next((r for r in table("organisations") if r["name"] == name and r["kind"] == "government"), None)
    return next((r["name"] for r in table("countries") if organ is not None and r["iso3"] == organ["country"]), None)


@cache
def load_names() -> Mapping[str, Name]:
    """Every surface form of the tables. Where two rows share one, persons give way to places and groups."""
    names: dict[str, Name] = {}
    for row in table("offices"):
        for surface in _forms(row["person"], row["aliases"]):
            names[surface] = _person(names.get(surface), surface, row)
    for row in table("cities"):
        names[row["name"]] = Name(
            surface=row["name"], canonical=row["name"], kind="place", sub="city", iso3=row["country"]
        )
    for row in table("countries"):
        names.update(_country(row))
    for row in table("organisations"):
        group = row["group"] == "group"
        for surface in _forms(row["name"], row["aliases"]):
            names[surface] = Name(
                surface=surface,
                canonical=row["name"],
                kind="group" if group else "organisation",
                sub="armed_group" if group else "organisation",
                iso3=row["country"] or None,
            )
    return names


def _person(known: Name | None, surface: str, row: dict[str, str]) -> Name:
    """The name with one more bearer: a surname of several persons stands for none of them by itself."""
    if known is None or known.canonical == row["person"]:
        iso3 = row["country"] or None
        return Name(surface=surface, canonical=row["person"], kind="person", sub="person", iso3=iso3)
    bearers = dict.fromkeys((*(known.shared or (known.canonical,)), row["person"]))
    return Name(surface=surface, canonical=surface, kind="person", sub="person", iso3=None, shared=tuple(bearers))


def _country(row: dict[str, str]) -> dict[str, Name]:
    iso3, canonical = row["iso3"], row["name"]
    names = {}
    if row["capital"] and row["capital"] != canonical:
        names[row["capital"]] = Name(
            surface=row["capital"], canonical=row["capital"], kind="place", sub="capital", iso3=iso3
        )
    for surface in _forms(canonical, row["aliases"]):
        names[surface] = Name(surface=surface, canonical=canonical, kind="place", sub="state", iso3=iso3)
    for surface in filter(None, row["demonyms"].split(";")):
        names.setdefault(surface, Name(surface=surface, canonical=canonical, kind="place", sub="demonym", iso3=iso3))
    return names


def _forms(name: str, aliases: str) -> list[str]:
    return [name, *filter(None, aliases.split(";"))]
