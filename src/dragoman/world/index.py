"""The world in memory: all tables read once, findable by name."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from dragoman.data import content_hash, read_yaml
from dragoman.records import EntityKind
from dragoman.world.model import Entry, EntryKind, Number
from dragoman.world.names import Match, NameIndex
from dragoman.world.people import People
from dragoman.world.tables import SCHEMAS, SPECIAL_CODES, Row, read_table, table_file

# how the kinds of country_names.csv read as entries
_KINDS: dict[str, tuple[EntryKind, EntityKind | None]] = {
    "name": ("name", "country"),
    "official": ("name", "country"),
    "abbreviation": ("name", "country"),
    "historical": ("name", "country"),
    "adjective": ("adjective", None),
    "people": ("people", "group"),
    "capital": ("capital", "country"),
    "seat": ("seat", "organization"),
    "region": ("region", None),
    "city": ("city", None),
}
_DEFAULT_SECTORS: dict[str, tuple[str, ...]] = {
    "name": ("GOV",),
    "capital": ("GOV",),
    "seat": ("GOV",),
    "people": ("CVL",),
}
_TITLES = "titles.yaml"
# the day up to which the tables know who holds which office; "today" for callers that give no date
AS_OF = "2026-01-31"


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO alpha-3 code, everyday name, ISO alpha-2 code, capital, and its middle in degrees (WGS 84).

    ``claimed_by`` is the code of the state that claims the whole of it, or None.
    """

    code: str
    name: str
    iso2: str | None = None
    capital: str | None = None
    lat: float | None = None
    lon: float | None = None
    claimed_by: str | None = None


class World:
    """Who is who: states, organisations, people with dated offices, role nouns.

    Attributes:
        countries: by code.
        people: people with their offices, by name.
        hash: of the contents of all tables, users' own ones included (8 hex digits).
    """

    def __init__(self) -> None:
        self.countries: dict[str, Country] = {}
        self.people = People()
        self.hash = ""
        self._index = NameIndex()
        self._members: dict[str, list[tuple[str, str | None, str | None]]] = {}

    @staticmethod
    def load(extra: Sequence[str | Path] = (), directory: str | Path | None = None) -> World:
        """The world from the package's tables, or those in ``directory``, with users' own files in ``extra``.

        Loaded once a process for the same arguments. Own files may be CSV or YAML in the form of organisations
        or people, or PETRARCH and TABARI dictionaries (``.txt``): see docs/actors.md. Later ones win.

        Raises:
            TableError: naming file, line and column, where a table breaks its schema.
        """
        return _load(tuple(str(p) for p in extra), str(directory) if directory else None)

    def longest(self, words: Sequence[str], i: int) -> Match | None:
        """The longest name of the tables that begins at word ``i``, or None.

        Args:
            words: words of a sentence as spaCy splits them ("U.S." one word, "'s" a word of its own).
            i: index of the first word; articles are never part of a name.

        Returns:
            The index after the name's last word, and all readings of the name that its case allows.
        """
        return self._index.longest(words, i)

    def readings(self, words: Sequence[str]) -> tuple[Entry, ...]:
        """The readings of exactly these words."""
        return self._index.exact(words)

    def person(self, name: str, date: str | None = None) -> tuple[Entry, ...]:
        """The offices of the person of that full name, oldest first; none when no such person is known.

        Other spellings are found where the tables know none ("Andrei" for "Andrey"). Of several people of one
        name the one who held office nearest to ``date`` is taken.
        """
        return self.people.find(name, date)

    def members(self, body: str, date: str | None = None) -> tuple[str, ...]:
        """Codes of the member states of a body (by name, as in organizations.csv) on a day, or now."""
        day = date or AS_OF
        return tuple(
            code
            for code, since, until in self._members.get(body, ())
            if (not since or since <= day) and (not until or day[: len(until)] <= until)
        )

    def knows(self, code: str) -> bool:
        """Whether a code is a state's or one of PLOVER's special ones."""
        return code in self.countries or code in SPECIAL_CODES

    def add(self, name: str, *entries: Entry, cased: bool = True, replace: bool = False) -> None:
        """Let a name have more readings, or these only (see :meth:`NameIndex.add`)."""
        self._index.add(name, *entries, cased=cased, replace=replace)

    @property
    def names(self) -> NameIndex:
        """The index of all names."""
        return self._index


@lru_cache(maxsize=8)
def _load(extra: tuple[str, ...], directory: str | None) -> World:
    # thousands of lasting objects are made at once: looking for garbage among them would cost a fifth of the time
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_all(extra, directory)
    finally:
        if collecting:
            gc.enable()


def _read_all(extra: tuple[str, ...], directory: str | None) -> World:
    world = World()
    files: list[Traversable | Path] = [table_file("phrase.yaml"), table_file(_TITLES)]
    for name, read in _READERS.items():
        file = Path(directory) / name if directory else table_file(name)
        files.append(file)
        read(world, read_table(file, SCHEMAS[name]))
    _titles(world)
    world.people.index(world)
    world.hash = content_hash(files)
    if extra:
        from dragoman.world.custom import add_files

        own = add_files(world, [Path(p) for p in extra])
        world.hash = hashlib.blake2b((world.hash + own).encode(), digest_size=4).hexdigest()
    return world


def _countries(world: World, rows: Iterable[Row]) -> None:
    for row in rows:
        lat, lon = row["lat"], row["lon"]
        world.countries[row["code"]] = Country(
            row["code"],
            row["name"],
            row["iso2"] or None,
            row["capital"] or None,
            float(lat) if lat else None,
            float(lon) if lon else None,
            row["claimed_by"] or None,
        )


def _country_names(world: World, rows: Iterable[Row]) -> None:
    for rank, row in enumerate(rows):
        state = world.countries.get(row["code"])
        if state is None and row["code"] not in SPECIAL_CODES:
            raise row.error("code", f"{row['code']} is not in countries.csv")
        world.add(row["name"], _country_entry(row, state, rank))


def _country_entry(row: Row, state: Country | None, rank: int) -> Entry:
    notes = [n.strip() for n in row["note"].split(";")]
    # "region X" and "city X" say what the name is one of; a historical name's note says its kind
    of = next((n for n in notes if n.startswith(("region ", "city "))), "")
    shown = row["kind"]
    if shown == "historical":
        shown = next((n for n in notes if n in _KINDS), "city" if of.startswith("city") else "name")
    elif shown in ("name", "official", "abbreviation") and of:
        shown = of.partition(" ")[0]
    kind, entity_kind = _KINDS[shown]
    if of and kind in ("region", "city"):
        name = of.partition(" ")[2]
    else:
        everyday = kind in ("name", "capital") and row["kind"] != "historical"
        name = state.name if state is not None and everyday else row["name"]
    number: Number | None = "pl" if kind == "people" and row["name"].endswith(("s", "men", "women")) else None
    return Entry(
        name,
        kind,
        row["code"],
        row.list("sectors") or _DEFAULT_SECTORS.get(kind, ()),
        None,
        entity_kind,
        "n" if entity_kind == "country" else None,
        number,
        row["since"] or None,
        row["until"] or None,
        "ambiguous" in notes,
        rank=-1 if "default" in notes else rank,
    )


def _memberships(world: World, rows: Iterable[Row]) -> None:
    for row in rows:
        world._members.setdefault(row["body"], []).append((row["code"], row["since"] or None, row["until"] or None))


def _organizations(world: World, rows: Iterable[Row]) -> None:
    for rank, row in enumerate(rows):
        for name, entry in organization_entries(row, rank):
            world.add(name, entry)


def organization_entries(row: Row, rank: int) -> Iterator[tuple[str, Entry]]:
    """The names of an organisation, each with its reading.

    A part in brackets only tells namesakes apart and is no part of the name in texts.
    """
    kind: Literal["group", "organization"] = "group" if row.get("kind") == "group" else "organization"
    entry = Entry(
        row["name"],
        kind,
        row.get("country") or None,
        row.list("sectors"),
        None,
        kind,
        "n",
        None,
        row.get("since") or None,
        row.get("until") or None,
        rank=rank,
    )
    names = (row["name"].partition(" (")[0], *row.list("aliases"))
    notes = _notes(row.get("note", ""))
    for name in names:
        likeliest = name in notes.get("default", ())
        vague = "ambiguous" in notes and (not notes["ambiguous"] or name in notes["ambiguous"])
        # what is told apart by a bracket has namesakes
        vague = vague or (name != row["name"] and name == names[0] and not likeliest)
        yield name, replace(entry, ambiguous=vague, rank=-1 if likeliest else rank) if vague or likeliest else entry


def _notes(note: str) -> dict[str, frozenset[str]]:
    """The parts of a note ("ambiguous: A|B; default: A; remark"), each with the names it speaks of."""
    found = {}
    for part in note.split(";") if note else ():
        word, _, names = part.partition(":")
        found[word.strip()] = frozenset(n.strip() for n in names.split("|") if n.strip())
    return found


def _people(world: World, rows: Iterable[Row]) -> None:
    for row in rows:
        world.people.add(row)


_ENTITY_KINDS: dict[str, EntityKind] = {"person": "person", "group": "group", "organization": "organization"}
_NUMBERS: dict[str, Number] = {"sg": "sg", "pl": "pl"}


def _roles(world: World, rows: Iterable[Row]) -> None:
    for rank, row in enumerate(rows):
        world.add(
            row["phrase"],
            Entry(
                row["role"] or row["phrase"],
                "role",
                None,
                row.list("sectors"),
                row["role"] or None,
                _ENTITY_KINDS.get(row["kind"]),
                None,
                _NUMBERS.get(row["number"]),
                ambiguous="ambiguous" in row["note"],
                rank=rank,
            ),
            cased=False,
        )


def _titles(world: World) -> None:
    file = table_file(_TITLES)
    for short, (sectors, role, number) in read_yaml(file).items():
        entry = Entry(role, "role", None, (sectors,), role, "person", None, _NUMBERS[number])
        world.add(short, entry)


def _modifiers(world: World, rows: Iterable[Row]) -> None:
    for row in rows:
        effect = row["effect"]
        world.add(
            row["word"],
            Entry(
                row["word"],
                "modifier",
                sectors=row.list("value"),
                effect="sector" if effect == "sector" else "add" if effect == "add" else "keep",
            ),
            cased=False,
        )


_READERS = {
    "countries.csv": _countries,
    "country_names.csv": _country_names,
    "memberships.csv": _memberships,
    "organizations.csv": _organizations,
    "people.csv": _people,
    "roles.csv": _roles,
    "modifiers.csv": _modifiers,
}
