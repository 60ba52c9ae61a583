"""``dragoman relations``: a table, files with the events behind each point, pictures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from conftest import Cli


@pytest.fixture(autouse=True)
def db(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of ``news_made`` are the store that is meant."""
    monkeypatch.setenv("DRAGOMAN_DB", filled)


def test_a_table(cli: Cli) -> None:
    done = cli("relations", "USA", "Russia")
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()[2:]] == [
        ["2024-01", "USA", "→", "RUS", "·", "·", "·", "1", "1", "-6.0"],
        ["2024-01", "RUS", "→", "USA", "·", "·", "1", "·", "1", "-2.0"],
        ["2024-02", "RUS", "→", "USA", "1", "·", "·", "·", "1", "+4.0"],
    ]
    assert "2024-01-15" in cli("relations", "USA", "RUS", "--weekly").out


def test_a_file_has_the_events_behind_each_point(cli: Cli, tmp_path: Path) -> None:
    done = cli("relations", "USA", "RUS", "-o", tmp_path / "two.csv")
    assert done.err == f"dragoman: 2 months, 3 events; written: {tmp_path / 'two.csv'}\n"
    with (tmp_path / "two.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [len(row["event_ids"]) for row in rows] == [16, 16, 0, 16]
    cli("events", "--pair", "USA", "RUS", "--sort", "oldest", "-o", tmp_path / "events.json")
    events = [event["id"] for event in json.loads((tmp_path / "events.json").read_text())]
    assert [row["event_ids"] for row in rows if row["event_ids"]] == events


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_picture(cli: Cli, tmp_path: Path, ending: str, start: bytes) -> None:
    out = tmp_path / f"two.{ending}"
    assert cli("relations", "USA", "RUS", "-o", out).status == 0
    drawn = out.read_bytes()
    assert drawn.startswith(start)
    if ending == "svg":
        assert all(words in drawn.decode() for words in ("USA → RUS", "material conflict", "mean score"))


def test_what_cannot_be_told(cli: Cli, tmp_path: Path) -> None:
    done = cli("relations", "USA", "KEN")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("dragoman: no events match (pair United States and Kenya)")
    done = cli("relations", "USA", "America")
    assert (done.status, done.err) == (2, "dragoman: pair: 'USA' and 'America' are the same\n")
    done = cli("relations", "USA", "RUS", "-o", tmp_path / "two.pdf")
    assert "its name must end in .csv, .tsv, .parquet, .json, .jsonl, .svg or .png" in done.err
