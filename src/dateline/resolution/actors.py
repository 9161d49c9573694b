"""What a chain of mentions refers to, as of the report's day."""

from dataclasses import replace

from dateline.names import Name
from dateline.record import Candidate, Entity, Mention
from dateline.resolution.gazetteer import city, country, governing, organisation, person, roles


def known(name: Name, mention: Mention, day: str | None) -> Entity:
    """The entity behind a name of the tables; a capital as a metonym is its government."""
    if name.shared:
        return _bearer(name, day)
    if name.kind == "person":
        return _person(name.canonical, day)
    if mention.form == "metonym" and name.sub == "capital":
        return _government(name)
    if name.sub in ("state", "demonym"):
        return _state(name)
    if name.kind == "place":
        return _city(name)
    return _organisation(name, day)


def described(words: str, mention: Mention) -> Entity:
    """An entity that the text alone describes; a pronoun that nothing explains is left undecided."""
    kinds = {"person": "person", "group": "other", "organisation": "organisation", "place": "place", "office": "office"}
    pronoun = mention.form == "pronoun"
    return Entity(
        name=words,
        kind=kinds.get(mention.kind, "other"),  # type: ignore[arg-type]
        link="abstained" if pronoun else "described",
        why="a pronoun with no sure antecedent" if pronoun else "not in the tables",
        score=0.0 if pronoun else 0.5,
    )


def _bearer(name: Name, day: str | None) -> Entity:
    """The one of several bearers of a surname who held an office on the day; undecided where none or two did."""
    holders = [p for p in name.shared if any(r.held(day) for r in roles(p))]
    if len(holders) == 1:
        return replace(_person(holders[0], day), why="the one of this name in office on the day", score=0.7)
    share = 1 / len(name.shared)
    return Entity(
        name=name.surface,
        kind="person",
        link="abstained",
        why="several persons of the tables have this name",
        runners_up=tuple(Candidate(name=p, score=round(share, 2)) for p in name.shared),
    )


def _person(name: str, day: str | None) -> Entity:
    row = person(name) or {}
    offices = roles(name)
    now = [r for r in offices if r.held(day)]
    iso3 = row.get("country") or None
    sector = (row["sector"],) if now and row.get("sector") else ()
    return Entity(
        name=name,
        kind="person",
        country=iso3,
        plover_country=_plover(iso3),
        sector=sector,
        code=f"{_plover(iso3)}{''.join(sector)}" if iso3 else None,
        roles=offices,
        wikidata=row.get("wikidata") or None,
        link="linked",
        why="name in the table of offices",
        score=0.95,
    )


def _government(name: Name) -> Entity:
    row = country(name.iso3 or "") or {}
    _capital, lat, lon = city(name.canonical)
    return Entity(
        name=row.get("name", name.canonical),
        kind="government",
        country=name.iso3,
        plover_country=name.iso3,
        sector=("GOV",),
        code=f"{name.iso3}GOV",
        wikidata=row.get("wikidata") or None,
        lat=lat,
        lon=lon,
        link="linked",
        why=f"the capital {name.canonical} stands for the government",
        score=0.85,
    )


def _state(name: Name) -> Entity:
    row = country(name.iso3 or "") or {}
    return Entity(
        name=name.canonical,
        kind="state",
        country=None if name.iso3 == "SUN" else name.iso3,
        plover_country=_plover(name.iso3),
        code=_plover(name.iso3),
        wikidata=row.get("wikidata") or None,
        geonames=int(row["geonames"]) if row.get("geonames") else None,
        link="linked",
        why="name in the table of countries",
        score=0.95,
    )


def _city(name: Name) -> Entity:
    iso3, lat, lon = city(name.canonical)
    return Entity(
        name=name.canonical,
        kind="place",
        country=iso3 or None,
        plover_country=iso3 or None,
        lat=lat,
        lon=lon,
        link="linked",
        why="name in the tables of places",
        score=0.85,
    )


def _organisation(name: Name, day: str | None) -> Entity:
    row = organisation(name.canonical) or {}
    rule = governing(name.canonical, day)
    sector = ("GOV",) if rule else (row["sector"],) if row.get("sector") else ()
    plover = row.get("plover") or None
    return Entity(
        name=name.canonical,
        kind=rule["kind"] if rule else row.get("kind", "organisation"),  # type: ignore[arg-type]
        country=row.get("country") or None,
        plover_country=plover,
        sector=sector,
        code=rule["code"] if rule else f"{plover}{''.join(sector)}" if plover else None,
        wikidata=row.get("wikidata") or None,
        link="linked",
        why="name in the table of organisations",
        score=0.95,
    )


def _plover(iso3: str | None) -> str | None:
    """The Soviet Union has no ISO code of today; PLOVER codes its acts as Russia's."""
    return "RUS" if iso3 == "SUN" else iso3
