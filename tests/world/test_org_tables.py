"""The table of organisations: its shape, names that are told apart, and who belongs to whom."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import pairwise

import pytest

from dragoman.world.tables import SCHEMAS, SECTORS, SPECIAL_CODES, Row, read_table, table_file

ROWS = list(read_table(table_file("organizations.csv"), SCHEMAS["organizations.csv"]))
STATES = {row["code"] for row in read_table(table_file("countries.csv"), SCHEMAS["countries.csv"])}
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae"})


def names(row: Row) -> tuple[str, ...]:
    """All names of a row, the canonical one first."""
    return (row["name"], *row.list("aliases"))


def noted(row: Row, word: str) -> tuple[str, ...]:
    """The names that a row's note lists behind a word ("ambiguous", "default")."""
    parts = (part.strip() for part in row["note"].split(";"))
    return tuple(n for part in parts if part.startswith(word + ": ") for n in part[len(word) + 2 :].split("|"))


def compared(name: str) -> str:
    """Abbreviations in capitals as they are, other names without regard to case."""
    return name if name.isupper() else name.casefold()


def apart(one: Row, other: Row) -> bool:
    """Whether two rows hold at different times."""
    return bool(
        (one["until"] and other["since"] and one["until"] <= other["since"])
        or (other["until"] and one["since"] and other["until"] <= one["since"])
    )


def find(name: str, day: str = "2024-06-01") -> list[Row]:
    """The rows that bear a name without reserve on a day."""
    return [
        row
        for row in ROWS
        if name in names(row)
        and name not in noted(row, "ambiguous")
        and row["since"] <= day
        and (not row["until"] or day < row["until"])
    ]


def sort_key(row: Row) -> tuple[str, str, str, str]:
    name = unicodedata.normalize("NFKD", row["name"].translate(_LETTERS))
    plain = "".join(c for c in name if not unicodedata.combining(c))
    return plain.casefold(), row["name"], row["country"], row["since"]


def test_table_is_large() -> None:
    assert len(ROWS) >= 3500


def test_rows_are_sorted_and_single() -> None:
    assert [(a["name"], b["name"]) for a, b in pairwise(ROWS) if sort_key(a) >= sort_key(b)] == []


def test_every_row_has_a_country_sectors_and_a_kind() -> None:
    assert [row["name"] for row in ROWS if not (row["country"] and row["sectors"] and row["kind"])] == []


def test_countries_are_known() -> None:
    assert [(row["name"], row["country"]) for row in ROWS if row["country"] not in STATES | SPECIAL_CODES] == []


def test_sectors_are_known_and_named_once() -> None:
    lists = [row.list("sectors") for row in ROWS]
    assert all(SECTORS.issuperset(sectors) for sectors in lists)
    assert all(len(set(sectors)) == len(sectors) for sectors in lists)


def test_names_are_clean_and_named_once() -> None:
    assert [row["name"] for row in ROWS if len(set(names(row))) != len(names(row))] == []
    assert [n for row in ROWS for n in names(row) if n != " ".join(n.split()) or n.startswith("the ")] == []


def test_dates_are_whole_days() -> None:
    assert [row["name"] for row in ROWS for d in (row["since"], row["until"]) if d and len(d) != 10] == []


def test_notes_list_names_of_their_row() -> None:
    for row in ROWS:
        assert set(noted(row, "ambiguous")) <= set(names(row)), row["name"]
        assert set(noted(row, "default")) <= set(noted(row, "ambiguous")), row["name"]


def test_no_name_stands_for_two_without_reserve() -> None:
    bearers: defaultdict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        for name in names(row):
            if name not in noted(row, "ambiguous"):
                bearers[compared(name)].append(row)
    clashes = {
        name: (a["name"], b["name"])
        for name, rows in bearers.items()
        for i, a in enumerate(rows)
        for b in rows[i + 1 :]
        if (a["name"], a["country"]) != (b["name"], b["country"]) and not apart(a, b)
    }
    assert clashes == {}


def test_one_default_for_a_name() -> None:
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        for name in noted(row, "default"):
            bearers[compared(name)].append(row["name"])
    assert {n: rows for n, rows in bearers.items() if len(set(rows)) > 1} == {}


def test_rows_of_one_body_follow_each_other_in_time() -> None:
    for a, b in pairwise(ROWS):
        if (a["name"], a["country"]) == (b["name"], b["country"]):
            assert apart(a, b), a["name"]


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        # intergovernmental bodies
        ("UN", "UNO", "GOV"),
        ("Security Council", "UNO", "GOV"),
        ("UNHCR", "UNO", "GOV"),
        ("WHO", "UNO", "MED"),
        ("IAEA", "UNO", "GOV"),
        ("MONUSCO", "UNO", "MIL"),
        ("UNIFIL", "UNO", "MIL"),
        ("ICTY", "UNO", "JUD"),
        ("European Commission", "EUR", "GOV"),
        ("European Parliament", "EUR", "LEG"),
        ("Frontex", "EUR", "COP"),
        ("NATO", "IGO", "GOV"),
        ("ASEAN", "IGO", "GOV"),
        ("African Union", "IGO", "GOV"),
        ("ICC", "IGO", "JUD"),
        ("Shanghai Cooperation Organization", "IGO", "GOV"),
        ("IMF", "IGO", "GOV"),
        ("AMISOM", "IGO", "MIL"),
        # international movements and armed networks
        ("Amnesty International", "NGO", "SOC"),
        ("Médecins Sans Frontières", "NGO", "SOC"),
        ("Reporters Without Borders", "NGO", "SOC"),
        ("al-Qaeda", "IMG", "REB"),
        ("ISIS", "IMG", "REB"),
        ("Daesh", "IMG", "REB"),
        # armed groups
        ("Hamas", "PSE", "REB"),
        ("Abu Sayyaf", "PHL", "REB"),
        ("PKK", "TUR", "REB"),
        ("YPG", "SYR", "REB"),
        ("FARC", "COL", "REB"),
        ("Tamil Tigers", "LKA", "REB"),
        ("Houthis", "YEM", "REB"),
        ("LRA", "UGA", "REB"),
        ("al-Shabaab", "SOM", "REB"),
        ("M23", "COD", "REB"),
        ("Wagner Group", "RUS", "PRM"),
        ("Janjaweed", "SDN", "PRM"),
        ("Sinaloa Cartel", "MEX", "CRM"),
        ("Shining Path", "PER", "REB"),
        ("Polisario", "MAR", "REB"),
        # parties
        ("AKP", "TUR", "PTY"),
        ("BJP", "IND", "PTY"),
        ("Likud", "ISR", "PTY"),
        ("Fatah", "PSE", "PTY"),
        ("Sinn Fein", "IRL", "PTY"),
        ("PRI", "MEX", "PTY"),
        ("Justicialist Party", "ARG", "PTY"),
        ("Republicans", "USA", "PTY"),
        ("ZANU-PF", "ZWE", "PTY"),
        ("Chinese Communist Party", "CHN", "PTY"),
        ("Kurdistan Regional Government", "IRQ", "GOV"),
        # legislatures and courts
        ("US Congress", "USA", "LEG"),
        ("U.S. Senate", "USA", "LEG"),
        ("Bundestag", "DEU", "LEG"),
        ("State Duma", "RUS", "LEG"),
        ("Lok Sabha", "IND", "LEG"),
        ("Verkhovna Rada", "UKR", "LEG"),
        ("Saeima", "LVA", "LEG"),
        ("U.S. Supreme Court", "USA", "JUD"),
        ("Lahore High Court", "PAK", "JUD"),
        # the executive and its agencies
        ("State Department", "USA", "GOV"),
        ("Pentagon", "USA", "MIL"),
        ("FBI", "USA", "COP"),
        ("CIA", "USA", "SPY"),
        ("Mossad", "ISR", "SPY"),
        ("FSB", "RUS", "SPY"),
        ("ISI", "PAK", "SPY"),
        ("IRGC", "IRN", "MIL"),
        ("Tatmadaw", "MMR", "MIL"),
        ("IDF", "ISR", "MIL"),
        ("People's Liberation Army", "CHN", "MIL"),
        ("Black Sea Fleet", "RUS", "MIL"),
        ("Scotland Yard", "GBR", "COP"),
        ("Carabinieri", "ITA", "COP"),
        ("Bank of England", "GBR", "GOV"),
        # media, companies, unions, churches, learning
        ("Reuters", "GBR", "JRN"),
        ("Xinhua", "CHN", "JRN"),
        ("Al Jazeera", "QAT", "JRN"),
        ("New York Times", "USA", "JRN"),
        ("Gazprom", "RUS", "BUS"),
        ("Huawei", "CHN", "BUS"),
        ("AFL-CIO", "USA", "LAB"),
        ("Church of England", "GBR", "REL"),
        ("ACLU", "USA", "SOC"),
        ("Cairo University", "EGY", "EDU"),
    ],
)
def test_name_belongs_to(name: str, country: str, sector: str) -> None:
    assert [(row["country"], row.list("sectors")[0]) for row in find(name)] == [(country, sector)]


@pytest.mark.parametrize(
    ("name", "day", "sector"),
    [
        ("Taliban", "1995-06-01", "REB"),
        ("Taliban", "1999-06-01", "GOV"),
        ("Taliban", "2010-06-01", "REB"),
        ("Taliban", "2021-08-14", "REB"),
        ("Taliban", "2021-08-15", "GOV"),
        ("Rapid Support Forces", "2020-01-01", "PRM"),
        ("Rapid Support Forces", "2023-06-01", "REB"),
        ("UNITA", "1999-01-01", "REB"),
        ("UNITA", "2010-01-01", "PTY"),
        ("TPLF", "2015-01-01", "PTY"),
        ("TPLF", "2021-06-01", "REB"),
        ("Hayat Tahrir al-Sham", "2020-01-01", "REB"),
        ("Khmer Rouge", "1977-01-01", "GOV"),
        ("Khmer Rouge", "1985-01-01", "REB"),
    ],
)
def test_sector_changes_with_time(name: str, day: str, sector: str) -> None:
    assert [row.list("sectors")[0] for row in find(name, day)] == [sector]


@pytest.mark.parametrize("name", ["Labour", "Congress", "Senate", "House", "IS", "PA", "Guards", "Democratic Party"])
def test_ambiguous_names_are_noted(name: str) -> None:
    bearers = [row for row in ROWS if name in names(row)]
    assert bearers
    assert all(name in noted(row, "ambiguous") for row in bearers)
