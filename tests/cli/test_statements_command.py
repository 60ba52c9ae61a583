"""``dragoman statements``: tables and files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from conftest import Cli
from dragoman.analysis.answers import STATEMENT_COLUMNS
from dragoman.store import Store


@pytest.fixture(autouse=True)
def db(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of ``news_made`` are the store that is meant."""
    monkeypatch.setenv("DRAGOMAN_DB", filled)


def test_who_said_what_about_whom(cli: Cli) -> None:
    done = cli("statements", "--speaker", "Russia", "--about", "USA")
    assert (done.status, done.err) == (0, "")
    head, first = done.out.splitlines()
    assert head.split() == ["day", "speaker", "what", "was", "said"]
    assert first.startswith("2024-01-20 Vladimir Putin (RUS GOV)")
    assert first.endswith("United States had asked for talks  denies, indirect, Herald")


def test_the_newest_come_first(cli: Cli) -> None:
    done = cli("statements", "--limit", 2)
    assert [line[:10] for line in done.out.splitlines()[1:]] == ["2024-03-06", "2024-02-12"]
    assert done.err == "dragoman: 2 of 6 statements, the newest first; --limit shows more, -o FILE writes all\n"


def test_files(cli: Cli, tmp_path: Path) -> None:
    cli("statements", "--speaker", "CHN", "-o", tmp_path / "said.csv")
    with (tmp_path / "said.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(STATEMENT_COLUMNS)
    assert [(row["speaker"], row["about_countries"]) for row in rows] == [("Mao Ning", "RUS"), ("Mao Ning", "KEN")]
    cli("statements", "--pair", "KEN", "ETH", "-o", tmp_path / "said.json")
    (said,) = json.loads((tmp_path / "said.json").read_text())
    assert (said["speaker"]["name"], said["about"][0]["country"]) == ("William Ruto", "ETH")


def test_nothing_is_told_with_the_way_out(cli: Cli, tmp_path: Path) -> None:
    done = cli("statements", "--speaker", "Putin", "--stance", "says", "-o", tmp_path / "no.csv")
    assert "no statements match (speaker Putin, stance says); fewer conditions" in done.err
    Store.open(tmp_path / "empty.db").close()
    done = cli("statements", "--db", tmp_path / "empty.db")
    assert done.err == "dragoman: the store holds no statements yet; dragoman add puts articles into it\n"
