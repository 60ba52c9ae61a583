"""Tables of codes: whole, consistent with the ontology and the world tables, and the same both ways."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError
from dragoman.formats import codes, columns
from dragoman.formats.codes import Cameo, cameo, names, table_rows
from dragoman.formats.columns import layout
from dragoman.ontology.load import load_ontology

ONTOLOGY = load_ontology()
SOURCE = Path(columns.__file__).parent.parent
EMITTED = sorted(
    {code for file in SOURCE.glob("lexicon/**/*.yaml") for code in re.findall(r'cameo: "(\d+)"', file.read_text())}
    | set(ONTOLOGY.cameo_codes.values())
    | {t.cameo for t in ONTOLOGY.types.values()}
)
READ_OTHERWISE = {
    # PLOVER to CAMEO is many to one: what these types are written as is read as the type that owns the code
    "RETREAT resign": "CONCEDE",  # 083 accede to demands for reform
    "SANCTION convict": "COERCE",  # 173 arrest, detain, charge
    "COERCE withhold": "ASSAULT",  # 175 violent repression
}


@pytest.mark.parametrize("code", EMITTED)
def test_every_code_that_is_coded_has_a_name(code: str) -> None:
    found = cameo().get(code)
    assert found is not None
    assert found.name
    assert found.quad in (1, 2, 3, 4)


@pytest.mark.parametrize("key", [*ONTOLOGY.types, *ONTOLOGY.cameo_codes])
def test_a_type_is_read_back_from_its_code(key: str) -> None:
    """But for types that share a code; modes are as exact as CAMEO is."""
    kind = key.partition(" ")[0]
    code = ONTOLOGY.cameo_codes.get(key) or ONTOLOGY.types[kind].cameo
    found = cameo().read(code, "c")
    assert found.type == READ_OTHERWISE.get(key, kind)


def test_roots_have_their_types() -> None:
    roots = {n: cameo().read(f"{n:02}9999"[:4], "c").type for n in range(1, 21)}
    assert list(roots.values()) == [
        None, "REQUEST", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "ACCUSE", "REQUEST", "ACCUSE",
        "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "ASSAULT", "ASSAULT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kind", "mode", "goldstein", "intensity", "quad"),
    [
        ("010", None, None, 0, 0, 1),
        ("016", "REJECT", None, -2, -5, 1),
        ("0234", "REQUEST", "assist", 3.4, 3.4, 1),
        ("0334", "AGREE", None, 6, 6, 1),
        ("0831", "CONCEDE", None, 5, 5, 2),
        ("0842", "RETREAT", None, 7, 7, 2),
        ("0874", "RETREAT", "withdraw", 10, 10, 2),
        ("094", "ACCUSE", "investigate", -2, -2, 3),
        ("1382", "THREATEN", "territory", -7, -7, 3),
        ("1384", "THREATEN", "violence", -7, -7, 3),
        ("1451", "PROTEST", "riot", -7.5, -7.5, 4),
        ("164", "SANCTION", None, -7, -6.5, 4),
        ("1712", "ASSAULT", "destroy", -9.2, -9.2, 4),
        ("1823", "ASSAULT", "beat", -10, -10, 4),
        ("192", "COERCE", "seize", -9.5, -9.5, 4),
        ("1951", "ASSAULT", "aerial", None, None, 4),
        ("2042", "ASSAULT", "unconventional", -10, -10, 4),
    ],
)
def test_codes(code: str, kind: str, mode: str, goldstein: float, intensity: float, quad: int) -> None:
    found = cameo().get(code)
    assert found is not None
    assert (found.type, found.mode, found.quad) == (kind, mode, quad)
    assert (found.goldstein, found.intensity) == (goldstein, intensity)


def test_what_icews_writes_instead_is_scored_there() -> None:
    for row in table_rows("cameo.csv"):
        if row["icews"]:
            other = cameo().get(row["icews"])
            assert other is not None
            assert other.icews == other.code
            assert other.intensity is not None


def test_every_state_has_its_codes() -> None:
    table = names()
    states = {row["code"] for row in table_rows("countries.csv", "world")}
    assert set(table.cameo) == set(table.icews) == states
    assert states - set(table.fips) == {"PSE"}
    assert states - set(table.cow) == {"HKG", "PSE", "VAT"}


@pytest.mark.parametrize("what", ["cow", "fips", "cameo", "icews"])
def test_no_code_stands_for_two_states(what: str) -> None:
    counted = Counter(getattr(names(), what).values())
    assert [code for code, n in counted.items() if n > 1] == []


@pytest.mark.parametrize(("there", "back"), [("fips", "of_fips"), ("cameo", "of_cameo"), ("icews", "of_icews")])
def test_states_are_read_back(there: str, back: str) -> None:
    table = names()
    assert all(getattr(table, back)[code] == state for state, code in getattr(table, there).items())


def test_every_sector_and_body_is_there() -> None:
    table = names()
    assert set(table.sectors) == set(ONTOLOGY.sectors)
    assert set(table.bodies) == set(ONTOLOGY.special_countries)
    told = {*table.of_role.values(), *filter(None, (table.sector_of_icews(n) for n in read_yaml_names()))}
    assert told <= ONTOLOGY.sectors


def read_yaml_names() -> list[str]:
    raw = read_yaml(package_file("formats", "data", "codes.yaml"))
    endings = [f"Some{e}" for e in raw["icews_endings"]]
    return [*raw["icews_sectors"], *raw["icews_beginnings"], *endings]


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Education Ministry", "GOV"),
        ("Intelligence Ministry", "SPY"),
        ("Municipal / District Court", "JUD"),
        ("Opposition Major Party (Out Of Government)", "PTY"),
        ("Government Minor Party (In Government)", "PTY"),
        ("Navy Special Forces", "MIL"),
        ("State-Owned Utilities", "BUS"),
        ("Durable Goods Business", "BUS"),
        ("Television News", "JRN"),
        ("Charity NGOs", "SOC"),
        ("Provincial Divisions", "COP"),
        ("Social", None),
        ("Sunni", None),
    ],
)
def test_sectors_of_icews(name: str, sector: str | None) -> None:
    assert names().sector_of_icews(name) == sector


# ----- tables that break their rules


def test_a_type_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**row, "type": "GREET" if row["code"] == "051" else row["type"]} for row in table_rows("cameo.csv")]
    monkeypatch.setattr(codes, "table_rows", lambda file: iter(rows))
    with pytest.raises(TableError, match=r"cameo\.csv: 051: GREET  ?is no type and mode of PLOVER"):
        Cameo()


@pytest.mark.parametrize("file", ["polecat", "icews", "gdelt", "gdelt-mentions"])
def test_a_layout_with_a_column_too_few_is_told(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = read_yaml(package_file("formats", "data", f"{file}.yaml"))
    raw["columns"].pop()
    monkeypatch.setattr(columns, "read_yaml", lambda _: raw)
    wanted = raw["columns_wanted"]
    with pytest.raises(TableError, match=rf"{file}\.yaml: has {wanted - 1} columns, but {wanted} are wanted"):
        layout.__wrapped__(file)


def test_a_layout_with_a_column_twice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = read_yaml(package_file("formats", "data", "icews.yaml"))
    raw["columns"][1] = raw["columns"][0]
    monkeypatch.setattr(columns, "read_yaml", lambda _: raw)
    with pytest.raises(TableError, match="has columns twice: Event ID"):
        layout.__wrapped__("icews")
