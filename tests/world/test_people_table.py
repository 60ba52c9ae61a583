"""The table of people: its shape, and who held which office on a day."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load_tool() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "check_people.py"
    spec = importlib.util.spec_from_file_location("check_people", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_people"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


tool = _load_tool()
ROWS = tool.read_rows()


def holders(country: str, role: str, day: str) -> set[str]:
    """Names of those who surely held an office on a day."""
    return {
        row.name
        for row in ROWS
        if (row.country, row.role) == (country, role)
        and tool.last_day(row.since) <= tool.first_day(day) < tool.first_day(row.until or "9999")
    }


def test_table_has_no_faults() -> None:
    assert [str(finding) for finding in tool.check(ROWS) if finding.fault] == []


def test_table_is_large() -> None:
    assert len(ROWS) >= 3000
    assert len({row.name for row in ROWS}) >= 2500


@pytest.mark.parametrize(
    ("country", "role", "day", "name"),
    [
        ("KAZ", "president", "2020-01-01", "Kassym-Jomart Tokayev"),
        ("KAZ", "president", "2019-01-01", "Nursultan Nazarbayev"),
        ("USA", "president", "2001-01-21", "George W. Bush"),
        ("USA", "president", "1992-05-01", "George H. W. Bush"),
        ("USA", "president", "2018-05-01", "Donald Trump"),
        ("USA", "president", "2025-08-18", "Donald Trump"),
        ("USA", "secretary of state", "2014-06-01", "John Kerry"),
        ("RUS", "president", "2010-06-01", "Dmitry Medvedev"),
        ("RUS", "prime minister", "2010-06-01", "Vladimir Putin"),
        ("RUS", "foreign minister", "2015-06-01", "Sergei Lavrov"),
        ("UKR", "president", "2025-08-18", "Volodymyr Zelensky"),
        ("ISR", "prime minister", "1995-01-01", "Yitzhak Rabin"),
        ("ISR", "defense minister", "2023-10-10", "Yoav Gallant"),
        ("IRN", "president", "2009-07-01", "Mahmoud Ahmadinejad"),
        ("EGY", "president", "2013-01-01", "Mohamed Morsi"),
        ("TUR", "prime minister", "2005-01-01", "Recep Tayyip Erdogan"),
        ("PSE", "president", "2024-01-01", "Mahmoud Abbas"),
    ],
)
def test_office_on_a_day(country: str, role: str, day: str, name: str) -> None:
    assert holders(country, role, day) == {name}


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Volodymyr Zelensky", "Vladimir Zelensky"),
        ("Muammar Gaddafi", "Moammar Gadhafi"),
        ("Mahmoud Abbas", "Abu Mazen"),
        ("Alexander Lukashenko", "Alyaksandr Lukashenka"),
    ],
)
def test_other_spellings(name: str, alias: str) -> None:
    assert any(alias in row.aliases for row in ROWS if row.name == name)


@pytest.mark.parametrize(
    ("name", "short"),
    [("Bashar al-Assad", "Assad"), ("Mohammed bin Salman", "MBS"), ("Zine El Abidine Ben Ali", "Ben Ali")],
)
def test_short_names(name: str, short: str) -> None:
    assert all(short in row.short for row in ROWS if row.name == name)


HEADER = "# a line about sources\n" + ",".join(tool.COLUMNS) + "\n"
GOOD = "Ann Able,Anne Able,Able,f,FRA,GOV,president,2001,2005-05-01\n"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Bo Bad,,Bad,m,XXX,GOV,minister,2001,\n", "country"),
        ("Bo Bad,,Bad,m,FRA,GOV|XXX,minister,2001,\n", "sectors"),
        ("Bo Bad,,Bad,x,FRA,GOV,minister,2001,\n", "gender"),
        ("Bo Bad,,Bad,m,FRA,GOV,minister,2001-13,\n", "date"),
        ("Bo Bad,,Bad,m,FRA,GOV,minister,2003-01-01,2002\n", "date"),
        ("Bo Bad,,Bad,m,FRA,GOV,Minister,2003,\n", "role"),
        ("Bo Bad,,,m,FRA,GOV,minister,2003,\n", "empty"),
        ("Bo  Bad,,Bad,m,FRA,GOV,minister,2003,\n", "space"),
        ("Bo Bad,Anne Able,Bad,m,FRA,GOV,minister,2003,\n", "alias"),
        ("Bo Bad,,Bad,m,FRA,GOV,president,2004,\n", "overlap"),
        ("Aaron Able,,Able,m,FRA,GOV,minister,2004,\n", "order"),
        ("Ann Able,A. Able,Able,f,FRA,GOV,minister,2006,\n", "aliases"),
        ("Ann Able,,Able,m,FRA,GOV,minister,2006,\n", "person"),
        (GOOD, "twice"),
    ],
)
def test_check_finds_faults(tmp_path: Path, line: str, kind: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + GOOD + line, encoding="utf-8")
    faults = [finding for finding in tool.check(tool.read_rows(path)) if finding.fault]
    assert {(finding.kind, finding.line) for finding in faults} == {(kind, 4)}
    assert tool.main([str(path)]) == 1


def test_check_finds_gaps_and_lookalikes(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = "Bo Goode,,Goode,m,FRA,GOV,president,2007,\nBob Goode,,Goode,m,FRA,GOV,minister,2007,\n"
    path.write_text(HEADER + GOOD + rows, encoding="utf-8")
    doubts = [str(finding) for finding in tool.check(tool.read_rows(path)) if "FRA" in str(finding)]
    assert doubts == [
        "line 3: gap: FRA: nobody before Ann Able",
        "line 4: gap: FRA: nobody leads it from 2005-05-01 to 2007-01-01",
        "line 4: gap: FRA: no president from 2005-05-01 to 2007-01-01",
        "line 5: spelling: FRA: Bo Goode and Bob Goode look alike",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,role\n", "line 1: columns must be"),
        (HEADER + "Ann Able,Anne Able\n", "line 3: 2 cells instead of 9"),
    ],
)
def test_read_names_the_bad_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        tool.read_rows(path)
