"""World facts → src/dateline/data/actors/countries.tsv.

Usage: python tools/build_countries.py COUNTRY_CODES.csv FACTBOOK.json
Sources: country codes (public domain, PDDL), The World Factbook (public domain). The rows of states
that are no more, and names that neither source has, are added here by hand.
"""

import csv
import json
import re
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/dateline/data/actors/countries.tsv"
COLUMNS = ["iso3", "name", "wikidata", "geonames", "capital", "lat", "lon", "demonyms", "aliases"]
ALIASES = {
    "USA": "US;U.S.;United States of America;America",
    "GBR": "UK;U.K.;Britain;Great Britain",
    "RUS": "Russian Federation",
    "ARE": "UAE;United Arab Emirates",
    "COD": "DR Congo;Democratic Republic of the Congo",
    "MMR": "Burma;Myanmar",
    "TUR": "Turkey;Türkiye",
    "CZE": "Czech Republic",
    "PRK": "North Korea",
    "KOR": "South Korea",
    "CIV": "Ivory Coast",
}
DEMONYMS = {"USA": "American;Americans", "GBR": "British;Britons", "AFG": "Afghan;Afghans", "NLD": "Dutch"}
CAPITALS = {"USA": "Washington", "ECU": "Quito", "UKR": "Kyiv", "KAZ": "Astana", "COL": "Bogotá"}
FORMER = [["SUN", "Soviet Union", "Q15180", "", "", "", "", "Soviet;Soviets", "USSR"]]


def demonyms(nationality: dict[str, dict[str, str]]) -> list[str]:
    """ "Afghan(s)" and "Afghan" → [Afghan, Afghans]; only single capitalised words."""
    found: list[str] = []
    for key in ("adjective", "noun"):
        for part in re.split(r"[,;]| or ", nationality.get(key, {}).get("text", "")):
            word = re.sub(r"\s*\(.*", "", part).strip()
            if re.fullmatch(r"[A-Z][\w\-]+", word):
                found += [word] + ([word + "s"] if "(s)" in part else [])
    return sorted(set(found))


def degrees(text: str) -> tuple[str, str]:
    """ "36 45 N, 3 03 E" → decimal degrees, two digits."""
    match = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
    if match is None:
        return "", ""
    lat = (int(match[1]) + int(match[2]) / 60) * (1 if match[3] == "N" else -1)
    lon = (int(match[4]) + int(match[5]) / 60) * (1 if match[6] == "E" else -1)
    return f"{lat:.2f}", f"{lon:.2f}"


def main(codes: str, factbook: str) -> None:
    """Write the table, sorted by code."""
    facts = json.loads(Path(factbook).read_text("utf-8"))
    by_fips = {key.split("/")[1].upper(): value for key, value in facts.items()}
    rows = list(FORMER)
    with open(codes, encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            iso3, name = row["ISO3166-1-Alpha-3"], row["CLDR display name"] or row["official_name_en"]
            fact = by_fips.get(row["FIPS"], {})
            if not iso3 or not name:
                continue
            lat, lon = degrees((fact.get("capital") or {}).get("geographic coordinates", {}).get("text", ""))
            words = DEMONYMS.get(iso3) or ";".join(demonyms(fact.get("nationality") or {}))
            short = {"US": "United States", "UK": "United Kingdom"}.get(name, name)
            capital = CAPITALS.get(iso3, row["Capital"] if row["is_independent"] == "Yes" else "")
            wikidata, geonames = row["wikidata_id"].rsplit("/", 1)[-1], row["Geoname ID"]
            rows.append([iso3, short, wikidata, geonames, capital, lat, lon, words, ALIASES.get(iso3, "")])
    lines = ["\t".join(COLUMNS), *("\t".join(r) for r in sorted(rows))]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
