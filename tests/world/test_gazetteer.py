"""The gazetteer: small tables of its own, the package's tables, and tables that break their form."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.language.tokens import Token
from dragoman.world.gazetteer import Gazetteer, fold, gazetteer

PLACES = """# made up
geonames_id,name,aliases,country,admin1,lat,lon,population,precision
,Landia,Kingdom of Landia,LND,,1,2,5000000,country
1,São Tomás,Sao Tome City|Saint Thomas,LND,North,1.5,2.5,30000,city
2,Saint Thomas,,XYZ,,10,20,900,city
,Old Fort,,LND,,1.1,2.1,,site
3,"Port, Upper",,LND,,1.2,2.2,100,city
"""
SITES = "name,aliases,city,country,lat,lon\nOld Fort,The Fort,São Tomás,LND,1.5,2.5\n"
NAMES = """code,kind,name,since,until,sectors,note
LND,adjective,Landian,,,,
LND,abbreviation,L.N.D.,,,,
LND,region,Highlands,,,,
LND,region,The High Lands,,,,region Highlands
"""
STATES = "code,name,iso2,capital,lat,lon,claimed_by\nLND,Landia,LD,São Tomás,1,2,\n"


@pytest.fixture
def made_up(tmp_path: Path) -> Gazetteer:
    files = []
    for name, text in zip(("places", "sites", "names", "states"), (PLACES, SITES, NAMES, STATES), strict=True):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return Gazetteer(*files)


def tokens(text: str) -> list[Token]:
    out: list[Token] = []
    at = 0
    for word in text.split("_"):
        for n, piece in enumerate(word.split("~")):
            out.append(Token(len(out), piece, piece, "PROPN", "NNP", "dep", at))
            at += len(piece) + (n == len(word.split("~")) - 1)
    return out


def test_names_are_compared_without_case_and_accents(made_up: Gazetteer) -> None:
    for name in ("São Tomás", "Sao Tomas", "SAO TOMAS", "Sao Tome City"):
        assert [p.name for p in made_up.lookup(name)] == ["São Tomás"]
    assert fold("Sana’a Łódź") == "sana'a lodz"


def test_all_namesakes_are_found(made_up: Gazetteer) -> None:
    assert {(p.name, p.country) for p in made_up.lookup("Saint Thomas")} == {
        ("São Tomás", "LND"),
        ("Saint Thomas", "XYZ"),
    }
    assert made_up.lookup("Nowhere") == ()


def test_sites_tell_their_city(made_up: Gazetteer) -> None:
    for name in ("Old Fort", "The Fort"):
        assert [(p.name, p.precision) for p in made_up.lookup(name)] == [("São Tomás", "site")]


def test_states_and_regions_of_the_names(made_up: Gazetteer) -> None:
    (state,) = made_up.lookup("L.N.D.")
    assert (state.name, state.country, state.precision, state.lat) == ("Landia", "LND", "country", 1.0)
    assert [(p.name, p.precision) for p in made_up.lookup("The High Lands")] == [("Highlands", "region")]
    assert made_up.adjectives == {"Landian": "LND"}
    assert made_up.capitals == {"LND": "São Tomás"}


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Saint_Thomas_fell", 2),
        ("Saint_Peter_fell", None),
        ("Sao_Tome_City_fell", 3),
        ("Landia_fell", 1),
        ("Kingdom_of_Landia", 3),
        ("Port~,_Upper", 3),
        ("Nowhere", None),
    ],
)
def test_longest(made_up: Gazetteer, text: str, end: int | None) -> None:
    assert made_up.longest(tokens(text), 0) == end


KNOWN = [
    ("Kyiv", "Kyiv", "UKR", "city"),
    ("Kiev", "Kyiv", "UKR", "city"),
    ("Alaska", "Alaska", "USA", "region"),
    ("White House", "Washington", "USA", "site"),
    ("Gaza Strip", "Gaza Strip", "PSE", "region"),
    ("US", "United States", "USA", "country"),
    ("U.S.", "United States", "USA", "country"),
    ("Bogota", "Bogotá", "COL", "city"),
    ("Burma", "Myanmar", "MMR", "country"),
]


@pytest.mark.parametrize(("name", "canonical", "country", "precision"), KNOWN)
def test_the_packages_own_tables(name: str, canonical: str, country: str, precision: str) -> None:
    found = gazetteer().lookup(name)
    assert (canonical, country, precision) in [(p.name, p.country, p.precision) for p in found]


@pytest.mark.parametrize(
    ("table", "text", "line"),
    [
        (0, "name,lat\nParis,48\n", 1),
        (0, "# note\ngeonames_id,name,aliases,country,admin1,lat,lon,population,precision\n1,Paris\n", 3),
        (1, "name,aliases,city,country,lat,lon\nOld Fort,,Paris\n", 2),
        (2, "code,kind,name,since,until,sectors,note\nFRA,name\n", 2),
        (3, "code,name,iso2,capital,lat,lon,claimed_by\nFRA,France\n", 2),
        (3, "", 1),
    ],
)
def test_broken_tables_are_told_by_file_and_line(tmp_path: Path, table: int, text: str, line: int) -> None:
    file = tmp_path / "broken.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as error:
        Gazetteer(*[file if n == table else None for n in range(4)])
    assert (error.value.source, error.value.line) == ("broken.csv", line)


def test_sites_lie_in_the_division_of_their_city() -> None:
    assert [p.admin1 for p in gazetteer().lookup("White House") if p.precision == "site"] == ["District of Columbia"]
    for name in ("Guantanamo Bay", "Green Zone", "Versailles"):  # sites that bear their city's name among them
        assert gazetteer().lookup(name)
