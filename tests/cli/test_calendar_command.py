"""``dragoman calendar``: meetings by day."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Cli


@pytest.fixture(autouse=True)
def db(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of ``news_made`` are the store that is meant."""
    monkeypatch.setenv("DRAGOMAN_DB", filled)


def test_it_begins_a_month_before_the_newest_article(cli: Cli) -> None:
    done = cli("calendar")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].split() == ["day", "who", "where", "sources"]
    assert [line.split()[:2] for line in lines if line.startswith("2024")] == [
        ["2024-02-05", "held"],
        ["2024-02-11", "held"],
        ["2024-03-09", "planned"],
    ]
    assert "    Ruto and Abiy will meet on 9 March." in lines


def test_of_somebody_from_some_day_on(cli: Cli) -> None:
    done = cli("calendar", "Russia", "--since", "2024")
    assert [line[:16].split() for line in done.out.splitlines() if line.startswith("2024")] == [["2024-02-05", "held"]]
    assert "Geneva, CHE" in done.out


def test_a_file(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "meetings.csv"
    done = cli("calendar", "Kenya", "USA", "--since", "2024", "-o", out)
    assert done.err == f"dragoman: 3 meetings written: {out}\n"
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["day"], row["outcome"], row["countries"]) for row in rows] == [
        ("2024-02-05", "held", "RUS; USA"),
        ("2024-02-11", "held", "KEN; ETH"),
        ("2024-03-09", "planned", "ETH; KEN"),
    ]


def test_nothing_is_told_with_the_way_out(cli: Cli) -> None:
    done = cli("calendar", "Tuvalu")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("dragoman: no meetings match (who Tuvalu, since 2024-02-05)")


def test_outcomes(cli: Cli) -> None:
    done = cli("calendar", "--outcome", "planned,called-off")
    assert [line.split()[0] for line in done.out.splitlines() if line.startswith("2024")] == ["2024-03-09"]
    done = cli("calendar", "--outcome", "missed")
    assert (done.status, done.out) == (2, "")
    assert "outcome: 'missed' is none; there are held, planned, proposed, called off" in done.err
