"""Toponym files (GeoVirus, GeoWebNews, LGL, TR-News) → texts with their places; our places against them.

`place` counts equal spans, `place_overlap` spans that share a word, one to one. Resolution is scored on places that we
found: `acc161km` and `country_acc` where we give coordinates or a country, `…_all` with every gold place that has
them, a miss being wrong. A right GeoNames id counts as 0 km. Which toponym types are names of places: see NO_NAMES.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from xml.etree import ElementTree

from bench.corpus import DATA, Refused, texts_in
from bench.metrics import Counts, Figures, accuracy, counts, f1, paired, shares, total
from bench.reader import read
from bench.task import Task
from bench.tokens import PIECE, Tokens
from dateline.names import table
from dateline.text import Span

# Types of GeoWebNews that are no names of places: "the village", "citizens", "English", the London of "Jack London".
NO_NAMES = {"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Language", "Homonym", "Embedded_Non_Lit"}
NEAR = 161.0  # km, the customary 100 miles
_EARTH = 6371.0  # km


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place name, gold or guess; `country` is alpha-3, degrees are WGS 84; None and "" where not known.

    `use`: `literal`, `metonymic`, or "" where the set does not say or it is something between.
    """

    span: Span
    use: str = ""
    country: str = ""
    geonames: int | None = None
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A raw text and its places."""

    text: str
    gold: tuple[Place, ...]


def documents(path: Path) -> list[Document]:
    """Every article of a file, or of a folder's .xml files. Raises Refused where one has no articles."""
    return [document for file, text in texts_in(path, (".xml",)) for document in _articles(file, text)]


def _articles(file: Path, text: str) -> Iterator[Document]:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Refused(f"{file}: no XML: {error}") from error
    if root.tag != "articles":
        raise Refused(f"{file}: no toponym file; its outermost element is <{root.tag}>, not <articles>")
    for article in root.iter("article"):
        words = article.findtext("text") or ""
        places = (_place(file, words, mark) for tag in ("location", "toponym") for mark in article.iter(tag))
        yield Document(text=words, gold=tuple(sorted((p for p in places if p), key=lambda p: p.span)))


def _place(file: Path, text: str, mark: ElementTree.Element) -> Place | None:
    gaz = mark.find("gaztag")
    more = mark if gaz is None else gaz
    start, end = _first(mark, "start"), _first(mark, "end")
    if not (start.isdigit() and end.isdigit()):
        raise Refused(f"{file}: a <{mark.tag}> without start and end")
    span = _found(text, _first(mark, "extractedName", "phrase", "name"), int(start), int(end))
    if span is None or mark.findtext("type", "") in NO_NAMES:
        return None
    number = _first(more, "geonamesID", "geonameid") or more.get("geonameid", "")
    latitude, longitude = _first(more, "lat", "latitude"), _first(more, "lon", "longitude")
    return Place(
        span=span,
        use={"Literal": "literal", "Metonymic": "metonymic"}.get(mark.findtext("type", ""), ""),
        country=_alpha3(_first(more, "country")) or _states().get(number, ""),
        geonames=int(number) if number.isdigit() else None,
        at=(float(latitude), float(longitude)) if latitude and longitude else None,
    )


def _first(mark: ElementTree.Element, *names: str) -> str:
    return next((text.strip() for name in names if (text := mark.findtext(name)) and text.strip()), "")


def _found(text: str, name: str, start: int, end: int) -> Span | None:
    """The name where it stands nearest to its offset (GeoVirus counts from 1); else the offsets as they are."""
    places = [at for at in range(max(0, start - 20), start + 21) if name and text.startswith(name, at)]
    nearest = min(places, key=lambda at: abs(at - start), default=None)
    if nearest is not None:
        return Span(nearest, nearest + len(name))
    return Span(start, end) if start < end <= len(text) else None


@cache
def _states() -> dict[str, str]:
    """GeoNames id → alpha-3 of each state."""
    return {row["geonames"]: row["iso3"] for row in table("countries") if row["geonames"]}


@cache
def _codes() -> dict[str, str]:
    path = DATA / "world" / "country-codes.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines()) if path.exists() else ()
    return {row["ISO3166-1-Alpha-2"]: row["ISO3166-1-Alpha-3"] for row in rows}


def _alpha3(code: str) -> str:
    return code if len(code) == 3 else _codes().get(code, "")


def read_all(documents: Sequence[Document]) -> list[list[Place]]:
    """The Desk's place names, a list a document."""
    return [list(_places(document)) for document in documents]


def _places(document: Document) -> Iterator[Place]:
    found = read(document.text)
    if found is None:
        return
    for number, mention in enumerate(found.page.mentions):
        name = mention.form in ("name", "metonym") and (mention.kind == "place" or mention.form == "metonym")
        span = found.alignment.raw_whole(mention.span) if name else None
        if span is not None:
            entity = found.page.entity(number)
            metonymic = mention.form == "metonym" or (entity is not None and entity.kind == "government")
            known = entity is not None and entity.lat is not None and entity.lon is not None
            yield Place(
                span=span,
                use="metonymic" if metonymic else "literal",
                country=(entity.country if entity else None) or "",
                geonames=entity.geonames if entity else None,
                at=(entity.lat, entity.lon) if entity and known else None,  # type: ignore[arg-type]
            )


def count(document: Document, answer: Sequence[Place]) -> Counts:
    """What is right in one document."""
    words = Tokens.of(document.text, PIECE)
    gold, mine = ([words.range(place.span) for place in side] for side in (document.gold, answer))
    numbers = paired(gold, mine)
    pairs = [(document.gold[i], answer[j]) for i, j in numbers]
    exact = sum(gold[i] == mine[j] for i, j in numbers)
    return total(
        [
            counts("place", hits=exact, guessed=len(mine), gold=len(gold)),
            counts("place_overlap", hits=len(pairs), guessed=len(mine), gold=len(gold)),
            *_of_uses(document.gold, pairs),
            *_of_resolution(document.gold, pairs),
        ]
    )


def _of_uses(gold: Sequence[Place], pairs: Sequence[tuple[Place, Place]]) -> list[Counts]:
    """Literal and metonymic, over the gold places that are clearly one of the two."""
    clear = [(a.use, b.use) for a, b in pairs if a.use]
    parts = [shares("metonymy_acc", sum(a == b for a, b in clear), len(clear))]
    for use, name in (("metonymic", "metonymy"), ("literal", "literal")):
        hits, guessed = sum(a == b == use for a, b in clear), sum(b == use for _, b in clear)
        parts.append(counts(name, hits=hits, guessed=guessed, gold=sum(p.use == use for p in gold)))
    return parts


def _of_resolution(gold: Sequence[Place], pairs: Sequence[tuple[Place, Place]]) -> list[Counts]:
    near = [_near(a, b) for a, b in pairs if a.at and b.at]
    country = [a.country == b.country for a, b in pairs if a.country and b.country]
    return [
        shares("acc161km", sum(near), len(near)),
        shares("acc161km_all", sum(near), sum(p.at is not None for p in gold)),
        shares("country_acc", sum(country), len(country)),
        shares("country_acc_all", sum(country), sum(p.country != "" for p in gold)),
    ]


def _near(one: Place, other: Place) -> bool:
    if one.geonames is not None and one.geonames == other.geonames:
        return True
    return one.at is not None and other.at is not None and kilometres(one.at, other.at) <= NEAR


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points (degrees) along the great circle."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def figures(added: Counts) -> Figures:
    """Every figure from the counts of a corpus; those of uses only where the set has uses."""
    found: Figures = {"gold": added["place.gold"], "guessed": added["place.guessed"]}
    for measure in ("place", "place_overlap"):
        found |= f1(added, measure)
    for measure in ("acc161km", "acc161km_all", "country_acc", "country_acc_all"):
        if added[f"{measure}.of"]:
            found |= {**accuracy(added, measure), f"{measure}_of": added[f"{measure}.of"]}
    if added["metonymy.gold"]:
        found |= {**f1(added, "metonymy"), **f1(added, "literal"), **accuracy(added, "metonymy_acc")}
    return found


TASK = Task(
    name="places",
    load=documents,
    read=read_all,
    count=count,
    figures=figures,
    headlines=("place_f1", "place_overlap_f1", "acc161km", "acc161km_all", "country_acc", "metonymy_f1", "literal_f1"),
)
