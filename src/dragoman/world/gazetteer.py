"""Places of the world by name: cities, regions, sites and states, with coordinates.

The tables are indexed by name only; a row is parsed when its name is asked for, so that loading stays far below the
time the parser needs.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable

from dragoman.data import package_file
from dragoman.errors import TableError
from dragoman.language.tokens import Token
from dragoman.records import PlacePrecision

_PLACE_FIELDS = "geonames_id,name,aliases,country,admin1,lat,lon,population,precision"
_SITE_FIELDS = "name,aliases,city,country,lat,lon"
_NAME_FIELDS = "code,kind,name,since,until,sectors,note"
_STATE_KINDS = frozenset({"name", "official", "abbreviation", "historical"})
_PRECISIONS: dict[str, PlacePrecision] = {"site": "site", "city": "city", "region": "region", "country": "country"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the tables.

    Attributes:
        name: everyday English name; for a site that of the city it stands in.
        country: ISO alpha-3 of the state it lies in.
        admin1: GeoNames code of its first-level division ("TX"), or "".
        lat, lon: degrees (WGS 84), or None where the tables have none.
        population: inhabitants, 0 where unknown.
    """

    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    precision: PlacePrecision


class Gazetteer:
    """Places by name; names are compared without case and accents, but stand in the text with a capital."""

    def __init__(self, places: Traversable | None, sites: Traversable | None, names: Traversable | None) -> None:
        self._rows: list[str] = []
        self._parsed: dict[int, Place] = {}
        self._index: dict[str, int | list[int]] = {}
        self._longest: dict[str, int] = {}
        self.adjectives: dict[str, str] = {}
        self.states: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        if places is not None:
            self._add_places(places)
        if sites is not None:
            self._add_sites(sites)
        if names is not None:
            self._add_names(names)
        self._measure()

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Every place of that name, in the order of the tables; states by their name too."""
        found = self._index.get(fold(name))
        rows: Sequence[int] = () if found is None else (found,) if isinstance(found, int) else found
        places = tuple(self._place(row) for row in rows)
        state = self.states.get(name)
        if state is not None and not any(p.precision == "country" and p.country == state for p in places):
            places = (Place(name, state, "", None, None, 0, "country"), *places)
        return places

    def longest(self, tokens: Sequence[Token], i: int) -> int | None:
        """Where the longest place name that begins with the i-th token ends (half-open), None where none does."""
        first = tokens[i]
        count = self._longest.get(first.lower)
        if count is None:
            return self._folded_longest(tokens, i)
        key, best = "", None
        previous = None
        for j in range(i, min(len(tokens), i + count)):
            t = tokens[j]
            key = t.lower if previous is None else key + (" " if t.start > previous.end else "") + t.lower
            previous = t
            if key in self._index or (not key.isascii() and fold(key) in self._index):
                best = j + 1
        if best is None and first.text in self.states:
            best = i + 1
        return best

    def _folded_longest(self, tokens: Sequence[Token], i: int) -> int | None:
        t = tokens[i]
        if t.text in self.states:
            return i + 1
        if t.text.isascii():
            return None
        return i + 1 if fold(t.text) in self._index else None

    def _place(self, row: int) -> Place:
        place = self._parsed.get(row)
        if place is None:
            place = self._parsed[row] = _parse(self._rows[row])
        return place

    def _add(self, key: str, row: int) -> None:
        known = self._index.get(key)
        if known is None:
            self._index[key] = row
        elif isinstance(known, int):
            if known != row:
                self._index[key] = [known, row]
        elif known[-1] != row:
            known.append(row)

    def _add_places(self, file: Traversable) -> None:
        for number, line in _lines(file, _PLACE_FIELDS):
            parts = line.split(",", 3) if '"' not in line else next(csv.reader([line]))[:4]
            if len(parts) != 4:
                raise TableError(f"a row needs the fields {_PLACE_FIELDS}", file.name, number)
            row = len(self._rows)
            self._rows.append(line)
            self._add_all(row, parts[1], parts[2])

    def _add_sites(self, file: Traversable) -> None:
        for number, line in _lines(file, _SITE_FIELDS):
            fields = next(csv.reader([line]))
            if len(fields) != 6:
                raise TableError(f"a row needs the fields {_SITE_FIELDS}", file.name, number)
            name, aliases, city, country, lat, lon = fields
            row = len(self._rows)
            self._rows.append(f',"{city}",,{country},,{lat},{lon},,site')
            self._add_all(row, name, aliases)

    def _add_all(self, row: int, name: str, aliases: str) -> None:
        self._add(fold(name), row)
        if aliases:
            for alias in aliases.split("|"):
                self._add(fold(alias), row)

    def _add_names(self, file: Traversable) -> None:
        """States, capitals and adjectives; cities and regions that the table of places lacks, without coordinates."""
        for _, line in _lines(file, _NAME_FIELDS):
            code, kind, name, _since, _until, _sectors, note = next(csv.reader([line]))
            if kind in _STATE_KINDS:
                if kind != "abbreviation" or len(name) > 1:
                    self.states.setdefault(name, code)
            elif kind == "adjective":
                self.adjectives.setdefault(name, code)
            elif kind in ("capital", "city", "region"):
                if kind == "capital":
                    self.capitals.setdefault(code, name)
                if (key := fold(name)) not in self._index:
                    precision = "region" if kind == "region" else "city"
                    self._add(key, len(self._rows))
                    self._rows.append(f',"{_canonical(note, name)}",,{code},,,,,{precision}')

    def _measure(self) -> None:
        """For the first word of every name the most words that a name beginning with it has."""
        longest = self._longest
        for key in self._index:
            first = key.split(" ", 1)[0]
            size = 1 if first == key and first.isalnum() else _count(key)
            if size > longest.get(first, 0):
                longest[first] = size
            if not first.isalnum():
                start = _first_piece(first)
                if size > longest.get(start, 0):
                    longest[start] = size
        for name in self.states:
            if " " in name:
                first = name.split(" ", 1)[0].lower()
                longest[first] = max(longest.get(first, 0), _count(name))
                self._index.setdefault(fold(name), [])


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The package's own tables, loaded once.

    Raises:
        TableError: with file and line, where a table breaks its form.
    """
    here = package_file("world", "data")
    files = [f if f.is_file() else None for f in (here / n for n in ("places.csv", "sites.csv", "country_names.csv"))]
    return Gazetteer(*files)


def fold(name: str) -> str:
    """A name in lower case without accents and with plain apostrophes."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "đ": "d"})


def _lines(file: Traversable, header: str) -> Iterator[tuple[int, str]]:
    """Numbered rows of a table without comments, after its header has been checked."""
    lines = file.read_text(encoding="utf-8").split("\n")
    seen = False
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#":
            continue
        if not seen:
            if line.strip() != header:
                raise TableError(f"the first row must be {header}", file.name, number)
            seen = True
            continue
        yield number, line


def _parse(line: str) -> Place:
    _, name, _, country, admin1, lat, lon, population, precision = next(csv.reader([line]))
    return Place(
        name,
        country,
        admin1,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population or 0),
        _PRECISIONS[precision],
    )


def _canonical(note: str, name: str) -> str:
    for part in note.split("; "):
        if part.startswith(("region ", "city ")):
            return part.split(" ", 1)[1]
    return name


def _first_piece(word: str) -> str:
    for n, c in enumerate(word):
        if not c.isalnum() and n:
            return word[:n]
    return word


def _count(key: str) -> int:
    """How many tokens a name may take: words and the marks the tokenizer splits off."""
    return 1 + key.count(" ") + 2 * key.count("-") + 2 * key.count("'") + key.count(".")
