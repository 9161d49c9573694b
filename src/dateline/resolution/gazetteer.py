"""Read-only look-ups in the actor tables: states, groups, office holders on a day."""

from functools import cache

from dateline.names import table
from dateline.record import Role, held


@cache
def country(iso3: str) -> dict[str, str] | None:
    """The row of a state by its ISO 3166-1 alpha-3 code."""
    return next((row for row in table("countries") if row["iso3"] == iso3), None)


@cache
def organisation(name: str) -> dict[str, str] | None:
    """The row of an organisation or armed group by its canonical name."""
    return next((row for row in table("organisations") if row["name"] == name), None)


@cache
def city(name: str) -> tuple[str, float | None, float | None]:
    """Country, latitude and longitude (degrees) of a city of the tables; ("", None, None) where unknown."""
    for row in table("countries"):
        if row["capital"] == name:
            return row["iso3"], _degrees(row["lat"]), _degrees(row["lon"])
    for row in table("cities"):
        if row["name"] == name:
            return row["country"], _degrees(row["lat"]), _degrees(row["lon"])
    return "", None, None


@cache
def roles(person: str) -> tuple[Role, ...]:
    """The offices that a person of the tables has held, by date."""
    return tuple(
        Role(
            title=row["title"],
            country=row["country"],
            begin=row["from"] or None,
            end=row["until"] or None,
            by="table:offices",
        )
        for row in table("offices")
        if row["person"] == person
    )


@cache
def person(name: str) -> dict[str, str] | None:
    """The first row of an office holder."""
    return next((row for row in table("offices") if row["person"] == name), None)


def governing(name: str, day: str | None) -> dict[str, str] | None:
    """The row of data/actors/periods.tsv under which a group governs on `day`."""
    return next((row for row in table("periods") if row["name"] == name and held(row["from"], row["until"], day)), None)


def _degrees(text: str) -> float | None:
    return float(text) if text else None
