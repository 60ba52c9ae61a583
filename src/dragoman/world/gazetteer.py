"""Places of the world by name: cities, regions, sites and states, with coordinates.

The tables are indexed by name only; a row is parsed when its name is asked for, so that loading stays far below the
time that the language model takes.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources.abc import Traversable

from dragoman.data import package_file
from dragoman.errors import TableError
from dragoman.language.tokens import Token
from dragoman.records import PlacePrecision

_PLACE_FIELDS = "geonames_id,name,aliases,country,admin1,lat,lon,population,precision"
_SITE_FIELDS = "name,aliases,city,country,lat,lon"
_STATE_FIELDS = "code,name,iso2,capital,lat,lon,claimed_by"
_NAME_FIELDS = "code,kind,name,since,until,sectors,note"
_STATE_KINDS = frozenset({"name", "official", "abbreviation", "historical"})
_PRECISIONS: dict[str, PlacePrecision] = {"site": "site", "city": "city", "region": "region", "country": "country"}
_QUOTES = "'"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the tables.

    Attributes:
        name: everyday English name; for a site that of the city it stands in.
        country: ISO alpha-3 of the state it lies in, "" where it lies in none or in several.
        admin1: name of its first-order division ("Texas"), or "".
        lat, lon: degrees (WGS 84), or None where the tables have none.
        population: inhabitants, 0 where unknown; of a region those of its towns.
        geonames: its number in GeoNames, or None where that has none.
    """

    name: str
    country: str
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    precision: PlacePrecision = "country"
    geonames: int | None = None


class Gazetteer:
    """Places by name; names are compared without case and accents, but stand in the text with a capital.

    Attributes:
        states: ISO alpha-3 by the names of states, as written.
        adjectives: ISO alpha-3 by adjectives ("Syrian").
        capitals: name of the capital by ISO alpha-3.
        regional: adjectives of parts of states ("Scottish"), with the state and the part.
        seats: names of seats of government in lower case ("kremlin"), which stand for those who sit there.
        in_news: names of towns in lower case that news names (those of the tables by hand), with their state.
    """

    def __init__(
        self,
        places: Traversable | None = None,
        sites: Traversable | None = None,
        names: Traversable | None = None,
        states: Traversable | None = None,
    ) -> None:
        self._rows: list[str] = []
        self._parsed: dict[int, Place] = {}
        self._index: dict[str, int | list[int]] = {}
        self._longest: dict[str, int] = {}
        self.adjectives: dict[str, str] = {}
        self.states: dict[str, str] = {}
        self._state_names: dict[str, str] = {}
        self._namesakes: dict[str, list[str]] = {}
        self.capitals: dict[str, str] = {}
        self.regional: dict[str, tuple[str, str]] = {}
        self.seats: set[str] = set()
        self.in_news: set[tuple[str, str]] = set()
        if places is not None:
            self._add_places(places)
        if sites is not None:
            self._add_sites(sites)
        if names is not None:
            self._add_names(names)
        if states is not None:
            self._add_states(states)
        self._measure()

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Every place of that name, in the order of the tables; states also by names the table of places lacks, the
        likeliest of a name that several share ("Congo") first."""
        found = self._index.get(fold(name))
        rows: Sequence[int] = () if found is None else (found,) if isinstance(found, int) else found
        places = tuple(self._place(row) for row in rows)
        state = self.states.get(name)
        if state is None:
            return places
        codes = (state, *self._namesakes.get(name, ()))
        others = (p for p in places if p.precision != "country" or p.country not in codes)
        return (*(self.state(code, name) for code in codes), *others)

    def state(self, code: str, name: str = "") -> Place:
        """The place of a state by its ISO alpha-3 code; by the given name where the tables lack it."""
        known = self._index.get(fold(self._state_names.get(code, "")))
        for row in [known] if isinstance(known, int) else known or ():
            place = self._place(row)
            if place.precision == "country" and place.country == code:
                return place
        return Place(name or code, code)

    def region(self, code: str, name: str) -> Place | None:
        """The part of a state (ISO alpha-3) of that name."""
        return next((p for p in self.lookup(name) if p.precision == "region" and p.country == code), None)

    def longest(self, tokens: Sequence[Token], i: int) -> int | None:
        """Where the longest place name that begins with the i-th token ends (half-open), None where none does."""
        first = tokens[i]
        key = first.lower if first.lower.isascii() else fold(first.text)
        best = i + 1 if key in self._index or first.text in self.states else None
        count = self._longest.get(key)
        if count is None:
            return best
        previous = first
        for j in range(i + 1, min(len(tokens), i + count)):
            t = tokens[j]
            key += (" " if t.start > previous.end else "") + (t.lower if t.lower.isascii() else fold(t.text))
            previous = t
            if key in self._index:
                best = j + 1
        return best

    def _place(self, row: int) -> Place:
        place = self._parsed.get(row)
        if place is None:
            place = _parse(self._rows[row])
            if place.precision == "site" and not place.admin1:
                place = replace(place, admin1=self._division(place))
            self._parsed[row] = place
        return place

    def _division(self, site: Place) -> str:
        """The division in which the city lies that a site stands in."""
        found = self._index.get(fold(site.name), ())
        rows = [r for r in ((found,) if isinstance(found, int) else found) if self._rows[r].endswith(",city")]
        cities = [p for p in map(self._place, rows) if p.country == site.country]
        return max(cities, key=lambda p: p.population).admin1 if cities else ""

    def _add_places(self, file: Traversable) -> None:
        """The index of the big table; written out flat because it runs over a hundred thousand names."""
        index, lines = self._index, file.read_text(encoding="utf-8").split("\n")
        self._rows = lines
        for row in range(_header(lines, _PLACE_FIELDS, file.name), len(lines)):
            line = lines[row]
            if not line:
                continue
            parts = line.split(",", 3) if '"' not in line else next(csv.reader([line]))
            if len(parts) < 4:
                raise TableError(f"a row needs the fields {_PLACE_FIELDS}", file.name, row + 1)
            names = [parts[1], *parts[2].split("|")] if parts[2] else (parts[1],)
            for name in names:
                key = name.lower() if name.isascii() else name.translate(_PLAIN).lower()
                known = index.get(key)
                if known is None:
                    index[key] = row
                elif isinstance(known, int):
                    if known != row:
                        index[key] = [known, row]
                elif known[-1] != row:
                    known.append(row)

    def _add_sites(self, file: Traversable) -> None:
        """Sites with the city they stand in; they replace sites of the same name that do not know theirs."""
        first = len(self._rows)
        for number, fields in _records(file, _SITE_FIELDS):
            if len(fields) != 6:
                raise TableError(f"a row needs the fields {_SITE_FIELDS}", file.name, number)
            name, aliases, city, country, lat, lon = fields
            row = len(self._rows)
            self._rows.append(f',"{city}",,{country},,{lat},{lon},,site')
            for key in map(fold, (name, *filter(None, aliases.split("|")))):
                found = self._index.get(key, [])
                known = [found] if isinstance(found, int) else found
                ours, others = [r for r in known if r >= first], [r for r in known if r < first]
                self._index[key] = [*ours, row, *(r for r in others if not self._rows[r].endswith(",site"))]

    def _add_names(self, file: Traversable) -> None:
        """States, capitals and adjectives; cities and regions that the table of places lacks, without coordinates."""
        for number, fields in _records(file, _NAME_FIELDS):
            if len(fields) != 7:
                raise TableError(f"a row needs the fields {_NAME_FIELDS}", file.name, number)
            code, kind, name, _since, _until, _sectors, note = fields
            if kind == "abbreviation" and (region := _canonical(note, "")):
                self._add_alias(name, region, code)
            elif kind in _STATE_KINDS:
                if self.states.setdefault(name, code) != code:
                    self._namesakes.setdefault(name, []).append(code)
            elif kind == "seat":
                self.seats.add(fold(name))
            elif kind == "adjective":
                if "region " in note:
                    self.regional[name] = code, _canonical(note, name)
                self.adjectives.setdefault(name, code)
            elif kind in ("capital", "city", "region"):
                key = fold(name)
                self.in_news.add((key, code))
                if key in self._index:
                    continue
                self._index[key] = len(self._rows)
                precision = "region" if kind == "region" else "city"
                self._rows.append(f',"{_canonical(note, name)}",,{code},,,,,{precision}')

    def _add_alias(self, name: str, region: str, code: str) -> None:
        """A short form of a region's name ("Ga.")."""
        found = self._index.get(fold(region), ())
        rows = [r for r in ((found,) if isinstance(found, int) else found) if self._rows[r].endswith(",region")]
        rows = [r for r in rows if self._place(r).country == code]
        if rows:
            self._index.setdefault(fold(name), rows[0])

    def _add_states(self, file: Traversable) -> None:
        """Everyday names of the states and their capitals."""
        for number, fields in _records(file, _STATE_FIELDS):
            if len(fields) != 7:
                raise TableError(f"a row needs the fields {_STATE_FIELDS}", file.name, number)
            code, name, _iso2, capital = fields[:4]
            self._state_names[code] = name
            self.states.setdefault(name, code)
            if capital:
                self.capitals[code] = capital

    def _measure(self) -> None:
        """For the first word of every longer name the most words that a name beginning with it has."""
        for name in self.states:
            if " " in name:
                self._index.setdefault(fold(name), [])
        longest = self._longest
        for key in self._index:
            if key.isalnum():
                continue
            size = 1 + len(_BREAKS.findall(key)) + key.count("-")
            first = key.split(" ", 1)[0]
            if size > longest.get(first, 0):
                longest[first] = size
            if not first.isalnum() and (piece := _PIECE.match(first)) and size > longest.get(piece[0], 0):
                longest[piece[0]] = size


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The package's own tables, loaded once.

    Raises:
        TableError: with file and line, where a table breaks its form.
    """
    here = package_file("world", "data")
    return Gazetteer(here / "places.csv", here / "sites.csv", here / "country_names.csv", here / "countries.csv")


def fold(name: str) -> str:
    """A name in lower case without accents and with plain apostrophes."""
    return name.lower() if name.isascii() else name.translate(_PLAIN).lower()


def _plain_letters() -> dict[int, str]:
    """Letters without their marks: one pass of a table is several times quicker than decomposing each name."""
    plain = dict.fromkeys(map(ord, "’‘ʻʼ"), _QUOTES)
    plain |= {ord(a): b for a, b in zip("ıłŁøØßđĐəƏ", "ilLoOsdDaA", strict=True)}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letters = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        if letters != chr(code):
            plain.setdefault(code, letters)
    return plain | dict.fromkeys(range(0x300, 0x370), "")


_PLAIN = _plain_letters()
_PIECE = re.compile(r"\w+")
_BREAKS = re.compile(r"[ .,]|[-'](?=.)|(?<=.)[-']")
"""Where the tokenizer may part a name; an upper bound."""


def _header(lines: list[str], header: str, file: str) -> int:
    """Index of the first row after comments and header."""
    for row, line in enumerate(lines):
        if line and line[0] != "#":
            if line.strip() == header:
                return row + 1
            raise TableError(f"the first row must be {header}", file, row + 1)
    raise TableError(f"the first row must be {header}", file, 1)


def _records(file: Traversable, header: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their line numbers."""
    lines = file.read_text(encoding="utf-8").split("\n")
    start = _header(lines, header, file.name)
    for number, fields in enumerate(csv.reader(lines[start:]), start + 1):
        if fields:
            yield number, fields


def _parse(line: str) -> Place:
    geonames, name, _, country, admin1, lat, lon, population, precision = next(csv.reader([line]))
    return Place(
        name,
        country,
        admin1,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population or 0),
        _PRECISIONS[precision],
        int(geonames) if geonames else None,
    )


def _canonical(note: str, name: str) -> str:
    for part in note.split("; "):
        if part.startswith(("region ", "city ")):
            return part.split(" ", 1)[1]
    return name
