"""The tables of countries, their names and their memberships hold together and say what is true."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from dragoman.world.tables import SCHEMAS, Row, read_table, table_file

# the Holy See has no word for its people
NO_PEOPLE = {"VAT"}


@cache
def rows(name: str) -> tuple[Row, ...]:
    return tuple(read_table(table_file(name), SCHEMAS[name]))


@cache
def states() -> dict[str, Row]:
    return {r["code"]: r for r in rows("countries.csv")}


@cache
def readings() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for r in rows("country_names.csv"):
        found[r["name"]].add((r["kind"], r["code"]))
    return found


@cache
def notes() -> dict[tuple[str, str, str], str]:
    return {(r["name"], r["kind"], r["code"]): r["note"] for r in rows("country_names.csv")}


def test_every_state_is_there_once() -> None:
    codes = [r["code"] for r in rows("countries.csv")]
    assert len(codes) == len(set(codes)) == 193 + len({"VAT", "PSE", "TWN", "XKX", "HKG"})
    assert {"VAT", "PSE", "TWN", "XKX", "HKG", "SWZ", "KAZ", "SSD", "MNE"} <= set(codes)
    assert not {"UNO", "EUR", "IGO", "ESH", "MAC", "GRL", "PRI"} & set(codes)
    assert len({r["iso2"] for r in rows("countries.csv")}) == len(codes)


def test_capitals_lie_on_earth_and_are_named() -> None:
    for r in rows("countries.csv"):
        assert -90 <= float(r["lat"]) <= 90, r
        assert -180 <= float(r["lon"]) <= 180, r
        assert ("capital", r["code"]) in readings()[r["capital"]], r


@pytest.mark.parametrize(
    ("code", "capital", "lat", "lon"),
    [
        ("KAZ", "Astana", 51.2, 71.4),
        ("UKR", "Kyiv", 50.45, 30.5),
        ("TWN", "Taipei", 25.05, 121.5),
        ("XKX", "Pristina", 42.67, 21.17),
        ("SWZ", "Mbabane", -26.3, 31.1),
        ("USA", "Washington", 38.9, -77.04),
        ("MMR", "Naypyidaw", 19.75, 96.1),
        ("PSE", "Ramallah", 31.9, 35.2),
    ],
)
def test_capital_of(code: str, capital: str, lat: float, lon: float) -> None:
    state = states()[code]
    assert state["capital"] == capital
    assert float(state["lat"]) == pytest.approx(lat, abs=0.2)
    assert float(state["lon"]) == pytest.approx(lon, abs=0.2)


def test_claims_name_states() -> None:
    claims = {r["code"]: r["claimed_by"] for r in rows("countries.csv") if r["claimed_by"]}
    assert claims == {"TWN": "CHN", "XKX": "SRB"}


def test_names_are_unique_and_of_known_states() -> None:
    keys = [(r["name"], r["kind"], r["code"]) for r in rows("country_names.csv")]
    assert len(keys) == len(set(keys))
    assert {code for _, _, code in keys} == set(states())


@pytest.mark.parametrize("table", ["countries.csv", "country_names.csv", "memberships.csv"])
def test_sorted_and_clean(table: str) -> None:
    order = ("body",) if table == "memberships.csv" else ("code", "kind", "name")
    keys = [tuple(r.get(c, "") for c in order) for r in rows(table)]
    assert keys == sorted(keys)
    for r in rows(table):
        assert all(value == value.strip() and "  " not in value for value in r.values()), r


@pytest.mark.parametrize("kind", ["name", "adjective", "people", "capital"])
def test_every_state_has(kind: str) -> None:
    have = {r["code"] for r in rows("country_names.csv") if r["kind"] == kind}
    assert set(states()) - have == (NO_PEOPLE if kind == "people" else set())


def test_names_carry_no_article() -> None:
    wrong = [r["name"] for r in rows("country_names.csv") if r["name"].startswith("the ")]
    assert wrong == []


def test_shared_names_are_marked() -> None:
    for name, found in readings().items():
        if len({code for _, code in found}) > 1:
            unmarked = [k for k in found if "ambiguous" not in notes()[(name, *k)]]
            assert unmarked == [], name


def test_at_most_one_default() -> None:
    defaults: dict[str, set[str]] = defaultdict(set)
    for (name, _, code), note in notes().items():
        if "default" in note.split("; "):
            defaults[name].add(code)
    assert {n: c for n, c in defaults.items() if len(c) > 1} == {}


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Britain", "name", "GBR"),
        ("U.K.", "abbreviation", "GBR"),
        ("US", "abbreviation", "USA"),
        ("U.S.", "abbreviation", "USA"),
        ("USA", "abbreviation", "USA"),
        ("U.A.E.", "abbreviation", "ARE"),
        ("PRC", "abbreviation", "CHN"),
        ("DPRK", "abbreviation", "PRK"),
        ("ROK", "abbreviation", "KOR"),
        ("KSA", "abbreviation", "SAU"),
        ("BiH", "abbreviation", "BIH"),
        ("Netherlands", "name", "NLD"),
        ("Holland", "name", "NLD"),
        ("Ivory Coast", "name", "CIV"),
        ("Côte d'Ivoire", "name", "CIV"),
        ("Cote d'Ivoire", "name", "CIV"),
        ("DR Congo", "name", "COD"),
        ("DRC", "abbreviation", "COD"),
        ("Congo-Brazzaville", "name", "COG"),
        ("Burma", "name", "MMR"),
        ("Türkiye", "name", "TUR"),
        ("Swaziland", "name", "SWZ"),
        ("Holy See", "name", "VAT"),
        ("Filipino", "adjective", "PHL"),
        ("Dutch", "adjective", "NLD"),
        ("Kyrgyz", "adjective", "KGZ"),
        ("Ivorian", "adjective", "CIV"),
        ("Burkinabe", "adjective", "BFA"),
        ("Malagasy", "adjective", "MDG"),
        ("Motswana", "adjective", "BWA"),
        ("Emirati", "adjective", "ARE"),
        ("Kosovar", "adjective", "XKX"),
        ("North Korean", "adjective", "PRK"),
        ("South Sudanese", "adjective", "SSD"),
        ("Nigerien", "adjective", "NER"),
        ("Nigerian", "adjective", "NGA"),
        ("Chechen", "adjective", "RUS"),
        ("Tibetan", "adjective", "CHN"),
        ("Catalan", "adjective", "ESP"),
        ("Sino-", "adjective", "CHN"),
        ("Russo-", "adjective", "RUS"),
        ("Franco-", "adjective", "FRA"),
        ("Frenchmen", "people", "FRA"),
        ("Dutchman", "people", "NLD"),
        ("Britons", "people", "GBR"),
        ("Brits", "people", "GBR"),
        ("Poles", "people", "POL"),
        ("Danes", "people", "DNK"),
        ("Spaniards", "people", "ESP"),
        ("Turks", "people", "TUR"),
        ("Batswana", "people", "BWA"),
        ("Gazans", "people", "PSE"),
        ("Kremlin", "seat", "RUS"),
        ("10 Downing Street", "seat", "GBR"),
        ("Élysée", "seat", "FRA"),
        ("Zhongnanhai", "seat", "CHN"),
        ("Malacañang", "seat", "PHL"),
        ("Kiev", "capital", "UKR"),
        ("Lagos", "capital", "NGA"),
        ("Soviet", "historical", "RUS"),
        ("Czechoslovakia", "historical", "CZE"),
        ("East German", "historical", "DEU"),
        ("Zaire", "historical", "COD"),
        ("Greenland", "region", "DNK"),
        ("Puerto Rico", "region", "USA"),
        ("Macau", "region", "CHN"),
        ("Crimea", "region", "UKR"),
        ("Gaza Strip", "region", "PSE"),
        ("Darfur", "region", "SDN"),
        ("Bavaria", "region", "DEU"),
        ("Texas", "region", "USA"),
        ("Istanbul", "city", "TUR"),
        ("Mariupol", "city", "UKR"),
        ("Bombay", "city", "IND"),
        ("Goma", "city", "COD"),
        ("Benghazi", "city", "LBY"),
    ],
)
def test_name_means(name: str, kind: str, code: str) -> None:
    assert (kind, code) in readings()[name]


@pytest.mark.parametrize(
    ("name", "codes", "default"),
    [
        ("Congo", {"COD", "COG"}, "COD"),
        ("Congolese", {"COD", "COG"}, "COD"),
        ("Georgia", {"GEO", "USA"}, None),
        ("Korean", {"KOR", "PRK"}, "KOR"),
        ("Dominican", {"DOM", "DMA"}, "DOM"),
        ("Punjab", {"IND", "PAK"}, None),
        ("Kashmir", {"IND", "PAK"}, None),
        ("Hyderabad", {"IND", "PAK"}, None),
        ("Tripoli", {"LBY", "LBN"}, "LBY"),
        ("Jordan", {"JOR"}, "JOR"),
        ("Chad", {"TCD"}, "TCD"),
    ],
)
def test_ambiguous(name: str, codes: set[str], default: str | None) -> None:
    found = readings()[name]
    assert {code for _, code in found} == codes
    marked = {code for kind, code in found if "default" in notes()[(name, kind, code)].split("; ")}
    assert marked == ({default} if default else set())


@pytest.mark.parametrize(
    ("name", "code", "sectors"),
    [
        ("Abkhazia", "GEO", "PRE"),
        ("South Ossetian", "GEO", "PRE"),
        ("Transnistria", "MDA", "PRE"),
        ("Northern Cyprus", "CYP", "PRE"),
        ("Somaliland", "SOM", "PRE"),
        ("Sahrawi", "MAR", "PRE"),
        ("Nagorno-Karabakh", "AZE", "PRE"),
        ("Donetsk People's Republic", "UKR", "PRE"),
        ("Pentagon", "USA", "MIL|GOV"),
        ("Capitol Hill", "USA", "LEG"),
        ("Lubyanka", "RUS", "SPY"),
        ("White House", "USA", "GOV"),
    ],
)
def test_sectors_of(name: str, code: str, sectors: str) -> None:
    found = {(r["code"], r["sectors"]) for r in rows("country_names.csv") if r["name"] == name}
    assert found == {(code, sectors)}


def test_seats_have_a_sector() -> None:
    assert [r["name"] for r in rows("country_names.csv") if r["kind"] == "seat" and not r["sectors"]] == []


@pytest.mark.parametrize(
    ("name", "kind", "since", "until"),
    [
        ("Soviet Union", "historical", "1922-12-30", "1991-12-26"),
        ("Nur-Sultan", "capital", "2019-03-23", "2022-09-17"),
        ("North Macedonia", "name", "2019-02-12", ""),
        ("South Sudan", "name", "2011-07-09", ""),
        ("Bonn", "capital", "1949", "1999"),
    ],
)
def test_dates_of(name: str, kind: str, since: str, until: str) -> None:
    (row,) = [r for r in rows("country_names.csv") if r["name"] == name and r["kind"] == kind]
    assert (row["since"], row["until"]) == (since, until)


def members(body: str, day: str) -> set[str]:
    return {
        r["code"]
        for r in rows("memberships.csv")
        if r["body"] == body and r["since"] <= day and (not r["until"] or day[: len(r["until"])] <= r["until"])
    }


@pytest.mark.parametrize(
    ("body", "day", "count"),
    [
        ("EU", "2012-01-01", 27),
        ("EU", "2015-01-01", 28),
        ("EU", "2025-01-01", 27),
        ("NATO", "1995-01-01", 16),
        ("NATO", "2025-01-01", 32),
        ("ASEAN", "2025-12-01", 11),
        ("African Union", "2025-01-01", 54),  # the 55th, the Sahrawi republic, has no code
        ("Arab League", "2025-01-01", 22),
        ("G7", "2025-01-01", 7),
        ("G8", "2010-01-01", 8),
        ("G20", "2025-01-01", 19),
        ("BRICS", "2012-01-01", 5),
        ("BRICS", "2025-06-01", 10),
        ("Commonwealth", "2025-01-01", 56),
        ("OPEC", "2025-01-01", 12),
        ("OSCE", "2025-01-01", 57),
        ("SCO", "2025-01-01", 10),
        ("GCC", "2025-01-01", 6),
        ("ECOWAS", "2024-01-01", 15),
        ("ECOWAS", "2025-06-01", 12),
        ("APEC", "2025-01-01", 21),
        ("eurozone", "2025-01-01", 20),
        ("UN Security Council permanent members", "2025-01-01", 5),
    ],
)
def test_members(body: str, day: str, count: int) -> None:
    assert len(members(body, day)) == count


def test_memberships_are_of_known_states_once() -> None:
    keys = [(r["body"], r["code"], r["since"]) for r in rows("memberships.csv")]
    assert len(keys) == len(set(keys))
    assert {code for _, code, _ in keys} <= set(states())


def test_membership_ends() -> None:
    assert "GBR" in members("EU", "2020-01-31")
    assert "GBR" not in members("EU", "2020-02-01")
    assert "RUS" not in members("G8", "2015-01-01")
