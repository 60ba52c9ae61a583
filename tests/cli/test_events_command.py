"""``dragoman events``: tables, files, and what is said where there is nothing."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from conftest import Cli
from dragoman.analysis.answers import EVENT_COLUMNS
from dragoman.store import Store


@pytest.fixture(autouse=True)
def db(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of ``news_made`` are the store that is meant."""
    monkeypatch.setenv("DRAGOMAN_DB", filled)


def test_the_newest_come_first_in_a_table(cli: Cli) -> None:
    done = cli("events", "--limit", 3)
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["day", "event", "who", "to", "whom", "where", "sources", "sure"]
    assert [line.split()[:2] for line in lines if line.startswith("2024")] == [
        ["2024-03-09", "CONSULT"],
        ["2024-03-04", "AID"],
        ["2024-03-01", "AGREE"],
    ]
    assert "    Ruto and Abiy will meet on 9 March." in lines
    assert max(map(len, lines)) <= 100
    assert done.err == "dragoman: 3 of 10 events, the newest first; --limit shows more, -o FILE writes all\n"


def test_filters_and_reports(cli: Cli) -> None:
    done = cli("events", "--pair", "USA", "Russia", "--type", "SANCTION,ACCUSE", "--until", "2024-01-15", "--reports")
    assert (done.status, done.err) == (0, "")
    assert "United States (USA GOV)" in done.out
    assert "    · 2024-01-10, Herald, Story s1  https://news.example/s1" in done.out
    assert "    · 2024-01-10, Gazette, Story s2  https://news.example/s2" in done.out
    assert "2024-01-20" not in done.out


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet"])
def test_flat_tables(cli: Cli, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"events.{ending}"
    done = cli("events", "--who", "Kenya", "--sort", "oldest", "-o", out)
    assert (done.status, done.out, done.err) == (0, "", f"dragoman: 5 events written: {out}\n")
    with duckdb.connect() as connection:
        table = connection.execute(f"SELECT * FROM '{out}'")
        assert [d[0] for d in table.description or ()] == list(EVENT_COLUMNS)
        found = connection.execute(f"SELECT day, type, actors, killed FROM '{out}' WHERE type = 'ASSAULT'").fetchall()
    assert [[str(day), kind, killed] for day, kind, _, killed in found] == [["2024-02-20", "ASSAULT", 4]]
    assert found[0][2] == (["police"] if ending == "parquet" else "police")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_json_has_the_reports_too(cli: Cli, tmp_path: Path) -> None:
    cli("events", "--type", "SANCTION", "-o", tmp_path / "events.json")
    (event,) = json.loads((tmp_path / "events.json").read_text())
    assert event["actors"][0] == {
        "name": "United States", "country": "USA", "sectors": ["GOV"], "role": None, "kind": "country",
        "entity": "united states",
    }  # fmt: skip
    assert [report["article_id"] for report in event["reports"]] == ["s1", "s2"]
    cli("events", "--limit", 4, "-o", tmp_path / "events.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert [len(line["reports"]) for line in lines] == [1, 1, 1, 1]


def test_nothing_is_told_with_the_way_out(cli: Cli, tmp_path: Path) -> None:
    done = cli("events", "--actor", "CHN", "--recipient", "USA", "--until", "2023")
    assert (done.status, done.out) == (0, "")
    told = "no events match (actor CHN, recipient USA, until 2023-12-31)"
    assert done.err == f"dragoman: {told}; there are others from polecat: --source polecat\n"
    done = cli("events", "--actor", "CHN", "--until", "2023", "--source", "all", "-o", tmp_path / "no.csv")
    assert "fewer conditions, or a longer period, may find some" in done.err
    assert (tmp_path / "no.csv").read_text() == ",".join(EVENT_COLUMNS) + "\n"


def test_an_empty_store_says_how_to_fill_it(cli: Cli, tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.db").close()
    done = cli("events", "--db", tmp_path / "empty.db")
    assert done.err == "dragoman: the store holds no events yet; dragoman add puts articles into it\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--db", "nowhere.db"], "nowhere.db: no such database; dragoman add makes one"),
        (["--type", "ASAULT"], "type: 'ASAULT' is none; did you mean ASSAULT"),
        (["--actor", "Zzyzx"], "'Zzyzx' names nobody who is known"),
        (["--since", "soon"], "since: 'soon' is no date"),
        (["--sort", "best"], "--sort: 'best' is none; there are newest, oldest, surest"),
        (["--text", "-not"], "it must name a word that is to be there"),
        (["-o", "x.xlsx"], "x.xlsx: cannot be written: its name must end in .csv, .tsv, .parquet, .json or .jsonl"),
        (["-o", "nowhere/x.csv"], "nowhere/x.csv: cannot be written: No such file or directory"),
        (["--pair", "USA"], "Option '--pair' requires 2 arguments"),
    ],
)
def test_faults_are_told_in_a_line(cli: Cli, arguments: list[str], said: str) -> None:
    done = cli("events", *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
