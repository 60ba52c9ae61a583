"""Users' own actors: tables, YAML, PETRARCH and TABARI dictionaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.world.custom import add_files
from dragoman.world.index import World
from dragoman.world.model import Resolution
from dragoman.world.petrarch import actor_codes, meaning, read_dictionary
from dragoman.world.resolver import Resolver

ACTORS = """<!-- a comment
over two lines -->
# kingdoms
FARLAND [FAR]   # not a state of this world
+FARLANDIC
+F.A.R. #jd 1/2/99

BALDUR_STORM
+STORM_OF_THE_NORTH
    [FARGOV 920101-950101]
    [FARELI >950102]
    [FARREB <920101]

HARBOUR_LEAGUE_ [PSEREBHLG]
PORT MINISTRY [DNKGOV]
GREY SHIP  [---]
DENMARK [DNK]
"""
AGENTS = """!GUARD! = GUARDSMAN, GUARDSMEN
HARBOUR_MASTER {HARBOUR_MASTERS} [~GOV] # jd
FISHWIFE {FISHWIVES} [~BUS]
LIGHTHOUSE_!GUARD! {} [~MIL]
PILOT_BOAT [ ~COP ]
SHORE_RESCUE {} [NGO~]
"""


def world_with(folder: Path, name: str, text: str) -> World:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return World.load(extra=(file,))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where files lie that several tests share, so that their worlds are loaded once."""
    return tmp_path_factory.mktemp("own")


def add(folder: Path, name: str, text: str) -> None:
    """Read a file into an empty world, for the errors it meets."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    add_files(World(), [file])


def resolve(world: World, text: str, date: str | None = None) -> Resolution:
    found = Resolver(world).resolve(text, date=date)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "date", "country", "sectors", "code"),
    [
        ("Farland", None, None, (), "FAR"),
        ("the Farlandic", None, None, (), "FAR"),
        ("F.A.R.", None, None, (), "FAR"),
        ("Baldur Storm", "1993-06-01", None, ("GOV",), "FARGOV"),
        ("Baldur Storm", "1991-06-01", None, ("REB",), "FARREB"),
        ("Storm of the North", "1999-01-01", None, ("ELI",), "FARELI"),
        ("Harbour League", None, "PSE", ("REB",), "PSEREBHLG"),
        ("the Port Ministry", None, "DNK", ("GOV",), None),
        ("Farland 's president", None, None, ("GOV",), "FAR"),
        ("Denmark", None, "DNK", ("GOV",), None),
        ("Danish soldiers", None, "DNK", ("MIL",), None),
    ],
)
def test_dictionary_of_actors(
    folder: Path, text: str, date: str | None, country: str | None, sectors: tuple[str, ...], code: str | None
) -> None:
    found = resolve(world_with(folder, "actors.txt", ACTORS), text, date)
    assert (found.country, found.sectors, found.code) == (country, sectors, code)


@pytest.mark.parametrize(
    ("text", "country", "sectors"),
    [
        ("the harbour master", None, ("GOV",)),
        ("Danish harbour masters", "DNK", ("GOV",)),
        ("fishwives", None, ("BUS",)),
        ("a lighthouse guardsman", None, ("MIL",)),
        ("lighthouse guardsmen", None, ("MIL",)),
        ("pilot boats", None, ("COP",)),
        ("shore rescue", "NGO", ("SOC",)),
    ],
)
def test_dictionary_of_agents(folder: Path, text: str, country: str | None, sectors: tuple[str, ...]) -> None:
    found = resolve(world_with(folder, "agents.txt", AGENTS), text)
    assert (found.country, found.sectors) == (country, sectors)


@pytest.mark.parametrize(
    ("text", "date", "codes"),
    [
        ("Farland", None, ("FAR",)),
        ("Farland's president", None, ("FARGOV",)),
        ("Farlandic sailors", None, ("FARBOS",)),
        ("soldiers from Farland", None, ("FARMIL",)),
        ("Shore Rescue Farland", None, ("NGOFAR",)),
        ("Baldur Storm", "1993-06-01", ("FARGOV",)),
        ("sailors", None, ("BOS",)),
        ("Danish sailors", None, ("DNKBOS",)),
        ("Danish journalists", None, ("DNKMED",)),
        ("Denmark", None, ("DNK",)),
        ("the United Nations", None, ("IGOUNOGOV",)),
        ("Twin Isles", None, ("EAS", "WES")),
        ("the Twin Isles government", None, ("EASGOV", "WESGOV")),
        ("the police", None, ("---COP",)),
    ],
)
def test_codes_of_actors_and_agents_join(folder: Path, text: str, date: str | None, codes: tuple[str, ...]) -> None:
    dictionary = ACTORS + "TWIN_ISLES [EAS/WES]\n" + AGENTS + "SAILOR [~BOS]\n"
    assert actor_codes(resolve(world_with(folder, "both.txt", dictionary), text, date)) == codes


def test_blocks_keep_names_codes_and_lines(tmp_path: Path) -> None:
    file = tmp_path / "actors.txt"
    file.write_text(ACTORS, encoding="utf-8")
    first, second = list(read_dictionary(file))[:2]
    assert (first.line, first.names, [c.text for c in first.codes]) == (4, ["FARLAND", "FARLANDIC", "F.A.R."], ["FAR"])
    assert [(c.text, c.since, c.until) for c in second.codes] == [
        ("FARGOV", "1992-01-01", "1995-01-01"),
        ("FARELI", "1995-01-02", None),
        ("FARREB", None, "1992-01-01"),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("SWE", ("SWE", (), None)),
        ("SWEGOVMIL", ("SWE", ("GOV", "MIL"), None)),
        ("IGOUNO", ("UNO", (), None)),
        ("IGOEEU", ("EUR", (), None)),
        ("NGO~", ("NGO", ("SOC",), None)),
        ("~MED", (None, ("JRN",), None)),
        ("SWEXYZ", ("SWE", (), "SWEXYZ")),
        ("XYZMIL", (None, ("MIL",), "XYZMIL")),
        ("ABC/DEF", (None, (), "ABC/DEF")),
        ("---", (None, (), None)),
    ],
)
def test_meaning_of_codes(code: str, expected: tuple[str | None, tuple[str, ...], str | None]) -> None:
    said = meaning(code, {"SWE": None})
    assert (said.country, said.sectors, said.code) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FARLAND\nNEARLAND [NEA]\n", "line 1: FARLAND has no code"),
        ("+FARLAND [FAR]\n", "line 1: a synonym or code before the first name"),
        ("FARLAND [FAR\n", "line 1: a bracket is not closed"),
        ("\n\nFARLAND [FAR 921301-950101]\n", "line 3: 19921301 is no date"),
        ("FARLAND [FAR > soon]\n", "line 1: [FAR > soon] is no code with a date"),
        ("!GUARD!S [~MIL]\n", "line 1: !GUARD! is not defined above"),
    ],
)
def test_faulty_dictionaries_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        add(tmp_path, "actors.txt", text)
    assert "actors.txt, " + message in str(caught.value)


YAML = """organizations:
- name: Harbour League
  aliases: [HLG, League of Harbours]
  country: DNK
  sectors: [SOC, LAB]
people:
- {name: Astrid Holm, short: Holm, gender: f, country: DNK, sectors: GOV, role: harbour minister, until: 2015-03}
- {name: Astrid Holm, country: DNK, sectors: BUS, role: ferry owner, since: 2015-04}
"""


@pytest.mark.parametrize(
    ("text", "date", "country", "sectors", "role"),
    [
        ("the League of Harbours", None, "DNK", ("SOC", "LAB"), None),
        ("HLG members", None, "DNK", ("SOC", "LAB"), None),
        ("Astrid Holm", "2013-05-05", "DNK", ("GOV",), "harbour minister"),
        ("Astrid Holm", "2020-05-05", "DNK", ("BUS",), "ferry owner"),
        ("Holm", "2013-05-05", "DNK", ("GOV",), "harbour minister"),
    ],
)
def test_yaml_of_actors(
    folder: Path, text: str, date: str | None, country: str, sectors: tuple[str, ...], role: str | None
) -> None:
    found = resolve(world_with(folder, "own.yaml", YAML), text, date)
    assert (found.country, found.sectors) == (country, sectors)
    if role is not None:
        assert found.role == role


def test_own_tables_override(tmp_path: Path) -> None:
    text = "name,country,sectors\nHamas,DNK,BUS\n"
    world = world_with(tmp_path, "own.csv", text)
    assert [(e.country, e.sectors) for e in world.readings(["Hamas"])] == [("DNK", ("BUS",))]
    assert "PSE" in {e.country for e in World.load().readings(["Hamas"])}
    assert world.hash != World.load().hash


def test_own_people_override(tmp_path: Path) -> None:
    text = "name,country,sectors,role,since\nVladimir Putin,DNK,EDU,teacher,2001\n"
    world = world_with(tmp_path, "people.csv", text)
    assert [o.role for o in world.person("Vladimir Putin")] == ["teacher"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("own.yaml", "organizations:\n- name: X\n  land: DNK\n", "own.yaml, line 3: unknown field 'land'"),
        ("own.yaml", "organizations:\n- name: X\n  sectors: [GOVT]\n", "own.yaml, line 2: column sectors: 'GOVT'"),
        ("own.yaml", "people:\n- name: X\n  country: DNX\n", "own.yaml, line 2: column country: DNX is neither"),
        ("own.yaml", "actors: []\n", "own.yaml, line 1: unknown key 'actors'"),
        ("own.yaml", "people: {\n", "own.yaml, line 2: not valid YAML"),
        ("own.csv", "name,country\nX\n", "own.csv, line 2: 1 fields where the header has 2"),
        ("own.csv", "country\nDNK\n", "own.csv, line 1: missing columns: name"),
        ("own.tsv", "", "own.tsv: an actor file must end in"),
    ],
)
def test_faulty_own_files_name_file_and_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        add(tmp_path, name, text)
    assert message in str(caught.value)


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(TableError, match="no such file"):
        World.load(extra=("nowhere.csv",))
