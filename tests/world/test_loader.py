"""The world tables: reading, checking, finding names."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.world.index import World
from dragoman.world.tables import SCHEMAS
from dragoman.world.words import fold, split_words

COUNTRIES = """# a comment
code,name,iso2,capital,lat,lon,claimed_by
NOR,Norway,NO,Oslo,59.9,10.7,
GEO,Georgia,GE,Tbilisi,41.7,44.8,
USA,United States,US,Washington,38.9,-77.0,
"""
NAMES = """code,kind,name,since,until,sectors,note
NOR,name,Norway,,,,
NOR,adjective,Norwegian,,,,
NOR,people,Norwegians,,,,
NOR,capital,Oslo,,,,
GEO,name,Georgia,,,,ambiguous; default
USA,region,Georgia,,,,ambiguous
USA,abbreviation,US,,,,
USA,abbreviation,U.S.,,,,
"""
PEOPLE = """name,aliases,short,gender,country,sectors,role,since,until
Åse Nordvik,Aase Nordvik,Nordvik,f,NOR,LEG,lawmaker,2001,2009
Åse Nordvik,,,f,NOR,GOV,prime minister,2009-05,2013-10-01
Ola Bakke,,Bakke,m,NOR,MIL,chief of staff,2020,
"""
ORGANIZATIONS = """name,aliases,country,sectors,kind,since,until,note
Fisheries Front,FIF|Front for Fisheries,NOR,PTY,organization,,,ambiguous: FIF
Polar Police,,NOR,COP,organization,,,
"""
ROLES = """phrase,sectors,role,kind,number,note
foreign minister,GOV,foreign minister,person,sg,
fishermen,AGR,,person,pl,
"""
MODIFIERS = """word,effect,value,note
former,sector,ELI,
ordinary,keep,,
"""
MEMBERSHIPS = """body,code,since,until
Polar Council,NOR,1990,
Polar Council,USA,1990,2001-06
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    tables = {
        "countries": COUNTRIES,
        "country_names": NAMES,
        "people": PEOPLE,
        "organizations": ORGANIZATIONS,
        "roles": ROLES,
        "modifiers": MODIFIERS,
        "memberships": MEMBERSHIPS,
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def found(world: World, text: str, at: int = 0) -> list[tuple[str, str | None]]:
    words = split_words(text)
    match = world.longest(words, at)
    if match is None:
        return []
    return [(" ".join(words[at : match[0]]), e.country or e.kind) for e in match[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway said", [("Norway", "NOR")]),
        ("norway said", []),
        ("NORWAY SAID", [("NORWAY", "NOR")]),
        ("US troops", [("US", "USA")]),
        ("U.S. troops", [("U.S.", "USA")]),
        ("us too", []),
        ("Aase Nordvik left", [("Aase Nordvik", "NOR")] * 2),
        ("Ase Nordvik left", [("Ase Nordvik", "NOR")] * 2),
        ("Ase K. Nordvik left", [("Ase K. Nordvik", "NOR")] * 2),
        ("Nordvik left", [("Nordvik", "NOR")] * 2),
        ("Foreign Minister Berg", [("Foreign Minister", "role")]),
        ("foreign ministers", []),
        ("fisheries front", []),
        ("Front For Fisheries", [("Front For Fisheries", "NOR")]),
        ("fif", []),
        ("Georgia voted", [("Georgia", "GEO"), ("Georgia", "USA")]),
    ],
)
def test_longest(directory: Path, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(World.load(directory=directory), text) == expected


def test_readings_carry_what_the_tables_say(directory: Path) -> None:
    world = World.load(directory=directory)
    lawmaker, premier = world.person("Åse Nordvik")
    assert (lawmaker.role, lawmaker.until, premier.role, premier.gender) == ("lawmaker", "2009", "prime minister", "f")
    assert [e.short for e in world.readings(["Nordvik"])] == [True, True]
    assert [e.ambiguous for e in world.readings(["FIF"])] == [True]
    assert [e.ambiguous for e in world.readings(["Fisheries", "Front"])] == [False]
    (former,) = world.readings(["former"])
    assert (former.kind, former.effect, former.sectors) == ("modifier", "sector", ("ELI",))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aase Nordvik", "Åse Nordvik"),
        ("Ase Nordvick", "Åse Nordvik"),
        ("Åse Marie Nordvik", "Åse Nordvik"),
        ("Liv Nordvik", None),
        ("Nordvik", None),
        ("Ola Bakk", None),  # too short to forgive
        ("Ola Bekke", None),
        ("Ola Nordvik", None),
    ],
)
def test_people_by_other_spellings(directory: Path, name: str, expected: str | None) -> None:
    offices = World.load(directory=directory).person(name)
    assert (offices[0].name if offices else None) == expected


def test_members_by_day(directory: Path) -> None:
    world = World.load(directory=directory)
    assert world.members("Polar Council", "2001-06-30") == ("NOR", "USA")
    assert world.members("Polar Council", "2001-07-01") == ("NOR",)
    assert world.members("Desert Council") == ()


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("people", ",GOV,prime minister", ",GOVT,prime minister", "people.csv, line 3: column sectors: 'GOVT' is not"),
        ("people", "2013-10-01", "2013-13-01", "people.csv, line 3: column until: '2013-13-01' is not a date"),
        ("people", "2001,2009", "2011,2009", "people.csv, line 2: column until: 2009 lies before since"),
        ("people", "Ola Bakke,,", "Ola Bakke,", "people.csv, line 4: 8 fields where the header has 9"),
        ("people", "gender,", "sex,", "people.csv, line 1: unknown columns: sex"),
        ("people", "Ola Bakke", "", "people.csv, line 4: column name: may not be empty"),
        ("countries", "59.9", "north", "countries.csv, line 3: column lat: 'north' is not degrees"),
        ("country_names", "NOR,people", "NOX,people", "country_names.csv, line 4: column code: NOX is not in"),
        ("country_names", "capital", "capitol", "country_names.csv, line 5: column kind: 'capitol' is not one of"),
        ("modifiers", "keep", "ignore", "modifiers.csv, line 3: column effect: 'ignore' is not"),
        ("organizations", "COP,organization", "COP,firm", "organizations.csv, line 3: column kind: 'firm'"),
        ("roles", ROLES, "", "roles.csv: has no header line"),
    ],
)
def test_faulty_tables_name_file_line_and_column(
    directory: Path, tmp_path: Path, table: str, old: str, new: str, message: str
) -> None:
    file = directory / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        World.load(directory=directory)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_table_is_an_error(directory: Path) -> None:
    (directory / "roles.csv").unlink()
    with pytest.raises(TableError, match=r"roles\.csv"):
        World.load(directory=directory)


def test_hash_changes_with_content_only(directory: Path, tmp_path: Path) -> None:
    first = World.load(directory=directory).hash
    copy = shutil.copytree(directory, tmp_path / "copy")
    assert World.load(directory=copy).hash == first
    other = shutil.copytree(copy, tmp_path / "other")
    (other / "roles.csv").write_text(ROLES + "envoy,GOV,envoy,person,sg,\n", encoding="utf-8")
    assert World.load(directory=other).hash != first


def test_packaged_tables_load_once_and_quickly() -> None:
    world = World.load()
    assert world is World.load()
    assert len(world.countries) > 190
    words = split_words("the car drove slowly along a wet road and nobody said a word about it") * 200
    start = time.perf_counter()
    for i in range(len(words)):
        world.longest(words, i)
    assert (time.perf_counter() - start) / len(words) < 2e-5


def test_every_schema_has_its_table() -> None:
    from dragoman.world.tables import table_file

    assert [name for name in SCHEMAS if not table_file(name).is_file()] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S. Senator", ["U.S.", "Senator"]),
        ("Turkey’s envoy", ["Turkey", "’s", "envoy"]),
        ("Ban Ki-moon", ["Ban", "Ki", "-", "moon"]),
        ("Médecins Sans Frontières/MSF", ["Médecins", "Sans", "Frontières", "/", "MSF"]),
        ("Sana'a", ["Sana'a"]),
        ("workers' party", ["workers", "'", "party"]),
        ("AT&T", ["AT&T"]),
        ("an F-16 pilot", ["an", "F-16", "pilot"]),
        ("Lars, Jr.", ["Lars", ",", "Jr."]),
    ],
)
def test_words_are_split_as_the_parser_splits_them(text: str, words: list[str]) -> None:
    assert list(split_words(text)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdoğan", "Erdogan"),
        ("São", "Sao"),
        ("U.N.", "UN"),
        ("Sana’a", "Sanaa"),
        ("Defence", "Defense"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_that_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)
